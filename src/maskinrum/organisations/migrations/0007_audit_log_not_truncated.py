"""PostgreSQL empties a table with TRUNCATE without asking row triggers, so the audit log refuses that as well.

SQLite has no such statement.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "organisations_auditevent"
TRIGGER = f"{TABLE}_not_truncated"


def add_trigger(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE TRIGGER {TRIGGER} BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()"
        )


def remove_trigger(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {TRIGGER} ON {TABLE}")


class Migration(migrations.Migration):
    dependencies = [("organisations", "0006_words_of_decisions")]

    operations = [migrations.RunPython(add_trigger, remove_trigger)]
