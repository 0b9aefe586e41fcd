from typing import Any

from django.db import migrations, models


def end_what_was_taken_back(apps: Any, _schema_editor: Any) -> None:
    """Nobody is asked any more for a wish that was taken back, and one that came to life again is taken back once more.

    Only the log knows of the latter. Where two have agreed to talk meanwhile, it stays as they agreed.
    """
    wishes, proposals, log = (
        apps.get_model(app, name)
        for app, name in (
            ("network", "SparringRequest"),
            ("network", "SparringProposal"),
            ("organisations", "AuditEvent"),
        )
    )
    taken_back = log.objects.filter(object_type="network.SparringRequest", verb="withdraw_request")
    again = wishes.objects.filter(pk__in=taken_back.values("object_id"), state__in=("waiting", "proposed"))
    again.update(state="withdrawn")
    proposals.objects.filter(request__state="withdrawn", state="asked").update(state="withdrawn")


class Migration(migrations.Migration):
    dependencies = [("network", "0008_conversation_hours"), ("organisations", "0008_name_key")]

    operations = [
        migrations.AlterField(
            model_name="sparringproposal",
            name="state",
            field=models.CharField(
                choices=[
                    ("asked", "Asked"),
                    ("accepted", "Said yes"),
                    ("declined", "Said no"),
                    ("lapsed", "Did not answer"),
                    ("withdrawn", "Asked until the wish was taken back"),
                ],
                default="asked",
                max_length=10,
            ),
        ),
        migrations.RunPython(end_what_was_taken_back, migrations.RunPython.noop),
    ]
