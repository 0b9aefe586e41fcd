"""``maskinrum migrate``: as Django does it, but an empty database gets all its tables at once."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

# Migrations whose code makes what no model knows of: triggers. The code of all others moves rows, and there are none.
MAKES_MORE = (
    ("organisations", "0002_audit_log_append_only"),
    ("organisations", "0007_audit_log_not_truncated"),
)
# With any of these somebody wants one step, or only to look.
STEP_BY_STEP = ("app_label", "migration_name", "plan", "check_unapplied", "fake", "fake_initial", "prune")


class Command(migrate.Command):
    """Make an empty database in one step, then do what Django's command does."""

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Migrate."""
        connection = connections[options["database"]]
        asked_for_steps = any(options.get(name) for name in STEP_BY_STEP)
        if not asked_for_steps and not connection.introspection.table_names():
            make_tables(connection)
            if options["verbosity"]:
                self.stdout.write(_("The database was empty: all its tables were made at once."))
        super().handle(*arguments, **options)


def make_tables(connection: BaseDatabaseWrapper) -> None:
    """Make the tables as the last migration leaves them, and note all migrations as done; all of it or nothing.

    One migration after the other takes thirty times as long, nearly all of it for models between them that nobody
    meets.
    """
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    state = executor.loader.project_state()
    with connection.schema_editor(atomic=True) as editor:
        for model in state.apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for migration, _backwards in plan:
            if (migration.app_label, migration.name) in MAKES_MORE:
                for operation in migration.operations:
                    if isinstance(operation, RunPython):
                        operation.database_forwards(migration.app_label, editor, state, state)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for migration, _backwards in plan:
            recorder.record_applied(migration.app_label, migration.name)
