"""Who may plan a salon, and what nobody may do with one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from maskinrum.meetings.actions import (
    call_off_salon,
    change_salon,
    check_in,
    close_salon,
    give_feedback,
    open_salon,
    plan_salon,
    sign_off,
    tell_afterwards,
    tick_off,
)
from maskinrum.meetings.actions.salons import facts_of
from maskinrum.meetings.models import Salon
from maskinrum.meetings.queries import salons
from maskinrum.organisations.actions import change_role
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import Membership, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from tests.meetings.salon_making import FACTS, STARTS, joined, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def salon(secretary: Person) -> Salon:
    """Open, thirty days ahead."""
    return opened(viewer_of(secretary))


def facilitator(person: Person, now: datetime) -> Viewer:
    """The same person as a facilitator."""
    membership = Membership.objects.get(person=person)
    change_role(membership, role=Role.FACILITATOR, viewer=OPERATOR, now=now)
    return viewer_of(person)


def test_only_facilitators_and_the_secretariat_plan(manager: Person, outsider: Person, now: datetime) -> None:
    for viewer in (viewer_of(manager), VISITOR):
        with pytest.raises(DomainError):
            plan_salon(FACTS, viewer=viewer, now=now)
    assert plan_salon(FACTS, viewer=facilitator(outsider, now), now=now).organisation.name == "Entreprenør Syd"


def test_a_draft_is_seen_by_its_own_facilitators_and_the_secretariat(
    outsider: Person, member: Person, manager: Person, secretary: Person, now: datetime
) -> None:
    own = facilitator(outsider, now)
    plan_salon(FACTS, viewer=own, now=now)
    other = facilitator(member, now)
    seen = [salons(viewer).count() for viewer in (own, viewer_of(secretary), other, viewer_of(manager), VISITOR)]
    assert seen == [1, 1, 0, 0, 0]


def test_another_organisations_facilitator_changes_nothing(salon: Salon, outsider: Person, now: datetime) -> None:
    other, row = facilitator(outsider, now), joined(salon, "Anna")
    acts: list[Callable[[], object]] = [
        lambda: change_salon(salon, replace(FACTS, seats=9), viewer=other, now=now),
        lambda: close_salon(salon, viewer=other, now=now),
        lambda: call_off_salon(salon, viewer=other, now=now),
        lambda: tell_afterwards(salon, digest="Nej", material="", viewer=other, now=STARTS),
        lambda: tick_off(salon, [], viewer=other, now=STARTS),
        lambda: check_in(row, viewer=other, now=STARTS),
    ]
    for act in acts:
        with pytest.raises(DomainError, match="Kun de, der har planlagt"):
            act()
    salon.refresh_from_db()
    assert (salon.state, salon.seats) == ("open", 2)


def test_what_comes_too_early_or_too_late_is_refused(salon: Salon, secretary: Person, now: datetime) -> None:
    viewer, anna, bo = viewer_of(secretary), joined(salon, "Anna"), joined(salon, "Bo")
    sign_off(bo, viewer=VISITOR, now=now)
    acts: list[Callable[[], object]] = [
        lambda: tick_off(salon, [anna.pk], viewer=viewer, now=STARTS - timedelta(hours=5)),
        lambda: check_in(bo, viewer=viewer, now=STARTS),
        lambda: give_feedback(anna, useful="yes", viewer=VISITOR, now=now),
        lambda: give_feedback(bo, useful="yes", viewer=VISITOR, now=STARTS),
        lambda: give_feedback(anna, useful="måske", viewer=VISITOR, now=STARTS),
        lambda: open_salon(salon, viewer=viewer, now=STARTS),
        lambda: open_salon(salon, viewer=viewer, now=now),
        lambda: tell_afterwards(salon, digest="Ja", material="uden link", viewer=viewer, now=STARTS),
    ]
    for act in acts:
        with pytest.raises(DomainError):
            act()


@pytest.mark.parametrize(
    "wrong", [{"seats": 0}, {"seats": 2001}, {"themes": ("Z9",)}, {"themes": ("A1", "A2", "A3", "A4")}]
)
def test_what_the_form_never_sends_is_refused_too(wrong: dict[str, object], salon: Salon, secretary: Person) -> None:
    facts = replace(facts_of(salon), **wrong)  # type: ignore[arg-type]
    with pytest.raises(DomainError):
        change_salon(salon, facts, viewer=viewer_of(secretary), now=STARTS - timedelta(days=9))


def test_a_salon_that_was_not_changed_is_not_written(salon: Salon, secretary: Person, now: datetime) -> None:
    before = salon.revision
    change_salon(salon, facts_of(salon), viewer=viewer_of(secretary), now=now)
    salon.refresh_from_db()
    assert salon.revision == before
