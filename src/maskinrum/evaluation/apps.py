from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "maskinrum.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Join the log, the letters and what is done now and then."""
        self.begin_rounds()
        self.begin_figures()

    def begin_rounds(self) -> None:
        """Say who sees rounds, and what they are called."""
        from maskinrum.evaluation.models import Round  # noqa: PLC0415 - models are not there before this
        from maskinrum.evaluation.phrases import OWN_COLUMNS, TABLES, TYPES, VERBS  # noqa: PLC0415
        from maskinrum.evaluation.queries import rounds_of_parties  # noqa: PLC0415
        from maskinrum.organisations.phrases import name_in_log, name_tables  # noqa: PLC0415
        from maskinrum.organisations.queries import open_to_parties  # noqa: PLC0415
        from maskinrum.organisations.reports import name_columns  # noqa: PLC0415

        name_in_log(verbs=VERBS, types=TYPES)
        name_tables(TABLES)
        name_columns(OWN_COLUMNS)
        open_to_parties(Round, rounds_of_parties)

    def begin_figures(self) -> None:
        """Portfolio figures and sharing them: what they are called, and the daily look at what may be shared."""
        from datetime import timedelta  # noqa: PLC0415 - the tick alone needs it

        from maskinrum.evaluation.phrases import figures_log  # noqa: PLC0415
        from maskinrum.organisations.phrases import name_in_log, name_tables  # noqa: PLC0415
        from maskinrum.organisations.reports import name_columns  # noqa: PLC0415
        from maskinrum.shared.periodic import periodic  # noqa: PLC0415

        name_in_log(verbs=figures_log.VERBS, types=figures_log.TYPES)
        name_tables(figures_log.TABLES)
        name_columns(figures_log.OWN_COLUMNS)
        work = "maskinrum.evaluation.actions.comparison.share_what_is_due"
        periodic("share_network_figures", every=timedelta(days=1), function=work)
