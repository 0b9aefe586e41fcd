from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "maskinrum.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Join the log, the letters and what is done now and then."""
        self.begin_rounds()
        self.begin_findings()

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

    def begin_findings(self) -> None:
        """Say who sees findings, what they are called, and that somebody is reminded of what is to be done."""
        from datetime import timedelta  # noqa: PLC0415

        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from maskinrum.evaluation import indexing  # noqa: PLC0415 - models are not there before this
        from maskinrum.evaluation.models import Finding  # noqa: PLC0415
        from maskinrum.evaluation.phrases.findings import OWN_COLUMNS, TABLES, TYPES, VERBS  # noqa: PLC0415
        from maskinrum.evaluation.queries.findings import findings_of_parties  # noqa: PLC0415
        from maskinrum.organisations.actions import on_merge  # noqa: PLC0415
        from maskinrum.organisations.phrases import name_in_log, name_tables  # noqa: PLC0415
        from maskinrum.organisations.queries import open_to_parties  # noqa: PLC0415
        from maskinrum.organisations.reports import name_columns  # noqa: PLC0415
        from maskinrum.shared.mail import declare_mail  # noqa: PLC0415
        from maskinrum.shared.periodic import periodic  # noqa: PLC0415

        name_in_log(verbs=VERBS, types=TYPES)
        name_tables(TABLES)
        name_columns(OWN_COLUMNS)
        open_to_parties(Finding, findings_of_parties)
        on_merge("findings", _("Findings"), lambda one: Finding.objects.filter(organisation=one))
        indexing.offer_findings()
        declare_mail(
            "finding_action_due",
            _("Something you do about a finding is due"),
            is_mutable=True,
            template="evaluation/letters/finding_action_due.txt",
        )
        work = "maskinrum.evaluation.actions.finding_reminders.remind_of_finding_actions"
        periodic("remind_of_finding_actions", every=timedelta(hours=6), function=work)
