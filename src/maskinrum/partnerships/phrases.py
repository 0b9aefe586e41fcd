"""The headings of a portfolio's columns.

Headings and words of values are part of the file format, not of the interface: a Danish file is read the same whatever
language the reader has chosen. So they stand here in both languages, and are not translated.
"""

from dataclasses import dataclass

from django.utils.translation import get_language

from maskinrum.partnerships.enums import Field


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


def label(field: Field, language: str | None = None) -> str:
    """Return the heading of a column in a language, or the active one."""
    danish = (language or get_language() or "da").startswith("da")
    return HEADINGS[field].da if danish else HEADINGS[field].en
