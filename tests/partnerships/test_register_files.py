"""The register as Excel and CSV: what the list shows, in its order, and nothing that a spreadsheet would calculate."""

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from openpyxl import load_workbook

from maskinrum.organisations.enums import Visibility
from maskinrum.partnerships.actions import load_register
from maskinrum.partnerships.enums import Discipline, PartnershipStatus
from maskinrum.partnerships.facts import PartyFacts, Words
from maskinrum.partnerships.views import register as views
from tests.bringing import bring
from tests.partnerships.entries import added, entry_facts, job

SVG = "{http://www.w3.org/2000/svg}"


def sheets(client: Client, address: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of every sheet, by heading."""
    book = load_workbook(io.BytesIO(client.get(address).content))
    found = {}
    for sheet in book.worksheets:
        head, *rows = list(sheet.iter_rows(values_only=True))
        found[sheet.title] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


@pytest.fixture
def register(db: None) -> None:
    bring(load_register)


def test_the_workbook_has_a_row_for_each_entry_in_the_order_of_the_list(register: None, client: Client) -> None:
    rows = sheets(client, "/register/hent.xlsx?client_kind=housing&sort=name")["Aftaler"]
    assert [row["Nøgle"] for row in rows] == [
        "aab-nordstern", "og-os", "domea-rammeaftaler", "fsb-hjem", "lejerbo-raadgivere", "liva",
    ]  # fmt: skip


def test_parties_jobs_and_sources_stand_on_their_own_sheets(register: None, client: Client) -> None:
    found = sheets(client, "/register/hent.xlsx?q=fsb+hjem")
    assert list(found) == ["Aftaler", "Parter", "Kendte sager", "Kilder"]
    assert [len(rows) for rows in found.values()] == [1, 5, 3, 7]
    assert found["Parter"][1]["Part"] == "NCC"
    assert found["Kendte sager"][0]["Valuta"] == "SEK"


def test_parties_are_joined_by_discipline(register: None, client: Client) -> None:
    row = sheets(client, "/register/hent.xlsx?q=hjem+ncc")["Aftaler"][0]
    assert (row["Entreprenør"], row["Arkitekt"], row["Installatør"]) == ("NCC", "RUBOW arkitekter", None)


def test_a_joint_volume_is_a_text_that_nobody_can_add(register: None, client: Client) -> None:
    row = sheets(client, "/register/hent.xlsx?q=hjem+ncc")["Aftaler"][0]
    assert (row["Volumen fra (mio. kr.)"], row["Volumen til (mio. kr.)"]) == (None, None)
    joint = row["Samlet volumen, må ikke deles eller lægges sammen"]
    assert " ".join(joint.split()) == "8,5 mia. kr. (samlet skøn med Byggepartnerskabet &os)"


def test_the_unknown_is_an_empty_cell_and_named(db: None, client: Client) -> None:
    facts = entry_facts(start="", term_months=None, volume_low=None, volume_high=None, unknown=("start", "term_months"),
                        status=PartnershipStatus.UNKNOWN, scope=Words(), jobs=())  # fmt: skip
    added(facts)
    row = sheets(client, "/register/hent.xlsx")["Aftaler"][0]
    empty = ("Start, så vidt den kendes", "Løbetid (måneder)", "Status", "Volumen fra (mio. kr.)", "Hvad volumen er")
    assert [row[name] for name in empty] == [None] * len(empty)
    assert row["Arbejder (vores slutning)"] is None
    assert len(row["Ikke kendt"].split("; ")) == 2


def test_no_text_becomes_a_formula(db: None, client: Client) -> None:
    parties = (PartyFacts("=HYPERLINK(1)", Discipline.CLIENT),)
    added(entry_facts(name="=1+1", client_name="@cmd", parties=parties, jobs=(job(name="+1"),)))
    book = load_workbook(io.BytesIO(client.get("/register/hent.xlsx").content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    csv = client.get("/register/hent.csv").content.decode("utf-8-sig")
    assert '"\'=1+1"' in csv


def test_csv_is_the_first_sheet(register: None, client: Client) -> None:
    lines = client.get("/register/hent.csv?q=liva").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert '"LIVA";"Strategisk partnerskab";"Civica"' in lines[1]
    assert ";3000" in lines[1]


def test_invented_entries_are_in_no_file_unless_asked_for(db: None, client: Client) -> None:
    added(entry_facts(volume_low=Decimal(1), volume_high=Decimal(1)), is_fictitious=True)
    assert sheets(client, "/register/hent.xlsx")["Aftaler"] == []
    assert sheets(client, "/register/hent.xlsx?examples=1")["Aftaler"][0]["Opdigtet eksempel"] == "ja"


def test_english_files_have_english_headings(register: None, client: Client) -> None:
    rows = sheets(client, "/en/register/hent.xlsx?q=liva")
    assert rows["Agreements"][0]["Kind of client"] == "Housing organisations"


def test_organisations_come_as_both_kinds_of_file(register: None, client: Client) -> None:
    first = sheets(client, "/register/organisationer/hent.xlsx")["Organisationer"][0]
    assert (first["Navn"], first["Antal aftaler"]) == ("MT Højgaard Holding", 7)
    csv = client.get("/register/organisationer/hent.csv?q=cowi").content.decode("utf-8-sig").splitlines()
    assert csv[1].startswith('"COWI"')


def test_a_file_of_too_many_says_what_to_do(register: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(views.MOST_IN_A_FILE, "xlsx", 17)
    response = client.get("/register/hent.xlsx")
    assert response.status_code == 400
    assert "Filen ville få 18 aftaler og rummer højst 17. Filtrér listen først." in response.content.decode()


FILES = ["/register/hent.csv", "/register/hent.svg", "/register/organisationer/hent.csv", "/register/fsb-hjem/hent.csv"]


@pytest.mark.parametrize("address", [*FILES, "/register/sammenlign/hent.xlsx?slug=fsb-hjem&slug=og-os"])
def test_files_are_given_so_often_in_a_minute_and_no_more(
    address: str, register: None, client: Client, settings: Any
) -> None:
    settings.REGISTER_FILES_PER_MINUTE = 1
    # A third, for a new minute can begin after the first.
    first, *more = (client.get(address).status_code for _ in range(3))
    assert (first, 400 in more) == (200, True)


def drawing(client: Client, address: str) -> ET.Element:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    assert response["Content-Disposition"].startswith("attachment")
    return ET.fromstring(response.content)  # noqa: S314 - our own drawing


def test_the_drawing_stands_alone_with_colours_names_sources_and_licence(register: None, client: Client) -> None:
    found = drawing(client, "/register/hent.svg?client_kind=utility")
    texts = [one.text for one in found.iter(f"{SVG}text")]
    assert found.find(f"{SVG}title").text == "Danske partnerskaber og nære slægtninge"  # type: ignore[union-attr]
    assert "VandPartner: start 2018" in found.find(f"{SVG}desc").text  # type: ignore[operator, union-attr]
    assert any("http://testserver/register/?client_kind=utility" in str(text) for text in texts)
    assert "Data og tegning: MPL-2.0." in texts
    assert not [one for one in found.iter() if "class" in one.attrib or "style" in one.attrib]
    assert "var(" not in ET.tostring(found, encoding="unicode")


def test_the_drawing_has_a_row_for_each_agreement_and_says_what_is_not_known(db: None, client: Client) -> None:
    unknown = entry_facts(name="Uden start <&>", start="", start_words=Words(), term_months=None, option_months=None)
    added(replace(unknown, jobs=()), slug="uden-start")
    added(entry_facts(name="Uden længde", term_months=None, option_months=None, jobs=()), slug="uden-laengde")
    added(entry_facts(name="Skjult"), slug="skjult", visibility=Visibility.ORGANISATION)
    texts = [one.text for one in drawing(client, "/register/hent.svg").iter(f"{SVG}text")]
    assert [text for text in texts if text in {"Uden start <&>", "Uden længde", "Skjult"}] == [
        "Uden længde",
        "Uden start <&>",
    ]
    assert ("start ikke kendt" in texts, "løbetid ikke kendt" in texts) == (True, True)


def test_a_drawing_of_nothing_is_still_a_drawing(db: None, client: Client) -> None:
    assert drawing(client, "/register/hent.svg?q=findesikke").tag == f"{SVG}svg"
