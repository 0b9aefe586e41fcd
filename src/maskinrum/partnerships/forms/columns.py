"""The columns of a portfolio: their headings in both languages, and how a heading that someone typed is known.

Headings and words of values are part of the file format, not of the interface: a Danish file is read the same whatever
language the reader has chosen. So they stand here in both languages, and are not translated.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import get_language

from maskinrum.shared.tables import Wanted


class Field(StrEnum):
    """The columns a portfolio may have; the values are the headings of the data that ships."""

    NAME = "name"
    KIND = "kind"
    GROUP = "group"
    HOMES = "homes"
    BUDGET = "budget"
    START = "planned_start"
    START_DATE = "planned_start_date"
    DURATION = "duration"
    APPROVAL = "approval"
    PROBLEM = "problem_project"
    ELIGIBLE = "eligible"
    REALISATION = "realisation"
    DELAY_LEAST = "delay_a"
    DELAY_TYPICAL = "delay_m"
    DELAY_MOST = "delay_b"


DELAYS = (Field.DELAY_LEAST, Field.DELAY_TYPICAL, Field.DELAY_MOST)
NUMBERS = (Field.HOMES, Field.BUDGET, Field.START, Field.DURATION, Field.REALISATION, *DELAYS)


@dataclass(frozen=True)
class Heading:
    """A column's heading as we write it in Danish and English, and other ways people write it."""

    da: str
    en: str
    others: tuple[str, ...] = ()


HEADINGS = {
    Field.NAME: Heading("Navn", "Name", ("projekt", "projektnavn", "project", "project name")),
    Field.KIND: Heading("Type", "Type", ("kind", "projekttype", "project type", "art")),
    Field.GROUP: Heading("Lighedsgruppe", "Similarity group", ("group", "gruppe", "similar", "ligner")),
    Field.HOMES: Heading(
        "Boliger", "Homes", ("antal boliger", "number of homes", "lejemål", "antal lejemål", "dwellings")
    ),
    Field.BUDGET: Heading(
        "Budget (mio. kr.)", "Budget (million kr.)", ("anlægssum", "håndværkerudgifter", "entreprisesum")
    ),
    Field.START: Heading(
        "Planlagt start",
        "Planned start",
        (
            "byggestart",
            "start",
            "startdato",
            "planlagt byggestart",
            "start of works",
            "planned start of works",
            "start date",
        ),
    ),
    Field.START_DATE: Heading(
        "Planlagt startdato", "Planned start date", ("dato for byggestart", "date of planned start")
    ),
    Field.DURATION: Heading(
        "Varighed (måneder)",
        "Duration (months)",
        ("byggetid", "udførelsestid", "construction time", "varighed", "duration"),
    ),
    Field.APPROVAL: Heading(
        "Godkendelse",
        "Approval",
        ("status", "godkendelsestrin", "approval state", "godkendelsestilstand"),
    ),
    Field.PROBLEM: Heading("Problemprojekt", "Problem project", ("problem",)),
    Field.ELIGIBLE: Heading(
        "Kan indgå", "May go into an agreement", ("eligible", "kan indgå i en aftale", "kan indgå i aftalen", "egnet")
    ),
    Field.REALISATION: Heading(
        "Sandsynlighed for gennemførelse",
        "Probability of realisation",
        ("realisation", "gennemførelse", "sandsynlighed"),
    ),
    Field.DELAY_LEAST: Heading("Mindste forsinkelse (måneder)", "Least delay (months)", ("delay a", "delay least")),
    Field.DELAY_TYPICAL: Heading(
        "Typisk forsinkelse (måneder)", "Typical delay (months)", ("delay m", "delay typical")
    ),
    Field.DELAY_MOST: Heading("Største forsinkelse (måneder)", "Most delay (months)", ("delay b", "delay most")),
}

_MILLION = frozenset({"mio", "mill", "million", "millioner", "mdkk", "mkr"})
_PLAIN_KRONER = frozenset({"kr", "dkk", "kroner", "tkr"})
_MONTHS = frozenset({"maneder", "maned", "mdr", "md", "months", "month"})
_UNITS = _MILLION | _PLAIN_KRONER | _MONTHS | {"t", "ex", "ekskl", "excl", "moms", "vat", "andel"}


def folded(text: str) -> str:
    """Return a text for comparison: no case, accents or marks, one space; æ, ø and å as ae, o and a."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("æ", "ae").replace("ø", "o"))
    letters = "".join(mark for mark in plain if not unicodedata.combining(mark))
    words = re.sub(r"[^a-z0-9]+", " ", letters).strip()
    # Those without Danish keys write aa for å and oe for ø.
    return words.replace("aa", "a").replace("oe", "o")


def _known_as(heading: str) -> str:
    words = folded(heading).split()
    return " ".join(word for word in words if word not in _UNITS)


_FIELDS = {
    _known_as(name): field
    for field, heading in HEADINGS.items()
    for name in (field.value, heading.da, heading.en, *heading.others)
}


def recognise(heading: str) -> Field | None:
    """Return the column that a heading means, or None."""
    return _FIELDS.get(_known_as(heading[:200]))


def says_kroner(heading: str) -> bool:
    """Return whether a heading gives the unit as kroner or thousands of kroner, not millions."""
    words = set(folded(heading).split())
    return bool(words & _PLAIN_KRONER) and not words & _MILLION


def label(field: Field, language: str | None = None) -> str:
    """Return the heading of a column in a language, or the active one."""
    danish = (language or get_language() or "da").startswith("da")
    return HEADINGS[field].da if danish else HEADINGS[field].en


def portfolio_columns() -> Wanted:
    """Return how to know a table of projects, for ``read_table`` and ``read_pasted``."""
    needed = (Field.NAME, Field.BUDGET, Field.START, Field.DURATION, Field.APPROVAL)
    return Wanted(recognise, tuple(label(field) for field in needed))
