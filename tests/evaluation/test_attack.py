"""Whoever reads everything there is to read learns nothing of an open round but how many have answered, and of a
closed one nothing of fewer than five.

Two worlds are made that differ in nothing but what was answered: in an open round by anybody, in a closed one by those
who may not be told of. What any page or file of them shows to anybody must be the same.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import product
from typing import Any

import numpy as np
import pypdfium2
import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.engine import exposures
from maskinrum.evaluation.actions import close_round, give_answer, give_wall_answer, open_round, put_up_wall
from maskinrum.evaluation.actions.letters import token_of
from maskinrum.evaluation.enums import TextFor
from maskinrum.evaluation.models import Cell, Invitation, ReportRelease, Result, Round, Tally
from maskinrum.evaluation.urls import urlpatterns
from maskinrum.organisations.actions import add_member, register_person
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.partnerships.enums import Discipline, SourceLabel
from maskinrum.partnerships.models import Partnership, Party
from tests.conftest import NOW
from tests.evaluation.rounding import invited, organisation_called, planned_round, sheet_of

pytestmark = pytest.mark.no_cover  # tests of each page measure what makes them

LOPSIDED = {(0, "management"): 2, (0, "project"): 5, (0, "operations"): 1, (1, "site"): 9, (1, "design"): 3}
ELSEWHERE = ("organisations:own_data", "outbox:mails", "secretariat:log", "search:index", "register:index", "front")
BY_CHANCE = re.compile(r'value="[\w-]{40,}"|[0-9a-f]{8}-[0-9a-f-]{27}|\d\d[:.]\d\d([:.]\d\d)?(\.\d+)?')

LINE = re.compile(r"<tr>(.*?)</tr>")
CELL = re.compile(r"<td[^>]*>(?:<[^>]+>)*([^<]*)")

ClientOf = Callable[[Person | None], Client]


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is done meanwhile."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def addresses(row: Round, kinds: Iterable[str] = ("docx",)) -> list[str]:
    """Every page and file of the evaluation that can be asked for with this round, and where else a trace could stand.

    A pattern that takes something this round has none of, such as a finding, is asked for with what is not there.
    """
    people = list(Invitation.objects.filter(round=row).order_by("email")[:1])
    asked = row.model.items.select_related("wording").filter(wording__question__part="pulse").order_by("position")[:1]
    known: dict[str, list[Any]] = {
        "slug": [row.partnership.slug],
        "key": [row.key],
        "year": [row.closes_on.year],
        "kind": list(kinds),
        "question_id": [item.wording.question_id for item in asked],
        "indicator": ["disputes_by_step", "sme_share"],
        "token": [token_of(one) for one in people] or ["findes-ikke"],
        "invitation_id": [one.pk for one in people] or [row.pk],
        "basis_id": [row.pk],
        "action_id": [row.pk],
    }
    found = []
    for pattern in urlpatterns:
        names = sorted(pattern.pattern.converters)
        given = [dict(zip(names, values, strict=True)) for values in product(*(known[name] for name in names))]
        found += [reverse(f"evaluation:{pattern.name}", kwargs=one) for one in given]
    wall = [f"{address}?vej=vaeg" for address in found if address.endswith("/resultat/") or "/udvikling/" in address]
    own = reverse("organisations:own_data_file", args=["json"])
    return [*found, *wall, own, *(reverse(name) for name in ELSEWHERE)]


def said(answer: Any) -> str:
    """What an answer says: of a file, the texts in it."""
    kind, content = answer.headers.get("Content-Type", ""), answer.getvalue()
    if "pdf" in kind:
        return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as file:
            names = sorted(name for name in file.namelist() if name.endswith(".xml") and "docProps" not in name)
            return "".join(file.read(name).decode() for name in names)
    return str(content.decode(errors="replace"))


def all_shown(row: Round, browsers: dict[str, Client], kinds: Iterable[str] = ("docx",)) -> dict[tuple[str, str], str]:
    """What everybody is shown everywhere, without what differs by chance."""
    return {
        (who, address): BY_CHANCE.sub("", said(browser.get(address)))
        for who, browser in browsers.items()
        for address in addresses(row, kinds)
    }


def answered(row: Round, turn: int) -> None:
    """Everybody answers, in each world otherwise; the texts are as many and as long."""
    for place, one in enumerate(invited(row)):
        level = 1 + (place + turn * (1 + place % 3)) % 5
        text = f"Hemmelighed {turn}{place}" if place % 4 == 0 else ""
        chosen = TextFor.ALL if text else TextFor.NOBODY
        give_answer(one, sheet_of(row.model, level, text=text, text_for=chosen), now=timezone.now())


def acting(organisation: Organisation, role: Role) -> Person:
    """Somebody more who acts for an organisation."""
    email = f"{role}@{organisation.pk.hex}.example"
    person = register_person(email, name=str(role), password="en lang adgangskode", is_verified=True, now=NOW)
    add_member(person, organisation=organisation, role=role, viewer=OPERATOR, now=NOW)
    return person


@pytest.fixture
def browsers(
    client_of: ClientOf, partnership: Partnership, manager: Person, member: Person, outsider: Person, secretary: Person
) -> dict[str, Client]:
    """A visitor, and somebody of each role: of the client, of a contractor, who facilitates, and who takes no part."""
    helper, other = (organisation_called(name, OrganisationKind.FACILITATOR) for name in ("Hjælper", "En anden"))
    told = {"discipline": Discipline.FACILITATOR, "label": SourceLabel.FACT, "position": 9, "name": helper.name}
    Party.objects.create(partnership=partnership, organisation=helper, **told)
    contractor = partnership.parties.all()[1].organisation
    assert contractor is not None
    people: dict[str, Person | None] = {
        "visitor": None,
        "manager": manager,
        "member": member,
        "contractor": outsider,
        "worker": acting(contractor, Role.MEMBER),
        "facilitator": acting(helper, Role.FACILITATOR),
        "another": acting(other, Role.MANAGER),
        "secretariat": secretary,
    }
    return {name: client_of(person) for name, person in people.items()}


@pytest.fixture
def row(partnership: Partnership) -> Round:
    """An open round of lopsided groups, with a code on the wall."""
    planned = planned_round(partnership, LOPSIDED, now=timezone.now())
    put_up_wall(planned, viewer=OPERATOR, now=timezone.now())
    return open_round(planned, viewer=OPERATOR, now=timezone.now())


@pytest.mark.django_db
def test_nothing_of_an_open_round_depends_on_what_was_answered(row: Round, browsers: dict[str, Client]) -> None:
    for browser in browsers.values():
        browser.get(reverse("organisations:own_data"))  # the first visit of each leaves its own traces
    seen = []
    for turn in (0, 1):
        with undone():
            answered(row, turn)
            seen.append(all_shown(row, browsers))
    assert [where for where, text in seen[0].items() if text != seen[1][where]] == []
    assert "Hemmelighed" not in "".join(seen[0].values())


def test_no_group_in_the_database_has_fewer_than_five_invited(row: Round) -> None:
    sizes = [Invitation.objects.filter(cell=cell).count() for cell in Cell.objects.filter(round=row, way="personal")]
    assert sizes
    assert min(sizes) >= 5


def test_an_answer_changes_the_same_rows_whatever_it_says(row: Round) -> None:
    changed = []
    for level in (0, 5):
        with undone():
            before = dict(Tally.objects.values_list("pk", "unknown"))
            one = invited(row)[0]
            give_answer(one, sheet_of(row.model, level), now=timezone.now())
            changed.append(set(before) == set(Tally.objects.values_list("pk", flat=True)))
    assert changed == [True, True]


def test_after_closing_the_database_holds_only_groups_of_five_or_more(row: Round) -> None:
    answered(row, 0)
    close_round(row, viewer=OPERATOR, now=timezone.now())
    sums = [sum(one.levels or ()) for one in Result.objects.exclude(levels__isnull=True)]
    assert sums
    assert min(sums) >= 5
    assert (Tally.objects.count(), Invitation.objects.count(), Cell.objects.count()) == (0, 0, 0)


# A closed round. Three of the five project managers answer, so they can be told of nowhere; the rest answers whole.
QUIET = 2
READERS = {"manager", "member", "contractor", "worker", "facilitator"}


def spoken(row: Round) -> list[Invitation]:
    """Those who answer."""
    silent = {one.pk for one in invited(row, "project")[:QUIET]}
    return [one for one in invited(row) if one.pk not in silent]


def level_of(place: int) -> int:
    return 1 + (place + place // 4) % 5


def closed(row: Round, *, swapped: bool = False, world: Callable[[], None] = lambda: None) -> Round:
    """Everybody answers and the round is closed, with a report that all parties release.

    ``swapped``: a project manager and one of the small groups have said what the other said, and nothing else differs.
    ``world`` is done before it is closed.
    """
    people = spoken(row)
    levels = {one.pk: level_of(place) for place, one in enumerate(people)}
    if swapped:
        first = next(one for one in people if one.role == "project" and levels[one.pk] != 3)
        second = next(one for one in people if one.role == "design" and levels[one.pk] != levels[first.pk])
        levels[first.pk], levels[second.pk] = levels[second.pk], levels[first.pk]
    for one in people:
        give_answer(one, sheet_of(row.model, levels[one.pk]), now=timezone.now())
    for place in range(6):
        give_wall_answer(row, sheet_of(row.model, level_of(place)), now=timezone.now())
    world()
    done = close_round(row, viewer=OPERATOR, now=timezone.now())
    for party in Party.objects.filter(partnership=row.partnership):
        told = {"section": "whole", "year": row.closes_on.year, "released_at": timezone.now()}
        ReportRelease.objects.create(partnership=row.partnership, party=party.organisation, **told)
    return done


@pytest.mark.thorough
@pytest.mark.parametrize("kinds", [("docx", "xlsx"), ("pdf",)])
def test_nothing_of_a_closed_round_depends_on_what_a_withheld_group_answered(
    row: Round, browsers: dict[str, Client], kinds: tuple[str, ...]
) -> None:
    """All read the pages; typesetting takes seconds, so of PDF files a client and a contractor fetch one each."""
    people = browsers if "pdf" not in kinds else {who: browsers[who] for who in ("manager", "contractor", "another")}
    for browser in people.values():
        browser.get(reverse("organisations:own_data"))
    seen = []
    for swapped in (False, True):
        with undone():
            closed(row, swapped=swapped)
            cache.clear()  # so many files are fetched that the other world would be told to wait
            seen.append(all_shown(row, people, kinds))
    assert [where for where, text in seen[0].items() if text != seen[1][where]] == []
    slug, year = row.partnership.slug, row.closes_on.year
    files = [reverse("evaluation:yearly_file", args=[slug, year, kind]) for kind in kinds]
    for address in (reverse("evaluation:results", args=[row.key]), *files):
        texts = {who: " ".join(seen[0][who, address].split()) for who in people}
        told = {who for who, text in texts.items() if "Vi arbejder efter fælles mål" in text}
        assert (address, told) == (address, READERS & people.keys())


def test_the_swap_changes_what_the_withheld_group_answered(row: Round) -> None:
    """The attack above would find nothing if there were nothing to find."""
    found = []
    for swapped in (False, True):
        with undone():
            kept: list[Any] = []
            closed(row, swapped=swapped, world=lambda: kept.extend(cells_of(row)))  # noqa: B023 - called at once
            whole = (
                Result.objects.filter(view="all", way="personal").order_by("wording").values_list("levels", flat=True)
            )
            found.append((kept, [*whole], Result.objects.filter(role="project", levels__isnull=True).exists()))
    assert found[0][0] != found[1][0]
    assert found[0][1:] == found[1][1:]
    assert found[0][2]


def cells_of(row: Round) -> list[tuple[Any, str, list[list[int]]]]:
    """What each group answered to each statement, with those who did not know, in a fixed order."""
    columns = [*(f"level_{level}" for level in range(1, 6)), "unknown"]
    cells = sorted(Cell.objects.filter(round=row, way="personal"), key=lambda one: (str(one.party_id), one.role))
    return [
        (one.party_id, one.role, [list(each) for each in one.tallies.order_by("wording").values_list(*columns)])
        for one in cells
    ]


def test_from_all_that_is_shown_of_a_closed_round_nobody_can_be_worked_out(row: Round) -> None:
    kept: list[Any] = []
    closed(row, world=lambda: kept.extend(cells_of(row)))
    wordings = sorted({one.wording_id for one in Result.objects.all()})
    assert wordings
    for place, wording in enumerate(wordings):
        table = np.array([answers[place] for _party, _role, answers in kept])
        views = [
            {at for at, (party, role, _answers) in enumerate(kept) if is_of(one, party, role)}
            for one in Result.objects.filter(wording=wording, way="personal", levels__isnull=False)
        ]
        assert views
        assert exposures(table[:, :5], views) == ()
        assert exposures(table, views) == ()


def is_of(one: Result, party: Any, role: str) -> bool:
    """Whether a view holds a group."""
    if one.view == "all":
        return True
    return bool(party == one.party_id) if one.view == "party" else role == one.role


@pytest.mark.parametrize("way", ["personal", "wall"])
def test_every_number_of_a_group_on_the_page_is_one_that_was_ruled_on(
    row: Round, browsers: dict[str, Client], way: str
) -> None:
    closed(row)
    rows = list(Result.objects.filter(way=way))
    shown: list[tuple[str, list[int]]] = [(one.view, one.levels) for one in rows if one.levels is not None]
    whole = {(*levels, sum(levels)) for view, levels in shown if view == "all"}
    sizes = {sum(levels) for view, levels in shown if view != "all"}
    address = reverse("evaluation:results", args=[row.key]) + ("?vej=vaeg" if way == "wall" else "")
    for who in sorted(READERS):
        page = " ".join(browsers[who].get(address).content.decode().split())
        lines = [LINE.findall(body) for body in re.findall(r"<tbody>(.*?)</tbody>", page)]
        cells = [CELL.findall(line) for body in lines for line in body]
        statements = [line for line in cells if len(line) == 12]
        groups = [line for line in cells if len(line) == 6]
        assert {tuple(int(cell.split()[0].rstrip("%")) for cell in line[:5]) for line in statements} == {
            one[:5] for one in whole
        }
        assert {int(line[6]) for line in statements} == {one[5] for one in whole}
        numbers = {int(line[0]) for line in groups if line[0].isdecimal()}
        assert numbers == (sizes if way == "personal" else set())
        assert min([*numbers, 5]) >= 5
        withheld = [line for line in groups if not line[0].isdecimal()]
        assert all(set(line) == {"vises ikke"} for line in withheld)
        assert bool(withheld) == (way == "personal")
