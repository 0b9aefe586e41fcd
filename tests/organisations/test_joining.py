"""Newcomers ask by CVR number; whoever may decide decides; nobody is told what is known."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.organisations.actions import (
    add_member,
    approve_request,
    ask_to_join,
    create_organisation,
    decline_request,
    register_person,
    take_back_request,
)
from maskinrum.organisations.actions import joining as acts
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import JoinRequest, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import organisation_of_cvr, viewer_of
from maskinrum.shared.errors import DomainError

Browser = Callable[[Person | None], Client]
KNOWN, UNKNOWN = "98000003", "98000011"


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """To whom which letter is written."""
    written: list[tuple[str, str]] = []
    monkeypatch.setattr(acts, "write_to", lambda person, name, **context: written.append((person.email, name)))
    return written


@pytest.fixture
def secretariat(now: datetime, db: None) -> Person:
    """Somebody who looks after the network."""
    place = create_organisation("Sekretariatet", kind=OrganisationKind.ASSOCIATION, viewer=OPERATOR, now=now)
    person = register_person("siv@net.example", name="Siv", is_verified=True, now=now)
    add_member(person, organisation=place, role=Role.SECRETARIAT, viewer=OPERATOR, now=now)
    return person


@pytest.fixture
def known(organisation: Organisation) -> Organisation:
    """The organisation, with its number."""
    organisation.cvr = KNOWN
    organisation.save()
    return organisation


def asked(person: Person, cvr: str, now: datetime) -> JoinRequest:
    words: dict[str, Any] = {"name": "Tegnestuen", "kind": OrganisationKind.ARCHITECT, "message": "Vi tegner."}
    return ask_to_join(person, cvr=cvr, **words, viewer=viewer_of(person), now=now)


def test_a_known_number_is_read_by_its_managers_and_the_secretariat(
    newcomer: Person, known: Organisation, manager: Person, member: Person, secretariat: Person,
    letters: list[tuple[str, str]], now: datetime,
) -> None:  # fmt: skip
    asked(newcomer, KNOWN, now)
    assert sorted(letters) == [(manager.email, "request"), (secretariat.email, "request")]


def test_an_unknown_number_is_read_by_the_secretariat(
    newcomer: Person, manager: Person, secretariat: Person, letters: list[tuple[str, str]], now: datetime
) -> None:
    asked(newcomer, UNKNOWN, now)
    assert letters == [(secretariat.email, "request")]


def test_the_one_who_asks_is_told_the_same_whether_it_is_known(
    newcomer: Person, known: Organisation, manager: Person, client_of: Browser
) -> None:
    pages = []
    for cvr in (KNOWN, UNKNOWN):
        form = {"cvr": cvr, "name": "Noget", "kind": "engineer"}
        answer = client_of(newcomer).post(reverse("joining:ask"), form, follow=True)
        main = answer.content.decode().partition("</header>")[2].partition("csrfmiddlewaretoken")[0]
        pages.append(re.sub(r"[0-9a-f-]{36}", "", main.replace(cvr, "")))
        JoinRequest.objects.all().delete()
    assert pages[0] == pages[1]


def test_a_manager_lets_a_colleague_in(
    newcomer: Person, known: Organisation, manager: Person, letters: list[tuple[str, str]], now: datetime
) -> None:
    approve_request(asked(newcomer, KNOWN, now), answer="Velkommen.", viewer=viewer_of(manager), now=now)
    newcomer.refresh_from_db()
    assert viewer_of(newcomer) == Viewer(newcomer.pk, known.pk, "member")
    assert letters[-1] == (newcomer.email, "approved")


def test_a_manager_decides_nothing_about_other_organisations(
    newcomer: Person, known: Organisation, outsider: Person, now: datetime
) -> None:
    viewer = Viewer(outsider.pk, viewer_of(outsider).organisation, Role.MANAGER)
    for act in (approve_request, decline_request):
        with pytest.raises(DomainError):
            act(asked(newcomer, KNOWN, now), viewer=viewer, now=now)
        JoinRequest.objects.all().delete()


def test_the_secretariat_adds_an_unknown_organisation_and_its_first_person_decides(
    newcomer: Person, secretariat: Person, now: datetime
) -> None:
    made = approve_request(asked(newcomer, UNKNOWN, now), viewer=viewer_of(secretariat), now=now)
    found = Organisation.objects.get(cvr=UNKNOWN)
    assert (found.name, found.kind, found.joined_at, made.role) == ("Tegnestuen", "architect", now, "manager")


def test_the_secretariat_finds_it_in_the_register(newcomer: Person, secretariat: Person, now: datetime) -> None:
    row = create_organisation(
        "Tegnestuen i registret", kind=OrganisationKind.ARCHITECT, takes_part=False, viewer=OPERATOR, now=now
    )
    approve_request(asked(newcomer, UNKNOWN, now), match=row, viewer=viewer_of(secretariat), now=now)
    row.refresh_from_db()
    newcomer.refresh_from_db()
    assert (row.cvr, row.joined_at, viewer_of(newcomer).organisation) == (UNKNOWN, now, row.pk)


def test_one_of_the_register_with_a_number_takes_part_when_its_first_person_is_approved(
    newcomer: Person, secretariat: Person, now: datetime
) -> None:
    kind = OrganisationKind.ARCHITECT
    row = create_organisation("I registret", kind=kind, cvr=KNOWN, takes_part=False, viewer=OPERATOR, now=now)
    approve_request(asked(newcomer, KNOWN, now), viewer=viewer_of(secretariat), now=now)
    row.refresh_from_db()
    assert row.joined_at == now


def test_a_number_of_one_that_was_merged_leads_to_the_one_that_carries_on(
    known: Organisation, other_organisation: Organisation
) -> None:
    known.merged_into = other_organisation
    known.save()
    assert organisation_of_cvr(KNOWN) == other_organisation


def test_no_is_said_with_an_answer(
    newcomer: Person, secretariat: Person, letters: list[tuple[str, str]], now: datetime
) -> None:
    declined = decline_request(
        asked(newcomer, UNKNOWN, now), answer="Skriv fra arbejdet.", viewer=viewer_of(secretariat), now=now
    )
    assert (declined.decision, declined.answer) == ("declined", "Skriv fra arbejdet.")
    assert (letters[-1], newcomer.memberships.exists()) == ((newcomer.email, "declined"), False)


def test_what_is_decided_stays_decided(newcomer: Person, secretariat: Person, now: datetime) -> None:
    request = asked(newcomer, UNKNOWN, now)
    decline_request(request, viewer=viewer_of(secretariat), now=now)
    with pytest.raises(DomainError):
        approve_request(request, viewer=viewer_of(secretariat), now=now)


def test_one_asks_once_for_the_same(newcomer: Person, now: datetime) -> None:
    asked(newcomer, UNKNOWN, now)
    with pytest.raises(DomainError) as refusal:
        asked(newcomer, UNKNOWN, now)
    assert refusal.value.field == "cvr"


def test_one_does_not_ask_for_what_one_has(member: Person, known: Organisation, now: datetime) -> None:
    with pytest.raises(DomainError):
        asked(member, KNOWN, now)


def test_asking_and_taking_back_does_not_write_to_people_without_end(newcomer: Person, now: datetime) -> None:
    for _n in range(acts.MOST_LATELY):
        take_back_request(asked(newcomer, UNKNOWN, now), viewer=viewer_of(newcomer), now=now)
    with pytest.raises(DomainError):
        asked(newcomer, UNKNOWN, now)
    assert asked(newcomer, UNKNOWN, now + timedelta(days=1, seconds=1))


def test_another_persons_request_is_not_taken_back(newcomer: Person, member: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        take_back_request(asked(newcomer, UNKNOWN, now), viewer=viewer_of(member), now=now)


def test_a_wrong_number_is_told_at_its_field_and_nothing_is_lost(newcomer: Person, client_of: Browser) -> None:
    form = {"cvr": "98 00 00 04", "name": "Tegnestuen", "kind": "architect", "message": "Hej"}
    page = client_of(newcomer).post(reverse("joining:ask"), form).content.decode()
    assert "Det sidste ciffer passer ikke" in page
    assert all(f'value="{text}"' in page for text in ("98 00 00 04", "Tegnestuen"))
    assert not JoinRequest.objects.exists()


def test_the_pages_answer_a_request(newcomer: Person, known: Organisation, manager: Person, client_of: Browser) -> None:
    request = asked(newcomer, KNOWN, timezone.now())
    address = reverse("organisation:request", args=[request.pk])
    assert "Sig ja eller nej" in client_of(manager).post(address, {"answer": "Hvem?"}).content.decode()
    client_of(manager).post(address, {"answer": "Velkommen", "decision": "approve"})
    assert newcomer.memberships.get().organisation == known


def test_the_secretariat_is_warned_of_an_address_that_anybody_can_get(
    secretariat: Person, client_of: Browser, now: datetime
) -> None:
    person = register_person("nogen@gmail.com", is_verified=True, now=now)
    page = client_of(secretariat).get(reverse("secretariat:request", args=[asked(person, UNKNOWN, now).pk]))
    assert "Alle kan få sådan en adresse" in page.content.decode()


@pytest.mark.parametrize("name", ["secretariat:requests", "secretariat:overview"])
def test_the_list_asks_the_same_however_many_wait(
    name: str,
    secretariat: Person,
    client_of: Browser,
    now: datetime,
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], Any]], None],
) -> None:
    browser = client_of(secretariat)

    def make(count: int) -> None:
        for n in range(count):
            person = register_person(f"{Person.objects.count()}-{n}@nord.example", now=now)
            asked(person, UNKNOWN, now)

    assert_constant_queries(make, lambda: browser.get(reverse(name)))
