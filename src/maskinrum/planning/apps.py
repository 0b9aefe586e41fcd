from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "maskinrum.planning"
    label = "planning"

    def ready(self) -> None:
        """Say where plans are shared, what they are called in the log, what they write and what moves with them."""
        from django.urls import reverse  # noqa: PLC0415 - models are not there before this

        from maskinrum.organisations.actions import on_merge  # noqa: PLC0415
        from maskinrum.organisations.phrases import name_in_log, name_tables  # noqa: PLC0415
        from maskinrum.organisations.queries import show_sharing_at  # noqa: PLC0415
        from maskinrum.organisations.reports import name_columns  # noqa: PLC0415
        from maskinrum.planning import indexing  # noqa: PLC0415
        from maskinrum.planning.models import StartPlan  # noqa: PLC0415
        from maskinrum.planning.phrases.log import OWN_COLUMNS, TABLES, TYPES, VERBS  # noqa: PLC0415
        from maskinrum.planning.queries.events import own_task_events  # noqa: PLC0415
        from maskinrum.shared.calendar import offer_events  # noqa: PLC0415
        from maskinrum.shared.mail import declare_mail  # noqa: PLC0415
        from maskinrum.shared.periodic import periodic  # noqa: PLC0415

        show_sharing_at(StartPlan, lambda plan: reverse("planning:sharing", args=[plan.pk]))
        on_merge("start_plans", _("Start plans"), lambda one: StartPlan.objects.filter(organisation=one))
        name_in_log(verbs=VERBS, types=TYPES)
        name_tables(TABLES)
        name_columns(OWN_COLUMNS)
        indexing.offer_everything()
        offer_events("plans", own_task_events)
        declare_mail(
            "plan_task_due",
            _("when a task of mine in a start plan is due"),
            is_mutable=True,
            template="planning/letters/plan_task_due.txt",
        )
        work = "maskinrum.planning.actions.reminders.remind_of_tasks"
        periodic("remind_of_plan_tasks", every=timedelta(hours=6), function=work)
