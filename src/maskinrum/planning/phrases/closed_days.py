"""Why a day is no working day, inside a sentence."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maskinrum.deadlines import Closed, Text

CAPITAL: Final = frozenset(("kristi-himmelfart",))


def closed_name(closed: Closed) -> str:
    """What the day is, such as a Saturday or the name of a holiday."""
    if closed.name is not None:
        return _inside_sentence(closed.slug, closed.name)
    if closed.kind == "added":
        return _("a day you have added")
    return _("a Saturday") if closed.kind == "saturday" else _("a Sunday")


def passed_over(days: Iterable[Closed | date], end: date) -> str:
    """Each day that could not be the last, then the day that is; a bare date leaves too few working days."""
    reasons = _(", ").join(map(_passed, days))
    return _("%(reasons)s, hence %(day)s.") % {"reasons": reasons, "day": _day(end)}


def counted_though_debated(days: Sequence[Closed]) -> str:
    """The days that counted as working days though that is debated; nothing where there are none."""
    if not days:
        return ""
    told = _(", ").join(f"{_day(one.day)} ({closed_name(one)})" for one in days)
    words = ngettext(
        "%(days)s counts as a working day, though that is debated, so that the last day is not stated too late",
        "%(days)s count as working days, though that is debated, so that the last day is not stated too late",
        len(days),
    )
    return words % {"days": told}


def _passed(day: Closed | date) -> str:
    if isinstance(day, date):
        return _("%(day)s leaves fewer than two working days") % {"day": _day(day)}
    return _("%(day)s is %(name)s") % {"day": _day(day.day), "name": closed_name(day)}


def _inside_sentence(slug: str, name: Text) -> str:
    """The name of a holiday; Danish begins it with a small letter, but for what is named after Christ."""
    if get_language() != "da":
        return name.en
    return name.da if slug in CAPITAL else name.da[:1].lower() + name.da[1:]


def _day(day: date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")
