"""Each version of a tool says who could see it; uses and comments say for whom they were told.

What was stored before is given those who could read when it was told, as far as that is kept, and no more.
"""

import django.core.serializers.json
from django.db import migrations, models

ORGANISATION = "organisation"
VISIBILITY = [("open", "Open"), ("network", "Network"), ("partnership", "Own partnership"), ("organisation", "Own organisation")]


def of_versions(apps, schema_editor):
    """The newest is seen by whoever sees the tool; of older ones of an organisation it was not kept who could."""
    versions = apps.get_model("knowledge", "ToolVersion")
    for row in versions.objects.select_related("tool").iterator():
        if row.tool.organisation_id is None or row.number == row.tool.latest:
            row.visibility = row.tool.visibility
            row.save(update_fields=["visibility"])


def of_tool_uses(apps, schema_editor):
    """As the version that they tell of."""
    uses = apps.get_model("knowledge", "ToolUse")
    for row in uses.objects.select_related("version").iterator():
        row.readers = {"visibility": row.version.visibility, "partnership": ""}
        row.save(update_fields=["readers"])


def of_experiences(apps, schema_editor):
    """As the version that others could read when it was told; as the experience where there was none."""
    shown = {}
    versions = apps.get_model("knowledge", "ExperienceVersion")
    for row in versions.objects.filter(is_shown=True).order_by("revision").iterator():
        shown.setdefault(row.experience_id, []).append((row.shown_at or row.at, row.content))
    for name, told in (("ExperienceUse", "changed_at"), ("ExperienceComment", "written_at")):
        for row in apps.get_model("knowledge", name).objects.select_related("experience").iterator():
            at, whole = getattr(row, told), row.experience
            content = {"visibility": whole.visibility, "partnership": str(whole.partnership_id or "")}
            for since, then in shown.get(whole.pk, []):
                if since <= at:
                    content = then
            row.readers = {name: content.get(name, "") for name in ("visibility", "partnership")}
            row.save(update_fields=["readers"])


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0014_version_readers")]

    operations = [
        migrations.AddField(
            model_name="toolversion",
            name="visibility",
            field=models.CharField(choices=VISIBILITY, default=ORGANISATION, max_length=20),
        ),
        *(
            migrations.AddField(model_name=model, name="readers", field=models.JSONField(default=dict))
            for model in ("experienceuse", "experiencecomment", "tooluse")
        ),
        *(
            migrations.AddField(
                model_name=model,
                name="former",
                field=models.JSONField(default=list, encoder=django.core.serializers.json.DjangoJSONEncoder),
            )
            for model in ("experienceuse", "tooluse")
        ),
        migrations.RunPython(of_versions, migrations.RunPython.noop),
        migrations.RunPython(of_tool_uses, migrations.RunPython.noop),
        migrations.RunPython(of_experiences, migrations.RunPython.noop),
    ]
