"""Saving a first answer never changes what the organisation's list says, unless somebody answers that it shall."""

import html
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from maskinrum.decisions.models import DecisionFile
from maskinrum.decisions.queries import latest_snapshot, snapshot_facts
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.partnerships.forms.shipped import shipped_portfolio
from maskinrum.partnerships.models import Project
from tests.decisions.making import TAGET, THREE, listed, posted, told

KEEP = "/afgoer/proev/gem/"
GUESS = replace(TAGET, budget=Decimal(5), homes=None)


@pytest.fixture
def projects(organisation: Organisation, viewer: Viewer, now: datetime) -> list[Project]:
    """Three projects on the list."""
    return listed(organisation, viewer, now)


def shown(answer: Any) -> dict[str, str]:
    """The fields of the page with the question, as a browser would send them."""
    cells = {cell.name: cell.value for row in answer.context["portfolio"].rows for cell in row.cells}
    same = answer.context["same"]
    choices = {name: field.initial for name, field in same.fields.items()} if same else {}
    page = answer.content.decode()
    assert all(f'name="{name}"' in page for name in (*choices, "asked"))
    return posted([]) | cells | choices | {"asked": answer.context["asked"], "assumptions": "{}"}


def asked(browser: Client, *facts: ProjectFacts, **others: str) -> Any:
    """The page after the button that saves."""
    return browser.post(KEEP, posted(facts, **others))


def rests_on() -> list[ProjectFacts]:
    return snapshot_facts(latest_snapshot(DecisionFile.objects.get()))


def test_an_example_that_could_not_be_saved_is_one_still(
    browser: Client, organisation: Organisation, newcomer: Person, client_of: Callable[[Person | None], Client]
) -> None:
    """Or the next press of the same button would put invented projects on the list by their bare names."""
    row = {"organisation": organisation, "budget": 1, "planned_start": "2028-01-01", "duration": 5}
    Project.objects.bulk_create([Project(name=f"Sag {n}", **row) for n in range(499)])
    example = shipped_portfolio("demo_portfolio.csv").facts[:3]
    for person in (browser, client_of(newcomer), Client()):
        answer = asked(person, *example, example="demo")
        assert 'name="example" value="demo"' in answer.content.decode()
    assert Project.objects.count() == 499


def test_what_stands_on_the_list_with_other_facts_is_asked_about_and_nothing_is_saved(
    browser: Client, projects: list[Project]
) -> None:
    before = list(Project.objects.values())
    answer = asked(browser, GUESS, THREE[1])
    assert (list(Project.objects.values()), DecisionFile.objects.count()) == (before, 0)
    ((one, differences, _choice),) = answer.context["same"].asked()
    assert [(each.listed, each.typed) for each in differences] == [("84", "–"), ("41,5", "5")]
    assert one.typed.name == "Taget"


def test_a_start_that_differs_is_written_as_a_day_is_read(browser: Client, projects: list[Project]) -> None:
    answer = asked(browser, replace(TAGET, planned_start=date(2029, 1, 1)))
    ((_one, (start,), _choice),) = answer.context["same"].asked()
    assert (start.listed, start.typed) == ("1. september 2028", "1. januar 2029")


@pytest.mark.parametrize(
    ("answer", "budgets", "rests", "counted"),
    [
        ("use", ["41.5", "120", "17.6"], TAGET, (0, 0, 2)),
        ("change", ["5", "120", "17.6"], GUESS, (0, 1, 1)),
        ("add", ["41.5", "120", "17.6", "5"], GUESS, (1, 0, 1)),
    ],
)
def test_each_answer_does_what_it_says_and_counts_it(
    answer: str,
    budgets: list[str],
    rests: ProjectFacts,
    counted: tuple[int, int, int],
    browser: Client,
    projects: list[Project],
) -> None:
    page = shown(asked(browser, GUESS, THREE[1]))
    saved = browser.post(KEEP, page | {"same-0": answer}, follow=True)
    assert [one.budget for one in Project.objects.order_by("position")] == [Decimal(each) for each in budgets]
    assert rests_on() == [rests, THREE[1]]
    words = _(
        "Saved. New on your list: %(added)s. Changed there: %(changed)s. Used as they stood: %(used)s. "
        "Give the file a title you will know it by."
    )
    assert told(saved) == [words % dict(zip(("added", "changed", "used"), counted, strict=True))]


def test_what_is_chosen_beforehand_leaves_the_list_as_it_is(browser: Client, projects: list[Project]) -> None:
    before = list(Project.objects.values())
    browser.post(KEEP, shown(asked(browser, GUESS)))
    assert (list(Project.objects.values()), rests_on()) == (before, [TAGET])


def test_the_same_facts_are_not_asked_about(browser: Client, projects: list[Project]) -> None:
    before = list(Project.objects.values())
    assert asked(browser, *THREE).status_code == 302
    assert list(Project.objects.values()) == before


def test_an_answer_given_to_another_list_is_asked_for_again(browser: Client, projects: list[Project]) -> None:
    page = shown(asked(browser, GUESS)) | {"same-0": "change"}
    Project.objects.filter(name="Taget").update(budget=43)
    again: Any = browser.post(KEEP, page)
    assert (DecisionFile.objects.count(), int(Project.objects.get(name="Taget").budget)) == (0, 43)
    assert again.context["same_words"] in html.unescape(again.content.decode())
    assert again.context["asked"] != page["asked"]


def test_an_answer_given_to_other_rows_is_asked_for_again(browser: Client, projects: list[Project]) -> None:
    page = shown(asked(browser, GUESS)) | {"same-0": "change", "rows-0-name": "Facaden"}
    assert (browser.post(KEEP, page).status_code, DecisionFile.objects.count()) == (200, 0)


def test_nothing_typed_is_lost_while_being_asked(browser: Client, projects: list[Project]) -> None:
    answer = asked(browser, GUESS, THREE[1], price_level="-7", ceiling="455,5")
    assert [row.cells[0].value for row in answer.context["portfolio"].rows] == ["Taget", "Facaden"]
    assert answer.context["panel"]["price_level"].value() == "-7"


@pytest.mark.parametrize("name", ["demo", "real"])
def test_projects_of_an_example_are_called_one_wherever_they_are_kept(
    name: str, browser: Client, organisation: Organisation, viewer: Viewer, now: datetime
) -> None:
    facts = shipped_portfolio(f"{name}_portfolio.csv").facts
    listed(organisation, viewer, now, replace(facts[0], budget=Decimal(3)))
    browser.post(KEEP, posted([*facts, TAGET], example=name), follow=True)
    named = list(Project.objects.order_by("position").values_list("name", flat=True))
    label = _("Example: %(name)s")
    assert named == [facts[0].name, *(label % {"name": one.name} for one in facts), "Taget"]
    assert (DecisionFile.objects.get().note, int(Project.objects.get(name=facts[0].name).budget)) == (
        str(Client().get(reverse("decisions:example", args=[name])).context["example"]), 3,
    )  # fmt: skip


def test_a_visitor_is_asked_nothing(db: None, client_of: Callable[[None], Client]) -> None:
    answer: Any = asked(client_of(None), GUESS)
    assert (answer.context["must_sign_in"], answer.context.get("same")) == (True, None)
