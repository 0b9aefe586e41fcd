"""One parameter of one delivery model: its evidence drawn, what it says together, and the value that ships."""

from dataclasses import dataclass
from math import isfinite, sqrt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.decisions.analysis.assumptions import Assumptions, ParameterKey
from maskinrum.decisions.analysis.parameters import parameter_row
from maskinrum.decisions.analysis.pooling import (
    Cards,
    Moments,
    Together,
    Use,
    ends_of,
    evidence_about,
    is_relative,
    renewed_priors,
    shipped_distribution,
    together,
    use_of,
)
from maskinrum.decisions.reports.assumptions import ShownParameter, shown_parameter
from maskinrum.knowledge.facts.evidence import SourceCard
from maskinrum.knowledge.facts.parameters import unit_of_evidence
from maskinrum.knowledge.reports.evidence_page import ShownCard, amount, shown_cards
from maskinrum.shared.charts import Chart, ForestRow, forest_chart
from maskinrum.shared.figures import number, percent
from maskinrum.shared.templatetags.maskinrum.wording import localised

NINETY_FIVE = 1.96
SHARE_DIGITS, DIGITS = 4, 2
NO_EFFECT = {"ratio": 1.0}


@dataclass(frozen=True)
class ParameterPage:
    """``is_judgement``: nothing pooled is used, so the value is a judgement however good its sources are.

    ``consequence``: what it does to the calculation that newer evidence has made the number a value of its own.
    """

    shown: ShownParameter
    is_judgement: bool
    finding: str
    pooled: list[tuple[str, str]]
    chart: Chart | None
    drawn: list[ShownCard]
    others: list[ShownCard]
    consequence: str = ""


def parameter_page(key: ParameterKey, cards: Cards) -> ParameterPage:
    """Everything the page of a parameter shows. Raises KeyError where the model has no such parameter."""
    row = parameter_row(key, Assumptions())
    shown = shown_parameter(row, renewed_priors(cards))
    unit = unit_of_evidence(row.unit)
    about = evidence_about(key, cards, row.card_ids)
    said, use = together(key, cards), use_of(key, cards)
    is_used = said.pooled is not None and use.is_used
    is_settled = row.basis == "neutral" and said.pooled is None
    drawn = [card for card in about if card.unit == unit and _has_number(card)]
    finding = _finding(said, use, unit, is_settled=is_settled)
    return ParameterPage(
        shown,
        is_judgement=not is_used and not is_settled,
        finding=finding,
        pooled=_pooled_words(said, use, unit),
        chart=_chart(key, drawn, said, use, finding) if drawn else None,
        drawn=shown_cards(drawn),
        others=shown_cards(card for card in about if card not in drawn),
        consequence=_consequence(key, use) if is_used else "",
    )


def _amount(value: float, unit: str) -> str:
    """A calculated figure, without more digits than it has meaning."""
    return amount(round(value, SHARE_DIGITS if unit == "share" else DIGITS), unit)


def _has_number(card: SourceCard) -> bool:
    return any(value is not None for value in (card.estimate, card.low, card.high))


NOT_USED = {
    Use.PER_PROJECT: gettext_lazy(
        "Judgement: what %(count)s sources say together (%(middle)s) is not used. They measure a mean of many "
        "projects, and the calculation draws how single projects differ"
    ),
    Use.SAME: gettext_lazy(
        "Judgement: what %(count)s sources say together (%(middle)s) is not used. The calculation takes this to be the "
        "same as in separate tenders, and a level measured in other cases would make a difference of it"
    ),
    Use.ABSENT: gettext_lazy(
        "Judgement: what %(count)s sources say together (%(middle)s) is not used. This model has no such number"
    ),
    Use.UNIT: gettext_lazy(
        "Judgement: what %(count)s sources say together (%(middle)s) is not used. They measure it in another unit"
    ),
}


def _finding(said: Together, use: Use, unit: str, *, is_settled: bool) -> str:
    if said.pooled is not None:
        low, middle, high = (_amount(one, said.pooled.unit) for one in ends_of(said.pooled.prior))
        words = _("%(count)s sources together: %(middle)s; for a new case nine times of ten from %(low)s to %(high)s")
        if not use.is_used:
            words = str(NOT_USED[use])
        return words % {"count": number(len(said.pooled.rows)), "middle": middle, "low": low, "high": high}
    if is_settled:
        return _("Set by the comparison itself, so nothing has to be measured")
    if len(said.errors) > 1:
        return _("Judgement: the sources are in different units or lie outside what the number can be, so none is used")
    if said.errors:
        return _("Judgement: only one source can be used, and pooling takes two")
    return _("Judgement: no source measures exactly this with a known error")


def _consequence(key: ParameterKey, use: Use) -> str:
    """What follows where a number that builds on separate tenders' has become a value of its own."""
    if use != Use.RENEWS or not is_relative(key):
        return ""
    return _(
        "It ships as a difference or a multiplier to separate tenders. The sources measure the level itself, so now it "
        "is a value of its own: where separate tenders turn out dearer or cheaper in a future it no longer follows, "
        "and what stands between the two is as uncertain as both."
    )


def _pooled_words(said: Together, use: Use, unit: str) -> list[tuple[str, str]]:
    if said.pooled is None:
        return []
    pooled = said.pooled
    unit, prior = pooled.unit, pooled.prior
    new = Moments(prior.mean(), sqrt(prior.variance()))
    of = {"centre": pooled.centre, "spread": pooled.spread, "new": new}
    words = {
        name: _("%(mean)s (standard deviation %(sd)s)") % {"mean": _amount(one.mean, unit), "sd": _amount(one.sd, unit)}
        for name, one in of.items()
    }
    used = _("A new case: the prior that is used") if use == Use.RENEWS else _("A new case, by these sources alone")
    rows = [
        (_("What the sources have in common (μ)"), words["centre"]),
        (_("How far cases differ (τ)"), words["spread"]),
        (used, words["new"]),
    ]
    low, high = prior.support
    if isfinite(low) and isfinite(high):
        ends = {"low": _amount(low, unit), "high": _amount(high, unit)}
        rows.append((_("Cut to what the number can be"), _("%(low)s to %(high)s") % ends))
    return rows


def _chart(key: ParameterKey, drawn: list[SourceCard], said: Together, use: Use, title: str) -> Chart:
    unit = drawn[0].unit
    rows = [_measured(card, said) for card in drawn]
    if said.pooled is not None and said.pooled.unit == unit:
        low, middle, high = ends_of(said.pooled.prior)
        basis = {Use.RENEWS: _("used in new calculations"), Use.IN_VIEW: _("from these sources")}
        detail = basis.get(use, _("not used"))
        rows.append(_summary(_("Pooled, for a new case"), detail, (low, middle, high), unit))
    shipped = shipped_distribution(key)
    if shipped is not None:
        in_view = said.pooled is not None and use == Use.IN_VIEW
        words = _("stated with these sources in view") if in_view else _("judgement")
        name = _("As it ships") if said.pooled is not None and use == Use.RENEWS else _("Used in the calculation")
        rows.append(_summary(name, words, ends_of(shipped), unit))

    def write(value: float, decimals: int) -> str:
        return percent(value, max(0, decimals - 2)) if unit == "share" else number(value, decimals)

    note = _(
        "Sources that are not pooled have another definition, or tell of the same study. Where a standard error is "
        "known, the interval holds 95 in 100; elsewhere it is the source's own."
    )
    return forest_chart(rows, write=write, ident="evidence", title=title, note=note, reference=NO_EFFECT.get(unit, 0.0))


def _measured(card: SourceCard, said: Together) -> ForestRow:
    shown = shown_cards([card])[0]
    low, high, interval = card.low, card.high, shown.interval or _("interval not known")
    if card.id in said.errors and card.estimate is not None:
        reach = NINETY_FIVE * said.errors[card.id]
        low, high = card.estimate - reach, card.estimate + reach
        ends = {"low": _amount(low, card.unit), "high": _amount(high, card.unit)}
        interval = _("%(low)s to %(high)s") % ends
    n = _("n = %(n)s") % {"n": shown.n} if shown.n else _("n not known")
    is_entered = card.id in said.errors and said.pooled is not None
    detail = [n, shown.country, shown.year, _("pooled") if is_entered else ""]
    return ForestRow(
        name=f"{card.id}: {_here(card)}",
        detail=" · ".join(part for part in detail if part),
        middle=card.estimate,
        low=low,
        high=high,
        words=shown.figure or shown.interval,
        interval=interval,
        n=shown.n or _("not known"),
        strength=card.strength.replace("-", "−") + (f", {_('self-reported')}" if card.is_self_reported else ""),
        is_weak=card.is_weak,
    )


def _here(card: SourceCard) -> str:
    return str(localised(card.measure))


def _summary(name: str, detail: str, ends: tuple[float, float, float], unit: str) -> ForestRow:
    low, middle, high = ends
    words = {"low": _amount(low, unit), "high": _amount(high, unit)}
    return ForestRow(
        name,
        detail,
        middle,
        low,
        high,
        _amount(middle, unit),
        _("%(low)s to %(high)s") % words,
        "",
        "",
        is_weak=False,
        is_summary=True,
    )
