"""The yearly report holds what every party has released, and nothing else."""

import io
from collections.abc import Callable
from typing import Any

import docx
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from maskinrum.evaluation.actions.basis import release_report
from maskinrum.evaluation.enums import ReportSection
from maskinrum.evaluation.models import Finding
from maskinrum.evaluation.reports.yearly import FigureRow, offer_report_figures
from maskinrum.organisations.actions import add_member, register_person
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.evaluation.closed_rounds import GOOD, POOR, maturity_round, pulse_rounds, running_partnership

ClientOf = Callable[[Person | None], Client]
YEAR = 2024
ALL = [one.value for one in ReportSection if one != ReportSection.WHOLE]
SAID = {
    "rates": "Årets målinger",
    "series": "2 målinger: for få punkter til at sige noget.",
    "maturity": "På 1 af 1 temaer ligger parterne",
    "findings": "Roller er uklare.",
    "figures": "Der er ingen tal for porteføljen",
}


@pytest.fixture
def laid(organisation: Organisation, other_organisation: Organisation) -> Partnership:
    """A partnership of two parties with a year behind it."""
    row = running_partnership(organisation, other_organisation)
    pulse_rounds(row, [GOOD, POOR])
    maturity_round(row, 1, {"learning": {organisation: 4, other_organisation: 1}})
    Finding.objects.create(
        key="fundet",
        partnership=row,
        organisation=organisation,
        state="accepted",
        title="Roller er uklare.",
        created_at=NOW.replace(year=YEAR),
        changed_at=NOW,
    )
    return row


@pytest.fixture
def other_manager(other_organisation: Organisation) -> Person:
    """Who decides for the other party."""
    person = register_person(
        "lea@syd.example", name="Lea Bech", password="en lang adgangskode", is_verified=True, now=NOW
    )
    add_member(person, organisation=other_organisation, role=Role.MANAGER, viewer=OPERATOR, now=NOW)
    return person


def released(row: Partnership, sections: list[str], *people: Person) -> None:
    for person in people:
        release_report(row, YEAR, sections=sections, viewer=viewer_of(person), now=NOW)


def fetched(client: Client, row: Partnership, kind: str) -> bytes:
    answer = client.get(reverse("evaluation:yearly_file", args=[row.slug, YEAR, kind]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def sheets_of(content: bytes) -> str:
    book = load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.value)


def words_of_document(content: bytes) -> str:
    found = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in found.tables for line in table.rows for cell in line.cells]
    return "\n".join([*(one.text for one in found.paragraphs), *cells])


def test_without_a_release_of_every_party_nothing_of_anybody_is_in_it(
    laid: Partnership, manager: Person, client_of: ClientOf
) -> None:
    released(laid, ALL, manager)
    text = words_of_document(fetched(client_of(manager), laid, "docx"))
    assert {section for section, words in SAID.items() if words in text} == set()
    assert "Jeg ved, hvem der gør hvad." in text
    assert "Disse afsnit er ikke frigivet af alle parter" in text


@pytest.mark.parametrize("section", ALL)
def test_a_section_that_all_release_is_in_it_and_no_other(
    laid: Partnership, manager: Person, other_manager: Person, client_of: ClientOf, section: str
) -> None:
    released(laid, [section], manager, other_manager)
    text = words_of_document(fetched(client_of(manager), laid, "docx"))
    assert {one for one, words in SAID.items() if words in text} == {section}


def test_what_is_taken_back_is_not_in_the_next_report(
    laid: Partnership, manager: Person, other_manager: Person, client_of: ClientOf
) -> None:
    released(laid, ["whole"], manager, other_manager)
    before = sheets_of(fetched(client_of(manager), laid, "xlsx"))
    released(laid, [], other_manager)
    after = sheets_of(fetched(client_of(manager), laid, "xlsx"))
    assert ("Roller er uklare." in before, "Roller er uklare." in after) == (True, False)


def test_the_pdf_says_the_same_in_english(
    laid: Partnership, manager: Person, other_manager: Person, client_of: ClientOf
) -> None:
    offer_report_figures("test", lambda *_given: [FigureRow("Gap days", "40", "not known", "the board")])
    released(laid, ["whole"], manager, other_manager)
    answer: Any = client_of(manager).get(f"/en/evaluering/partnerskab/{laid.slug}/aarsrapport/{YEAR}.pdf")
    offer_report_figures("test", lambda *_given: [])
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    found = pypdfium2.PdfDocument(content)
    text = "\n".join(found[place].get_textpage().get_text_range() for place in range(len(found)))
    assert "too few points to say anything" in text
    assert "Gap days" in text


def test_only_who_decides_for_a_party_releases_its_report(laid: Partnership, member: Person, secretary: Person) -> None:
    for person in (member, secretary):
        with pytest.raises(DomainError):
            release_report(laid, YEAR, sections=["whole"], viewer=viewer_of(person), now=NOW)


def test_a_party_releases_on_the_page_and_sees_who_has(laid: Partnership, manager: Person, client_of: ClientOf) -> None:
    client = client_of(manager)
    address = reverse("evaluation:release_report", args=[laid.slug, YEAR])
    assert client.post(address, {"sections": ["series"]}).status_code == 302
    page = client.get(reverse("evaluation:yearly", args=[laid.slug]), {"aar": str(YEAR)}).content.decode()
    assert "Pulsen over tid" in page
    assert client.post(address, {"sections": ["alt"]}).status_code == 200
    assert client.get(reverse("evaluation:yearly_file", args=[laid.slug, 1999, "pdf"])).status_code == 404
