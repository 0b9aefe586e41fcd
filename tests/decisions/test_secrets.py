"""What belongs to one organisation stays there: no page, file, count or refusal gives another a hint."""

import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.decisions.models import DecisionFile
from maskinrum.decisions.queries import latest_snapshot
from maskinrum.organisations.actions import grant_access, revoke_access
from maskinrum.organisations.models import Grant, Organisation, Person
from maskinrum.organisations.permissions import VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Project
from maskinrum.partnerships.queries import projects
from tests.decisions.making import TAGET, listed, opened, posted
from tests.house.walk import leaks

Browser = Callable[[Person | None], Client]
BUDGET = replace(TAGET, name="Hemmelig budgetsag", budget=Decimal("7613.417"))
AS_WRITTEN = ("7613.417", "7613,417", "7.613,4", "7,613.4")
READING = ("file", "break_even", "findings", "drivers_csv")
CHANGING = ("edit", "projects", "remove", "assumptions", "sharing")


def found(browser: Client, page: str) -> set[str]:
    """The forms of the secret budget that a page or file shows."""
    response: Any = browser.get(page)
    return leaks(response, AS_WRITTEN)


def address(name: str, file: DecisionFile, *others: object) -> str:
    return reverse(f"decisions:{name}", args=[file.pk, *others])


@pytest.fixture
def strangers(newcomer: Person, outsider: Person) -> list[Person | None]:
    """Everybody who has nothing to do with the file."""
    return [None, newcomer, outsider]


@pytest.fixture
def shared(file: DecisionFile, other_organisation: Organisation, viewer: Viewer, now: datetime) -> Grant:
    """The file opened to the outsider's organisation, from today on."""
    return grant_access(file, organisation=other_organisation, expires_at=None, viewer=viewer, now=now)


def test_budgets_are_found_where_the_owner_reads_them(
    organisation: Organisation, viewer: Viewer, manager: Person, client_of: Browser, now: datetime
) -> None:
    file = opened(organisation, viewer, now, BUDGET)
    assert found(client_of(manager), address("export", file, "json")) == {"7613.417"}


def test_strangers_find_no_budget_anywhere(
    organisation: Organisation, viewer: Viewer, strangers: list[Person | None], client_of: Browser, now: datetime
) -> None:
    file = opened(organisation, viewer, now, BUDGET)
    files = [address("export", file, kind) for kind in ("xlsx", "csv", "json")]
    pages = [address(name, file) for name in (*READING, *CHANGING)]
    lists = [reverse(name) for name in ("decisions:index", "decisions:new", "partnerships:projects")]
    asked = [*files, *pages, *lists, reverse("partnerships:export", args=["csv"])]
    assert [page for who in strangers for page in asked if found(client_of(who), page)] == []


@pytest.mark.parametrize("name", ["break_even", "findings"])
def test_a_part_is_as_closed_as_its_page(name: str, file: DecisionFile, outsider: Person, client_of: Browser) -> None:
    answer = client_of(outsider).get(address(name, file), headers={"HX-Request": "true"})
    assert answer.status_code == 404


def without_own_marks(content: bytes, key: uuid.UUID) -> bytes:
    """A body without the id asked for and the secret of the form, which differ from request to request."""
    return re.sub(rb'value="[A-Za-z0-9]{64}"', b"", content.replace(str(key).encode(), b""))


@pytest.mark.parametrize("name", [*READING, *CHANGING])
def test_a_file_of_others_is_refused_in_the_very_words_of_one_that_does_not_exist(
    name: str, file: DecisionFile, outsider: Person, client_of: Browser
) -> None:
    nothing = uuid.uuid4()
    theirs, missing = (client_of(outsider).get(reverse(f"decisions:{name}", args=[key])) for key in (file.pk, nothing))
    assert (theirs.status_code, missing.status_code) == (404, 404)
    assert without_own_marks(theirs.content, file.pk) == without_own_marks(missing.content, nothing)


def test_guest_reads_the_answer_in_every_form(
    file: DecisionFile, shared: Grant, outsider: Person, client_of: Browser
) -> None:
    pages = [*(address(name, file) for name in READING), *(address("export", file, kind) for kind in ("xlsx", "json"))]
    assert [client_of(outsider).get(page).status_code for page in pages] == [200] * len(pages)


@pytest.mark.parametrize("name", CHANGING)
def test_guest_changes_nothing(
    name: str, file: DecisionFile, shared: Grant, outsider: Person, client_of: Browser
) -> None:
    browser = client_of(outsider)
    assert [ask(address(name, file)).status_code for ask in (browser.get, browser.post)] == [404, 404]
    assert DecisionFile.objects.count() == 1


def test_guest_is_offered_no_link_to_what_only_owners_may(
    file: DecisionFile, shared: Grant, outsider: Person, client_of: Browser
) -> None:
    page = client_of(outsider).get(address("file", file)).content.decode()
    assert [name for name in CHANGING if address(name, file) in page] == []


def test_guest_finds_the_file_among_those_shared(
    file: DecisionFile, shared: Grant, outsider: Person, client_of: Browser
) -> None:
    answer = client_of(outsider).get(reverse("decisions:index"))
    assert (answer.context["own_files"], answer.context["shared_files"]) == ([], [file])


def test_nothing_is_left_once_sharing_stops(
    file: DecisionFile, shared: Grant, outsider: Person, viewer: Viewer, client_of: Browser, now: datetime
) -> None:
    revoke_access(shared, viewer=viewer, now=now)
    browser = client_of(outsider)
    assert browser.get(address("file", file)).status_code == 404
    assert browser.get(reverse("decisions:index")).context["shared_files"] == []


def test_nothing_is_left_once_the_last_day_is_over(
    file: DecisionFile, other_organisation: Organisation, outsider: Person, viewer: Viewer, client_of: Browser
) -> None:
    # The page asks the clock, so these days are told from it.
    long_ago = datetime.fromisoformat("2020-01-01T12:00:00+00:00")
    over = long_ago + timedelta(days=1)
    grant_access(file, organisation=other_organisation, expires_at=over, viewer=viewer, now=long_ago)
    assert client_of(outsider).get(address("file", file)).status_code == 404


def test_guest_cannot_let_a_third_in(
    file: DecisionFile, shared: Grant, outsider: Person, organisation: Organisation, client_of: Browser
) -> None:
    client_of(outsider).post(address("sharing", file), {"organisation": str(organisation.pk)})
    assert list(Grant.objects.all()) == [shared]


def test_grant_on_another_file_cannot_be_stopped_through_this_one(
    file: DecisionFile, shared: Grant, manager: Person, organisation: Organisation, viewer: Viewer, now: datetime,
    client_of: Browser,
) -> None:  # fmt: skip
    neighbour = opened(organisation, viewer, now, title="Naboen")
    answer = client_of(manager).post(address("stop_sharing", neighbour, shared.pk))
    assert (answer.status_code, Grant.objects.get().revoked_at) == (404, None)


def test_grant_of_another_organisation_cannot_be_stopped(
    file: DecisionFile, shared: Grant, organisation: Organisation, outsider: Person, now: datetime, client_of: Browser
) -> None:
    answer = client_of(outsider).post(address("stop_sharing", file, shared.pk))
    assert (answer.status_code, Grant.objects.get().revoked_at) == (404, None)


def test_projects_are_listed_for_their_own_organisation_only(
    file: DecisionFile, member: Person, outsider: Person, newcomer: Person
) -> None:
    assert [projects(viewer).count() for viewer in (viewer_of(member), viewer_of(outsider))] == [3, 0]
    assert [projects(viewer).count() for viewer in (viewer_of(newcomer), VISITOR)] == [0, 0]


def test_project_of_another_organisation_cannot_be_chosen_for_a_new_file(
    file: DecisionFile, other_organisation: Organisation, outsider: Person, client_of: Browser, now: datetime
) -> None:
    theirs = Project.objects.filter(name="Taget").get()
    listed(other_organisation, viewer_of(outsider), now, replace(TAGET, name="Vores"))
    form = {"title": "Lånt", "case_date": "2027-01-01", "projects": str(theirs.pk)}
    answer = client_of(outsider).post(reverse("decisions:new"), form)
    assert (answer.status_code, DecisionFile.objects.count(), b"Taget" in answer.content) == (200, 1, False)


def test_project_of_another_organisation_cannot_be_chosen_for_a_file_that_exists(
    file: DecisionFile, other_organisation: Organisation, outsider: Person, manager: Person, client_of: Browser,
    now: datetime,
) -> None:  # fmt: skip
    (theirs,) = listed(other_organisation, viewer_of(outsider), now, replace(TAGET, name="Deres tag"))
    answer = client_of(manager).post(
        address("projects", file), {"projects": str(theirs.pk), "revision": str(file.revision)}
    )
    assert (answer.status_code, b"Deres tag" in answer.content, len(latest_snapshot(file).rows)) == (200, False, 3)


def test_project_of_another_organisation_is_not_touched_through_the_own_list(
    file: DecisionFile, outsider: Person, client_of: Browser
) -> None:
    theirs = Project.objects.get(name="Taget")
    page = client_of(outsider).get(reverse("partnerships:projects"))
    row = posted([replace(TAGET, name="Kapret", planned_start=date(2030, 1, 1))])
    form = row | {"rows-0-id": str(theirs.pk), "version": page.context["version"], "act": "use"}
    answer = client_of(outsider).post(reverse("partnerships:projects"), form, follow=True)
    kept = Project.objects.get(name="Kapret")
    assert (kept.organisation_id, kept.pk == theirs.pk) == (viewer_of(outsider).organisation, False)
    assert (Project.objects.get(pk=theirs.pk).name, b"Taget" in answer.content) == ("Taget", False)
