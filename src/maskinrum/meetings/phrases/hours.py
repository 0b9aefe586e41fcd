"""Days and hours in words."""

from datetime import datetime
from typing import Protocol

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

# No line ends within the hours: 15–17 stands together.
TOGETHER = "\N{WORD JOINER}"


class Lasting(Protocol):
    """Something with a beginning and an end."""

    starts_at: datetime
    ends_at: datetime


def when(row: Lasting) -> str:
    """Day and hours, such as *Wednesday 10 February 2027, 15–17*."""
    starts, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    day = date_format(starts, pgettext("date", "l j F Y"))
    words = _("%(day)s, %(begins)s–%(ends)s") % {"day": day, "begins": hour(starts), "ends": TOGETHER + hour(ends)}
    return words[:1].upper() + words[1:]


def hour(moment: datetime) -> str:
    """The hour as one says it: 15, or 15.30."""
    point = ":" if (get_language() or "da").startswith("en") else "."
    return f"{moment:%H}{point}{moment:%M}" if moment.minute else str(moment.hour)


def moment_in_words(moment: datetime) -> str:
    """A day with its hour, such as *Tuesday 9 February 2027 at 15.30*."""
    local = timezone.localtime(moment)
    return _("%(day)s at %(hour)s") % {"day": date_format(local, pgettext("date", "l j F Y")), "hour": hour(local)}
