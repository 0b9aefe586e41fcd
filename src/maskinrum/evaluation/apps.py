from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    name = "maskinrum.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Join the log, the letters and what is done now and then."""
        self.begin_rounds()
        self.say_what_rounds_write()
        self.begin_findings()
        self.begin_figures()

    def begin_rounds(self) -> None:
        """Say who sees rounds, what they are called, what is forgotten when, and what moves at a merger."""
        from maskinrum.evaluation import actions  # noqa: PLC0415 - models are not there before this
        from maskinrum.evaluation.models import Round  # noqa: PLC0415
        from maskinrum.evaluation.phrases import OWN_COLUMNS, TABLES, TYPES, VERBS, role_in_words  # noqa: PLC0415
        from maskinrum.evaluation.queries import rounds_of_parties  # noqa: PLC0415
        from maskinrum.evaluation.queries.retention import (  # noqa: PLC0415
            overdue_invitations,
            overdue_respondents,
            overdue_texts,
        )
        from maskinrum.evaluation.reports.beside import beside_partnership  # noqa: PLC0415
        from maskinrum.organisations.actions import on_merge  # noqa: PLC0415
        from maskinrum.organisations.phrases import name_in_log, name_tables  # noqa: PLC0415
        from maskinrum.organisations.queries import open_to_parties  # noqa: PLC0415
        from maskinrum.organisations.reports import name_columns, name_values  # noqa: PLC0415
        from maskinrum.shared.beside import offer_beside  # noqa: PLC0415
        from maskinrum.shared.privacy import Clock, start_clock  # noqa: PLC0415

        name_in_log(verbs=VERBS, types=TYPES)
        name_tables(TABLES)
        name_columns(OWN_COLUMNS)
        name_values({f"evaluation_{table}.role": role_in_words for table in ("invitation", "respondent")})
        open_to_parties(Round, rounds_of_parties)
        offer_beside("evaluation", beside_partnership)
        label = _("Rounds of the evaluation")
        on_merge("rounds", label, lambda one: Round.objects.filter(organisation=one), actions.move_rounds)
        start_clock(Clock("evaluation_invitation", overdue_invitations, actions.remove_old_invitations))
        start_clock(Clock("evaluation_respondent", overdue_respondents, actions.remove_old_respondents))
        start_clock(Clock("evaluation_voluntarytexts", overdue_texts, actions.remove_old_texts))

    def say_what_rounds_write(self) -> None:
        """Declare the letters with personal links, and what the tick does with rounds."""
        from maskinrum.evaluation.actions.letters import INVITED, REMINDED, is_still_asked  # noqa: PLC0415
        from maskinrum.shared.mail import declare_mail  # noqa: PLC0415
        from maskinrum.shared.periodic import periodic  # noqa: PLC0415

        labels = {INVITED: _("Invitation to answer a round"), REMINDED: _("Reminder of a round")}
        for name, label in labels.items():
            declare_mail(
                name,
                label,
                is_mutable=False,
                template=f"evaluation/letters/{name}.txt",
                is_forgotten=True,
                is_secret=True,
                is_still_right=is_still_asked,
            )
        actions = "maskinrum.evaluation.actions"
        periodic("open_rounds", every=timedelta(hours=1), function=f"{actions}.open_due_rounds")
        periodic("remind_of_rounds", every=timedelta(hours=6), function=f"{actions}.remind_invited")
        periodic("close_rounds", every=timedelta(hours=1), function=f"{actions}.close_due_rounds")

    def begin_findings(self) -> None:
        """Say who sees findings, what they are called, and that somebody is reminded of what is to be done."""
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

    def begin_figures(self) -> None:
        """Portfolio figures and sharing them: what they are called, and the daily look at what may be shared."""
        from maskinrum.evaluation.facts.offers import (  # noqa: PLC0415 - models are not there before this
            INDICATORS,
            MEASURES,
            PROPOSALS,
            REPORT_FIGURES,
            SIGNALS,
            offer,
        )
        from maskinrum.evaluation.phrases import figures_log  # noqa: PLC0415
        from maskinrum.organisations.phrases import name_in_log, name_tables  # noqa: PLC0415
        from maskinrum.organisations.reports import name_columns  # noqa: PLC0415
        from maskinrum.shared.periodic import periodic  # noqa: PLC0415

        name_in_log(verbs=figures_log.VERBS, types=figures_log.TYPES)
        name_tables(figures_log.TABLES)
        name_columns(figures_log.OWN_COLUMNS)
        signals, report = "maskinrum.evaluation.actions.figure_signals", "maskinrum.evaluation.reports.figures_report"
        offer(PROPOSALS, "figures", f"{signals}.figure_proposals")
        offer(MEASURES, "figures", f"{signals}.figure_now")
        offer(SIGNALS, "figure", f"{report}.say_figure_signal")
        offer(INDICATORS, "figures", f"{report}.name_of_indicator")
        offer(REPORT_FIGURES, "figures", f"{report}.figure_rows")
        work = "maskinrum.evaluation.actions.comparison.share_what_is_due"
        periodic("share_network_figures", every=timedelta(days=1), function=work)
