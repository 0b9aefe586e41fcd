"""Writes of joint portfolios: invite, agree, decline, end. Managers decide, each for their own organisation."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.joint import check_fit, common_assumptions
from maskinrum.decisions.enums import JointState
from maskinrum.decisions.models import DecisionFile, JointPortfolio, PortfolioSnapshot
from maskinrum.decisions.permissions import can_answer_joint, can_end_joint, can_share
from maskinrum.decisions.queries import (
    in_force,
    invitations_between,
    joint_portfolios_of,
    latest_snapshot,
    snapshot_facts,
)
from maskinrum.organisations.actions import record, remove_rows, write_to
from maskinrum.organisations.actions.letters import address_of_page
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import deciders_of
from maskinrum.shared.errors import DomainError

MOST_OF_A_PAIR = 3
MOST_A_DAY = 10
LONGEST = timedelta(days=366)
RUNNING = (JointState.INVITED, JointState.AGREED)
JOINT_INVITED, JOINT_ANSWERED, JOINT_ENDED = "joint_invited", "joint_answered", "joint_ended"


@transaction.atomic
def invite_to_joint(
    file: DecisionFile, *, organisation: Organisation, expires_at: datetime, viewer: Viewer, now: datetime
) -> JointPortfolio:
    """Invite another organisation to have its portfolio and that of the file calculated as one, on today's snapshot.

    Raises DomainError without the right, for the own organisation, when it waits or is in force already, when the file
    is too small, and when too many invitations have been sent.
    """
    if not can_share(viewer, file):
        raise DomainError(_("Only a manager of your organisation can invite another. Ask one of them."))
    if organisation.pk == file.organisation_id:
        raise DomainError(_("Choose another organisation than your own."), field="organisation")
    if not now < expires_at <= now + LONGEST:
        raise DomainError(_("Choose a day within the coming year."), field="until")
    _hold(file.organisation_id, organisation.pk)
    _refuse_too_many(file, organisation, viewer, now)
    snapshot = latest_snapshot(file)
    check_fit(snapshot_facts(snapshot), file.case_date)
    joint = JointPortfolio.objects.create(
        inviting_id=file.organisation_id,
        invited=organisation,
        inviting_file=file,
        inviting_snapshot=snapshot,
        case_date=file.case_date,
        assumptions=common_assumptions(Assumptions.from_json(file.assumptions)).to_json(),
        expires_at=expires_at,
        invited_by=viewer.person,
        invited_at=now,
    )
    changes = {"organisation": [None, str(organisation.pk)], "expires_at": [None, expires_at]}
    record("invite_to_joint", joint, viewer=viewer, now=now, changes=changes)
    _write(JOINT_INVITED, joint, to=organisation, now=now, until=expires_at)
    return joint


def _hold(*organisations: UUID) -> None:
    """Let nobody else count what the two have between them before this is done, whichever of the two invites."""
    list(Organisation.objects.select_for_update().filter(pk__in=organisations).order_by("pk"))


def _refuse_too_many(file: DecisionFile, organisation: Organisation, viewer: Viewer, now: datetime) -> None:
    same = joint_portfolios_of(viewer, file, now=now).filter(invited=organisation)
    if same.exists():
        raise DomainError(_("The organisation is invited already, or has agreed."), field="organisation")
    if invitations_between(file.organisation_id, organisation.pk, now=now) >= MOST_OF_A_PAIR:
        words = _(
            "The two of you have invited each other %(n)s times in 90 days. More would let one work out the other's "
            "figures by trying. Wait, and invite again."
        )
        raise DomainError(words % {"n": MOST_OF_A_PAIR}, field="organisation")
    lately = JointPortfolio.objects.filter(inviting=file.organisation_id, invited_at__gt=now - timedelta(days=1))
    if lately.count() >= MOST_A_DAY:
        raise DomainError(_("Your organisation has invited many today. Wait until tomorrow."), field="organisation")


@transaction.atomic
def agree_to_joint(
    joint: JointPortfolio,
    *,
    file: DecisionFile,
    snapshot: PortfolioSnapshot,
    result: dict[str, Any],
    viewer: Viewer,
    now: datetime,
) -> JointPortfolio:
    """Agree with a file of the invited organisation; ``result`` is calculated of its snapshot and the inviting one's.

    Raises DomainError without the right, and when the invitation no longer waits.
    """
    joint = _waiting(joint, viewer, now)
    if not can_share(viewer, file):
        raise DomainError(_("Choose a decision file of your own organisation."), field="file")
    joint.accepting_file, joint.accepting_snapshot, joint.result = file, snapshot, result
    _answer(joint, JointState.AGREED, viewer, now)
    record("agree_to_joint", joint, viewer=viewer, now=now)
    _write(JOINT_ANSWERED, joint, to=joint.inviting, now=now, is_agreed=True)
    return joint


@transaction.atomic
def decline_joint(joint: JointPortfolio, *, viewer: Viewer, now: datetime) -> JointPortfolio:
    """Say no. Raises DomainError as ``agree_to_joint``."""
    joint = _waiting(joint, viewer, now)
    _answer(joint, JointState.DECLINED, viewer, now)
    record("decline_joint", joint, viewer=viewer, now=now)
    _write(JOINT_ANSWERED, joint, to=joint.inviting, now=now, is_agreed=False)
    return joint


@transaction.atomic
def end_joint(joint: JointPortfolio, *, viewer: Viewer, now: datetime) -> JointPortfolio:
    """End it for both at once, whether it waits or is in force; the result is removed. Ending twice changes nothing.

    Raises DomainError for anybody but a manager of one of the two.
    """
    if not can_end_joint(viewer, joint):
        raise DomainError(_("Only a manager of one of the two organisations can end this. Ask one of them."))
    return _ended(joint, viewer, now)


def end_joint_of(file: DecisionFile, *, viewer: Viewer, now: datetime) -> None:
    """End all that a file takes part in: it is about to go. Call in a transaction."""
    for joint in joint_portfolios_of(viewer, file, now=now):
        _ended(joint, viewer, now)


def end_joint_of_merged(old: Organisation, into: Organisation, now: datetime) -> None:
    """End what an organisation that is merged had agreed, and tell both: who carries on has not agreed to anything.

    Call in a transaction, when its people are those of ``into``.
    """
    theirs = Q(inviting=old) | Q(invited=old)
    ending = list(in_force(_locked().filter(theirs), now=now))
    running = JointPortfolio.objects.filter(theirs, state__in=RUNNING)
    running.update(state=JointState.ENDED, result=None, ended_at=now)
    for name in ("inviting", "invited"):
        JointPortfolio.objects.filter(**{name: old}).update(**{name: into})
    for joint in ending:
        other = joint.invited if joint.inviting_id == old.pk else joint.inviting
        sides = [(into, other), (other, old)] if other.pk != into.pk else [(into, old)]
        for side, told_of in sides:
            _write_of(JOINT_ENDED, joint, to=side, other=told_of, now=now, merged=old, into=into)


def forget_joint_portfolios(rows: QuerySet[JointPortfolio]) -> int:
    """Remove the results of those that are over, and the rows that have none; say how many there were."""
    removed = remove_rows(rows.filter(result__isnull=True))
    return removed + rows.filter(result__isnull=False).update(result=None)


def _ended(joint: JointPortfolio, viewer: Viewer, now: datetime) -> JointPortfolio:
    joint = _locked().get(pk=joint.pk)
    if joint.state not in RUNNING:
        return joint
    joint.state, joint.result, joint.ended_by, joint.ended_at = JointState.ENDED, None, viewer.person, now
    joint.save(update_fields=["state", "result", "ended_by", "ended_at"])
    record("end_joint", joint, viewer=viewer, now=now)
    other = joint.invited if viewer.organisation == joint.inviting_id else joint.inviting
    _write(JOINT_ENDED, joint, to=other, now=now)
    return joint


def _waiting(joint: JointPortfolio, viewer: Viewer, now: datetime) -> JointPortfolio:
    if not can_answer_joint(viewer, joint):
        raise DomainError(_("Only a manager of the invited organisation can answer. Ask one of them."))
    found = in_force(_locked(), now=now).filter(pk=joint.pk, state=JointState.INVITED).first()
    if found is None:
        raise DomainError(_("The invitation no longer waits for an answer. Nothing was changed."))
    return found


def _locked() -> QuerySet[JointPortfolio]:
    return JointPortfolio.objects.select_for_update(of=("self",)).select_related("inviting", "invited")


def _answer(joint: JointPortfolio, state: JointState, viewer: Viewer, now: datetime) -> None:
    joint.state, joint.answered_by, joint.answered_at = state, viewer.person, now
    joint.save()


def _write(kind: str, joint: JointPortfolio, *, to: Organisation, now: datetime, **words: Any) -> None:
    """Write to those who decide for the one that did not act; what the letter says names no project and no file."""
    other = joint.inviting if to.pk == joint.invited_id else joint.invited
    _write_of(kind, joint, to=to, other=other, now=now, **words)


def _write_of(
    kind: str, joint: JointPortfolio, *, to: Organisation, other: Organisation, now: datetime, **words: Any
) -> None:
    for reader in deciders_of(to.pk):
        if kind == JOINT_ENDED:
            link = address_of_page("decisions:joint_list", reader.language)
        else:
            link = address_of_page("decisions:joint", reader.language, joint_id=joint.pk)
        write_to(reader, kind, other=other, link=link, now=now, **words)
