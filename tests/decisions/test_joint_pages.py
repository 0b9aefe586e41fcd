"""Two organisations calculate their portfolios as one: the pages."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.decisions.analysis.assumptions import Assumptions, Range
from maskinrum.decisions.enums import JointState
from maskinrum.decisions.models import DecisionFile, JointPortfolio
from maskinrum.decisions.queries import (
    latest_snapshot,
)
from maskinrum.decisions.reports.joint import joint_page
from maskinrum.organisations.actions import (
    create_organisation,
    grant_access,
)
from maskinrum.organisations.enums import OrganisationKind
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.organisations.queries.own_data import own_data
from tests.decisions.joining import agreed, invited

Browser = Callable[[Person | None], Client]
Constant = Callable[[Callable[[int], object], Callable[[], HttpResponse]], None]


@pytest.mark.django_db
def test_an_invitation_is_sent_read_and_agreed_to(
    file: DecisionFile, their_file: DecisionFile, theirs: Organisation, manager: Person, neighbour: Person,
    client_of: Browser,
) -> None:  # fmt: skip
    own, other = client_of(manager), client_of(neighbour)
    until = timezone.localdate() + timedelta(days=30)
    given = {"organisation": str(theirs.pk), "until": until.isoformat(), "agreed": "on"}
    assert own.post(reverse("decisions:invite_to_joint", args=[file.pk]), given).status_code == 302
    joint = JointPortfolio.objects.get()
    page = reverse("decisions:joint", args=[joint.pk])
    waiting = other.get(page).content.decode()
    assert ("Boligselskabet Nord" in waiting, file.title in waiting, "Taget" in waiting) == (True, False, False)
    assert other.post(page, {"act": "agree", "file": str(their_file.pk), "agreed": "on"}).status_code == 302
    texts = [browser.get(page).content.decode() for browser in (own, other)]
    assert [their_file.title in text for text in texts] == [False, True]
    assert [
        f"<h1>Sammen med {name}" in text for name, text in zip((theirs, file.organisation), texts, strict=True)
    ] == [
        True,
        True,
    ]
    assert [file.title in text for text in texts] == [True, False]
    joint.refresh_from_db()
    assert (joint.state, joint.accepting_snapshot) == (JointState.AGREED, latest_snapshot(their_file))


@pytest.mark.django_db
def test_each_is_shown_the_total_and_its_own_figures_and_not_the_others(
    joint: JointPortfolio, their_file: DecisionFile, viewer: Viewer, neighbour: Person, joint_result: dict[str, Any],
    at: datetime,
) -> None:  # fmt: skip
    telling = {
        "inviting": {"worth": 110.0, "low": 20.0, "high": 200.0, "alone": 330.0},
        "accepting": {"worth": 550.0, "high": 600.0, "alone": 770.0},
    }
    joint_result = joint_result | {side: joint_result[side] | figures for side, figures in telling.items()}
    joint = agreed(joint, their_file, neighbour, joint_result, at)
    own, other = (str(joint_page(joint, one)) for one in (viewer, viewer_of(neighbour)))
    assert [("110" in one, "330" in one, "550" in one, "770" in one) for one in (own, other)] == [
        (True, True, False, False),
        (False, False, True, True),
    ]
    assert joint_page(joint, viewer).total == joint_page(joint, viewer_of(neighbour)).total


@pytest.mark.django_db
def test_what_is_held_about_a_person_tells_no_result(
    joint: JointPortfolio, their_file: DecisionFile, neighbour: Person, manager: Person, joint_result: dict[str, Any],
    at: datetime,
) -> None:  # fmt: skip
    agreed(joint, their_file, neighbour, joint_result, at)
    for person in (manager, neighbour):
        (table,) = [one for one in own_data(person) if one.table == "decisions_jointportfolio"]
        assert {name for row in table.rows for name in row} & {"result", "assumptions", "invited_id"} == set()


@pytest.mark.django_db
def test_what_was_typed_stays_when_something_is_missing(
    file: DecisionFile, theirs: Organisation, manager: Person, client_of: Browser
) -> None:
    late = timezone.localdate() + timedelta(days=900)
    for data in ({}, {"organisation": str(theirs.pk), "until": late.isoformat()}):
        answer = client_of(manager).post(reverse("decisions:invite_to_joint", args=[file.pk]), data)
        assert "agreed" in answer.context["form"].errors
    assert answer.context["form"]["organisation"].value() == str(theirs.pk)
    assert JointPortfolio.objects.count() == 0


@pytest.mark.django_db
def test_declining_needs_no_file(joint: JointPortfolio, neighbour: Person, client_of: Browser) -> None:
    answer = client_of(neighbour).post(reverse("decisions:joint", args=[joint.pk]), {"act": "decline"})
    joint.refresh_from_db()
    assert (answer.status_code, joint.state) == (302, JointState.DECLINED)


@pytest.mark.django_db
def test_ending_from_the_page(joint: JointPortfolio, manager: Person, neighbour: Person, client_of: Browser) -> None:
    client_of(manager).post(reverse("decisions:end_joint", args=[joint.pk]))
    assert client_of(neighbour).get(reverse("decisions:joint", args=[joint.pk])).status_code == 404


@pytest.mark.django_db
def test_whoever_the_file_is_shared_with_sees_nothing_of_it(
    joint: JointPortfolio, file: DecisionFile, viewer: Viewer, outsider: Person, other_organisation: Organisation,
    client_of: Browser, at: datetime,
) -> None:  # fmt: skip
    grant_access(file, organisation=other_organisation, viewer=viewer, now=at)
    browser = client_of(outsider)
    pages = [("joint", joint.pk), ("invite_to_joint", file.pk)]
    assert [browser.get(reverse(f"decisions:{name}", args=[key])).status_code for name, key in pages] == [404, 404]
    assert b"Boligselskabet Vest" not in browser.get(reverse("decisions:joint_list")).content


@pytest.mark.django_db
def test_members_read_but_do_not_answer(joint: JointPortfolio, member: Person, client_of: Browser) -> None:
    browser, page = client_of(member), reverse("decisions:joint", args=[joint.pk])
    assert [browser.get(page).status_code, browser.post(page, {"act": "decline"}).status_code] == [200, 404]
    assert browser.post(reverse("decisions:end_joint", args=[joint.pk])).status_code == 404


@pytest.mark.django_db
def test_numbers_that_one_side_has_changed_are_not_what_the_other_agrees_to(
    file: DecisionFile, theirs: Organisation, viewer: Viewer, neighbour: Person, client_of: Browser, at: datetime
) -> None:
    changed = Assumptions(ceiling=777.0, overrides={("strategic_partnership", "term"): Range(30, 36, 42)})
    file.assumptions = changed.to_json()
    file.save()
    joint = invited(file, theirs, viewer, at)
    assert joint.assumptions == {}
    joint.assumptions = changed.to_json()  # as an invitation was stored while they were taken
    joint.save()
    text = _text_of(client_of(neighbour), joint)
    assert ("30 … 36 … 42" in text, "777" in text) == (False, False)


@pytest.mark.django_db
def test_a_result_calculated_with_changed_numbers_still_says_so(
    joint: JointPortfolio, joint_result: dict[str, Any], manager: Person, client_of: Browser
) -> None:
    changed = Assumptions(overrides={("strategic_partnership", "term"): Range(30, 36, 42)})
    joint.assumptions, joint.result, joint.state = changed.to_json(), joint_result, JointState.AGREED
    joint.accepting_file = joint.inviting_file
    joint.save()
    assert "30 … 36 … 42" in _text_of(client_of(manager), joint)


def _text_of(browser: Any, joint: JointPortfolio) -> str:
    """The words of its page; a key in an address may hold any figures."""
    page = browser.get(reverse("decisions:joint", args=[joint.pk])).content.decode()
    return re.sub("<[^>]+>", " ", page)


@pytest.mark.django_db
def test_the_list_asks_as_much_for_three_as_for_one(
    file: DecisionFile, manager: Person, client_of: Browser, at: datetime, assert_constant_queries: Constant
) -> None:
    row = {"inviting": file.organisation, "inviting_file": file, "case_date": date(2027, 1, 1), "invited_at": at}

    def rows(count: int) -> None:
        for _number in range(count):
            name = f"Bygherre {Organisation.objects.count()}"
            to = create_organisation(name, kind=OrganisationKind.OTHER, viewer=OPERATOR, now=at)
            JointPortfolio.objects.create(**row, invited=to, expires_at=at + timedelta(days=9))

    browser = client_of(manager)
    assert_constant_queries(rows, lambda: browser.get(reverse("decisions:joint_list")))  # type: ignore[arg-type,return-value]
