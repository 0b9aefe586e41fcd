from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SteeringConfig(AppConfig):
    name = "maskinrum.steering"
    label = "steering"

    def ready(self) -> None:
        """Say what the parts of the running partnership are called, write and do now and then."""
        self.board()

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
