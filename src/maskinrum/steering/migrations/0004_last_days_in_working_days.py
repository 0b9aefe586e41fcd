from typing import Any

from django.db import migrations

from maskinrum.steering.analysis.ladder import due


def count_last_days_again(apps: Any, schema_editor: Any) -> None:
    """Until now debated days counted as closed in last days, so those of steps still open may be a day too late."""
    rows = apps.get_model("steering", "LadderStep").objects.filter(ended_on=None, due_on__isnull=False)
    for row in rows.iterator():
        found = due(row.step, row.began_on, row.decided_on)
        if found is not None and found.day != row.due_on:
            row.due_on = found.day
            row.save(update_fields=["due_on"])


class Migration(migrations.Migration):
    dependencies = [
        ("steering", "0003_quick_decisions"),
    ]

    operations = [
        migrations.RunPython(count_last_days_again, migrations.RunPython.noop),
    ]
