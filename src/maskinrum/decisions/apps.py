from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERBS = {
    "agree_to_joint": _("agreed to calculate together with another organisation"),
    "answer_readiness": _("answered about readiness"),
    "change_assumptions": _("changed assumptions"),
    "decline_joint": _("declined to calculate together with another organisation"),
    "end_joint": _("ended a joint calculation"),
    "explore_analysis": _("had it calculated which projects belong inside"),
    "invite_to_joint": _("invited an organisation to calculate together"),
    "keep_analysis": _("stored an analysis"),
    "open_decision_file": _("started a decision file"),
    "remove_analysis": _("deleted a stored analysis"),
    "remove_decision_file": _("deleted a decision file"),
    "remind_to_look_back": _("sent a reminder to look back at a stored analysis"),
    "rename_decision_file": _("changed title, date or note"),
    "score_readiness": _("gave points for readiness"),
    "take_snapshot": _("chose projects"),
    "weigh_readiness": _("changed weights of readiness"),
}
TYPES = {"decisions.DecisionFile": _("decision file"), "decisions.JointPortfolio": _("joint portfolio")}
LOOK_BACK = "look_back"
LETTERS = {
    "joint_invited": _("Invitation to calculate together"),
    "joint_answered": _("Answer to an invitation to calculate together"),
    "joint_ended": _("A joint calculation has ended"),
}


class DecisionsConfig(AppConfig):
    name = "maskinrum.decisions"
    label = "decisions"

    def ready(self) -> None:
        """Say where files are shared, what they are called in the log, and that they move with their organisation."""
        from django.urls import reverse  # noqa: PLC0415 - models are not there before this

        from maskinrum.decisions import indexing  # noqa: PLC0415
        from maskinrum.decisions.models import DecisionFile  # noqa: PLC0415
        from maskinrum.decisions.phrases import OWN_COLUMNS, criterion_in_words  # noqa: PLC0415
        from maskinrum.organisations.actions import on_merge  # noqa: PLC0415
        from maskinrum.organisations.phrases import name_in_log, name_tables  # noqa: PLC0415
        from maskinrum.organisations.queries import show_sharing_at  # noqa: PLC0415
        from maskinrum.organisations.reports import name_columns, name_values  # noqa: PLC0415

        show_sharing_at(DecisionFile, lambda file: reverse("decisions:sharing", args=[file.pk]))
        on_merge("decision_files", _("Decision files"), lambda one: DecisionFile.objects.filter(organisation=one))
        name_in_log(verbs=VERBS, types=TYPES)
        indexing.offer_everything()
        name_tables(
            {
                "decisions_decisionfile": _("Decision files you have made"),
                "decisions_readinessscore": _("Points you have given for readiness"),
                "decisions_analysis": _("Analyses you have stored"),
                "decisions_exploration": _("Longer calculations you have started"),
                "decisions_jointportfolio": _("Joint portfolios you have invited to, answered or ended"),
            }
        )
        name_columns(OWN_COLUMNS)
        name_values({"decisions_readinessscore.criterion": criterion_in_words})
        self.look_after_joint_portfolios()
        self.remind_to_look_back()
        self.let_plans_be_made()

    def let_plans_be_made(self) -> None:
        """Let a start plan begin with what a decision file knows."""
        from maskinrum.planning.facts.origins import offer_origin  # noqa: PLC0415 - models are not there before this

        offer_origin("decision_file", _plan_origin)

    def remind_to_look_back(self) -> None:
        """Have the tick look once a day for files that it is time to look back at."""
        from maskinrum.shared.mail import declare_mail  # noqa: PLC0415 - models are not there before this
        from maskinrum.shared.periodic import periodic  # noqa: PLC0415

        declare_mail(
            LOOK_BACK,
            _("when it is time to look back at a stored analysis, once a year"),
            is_mutable=True,
            template=f"decisions/letters/{LOOK_BACK}.txt",
        )
        work = "maskinrum.decisions.actions.reminders.remind_to_look_back"
        periodic("remind_to_look_back", every=timedelta(days=1), function=work)

    def look_after_joint_portfolios(self) -> None:
        """Say which letters tell of them, when they are forgotten, and that a merger ends them."""
        from django.db.models import Q  # noqa: PLC0415 - models are not there before this

        from maskinrum.decisions.models import JointPortfolio  # noqa: PLC0415
        from maskinrum.decisions.queries import forgotten_joint_portfolios  # noqa: PLC0415
        from maskinrum.organisations.actions import on_merge  # noqa: PLC0415
        from maskinrum.shared.mail import declare_mail  # noqa: PLC0415
        from maskinrum.shared.privacy import Clock, start_clock  # noqa: PLC0415

        for name, label in LETTERS.items():
            declare_mail(name, label, is_mutable=False, template=f"decisions/letters/{name}.txt")
        start_clock(Clock("decisions_jointportfolio", forgotten_joint_portfolios, _forget_joint_portfolios))
        on_merge(
            "joint_portfolios",
            _("Joint portfolios (they end)"),
            lambda one: JointPortfolio.objects.filter(Q(inviting=one) | Q(invited=one)),
            _end_joint_of_merged,
        )


def _plan_origin(*given: Any) -> Any:
    from maskinrum.decisions.analysis.plans import plan_origin  # noqa: PLC0415 - loads the engine's libraries

    return plan_origin(*given)


def _end_joint_of_merged(*given: Any, **named: Any) -> Any:
    # The actions of this app load the engine's libraries, which a process that shows no page does without.
    from maskinrum.decisions.actions import end_joint_of_merged  # noqa: PLC0415

    return end_joint_of_merged(*given, **named)


def _forget_joint_portfolios(rows: Any) -> int:
    if not rows.exists():
        return 0
    from maskinrum.decisions.actions.joint import forget_joint_portfolios  # noqa: PLC0415 - as above

    return forget_joint_portfolios(rows)
