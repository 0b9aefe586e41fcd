"""Facts of the register as words: dates as far as they are known, texts in the reader's language, hosts of sources."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import ProjectKind
from maskinrum.partnerships.facts import JobFacts, Words
from maskinrum.shared import figures
from maskinrum.shared.partial_dates import first_day, is_partial_date


@dataclass(frozen=True)
class Said:
    """One thing that is said. ``lang`` is set when it is not the page's, ``link`` leads to a page of ours.

    ``label`` says how well it is known and ``url`` where it can be read; ``note`` is said more quietly beside it.
    """

    text: str
    lang: str = ""
    label: str = ""
    url: str = ""
    link: str = ""
    note: str = ""

    @property
    def host(self) -> str:
        """The site the source is read on."""
        return host_of(self.url)


def host_of(url: str) -> str:
    """The host of an address, without www."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def partial_date(known: str) -> str:
    """A date as far as it is known: *2019*, *november 2021*, *26. november 2024*; what is no date as it stands."""
    if not is_partial_date(known):
        return known
    pattern = {4: "Y", 7: "F Y"}.get(len(known), "DATE_FORMAT")
    return date_format(first_day(known), pattern)


def month_words(day: date) -> str:
    """The month and year of a day that is worked out from what is only known to the month or year."""
    return date_format(day, "F Y")


def short_month(day: date) -> str:
    """The same in the room of a table's cell: *sep 2028*, *Sep 2028* in English; it never breaks in two lines."""
    words = date_format(day, "M Y").replace(" ", figures.NO_BREAK_SPACE)
    return words.lower() if (get_language() or "da").startswith("da") else words


def told(words: Words, *, label: str = "", url: str = "") -> tuple[Said, ...]:
    """A text in the language of the page, else in the other one, marked with its language; nothing when empty."""
    page = (get_language() or "da")[:2]
    own, other = (words.da, words.en) if page == "da" else (words.en, words.da)
    lang = "" if own else {"da": "en", "en": "da"}[page]
    return (Said(own or other, lang=lang, label=label, url=url),) if own or other else ()


def volume_words(low: Decimal | None, high: Decimal | None) -> str:
    """A volume in million DKK, or the interval it lies in."""
    return figures.volumes(low, high)


def homes_words(homes: int) -> str:
    """A number of homes."""
    return ngettext("%(count)s home", "%(count)s homes", homes) % {"count": figures.number(homes)}


def value_words(job: JobFacts) -> str:
    """The value of a job in its own currency; nothing when it is not known."""
    if job.value is None:
        return ""
    if job.currency in {"", "DKK"}:
        return figures.money(job.value)
    decimals = 0 if job.value == job.value.to_integral_value() else 1
    words = _("%(currency)s %(number)s m")
    return words % {"currency": job.currency, "number": figures.number(job.value, decimals)}


def value_per_home(job: JobFacts) -> str:
    """The value of a job for each home: only of jobs in DKK whose homes are known, else nothing."""
    if job.value is None or not job.homes or job.currency != "DKK":
        return ""
    return figures.money(job.value / job.homes)


def period_words(begins: str, ends: str) -> str:
    """From when to when, as far as it is known; nothing when neither is."""
    if not ends:
        return _("from %(date)s") % {"date": partial_date(begins)} if begins else ""
    if not begins:
        return _("until %(date)s") % {"date": partial_date(ends)}
    return partial_date(begins) if begins == ends else f"{partial_date(begins)}{figures.EN_DASH}{partial_date(ends)}"


def kind_words(kind: str) -> str:
    """What kind of job it is."""
    return choice_words(ProjectKind, kind)


def choice_words(choices: Any, value: str) -> str:
    """The words of a value of a closed list; a value that is no longer in it as it stands."""
    return str(_labels(choices).get(value, value))


@cache
def _labels(choices: Any) -> dict[str, Any]:
    """The labels of a closed list, in no language yet: a page of the register puts hundreds of values into words."""
    return dict(choices.choices)
