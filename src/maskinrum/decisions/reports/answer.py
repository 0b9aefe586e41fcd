"""The whole answer as a page shows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.decisions.analysis.calculation import Calculation, Case
from maskinrum.decisions.analysis.readiness import UNANSWERED, ReadinessGrounds
from maskinrum.decisions.analysis.verdicts import first_verdict
from maskinrum.decisions.phrases import IN_SENTENCE, SHORT
from maskinrum.decisions.reports.analyses import Said, chosen_otherwise
from maskinrum.decisions.reports.assumptions import (
    RestsOn,
    changed_parameters,
    renewed_parameters,
    rests_on,
)
from maskinrum.decisions.reports.charts import breakdown_chart, breakdown_table_chart, outcome_chart
from maskinrum.decisions.reports.numbers import Naming, number_name
from maskinrum.decisions.reports.sentences import PARTNERSHIP, SEPARATE, answer_sentence, standing
from maskinrum.decisions.reports.timeline import timeline_chart
from maskinrum.decisions.reports.verdict import VerdictWords, verdict_words
from maskinrum.shared.charts import Chart
from maskinrum.shared.figures import interval, of_hundred, of_ten, percent, signed_money
from maskinrum.shared.templatetags.maskinrum.wording import localised

# Above this share of the volume the page says that one agreement does not reach far enough (decision-model.md, 3.4).
LATE_SHARE = 0.3
NAMED = 3


@dataclass(frozen=True)
class KeyFigure:
    """One figure and what it means."""

    value: str
    words: str


@dataclass(frozen=True)
class AnswerPage:
    """The answer as a page shows it: the verdict from the numbers at hand, a sentence, four figures, what must be said
    beside them, the charts, and what it all rests on. There is no verdict where there is nothing to decide.
    ``changed``: what differs from the standard, as it is as a rule and as it is here. ``with_standard``: what the
    answer was before anything was changed, empty where that is not known.
    """

    verdict: VerdictWords | None
    sentence: str
    figures: list[KeyFigure]
    warnings: list[str]
    changed_count: int
    changed: list[Said]
    with_standard: str
    outcomes: Chart
    breakdown: Chart | None
    breakdown_table: Chart
    timeline: Chart | None
    rests_on: RestsOn


def answer_page(
    calculation: Calculation, readiness: ReadinessGrounds = UNANSWERED, standard: float | None = None
) -> AnswerPage:
    """Put a calculation into words and drawings in the active language.

    ``standard``: the chance that the partnership is cheaper than separate tenders with the standard values.
    """
    assumptions = calculation.case.assumptions
    return AnswerPage(
        verdict=verdict_words(first_verdict(calculation, readiness)),
        sentence=answer_sentence(calculation),
        figures=key_figures(calculation),
        warnings=answer_warnings(calculation),
        changed_count=assumptions.changed_count,
        changed=list(_changed(calculation.case)),
        with_standard=with_standard(calculation, standard),
        outcomes=outcome_chart(calculation),
        breakdown=breakdown_chart(calculation),
        breakdown_table=breakdown_table_chart(calculation),
        timeline=timeline_chart(calculation),
        rests_on=rests_on(assumptions, calculation.case.renewed, calculation.case.shipped),
    )


def _changed(case: Case) -> Iterator[Said]:
    """Every choice and every number that is not the standard, the numbers with whose they are."""
    yield from chosen_otherwise(case.assumptions)
    naming = Naming(case.shipped)
    for shown in changed_parameters(case.assumptions, case.shipped):
        yield Said(number_name(shown.row.model, shown.row.slug, naming), shown.standard, shown.in_force)


def with_standard(calculation: Calculation, standard: float | None) -> str:
    """What the changed assumptions do to the chance; empty where there is nothing to hold against one another."""
    now = standing(calculation).p_separate
    if standard is None or now is None or first_verdict(calculation) is None:
        return ""
    return _("With the standard values: %(then)s futures are cheaper than separate tenders. Now: %(now)s.") % {
        "then": of_hundred(standard),
        "now": of_hundred(now),
    }


def key_figures(calculation: Calculation) -> list[KeyFigure]:
    """The chances, the difference and the share inside of the partnership, with their ranges; none without one."""
    where = standing(calculation)
    if where.p_separate is None or where.p_reference is None:
        return []
    model = calculation.result.model(PARTNERSHIP)
    assert model.difference is not None and model.share_inside is not None  # noqa: S101, PT018 - it is an agreement
    figures = [KeyFigure(of_ten(where.p_separate), _("futures are cheaper than separate tenders"))]
    if where.reference != SEPARATE:
        words = _("futures are cheaper than %(name)s") % {"name": IN_SENTENCE[where.reference]}
        figures.append(KeyFigure(of_ten(where.p_reference), words))
    spread = interval(model.difference.p05, model.difference.p95, unit="mdkk", sign=True)
    figures.append(
        KeyFigure(
            signed_money(model.difference.p50),
            _("against separate tenders in the middle future; nine in ten lie between %(spread)s") % {"spread": spread},
        )
    )
    inside = interval(model.share_inside.p05, model.share_inside.p95, unit="percent")
    figures.append(
        KeyFigure(
            percent(model.share_inside.p50),
            _("of the volume gets into the agreement; nine in ten futures %(spread)s") % {"spread": inside},
        )
    )
    return figures


def _renewed_words(calculation: Calculation) -> list[str]:
    """That newer evidence is in the calculation, and about which numbers of what is compared."""
    compared = {model.slug for model in calculation.result.models}
    case = calculation.case
    newer = renewed_parameters(case.assumptions, case.renewed, case.shipped)
    names = [f"{localised(one.row.name)} ({SHORT[one.row.model]})" for one in newer if one.row.model in compared]
    if not names:
        return []
    shown = "; ".join(names[:NAMED])
    if len(names) > NAMED:
        rest = len(names) - NAMED
        shown += " " + ngettext("and %(n)s more", "and %(n)s more", rest) % {"n": rest}
    words = ngettext(
        "Calculated with newer evidence than what ships about %(n)s number: %(names)s.",
        "Calculated with newer evidence than what ships about %(n)s numbers: %(names)s.",
        len(names),
    )
    return [words % {"n": len(names), "names": shown}]


def answer_warnings(calculation: Calculation) -> list[str]:
    """What must be said beside the answer: newer evidence, too late, nothing alike, already late."""
    case, line = calculation.case, calculation.timeline
    out = _renewed_words(calculation)
    late = line.left_after_close if line is not None else None
    if late is not None and late.mean > LATE_SHARE:
        out.append(
            _(
                "%(share)s of the volume is ready only after the agreement has closed, and is tendered "
                "separately. One agreement does not reach that far."
            )
            % {"share": percent(late.mean)}
        )
    without = sum(not one.group for one in case.facts)
    if without == len(case.facts) and len(case.facts) > 1:
        out.append(
            _(
                "No project has a similarity group, so nothing is learned from one to the next. Fill in the "
                "column if some resemble each other."
            )
        )
    past = sum(one.planned_start < case.case_date for one in case.facts)
    if past:
        out.append(
            ngettext(
                "%(n)s project should have started before the case date. It is calculated as waiting.",
                "%(n)s projects should have started before the case date. They are calculated as waiting.",
                past,
            )
            % {"n": past}
        )
    return out
