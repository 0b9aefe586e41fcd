"""Whoever reads everything there is to read learns nothing of an open round but how many have answered.

Two worlds are made that differ in nothing but what was answered. What any of them shows to anybody must be the same.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.evaluation.actions import close_round, give_answer, open_round, put_up_wall
from maskinrum.evaluation.enums import TextFor
from maskinrum.evaluation.models import Cell, Invitation, Result, Round, Tally
from maskinrum.evaluation.urls import urlpatterns
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.partnerships.models import Partnership
from tests.evaluation.rounding import invited, planned_round, sheet_of

LOPSIDED = {(0, "management"): 2, (0, "project"): 5, (0, "operations"): 1, (1, "site"): 9, (1, "design"): 3}
ELSEWHERE = ("organisations:own_data", "outbox:mails", "secretariat:log", "search:index", "register:index", "front")
BY_CHANCE = re.compile(r'value="[\w-]{40,}"|[0-9a-f]{8}-[0-9a-f-]{27}|\d\d[:.]\d\d([:.]\d\d)?(\.\d+)?')

ClientOf = Callable[[Person | None], Client]


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is done meanwhile."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def addresses(row: Round) -> list[str]:
    """Every page of the evaluation that can be asked for with this round, and where else a trace could stand."""
    known = {"slug": row.partnership.slug, "key": row.key}
    found = []
    for pattern in urlpatterns:
        names = set(pattern.pattern.converters)
        if names <= known.keys():
            found.append(reverse(f"evaluation:{pattern.name}", kwargs={name: known[name] for name in names}))
    own = reverse("organisations:own_data_file", args=["json"])
    return [*found, own, *(reverse(name) for name in ELSEWHERE)]


def all_shown(row: Round, browsers: dict[str, Client]) -> dict[tuple[str, str], str]:
    """What everybody is shown everywhere, without what differs by chance."""
    return {
        (who, address): BY_CHANCE.sub("", browser.get(address).content.decode(errors="replace"))
        for who, browser in browsers.items()
        for address in addresses(row)
    }


def answered(row: Round, turn: int) -> None:
    """Everybody answers, in each world otherwise; the texts are as many and as long."""
    for place, one in enumerate(invited(row)):
        level = 1 + (place + turn * (1 + place % 3)) % 5
        text = f"Hemmelighed {turn}{place}" if place % 4 == 0 else ""
        chosen = TextFor.ALL if text else TextFor.NOBODY
        give_answer(one, sheet_of(row.model, level, text=text, text_for=chosen), now=timezone.now())


@pytest.fixture
def browsers(client_of: ClientOf, manager: Person, outsider: Person, secretary: Person) -> dict[str, Client]:
    """A visitor, and who may do most of each kind."""
    people: dict[str, Any] = {
        "visitor": None,
        "manager": manager,
        "party": outsider,
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
