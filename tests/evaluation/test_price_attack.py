"""With pen and paper: no party can take its own projects off what it reads and be left with what another's cost.

Every page, file and export is read by every role, over boards on which it has more or less of the projects. Where too
little is others', nothing that is read may depend on their prices at all. Where it is enough, the prices of two other
parties can change places without anybody noticing, and no single one of them stands anywhere.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from maskinrum.evaluation.actions.consents import consent_to_comparison
from maskinrum.evaluation.facts.figures import PRICED, indicators
from maskinrum.evaluation.models import ReportRelease
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.enums import Discipline
from maskinrum.partnerships.models import Partnership, Party, Project
from maskinrum.steering.models import CallOff, Placement
from tests.conftest import NOW
from tests.evaluation.running import board_of, builder, partnership_of
from tests.evaluation.test_attack import BY_CHANCE, said, undone

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]  # tests of each page measure what makes them

ClientOf = Callable[[Person | None], Client]
YEAR = 2023
DAY = date(YEAR, 8, 1)
LOPSIDED = {"three of five": (0, 0, 0, 1, 2), "two parties": (0, 0, 0, 1, 1, 1), "pairs": (0, 0, 1, 1, 2, 2)}
EVEN = (0, 0, 0, 1, 1, 1, 2, 2, 2)


def prices(number: int, world: int = 0) -> dict[str, Any]:
    """The sums of one project; no two have a share in common."""
    turn = (7 * number + 11 * world + 3) % 23
    return {
        "outturn": Decimal("101.019") + turn * Decimal("2.013"),
        "scheme_b_budget": Decimal("97.123") + Decimal("1.309") * turn + number,
        "changes_client": Decimal("1.013") + turn,
        "changes_unforeseen": Decimal("0.417") + turn,
        "changes_design": Decimal("0.731") + turn,
        "working_hours": 30_011 + 1013 * turn,
        "call_off": Decimal("88.017") + Decimal("0.907") * turn,
        "client_procurement_cost": Decimal("0.31") + turn * Decimal("0.011"),
        "budget": Decimal("99.001") + turn,
    }


def write(place: Placement, told: dict[str, Any]) -> None:
    """Let a project have cost this."""
    own = {name: value for name, value in told.items() if name not in {"outturn", "budget", "call_off"}}
    Placement.objects.filter(pk=place.pk).update(**own)
    Project.objects.filter(pk=place.project_id).update(outturn=told["outturn"], budget=told["budget"])
    CallOff.objects.filter(placement=place).update(value=told["call_off"])


@dataclass
class Board:
    """A partnership of a client, three contractors and an architect, and somebody of each who looks."""

    row: Partnership
    builders: list[Organisation]
    viewers: dict[str, Viewer]
    places: list[Placement]
    built: tuple[int, ...]

    def hidden_from(self, role: str) -> list[Placement]:
        """The projects that others than a role have built."""
        return [place for place, by in zip(self.places, self.built, strict=True) if role != f"builder {by}"]


@pytest.fixture
def made(organisation: Organisation, manager: Person) -> Callable[[tuple[int, ...]], Board]:
    """A board whose projects these contractors built, all of them finished in one quarter of an old year."""

    def make(built: tuple[int, ...]) -> Board:
        firms = [builder(f"Firma {number}") for number in range(4)]
        organisations = [one for one, _own in firms]
        row = partnership_of(organisation, *organisations)
        Party.objects.filter(organisation=organisations[3]).update(discipline=Discipline.ARCHITECT)
        board_of(row, [organisations[by] for by in built], len(built))
        places = list(Placement.objects.select_related("project").order_by("project__name"))
        for number, place in enumerate(places):
            write(place, prices(number))
            days = {"handed_over_on": DAY + timedelta(days=number), "end": "handed_over"}
            Project.objects.filter(pk=place.project_id).update(**days)
            CallOff.objects.filter(placement=place).update(signed_on=date(2022, 8, 1), ready_on=date(2022, 7, 1))
        viewers = {f"builder {number}": own for number, (_one, own) in enumerate(firms[:3])}
        viewers |= {"client": viewer_of(manager), "architect": firms[3][1]}
        for party in (organisation, *organisations):
            whole = {"section": "whole", "year": NOW.year, "released_at": NOW}
            ReportRelease.objects.create(partnership=row, party=party, **whole)
            ReportRelease.objects.create(partnership=row, party=party, **whole | {"year": YEAR})
        return Board(row, organisations, viewers, places, built)

    return make


def addresses(board: Board) -> list[str]:
    """Every page and file that something of a price could stand in."""
    slug = board.row.slug
    names = ("figures", "figures_file", "learning", "comparison", "findings", "yearly")
    found = [reverse(f"evaluation:{name}", args=[slug]) for name in names]
    found += [reverse("evaluation:figure", args=[slug, one]) for one in sorted(PRICED)]
    found += [reverse("evaluation:yearly_file", args=[slug, NOW.year, kind]) for kind in ("docx", "xlsx")]
    found += [reverse("register:entry", args=[slug]), reverse("steering:board", args=[slug])]
    return [*found, reverse("steering:board_export", args=[slug, "csv"])]


def read(board: Board, role: str, client_of: ClientOf) -> dict[str, str]:
    """All of it, as one role is given it."""
    cache.clear()
    browser = client_of(Person.objects.get(pk=str(board.viewers[role].person)))
    return {address: BY_CHANCE.sub("", said(browser.get(address))) for address in addresses(board)}


ROLES = ("builder 0", "builder 1", "builder 2", "architect")


@pytest.mark.parametrize("built", LOPSIDED.values(), ids=LOPSIDED)
def test_where_too_little_is_others_nothing_that_anybody_reads_depends_on_their_prices(
    made: Callable[[tuple[int, ...]], Board], client_of: ClientOf, built: tuple[int, ...]
) -> None:
    board = made(built)
    for role in [one for one in ROLES if not is_left_enough(board, one)]:
        before = read(board, role, client_of)
        with undone():
            for number, place in enumerate(board.hidden_from(role)):
                write(place, prices(number, 1))
            after = read(board, role, client_of)
        assert [address for address in before if before[address] != after[address]] == [], role


def is_left_enough(board: Board, role: str) -> bool:
    """Whether a role may read figures that rest on others' prices: of five projects, two of each of two others."""
    left = [by for by in board.built if role != f"builder {by}"]
    return len(left) >= 5 and sum(left.count(by) >= 2 for by in set(left)) >= 2


def test_prices_of_two_others_can_change_places_and_nobody_reads_whose_they_are(
    made: Callable[[tuple[int, ...]], Board], client_of: ClientOf
) -> None:
    board = made(EVEN)
    for role in ("builder 0", "architect"):
        others = [place for place in board.hidden_from(role) if place.contractor_id]
        parties = list({place.contractor_id: None for place in others})[:2]
        first, second = ([place for place in others if place.contractor_id == one] for one in parties)
        before = read(board, role, client_of)
        with undone():
            for one, two in zip(first, second, strict=True):
                numbers = board.places.index(one), board.places.index(two)
                write(one, prices(numbers[1]))
                write(two, prices(numbers[0]))
            after = read(board, role, client_of)
        assert [address for address in before if before[address] != after[address]] == [], role


def mixed(board: Board, role: str, client_of: ClientOf) -> Iterator[float]:
    """The numbers on prices in the workbook of a role, all digits of them."""
    browser = client_of(Person.objects.get(pk=str(board.viewers[role].person)))
    content = browser.get(reverse("evaluation:figures_file", args=[board.row.slug])).getvalue()
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    for line in sheet.iter_rows(min_row=2, values_only=True):
        yield from (float(cell) for cell in line[2:5] if isinstance(cell, int | float))


def test_no_digits_give_a_sum_and_no_end_of_an_interval_is_a_single_project(
    made: Callable[[tuple[int, ...]], Board], client_of: ClientOf
) -> None:
    """A share with all its digits is a fraction of two sums, which is found by trying."""
    board = made(EVEN)
    for role in ROLES:
        hidden = [prices(board.places.index(place)) for place in board.hidden_from(role)]
        shares = {float((one["outturn"] - one["scheme_b_budget"]) / one["scheme_b_budget"]) for one in hidden}
        told = list(mixed(board, role, client_of))
        assert [value for value in told if any(abs(value - one) < 1e-9 for one in shares)] == [], role
        below = [Fraction(value).limit_denominator(10**7).denominator for value in told if value % 1]
        budgets = sum(one["call_off"] for one in map(prices, range(len(EVEN)))) * 1000
        assert [one for one in below if one > 100 and (budgets % one) == 0] == [], role


def figure_and_error(board: Board, role: str, client_of: ClientOf) -> list[str]:
    """What the comparison page says of final accounts: figure, error and number."""
    browser = client_of(Person.objects.get(pk=str(board.viewers[role].person)))
    page = browser.get("/en" + reverse("evaluation:comparison", args=[board.row.slug]).removeprefix("/en"))
    rows = page.content.decode().split("<tr>")
    found = next((row for row in rows if "Final accounts" in row), "")
    return ["".join(cell.split(">", 1)[1].split("</td>")[0]) for cell in found.split("<td")[1:4]]


def test_the_error_of_what_rests_on_prices_is_told_when_all_have_said_yes_and_not_before(
    made: Callable[[tuple[int, ...]], Board], client_of: ClientOf
) -> None:
    board = made(EVEN)
    before = figure_and_error(board, "builder 0", client_of)
    assert ("%" in before[0], "when all have said yes" in before[1]) == (True, True)
    for own in board.viewers.values():
        consent_to_comparison(board.row, viewer=own, now=NOW)
    after = figure_and_error(board, "builder 0", client_of)
    assert (after[0] == before[0], "%" in after[1]) == (True, True)


def test_the_attack_reads_what_it_is_to_read(made: Callable[[tuple[int, ...]], Board], client_of: ClientOf) -> None:
    """The client reads prices in nearly all of it, and a contractor reads others' where they are mixed enough."""
    board = made(EVEN)
    changes = {}
    for role in ("client", "builder 0"):
        before = read(board, role, client_of)
        with undone():
            for number, place in enumerate(board.places[3:]):
                write(place, prices(number, 1))
            after = read(board, role, client_of)
        changes[role] = [address for address in before if before[address] != after[address]]
    assert len(changes["client"]) > len(PRICED)
    assert {address.rstrip("/").rsplit("/", 1)[-1] for address in changes["builder 0"]} >= {
        "tal", "alle.xlsx", "cost_deviation", "change_orders", "sammenligning",
    }  # fmt: skip


def test_the_yearly_report_is_the_same_whoever_fetches_it(
    made: Callable[[tuple[int, ...]], Board], client_of: ClientOf
) -> None:
    board = made(EVEN)
    address = reverse("evaluation:yearly_file", args=[board.row.slug, NOW.year, "docx"])
    people = {role: Person.objects.get(pk=str(own.person)) for role, own in board.viewers.items()}
    texts = {role: said(client_of(person).get(address)) for role, person in people.items()}
    assert len(set(texts.values())) == 1
    words = [indicators()[slug].da for slug in ("volume_active", "ceiling_used", "running_cost", "disputes_by_step")]
    assert [word for word in words if word in texts["client"]] == []
