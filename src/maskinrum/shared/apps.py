from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from maskinrum.shared.periodic import periodic
from maskinrum.shared.privacy import PersonalData, declare_table

TASKS = PersonalData(
    fields=("traceback",),
    purpose="Find out why something in the background failed. Nothing else in the table can name anybody.",
    retention="Two weeks for what failed, one day for all else.",
    erased_by="",
)


class SharedConfig(AppConfig):
    name = "maskinrum.shared"
    label = "shared"

    def ready(self) -> None:
        """Register the periodic work on mails, sessions and finished tasks, and the mails about accounts."""
        from maskinrum.shared.mail import ACCOUNT, declare_mail  # noqa: PLC0415 - models are not there before this

        actions = "maskinrum.shared.actions"
        periodic("deliver_mail", every=timedelta(minutes=1), function=f"{actions}.wake_worker")
        periodic("remove_old_mail", every=timedelta(hours=1), function=f"{actions}.remove_old_mail")
        periodic("clear_sessions", every=timedelta(hours=1), function=f"{actions}.clear_sessions")
        periodic("prune_tasks", every=timedelta(hours=1), function=f"{actions}.prune_tasks")
        declare_mail(ACCOUNT, _("About the account"), is_mutable=False)
        declare_table("django_tasks_database_dbtaskresult", TASKS)
