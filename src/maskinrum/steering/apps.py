from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from maskinrum.shared.privacy import NO_PERSONAL_DATA, declare_table


def _rows_by(model: Any, field: str) -> Callable[[Any], Any]:
    """The rows of a model that name an organisation in a field."""
    return lambda one: model.objects.filter(**{field: one})


class SteeringConfig(AppConfig):
    name = "maskinrum.steering"
    label = "steering"

    def ready(self) -> None:
        """Say what the parts of the running partnership are called, write and do now and then."""
        self.board()
        self.running()
        self.say_what_of_running_merges()

    def board(self) -> None:
        """The portfolio board: its words in the log, its mail, what stands beside the register, what mergers move."""
        from maskinrum.organisations.actions import on_merge  # noqa: PLC0415 - models are not there before this
        from maskinrum.organisations.phrases import name_in_log  # noqa: PLC0415
        from maskinrum.shared.beside import offer_beside  # noqa: PLC0415
        from maskinrum.shared.mail import declare_mail  # noqa: PLC0415
        from maskinrum.shared.periodic import periodic  # noqa: PLC0415
        from maskinrum.steering.actions import move_placements  # noqa: PLC0415
        from maskinrum.steering.phrases.board_log import TYPES, VERBS  # noqa: PLC0415
        from maskinrum.steering.queries import merged_placements  # noqa: PLC0415
        from maskinrum.steering.reports.board_beside import beside_entry  # noqa: PLC0415

        name_in_log(verbs=VERBS, types=TYPES)
        on_merge("placements", _("Projects it carries out"), merged_placements, move_placements)
        offer_beside("board", beside_entry)
        letter = "steering/letters/board_warning.txt"
        declare_mail(
            "board_warning", _("Something needs the client of a partnership"), is_mutable=True, template=letter
        )
        work = "maskinrum.steering.actions.board_warnings.warn_of_boards"
        periodic("warn_of_boards", every=timedelta(hours=12), function=work)

    def running(self) -> None:
        """Decisions, disagreements and start-ups: their words, what is found of them, and their letters."""
        from maskinrum.organisations.phrases import name_in_log, name_tables  # noqa: PLC0415 - models come first
        from maskinrum.organisations.reports import name_columns  # noqa: PLC0415
        from maskinrum.shared.beside import offer_beside  # noqa: PLC0415
        from maskinrum.shared.mail import declare_mail  # noqa: PLC0415
        from maskinrum.shared.periodic import periodic  # noqa: PLC0415
        from maskinrum.steering.indexing import offer_running  # noqa: PLC0415
        from maskinrum.steering.phrases.running_log import OWN_COLUMNS, TABLES, TYPES, VERBS  # noqa: PLC0415
        from maskinrum.steering.reports.beside import render_running  # noqa: PLC0415

        name_in_log(verbs=VERBS, types=TYPES)
        name_tables(TABLES)
        name_columns(OWN_COLUMNS)
        declare_table("steering_partnershipdecision_bound", NO_PERSONAL_DATA)
        offer_running()
        offer_beside("running", render_running)
        declare_mail(
            "ladder_step",
            _("A step of the conflict ladder runs out"),
            is_mutable=True,
            template="steering/letters/ladder_step.txt",
        )
        work = "maskinrum.steering.actions.reminders.warn_of_ladder_steps"
        periodic("warn_of_ladder_steps", every=timedelta(hours=3), function=work)

    def say_what_of_running_merges(self) -> None:
        """Say what of decisions and disagreements moves when an organisation is merged into another."""
        from maskinrum.organisations.actions import on_merge  # noqa: PLC0415 - models come first
        from maskinrum.steering import actions, models  # noqa: PLC0415

        kinds = {
            "decisions_logged": (_("Decisions it wrote down"), models.PartnershipDecision, "organisation", None),
            "decisions_bound": (_("Decisions that bind it"), models.PartnershipDecision, "bound", actions.move_bound),
            "disagreements_opened": (_("Disagreements it opened"), models.Disagreement, "organisation", None),
            "disagreements": (
                _("Disagreements it is a party to"),
                models.DisagreementParty,
                "organisation",
                actions.move_disagreement_parties,
            ),
            "ladder_names": (
                _("Names for the conflict ladder"),
                models.LadderNames,
                "organisation",
                actions.move_ladder_names,
            ),
            "disagreements_told": (
                _("Experiences begun of disagreements"),
                models.DisagreementExperience,
                "organisation",
                actions.move_told,
            ),
        }
        for key, (label, model, field, move) in kinds.items():
            on_merge(key, label, _rows_by(model, field), move)
