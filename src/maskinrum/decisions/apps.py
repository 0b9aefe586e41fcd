from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERBS = {
    "answer_readiness": _("answered about readiness"),
    "change_assumptions": _("changed assumptions"),
    "explore_analysis": _("had it calculated which projects belong inside"),
    "keep_analysis": _("stored an analysis"),
    "open_decision_file": _("started a decision file"),
    "remove_decision_file": _("deleted a decision file"),
    "rename_decision_file": _("changed title, date or note"),
    "score_readiness": _("gave points for readiness"),
    "take_snapshot": _("chose projects"),
    "weigh_readiness": _("changed weights of readiness"),
}
TYPES = {"decisions.DecisionFile": _("decision file")}


class DecisionsConfig(AppConfig):
    name = "maskinrum.decisions"
    label = "decisions"

    def ready(self) -> None:
        """Say where files are shared, what they are called in the log, and that they move with their organisation."""
        from django.urls import reverse  # noqa: PLC0415 - models are not there before this

        from maskinrum.decisions import indexing  # noqa: PLC0415
        from maskinrum.decisions.models import DecisionFile  # noqa: PLC0415
        from maskinrum.organisations.actions import on_merge  # noqa: PLC0415
        from maskinrum.organisations.phrases import name_in_log, name_tables  # noqa: PLC0415
        from maskinrum.organisations.queries import show_sharing_at  # noqa: PLC0415

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
            }
        )
