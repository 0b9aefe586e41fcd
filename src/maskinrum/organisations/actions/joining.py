"""Newcomers ask to act for an organisation by its CVR number; its managers or the secretariat decide."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions.audit import CHANGED, record
from maskinrum.organisations.actions.letters import address_of_page, write_to
from maskinrum.organisations.actions.memberships import admit
from maskinrum.organisations.actions.organisations import create_organisation, let_take_part
from maskinrum.organisations.enums import Decision, OrganisationKind, Role
from maskinrum.organisations.models import JoinRequest, Membership, Organisation, Person
from maskinrum.organisations.permissions import Viewer, can_manage_network
from maskinrum.organisations.queries import (
    carried_on_by,
    deciders_of,
    join_requests,
    organisation_of_cvr,
    requests_lately,
    secretariat_people,
)
from maskinrum.shared.errors import DomainError

MOST_LATELY = 5  # requests that wait or were made in the last day and night


@transaction.atomic
def ask_to_join(
    person: Person, *, cvr: str, name: str, kind: str, message: str, viewer: Viewer, now: datetime
) -> JoinRequest:
    """Ask to act for the organisation with a CVR number; the one who asks is not told whether it is known.

    Raises DomainError when the person acts for it already, waits for it already, or has asked too often.
    """
    known = organisation_of_cvr(cvr)
    if known is not None and Membership.objects.filter(person=person, organisation=known).exists():
        raise DomainError(_("You already act for the organisation with this number."), field="cvr")
    if requests_lately(person, now=now) >= MOST_LATELY:
        raise DomainError(_("You have asked many times lately. Wait for an answer, or take a request back."))
    try:
        with transaction.atomic():
            request = JoinRequest.objects.create(
                person=person, organisation=known, name=name, kind=kind, cvr=cvr, message=message, asked_at=now
            )
    except IntegrityError as error:
        words = _("You have asked for this organisation already. The answer comes by e-mail.")
        raise DomainError(words, field="cvr") from error
    record("ask_to_join", request, viewer=viewer, now=now, changes={"cvr": [None, cvr], "message": CHANGED})
    for reader in _readers_of(request):
        page = "organisation:request" if _decides_own(reader, request) else "secretariat:request"
        link = address_of_page(page, reader.language, request_id=request.pk)
        write_to(reader, "request", request=request, link=link, now=now)
    return request


@transaction.atomic
def take_back_request(request: JoinRequest, *, viewer: Viewer, now: datetime) -> None:
    """Ask no more. Raises DomainError when somebody has decided, or when the request is another's."""
    found = JoinRequest.objects.select_for_update().filter(pk=request.pk, person__in=[viewer.person])
    if not (waiting := found.filter(decision=Decision.WAITING).first()):
        raise DomainError(_("The request has been answered meanwhile. Nothing was changed."))
    record("take_back_request", waiting, viewer=viewer, now=now)
    waiting.delete()


@transaction.atomic
def approve_request(
    request: JoinRequest, *, viewer: Viewer, now: datetime, match: Organisation | None = None, answer: str = ""
) -> Membership:
    """Let the person act for the organisation, which is added when nobody knows it.

    ``match`` is an organisation of the register without a number that the secretariat takes it to be. The first person
    of an organisation becomes its manager. Raises DomainError without the right, and when somebody has decided.
    """
    request = _locked(request, viewer)
    organisation = _organisation_for(request, match, viewer, now)
    role = Role.MEMBER if deciders_of(organisation.pk).exists() else Role.MANAGER
    request.organisation = organisation
    _decide(request, Decision.APPROVED, answer, viewer, now)
    record("approve_request", request, viewer=viewer, now=now, changes=_decided(Decision.APPROVED))
    membership = admit(request.person, organisation=organisation, role=role, viewer=viewer, now=now)
    link = address_of_page("organisation:home", request.person.language)
    who = request.person
    write_to(who, "approved", now=now, request=request, organisation=organisation, link=link, answer=answer)
    return membership


@transaction.atomic
def decline_request(request: JoinRequest, *, viewer: Viewer, now: datetime, answer: str = "") -> JoinRequest:
    """Say no, with an answer. Raises DomainError without the right, and when somebody has decided."""
    request = _locked(request, viewer)
    _decide(request, Decision.DECLINED, answer, viewer, now)
    record("decline_request", request, viewer=viewer, now=now, changes=_decided(Decision.DECLINED))
    link = address_of_page("joining:ask", request.person.language)
    write_to(request.person, "declined", request=request, link=link, answer=answer, now=now)
    return request


def _readers_of(request: JoinRequest) -> list[Person]:
    readers = {person.pk: person for person in secretariat_people()}
    if request.organisation is not None and request.organisation.joined_at is not None:
        readers |= {person.pk: person for person in deciders_of(request.organisation.pk)}
    return [readers[pk] for pk in sorted(readers)]


def _decides_own(person: Person, request: JoinRequest) -> bool:
    return person.memberships.filter(organisation=request.organisation, role=Role.MANAGER).exists()


def _locked(request: JoinRequest, viewer: Viewer) -> JoinRequest:
    found = join_requests(viewer).filter(pk=request.pk).exists()
    locked = JoinRequest.objects.select_for_update().filter(pk=request.pk).first()
    if not found or locked is None:
        raise DomainError(_("Only a manager of the organisation and the secretariat can decide this."))
    if locked.decision != Decision.WAITING:
        raise DomainError(_("Somebody has decided this meanwhile. Open the page again to see the answer."))
    return locked


def _organisation_for(request: JoinRequest, match: Organisation | None, viewer: Viewer, now: datetime) -> Organisation:
    known = organisation_of_cvr(request.cvr) or (carried_on_by(request.organisation) if request.organisation else None)
    if known is not None:
        return known if known.joined_at else let_take_part(known, cvr=known.cvr, viewer=viewer, now=now)
    if not can_manage_network(viewer):
        raise DomainError(_("Only the secretariat can add an organisation. Write to it."))
    if match is not None:
        return let_take_part(match, cvr=request.cvr, viewer=viewer, now=now)
    kind = OrganisationKind(request.kind)
    return create_organisation(request.name, kind=kind, cvr=request.cvr, viewer=viewer, now=now)


def _decide(request: JoinRequest, decision: Decision, answer: str, viewer: Viewer, now: datetime) -> None:
    request.decision, request.answer = decision, answer
    request.decided_at, request.decided_by = now, viewer.person
    request.save()


def _decided(decision: Decision) -> dict[str, list[str]]:
    return {"decision": [Decision.WAITING, decision]}
