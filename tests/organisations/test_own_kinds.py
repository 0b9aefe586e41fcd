"""A kind of what is held about a person, page by page; the page of all kinds asks little, however much there is."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maskinrum.organisations.models import AuditEvent, Invitation, Organisation, Person
from maskinrum.organisations.queries import own_data, own_table
from maskinrum.organisations.queries.own_data import leading_tables, shares

pytestmark = pytest.mark.django_db

KIND = "organisations_invitation"


@pytest.fixture
def invite(organisation: Organisation, now: datetime) -> Callable[..., list[Invitation]]:
    """Let somebody have invited so many others."""

    def made(by: Person, count: int) -> list[Invitation]:
        told: dict[str, Any] = {"organisation": organisation, "invited_by": by.pk, "invited_at": now, "expires_at": now}
        return Invitation.objects.bulk_create(
            Invitation(email=f"p{number}@andre.example", token_digest=str(number), **told) for number in range(count)
        )

    return made


@pytest.mark.parametrize(
    ("totals", "most", "in_all", "shown"),
    [
        ([3, 40], None, None, [3, 40]),
        ([3, 40], 25, None, [3, 25]),
        ([3, 40], 25, 60, [3, 25]),
        ([1, 40, 7, 2], 25, 12, [1, 4, 4, 2]),
        ([1, 40, 7], 25, 2, [1, 1, 1]),
        ([], 25, 60, []),
    ],
)
def test_rows_of_a_page_are_dealt_out_and_each_kind_has_one(
    totals: list[int], most: int | None, in_all: int | None, shown: list[int]
) -> None:
    assert shares(totals, most=most, in_all=in_all) == shown


def test_a_kind_is_shown_whole_page_by_page(
    member: Person, invite: Callable[..., list[Invitation]], client_of: Callable[[Person], Client]
) -> None:
    made = invite(member, 28)
    browser, address = client_of(member), reverse("organisations:own_kind", args=[KIND])
    assert f'href="{address}"' in browser.get(reverse("organisations:own_data")).content.decode()
    pages = [browser.get(f"{address}?side={number}").content.decode() for number in (1, 2, 99)]
    assert [page.count("<dl") for page in pages] == [25, 3, 3]
    assert [sum(str(one.pk) in page for page in pages[:2]) for one in made] == [1] * 28
    assert "28 rækker." in pages[0]


def test_rows_told_whole_come_before_those_that_only_name_the_person(
    member: Person, invite: Callable[..., list[Invitation]], organisation: Organisation, now: datetime
) -> None:
    invite(member, 3)
    times = {"invited_at": now, "expires_at": now}
    Invitation.objects.create(email=member.email, organisation=organisation, token_digest="mig", **times)
    parts = [own_table(member, KIND, first=first, most=1) for first in range(5)]
    rows = [part.rows[0] if part and part.rows else None for part in parts]
    assert [("email" in row) if row else None for row in rows] == [True, False, False, False, None]
    assert len({row["id"] for row in rows if row}) == 4


@pytest.mark.parametrize("table", ["organisations_organisation", "auth_nobody", KIND])
def test_a_kind_with_nothing_about_the_person_is_not_there(
    table: str, member: Person, outsider: Person, invite: Callable[..., list[Invitation]], client_of: Any
) -> None:
    invite(member, 1)
    assert client_of(outsider).get(reverse("organisations:own_kind", args=[table])).status_code == 404


def test_the_page_asks_once_for_all_counts_and_once_for_each_kind(member: Person, client_of: Any) -> None:
    browser, address = client_of(member), reverse("organisations:own_data")
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    assert len(asked) <= len(own_data(member)) + 12 < len(leading_tables())


def test_of_what_the_person_did_is_told_when_what_and_to_what(member: Person, outsider: Person, now: datetime) -> None:
    AuditEvent.objects.create(
        at=now, actor=member.pk, verb="x", object_type="y", object_id=outsider.pk, changes={"a": 1}
    )
    found = own_table(member, "organisations_auditevent", first=0, most=9)
    [row] = [row for row in (found.rows if found else ()) if row["verb"] == "x"]
    told = {"at": now, "actor": str(member.pk), "verb": "x", "object_type": "y", "object_id": str(outsider.pk)}
    assert {name: value for name, value in row.items() if name != "id"} == told


def test_who_asks_is_another_each_time(member: Person, outsider: Person) -> None:
    one_after_another = (member, outsider, member)
    found = [own_table(one, "organisations_membership", first=0, most=9) for one in one_after_another]
    told = [[row["person_id"] for row in table.rows] for table in found if table]
    assert told == [[str(one.pk)] for one in one_after_another]
