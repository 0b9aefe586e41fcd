"""The headings of a portfolio's columns, and the names of what an entry of the register holds.

The headings and words of values of a portfolio are part of the file format, not of the interface: a Danish file is
read the same whatever language the reader has chosen. So they stand here in both languages, and are not translated.
"""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

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


FACT_NAMES = {
    "name": _("Name"),
    "name_note": _("About the name"),
    "type": _("Kind of agreement"),
    "client_kind": _("Kind of client"),
    "client_name": _("Client"),
    "client_homes": _("The client's homes"),
    "client_note": _("About the client"),
    "signed": _("Signed"),
    "start": _("Start"),
    "start_words": _("Start in the source's words"),
    "term_months": _("Term"),
    "option_months": _("Option"),
    "scope": _("Scope"),
    "volume_low": _("Volume, lowest"),
    "volume_high": _("Volume, highest"),
    "volume_kind": _("What the volume is"),
    "volume_note": _("About the volume"),
    "joint_estimate": _("Joint estimate"),
    "also_in": _("Also part of"),
    "estimate_low": _("Joint estimate, lowest"),
    "estimate_high": _("Joint estimate, highest"),
    "estimate_kind": _("What the joint estimate is"),
    "estimate_note": _("About the joint estimate"),
    "estimate_source": _("Source of the joint estimate"),
    "estimate_label": _("How well the joint estimate is known"),
    "procurement": _("Procurement"),
    "status": _("Status"),
    "status_words": _("Status in words"),
    "succeeded_by": _("Succeeded by"),
    "organisation_note": _("How they work together"),
    "organisation_note_label": _("How well it is known how they work together"),
    "parties_note": _("About the parties"),
    "parties_note_label": _("How well the note about the parties is known"),
    "parties": _("Parties"),
    "jobs": _("Known jobs"),
    "call_off": _("Who may call off"),
    "unknown": _("Not known"),
    "sources": _("Sources"),
    "visibility": _("Who may see it"),
}
"""The facts of an entry of the register, as people read them."""

ESTIMATE_FIELDS = tuple(name for name in FACT_NAMES if name.startswith("estimate_"))
"""What the history of an entry tells of a joint estimate that was changed."""

PROCUREMENT_NAMES = {
    "procedure": _("Procedure"),
    "applicants": _("Applicants"),
    "prequalified": _("Prequalified"),
    "announced": _("Announced beforehand"),
    "market_meeting": _("Market meeting"),
    "notice": _("Contract notice"),
    "prequalification": _("Prequalification"),
    "deadline": _("Deadline for tenders"),
    "award": _("Award"),
    "contract": _("Contract"),
    "days_notice_to_award": _("From notice to award"),
    "months_announcement_to_contract": _("From announcement to contract"),
    "planning_and_tender_months": _("Planning and tender"),
    "note_da": _("About the procurement"),
    "note_en": _("About the procurement, in English"),
}
"""What is known of a procurement, in the order it happens."""

PROCEDURES = {
    "open": _("Open procedure"),
    "restricted": _("Restricted procedure"),
    "negotiated": _("Procedure with negotiation"),
    "dialogue": _("Competitive dialogue"),
    "innovation": _("Innovation partnership"),
    "direct": _("Without a call for tenders"),
}

UNKNOWNS = {
    "name": _("what the parties call it"),
    "client": _("who the client is"),
    "parties": _("who takes part"),
    "other_parties": _("who else takes part"),
    "contractor": _("who the contractor is"),
    "winner": _("who won"),
    "holders_by_name": _("which firms hold the agreement"),
    "signed": _("when it was signed"),
    "start": _("when it begins"),
    "term_months": _("how long it runs"),
    "option_months": _("whether it can be extended"),
    "option_exercised": _("whether the option was used"),
    "scope": _("which works it covers"),
    "status": _("how it stands now"),
    "outcome": _("what came of it"),
    "volume_mdkk": _("how large it is"),
    "own_volume": _("its own volume, apart from the joint estimate"),
    "ceiling": _("the most that may be called off"),
    "estimate_or_ceiling": _("whether the volume is an estimate or a ceiling"),
    "turnover_to_date": _("how much has been called off so far"),
    "final_turnover": _("how much was called off in the end"),
    "procurement": _("how it was procured"),
    "procurement_details": _("how it was procured, in detail"),
    "procedure": _("which procedure was used"),
    "applicants": _("how many applied"),
    "prequalified": _("how many were prequalified"),
    "projects": _("which jobs it has led to"),
    "call_off": _("who may call off"),
}
"""What no public source was found for, as the end of a sentence."""
