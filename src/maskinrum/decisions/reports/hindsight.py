"""What came of the projects against what was said, in words."""

from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.decisions.analysis.calculation import Case
from maskinrum.decisions.analysis.hindsight import AIM, FEW, Came, Held, Hindsight, StatedRange
from maskinrum.decisions.facts import LookBack
from maskinrum.partnerships.enums import ProjectEnd
from maskinrum.partnerships.facts import add_months
from maskinrum.shared.figures import give_or_take, interval, money, number, percent

ERRORS = 2
WHOLE_FROM = 10  # DKK m, as ``money`` writes it
HUNDRED = 100


@dataclass(frozen=True)
class CameWords:
    """One project as a row: what was said, what came, and where that lies; empty where that is not known.

    What a project that was given up never had, and what no future carried out, is not unknown: it is none.
    """

    name: str
    end: str
    chance: str
    cost_said: str
    cost_came: str
    cost_place: str
    time_said: str
    time_came: str
    time_place: str


@dataclass(frozen=True)
class HeldWords:
    """How the ranges held: a sentence, and how many of the values lay in each part beside how many one would expect."""

    sentence: str
    parts: list[tuple[str, str, str]]


@dataclass(frozen=True)
class HindsightPage:
    """Everything the page tells; ``held`` of cost and of time, empty while nothing is known."""

    ended: str
    total: str
    cost: HeldWords | None
    time: HeldWords | None
    few: str
    basis: str
    rows: list[CameWords]


def hindsight_page(found: Hindsight, case: Case) -> HindsightPage:
    """Put it into words in the active language."""
    return HindsightPage(
        ended=_ended(found),
        total=_total(found),
        cost=_held(found.cost) if found.cost.n else None,
        time=_held(found.time) if found.time.n else None,
        few=_few(found),
        basis=_basis(found),
        rows=[_row(one, case) for one in found.came],
    )


def due_words(found: LookBack, *, is_unwritten: bool) -> str:
    """When it is time to look back, in the active language."""
    if not is_unwritten:
        return _("Everything is written, so nobody is reminded of this version any more.")
    if found.last is None:
        words = _("The first look back is due on %(day)s. Your managers are reminded by e-mail then.")
        return words % {"day": _day(found.following)}
    if found.has_ended:
        words = _("By plan the projects have ended: a look back has been due since %(day)s, and is again on %(again)s.")
    else:
        words = _("A look back is due once a year: it has been since %(day)s, and is again on %(again)s.")
    return words % {"day": _day(found.last), "again": _day(found.following)}


def _day(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")


def _ended(found: Hindsight) -> str:
    ended = found.ended
    if not ended.known:
        return _("The end of no project is known yet.")
    words = ngettext(
        "The end of %(n)s project is known: %(done)s handed over. %(expected)s (%(sd)s) was expected.",
        "The ends of %(n)s projects are known: %(done)s handed over. %(expected)s (%(sd)s) were expected.",
        ended.known,
    )
    return words % {
        "n": ended.known,
        "done": ended.handed_over,
        "expected": number(ended.expected, 1),
        "sd": give_or_take(number(ERRORS * ended.sd, 1)),
    }


def _total(found: Hindsight) -> str:
    total = found.total
    if total is None:
        return ""
    if total.sd is None:
        words = ngettext(
            "The project with a final cost came to %(share)s of what its middle future said.",
            "Together the %(n)s projects with a final cost came to %(share)s of what their middle futures said.",
            found.cost.n,
        )
        return words % {"n": found.cost.n, "share": percent(total.ratio)}
    words = ngettext(
        "The project with a final cost came to %(share)s of what was expected on average; %(sd)s percentage points "
        "either way were to be expected.",
        "Together the %(n)s projects with a final cost came to %(share)s of what was expected on average; %(sd)s "
        "percentage points either way were to be expected.",
        found.cost.n,
    )
    return words % {
        "n": found.cost.n,
        "share": percent(total.ratio),
        "sd": number(ERRORS * HUNDRED * total.sd),
    }


def _basis(found: Hindsight) -> str:
    """What the forecast is of, and whether it knows that the projects share market and agreement."""
    if found.is_joint:
        return _(
            "The cost that was said is what contractors are paid, in the prices of the case date. Projects share "
            "market and agreement and come out alike, so the intervals are wider than if each had stood alone."
        )
    return _(
        "This version was calculated before the building cost was forecast by itself: what was said holds tender, "
        "disputes and waiting too, so what came looks some per cent low, and the intervals are too narrow, as if each "
        "project had stood alone. Have a new version calculated for the next look back."
    )


def _few(found: Hindsight) -> str:
    shown = [one.n for one in (found.cost, found.time) if one.n]
    if min(shown, default=FEW) >= FEW:
        return ""
    return _("So few projects say next to nothing about the forecast: a share needs %(n)s or more.") % {"n": FEW}


def _held(held: Held) -> HeldWords:
    names = (_("below the range"), _("in its lower half"), _("in its upper half"), _("above the range"))
    expected = (0.1, 0.4, 0.4, 0.1)
    parts = [
        (name, number(came), number(held.n * share, 1))
        for name, came, share in zip(names, held.parts, expected, strict=True)
    ]
    words = _("%(inside)s of %(n)s ended within what was said: %(share)s (%(spread)s). It should be %(aim)s.") % {
        "inside": held.inside,
        "n": held.n,
        "share": percent(held.share),
        "spread": interval(*held.spread, unit="percent"),
        "aim": percent(AIM),
    }
    return HeldWords(words, parts)


def _row(one: Came, case: Case) -> CameWords:
    cost, handover = one.said, one.forecast.handover
    no_cost, no_day = (_("none"), _("never")) if one.outcome.end == ProjectEnd.GIVEN_UP else ("", "")
    day = one.outcome.handed_over_on
    unsaid = "" if one.forecast.p_realised else _("none")
    return CameWords(
        name=one.forecast.name,
        end="" if one.outcome.end is None else str(one.outcome.end.label),
        chance=percent(one.forecast.p_realised),
        cost_said=unsaid if cost is None else interval(cost.p10, cost.p90, 0 if cost.p10 >= WHOLE_FROM else 1, "mdkk"),
        cost_came=no_cost if one.cost is None else money(one.cost),
        cost_place=_place(cost, one.cost),
        time_said=unsaid if handover is None else _days(handover, case.case_date),
        time_came=no_day if day is None else _month(day),
        time_place=_place(handover, one.months),
    )


def _days(stated: StatedRange, case_date: date) -> str:
    ends = [_month(add_months(case_date, months)) for months in (stated.p10, stated.p90)]
    return _("%(first)s to %(last)s") % {"first": ends[0], "last": ends[1]}


def _month(day: date) -> str:
    return formats.date_format(day, "YEAR_MONTH_FORMAT")


def _place(stated: StatedRange | None, came: float | None) -> str:
    if stated is None or came is None:
        return ""
    if came < stated.p10:
        return _("below")
    return _("above") if came > stated.p90 else _("within")
