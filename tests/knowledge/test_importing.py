"""Many experiences from a file: everything is read before anything is written, and nothing is kept in between."""

import html
import io
import json
import re
from collections.abc import Callable

import html5lib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override
from openpyxl import load_workbook

from maskinrum.knowledge.actions import import_experiences
from maskinrum.knowledge.facts import ExperienceFacts, themes_named
from maskinrum.knowledge.forms.import_preview import import_lines
from maskinrum.knowledge.forms.import_template import import_template
from maskinrum.knowledge.forms.importing import ImportReading, allowed, carried_table, read_experiences, wanted_columns
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.phrases import FIELD_NAMES
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Project
from maskinrum.shared.errors import DomainError
from maskinrum.shared.tables import TableRefusedError, read_table
from tests.conftest import NOW
from tests.knowledge.telling import told_facts
from tests.partnerships.entries import added, entry_facts
from tests.shared.making_tables import workbook

ClientOf = Callable[[Person | None], Client]
PAGE = "/erfaringer/hent-ind/"
DANISH = ("Titel", "Hvad skete der?", "Hvordan gik det?", "Fase", "Hvem må læse den?")
KEY = "4f7c0f5e-0000-4000-8000-000000000000"
PROJECTS = [(KEY[:-1] + "1", "Opdigtparken"), (KEY[:-1] + "2", "Tage"), (KEY[:-1] + "3", "tage")]
ENGLISH = ("Title", "What happened?", "How did it go?", "Phase", "Who may read it?")


def reading(*rows: tuple[str, ...], headings: tuple[str, ...] = DANISH) -> ImportReading:
    table = read_table(workbook([headings, *rows]), filename="e.xlsx", wanted=wanted_columns())
    return read_experiences(table, partnerships=[(KEY, "Fælles Fod")], projects=PROJECTS)


def upload(browser: Client, content: bytes, name: str = "erfaringer.xlsx") -> str:
    answer = browser.post(PAGE, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(answer.content.decode())
    assert parser.errors == []
    return str(answer.content.decode())


def carried(page: str) -> str:
    found = re.search(r'name="rows" value="([^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (DANISH, ("Tage", "Taget blev tæt.", "Positiv", "Drift og modning", "Kun egen organisation")),
        (ENGLISH, ("Tage", "Taget blev tæt.", "positive", "F5", "organisation")),
        (ENGLISH, ("Tage", "Taget blev tæt.", "Positive", "Operation and maturing", "organisation")),
    ],
)
def test_headings_and_values_are_danish_or_english_or_codes(headings: tuple[str, ...], row: tuple[str, ...]) -> None:
    if headings == DANISH:
        row = (*row[:4], dict(allowed("visibility", "da"))["organisation"])
    found = reading(row, headings=headings)
    assert found.problems == ()
    wanted = ExperienceFacts(
        title="Tage", happened="Taget blev tæt.", effect="positive", phase="F5", visibility="organisation"
    )
    assert (found.facts, found.numbers) == ((wanted,), (2,))


def test_every_problem_tells_row_column_value_and_reason() -> None:
    found = reading(("Tage", "Tæt.", "Godt", "", ""), ("x" * 201, "", "", "F99", ""), ("", "", "", "F1", ""))
    told = [(one.row, one.letter, one.column, one.value) for one in found.problems]
    assert told == [
        (2, "C", "Hvordan gik det?", "Godt"),
        (3, "D", "Fase", "F99"),
        (3, "A", "Titel", "x" * 59 + "…"),
        (4, "", "Sammenhæng", ""),
    ]
    assert "Positiv; Blandet; Negativ; Uafklaret" in found.problems[0].sentence
    assert (found.facts, found.holds) == ((), False)


def test_a_cell_longer_than_a_table_holds_is_a_problem_and_not_cut() -> None:
    found = reading(("Tage", "x" * 4001, "", "", ""), ("Vinduer", "x" * 4000, "", "", ""))
    assert [(one.code, one.row, one.letter) for one in found.problems] == [("cell-too-long", 2, "B")]
    assert [one.title for one in found.facts] == ["Vinduer"]
    assert not found.holds


def test_two_columns_that_mean_the_same_are_a_problem() -> None:
    found = reading(("a", "b", "c"), headings=("Titel", "Title", "Hvad skete der?"))
    assert [(one.code, one.letter) for one in found.problems] == [("column-twice", "B")]


def test_a_partnership_is_known_by_its_name_among_those_the_viewer_may_see() -> None:
    found = reading(("a", "fælles fod"), ("b", "Hemmelig Fod"), headings=("Titel", "Partnerskab"))
    assert [(one.row, one.value) for one in found.problems] == [(3, "Hemmelig Fod")]
    assert found.facts[0].partnership == "4f7c0f5e-0000-4000-8000-000000000000"


def test_line_breaks_stay_in_texts_and_come_back_with_the_answer() -> None:
    told = "Vi begyndte.\r\n\r\n\n\nSå kom  regnen.\n"
    found = reading(("To\nlinjer", told, "", "", ""))
    again = read_experiences(carried_table(found.carried), partnerships=())
    assert (found.facts[0].happened, found.facts[0].title) == ("Vi begyndte.\n\nSå kom regnen.", "To linjer")
    assert again.facts == found.facts


def test_line_breaks_stay_in_a_file_of_text() -> None:
    content = 'Titel;Hvad skete der?\nTage;"Først.\nSå."\n'.encode()
    table = read_table(content, filename="e.csv", wanted=wanted_columns())
    assert read_experiences(table, partnerships=()).facts[0].happened == "Først.\nSå."


def test_a_text_as_long_as_on_screen_comes_whole() -> None:
    assert reading(("Tage", "x" * 4000, "", "", "")).facts[0].happened == "x" * 4000


@pytest.mark.parametrize("name", ["opdigtparken", " Opdigtparken "])
def test_a_project_is_known_by_its_name_among_the_own(name: str) -> None:
    assert reading(("a", name), headings=("Titel", "Projekt")).facts[0].project == PROJECTS[0][0]


def test_a_project_that_is_unknown_or_one_of_two_is_told_by_its_place() -> None:
    found = reading(("a", "Andres projekt"), ("b", "Tage"), headings=("Titel", "Projekt"))
    told = [(one.row, one.letter, one.column, one.value, one.message) for one in found.problems]
    assert told == [
        (2, "B", "Projekt", "Andres projekt", "Ingen af jeres projekter hedder netop det."),
        (3, "B", "Projekt", "Tage", "2 af jeres projekter har det navn."),
    ]


def test_only_the_own_projects_can_be_chosen(
    client_of: ClientOf, member: Person, outsider: Person, organisation: Organisation
) -> None:
    Project.objects.create(
        organisation=organisation, name="Opdigtparken", budget=1, planned_start=NOW.date(), duration=12
    )
    content = workbook([("Titel", "Hvad skete der?", "Projekt"), ("Tage", "Tæt.", "Opdigtparken")])
    own = upload(client_of(member), content)
    assert "Opdigtparken</dd>" in own
    client_of(member).post(PAGE, {"rows": carried(own)})
    assert Experience.objects.get().project == Project.objects.get()
    assert "Ingen af jeres projekter hedder netop det." in upload(client_of(outsider), content)
    templates = [client_of(one).get(f"{PAGE}skabelon-da.xlsx").content for one in (member, outsider)]
    known = [
        any(cell == "Opdigtparken" for row in load_workbook(io.BytesIO(one)).worksheets[2].values for cell in row)
        for one in templates
    ]
    assert known == [True, False]


def test_what_the_pages_call_a_field_is_a_heading_too_and_what_is_not_read_is_named() -> None:
    found = reading(
        ("Prøv én nøgle.", "To uger.", "x"),
        headings=("Råd til den næste", "Virkning", "Bemærkning"),
    )
    assert [(one.advice, one.effect_text) for one in found.facts] == [("Prøv én nøgle.", "To uger.")]
    assert [note.message for note in found.notes] == ["Kolonner, der ikke bruges: C »Bemærkning«."]


def test_headings_without_rows_say_so() -> None:
    assert [one.code for one in reading().problems] == ["no-rows"]


def test_what_comes_back_gives_the_same_again() -> None:
    first = reading(("Tage", 'Taget; "tæt" <b>', "Negativ", "", ""), ("+1", "'quote", "", "", ""))
    again = read_experiences(carried_table(first.carried), partnerships=())
    assert (again.facts, again.numbers, again.problems) == (first.facts, first.numbers, ())


@pytest.mark.parametrize("text", ["", "{}", "[1]", "[[1]]", '[["x", {}]]', "[[1, []]]", "[" * 5000, "[[Infinity, {}]]"])
def test_what_does_not_come_back_whole_is_refused_in_words(text: str) -> None:
    with pytest.raises(DomainError, match="Vælg filen igen"):
        carried_table(text)


def test_more_rows_than_the_most_are_refused() -> None:
    with pytest.raises(TableRefusedError):
        carried_table(json.dumps([[number, {"title": "x"}] for number in range(201)]))


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_template_can_be_filled_in_and_read(language: str) -> None:
    content = import_template(language, partnerships=[(KEY, "Fælles Fod")], projects=PROJECTS)
    table = read_table(content, filename="t.xlsx", wanted=wanted_columns())
    read = read_experiences(table, partnerships=())
    assert (len(table.columns), table.header_row, [one.code for one in read.problems]) == (18, 1, ["no-rows"])
    assert not any(note.code == "columns-ignored" for note in read.notes)


def test_all_become_drafts_of_whoever_brings_them_and_none_twice(member: Person) -> None:
    viewer = viewer_of(member)
    rows = [told_facts(title="Et"), told_facts(title="To"), told_facts(title="To")]
    first = import_experiences(rows, viewer=viewer, now=NOW)
    again = import_experiences(rows, viewer=viewer, now=NOW)
    assert ((first.made, first.known), (again.made, again.known)) == ((2, 1), (0, 3))
    owners = set(Experience.objects.values_list("state", "organisation", "written_by"))
    assert owners == {("draft", viewer.organisation, viewer.person)}


def test_one_that_cannot_be_kept_keeps_all_out(member: Person) -> None:
    with pytest.raises(DomainError):
        import_experiences([told_facts(), ExperienceFacts(effect="positive")], viewer=viewer_of(member), now=NOW)
    assert Experience.objects.count() == 0


def test_a_file_is_shown_first_and_kept_when_confirmed(client_of: ClientOf, member: Person) -> None:
    browser = client_of(member)
    page = upload(browser, workbook([DANISH, ("Tage", "Taget blev tæt.", "Positiv", "", "")]))
    assert "1 erfaring bliver til en kladde" in page
    assert Experience.objects.count() == 0
    answer = browser.post(PAGE, {"rows": carried(page)}, follow=True)
    assert "1 kladde er lavet." in answer.content.decode()
    assert Experience.objects.get().happened == "Taget blev tæt."


def test_the_preview_tells_all_that_was_read() -> None:
    chosen = {"phase": "F5", "role": "client", "evidence": "measured", "works": "renovation"}
    row = {"title": "Holdet", "happened": "Det gik", "theme_1": "A2", "theme_2": "B2", "source_url": "https://a.dk/b"}
    row |= chosen
    with override("da"):
        (line,) = import_lines(reading(tuple(row.values()), headings=tuple(row)))
        names = {name: str(FIELD_NAMES[name]) for name in (*chosen, "themes", "source_url", "language")}
        words = [dict(allowed(name, "da"))[value] for name, value in chosen.items()]
        themes = ", ".join(theme.name["da"] for theme in themes_named("A2 B2"))
    told = dict(line.texts)
    assert [told[names[name]] for name in (*chosen, "themes", "source_url", "language")] == [
        *words, themes, "https://a.dk/b", "Dansk",
    ]  # fmt: skip


def test_what_is_confirmed_is_read_again(client_of: ClientOf, member: Person) -> None:
    browser = client_of(member)
    upload(browser, workbook([DANISH, ("Tage", "", "Godt", "", "")]))
    forged = json.dumps([[2, {"title": "x", "effect": "godt"}], [3, {"title": "y"}]])
    page = browser.post(PAGE, {"rows": forged}).content.decode()
    assert "1 ting skal rettes" in page
    assert "Række 2" in page
    assert Experience.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tom.xlsx", b""),
        ("gammel.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("program.xlsx", b"MZ\x90\0" + b"\0" * 200),
        ("billede.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
        ("ingen.csv", b"a;b\n1;2\n"),
        ("tegn.csv", b"\xff\xfe\x00\xd8"),
        ("brudt.xlsx", b"PK\x03\x04" + b"\0" * 50),
    ],
)
def test_bad_files_are_refused_in_words(client_of: ClientOf, member: Person, name: str, content: bytes) -> None:
    page = upload(client_of(member), content, name)
    assert 'aria-invalid="true"' in page
    assert ("Filen er tom. Vælg en anden." in page) == (content == b"")
    assert Experience.objects.count() == 0


def test_whoever_acts_for_nobody_brings_nothing(client_of: ClientOf, newcomer: Person) -> None:
    browser = client_of(newcomer)
    browser.post(PAGE, {"rows": json.dumps([[2, {"title": "x"}]])})
    assert Experience.objects.count() == 0
    assert browser.get(f"{PAGE}skabelon-da.xlsx").status_code == 404


def test_the_template_names_only_partnerships_that_may_be_seen(client_of: ClientOf, outsider: Person) -> None:
    added(entry_facts(name="Skjult Partnerskab"), slug="skjult", visibility=Visibility.PARTNERSHIP)
    added(entry_facts(name="Kendt Partnerskab"))
    content = client_of(outsider).get(f"{PAGE}skabelon-en.xlsx").content
    names = load_workbook(io.BytesIO(content))["Values allowed"]
    columns = [[cell.value for cell in column if cell.value] for column in list(names.columns)[-2:]]
    assert columns == [["Partnership", "Kendt Partnerskab"], ["Project of yours"]]
