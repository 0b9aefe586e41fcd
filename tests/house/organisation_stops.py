"""The addresses of organisations, of the ways in, and of the secretariat, for the outsider walk."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from maskinrum.organisations.actions import (
    add_department,
    add_member,
    ask_to_join,
    create_organisation,
    register_person,
    state_administration,
)
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import (
    Administration,
    Department,
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    Person,
)
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import version_of
from maskinrum.shared.tokens import digest_of
from tests.conftest import NOW
from tests.house.walk import NETWORK, OWN, SIGNED_IN, Answer, Stop, World, alike

KNOWN_CVR = "98000003"
NETWORK_KNOWS = ("secretariat",)
MANAGERS = replace(OWN, member=Answer.MISSING)
MANAGERS_WRITE = replace(MANAGERS, manager=Answer.MOVED)
MEMBERS_WRITE = replace(OWN, member=Answer.MOVED, manager=Answer.MOVED)
NETWORK_WRITE = replace(NETWORK, secretariat=Answer.MOVED)
MEMBERS = replace(SIGNED_IN, newcomer=Answer.MISSING)
OWN_MANAGERS = replace(MANAGERS, secretariat=Answer.OK)
POST_ONLY = replace(alike(Answer.NOT_ALLOWED), visitor=Answer.LOGIN)
LEAVING = replace(alike(Answer.MOVED), visitor=Answer.LOGIN, newcomer=Answer.MISSING)
LEAVING = replace(LEAVING, manager=Answer.BROKEN_RULE, secretariat=Answer.BROKEN_RULE)  # the last to decide
NETWORK_POST_ONLY = replace(NETWORK, secretariat=Answer.NOT_ALLOWED)


def colleague(world: World) -> dict[str, Any]:
    """Somebody more who acts for the first organisation, by a name that nobody outside may read."""
    name = world.secret("Kollega", known_to=NETWORK_KNOWS)
    person = Person.objects.filter(email="kollega@nord.example").first() or register_person(
        "kollega@nord.example", name=name, is_verified=True, now=NOW
    )
    found = Membership.objects.filter(person=person).first()
    made = found or add_member(person, organisation=world.organisation, role=Role.MEMBER, viewer=OPERATOR, now=NOW)
    return {"membership_id": made.pk}


def colleague_there(world: World) -> dict[str, Any]:
    """The organisation's page, with a colleague on it."""
    colleague(world)
    return {}


def invitation(world: World) -> dict[str, Any]:
    """Somebody asked in by an address that only those who decide may read."""
    email = f"{world.secret('Inviteret', known_to=NETWORK_KNOWS)}@nord.example".lower()
    made = Invitation.objects.filter(organisation=world.organisation, email=email).first()
    made = made or Invitation.objects.create(
        organisation=world.organisation,
        email=email,
        token_digest=digest_of("token"),
        invited_at=NOW,
        expires_at=timezone.now() + timedelta(days=14),
    )
    return {"invitation_id": made.pk}


def invitation_there(world: World) -> dict[str, Any]:
    """The same, for a page without arguments."""
    invitation(world)
    return {}


def link(world: World) -> dict[str, Any]:
    """The link of that invitation."""
    invitation(world)
    return {"token": "token"}


def wrong_link(world: World) -> dict[str, Any]:
    """A link that nobody was sent."""
    return {"token": "opdigtet"}


def request(world: World) -> dict[str, Any]:
    """Somebody who asks to act for the first organisation, with a message for those who decide."""
    world.organisation.cvr = KNOWN_CVR
    world.organisation.save()
    message = world.secret("Besked", known_to=NETWORK_KNOWS)
    person = Person.objects.filter(email="spoerger@nord.example").first() or register_person(
        "spoerger@nord.example", name=message, is_verified=True, now=NOW
    )
    made = JoinRequest.objects.filter(person=person).first() or ask_to_join(
        person,
        cvr=KNOWN_CVR,
        name="Nord",
        kind=OrganisationKind.HOUSING_ORGANISATION,
        message=message,
        viewer=Viewer(person=person.pk),
        now=NOW,
    )
    return {"request_id": made.pk}


def request_there(world: World) -> dict[str, Any]:
    """The same, for a page without arguments."""
    request(world)
    return {}


def department(world: World) -> dict[str, Any]:
    """A department that only its own organisation sees."""
    name = world.secret("Afdeling")
    found = world.organisation.departments.filter(name=name).first() or add_department(
        world.organisation, number="", name=name, homes=None, viewer=world.viewer("manager"), now=NOW
    )
    return {"department_id": found.pk}


def department_there(world: World) -> dict[str, Any]:
    """The same, for a page without arguments."""
    department(world)
    return {}


def administration(world: World) -> dict[str, Any]:
    """What the guest's organisation says of itself and the first one: both sides see it, nobody else."""
    found = Administration.objects.first()
    if found is None:
        guests = world.guest_organisation
        manager = Viewer(None, guests.pk, Role.MANAGER)
        found = state_administration(administrator=guests, administered=world.organisation, viewer=manager, now=NOW)
    return {"administration_id": found.pk}


def administration_there(world: World) -> dict[str, Any]:
    """The same, for a page without arguments."""
    administration(world)
    return {}


def own_request(world: World) -> dict[str, Any]:
    """A request of the newcomer's own."""
    person = world.people["newcomer"]
    assert person is not None
    made = JoinRequest.objects.filter(person=person).first() or JoinRequest.objects.create(
        person=person, name="Mit", kind="engineer", cvr=KNOWN_CVR, asked_at=NOW
    )
    return {"request_id": made.pk}


def slug(world: World) -> dict[str, Any]:
    """The first organisation, with a colleague."""
    colleague(world)
    return {"slug": world.organisation.slug}


def other(world: World) -> dict[str, str]:
    """Another organisation to merge into."""
    found = Organisation.objects.filter(name="Den der fortsætter").first()
    kind = OrganisationKind.HOUSING_ORGANISATION
    found = found or create_organisation("Den der fortsætter", kind=kind, viewer=OPERATOR, now=NOW)
    return {"into": str(found.pk)}


def data(**fields: str) -> Any:
    """What a form sends."""
    return lambda world: fields


def own_id(world: World) -> dict[str, str]:
    """The first organisation, for a form that names it."""
    return {"organisation": str(world.organisation.pk), "name": "Ny afdeling"}


def renamed_organisation(world: World) -> dict[str, str]:
    """What the form of the first organisation sends, opened just now."""
    stored = Organisation.objects.get(pk=world.organisation.pk)
    return {"name": "Nyt navn", "kind": "engineer", "cvr": "", "version": version_of(stored)}


def renamed_department(world: World) -> dict[str, str]:
    """What the form of the department sends, opened just now."""
    stored = Department.objects.get(pk=department(world)["department_id"])
    return {"name": "Andet", "version": version_of(stored)}


NAMED = data(name="Nyt navn", kind="engineer", cvr="")
ADDRESS = data(email="en.ny@nord.example", role="member")
ALONE = data(email="alene@nord.example")
YES, NO = data(decision="approve"), data(decision="decline")
ROLE = data(role="facilitator")
ASKS = data(cvr="98000011", name="Min", kind="engineer")


def own_stops() -> Iterator[Stop]:
    """The pages of one's own organisation: everybody sees the own one, or is asked which it is."""
    yield Stop("organisation:home", replace(SIGNED_IN, newcomer=Answer.MOVED), colleague_there)
    yield Stop("organisation:home", replace(SIGNED_IN, newcomer=Answer.MOVED), request_there)
    yield Stop("organisation:home", replace(SIGNED_IN, newcomer=Answer.MOVED), invitation_there)
    yield Stop("organisation:switch", SIGNED_IN, colleague_there)
    yield Stop("organisation:switch", replace(alike(Answer.BROKEN_RULE), visitor=Answer.LOGIN), method="post")
    yield Stop("organisation:leave", MEMBERS)
    yield Stop("organisation:leave", LEAVING, method="post")
    yield Stop("organisation:invite", OWN_MANAGERS)
    yield Stop(
        "organisation:invite", replace(MANAGERS_WRITE, secretariat=Answer.MOVED), invitation_there, "post", ADDRESS
    )
    yield Stop("organisation:shared", MEMBERS)
    yield Stop("organisation:departments", MEMBERS, department_there)
    yield Stop("organisation:administration", MEMBERS, administration_there)
    yield Stop("organisation:member", MANAGERS, colleague)
    yield Stop("organisation:member", MANAGERS_WRITE, colleague, "post", ROLE)
    yield Stop("organisation:department", OWN, department)
    yield Stop("organisation:department", MEMBERS_WRITE, department, "post", renamed_department)
    yield Stop("organisation:request", MANAGERS, request)
    yield Stop("organisation:request", MANAGERS_WRITE, request, "post", NO)
    for name, made in own_buttons().items():
        yield Stop(f"organisation:{name}", POST_ONLY, made)
    for name in ("invite_again", "withdraw"):
        yield Stop(f"organisation:{name}", MANAGERS_WRITE, invitation, "post")
    yield Stop("organisation:end_membership", MANAGERS_WRITE, colleague, "post")
    yield Stop("organisation:remove_department", MEMBERS_WRITE, department, "post")
    for name in ("confirm_administration", "end_administration"):
        yield Stop(f"organisation:{name}", MANAGERS_WRITE, administration, "post")
    only_own = replace(alike(Answer.OK), visitor=Answer.LOGIN, newcomer=Answer.MISSING)
    yield Stop(
        "organisation:departments",
        replace(only_own, member=Answer.MOVED, manager=Answer.MOVED),
        department_there,
        "post",
        own_id,
    )
    asked = replace(MANAGERS, secretariat=Answer.OK)
    yield Stop("organisation:administration", asked, administration_there, "post")


def own_buttons() -> dict[str, Any]:
    """The addresses that only a button of a form leads to."""
    return {
        "invite_again": invitation,
        "withdraw": invitation,
        "end_membership": colleague,
        "remove_department": department,
        "confirm_administration": administration,
        "end_administration": administration,
    }


def ways_in() -> Iterator[Stop]:
    """Asking to take part, and the link of an invitation, which tells nobody to whom it was sent."""
    yield Stop("joining:ask", SIGNED_IN, request_there)
    yield Stop("joining:ask", replace(alike(Answer.MOVED), visitor=Answer.LOGIN), request_there, "post", ASKS)
    yield Stop("joining:take_back", POST_ONLY, own_request)
    mine = replace(alike(Answer.MISSING), visitor=Answer.LOGIN, newcomer=Answer.MOVED)
    yield Stop("joining:take_back", mine, own_request, "post")
    yield Stop("joining:invitation", alike(Answer.OK), link)
    yield Stop("joining:invitation", alike(Answer.GONE), wrong_link)
    yield Stop("joining:accept", POST_ONLY, link)
    yield Stop("joining:accept", replace(alike(Answer.MOVED), visitor=Answer.LOGIN), link, "post")
    yield Stop("joining:accept", replace(alike(Answer.MISSING), visitor=Answer.LOGIN), wrong_link, "post")


def person_on_their_own(world: World) -> dict[str, Any]:
    """Somebody who acts for no organisation; no manager sees such a person anywhere."""
    person = Person.objects.filter(email="alene@nord.example").first()
    person = person or register_person("alene@nord.example", name="Alene", is_verified=True, now=NOW)
    return {"person_id": person.pk}


def network_stops() -> Iterator[Stop]:
    """The secretariat's pages: to everybody else they are not there."""
    for name in ("overview", "requests"):
        yield Stop(f"secretariat:{name}", NETWORK, request_there)
    yield Stop("secretariat:request", NETWORK, request)
    yield Stop("secretariat:request", NETWORK_WRITE, request, "post", YES)
    for name in ("organisations", "new_organisation", "log", "log_file", "retention"):
        yield Stop(f"secretariat:{name}", NETWORK, colleague_there)
    yield Stop("secretariat:new_organisation", NETWORK_WRITE, method="post", data=NAMED)
    for name in ("organisation", "edit_organisation", "merge_organisation", "invite"):
        yield Stop(f"secretariat:{name}", NETWORK, slug)
    yield Stop("secretariat:organisation", NETWORK_POST_ONLY, slug, "post")
    yield Stop("secretariat:edit_organisation", NETWORK_WRITE, slug, "post", renamed_organisation)
    yield Stop("secretariat:merge_organisation", NETWORK_WRITE, slug, "post", other)
    yield Stop("secretariat:invite", NETWORK_WRITE, slug, "post", ADDRESS)
    yield Stop("secretariat:member", NETWORK, colleague)
    yield Stop("secretariat:member", NETWORK_WRITE, colleague, "post", ROLE)
    yield Stop("secretariat:end_membership", NETWORK_WRITE, colleague, "post")
    yield Stop("secretariat:reset_second_factors", NETWORK, colleague)
    yield Stop("secretariat:reset_second_factors", NETWORK_WRITE, colleague, "post")
    yield Stop("secretariat:people", NETWORK, colleague_there)
    yield Stop("secretariat:reset_of_person", NETWORK, person_on_their_own)
    yield Stop("secretariat:reset_of_person", NETWORK_WRITE, person_on_their_own, "post")
    yield Stop("secretariat:erase", NETWORK, person_on_their_own)
    yield Stop("secretariat:erase", NETWORK_WRITE, person_on_their_own, "post", ALONE)
    for name in ("invite_again", "withdraw"):
        yield Stop(f"secretariat:{name}", NETWORK_POST_ONLY, invitation)
        yield Stop(f"secretariat:{name}", NETWORK_WRITE, invitation, "post")


ORGANISATIONS = [*own_stops(), *ways_in(), *network_stops()]
