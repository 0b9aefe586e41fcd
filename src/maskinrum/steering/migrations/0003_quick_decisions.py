from typing import Any

from django.db import migrations, models


def forget_days_counted_from_the_wrong_one(apps: Any, schema_editor: Any) -> None:
    """Until now the eight weeks of a quick decision ran from when it was asked for, so no such day holds."""
    rows = apps.get_model("steering", "LadderStep").objects.filter(step="quick-decision")
    rows.update(due_on=None, warned_on=None, lapsed_on=None)


class Migration(migrations.Migration):
    dependencies = [
        ("steering", "0002_decisions_and_disagreements"),
    ]

    operations = [
        migrations.AddField(
            model_name="ladderstep",
            name="decided_on",
            field=models.DateField(null=True, verbose_name="the decision was given on"),
        ),
        migrations.RunPython(forget_days_counted_from_the_wrong_one, migrations.RunPython.noop),
    ]
