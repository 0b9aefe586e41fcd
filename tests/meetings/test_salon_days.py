"""A salon that is moved, called off or near; what is kept of who came; calendars that follow along."""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.meetings.actions import (
    call_off_salon,
    change_salon,
    erase_from_salons,
    make_calendar_link,
    remind,
    revoke_calendar_link,
    sign_off,
    sign_up,
    tell_afterwards,
)
from maskinrum.meetings.actions.calendar_links import token_of_calendar
from maskinrum.meetings.actions.salons import facts_of
from maskinrum.meetings.facts.salons import SignUpFacts
from maskinrum.meetings.models import Salon, SignUp
from maskinrum.meetings.queries.calendars import salon_events
from maskinrum.meetings.queries.sign_ups import outcome_of
from maskinrum.organisations.actions import merge_organisations, remove_overdue
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.meetings.salon_making import STARTS, joined, opened, states

LINK = "https://moede.example/hemmeligt"
MANY = 200


@pytest.fixture
def salon(secretary: Person) -> Salon:
    """Two seats, thirty days ahead, and room on screen."""
    return opened(viewer_of(secretary), online_link=LINK)


def event_in(mail: OutboxMail) -> Any:
    """The event in the file that goes with a letter."""
    content = base64.b64decode(mail.attachments[0]["content"])
    return icalendar.Calendar.from_ical(content).walk("VEVENT")[0]


def test_a_salon_moved_after_two_hundred_signed_up_is_told_to_all_with_a_new_file(
    secretary: Person, now: datetime
) -> None:
    salon = opened(viewer_of(secretary), seats=MANY - 10)
    sign_up(salon, SignUpFacts("Nr 1", "nr1@mange.example"), viewer=VISITOR, now=now)
    SignUp.objects.bulk_create(
        SignUp(
            salon=salon,
            number=number,
            state="confirmed" if number <= salon.seats else "waiting",
            email=f"nr{number}@mange.example",
            signed_up_at=now,
        )
        for number in range(2, MANY + 1)
    )
    days: dict[str, Any] = {"starts_at": STARTS + timedelta(days=7), "ends_at": STARTS + timedelta(days=7, hours=2)}
    change_salon(salon, replace(facts_of(salon), **days), viewer=viewer_of(secretary), now=now)
    letters = OutboxMail.objects.filter(kind="salon_moved")
    assert (letters.count(), letters.values("to").distinct().count()) == (MANY, MANY)
    before = event_in(OutboxMail.objects.get(kind="salon_confirmed", to="nr1@mange.example"))
    after = event_in(letters.get(to="nr1@mange.example"))
    assert str(before["UID"]) == str(after["UID"])
    assert (int(before["SEQUENCE"]), int(after["SEQUENCE"])) == (0, 1)
    assert after["DTSTART"].dt == days["starts_at"]
    assert salon.sign_ups.filter(state="confirmed").count() == MANY - 10, "everybody keeps the seat"


def test_what_does_not_move_a_salon_is_told_to_nobody(salon: Salon, secretary: Person, now: datetime) -> None:
    joined(salon, "Anna")
    change_salon(salon, replace(facts_of(salon), programme="Nyt program"), viewer=viewer_of(secretary), now=now)
    salon.refresh_from_db()
    assert (salon.sequence, OutboxMail.objects.filter(kind="salon_moved").count()) == (0, 0)


def test_a_salon_called_off_is_struck_out_in_calendars(salon: Salon, secretary: Person, now: datetime) -> None:
    joined(salon, "Anna")
    call_off_salon(salon, viewer=viewer_of(secretary), now=now)
    event = event_in(OutboxMail.objects.get(kind="salon_called_off"))
    assert (str(event["STATUS"]), int(event["SEQUENCE"]), "CONFERENCE" in event) == ("CANCELLED", 1, False)
    kept = [one for one in salon_events(VISITOR, now) if one.is_cancelled]
    assert [one.uid for one in kept] == [f"salon-{salon.pk}@maskinrum"]


def test_whoever_has_a_seat_is_reminded_once(salon: Salon, now: datetime) -> None:
    for name in ("Anna", "Bo", "Carl"):
        joined(salon, name)
    assert remind(STARTS - timedelta(days=2)) == 0
    day_before = STARTS - timedelta(hours=24)
    assert (remind(day_before), remind(day_before)) == (2, 0)
    told = OutboxMail.objects.filter(kind="salon_reminder").order_by("to").values_list("to", flat=True)
    assert list(told) == ["anna@deltager.example", "bo@deltager.example"]


def reminded(to: str = "anna@deltager.example") -> int:
    return OutboxMail.objects.filter(kind="salon_reminder", to=to).count()


def test_a_salon_moved_after_its_reminder_is_reminded_of_again(salon: Salon, secretary: Person, now: datetime) -> None:
    joined(salon, "Anna")
    day_before = STARTS - timedelta(hours=24)
    remind(day_before)
    days: dict[str, Any] = {"starts_at": STARTS + timedelta(days=7), "ends_at": STARTS + timedelta(days=7, hours=2)}
    change_salon(salon, replace(facts_of(salon), **days), viewer=viewer_of(secretary), now=day_before)
    assert (remind(day_before), remind(day_before + timedelta(days=7)), reminded()) == (0, 1, 2)


def test_a_salon_moved_to_a_day_that_is_near_is_told_of_once(salon: Salon, secretary: Person, now: datetime) -> None:
    joined(salon, "Anna")
    near: dict[str, Any] = {"starts_at": STARTS - timedelta(hours=6), "ends_at": STARTS - timedelta(hours=4)}
    facts = replace(facts_of(salon), **near, deadline=STARTS - timedelta(days=2))
    moved_at = STARTS - timedelta(hours=30)
    change_salon(salon, facts, viewer=viewer_of(secretary), now=moved_at)
    assert (remind(moved_at + timedelta(hours=1)), reminded()) == (0, 0)


def test_whoever_comes_back_after_the_reminder_is_reminded_again(salon: Salon, secretary: Person) -> None:
    anna = joined(salon, "Anna")
    day_before = STARTS - timedelta(hours=24)
    remind(day_before)
    sign_off(anna, viewer=VISITOR, now=day_before)
    later: dict[str, Any] = {"starts_at": STARTS + timedelta(days=7), "ends_at": STARTS + timedelta(days=7, hours=2)}
    facts = replace(facts_of(salon), **later, deadline=STARTS + timedelta(days=6))
    change_salon(salon, facts, viewer=viewer_of(secretary), now=day_before)
    SignUp.objects.update(reminded_at=day_before)
    sign_up(salon, SignUpFacts("Anna", anna.email), viewer=VISITOR, now=day_before)
    assert (remind(day_before + timedelta(days=7)), reminded()) == (1, 2)


def test_the_digest_thanks_once(salon: Salon, secretary: Person, now: datetime) -> None:
    joined(salon, "Anna")
    viewer, after = viewer_of(secretary), STARTS + timedelta(days=1)
    with pytest.raises(DomainError):
        tell_afterwards(salon, digest="For tidligt", material="", viewer=viewer, now=now)
    for digest in ("Det gik godt.", "Det gik meget godt."):
        tell_afterwards(salon, digest=digest, material="", viewer=viewer, now=after)
    assert OutboxMail.objects.filter(kind="salon_thanks").count() == 1
    salon.refresh_from_db()
    assert (salon.state, salon.digest) == ("held", "Det gik meget godt.")


def test_needs_go_the_day_after_and_names_after_thirty_days(salon: Salon) -> None:
    joined(salon, "Anna", needs="Nødder", agrees=True, organisation_name="Nord")
    ends = salon.ends_at
    remove_overdue(ends + timedelta(hours=23))
    assert SignUp.objects.get().needs == "Nødder"
    remove_overdue(ends + timedelta(hours=24))
    row = SignUp.objects.get()
    assert (row.needs, row.needs_agreed_at) == ("", None)
    assert (row.needs, row.name, row.email) == ("", "Anna", "anna@deltager.example")
    remove_overdue(ends + timedelta(days=29))
    assert SignUp.objects.get().name == "Anna"
    remove_overdue(ends + timedelta(days=30))
    row = SignUp.objects.get()
    assert (row.name, row.email, row.organisation_name, row.token_digest) == ("", "", "", None)
    assert outcome_of(salon).had_seat == 1, "the count stays"
    assert remove_overdue(ends + timedelta(days=31)) == {}


def test_who_is_erased_gives_the_seat_on(salon: Salon, member: Person, now: datetime) -> None:
    sign_up(salon, SignUpFacts("Mette", member.email), viewer=VISITOR, now=now)
    for name in ("Bo", "Carl"):
        joined(salon, name)
    erase_from_salons(member, viewer=OPERATOR, now=now)
    assert states(salon) == [("", "withdrawn"), ("Bo", "confirmed"), ("Carl", "offered")]


def test_the_organisation_that_carries_on_keeps_the_salons(
    salon: Salon, organisation: Organisation, now: datetime
) -> None:
    merge_organisations(salon.organisation, into=organisation, viewer=OPERATOR, now=now)
    salon.refresh_from_db()
    assert salon.organisation == organisation


def test_the_open_calendar_holds_no_draft_and_no_link(secretary: Person, client: Client) -> None:
    now = timezone.now()
    days: dict[str, Any] = {"starts_at": now + timedelta(days=9), "ends_at": now + timedelta(days=9, hours=2)}
    salon = opened(viewer_of(secretary), online_link=LINK, deadline=now + timedelta(days=8), now=now, **days)
    answer = client.get(reverse("calendar:open"))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert (str(salon.pk).encode() in answer.content, LINK.encode() in answer.content) == (True, False)
    Salon.objects.update(state="draft")
    assert str(salon.pk).encode() not in client.get(reverse("calendar:open")).content


def test_my_calendar_holds_what_i_have_a_seat_at_until_i_revoke_it(
    secretary: Person, member: Person, outsider: Person, client: Client, client_of: Callable[[Person], Client]
) -> None:
    now = timezone.now()
    days: dict[str, Any] = {"starts_at": now + timedelta(days=9), "ends_at": now + timedelta(days=9, hours=2)}
    salon = opened(viewer_of(secretary), online_link=LINK, deadline=now + timedelta(days=8), now=now, **days)
    sign_up(salon, SignUpFacts("Mette", member.email), viewer=VISITOR, now=now)
    addresses = {}
    for person in (member, outsider):
        link = make_calendar_link(person, viewer=viewer_of(person), now=now)
        addresses[person] = reverse("calendar:own", args=[token_of_calendar(link)])
        assert addresses[person] in client_of(person).get(reverse("calendar:index")).content.decode()
    seen = {person: LINK.encode() in client.get(address).content for person, address in addresses.items()}
    assert seen == {member: True, outsider: False}
    SignUp.objects.update(state="withdrawn")
    assert LINK.encode() not in client.get(addresses[member]).content, "what I may not see now is not there"
    make_calendar_link(outsider, viewer=viewer_of(outsider), now=now)
    revoke_calendar_link(member, viewer=viewer_of(member), now=now)
    assert [client.get(address).status_code for address in addresses.values()] == [404, 404]


def test_a_closed_account_has_no_calendar(member: Person, client: Client, now: datetime) -> None:
    link = make_calendar_link(member, viewer=viewer_of(member), now=now)
    Person.objects.filter(pk=member.pk).update(is_active=False)
    assert client.get(reverse("calendar:own", args=[token_of_calendar(link)])).status_code == 404
