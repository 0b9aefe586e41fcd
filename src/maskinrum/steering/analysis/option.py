"""When the option is to be decided."""

from datetime import date

from maskinrum.shared.partial_dates import months_later
from maskinrum.steering.facts.meters import BoardTerms, ClockState, OptionClock

DECIDE_FROM, DECIDE_BY = -12, -9  # months from the day the agreement expires


def option_clock(terms: BoardTerms, today: date) -> OptionClock | None:
    """The option of the agreement today; None where there is none, or where its days are not known."""
    if terms.ends_on is None or terms.option_ends_on is None:
        return None
    opens, closes = months_later(terms.ends_on, DECIDE_FROM), months_later(terms.ends_on, DECIDE_BY)
    return OptionClock(_state(terms, opens, closes, today), opens, closes, terms.ends_on, terms.option_ends_on)


def _state(terms: BoardTerms, opens: date, closes: date, today: date) -> ClockState:
    if terms.option:
        return ClockState(terms.option)
    if terms.ends_on is not None and today > terms.ends_on:
        return ClockState.PASSED
    if today > closes:
        return ClockState.LATE
    return ClockState.NOW if today >= opens else ClockState.EARLY
