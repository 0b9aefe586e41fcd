"""Files and pasted text on the trial page: read whole or not at all, told in words, with nothing typed lost."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import gettext as _

from maskinrum.partnerships.reports import portfolio_csv, portfolio_workbook, template_csv, template_workbook
from tests.decisions.making import TAGET, THREE, posted
from tests.decisions.test_trial import names, problems, stored_rows
from tests.shared.making_tables import parts, workbook

pytestmark = pytest.mark.django_db
TRIAL = "/afgoer/proev/"
HEADINGS = ["Navn", "Budget (mio. kr.)", "Planlagt start", "Varighed (måneder)", "Godkendelse"]
SOUND = ["Åsen", 17.6, "2028-09-01", 12, "Skema A"]
CSV = ";".join(HEADINGS)


def uploaded(content: bytes, name: str = "projekter.xlsx") -> Any:
    """Bring a file to a page where one project is typed already."""
    fields = posted([TAGET], act="upload") | {"file": SimpleUploadedFile(name, content)}
    return Client().post(TRIAL, fields)


def pasted(text: str) -> Any:
    """Paste text on a page where one project is typed already."""
    return Client().post(TRIAL, posted([TAGET], act="paste", pasted=text))


def bomb() -> bytes:
    """A small workbook that is thirty megabytes inside."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in (parts() | {"xl/worksheets/sheet1.xml": "<worksheet>" + " " * 30_000_000}).items():
            archive.writestr(name, text)
    return buffer.getvalue()


def formulas() -> bytes:
    """A workbook whose budget is a formula that was never calculated."""
    return workbook([HEADINGS, ["Åsen", "=17+0.6", "2028-09-01", 12, "Skema A"]])


REFUSED = {
    "empty file": ("projekter.xlsx", lambda: b""),
    "empty workbook": ("projekter.xlsx", lambda: workbook([[]])),
    "headings alone": ("projekter.xlsx", lambda: workbook([HEADINGS])),
    "wrong sheet": ("projekter.xlsx", lambda: workbook([["Dato", "Vejr"], ["1. maj", "sol"]])),
    "program by another name": ("projekter.xlsx", lambda: b"MZ\x90\x00\x03" + b"\x00" * 400),
    "picture": ("projekter.csv", lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 400),
    "zip bomb": ("projekter.xlsx", bomb),
    "formula without a value": ("projekter.xlsx", formulas),
    "negative budget": ("projekter.xlsx", lambda: workbook([HEADINGS, ["Åsen", -17.6, *SOUND[2:]]])),
    "one bad row of two": ("projekter.xlsx", lambda: workbook([HEADINGS, SOUND, ["Bakken", "mange", *SOUND[2:]]])),
    "too many projects": ("projekter.xlsx", lambda: workbook([HEADINGS, *[SOUND] * 501])),
    "wrong encoding": ("projekter.csv", lambda: f"{CSV}\nÅsen;17,6;2028-09-01;12;Skema A".encode("utf-16-le")[1:]),
    "unknown approval": ("projekter.csv", f"{CSV}\nÅsen;17,6;2028-09-01;12;Måske".encode),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_does_not_hold_is_told_and_nothing_is_added(name: str, content: Any) -> None:
    before = stored_rows()
    answer = uploaded(content(), name)
    assert (answer.status_code, names(answer)) == (200, ["Taget"])
    assert (len(problems(answer)) >= 1, "page" in answer.context, stored_rows()) == (True, False, before)


def test_a_problem_in_a_file_names_row_column_value_and_what_to_write() -> None:
    (said,) = problems(uploaded(workbook([HEADINGS, SOUND, ["Bakken", "mange", *SOUND[2:]]])))
    advice = _("Write million kroner, such as %(number)s.") % {"number": "41,5"}
    assert [part for part in ("3", "B", "Budget (mio. kr.)", "mange", advice) if part not in said] == []


def test_every_problem_of_a_file_is_told_at_once() -> None:
    wrong = [["Åsen", -1, *SOUND[2:]], ["Bakken", "mange", "snart", 12, "Skema A"]]
    assert len(problems(uploaded(workbook([HEADINGS, *wrong])))) == 3


def test_the_button_without_a_file_says_what_to_do() -> None:
    answer: Any = Client().post(TRIAL, posted([TAGET], act="upload"))
    assert (problems(answer), names(answer)) == ([_("Choose a file first, then press the button.")], ["Taget"])


def test_a_file_larger_than_allowed_is_refused_before_it_is_read() -> None:
    answer = uploaded(b"x" * (5 * 1024 * 1024), "projekter.csv")
    assert (len(problems(answer)), names(answer)) == (1, ["Taget"])


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(("kind", "write"), [("xlsx", portfolio_workbook), ("csv", portfolio_csv)])
def test_our_own_files_are_read_again_and_a_known_name_keeps_its_row(kind: str, write: Any, language: str) -> None:
    answer = uploaded(write(THREE, language), f"projekter.{kind}")
    assert (names(answer), problems(answer)) == (["Taget", "Facaden", "Kælderen"], [])


@pytest.mark.parametrize(("kind", "template"), [("xlsx", template_workbook), ("csv", template_csv)])
def test_the_template_as_it_is_holds_no_project(kind: str, template: Any) -> None:
    assert len(problems(uploaded(template("da"), f"skabelon.{kind}"))) == 1


def test_a_file_that_tells_its_case_date_brings_it_to_an_empty_table() -> None:
    lines = ["Navn;Budget;Planlagt start;Planlagt startdato;Varighed;Godkendelse"]
    lines += [f"Sag {n};17,6;{12 + n};{2029}-0{1 + n}-01;12;Skema A" for n in range(3)]
    content = "\n".join(lines).encode()
    answer: Any = Client().post(
        TRIAL, {"case_date": "2027-01-01", "act": "upload", "file": SimpleUploadedFile("p.csv", content)}
    )
    assert (len(names(answer)), str(answer.context["dates"]["case_date"].value())) == (3, "2028-01-01")


def test_rows_pasted_from_a_spreadsheet_are_added() -> None:
    text = "\n".join("\t".join(map(str, row)) for row in (HEADINGS, ["Åsen", "17,6", "2028-09-01", "12", "Skema A"]))
    answer = pasted(text)
    assert (names(answer), answer.context["portfolio"].pasted) == (["Taget", "Åsen"], "")


@pytest.mark.parametrize("text", ["", "bare noget tekst", f"{CSV}\nÅsen;mange;2028-09-01;12;Skema A"])
def test_text_that_does_not_hold_stays_where_it_was_pasted(text: str) -> None:
    answer = pasted(text)
    assert (names(answer), answer.context["portfolio"].pasted, len(problems(answer))) == (["Taget"], text, 1)


def test_a_table_is_never_filled_beyond_five_hundred() -> None:
    answer = uploaded(workbook([HEADINGS, *[SOUND] * 500]))
    assert (names(answer), len(problems(answer))) == (["Taget"], 1)
