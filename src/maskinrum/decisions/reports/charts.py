"""The charts of an answer: what each finds, said in a sentence, and its numbers."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.calculation import COMPONENTS, Calculation, Difference
from maskinrum.decisions.enums import Alternative
from maskinrum.decisions.phrases import DETAIL, IN_SENTENCE, SHORT
from maskinrum.decisions.reports.sentences import PARTNERSHIP, SEPARATE
from maskinrum.shared.charts import (
    Alternative as DotRow,
)
from maskinrum.shared.charts import (
    Breakdown,
    Chart,
    Part,
    component_chart,
    component_table_chart,
    dot_chart,
)
from maskinrum.shared.figures import number, of_ten, signed_money


def outcome_chart(calculation: Calculation) -> Chart:
    """Twenty equally likely differences to separate tenders for each alternative, cheapest first."""
    rows = [_dot_row(calculation, slug) for slug in _by_mean(calculation)]
    return dot_chart(
        rows,
        reference=str(IN_SENTENCE[SEPARATE]),
        ident="outcomes",
        title=_outcome_finding(calculation),
        note=_run_note(calculation),
    )


def breakdown_chart(calculation: Calculation) -> Chart | None:
    """Where the partnership's difference to separate tenders comes from, or None when it is not compared."""
    if PARTNERSHIP not in calculation.components:
        return None
    breakdown = _breakdown(calculation, PARTNERSHIP)
    return component_chart(
        breakdown,
        reference=str(IN_SENTENCE[SEPARATE]),
        ident="components",
        title=_breakdown_finding(breakdown),
        note=_("Means add up; ranges do not. Prices of the case date, ex VAT."),
    )


def breakdown_table_chart(calculation: Calculation) -> Chart:
    """The same components for every alternative side by side."""
    return component_table_chart(
        [_breakdown(calculation, slug) for slug in _by_mean(calculation)],
        reference=str(IN_SENTENCE[SEPARATE]),
        ident="components-all",
        title=_("What each alternative saves and costs"),
        note=_("Means add up; ranges do not. Prices of the case date, ex VAT."),
    )


def _by_mean(calculation: Calculation) -> list[str]:
    models = [model for model in calculation.result.models if model.slug != SEPARATE]
    return [model.slug for model in sorted(models, key=lambda model: model.regret.mean)]


def _dot_row(calculation: Calculation, slug: str) -> DotRow:
    model = calculation.result.model(slug)
    difference = model.difference
    assert difference is not None and model.p_better is not None  # noqa: S101, PT018 - only separate has none
    return DotRow(
        name=str(SHORT[slug]),
        detail=_detail(calculation, slug),
        outcomes=calculation.outcomes[slug],
        p05=difference.p05,
        p25=difference.p25,
        p50=difference.p50,
        p75=difference.p75,
        p95=difference.p95,
        p_best=model.p_best,
        p_cheaper=model.p_better,
        highlighted=slug == PARTNERSHIP,
    )


def _detail(calculation: Calculation, slug: str) -> str:
    if slug == Alternative.NOT_YET:
        return _("the same, started %(n)s months later") % {"n": number(calculation.case.assumptions.shift)}
    return str(DETAIL[slug])


def _outcome_finding(calculation: Calculation) -> str:
    slug = PARTNERSHIP if PARTNERSHIP in calculation.outcomes else _by_mean(calculation)[0]
    model = calculation.result.model(slug)
    assert model.p_better is not None and model.difference is not None  # noqa: S101, PT018 - only separate has none
    words = {
        "name": str(IN_SENTENCE[slug]),
        "chance": of_ten(model.p_better),
        "middle": signed_money(model.difference.p50),
    }
    if model.difference.p05 < 0 < model.difference.p95:
        return (
            _("With %(name)s it can go both ways: cheaper in %(chance)s futures, the middle one at %(middle)s") % words
        )
    return _("With %(name)s it is cheaper in %(chance)s futures, the middle one at %(middle)s") % words


def _breakdown(calculation: Calculation, slug: str) -> Breakdown:
    parts = calculation.components[slug]
    stat = calculation.result.model(slug)
    cost = stat.cost.mean - calculation.result.model(SEPARATE).cost.mean
    total = calculation.totals[slug]
    return Breakdown(
        name=str(SHORT[slug]),
        total=Part("total", cost, total.p05, total.p95),
        parts=[_part(name, parts[name]) for name in COMPONENTS],
        highlighted=slug == PARTNERSHIP,
    )


def _part(name: str, difference: Difference) -> Part:
    return Part(name, difference.mean, difference.p05, difference.p95)


def _breakdown_finding(breakdown: Breakdown) -> str:
    saves = _largest([part for part in breakdown.parts if part.mean < 0])
    costs = _largest([part for part in breakdown.parts if part.mean > 0])
    if saves is None or costs is None:
        return _("Where the difference comes from")
    return _("Most is saved on %(saving)s, most is added by %(cost)s") % {
        "saving": saves.label.lower(),
        "cost": costs.label.lower(),
    }


def _largest(parts: Sequence[Part]) -> Part | None:
    return max(parts, key=lambda part: abs(part.mean), default=None)


def _run_note(calculation: Calculation) -> str:
    result = calculation.result
    worst = max((model.p_best_se for model in result.models), default=0.0)
    return _("%(n)s futures, seed %(seed)s. Error of the calculation at most ±%(error)s in 100.") % {
        "n": number(result.futures),
        "seed": result.seed,
        "error": number(200 * worst, 1),
    }
