"""What came of the projects, held against what a stored analysis said of them."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maskinrum.decisions.actions import explore_analysis
from maskinrum.decisions.actions.explorations import work_on_exploration
from maskinrum.decisions.analysis.exploring import ProjectForecast
from maskinrum.decisions.analysis.hindsight import StatedRange, look_back
from maskinrum.decisions.forms import OutcomesForm
from maskinrum.decisions.models import Analysis, DecisionFile
from maskinrum.decisions.reports.hindsight import hindsight_page
from maskinrum.organisations.actions import grant_access
from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.actions import save_project_list
from maskinrum.partnerships.enums import ProjectEnd
from maskinrum.partnerships.facts import Outcome
from maskinrum.partnerships.models import Project
from maskinrum.partnerships.queries import list_version, outcome_of, projects
from maskinrum.shared.figures import money, unknown
from tests.decisions.making import CASE_DATE, case
from tests.decisions.test_analyses import kept

Browser = Callable[[Person | None], Client]
DONE = ProjectEnd.HANDED_OVER


def forecast(row: int, *, chance: float = 0.9) -> ProjectForecast:
    return ProjectForecast(row, f"Sag {row}", chance, StatedRange(90, 100, 120), StatedRange(20, 24, 30))


def came(cost: str | None, months: int | None = None) -> Outcome:
    day = None if months is None else date(CASE_DATE.year + months // 12, CASE_DATE.month + months % 12, 1)
    return Outcome(DONE, day, None if cost is None else Decimal(cost))


@pytest.fixture
def analysis(file: DecisionFile, viewer: Viewer, now: datetime) -> Analysis:
    """A stored version with its forecasts."""
    stored = kept(file, viewer, now)
    job = explore_analysis(stored, viewer=viewer, now=now)
    work_on_exploration.call(str(job.pk), str(job.claim))
    return stored


def address(name: str, analysis: Analysis) -> str:
    return reverse(f"decisions:{name}", args=[analysis.decision_file_id, analysis.pk])


def typed(browser: Client, analysis: Analysis, *rows: dict[str, str]) -> dict[str, Any]:
    """What the page sends when these are written of the projects in order, the rest as it stands."""
    form = browser.get(address("outcomes", analysis)).context
    data = {"version": form["version"]}
    for row, told in zip(form["form"].rows(), rows, strict=False):
        data |= {f"{row['project'].pk}-{name}": value for name, value in told.items()}
    return data


def test_each_value_falls_in_one_of_four_parts_ends_within() -> None:
    costs = ["89", "90", "100", "101", "120", "121"]
    found = look_back(
        [forecast(row) for row in range(7)], {row: came(cost) for row, cost in enumerate(costs)}, CASE_DATE
    )
    # A value at an end lies within it: 90 and 100 in the lower half, 101 and 120 in the upper.
    assert (found.cost.n, found.cost.parts, found.time.n) == (6, (1, 2, 2, 1), 0)
    assert found.cost.inside == 4
    assert found.cost.share == pytest.approx(4 / 6)
    assert found.total is not None
    assert found.total.ratio == pytest.approx(621 / 600)
    assert (found.total.sd, found.is_joint) == (None, False)


def test_a_share_of_few_is_wide_even_where_all_held() -> None:
    found = look_back([forecast(row) for row in range(6)], {row: came("100") for row in range(6)}, CASE_DATE)
    # Wilson's interval of 6 of 6 at 95 per cent.
    assert found.cost.spread == pytest.approx((0.6097, 1.0), abs=5e-4)


def told_together(count: int, drawn: str) -> list[ProjectForecast]:
    """Forecasts that all came out alike in every future: where one was, all were."""
    steps = tuple(float(90 + step) for step in range(20))
    return [
        replace(
            forecast(row),
            building=StatedRange(92, 100, 107),
            building_mean=99.5,
            building_drawn=drawn,
            building_steps=steps,
            handover_drawn=drawn,
        )
        for row in range(count)
    ]


EVENLY = "abcdefghijklmnopqrst"


def test_what_is_paid_is_held_against_the_building_cost_and_the_sum_against_the_sum_of_means() -> None:
    found = look_back(told_together(4, EVENLY), {row: came("91") for row in range(4)}, CASE_DATE)
    assert found.is_joint
    assert (found.cost.parts, found.cost.inside) == ((4, 0, 0, 0), 0)  # within the range of all that falls on it
    assert found.total is not None
    assert found.total.ratio == pytest.approx(91 / 99.5)
    assert found.total.sd == pytest.approx((sum((90 + step - 99.5) ** 2 for step in range(20)) / 20) ** 0.5 / 99.5)


def test_projects_that_come_out_alike_tell_no_more_than_one() -> None:
    alike = look_back(told_together(6, EVENLY), {row: came("100", 24) for row in range(6)}, CASE_DATE)
    assert [alike.cost.worth, alike.time.worth] == pytest.approx([1.0, 1.0])
    alone = look_back([forecast(row) for row in range(6)], {row: came("100") for row in range(6)}, CASE_DATE)
    assert alike.cost.spread[0] < 0.3
    assert alone.cost.spread[0] > 0.6
    certain = look_back(told_together(6, "k" * 20), {row: came("100") for row in range(6)}, CASE_DATE)
    assert certain.cost.worth == 6  # no draw ends outside, so there is nothing to vary together


def test_how_many_were_to_be_expected_varies_as_the_projects_do_together() -> None:
    half = "k" * 10 + "-" * 10
    done = look_back(told_together(4, half), {row: came("100") for row in range(4)}, CASE_DATE)
    assert done.ended.sd == pytest.approx(4 * 0.5)  # all or none; 1.0 were each on its own


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_the_forecast_is_of_is_said(language: str) -> None:
    outcomes = {row: came("100") for row in range(2)}
    with override(language):
        new = hindsight_page(look_back(told_together(2, EVENLY), outcomes, CASE_DATE), case())
        old = hindsight_page(look_back([forecast(row) for row in range(2)], outcomes, CASE_DATE), case())
    assert new.basis != old.basis
    assert new.total != old.total
    assert ("12" in new.total, "92" in new.rows[0].cost_said) == (True, True)
    assert "90" in old.rows[0].cost_said


def test_handover_is_counted_in_months_from_the_case_date() -> None:
    found = look_back([forecast(row) for row in range(3)], {0: came(None, 20), 1: came(None, 31)}, CASE_DATE)
    assert ([one.months for one in found.came], found.time.parts) == ([20.0, 31.0, None], (0, 1, 0, 1))


def test_how_many_were_carried_out_is_held_against_those_that_have_ended() -> None:
    outcomes = {0: came("100"), 1: Outcome(ProjectEnd.GIVEN_UP)}
    found = look_back([forecast(row, chance=chance) for row, chance in enumerate((0.9, 0.5, 0.1))], outcomes, CASE_DATE)
    assert (found.ended.known, found.ended.handed_over) == (2, 1)
    assert found.ended.expected == pytest.approx(1.4)
    assert found.ended.sd == pytest.approx((0.09 + 0.25) ** 0.5)


def test_a_project_never_carried_out_in_the_forecast_has_no_range_to_hold() -> None:
    never = ProjectForecast(0, "Sag", 0.0, None, None)
    found = look_back([never], {0: came("100", 20)}, CASE_DATE)
    assert (found.cost.n, found.time.n, found.total) == (0, 0, None)
    with override("da"):
        (row,) = hindsight_page(found, case()).rows
    assert (row.cost_said, row.time_said) == ("ingen", "ingen")


@pytest.mark.django_db
def test_few_projects_are_said_to_say_little_and_ten_are_not() -> None:
    pages = [
        hindsight_page(
            look_back([forecast(row) for row in range(n)], {row: came("100", 20) for row in range(n)}, CASE_DATE),
            case(),
        )
        for n in (9, 10)
    ]
    assert [bool(page.few) for page in pages] == [True, False]
    cost_alone = look_back([forecast(row) for row in range(10)], {row: came("100") for row in range(10)}, CASE_DATE)
    assert hindsight_page(cost_alone, case()).few == ""


def test_the_least_final_cost_is_a_thousand_kroner() -> None:
    project = Project(name="Taget")
    for typed_cost, is_right in (("0,001", True), ("0", False)):
        told = {f"{project.pk}-end": "handed_over", f"{project.pk}-outturn": typed_cost}
        assert OutcomesForm(told, projects=[project], today=CASE_DATE).is_valid() == is_right


def test_what_is_written_stands_on_the_projects_and_is_held_against_the_forecast(
    analysis: Analysis, browser: Client, now: datetime
) -> None:
    data = typed(
        browser, analysis,
        {"end": "handed_over", "handed_over_on": "2025-10-01", "outturn": "44,25"}, {"end": "given_up"},
    )  # fmt: skip
    answer = browser.post(address("outcomes", analysis), data, follow=True)
    first, second, third = Project.objects.order_by("position")
    assert [outcome_of(one) for one in (first, second, third)] == [
        Outcome(DONE, date(2025, 10, 1), Decimal("44.250")), Outcome(ProjectEnd.GIVEN_UP), Outcome(),
    ]  # fmt: skip
    page = answer.context["page"]
    assert ([row.cost_came for row in page.rows], page.cost.parts[0][1] != "") == ([money(44.25), "ingen", ""], True)
    assert [row.time_came for row in page.rows][1:] == ["aldrig", ""]  # given up is not unknown
    event = AuditEvent.objects.filter(verb="record_outcome").order_by("id")[0]
    assert event.changes["outturn"] == "changed"  # everybody who reads the log would else know what it cost
    assert AuditEvent.objects.filter(verb="record_outcome").count() == 2


def test_a_project_taken_off_the_list_may_still_be_told_of(
    analysis: Analysis, browser: Client, viewer: Viewer, now: datetime
) -> None:
    version = list_version(list(projects(viewer)))
    save_project_list(analysis.decision_file.organisation, rows=[], expected_version=version, viewer=viewer, now=now)
    browser.post(address("outcomes", analysis), typed(browser, analysis, {"end": "given_up"}))
    assert Project.objects.filter(end="given_up", removed_at__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"end": "", "outturn": "12"}, "end"),
        ({"end": "given_up", "handed_over_on": "2025-01-01"}, "end"),
        ({"end": "handed_over", "handed_over_on": "2999-01-01"}, "handed_over_on"),
        ({"end": "handed_over", "outturn": "-3"}, "outturn"),
        ({"end": "handed_over", "outturn": "meget"}, "outturn"),
    ],
    ids=["cost without an end", "day of one given up", "day to come", "negative", "no number"],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_lost(
    analysis: Analysis, browser: Client, told: dict[str, str], wrong: str
) -> None:
    data = typed(browser, analysis, told, {"end": "given_up"})
    form = browser.post(address("outcomes", analysis), data).context["form"]
    first, second = form.rows()[:2]
    assert set(form.errors) == {f"{first['project'].pk}-{wrong}"}
    assert form[f"{first['project'].pk}-end"].value() == told["end"]
    assert form[f"{second['project'].pk}-end"].value() == "given_up"
    assert not Project.objects.exclude(end="").exists()


def test_two_colleagues_do_not_overwrite_each_other(analysis: Analysis, browser: Client) -> None:
    early = typed(browser, analysis, {"end": "given_up"})
    browser.post(address("outcomes", analysis), typed(browser, analysis, {"end": "handed_over"}))
    answer = browser.post(address("outcomes", analysis), early)
    assert Project.objects.order_by("position")[0].end == "handed_over"
    assert answer.context["form"].non_field_errors()
    # Who has been told may save again.
    browser.post(address("outcomes", analysis), early | {"version": answer.context["version"]})
    assert Project.objects.order_by("position")[0].end == "given_up"


def test_a_guest_of_the_file_sees_nothing_of_what_came(
    analysis: Analysis, outsider: Person, viewer: Viewer, client_of: Browser, now: datetime
) -> None:
    organisation = outsider.memberships.get().organisation
    grant_access(analysis.decision_file, organisation=organisation, viewer=viewer, now=now)
    guest = client_of(outsider)
    assert guest.get(address("analysis", analysis)).status_code == 200
    assert address("hindsight", analysis) not in guest.get(address("analysis", analysis)).content.decode()
    assert [guest.get(address(name, analysis)).status_code for name in ("hindsight", "outcomes")] == [404, 404]


def test_without_forecasts_the_page_says_where_to_have_them(
    file: DecisionFile, viewer: Viewer, now: datetime, browser: Client
) -> None:
    answer = browser.get(address("hindsight", kept(file, viewer, now)))
    assert "page" not in answer.context
    assert _("Have the forecasts calculated") in answer.content.decode()


def test_another_alternative_may_be_chosen_and_an_unknown_one_is_told(analysis: Analysis, browser: Client) -> None:
    usual, other, wrong = (
        browser.get(address("hindsight", analysis), data).context
        for data in ({}, {"alternative": "separate"}, {"alternative": "x"})
    )
    assert usual["page"].rows != other["page"].rows
    assert (wrong["page"], set(wrong["form"].errors)) == (usual["page"], {"alternative"})


def test_what_is_not_known_of_a_project_is_said_and_no_cell_is_empty(analysis: Analysis, browser: Client) -> None:
    page = browser.get(address("hindsight", analysis)).content.decode()
    assert page.count(f'<span class="unknown">{unknown()}</span>') >= 3
    assert re.search(r"<td[^>]*></td>", page) is None
