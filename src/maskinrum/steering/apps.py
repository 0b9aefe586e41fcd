from django.apps import AppConfig


class SteeringConfig(AppConfig):
    name = "maskinrum.steering"
    label = "steering"

    def ready(self) -> None:
        """Say what the parts of the running partnership are called, write and do now and then."""
        self.board()

    def board(self) -> None:
        """The portfolio board: its words in the log."""
        from maskinrum.organisations.phrases import name_in_log  # noqa: PLC0415 - models are not there before this
        from maskinrum.steering.phrases.board_log import TYPES, VERBS  # noqa: PLC0415

        name_in_log(verbs=VERBS, types=TYPES)
