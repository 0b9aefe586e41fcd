"""Two organisations calculate their portfolios as one: who decides, and when it ends."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from maskinrum.decisions.actions import (
    decline_joint,
    end_joint,
    remove_decision_file,
)
from maskinrum.decisions.enums import JointState
from maskinrum.decisions.models import DecisionFile, JointPortfolio
from maskinrum.decisions.queries import (
    forgotten_joint_portfolios,
    joint_portfolios,
)
from maskinrum.organisations.actions import (
    create_organisation,
    merge_organisations,
)
from maskinrum.organisations.actions.retention import remove_overdue
from maskinrum.organisations.enums import OrganisationKind
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.decisions.joining import agreed, invited
from tests.decisions.making import CASE_DATE


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
    joint: JointPortfolio, their_file: DecisionFile, neighbour: Person, manager: Person, joint_result: dict[str, Any],
    at: datetime,
) -> None:  # fmt: skip
    agreed(joint, their_file, neighbour, joint_result, at)
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
    joint_result: dict[str, Any], at: datetime,
) -> None:  # fmt: skip
    agreed(joint, their_file, neighbour, joint_result, at)
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
    joint_result: dict[str, Any], at: datetime,
) -> None:  # fmt: skip
    agreed(joint, their_file, neighbour, joint_result, at)
    gone, by = (file, viewer) if whose == "file" else (their_file, viewer_of(neighbour))
    remove_decision_file(gone, viewer=by, now=at)
    joint.refresh_from_db()
    assert (joint.state, joint.result, OutboxMail.objects.filter(kind="joint_ended").count()) == ("ended", None, 1)


@pytest.mark.django_db
def test_a_day_that_has_come_hides_it_and_an_invitation_goes_a_quarter_after_it_was_sent(
    joint: JointPortfolio, neighbour: Person, viewer: Viewer, at: datetime
) -> None:
    late = joint.expires_at + timedelta(seconds=1)
    assert [joint_portfolios(one, now=late).count() for one in (viewer, viewer_of(neighbour))] == [0, 0]
    assert [forgotten_joint_portfolios(day).count() for day in (at, late + timedelta(days=1))] == [0, 1]
    with pytest.raises(DomainError):
        decline_joint(joint, viewer=viewer_of(neighbour), now=late)


@pytest.mark.django_db
def test_a_result_goes_when_its_day_has_come_and_the_row_when_it_counts_no_longer(
    joint: JointPortfolio, their_file: DecisionFile, neighbour: Person, joint_result: dict[str, Any], at: datetime
) -> None:
    agreed(joint, their_file, neighbour, joint_result, at)
    JointPortfolio.objects.update(expires_at=at + timedelta(days=7))
    kept = []
    for day in (6, 7, 8, 89, 90):
        remove_overdue(at + timedelta(days=day))
        kept.append([row.result is not None for row in JointPortfolio.objects.all()])
    assert kept == [[True], [False], [False], [False], []]


@pytest.mark.django_db
def test_a_merger_ends_it(
    joint: JointPortfolio, theirs: Organisation, other_organisation: Organisation, viewer: Viewer, at: datetime
) -> None:
    merge_organisations(theirs, into=other_organisation, viewer=OPERATOR, now=at)
    joint.refresh_from_db()
    assert (joint.state, joint.invited, joint_portfolios(viewer, now=at).count()) == ("ended", other_organisation, 0)


@pytest.mark.django_db
def test_a_merger_is_told_to_both_and_only_of_what_it_ended(
    joint: JointPortfolio, file: DecisionFile, viewer: Viewer, manager: Person, neighbour: Person, theirs: Organisation,
    other_organisation: Organisation, at: datetime,
) -> None:  # fmt: skip
    end_joint(joint, viewer=viewer, now=at)
    OutboxMail.objects.all().delete()
    invited(file, theirs, viewer, at)
    merge_organisations(theirs, into=other_organisation, viewer=OPERATOR, now=at + timedelta(hours=1))
    told = {mail.to: mail for mail in OutboxMail.objects.filter(kind="joint_ended")}
    assert set(told) == {manager.email, neighbour.email}
    assert (theirs.name in told[manager.email].subject, "Boligselskabet Nord" in told[neighbour.email].subject) == (
        *(True, True),
    )
    assert all(f"en del af {other_organisation.name}" in mail.text for mail in told.values())
    joint.refresh_from_db()
    assert joint.ended_at == at


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
def test_two_that_invite_each_other_at_the_same_moment_stay_within_three(
    joint: JointPortfolio, file: DecisionFile, their_file: DecisionFile, viewer: Viewer, neighbour: Person,
    theirs: Organisation, organisation: Organisation, at: datetime,
) -> None:  # fmt: skip
    end_joint(joint, viewer=viewer, now=at)
    end_joint(invited(file, theirs, viewer, at), viewer=viewer, now=at)
    start, refused = threading.Barrier(2), list[DomainError]()

    def invite(own: DecisionFile, other: Organisation, by: Viewer) -> None:
        start.wait()
        try:
            invited(own, other, by, at)
        except DomainError as error:
            refused.append(error)
        finally:
            connections.close_all()

    sides = ((file, theirs, viewer), (their_file, organisation, viewer_of(neighbour)))
    threads = [threading.Thread(target=invite, args=side) for side in sides]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (JointPortfolio.objects.count(), len(refused)) == (3, 1)
