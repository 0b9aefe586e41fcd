"""A first answer without an account: every button does what it says, nothing typed is lost, and nothing is stored."""

import html
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.assumptions import Assumptions, Range
from maskinrum.decisions.enums import VerdictAnswer
from maskinrum.decisions.models import DecisionFile
from maskinrum.organisations.models import Organisation, Person
from maskinrum.partnerships.models import Project
from tests.decisions.making import TAGET, THREE, posted
from tests.decisions.reached import reached

# No row is stored, so the databases can hardly differ.
pytestmark = [pytest.mark.django_db, pytest.mark.thorough("postgresql")]
PARTNERSHIP = "strategic_partnership"
CHANGED = Assumptions(overrides={(PARTNERSHIP, "term"): Range(36.0, 36.0, 36.0)})
CARRIED = json.dumps(CHANGED.to_json())
TRIAL = "/afgoer/proev/"
PART = {"HX-Request": "true"}


def press(act: str, fields: dict[str, Any], headers: dict[str, str] | None = None) -> HttpResponse:
    """Press a button of the page as a visitor."""
    return Client().post(TRIAL, fields | {"act": act}, headers=headers)  # type: ignore[return-value]


def names(answer: Any) -> list[str]:
    """The names in the table of a page, row by row."""
    return [next(cell.value for cell in row.cells if cell.field == "name") for row in answer.context["portfolio"].rows]


def problems(answer: Any) -> list[str]:
    return [*answer.context["portfolio"].problems, *(said for _id, said in answer.context["portfolio"].wrong_cells)]


def stored_rows() -> int:
    """How many rows all tables of the database hold, but those that count how often somebody asks."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        return sum(cursor.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in sorted(tables))  # noqa: S608 - our own names


def test_the_page_begins_with_an_empty_table() -> None:
    answer: Any = Client().get(TRIAL)
    assert (answer.status_code, names(answer)) == (200, ["", "", ""])


def test_three_projects_get_an_answer() -> None:
    answer: Any = press("use", posted())
    assert (answer.status_code, names(answer)) == (200, ["Taget", "Facaden", "Kælderen"])
    assert html.escape(answer.context["page"].sentence, quote=False) in html.unescape(answer.content.decode())


def test_a_row_is_added_below_what_was_typed() -> None:
    assert names(press("add", posted())) == ["Taget", "Facaden", "Kælderen", ""]


def test_the_row_asked_for_is_removed() -> None:
    assert names(press("remove-1", posted())) == ["Taget", "Kælderen"]


def test_a_row_that_is_not_there_cannot_be_removed() -> None:
    assert names(press("remove-7", posted())) == ["Taget", "Facaden", "Kælderen"]


def test_the_last_row_leaves_an_empty_one() -> None:
    assert names(press("remove-0", posted([TAGET]))) == [""]


def test_the_table_is_emptied() -> None:
    answer: Any = press("clear", posted())
    assert (names(answer), answer.context["done"]) == (["", "", ""], _("The table is empty."))


def test_an_unknown_button_calculates() -> None:
    assert "page" in press("magic", posted()).context  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("cell", "typed"),
    [("budget", "-12"), ("budget", "mange"), ("planned_start", "snart"), ("duration", "0"), ("approval", "")],
)
def test_a_wrong_cell_is_told_where_it_stands_and_everything_typed_stays(cell: str, typed: str) -> None:
    answer: Any = press("use", posted() | {f"rows-1-{cell}": typed, "assumptions": CARRIED})
    shown = {found.name: found.value for row in answer.context["portfolio"].rows for found in row.cells}
    assert [where for where, _said in answer.context["portfolio"].wrong_cells] == [f"rows-1-{cell}"]
    assert shown == {name: text for name, text in posted().items() if name in shown} | {f"rows-1-{cell}": typed}
    assert (answer.context["assumptions"], "page" in answer.context) == (CARRIED, False)


def test_a_wrong_case_date_is_told_and_the_rows_stay() -> None:
    answer: Any = press("use", posted(case_date="2199-01-01"))
    assert (list(answer.context["dates"].errors), names(answer)) == (["case_date"], ["Taget", "Facaden", "Kælderen"])
    assert "page" not in answer.context


def test_an_empty_table_is_told() -> None:
    answer: Any = press("use", {"case_date": "2027-01-01", "rows-0-name": "", "rows-0-kind": "renovation"})
    assert (len(problems(answer)), "page" in answer.context) == (1, False)


STRANGE = ("🏗️ Blok 4", "مبنى الشمال", "<script>alert(1)</script>", "'; DROP TABLE x; --", "{{ 7|add:7 }}", "Ådal & Søn")


@pytest.mark.parametrize("name", STRANGE)
def test_any_name_is_taken_and_shown_as_text(name: str) -> None:
    answer: Any = press("use", posted([replace(TAGET, name=name, group=name), TAGET]))
    page = answer.content.decode()
    assert (answer.status_code, names(answer)[0]) == (200, name)
    assert html.escape(name) in page
    assert "<script>alert" not in page


def test_duplicate_names_are_taken_and_told() -> None:
    answer: Any = press("use", posted([TAGET, TAGET]))
    assert len(answer.context["portfolio"].notes) == 1


def test_past_dates_are_taken_and_told() -> None:
    answer: Any = press("use", posted([replace(TAGET, planned_start=date(2019, 5, 1))]))
    assert (len(answer.context["portfolio"].notes), len(answer.context["page"].warnings)) == (1, 1)


def test_what_is_told_of_a_row_that_was_pasted_is_told_of_where_it_stands_in_the_table() -> None:
    """The pasted header is row 1 of what was pasted and none of the table; a known name takes the row it has."""
    head = "Navn\tBudget\tPlanlagt start\tVarighed\tGodkendelse\n"
    late = "Kælderen\t20\t2028-01-01\t12\tscheme_a\nTaget\t40\t2019-05-01\t12\tscheme_a\n"
    answer: Any = press("paste", posted([TAGET]) | {"pasted": head + late})
    assert names(answer) == ["Taget", "Kælderen"]
    assert [note.partition(":")[0] for note in answer.context["portfolio"].notes] == ["Række 1"]


def test_five_hundred_projects_at_most() -> None:
    many = [replace(TAGET, name=f"Sag {n}") for n in range(501)]
    answer: Any = press("use", posted(many))
    assert (len(problems(answer)), len(names(answer)), "page" in answer.context) == (1, 500, False)


@pytest.mark.parametrize("name", ["demo", "real"])
def test_an_example_is_answered_and_labelled(name: str) -> None:
    answer: Any = Client().get(reverse("decisions:example", args=[name]))
    page = html.unescape(answer.content.decode())
    assert (answer.status_code, answer.context["page"].sentence in page) == (200, True)
    assert str(answer.context["example"]) in page


def test_an_example_keeps_its_label_when_it_is_changed() -> None:
    answer: Any = press("use", posted() | {"example": "real"})
    assert str(answer.context["example"]) in html.unescape(answer.content.decode())


def test_an_example_that_is_not_there_is_missing() -> None:
    assert Client().get(reverse("decisions:example", args=["other"])).status_code == 404


def test_the_panel_changes_the_answer() -> None:
    before: Any = press("use", posted())
    after: Any = press("use", posted() | {"price_level": "-20"})
    assert after.context["page"].changed_count == 1
    assert after.context["page"].figures[-2] != before.context["page"].figures[-2]


def test_a_wrong_panel_keeps_what_was_typed_and_the_answer_without_it() -> None:
    answer: Any = press("use", posted() | {"price_level": "-99", "term": "40", "assumptions": CARRIED})
    assert list(answer.context["panel"].errors) == ["price_level"]
    assert [answer.context["panel"][name].value() for name in ("price_level", "term")] == ["-99", "40"]
    assert (answer.context["case"].assumptions, answer.context["page"].changed_count) == (CHANGED, 1)


def test_assumptions_carried_are_used_and_carried_on() -> None:
    answer: Any = press("use", posted() | {"assumptions": CARRIED})
    assert (answer.context["case"].assumptions, answer.context["assumptions"]) == (CHANGED, CARRIED)


def test_unreadable_assumptions_are_told_and_the_projects_kept() -> None:
    answer: Any = press("use", posted() | {"assumptions": '{"shift": 1e999'})
    assert (answer.context["case"].assumptions, names(answer)) == (Assumptions(), ["Taget", "Facaden", "Kælderen"])
    assert answer.context["carried_problem"] in html.unescape(answer.content.decode())


def test_a_part_of_the_page_is_the_answer_alone_as_it_stands_on_the_page() -> None:
    page, part = (" ".join(press("use", posted(), asked).content.decode().split()) for asked in ({}, PART))
    assert part.startswith('<div class="answer" id="answer">')
    assert (part in page, 'name="rows-0-name"' in part) == (True, False)


def test_when_rows_no_longer_hold_the_whole_form_takes_the_place_of_the_answer() -> None:
    answer = press("use", posted() | {"rows-0-budget": "x"}, PART)
    wanted = {"HX-Retarget": "#case", "HX-Reselect": "#case", "HX-Reswap": "outerHTML"}
    assert {name: answer.headers.get(name) for name in wanted} == wanted


def test_break_even_is_a_page_that_leads_back_with_everything() -> None:
    answer: Any = Client().post(f"{TRIAL}graense/", posted() | {"assumptions": CARRIED})
    page = html.unescape(answer.content.decode())
    assert 'name="rows-0-name" value="Taget"' in page
    assert f'name="assumptions" value="{CARRIED}"' in page
    assert answer.context["break_even_words"] in page


def test_what_drives_the_answer_is_a_page_that_leads_back_with_everything() -> None:
    answer: Any = Client().post(f"{TRIAL}hvad-driver/", posted() | {"assumptions": CARRIED})
    page = html.unescape(answer.content.decode())
    assert f'name="assumptions" value="{CARRIED}"' in page
    assert answer.context["findings"].verdict.notes[0] in page
    assert "#outcomes-section" not in page


def test_what_drives_the_answer_as_a_part_brings_the_whole_verdict() -> None:
    part = Client().post(f"{TRIAL}hvad-driver/", posted(), headers=PART).content.decode()
    assert ("<html" in part, "<svg" in part, 'id="verdict"' in part) == (False, True, True)


def test_a_changed_answer_says_what_it_was_with_the_standard_values() -> None:
    plain: Any = press("use", posted())
    changed: Any = press("use", posted() | {"assumptions": CARRIED})
    assert plain.context["page"].with_standard == ""
    assert changed.context["page"].with_standard in html.unescape(changed.content.decode())
    assert changed.context["page"].with_standard.startswith("Med standardværdier: ")


def test_the_scale_of_verdicts_shows_the_one_reached_and_so_does_the_part_that_takes_its_place() -> None:
    answer: Any = press("use", posted())
    part: Any = Client().post(f"{TRIAL}hvad-driver/", posted(), headers=PART)
    verdicts = answer.context["page"].verdict, part.context["findings"].verdict
    shown = [reached(one.content.decode()) for one in (answer, part)]
    assert shown == [[str(VerdictAnswer(one.answer).label)] for one in verdicts]


def test_break_even_for_a_part_of_the_page_is_the_chart_alone() -> None:
    answer = Client().post(f"{TRIAL}graense/", posted(), headers=PART)
    assert (answer.status_code, b"<html" in answer.content, b"<svg" in answer.content) == (200, False, True)


@pytest.mark.parametrize("page", ["graense/", "hvad-driver/", "gem/", "hent/"])
def test_wrong_rows_lead_back_to_the_table_from_every_button(page: str) -> None:
    answer: Any = Client().post(f"{TRIAL}{page}", posted() | {"rows-2-budget": "x"})
    assert (names(answer), len(problems(answer))) == (["Taget", "Facaden", "Kælderen"], 1)


def test_all_assumptions_are_shown_with_everything_carried() -> None:
    answer = Client().post(f"{TRIAL}forudsaetninger/", posted() | {"assumptions": CARRIED})
    page = html.unescape(answer.content.decode())
    assert 'name="rows-2-name" value="Kælderen"' in page
    assert f'name="assumptions" value="{CARRIED}"' in page


def test_typed_ranges_are_carried_to_the_next_model() -> None:
    typed = {"here": PARTNERSHIP, "model": "common", "term-typical": "30"}
    answer: Any = Client().post(f"{TRIAL}forudsaetninger/", posted() | typed)
    assert '"strategic_partnership.term": [30.0, 30.0, 30.0]' in html.unescape(answer.content.decode())
    assert answer.context["here"] == "common"


def test_wrong_ranges_stay_where_they_are() -> None:
    typed = {"here": PARTNERSHIP, "model": "common", "term-least": "30", "term-typical": "3"}
    answer: Any = Client().post(f"{TRIAL}forudsaetninger/", posted() | typed)
    assert (answer.context["here"], list(answer.context["form"].errors)) == (PARTNERSHIP, ["term-typical"])
    assert answer.context["form"]["term-least"].value() == "30"


def test_assumptions_are_put_back_all_at_once() -> None:
    answer = Client().post(f"{TRIAL}forudsaetninger/", posted() | {"assumptions": CARRIED, "reset": "1"})
    assert 'name="assumptions" value="{}"' in answer.content.decode()


def test_an_answer_is_calculated_with_the_ranges_just_typed() -> None:
    typed = {"here": PARTNERSHIP, "act": "calculate", "term-typical": "30"}
    answer: Any = Client().post(f"{TRIAL}forudsaetninger/", posted() | typed)
    assert answer.context["case"].assumptions.overrides == {(PARTNERSHIP, "term"): Range(30, 30, 30)}


def test_a_model_that_is_not_there_has_no_assumptions() -> None:
    assert Client().get("/afgoer/forudsaetninger/?model=magic").status_code == 404
    assert Client().post(f"{TRIAL}forudsaetninger/", posted() | {"here": "not_yet"}).status_code == 404


@pytest.mark.parametrize("model", ["separate", "joint_partnership", "common"])
def test_the_shipped_assumptions_are_read_by_everybody_without_fields(model: str) -> None:
    answer: Any = Client().get(f"/afgoer/forudsaetninger/?model={model}")
    assert (answer.context["here_name"] in answer.content.decode(), b"<fieldset" in answer.content) == (True, False)


def test_nothing_a_visitor_does_leaves_a_row_or_a_cookie_of_a_session() -> None:
    client, before = Client(), stored_rows()
    client.get(TRIAL)
    for page in ("", "graense/", "gem/", "hent/", "forudsaetninger/"):
        assert client.post(f"{TRIAL}{page}", posted()).status_code == 200
    client.get(reverse("decisions:example", args=["demo"]))
    assert (stored_rows(), "sessionid" in client.cookies) == (before, False)


def test_a_visitor_who_saves_is_told_to_sign_in_and_keeps_every_row() -> None:
    answer: Any = Client().post(f"{TRIAL}gem/", posted() | {"assumptions": CARRIED})
    assert (names(answer), answer.context["must_sign_in"]) == (["Taget", "Facaden", "Kælderen"], True)
    assert answer.context["assumptions"] == CARRIED
    assert reverse("account_login") in answer.content.decode()


def test_somebody_without_an_organisation_is_told_what_to_do_instead(
    newcomer: Person, client_of: Callable[[Person | None], Client]
) -> None:
    before = stored_rows()
    answer: Any = client_of(newcomer).post(f"{TRIAL}gem/", posted())
    told = _("Your account does not act for an organisation yet, so there is nowhere to save.")
    assert (told in answer.content.decode(), names(answer)) == (True, ["Taget", "Facaden", "Kælderen"])
    assert stored_rows() == before + 2  # the session of the one signed in, and its line on the list of sessions


def test_what_the_panel_says_is_saved_with_a_first_answer(
    member: Person, client_of: Callable[[Person | None], Client]
) -> None:
    fields = posted() | {"assumptions": CARRIED, "price_level": "2", "ceiling": "455,5"}
    answer = client_of(member).post(f"{TRIAL}gem/", fields)
    file = DecisionFile.objects.get()
    kept = Assumptions.from_json(file.assumptions)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("decisions:edit", args=[file.pk]))
    assert (kept.ceiling, set(kept.overrides)) == (455.5, {(PARTNERSHIP, "term"), (PARTNERSHIP, "price_level")})
    assert (file.case_date, file.organisation_id) == (date(2027, 1, 1), member.memberships.get().organisation_id)


def test_a_list_that_would_grow_too_long_is_told_and_nothing_is_lost_or_stored(
    member: Person, organisation: Organisation, client_of: Callable[[Person | None], Client]
) -> None:
    row = {"organisation": organisation, "budget": 1, "planned_start": "2028-01-01", "duration": 5}
    Project.objects.bulk_create([Project(name=f"Sag {n}", **row) for n in range(498)])
    answer: Any = client_of(member).post(f"{TRIAL}gem/", posted())
    assert (len(problems(answer)), names(answer)) == (1, ["Taget", "Facaden", "Kælderen"])
    assert (Project.objects.count(), DecisionFile.objects.count()) == (498, 0)


def test_the_posted_table_can_be_taken_home_and_brought_back() -> None:
    taken = Client().post(f"{TRIAL}hent/", posted())
    brought = SimpleUploadedFile("projekter.xlsx", taken.content)
    answer: Any = press("upload", {"case_date": "2027-01-01", "file": brought})
    assert names(answer) == ["Taget", "Facaden", "Kælderen"]
    again: Any = press("use", {c.name: c.value for row in answer.context["portfolio"].rows for c in row.cells} |
                       {"case_date": "2027-01-01"})  # fmt: skip
    assert again.context["case"].facts == THREE


def test_a_budget_with_thousands_is_read_in_the_language_of_the_page() -> None:
    danish: Any = press("use", posted([TAGET]) | {"rows-0-budget": "1.234,5"})
    english: Any = Client().post("/en/afgoer/proev/", posted([TAGET]) | {"rows-0-budget": "1,234.5", "act": "use"})
    assert [one.context["case"].facts[0].budget for one in (danish, english)] == [Decimal("1234.5")] * 2
