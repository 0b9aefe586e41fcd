"""Stops of joint portfolios: the two organisations and nobody else, and neither learns what the other's file holds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from maskinrum.decisions.actions import agree_to_joint, invite_to_joint
from maskinrum.decisions.analysis.joint import JointShown, OwnShown, TotalShown
from maskinrum.decisions.analysis.keeping import plain
from maskinrum.decisions.models import DecisionFile, JointPortfolio
from maskinrum.decisions.queries import latest_snapshot
from maskinrum.organisations.actions import create_organisation, grant_access
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import OPERATOR, Viewer
from tests.conftest import NOW
from tests.decisions.making import THREE, opened
from tests.house.walk import OWN, SHARED, SIGNED_IN, Answer, Stop, World, alike

MANAGERS = replace(OWN, member=Answer.MISSING)
NOT_SO = replace(alike(Answer.NOT_ALLOWED), visitor=Answer.LOGIN)
NOBODY = replace(alike(Answer.MISSING), visitor=Answer.LOGIN)
MEMBERS = replace(SIGNED_IN, newcomer=Answer.MISSING)
OWN_FIGURES = OwnShown(2, 5.0, -15.0, -20.0, -40.0, 0.0, 9, holds=True)
RESULT = plain(JointShown(TotalShown(-4, -9, 0, 9, holds=True), OWN_FIGURES, OWN_FIGURES))


def file_of(world: World, organisation: Organisation, viewer: Viewer, what: str) -> DecisionFile:
    """A file every text of which is a secret to all but its organisation."""
    facts = [
        replace(one, name=world.secret(f"{what}Projekt{place}"), group="")
        for place, one in zip("abc", THREE, strict=True)
    ]
    return opened(organisation, viewer, NOW, *facts, title=world.secret(f"{what}Titel"))


def invited(world: World, to: Organisation) -> JointPortfolio:
    """An invitation from a file full of secrets."""
    manager = world.viewer("manager")
    file = file_of(world, world.organisation, manager, "Faelles")
    now = timezone.now()
    # Whoever walks past all stops in one world invites more often than two may.
    JointPortfolio.objects.all().delete()
    return invite_to_joint(file, organisation=to, expires_at=now + timedelta(days=90), viewer=manager, now=now)


def neighbours() -> tuple[Organisation, Viewer]:
    """Another organisation, and its manager."""
    kind = OrganisationKind.HOUSING_ORGANISATION
    made = create_organisation("Boligselskabet Nabo", kind=kind, viewer=OPERATOR, now=NOW)
    return made, Viewer(organisation=made.pk, role=Role.MANAGER)


def waiting(world: World) -> dict[str, Any]:
    """An invitation to an organisation nobody walks for, from a file that the guest may read."""
    joint = invited(world, neighbours()[0])
    grant_access(joint.inviting_file, organisation=world.guest_organisation, viewer=world.viewer("manager"), now=NOW)  # type: ignore[arg-type]
    return {"joint_id": joint.pk}


def waiting_for_the_guest(world: World) -> dict[str, Any]:
    """An invitation to the guest's organisation, which may know nothing of the file."""
    return {"joint_id": invited(world, world.guest_organisation).pk}


def agreed(world: World) -> dict[str, Any]:
    """A joint result of the owners with the guest's organisation; the owners' secrets are not the guest's."""
    joint = invited(world, world.guest_organisation)
    guest = replace(world.viewer("guest"), role=Role.MANAGER)
    file = opened(world.guest_organisation, guest, NOW, title="Naboens titel")
    agree_to_joint(joint, file=file, snapshot=latest_snapshot(file), result=RESULT, viewer=guest, now=timezone.now())
    return {"joint_id": joint.pk}


def own_file(world: World) -> dict[str, Any]:
    """A file to invite from."""
    return {"file_id": file_of(world, world.organisation, world.viewer("manager"), "Faelles").pk}


def invitation(world: World) -> dict[str, str]:
    """What the page for inviting sends."""
    JointPortfolio.objects.all().delete()
    until = timezone.localdate() + timedelta(days=30)
    return {"organisation": str(world.guest_organisation.pk), "until": until.isoformat(), "agreed": "on"}


def joint_stops() -> Iterator[Stop]:
    """The list, the invitation, the result, and ending it."""
    yield Stop("decisions:joint_list", MEMBERS)
    yield Stop("decisions:joint_list", NOT_SO, method="post")
    yield Stop("decisions:joint", OWN, waiting)
    for arguments in (waiting_for_the_guest, agreed):
        yield Stop("decisions:joint", SHARED, arguments)
        yield Stop("decisions:joint", NOBODY, arguments, "post")
    yield Stop("decisions:end_joint", NOT_SO, agreed)
    yield Stop("decisions:end_joint", replace(MANAGERS, manager=Answer.MOVED), agreed, "post")
    yield Stop("decisions:file", OWN, own_file)
    yield Stop("decisions:invite_to_joint", MANAGERS, own_file)
    yield Stop("decisions:invite_to_joint", replace(MANAGERS, manager=Answer.MOVED), own_file, "post", invitation)
