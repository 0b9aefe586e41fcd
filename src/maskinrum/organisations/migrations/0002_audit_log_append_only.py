"""The audit log is append-only by the database itself.

Row triggers refuse UPDATE and DELETE whoever asks. SQLite's REPLACE removes the old row without asking a DELETE
trigger, so there an INSERT over an existing number is refused as well.
"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "organisations_auditevent"
REFUSAL = "the audit log is append-only"

FORWARD = {
    "sqlite": [
        f"""CREATE TRIGGER {TABLE}_no_{event} BEFORE {event} ON {TABLE} {condition}
            BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
        for event, condition in [
            ("UPDATE", ""),
            ("DELETE", ""),
            ("INSERT", f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"),  # noqa: S608 - our own constant
        ]
    ],
    "postgresql": [
        f"""CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        f"""CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE}
            FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()""",
    ],
}
BACKWARD = {
    "sqlite": [f"DROP TRIGGER {TABLE}_no_{event}" for event in ("UPDATE", "DELETE", "INSERT")],
    "postgresql": [f"DROP TRIGGER {TABLE}_append_only ON {TABLE}", f"DROP FUNCTION {TABLE}_refuse()"],
}


def add_triggers(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in FORWARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove_triggers(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in BACKWARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="auditevent",
            name="changes",
            field=models.JSONField(default=dict, encoder=DjangoJSONEncoder),
        ),
        migrations.RunPython(add_triggers, remove_triggers),
    ]
