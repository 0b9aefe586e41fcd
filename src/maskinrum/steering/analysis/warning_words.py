"""What a board warns of, in words."""

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.steering.facts.meters import CeilingMeter, ClockState, OptionClock, Tail, TeamGap


def month(day: date) -> str:
    """A month and its year."""
    return _month(day.year, day.month, get_language() or "")


@lru_cache(maxsize=1024)
def _month(year: int, number: int, language: str) -> str:
    """The same from memory: a board of hundreds of projects has few months."""
    del language  # the one that is spoken; named so that each is remembered by itself
    return date_format(date(year, number, 1), "F Y")


def day_words(day: date) -> str:
    """A day in full."""
    return date_format(day, "DATE_FORMAT")


def option_words(clock: OptionClock) -> str:
    """That the option is to be decided, or should have been."""
    given = {"by": day_words(clock.decide_by), "ends": day_words(clock.expires_on)}
    if clock.state == ClockState.LATE:
        return _("The option should have been decided by %(by)s. The agreement ends on %(ends)s.") % given
    return _("Decide the option by %(by)s. The agreement ends on %(ends)s.") % given


def ceiling_words(meter: CeilingMeter) -> str:
    """How near the ceiling is; where its maximum is not known, only what is called off."""
    share, chance = meter.share, meter.forecast.chance
    if share is None or chance is None:
        return _("%(sum)s is called off.") % {"sum": figures.money(meter.called_off)}
    if share >= 1:
        return _("The ceiling is reached: %(share)s of the maximum is called off.") % {"share": figures.percent(share)}
    given = {"share": figures.percent(share), "chance": figures.of_ten(chance)}
    return (
        _("%(share)s of the ceiling is called off. In %(chance)s futures it is exceeded before the agreement ends.")
        % given
    )


def gap_words(gap: TeamGap, today: date) -> str:
    """A hole ahead of a team."""
    given = {"team": gap.name, "from": month(gap.starts), "months": figures.months(gap.months)}
    if gap.ends is None and gap.starts <= today:
        return _("%(team)s has no project for the rest of the agreement.") % given
    if gap.ends is None:
        return _("%(team)s has no project after %(from)s.") % given
    if gap.starts <= today:
        return _("%(team)s has no work for the next %(months)s.") % given
    return _("%(team)s has no work for %(months)s from %(from)s.") % given


def tail_words(tail: Tail) -> str:
    """What outlives the agreement."""
    words = ngettext(
        "%(n)s project runs on after the agreement, until %(last)s. Agree now who is there to finish it.",
        "%(n)s projects run on after the agreement, the last until %(last)s. Agree now who is there to finish them.",
        tail.projects,
    )
    return words % {"n": tail.projects, "last": month(tail.last_on)}
