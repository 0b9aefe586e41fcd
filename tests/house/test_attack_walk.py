"""Every page and every file of a world in which all that a person can have written is hostile."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from lxml import etree

from tests.house.hostile import Hostile, bytes_of, markup_in, name_of, places, typed_fields
from tests.house.walk import Answer, World, pages_of_pdf

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.either_database,
    pytest.mark.no_cover,
]  # the pages are measured elsewhere

# In this order whoever gets an answer looks; the first two of them.
LOOKING = ("manager", "secretariat", "member", "guest", "newcomer", "visitor")
SCRIPT_ADDRESS = re.compile(
    r"\b(?:href|src|action|formaction|hx-\w+|data)=[\"']?\s*(?:javascript|vbscript|data):", re.IGNORECASE
)
NO_SIGN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|_x[0-9A-F]{4}_")
FORMULA = re.compile(r"\s*[=+\-@]\s*hx")
OFFICE = "application/vnd.openxmlformats"

# Read by search or by letters alone, or by somebody who acts for an organisation that no stop looks for.
SHOWN_KINDS = ("text/html", "application/atom+xml")  # what programs and browsers read where it stands
SHOWN_NOWHERE = {
    "evaluation.Respondent.email",
    "knowledge.Attachment.text",
    "knowledge.NamedPartner.note",
    "knowledge.ToolFile.text",
    "meetings.SalonFile.text",
    "organisations.Grant.email",
    "organisations.JoinRequest.answer",
    "partnerships.Correction.answer",
    "partnerships.Correction.email",
    "partnerships.Partnership.search_words",
}
# Of tables that no stop fills.
NEVER_THERE = {
    "partnerships.CallOffRight.department_name",
    "partnerships.CallOffRight.source_url",
    "search.UnansweredSearch.words",
}


@dataclass(frozen=True)
class Seen:
    """One answer: which address, to whom, and what it was."""

    name: str
    status: int
    kind: str
    disposition: str
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", errors="replace")


@dataclass(frozen=True)
class Walked:
    """All answers, and the texts that were planted."""

    hostile: Hostile
    seen: list[Seen]

    def of(self, *kinds: str) -> Iterator[Seen]:
        """Yield the answers of these types."""
        found = [one for one in self.seen if one.kind.startswith(kinds)]
        assert found
        yield from found


@pytest.fixture(scope="module")
def walked(peopled: World, pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    """Walk past every address once; in a quick run as one who gets an answer there, else as two, in both languages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "SEARCH_FOLDER", tmp_path_factory.mktemp("search") / "index")
        yield walk(peopled, is_quick=pytestconfig.getoption("quick"))


def walk(world: World, *, is_quick: bool) -> Walked:
    """Make what every page shows, make it hostile, and look."""
    there = places(world)
    hostile, seen = Hostile().plant(), []
    browsers = {kind: world.browser(kind) for kind in LOOKING}
    for name, (stop, address) in there.items():
        kinds = [kind for kind in LOOKING if stop.gets.to(kind) is Answer.OK]
        for kind in kinds[: 1 if is_quick else 2]:
            for language in [""] if is_quick else ["", "/en"]:
                browsers[kind].raise_request_exception = False
                answer = browsers[kind].get(f"{language}{address}", dict(stop.data(world)))
                seen.append(as_seen(f"{name} {kind} {language}", answer))
    return Walked(hostile, seen)


def as_seen(name: str, answer: Any) -> Seen:
    """What is looked at in an answer."""
    headers = answer.headers
    kind, disposition = headers.get("Content-Type", ""), headers.get("Content-Disposition", "")
    return Seen(name, answer.status_code, kind, disposition, bytes_of(answer))


def test_every_page_and_file_is_made(walked: Walked) -> None:
    assert {one.name: one.status for one in walked.seen if one.status >= 500} == {}


def test_no_text_becomes_markup(walked: Walked) -> None:
    pages = walked.of("text/html", "image/svg")
    assert {one.name: markup_in(one.text)[:3] for one in pages if markup_in(one.text)} == {}


def test_no_address_becomes_a_script(walked: Walked) -> None:
    pages = walked.of("text/html")
    assert {one.name: SCRIPT_ADDRESS.findall(one.text) for one in pages if SCRIPT_ADDRESS.search(one.text)} == {}


def test_every_file_is_a_download(walked: Walked) -> None:
    """Also those in HTML, which a browser would else open as a page of ours."""
    odd = {
        one.name: one.disposition
        for one in walked.seen
        if one.status == 200 and not one.kind.startswith(SHOWN_KINDS) and not one.disposition.startswith("attachment; ")
    }
    assert odd == {}


def test_no_cell_of_a_table_is_a_formula(walked: Walked) -> None:
    assert {one.name: formulas_in(one.text) for one in walked.of("text/csv") if formulas_in(one.text)} == {}


def formulas_in(text: str) -> list[str]:
    """The cells that a program would compute, whatever it takes for the sign between two."""
    rows = (row for mark in ";,\t" for row in csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=mark))
    return [cell for row in rows for cell in row if FORMULA.match(cell)]


def test_no_cell_of_a_workbook_is_computed_from_what_people_wrote(walked: Walked) -> None:
    formulas = re.compile(r"<f>[^<]*hx[^<]*</f>|<hyperlink [^>]*hx")
    found = {one.name: formulas.findall(part) for one in walked.of(OFFICE) for part in parts_of(one).values()}
    assert {name: cells for name, cells in found.items() if cells} == {}


def test_every_part_of_a_document_can_be_read_and_leads_nowhere(walked: Walked) -> None:
    for one in walked.of(OFFICE):
        for part in parts_of(one).values():
            for element in etree.fromstring(part.encode()).iter():
                assert "hx" not in element.get("Target", "")


def test_nothing_in_a_file_turns_text_around_or_is_no_sign(walked: Walked) -> None:
    files = {one.name: one.text for one in walked.of("text/csv")}
    files |= {f"{one.name} {name}": part for one in walked.of(OFFICE) for name, part in parts_of(one).items()}
    assert {name for name, text in files.items() if NO_SIGN.search(text)} == set()


def parts_of(seen: Seen) -> dict[str, str]:
    """The parts of a Word file or a workbook that are XML."""
    with zipfile.ZipFile(io.BytesIO(seen.body)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: archive.read(name).decode() for name in names}


def test_data_can_be_read_again(walked: Walked) -> None:
    for one in walked.of("application/json"):
        json.loads(one.body)
    for one in walked.of("image/svg"):
        assert not {element.tag.rpartition("}")[2] for element in etree.fromstring(one.body).iter()} & {
            "hx",
            "script",
        }
    assert {one.body[:5] for one in walked.of("application/pdf")} == {b"%PDF-"}


def test_what_people_wrote_is_text_on_a_page_of_a_pdf_and_nothing_else(walked: Walked) -> None:
    for one in walked.of("application/pdf"):
        text = "".join(pages_of_pdf(one.body))
        assert walked.hostile.shown_in(text)
        assert "hx<hx>hx" in text
        assert not re.search(r"[\u202a-\u202e\u2066-\u2069]", text)
        with pikepdf.open(io.BytesIO(one.body)) as pdf:
            assert not set(pdf.Root) & {"/OpenAction", "/AA", "/Names", "/AcroForm"}
            notes: list[Any] = [note for page in pdf.pages for note in page.get("/Annots", [])]
            targets = [str(note.A.URI) for note in notes if "/A" in note and note.A.S == "/URI"]
        assert not [target for target in targets if not target.startswith(("https://", "http://", "mailto:"))]


def test_every_field_was_hostile_and_is_shown_somewhere(walked: Walked) -> None:
    """What this holds is the walk itself: a text that no answer shows could not become markup."""
    planted = set(walked.hostile.fields.values())
    shown = {field for one in walked.seen for field in walked.hostile.shown_in(one.text)}
    assert {name_of(field) for field in typed_fields()} - planted == NEVER_THERE
    english = {field for field in planted if field.endswith("_en")}  # a quick run asks in Danish
    assert planted - shown - SHOWN_NOWHERE - english == set()
