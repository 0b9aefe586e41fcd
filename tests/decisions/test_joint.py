"""Two organisations calculate their portfolios as one: who decides, who sees what, and what nobody can work out."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.decisions.actions import (
    agree_to_joint,
    decline_joint,
    end_joint,
    invite_to_joint,
    remove_decision_file,
)
from maskinrum.decisions.analysis.assumptions import Assumptions, Range
from maskinrum.decisions.analysis.joint import (
    calculate_joint,
    check_fit,
    common_assumptions,
    read_joint,
    step_of,
)
from maskinrum.decisions.enums import JointState
from maskinrum.decisions.models import DecisionFile, JointPortfolio
from maskinrum.decisions.queries import (
    forgotten_joint_portfolios,
    joint_portfolios,
    latest_snapshot,
)
from maskinrum.decisions.reports.joint import joint_page
from maskinrum.organisations.actions import (
    add_member,
    create_organisation,
    grant_access,
    merge_organisations,
    register_person,
)
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.organisations.queries.own_data import own_data
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.conftest import PASSWORD
from tests.decisions.making import CASE_DATE, TAGET, every_third_month, one_roof, opened

Browser = Callable[[Person | None], Client]
Constant = Callable[[Callable[[int], object], Callable[[], HttpResponse]], None]
OURS = every_third_month(7)
THEIRS = tuple(replace(one, name=f"Deres {one.name}") for one in every_third_month(8))


def scaled(factor: float) -> tuple[ProjectFacts, ...]:
    """The other's projects, each so many times as dear."""
    return tuple(replace(one, budget=(one.budget * Decimal(str(factor))).quantize(Decimal("0.1"))) for one in THEIRS)


def calculated(theirs: tuple[ProjectFacts, ...] = THEIRS) -> dict[str, Any]:
    return calculate_joint(OURS, theirs, Assumptions(), CASE_DATE)


@pytest.fixture(scope="module")
def result(django_db_setup: None, django_db_blocker: Any) -> dict[str, Any]:
    """The two calculated together, once."""
    with django_db_blocker.unblock():
        return calculated()


@pytest.fixture
def at() -> datetime:
    """Now: the pages ask the clock whether it still holds."""
    return timezone.now()


@pytest.fixture
def neighbour(db: None, at: datetime) -> Person:
    """The manager of another housing organisation."""
    kind = OrganisationKind.HOUSING_ORGANISATION
    organisation = create_organisation("Boligselskabet Vest", kind=kind, viewer=OPERATOR, now=at)
    person = register_person("vera@vest.example", name="Vera West", password=PASSWORD, is_verified=True, now=at)
    add_member(person, organisation=organisation, role=Role.MANAGER, viewer=OPERATOR, now=at)
    return person


@pytest.fixture
def theirs(neighbour: Person) -> Organisation:
    """That organisation."""
    return Organisation.objects.get(name="Boligselskabet Vest")


@pytest.fixture
def their_file(theirs: Organisation, neighbour: Person, now: datetime) -> DecisionFile:
    """A file of theirs."""
    return opened(theirs, viewer_of(neighbour), now, title="Deres hemmelige titel")


@pytest.fixture
def joint(file: DecisionFile, theirs: Organisation, viewer: Viewer, at: datetime) -> JointPortfolio:
    """An invitation that waits."""
    return invited(file, theirs, viewer, at)


def invited(file: DecisionFile, to: Organisation, viewer: Viewer, at: datetime, days: int = 90) -> JointPortfolio:
    return invite_to_joint(file, organisation=to, expires_at=at + timedelta(days=days), viewer=viewer, now=at)


def agreed(
    joint: JointPortfolio, their_file: DecisionFile, by: Person, result: dict[str, Any], at: datetime
) -> JointPortfolio:
    given = {"file": their_file, "snapshot": latest_snapshot(their_file), "result": result}
    return agree_to_joint(joint, **given, viewer=viewer_of(by), now=at)  # type: ignore[arg-type]


# What comes out, and what cannot be worked out of it.


def test_everything_that_is_kept_is_rounded(result: dict[str, Any]) -> None:
    total = result["total"]
    assert set(result) == {"total", "inviting", "accepting"}
    assert {name: type(value) for name, value in total.items()} == {
        "mean": int, "low": int, "high": int, "of_ten": int, "holds": bool,
    }  # fmt: skip
    for side in (result["inviting"], result["accepting"]):
        assert set(side) == {"band", "step", "alone", "worth", "low", "high", "of_ten", "holds"}
        assert [side[name] % side["step"] for name in ("alone", "worth")] == [0, 0]
        assert [side[name] % (2 * side["step"]) for name in ("low", "high")] == [0, 0]


@pytest.mark.django_db
def test_others_of_quite_different_size_look_the_same() -> None:
    """Who changes nothing of the own cannot tell a partner from one a tenth smaller or larger, nor from its saving."""
    seen: dict[str, list[float]] = {}
    for factor in (0.95, 1.0, 1.05, 1.1):
        shown = calculated(scaled(factor))
        seen.setdefault(f"{shown['total']} {shown['inviting']}", []).append(factor)
    assert max(max(one) / min(one) for one in seen.values()) >= 1.1 / 1.0 - 1e-9


@pytest.mark.django_db
def test_the_total_less_the_own_leaves_the_other_uncertain_by_more_than_the_step(result: dict[str, Any]) -> None:
    """Subtract as an attacker would: what is left of the other's difference is wider than its own step."""
    shown = read_joint(result)
    assert shown.total is not None
    own_volume = float(sum(one.budget for one in OURS))
    low_share, high_share = shown.inviting.band / 5, (shown.inviting.band + 1) / 5
    ends = [
        (shown.total.mean + half) / 100 * own_volume / share - (shown.inviting.alone + shown.inviting.worth)
        for half in (-0.5, 0.5)
        for share in (low_share, high_share)
    ]
    assert max(ends) - min(ends) > 2 * shown.accepting.step


@pytest.mark.django_db
def test_the_joint_result_is_left_out_where_it_would_nearly_be_the_others_own() -> None:
    small = calculate_joint(OURS, tuple(one_roof(month, 2) for month in (9, 15, 21)), Assumptions(), CASE_DATE)
    assert (small["total"], small["inviting"]["band"], small["accepting"]["band"]) == (None, 4, 0)


@pytest.mark.parametrize(
    ("volume", "step"), [(10, 2), (400, 2), (401, 5), (960, 5), (1000, 5), (1001, 10), (2000, 10), (5000, 50)]
)
def test_the_step_grows_with_the_volume(volume: float, step: float) -> None:
    assert step_of(volume) == step


def test_less_than_three_projects_that_may_go_in_are_refused() -> None:
    two = (TAGET, replace(TAGET, name="Facaden"), replace(TAGET, name="Ude", eligible=False))
    with pytest.raises(DomainError):
        check_fit(two, CASE_DATE)


def test_a_stated_ceiling_and_the_choice_of_alternatives_are_nobody_elses() -> None:
    own = Assumptions(("separate", "strategic_partnership"), ceiling=700.0, shift=18)
    assert common_assumptions(own) == Assumptions(shift=18)


@pytest.mark.django_db
def test_projects_without_a_group_of_either_side_are_not_similar() -> None:
    """A row's own group must differ between the two, or each side's first project would teach the other's first."""
    alone = tuple(replace(one, group="") for one in OURS[:4])
    one, other = (calculate_joint(alone, rows, Assumptions(), CASE_DATE) for rows in (alone, alone[::-1]))
    assert one["inviting"]["worth"] == other["inviting"]["worth"]


# Who decides, and when it ends.


@pytest.mark.django_db
def test_the_other_organisations_managers_are_invited_by_mail_that_names_no_project(
    joint: JointPortfolio, neighbour: Person, file: DecisionFile
) -> None:
    (mail,) = OutboxMail.objects.filter(kind="joint_invited")
    assert (mail.to, "Boligselskabet Nord" in mail.text) == (neighbour.email, True)
    assert (file.title in mail.text, str(joint.pk) in mail.text) == (False, True)
    assert AuditEvent.objects.filter(verb="invite_to_joint", object_id=joint.pk).count() == 1


@pytest.mark.django_db
def test_only_managers_invite_and_not_themselves(
    file: DecisionFile, member: Person, viewer: Viewer, theirs: Organisation, organisation: Organisation, at: datetime
) -> None:
    for by, to in ((viewer_of(member), theirs), (viewer, organisation), (VISITOR, theirs)):
        with pytest.raises(DomainError):
            invited(file, to, by, at)
    assert JointPortfolio.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("days", [0, -1, 400])
def test_an_invitation_ends_within_a_year(
    days: int, file: DecisionFile, viewer: Viewer, theirs: Organisation, at: datetime
) -> None:
    with pytest.raises(DomainError):
        invited(file, theirs, viewer, at, days)


@pytest.mark.django_db
def test_nobody_is_invited_twice_at_once_nor_more_than_three_times_by_either(
    joint: JointPortfolio, file: DecisionFile, their_file: DecisionFile, viewer: Viewer, theirs: Organisation,
    neighbour: Person, organisation: Organisation, at: datetime,
) -> None:  # fmt: skip
    with pytest.raises(DomainError):
        invited(file, theirs, viewer, at)
    end_joint(joint, viewer=viewer, now=at)
    end_joint(invited(their_file, organisation, viewer_of(neighbour), at), viewer=viewer, now=at)
    remove_decision_file(their_file, viewer=viewer_of(neighbour), now=at)
    end_joint(invited(file, theirs, viewer, at), viewer=viewer, now=at)
    with pytest.raises(DomainError, match="3"):
        invited(file, theirs, viewer, at)
    assert invited(file, theirs, viewer, at + timedelta(days=91)).state == JointState.INVITED


@pytest.mark.django_db
def test_an_organisation_invites_ten_a_day_at_most(
    file: DecisionFile, viewer: Viewer, theirs: Organisation, at: datetime
) -> None:
    row = {"inviting": file.organisation, "inviting_file": file, "case_date": CASE_DATE, "expires_at": at}
    for number in range(10):
        to = create_organisation(f"Nr. {number}", kind=OrganisationKind.OTHER, viewer=OPERATOR, now=at)
        JointPortfolio.objects.create(**row, invited=to, invited_at=at)
    with pytest.raises(DomainError):
        invited(file, theirs, viewer, at)


@pytest.mark.django_db
def test_only_managers_of_the_invited_organisation_answer(
    joint: JointPortfolio, file: DecisionFile, their_file: DecisionFile, manager: Person, outsider: Person,
    neighbour: Person, at: datetime,
) -> None:  # fmt: skip
    for by in (manager, outsider):
        with pytest.raises(DomainError):
            agreed(joint, their_file, by, {}, at)
        with pytest.raises(DomainError):
            decline_joint(joint, viewer=viewer_of(by), now=at)
    with pytest.raises(DomainError):
        agreed(joint, file, neighbour, {}, at)
    joint.refresh_from_db()
    assert (joint.state, joint.result) == (JointState.INVITED, None)


@pytest.mark.django_db
def test_an_answer_is_given_once_and_told_to_the_one_that_invited(
    joint: JointPortfolio, their_file: DecisionFile, neighbour: Person, manager: Person, result: dict[str, Any],
    at: datetime,
) -> None:  # fmt: skip
    agreed(joint, their_file, neighbour, result, at)
    with pytest.raises(DomainError):
        decline_joint(joint, viewer=viewer_of(neighbour), now=at)
    (mail,) = OutboxMail.objects.filter(kind="joint_answered")
    assert (mail.to, "sagt ja" in mail.text + mail.subject, their_file.title in mail.text) == (
        manager.email,
        True,
        False,
    )


@pytest.mark.django_db
def test_who_declines_sees_nothing_more_and_the_other_is_told(
    joint: JointPortfolio, neighbour: Person, manager: Person, at: datetime
) -> None:
    decline_joint(joint, viewer=viewer_of(neighbour), now=at)
    (mail,) = OutboxMail.objects.filter(kind="joint_answered")
    assert (mail.to, list(joint_portfolios(viewer_of(neighbour), now=at))) == (manager.email, [])


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["manager", "neighbour"])
def test_either_ends_it_for_both_at_once(
    who: str, joint: JointPortfolio, their_file: DecisionFile, manager: Person, neighbour: Person,
    result: dict[str, Any], at: datetime,
) -> None:  # fmt: skip
    agreed(joint, their_file, neighbour, result, at)
    one, other = (manager, neighbour) if who == "manager" else (neighbour, manager)
    end_joint(joint, viewer=viewer_of(one), now=at)
    end_joint(joint, viewer=viewer_of(one), now=at)
    joint.refresh_from_db()
    assert (joint.state, joint.result) == (JointState.ENDED, None)
    assert [list(joint_portfolios(viewer_of(person), now=at)) for person in (manager, neighbour)] == [[], []]
    assert [mail.to for mail in OutboxMail.objects.filter(kind="joint_ended")] == [other.email]


@pytest.mark.django_db
def test_nobody_else_ends_it(joint: JointPortfolio, member: Person, outsider: Person, at: datetime) -> None:
    for person in (member, outsider):
        with pytest.raises(DomainError):
            end_joint(joint, viewer=viewer_of(person), now=at)


@pytest.mark.django_db
@pytest.mark.parametrize("whose", ["file", "their_file"])
def test_a_file_that_is_deleted_ends_it(
    whose: str, joint: JointPortfolio, file: DecisionFile, their_file: DecisionFile, viewer: Viewer, neighbour: Person,
    result: dict[str, Any], at: datetime,
) -> None:  # fmt: skip
    agreed(joint, their_file, neighbour, result, at)
    gone, by = (file, viewer) if whose == "file" else (their_file, viewer_of(neighbour))
    remove_decision_file(gone, viewer=by, now=at)
    joint.refresh_from_db()
    assert (joint.state, joint.result, OutboxMail.objects.filter(kind="joint_ended").count()) == ("ended", None, 1)


@pytest.mark.django_db
def test_a_day_that_has_come_hides_it_and_a_quarter_later_it_is_removed(
    joint: JointPortfolio, neighbour: Person, viewer: Viewer, at: datetime
) -> None:
    late = joint.expires_at + timedelta(seconds=1)
    assert [joint_portfolios(one, now=late).count() for one in (viewer, viewer_of(neighbour))] == [0, 0]
    assert [forgotten_joint_portfolios(day).count() for day in (at, late + timedelta(days=1))] == [0, 1]
    with pytest.raises(DomainError):
        decline_joint(joint, viewer=viewer_of(neighbour), now=late)


@pytest.mark.django_db
def test_a_merger_ends_it(
    joint: JointPortfolio, theirs: Organisation, other_organisation: Organisation, viewer: Viewer, at: datetime
) -> None:
    merge_organisations(theirs, into=other_organisation, viewer=OPERATOR, now=at)
    joint.refresh_from_db()
    assert (joint.state, joint.invited, joint_portfolios(viewer, now=at).count()) == ("ended", other_organisation, 0)


# The pages.


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
    joint: JointPortfolio, their_file: DecisionFile, viewer: Viewer, neighbour: Person, result: dict[str, Any],
    at: datetime,
) -> None:  # fmt: skip
    telling = {
        "inviting": {"worth": 110.0, "low": 20.0, "high": 200.0, "alone": 330.0},
        "accepting": {"worth": 550.0, "high": 600.0, "alone": 770.0},
    }
    result = result | {side: result[side] | figures for side, figures in telling.items()}
    joint = agreed(joint, their_file, neighbour, result, at)
    own, other = (str(joint_page(joint, one)) for one in (viewer, viewer_of(neighbour)))
    assert [("110" in one, "330" in one, "550" in one, "770" in one) for one in (own, other)] == [
        (True, True, False, False),
        (False, False, True, True),
    ]
    assert joint_page(joint, viewer).total == joint_page(joint, viewer_of(neighbour)).total


@pytest.mark.django_db
def test_what_is_held_about_a_person_tells_no_result(
    joint: JointPortfolio, their_file: DecisionFile, neighbour: Person, manager: Person, result: dict[str, Any],
    at: datetime,
) -> None:  # fmt: skip
    agreed(joint, their_file, neighbour, result, at)
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
def test_changed_assumptions_are_shown_before_one_agrees(
    file: DecisionFile, theirs: Organisation, viewer: Viewer, neighbour: Person, client_of: Browser, at: datetime
) -> None:
    changed = Assumptions(ceiling=777.0, overrides={("strategic_partnership", "term"): Range(30, 36, 42)})
    file.assumptions = changed.to_json()
    file.save()
    joint = invited(file, theirs, viewer, at)
    page = client_of(neighbour).get(reverse("decisions:joint", args=[joint.pk])).content.decode()
    text = re.sub("<[^>]+>", " ", page)  # a key in an address may hold any figures
    assert ("30 … 36 … 42" in text, "777" in text) == (True, False)


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
