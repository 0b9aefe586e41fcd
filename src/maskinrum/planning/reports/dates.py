"""Legal dates for the terminal: each with its reason in one sentence, what to watch, and what they rest on."""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.deadlines import HOLIDAYS, Applied, Chain, Ending, Move, Period, Rule, Step
from maskinrum.planning.analysis import Dates
from maskinrum.planning.phrases import EVENTS, SHORTENINGS, STAGES, WATCHES
from maskinrum.planning.phrases.closed_days import closed_name, counted_though_debated
from maskinrum.planning.phrases.values import in_language

WIDTH, INDENT, COLUMN = 100, 4, 34


def dates_text(dates: Dates) -> str:
    """All dates as plain lines in the active language."""
    chain = dates.chain
    parts = ["\n".join(_head(dates)), "\n".join(_course(chain)), "\n".join(_watches(chain))]
    if chain.prior_notice_window is not None:
        first, last = map(full_date, chain.prior_notice_window)
        parts.append(_("The prior notice must be sent from %(first)s to %(last)s.") % {"first": first, "last": last})
    parts.append("\n".join(_holidays(dates)))
    if chain.not_in_force:
        words = _("The day counted from lies outside the time these rules are in the data for: %(rules)s. Ask first.")
        parts.append(words % {"rules": ", ".join(chain.not_in_force)})
    if chain.unverified:
        parts.append(_("Not verified means: nobody has held the rule against its source. Have it confirmed first."))
    parts.append(in_language(dates.rules.disclaimer))
    return "\n\n".join(parts) + "\n"


def step_reason(step: Step) -> str:
    """Why a step ends when it does."""
    if step.basis == "next_day":
        return _with_moves(_("The first working day after the standstill"), step.ending) + _doubts(step.unverified)
    counted = _counted(step.ending, step.event) + (_(", estimate") if step.basis == "estimate" else "")
    law = "" if step.rule is None else _law(step.rule)
    if step.rule is not None and step.basis == "estimate" and step.rule.reference.note is not None:
        law = f" ({in_language(step.rule.reference.note).rstrip('.')}{law})"
    counted += law + "".join(map(_shortened, step.applied))
    return _with_moves(counted, step.ending) + _doubts(step.unverified)


def period_reason(period: Period) -> str:
    """Why a period to watch ends when it does."""
    counted = _counted(period.ending, period.rule.event) + _law(period.rule)
    debated = counted_though_debated(period.ending.debated)
    parts = [_with_moves(counted, period.ending) + _doubts(period.unverified), debated]
    return "; ".join(part for part in parts if part)


def full_date(day: date) -> str:
    """A date with its year."""
    return date_format(day, "DATE_FORMAT")


def _head(dates: Dates) -> Iterator[str]:
    chain = dates.chain
    words = {"procedure": in_language(chain.procedure.name), "day": full_date(chain.dispatch)}
    if dates.wished is not None:
        yield _latest(dates, dates.wished)
        if chain.signature > dates.wished:
            signed = {"day": full_date(chain.dispatch), "signed": full_date(chain.signature)}
            yield _("Dispatched on %(day)s, the contract can be signed on %(signed)s: too late.") % signed
    yield _("%(procedure)s, the notice dispatched on %(day)s:") % words
    if chain.variant_of is not None:
        name = in_language(dates.rules.procedure(chain.variant_of).name)
        yield _("The stages are those of another procedure: %(name)s.") % {"name": name}


def _latest(dates: Dates, wished: date) -> str:
    words = {"wished": full_date(wished), "day": full_date((dates.backward or dates.chain).dispatch)}
    return _("For a signature on %(wished)s the notice must be dispatched on %(day)s at the latest.") % words


def _course(chain: Chain) -> Iterator[str]:
    for step in chain.steps:
        yield from _entry(step.ending.end, str(STAGES.get(step.stage, step.stage)), step_reason(step))
        yield _count_line(step.ending, step.rule)


def _watches(chain: Chain) -> Iterator[str]:
    yield _("To watch:")
    for watch in chain.watches:
        name = str(WATCHES[watch.period.rule.id])
        if watch.period.rule.unit == "full_days":
            name += f", {EVENTS[watch.stage]}"
        yield from _entry(watch.period.end, name, period_reason(watch.period))
        yield _count_line(watch.period.ending, watch.period.rule)


def _holidays(dates: Dates) -> Iterator[str]:
    """The days counted as closed, which whoever asked can change."""
    last = max(*(step.ending.end for step in dates.chain.steps), *(one.period.end for one in dates.chain.watches))
    yield _("Counted as closed beside Saturdays and Sundays:")
    for closed in dates.working.listed(dates.chain.dispatch, last):
        doubt = _(", doubtful: no public holiday") if closed.kind == "doubtful" else ""
        yield f"{' ' * INDENT}{full_date(closed.day):<{COLUMN - INDENT}}{closed_name(closed)}{doubt}"


def _entry(day: date, name: str, reason: str) -> Iterator[str]:
    written = f"{date_format(day, 'l')} {full_date(day)}"
    yield f"{written:<{COLUMN}}{name}"
    yield textwrap.fill(reason, WIDTH, initial_indent=" " * INDENT, subsequent_indent=" " * INDENT)


def _count_line(ending: Ending, rule: Rule | None) -> str:
    """The rule by its id, the first day that counts, and where the count alone leads."""
    days = {"start": full_date(ending.start), "end": full_date(ending.nominal_end)}
    words = _("first day %(start)s, nominal end %(end)s") % days
    return " " * INDENT + (words if rule is None else f"{rule.id}: {words}")


def _counted(ending: Ending, event: str) -> str:
    if ending.unit == "full_days":
        words = {"count": ending.count, "day": _day(ending.event)}
        return ngettext("%(count)s full day before %(day)s", "%(count)s full days before %(day)s", ending.count) % words
    words = {"count": _length(ending), "event": str(EVENTS.get(event, event))}
    return _("%(count)s from the day after %(event)s") % words


def _length(ending: Ending) -> str:
    count = {"count": ending.count}
    if ending.unit == "months":
        return ngettext("%(count)s month", "%(count)s months", ending.count) % count
    if ending.unit == "working_days":
        return ngettext("%(count)s working day", "%(count)s working days", ending.count) % count
    return ngettext("%(count)s day", "%(count)s days", ending.count) % count


def _law(rule: Rule) -> str:
    return f", {rule.reference.paragraph}" if rule.reference.paragraph else ""


def _shortened(applied: Applied) -> str:
    one = applied.shortening
    law = f", {one.paragraph}" if one.paragraph else ""
    condition = f": {in_language(one.condition).rstrip('.')}" if one.condition else ""
    words = {"why": str(SHORTENINGS.get(one.code, one.code)), "count": applied.count, "law": law + condition}
    return _(" (%(count)s by %(why)s%(law)s)") % words


def _with_moves(counted: str, ending: Ending) -> str:
    """The count, then each day that could not be the last, then the day that is."""
    if not ending.moves:
        return counted
    return "; ".join([counted, _(", ").join(map(_move, ending.moves))]) + _(", hence %(day)s") % {
        "day": _day(ending.end)
    }


def _move(move: Move) -> str:
    if move.closed is None:
        return _("%(day)s leaves fewer than two working days") % {"day": _day(move.day)}
    return _("%(day)s is %(name)s") % {"day": _day(move.day), "name": closed_name(move.closed)}


def _doubts(names: Iterable[str]) -> str:
    doubts = [_doubt(name) for name in names]
    return _(" (not verified: %(rules)s)") % {"rules": ", ".join(doubts)} if doubts else ""


def _doubt(name: str) -> str:
    if name == HOLIDAYS:
        return _("the list of holidays")
    if name == "two-working-days":
        return _("the rule of two working days")
    return _("the shortening") if ":" in name else _("the period")


def _day(day: date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")
