"""The pages of a decision file: what is looked at changes nothing stored, and what is saved says so."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from maskinrum.decisions.actions import change_assumptions
from maskinrum.decisions.analysis.assumptions import Assumptions, Range
from maskinrum.decisions.analysis.remembering import standard_chance_of
from maskinrum.decisions.enums import VerdictAnswer
from maskinrum.decisions.models import DecisionFile, PortfolioSnapshot
from maskinrum.decisions.queries import latest_snapshot, snapshot_facts
from maskinrum.decisions.views.files import case_of
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import ApprovalState
from maskinrum.partnerships.facts import Delay
from maskinrum.partnerships.models import Project
from maskinrum.shared.figures import of_hundred
from tests.decisions.making import TAGET, address, listed, opened, told
from tests.decisions.reached import reached

Browser = Callable[[Person | None], Client]
Constant = Callable[[Callable[[int], object], Callable[[], HttpResponse]], None]
PARTNERSHIP = "strategic_partnership"
PART = {"HX-Request": "true"}


def stored(file: DecisionFile) -> Assumptions:
    return Assumptions.from_json(DecisionFile.objects.get(pk=file.pk).assumptions)


def test_the_page_shows_the_answer_and_what_it_rests_on(file: DecisionFile, browser: Client) -> None:
    answer = browser.get(address("file", file))
    page = html.unescape(answer.content.decode())
    assert (answer.context["page"].sentence in page, "Partnerskab 2028" in page) == (True, True)
    assert answer.context["case"].facts == tuple(snapshot_facts(latest_snapshot(file)))


def test_what_the_address_says_differently_is_calculated_and_nothing_is_stored(
    file: DecisionFile, browser: Client
) -> None:
    before = (DecisionFile.objects.values().get(), PortfolioSnapshot.objects.count())
    plain, changed = browser.get(address("file", file)), browser.get(address("file", file), {"price_level": "-20"})
    assert [answer.context["differs"] for answer in (plain, changed)] == [False, True]
    assert changed.context["page"].figures[-2] != plain.context["page"].figures[-2]
    assert (DecisionFile.objects.values().get(), PortfolioSnapshot.objects.count()) == before


def test_a_changed_answer_says_what_it_was_with_the_standard_values(file: DecisionFile, browser: Client) -> None:
    chance = of_hundred(standard_chance_of(replace(case_of(file), assumptions=Assumptions(shift=24))))
    plain, changed = browser.get(address("file", file)), browser.get(address("file", file), {"price_level": "-20"})
    notice = changed.context["page"].with_standard
    assert (plain.context["page"].with_standard, chance in notice) == ("", True)
    assert notice in html.unescape(changed.content.decode())
    without = browser.get(address("file", file), {"alternatives": "parallel_frameworks"})
    assert without.context["page"].with_standard == ""


def test_an_address_that_means_nothing_is_told_and_the_saved_answer_shown(file: DecisionFile, browser: Client) -> None:
    answer = browser.get(address("file", file), {"price_level": "meget"})
    assert (list(answer.context["panel"].errors), answer.context["differs"]) == (["price_level"], False)
    assert answer.context["panel"]["price_level"].value() == "meget"


def test_the_part_that_changes_is_in_the_answer_to_a_part_of_the_page(file: DecisionFile, browser: Client) -> None:
    answer = browser.get(address("file", file), {"term": "36"}, headers=PART)
    assert (answer.status_code, b'id="answer"' in answer.content) == (200, True)


def test_everything_linked_from_a_changed_answer_is_calculated_alike(file: DecisionFile, browser: Client) -> None:
    page = html.unescape(browser.get(address("file", file), {"term": "36"}).content.decode())
    assert [kind for kind in ("xlsx", "csv", "json") if f"{address('export', file, kind)}?term=36" not in page] == []
    assert f"{address('break_even', file)}?term=36" in page


def test_what_the_panel_says_is_saved_in_the_file(file: DecisionFile, browser: Client) -> None:
    form = {"keep": "1", "what_if": "term=36&shift=18", "revision": str(file.revision)}
    answer = browser.post(address("edit", file), form, follow=True)
    assert (stored(file).shift, stored(file).overrides) == (18, {(PARTNERSHIP, "term"): Range(36, 36, 36)})
    assert told(answer) == [_("The assumptions are saved in the file.")]


@pytest.mark.parametrize("revision", ["", "0", "x", "²", "9" * 30])
def test_a_page_that_does_not_know_the_files_revision_saves_nothing(
    revision: str, file: DecisionFile, browser: Client
) -> None:
    answer = browser.post(address("edit", file), {"keep": "1", "what_if": "shift=18", "revision": revision})
    assert (answer.status_code, stored(file)) == (400, Assumptions())


def test_the_second_of_two_tabs_is_told_of_the_first(file: DecisionFile, browser: Client) -> None:
    form = {"keep": "1", "revision": str(file.revision)}
    browser.post(address("edit", file), form | {"what_if": "shift=18"})
    answer = browser.post(address("edit", file), form | {"what_if": "shift=6"})
    assert (answer.status_code, stored(file).shift) == (400, 18)


def test_a_panel_that_does_not_hold_is_not_saved(file: DecisionFile, browser: Client) -> None:
    form = {"keep": "1", "what_if": "term=999", "revision": str(file.revision)}
    assert (browser.post(address("edit", file), form).status_code, stored(file)) == (400, Assumptions())


def test_break_even_is_a_page_and_a_part_of_one(file: DecisionFile, browser: Client) -> None:
    page, part = browser.get(address("break_even", file)), browser.get(address("break_even", file), headers=PART)
    assert [b"<html" in answer.content for answer in (page, part)] == [True, False]
    assert page.context["break_even_words"] in html.unescape(part.content.decode())


def test_what_drives_the_answer_is_a_page_and_a_part_of_one(file: DecisionFile, browser: Client) -> None:
    page, part = (browser.get(address("findings", file), headers=headers) for headers in ({}, PART))
    words = page.context["findings"].verdict
    assert (b"<html" in page.content, b"<html" in part.content) == (True, False)
    assert words.strongest.text in html.unescape(page.content.decode())
    assert ("hx-swap-oob" in page.content.decode(), "hx-swap-oob" in part.content.decode()) == (False, True)
    assert f"{address('file', file)}?#outcomes-section" in page.content.decode()


def test_the_scale_of_verdicts_shows_the_one_reached_and_so_does_the_part_that_takes_its_place(
    file: DecisionFile, browser: Client
) -> None:
    answer: Any = browser.get(address("file", file))
    part: Any = browser.get(address("findings", file), headers=PART)
    verdicts = answer.context["page"].verdict, part.context["findings"].verdict
    shown = [reached(one.content.decode()) for one in (answer, part)]
    assert shown == [[str(VerdictAnswer(one.answer).label)] for one in verdicts]


def test_without_the_partnership_nothing_is_said_to_drive_it(file: DecisionFile, browser: Client) -> None:
    answer = browser.get(f"{address('findings', file)}?alternatives=parallel_frameworks")
    page = browser.get(f"{address('file', file)}?alternatives=parallel_frameworks")
    assert (answer.status_code, answer.context["findings"], page.context["page"].verdict) == (200, None, None)


@pytest.mark.parametrize("chosen", ["alternatives=adviser_framework", "realisation=portfolio", "ceiling=1"])
def test_break_even_is_calculated_whatever_is_compared(chosen: str, file: DecisionFile, browser: Client) -> None:
    assert browser.get(f"{address('break_even', file)}?{chosen}").status_code == 200
    assert browser.get(f"{address('file', file)}?{chosen}").status_code == 200


def test_title_date_and_note_are_changed(file: DecisionFile, browser: Client) -> None:
    form = {"title": "Efterår", "case_date": "2028-02-01", "note": "Til bestyrelsen", "revision": str(file.revision)}
    answer = browser.post(address("edit", file), form)
    now_stored = DecisionFile.objects.get()
    assert (answer.headers["Location"], now_stored.title) == (address("file", file), "Efterår")
    assert (now_stored.case_date, now_stored.note) == (date(2028, 2, 1), "Til bestyrelsen")


@pytest.mark.parametrize(
    ("field", "typed"), [("title", ""), ("title", " \u200b "), ("title", "x" * 201), ("case_date", "1999-12-31"),
                         ("case_date", "i morgen"), ("note", "x" * 5001)]
)  # fmt: skip
def test_a_wrong_title_date_or_note_is_told_and_nothing_stored(
    field: str, typed: str, file: DecisionFile, browser: Client
) -> None:
    form = {"title": "Efterår", "case_date": "2028-02-01", "note": "N"} | {field: typed}
    answer = browser.post(address("edit", file), form)
    assert (list(answer.context["form"].errors), DecisionFile.objects.get().title) == ([field], "Partnerskab 2028")


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "🏠 مبنى"])
def test_any_title_and_note_are_shown_as_text(title: str, file: DecisionFile, browser: Client) -> None:
    form = {"title": title, "case_date": "2028-02-01", "note": title, "revision": str(file.revision)}
    browser.post(address("edit", file), form)
    page = browser.get(address("file", file)).content.decode()
    assert (html.escape(title) in page, "<script>alert" in page) == (True, False)


def test_projects_are_chosen_again_as_they_stand_today(file: DecisionFile, browser: Client) -> None:
    Project.objects.filter(name="Facaden").update(budget=133)
    chosen = Project.objects.exclude(name="Taget")
    form = {"projects": [str(one.pk) for one in chosen], "revision": str(file.revision)}
    answer = browser.post(address("projects", file), form, follow=True)
    assert [(one.name, float(one.budget)) for one in snapshot_facts(latest_snapshot(file))] == [
        ("Facaden", 133), ("Kælderen", 17.6),
    ]  # fmt: skip
    assert told(answer) == [_("The file now rests on the projects as they stand today.")]


def test_projects_inside_the_file_are_ticked_beforehand(
    file: DecisionFile, organisation: Organisation, browser: Client, viewer: Viewer, now: datetime
) -> None:
    (other,) = listed(organisation, viewer, now, replace(TAGET, name="Senere"))
    ticked = browser.get(address("projects", file)).context["chosen"].initial["projects"]
    assert (len(ticked), str(other.pk) in ticked) == (3, False)


def test_projects_of_the_same_name_are_told_apart_where_one_chooses(file: DecisionFile, browser: Client) -> None:
    Project.objects.filter(name="Facaden").update(name="Taget", approval=ApprovalState.IDEA)
    page = browser.get(address("projects", file)).content.decode()
    hints = re.findall('<bdi>Taget</bdi><span class="choice-hint">([^<]+)', page)
    assert [re.sub(r"\s", " ", hint) for hint in hints] == [
        "42 mio. kr. · september 2028 · Skema A (tilsagn fra Landsbyggefonden)",
        "120 mio. kr. · marts 2028 · Idé",
    ]


def test_an_own_chance_and_delay_stand_beside_the_approval(
    organisation: Organisation, browser: Client, viewer: Viewer, now: datetime
) -> None:
    own = replace(TAGET, realisation=Decimal("0.85"), delay=Delay(Decimal(0), Decimal(3), Decimal(12)))
    page = browser.get(address("file", opened(organisation, viewer, now, own))).content.decode()
    assert "egen sandsynlighed 85\u202f%" in page
    assert "egen forsinkelse 0 … 3 … 12 måneder" in page


def test_no_project_chosen_is_told(file: DecisionFile, browser: Client) -> None:
    answer = browser.post(address("projects", file), {})
    assert (list(answer.context["chosen"].errors), PortfolioSnapshot.objects.count()) == (["projects"], 1)


def test_a_new_file_rests_on_the_chosen_projects(
    organisation: Organisation, viewer: Viewer, browser: Client, now: datetime
) -> None:
    first, _second, third = listed(organisation, viewer, now)
    form = {"title": "Ny", "case_date": "2027-06-01", "projects": [str(third.pk), str(first.pk)]}
    answer = browser.post(reverse("decisions:new"), form)
    file = DecisionFile.objects.get()
    assert (answer.headers["Location"], file.case_date) == (address("file", file), date(2027, 6, 1))
    assert [one.name for one in snapshot_facts(latest_snapshot(file))] == ["Taget", "Kælderen"]


def test_a_new_file_without_a_title_keeps_what_was_chosen(
    organisation: Organisation, viewer: Viewer, browser: Client, now: datetime
) -> None:
    first, *_others = listed(organisation, viewer, now)
    answer = browser.post(reverse("decisions:new"), {"case_date": "2027-06-01", "projects": str(first.pk)})
    assert (list(answer.context["form"].errors), answer.context["chosen"]["projects"].value()) == (
        ["title"], [str(first.pk)],
    )  # fmt: skip


def test_without_projects_a_new_file_leads_to_the_list(browser: Client) -> None:
    assert reverse("partnerships:projects") in browser.get(reverse("decisions:new")).content.decode()


def test_a_file_is_removed_after_being_asked(file: DecisionFile, browser: Client) -> None:
    assert (browser.get(address("remove", file)).status_code, DecisionFile.objects.count()) == (200, 1)
    answer = browser.post(address("remove", file), follow=True)
    assert (answer.redirect_chain[-1][0], DecisionFile.objects.count()) == (reverse("decisions:index"), 0)


def test_a_range_of_ones_own_is_saved_and_shown_beside_the_standard(file: DecisionFile, browser: Client) -> None:
    form = {"model": PARTNERSHIP, "revision": str(file.revision), "term-typical": "30"}
    answer = browser.post(address("assumptions", file), form, follow=True)
    assert stored(file).overrides == {(PARTNERSHIP, "term"): Range(30, 30, 30)}
    assert answer.context["form"]["term-typical"].value() == 30


def test_assumptions_saved_for_one_model_leave_the_others(
    file: DecisionFile, browser: Client, viewer: Viewer, now: datetime
) -> None:
    other = ("joint_partnership", "term")
    current = change_assumptions(
        file, assumptions=Assumptions(overrides={other: Range(30, 30, 30)}), expected_revision=file.revision,
        viewer=viewer, now=now,
    )  # fmt: skip
    browser.post(address("assumptions", file), {"model": PARTNERSHIP, "revision": str(current.revision)})
    assert stored(file).overrides == {other: Range(30, 30, 30)}


def test_assumptions_are_put_back_all_at_once(
    file: DecisionFile, browser: Client, viewer: Viewer, now: datetime
) -> None:
    current = change_assumptions(
        file, assumptions=Assumptions(shift=6, ceiling=99), expected_revision=file.revision, viewer=viewer, now=now
    )
    browser.post(address("assumptions", file), {"reset": "1", "revision": str(current.revision)})
    assert stored(file) == Assumptions()


def test_a_colleagues_assumptions_are_not_overwritten_and_mine_stay_in_the_fields(
    file: DecisionFile, browser: Client, viewer: Viewer, now: datetime
) -> None:
    change_assumptions(file, assumptions=Assumptions(shift=6), expected_revision=file.revision, viewer=viewer, now=now)
    form = {"model": PARTNERSHIP, "revision": str(file.revision - 1), "term-typical": "30"}
    answer = browser.post(address("assumptions", file), form)
    assert (len(answer.context["form"].non_field_errors()), stored(file)) == (1, Assumptions(shift=6))
    assert answer.context["form"]["term-typical"].value() == "30"


def test_a_wrong_range_is_told_and_nothing_stored(file: DecisionFile, browser: Client) -> None:
    form = {"model": PARTNERSHIP, "revision": str(file.revision), "term-least": "40", "term-typical": "30"}
    answer = browser.post(address("assumptions", file), form)
    assert (list(answer.context["form"].errors), stored(file)) == (["term-typical"], Assumptions())


def test_the_index_asks_as_much_for_three_files_as_for_one(
    organisation: Organisation, viewer: Viewer, browser: Client, now: datetime, assert_constant_queries: Constant
) -> None:
    def files(count: int) -> None:
        for _number in range(count):
            opened(organisation, viewer, now)

    assert_constant_queries(files, lambda: browser.get(reverse("decisions:index")))  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize("name", ["decisions:new", "partnerships:projects"])
def test_lists_of_projects_ask_as_much_for_three_as_for_one(
    name: str, organisation: Organisation, viewer: Viewer, browser: Client, now: datetime,
    assert_constant_queries: Constant,
) -> None:  # fmt: skip
    def projects(count: int) -> None:
        for number in range(count):
            row = {"budget": 1, "planned_start": "2028-01-01", "duration": 5}
            Project.objects.create(organisation=organisation, name=f"Sag {number}", **row)

    assert_constant_queries(projects, lambda: browser.get(reverse(name)))  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize("page", ["file", "break_even", "findings", "projects", "assumptions"])
def test_a_file_asks_as_much_for_three_projects_as_for_one(
    page: str, organisation: Organisation, viewer: Viewer, browser: Client, now: datetime,
    assert_constant_queries: Constant,
) -> None:  # fmt: skip
    file, rows = opened(organisation, viewer, now, TAGET), []

    def projects(count: int) -> None:
        rows.extend([{"project": str(file.pk), "facts": TAGET.to_json()}] * count)
        PortfolioSnapshot.objects.filter(decision_file=file).update(rows=rows)

    assert_constant_queries(projects, lambda: browser.get(address(page, file)))  # type: ignore[arg-type,return-value]
