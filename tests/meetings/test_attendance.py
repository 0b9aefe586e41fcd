"""Who came, said by several at once: a list that was opened earlier takes no tick from anybody."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.meetings.actions import check_in, note_attendance
from maskinrum.meetings.models import Meeting, Salon, SignUp
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from tests.conftest import NOW
from tests.meetings.holding import begun
from tests.meetings.test_salon_pages import salon_past

ClientOf = Callable[[Person | None], Client]


def opened(browser: Client, address: str) -> dict[str, list[str]]:
    """A list as it is sent by whoever opens it now and touches nothing."""
    page = browser.get(address).content.decode()
    fields: dict[str, list[str]] = {"seen": [], "came": [], "there": []}
    for tag in re.findall(r"<input[^>]+>", page):
        name, value = (re.search(rf'{part}="([^"]*)"', tag) for part in (" name", " value"))
        if name and value and name[1] in fields and ("checkbox" not in tag or " checked" in tag):
            fields[name[1]].append(value[1])
    return fields


@pytest.fixture
def salon(secretary: Person) -> Salon:
    return salon_past(secretary, "Anna", "Bo", "Carl")


def at_the_door(salon: Salon, name: str, secretary: Person) -> SignUp:
    return check_in(salon.sign_ups.get(name=name), viewer=viewer_of(secretary), now=salon.starts_at)


def who_came(salon: Salon) -> list[str]:
    return list(salon.sign_ups.filter(attended_at__isnull=False).order_by("name").values_list("name", flat=True))


def test_whoever_came_in_by_the_code_since_the_list_was_opened_stays_ticked(
    salon: Salon, secretary: Person, client_of: ClientOf
) -> None:
    planner, address = client_of(secretary), reverse("salons:participants", args=[salon.key])
    fields = opened(planner, address)
    at_the_door(salon, "Bo", secretary)
    planner.post(address, fields | {"came": [str(salon.sign_ups.get(name="Anna").pk)]})
    assert who_came(salon) == ["Anna", "Bo"]


def test_a_tick_that_was_seen_is_taken_away_and_one_that_was_kept_is_kept(
    salon: Salon, secretary: Person, client_of: ClientOf
) -> None:
    anna, bo = (at_the_door(salon, name, secretary) for name in ("Anna", "Bo"))
    planner, address = client_of(secretary), reverse("salons:participants", args=[salon.key])
    fields = opened(planner, address)
    assert sorted(fields["seen"]) == sorted(fields["came"]) == sorted([str(anna.pk), str(bo.pk)])
    planner.post(address, fields | {"came": [str(bo.pk)]})
    assert who_came(salon) == ["Bo"]


@pytest.fixture
def row(member: Person, outsider: Person, secretary: Person) -> Meeting:
    return begun(member, outsider, secretary)


def were_there(row: Meeting) -> set[object]:
    return set(row.participants.filter(was_there=True).values_list("person", flat=True))


def test_of_two_who_say_who_was_at_a_meeting_the_later_one_takes_nobody_out_unseen(
    row: Meeting, member: Person, outsider: Person, secretary: Person, client_of: ClientOf
) -> None:
    first, second = (row.participants.get(person=one.pk) for one in (outsider, secretary))
    browser, address = client_of(member), reverse("meetings:attendance", args=[row.key])
    fields = opened(browser, address)
    note_attendance(row, {first.pk}, viewer=viewer_of(member), now=NOW)
    browser.post(address, fields | {"there": [str(second.pk)]})
    assert were_there(row) == {outsider.pk, secretary.pk}
    browser.post(address, opened(browser, address) | {"there": [str(second.pk)]})
    assert were_there(row) == {secretary.pk}
