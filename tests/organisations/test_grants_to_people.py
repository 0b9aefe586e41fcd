"""One object opened to one person by e-mail, without telling anybody whether the address has an account."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.decisions.models import DecisionFile
from maskinrum.organisations.actions import bind_grants, erase_person, grant_access, register_person, revoke_access
from maskinrum.organisations.models import AuditEvent, Grant, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import grants_of, may_see, viewer_of
from maskinrum.shared.errors import DomainError
from tests.decisions.making import opened

Browser = Callable[[Person | None], Client]
PASSWORD = "en lang adgangskode"
EMAIL = "laeser@hus.example"


@pytest.fixture
def now() -> datetime:
    """A day that has passed: pages ask the clock."""
    return datetime.fromisoformat("2025-11-24T09:30:00+00:00")


@pytest.fixture
def file(organisation: Organisation, manager: Person, now: datetime) -> DecisionFile:
    """A file of the organisation."""
    return opened(organisation, viewer_of(manager), now)


@pytest.fixture
def sharing(file: DecisionFile) -> str:
    """The page that shares it."""
    return reverse("decisions:sharing", args=[file.pk])


def test_whoever_signs_in_with_the_address_reads(
    file: DecisionFile, sharing: str, manager: Person, client_of: Browser, now: datetime
) -> None:
    client_of(manager).post(sharing, {"kind": "person", "email": EMAIL.upper()})
    person = register_person(EMAIL, password=PASSWORD, is_verified=True, now=now)
    browser = client_of(None)
    browser.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    assert browser.get(reverse("decisions:file", args=[file.pk])).status_code == 200
    assert file.title in browser.get(reverse("decisions:index")).content.decode()
    assert Grant.objects.get().person == person


def test_who_has_an_account_reads_at_once(file: DecisionFile, manager: Person, newcomer: Person, now: datetime) -> None:
    grant_access(file, email=newcomer.email, viewer=viewer_of(manager), now=now)
    assert may_see(viewer_of(newcomer), file, now=now)


def test_an_unverified_address_opens_nothing(file: DecisionFile, manager: Person, now: datetime) -> None:
    grant_access(file, email=EMAIL, viewer=viewer_of(manager), now=now)
    person = register_person(EMAIL, now=now)
    bind_grants(person)
    assert not may_see(viewer_of(person), file, now=now)


def test_the_page_is_the_same_whether_the_address_has_an_account(
    sharing: str, manager: Person, outsider: Person, client_of: Browser
) -> None:
    browser, pages = client_of(manager), []
    for email in (outsider.email, EMAIL):
        page = browser.post(sharing, {"kind": "person", "email": email}, follow=True).content.decode()
        grant = Grant.objects.get()
        pages.append(
            page.partition("</header>")[2].partition("<footer")[0].replace(email, "").replace(str(grant.pk), "")
        )
        Grant.objects.all().delete()
    tokens = [[line for line in page.splitlines() if "csrf" not in line] for page in pages]
    assert tokens[0] == tokens[1]
    assert outsider.name not in pages[0]


def test_the_log_knows_no_address(file: DecisionFile, manager: Person, now: datetime) -> None:
    grant = grant_access(file, email=EMAIL, viewer=viewer_of(manager), now=now)
    revoke_access(grant, viewer=viewer_of(manager), now=now)
    changes = list(AuditEvent.objects.filter(object_id=file.pk).values_list("changes", flat=True)[:2])
    assert [change["email"] for change in changes] == ["changed", "changed"]


def test_the_same_address_twice_is_told(file: DecisionFile, manager: Person, now: datetime) -> None:
    grant_access(file, email=EMAIL, viewer=viewer_of(manager), now=now)
    with pytest.raises(DomainError) as refusal:
        grant_access(file, email=EMAIL.upper(), viewer=viewer_of(manager), now=now)
    assert refusal.value.field == "email"


def test_two_addresses_of_one_person_need_one_grant(
    file: DecisionFile, manager: Person, newcomer: Person, now: datetime
) -> None:
    newcomer.emailaddress_set.create(email=EMAIL, verified=True)  # type: ignore[attr-defined]
    for email in (newcomer.email, EMAIL):
        grant_access(file, email=email, viewer=viewer_of(manager), now=now)
    assert Grant.objects.filter(person=newcomer).count() == 1


def test_stopping_shuts_the_person_out(
    file: DecisionFile, manager: Person, newcomer: Person, client_of: Browser, now: datetime
) -> None:
    grant = grant_access(file, email=newcomer.email, viewer=viewer_of(manager), now=now)
    client_of(manager).post(reverse("decisions:stop_sharing", args=[file.pk, grant.pk]))
    assert client_of(newcomer).get(reverse("decisions:file", args=[file.pk])).status_code == 404


def test_erasing_forgets_the_address_too(file: DecisionFile, manager: Person, now: datetime) -> None:
    grant_access(file, email=EMAIL, viewer=viewer_of(manager), now=now)
    person = register_person(EMAIL, now=now)
    erase_person(person, viewer=OPERATOR, now=now)
    assert not grants_of(file, now=now).exists()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"kind": "person", "email": ""}, "Skriv personens e-mailadresse."),
        ({"kind": "organisation"}, "Vælg organisationen."),
        ({}, "Vælg organisationen."),
    ],
)
def test_nobody_chosen_is_told(
    form: dict[str, str], words: str, sharing: str, manager: Person, client_of: Browser
) -> None:
    assert words in client_of(manager).post(sharing, form).content.decode()
    assert not Grant.objects.exists()


def test_the_page_of_what_is_shared_lists_it(
    file: DecisionFile,
    manager: Person,
    other_organisation: Organisation,
    client_of: Browser,
    now: datetime,
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], Any]], None],
) -> None:
    browser, viewer = client_of(manager), viewer_of(manager)
    grant_access(file, email=EMAIL, viewer=viewer, now=now)
    page = browser.get(reverse("organisation:shared")).content.decode()
    assert all(text in page for text in (file.title, EMAIL))

    def make(count: int) -> None:
        for n in range(count):
            more = opened(file.organisation, viewer, now, title=f"{DecisionFile.objects.count()}-{n}")
            grant_access(more, organisation=other_organisation, viewer=viewer, now=now)

    assert_constant_queries(make, lambda: browser.get(reverse("organisation:shared")))
