"""Prices: each contractor sees its own, and can work out nobody else's from anything it is shown."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.partnerships.actions import record_outcomes
from maskinrum.partnerships.enums import ProjectEnd
from maskinrum.partnerships.facts import Outcome
from maskinrum.partnerships.models import Project
from maskinrum.partnerships.queries import outcomes_version
from maskinrum.steering.forms.board_files import recognise
from maskinrum.steering.models import CallOff, Placement
from maskinrum.steering.queries import board_projects, index_of_others, seat_at
from tests.steering.boards import Running, running, signed

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BY_CHANCE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken[^,}]*')


@pytest.fixture
def board(now: datetime) -> Running:
    """Two contractors: east has built and builds, west has built as well; the caller has a project of east's."""
    found = running(now, maximum=Decimal(400))
    sums: dict[str, Any] = {"scheme_b_budget": Decimal(41), "changes_client": Decimal("0.7"), "working_hours": 30_000}
    sums |= {"client_procurement_cost": Decimal("0.6"), "started_on": date(2025, 5, 1), "call_offs": signed()}
    over = Outcome(ProjectEnd.HANDED_OVER, date(2026, 6, 1), Decimal("43.5"))
    for number in range(5):
        found.place(f"Vestvej {number}", by="west", outcome=over, **sums)
    found.place("Oestvej", by="east", outcome=over, **sums)
    found.place("Kaldevej", of="caller", by="west", **sums)
    found.place("Uvalgt")
    return found


def multiply(board: Running, factor: int, *, by: str) -> None:
    """Make every sum of a contractor's projects so many times as large."""
    rows = Placement.objects.filter(board=board.board, contractor=board.organisations[by])
    CallOff.objects.filter(placement__in=rows).update(value=F("value") * factor)
    Project.objects.filter(placements__in=rows).update(budget=F("budget") * factor, outturn=F("outturn") * factor)
    names = ("scheme_b_budget", "client_procurement_cost", "changes_client", "working_hours")
    rows.update(**{name: F(name) * factor for name in names})


def all_that_is_shown(browser: Client, board: Running) -> dict[str, str]:
    """Every page and file of the board, as one viewer gets them."""
    slug = board.partnership.slug
    pages = [reverse(f"steering:{name}", args=[slug]) for name in ("board", "timeline", "board_files")]
    pages += [reverse("steering:index"), reverse("register:entry", args=[slug])]
    pages += [reverse("steering:board_export", args=[slug, "csv"])]
    pages += [reverse("steering:project", args=[slug, pk]) for pk in Placement.objects.values_list("pk", flat=True)]
    answers = {page: browser.get(page) for page in pages}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {page: BY_CHANCE.sub("", answer.content.decode()) for page, answer in answers.items()}


@pytest.mark.parametrize("name", ["east", "drawing"])
def test_nothing_that_a_party_is_shown_depends_on_the_size_of_anothers_sums(
    name: str, board: Running, client_of: Callable[[Person | None], Client]
) -> None:
    browser = client_of(board.people[name])
    before = all_that_is_shown(browser, board)
    multiply(board, 3, by="west")
    assert all_that_is_shown(browser, board) == before


def test_the_client_sees_that_they_do(board: Running, client_of: Callable[[Person | None], Client]) -> None:
    browser = client_of(board.people["client"])
    before = all_that_is_shown(browser, board)
    multiply(board, 3, by="west")
    after = all_that_is_shown(browser, board)
    assert sum(before[page] != after[page] for page in before) >= 8


def priced(board: Running, name: str) -> set[str]:
    """The projects whose sums a viewer is given."""
    rows = board_projects(board.viewer(name), board.partnership, now=board.now)
    assert all((one.call_off_value is not None) <= one.is_priced for one in rows)
    return {one.name for one in rows if one.budget is not None}


def test_each_is_given_the_sums_of_its_own_projects(board: Running) -> None:
    assert priced(board, "east") == {"Oestvej"}
    assert priced(board, "west") == {"Vestvej 0", "Vestvej 1", "Vestvej 2", "Vestvej 3", "Vestvej 4", "Kaldevej"}
    assert priced(board, "caller") == {"Kaldevej"}
    assert priced(board, "drawing") == set()
    assert len(priced(board, "client")) == 8


def test_outsiders_are_given_nothing(board: Running) -> None:
    assert board_projects(board.viewer("outside"), board.partnership, now=board.now) == ()
    assert board_projects(VISITOR, board.partnership, now=board.now) == ()


def test_the_clients_own_cost_is_not_the_contractors_to_see(board: Running) -> None:
    costs = {
        name: {
            one.client_procurement_cost for one in board_projects(board.viewer(name), board.partnership, now=board.now)
        }
        for name in ("east", "west", "caller", "client")
    }
    assert costs["east"] == costs["west"] == {None}
    assert costs["caller"] == costs["client"] == {None, Decimal("0.600")}


def test_an_index_of_others_needs_five_finished_projects(board: Running) -> None:
    seat = seat_at(board.viewer("east"), board.partnership.slug)
    assert index_of_others(seat) is None  # five, and all of them one other contractor's
    third = board.organisations["outside"]
    for number in range(2):
        Placement.objects.filter(project__name=f"Vestvej {number}").update(contractor=third)
    assert index_of_others(seat) == 106
    Placement.objects.filter(project__name="Vestvej 0").delete()
    assert index_of_others(seat) is None


def test_the_log_says_that_a_sum_was_changed_and_not_to_what(board: Running) -> None:
    row = Placement.objects.select_related("project").get(project__name="Uvalgt")
    board.say(row, scheme_b_budget=Decimal("77.123"), call_offs=signed("66.321"))
    project = row.project
    record_outcomes(
        project.organisation,
        outcomes={project.pk: Outcome(ProjectEnd.HANDED_OVER, date(2026, 6, 1), Decimal("88.456"))},
        expected_version=outcomes_version([project]),
        viewer=board.viewer("client"),
        now=board.now,
    )
    said = str(list(AuditEvent.objects.values_list("verb", "changes")))
    assert "changed" in said
    assert [text for text in ("77.123", "66.321", "88.456", "43.5") if text in said] == []


def test_a_contractor_is_told_that_the_clients_own_cost_is_hidden_and_not_that_it_is_unknown(
    board: Running, client_of: Callable[[Person | None], Client]
) -> None:
    place = Placement.objects.get(project__name="Oestvej")
    address = reverse("steering:project", args=[board.partnership.slug, place.pk])
    line = re.compile(r"<dt>Bygherrens egen omkostning til anskaffelse</dt><dd>(.*?)</dd>", re.DOTALL)
    told = {
        name: line.findall(client_of(board.people[name]).get(address).content.decode()) for name in ("client", "east")
    }
    assert "600.000" in told["client"][0]
    assert "ikke jeres at se" in told["east"][0]


def test_what_is_called_off_in_the_end_names_the_currency_once_and_first(
    board: Running, client_of: Callable[[Person | None], Client]
) -> None:
    address = reverse("steering:board", args=[board.partnership.slug])
    told = client_of(board.people["client"]).get(f"/en{address}").content.decode()
    assert re.search(r"At the end DKK\s?[\d,–]+\sm is called off", told)


@pytest.mark.parametrize("words", ["Bygherrens egen udgift til indkøb", "Bygherrens egen omkostning til anskaffelse"])
def test_a_heading_of_a_file_fetched_before_it_got_another_name_is_known(words: str) -> None:
    assert recognise(words) == "client_procurement_cost"
