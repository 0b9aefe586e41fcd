from datetime import timedelta

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _

from maskinrum.shared.periodic import periodic
from maskinrum.shared.privacy import Clock, PersonalData, declare_table, start_clock

TASK_TABLE = "django_tasks_database_dbtaskresult"
TASKS = PersonalData(
    fields=("traceback",),
    purpose=_("Find out why something in the background failed. Nothing else in the table can name anybody."),
    retention=_("Two weeks for what failed, one day for all else."),
    erased_by="",
)


class SharedConfig(AppConfig):
    name = "maskinrum.shared"
    label = "shared"

    def ready(self) -> None:
        """Make the tables of what choices are called; say when mails are looked for, and when our rows have run out."""
        from maskinrum.shared import actions, queries  # noqa: PLC0415 - models come first
        from maskinrum.shared.labels import remember_choices  # noqa: PLC0415
        from maskinrum.shared.mail import ACCOUNT, declare_mail  # noqa: PLC0415

        remember_choices(apps.get_models())
        periodic("deliver_mail", every=timedelta(minutes=1), function="maskinrum.shared.actions.wake_worker")
        declare_mail(ACCOUNT, _("About the account"), is_mutable=False, is_pressing=True)
        declare_table(TASK_TABLE, TASKS)
        start_clock(Clock("shared_outboxmail", queries.old_mails, actions.remove_old_mails))
        start_clock(Clock(TASK_TABLE, queries.old_tasks, actions.remove_old_tasks))
