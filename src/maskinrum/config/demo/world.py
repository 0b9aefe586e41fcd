"""The demo world: invented organisations and people, made by calling actions as the operator would."""

from datetime import datetime
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import transaction

from maskinrum.config.demo.analyses import invent_analyses
from maskinrum.config.demo.board import invent_board
from maskinrum.config.demo.booklets import invent_booklets
from maskinrum.config.demo.experiences import invent_experiences
from maskinrum.config.demo.figures import invent_figures
from maskinrum.config.demo.findings import invent_findings
from maskinrum.config.demo.hindsight import invent_hindsight
from maskinrum.config.demo.joint import invent_joint_portfolios
from maskinrum.config.demo.meetings import invent_meetings
from maskinrum.config.demo.names import (
    ADMINISTERED,
    ALSO,
    DECLINED,
    DEMO_PASSWORD,
    DEPARTMENTS,
    FACILITATORS,
    HOUSING,
    INVENTED_FILE,
    INVITED,
    ORGANISATIONS,
    OTHER_HOUSING,
    READER,
    REGISTERED,
    SECRETARIAT,
    SIGN_INS,
    WAITING,
    DemoSignIn,
)
from maskinrum.config.demo.plans import invent_plans
from maskinrum.config.demo.questions import invent_conversations, invent_questions, invent_stands, invent_subscriptions
from maskinrum.config.demo.readiness import invent_readiness
from maskinrum.config.demo.register import invent_agreements, invent_history
from maskinrum.config.demo.rounds import invent_rounds
from maskinrum.config.demo.running import invent_running
from maskinrum.config.demo.salons import invent_salons
from maskinrum.config.demo.tools import invent_tools
from maskinrum.decisions.actions import open_decision_file
from maskinrum.decisions.models import DecisionFile
from maskinrum.organisations.actions import (
    HashedPassword,
    act_for,
    add_department,
    add_member,
    ask_to_join,
    confirm_administration,
    create_organisation,
    decline_request,
    grant_access,
    invite,
    register_person,
    state_administration,
)
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import Department, Invitation, JoinRequest, Membership, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import import_projects, tie_to_departments
from maskinrum.partnerships.forms import shipped_portfolio
from maskinrum.partnerships.queries import current_projects


@transaction.atomic
def load_demo_world(now: datetime) -> list[DemoSignIn]:
    """Make what is missing of the demo world, and return who one can sign in as. Doing it again changes nothing."""
    organisations = {name: _organisation(name, kind, now) for name, kind in ORGANISATIONS.items()}
    for sign_in in SIGN_INS:
        _member(sign_in, organisations[sign_in.organisation], now)
    _invented_file(organisations[HOUSING], now)
    _public_file(organisations[SECRETARIAT], organisations[HOUSING], now)
    # What is said of readiness is stored with an analysis.
    invent_readiness(now)
    invent_analyses(_viewer(organisations[HOUSING]), now)
    _several(organisations, now)
    _joint_administration(organisations, now)
    _ways_in(organisations, now)
    invent_agreements(now)
    invent_history(_viewer(organisations[HOUSING]), now)
    tellers = (HOUSING, OTHER_HOUSING, FACILITATORS, SECRETARIAT)
    viewers = {name: _viewer(organisations[name]) for name in tellers}
    invent_experiences(viewers, now)
    invent_stands(viewers, now)
    invent_conversations(viewers, now)
    invent_questions(viewers, now)
    invent_subscriptions(viewers, now)
    invent_tools(viewers, now)
    invent_booklets(viewers, now)
    invent_salons(viewers, now)
    invent_meetings(viewers, now)
    invent_plans(viewers, now)
    invent_rounds(viewers, now)
    invent_findings(viewers, now)
    invent_running(viewers, now)
    invent_joint_portfolios(viewers[HOUSING], viewers[OTHER_HOUSING], now)
    invent_hindsight(_viewer(organisations[HOUSING]), now)
    invent_board(viewers[HOUSING], viewers[OTHER_HOUSING], now)
    invent_figures(viewers, now)
    return [*SIGN_INS]


def _organisation(name: str, kind: OrganisationKind, now: datetime) -> Organisation:
    found = Organisation.objects.filter(name=name, is_fictitious=True).first()
    return found or create_organisation(name, kind=kind, is_fictitious=True, viewer=OPERATOR, now=now)


@cache
def _hashed_password() -> HashedPassword:
    """All have the password that everybody knows."""
    return HashedPassword(make_password(DEMO_PASSWORD))


def _person(email: str, name: str, now: datetime) -> Person:
    found = Person.objects.filter(email=email).first()
    return found or register_person(
        email, name=name, password=_hashed_password(), is_demo=True, is_verified=True, viewer=OPERATOR, now=now
    )


def _member(sign_in: DemoSignIn, organisation: Organisation, now: datetime) -> None:
    person = _person(sign_in.email, sign_in.name, now)
    if not Membership.objects.filter(person=person, organisation=organisation).exists():
        add_member(person, organisation=organisation, role=sign_in.role, viewer=OPERATOR, now=now)


def _invented_file(owner: Organisation, now: datetime) -> None:
    _file(
        owner,
        "demo_portfolio.csv",
        INVENTED_FILE,
        "Porteføljen er opdigtet. Den viser, hvordan et svar ser ud.",
        now,
    )


def _public_file(owner: Organisation, reader: Organisation, now: datetime) -> None:
    note = (
        "Syv offentligt kendte renoveringer regnet som én tænkt, fælles portefølje. Bygherrerne har aldrig dannet den. "
        "Start, varighed, gruppe og godkendelse er læst af offentlige datoer, to beløb er skønnet af "
        "antallet af boliger."
    )
    file = _file(owner, "real_portfolio.csv", "Syv offentlige renoveringer som én tænkt portefølje", note, now)
    if file is not None:
        grant_access(file, organisation=reader, viewer=_viewer(owner), now=now)


def _file(owner: Organisation, portfolio: str, title: str, note: str, now: datetime) -> DecisionFile | None:
    if DecisionFile.objects.filter(organisation=owner).exists():
        return None
    reading, viewer = shipped_portfolio(portfolio), _viewer(owner)
    kept = import_projects(owner, facts=reading.facts, viewer=viewer, now=now)
    return open_decision_file(
        owner,
        title=title,
        case_date=reading.case_date or now.date(),
        projects=kept.projects,
        note=note,
        viewer=viewer,
        now=now,
    )


def _viewer(organisation: Organisation) -> Viewer:
    return viewer_of(
        Person.objects.get(email=next(one.email for one in SIGN_INS if one.organisation == organisation.name))
    )


def _several(organisations: dict[str, Organisation], now: datetime) -> None:
    """Let somebody belong to two organisations, and act for the one that is first on the list of sign-ins."""
    for email, (name, role) in ALSO.items():
        person, organisation = Person.objects.get(email=email), organisations[name]
        if not Membership.objects.filter(person=person, organisation=organisation).exists():
            add_member(person, organisation=organisation, role=role, viewer=OPERATOR, now=now)
            own = next(organisations[one.organisation] for one in SIGN_INS if one.email == email)
            act_for(person, organisation=own, viewer=OPERATOR, now=now)


def _joint_administration(organisations: dict[str, Organisation], now: datetime) -> None:
    """Let one housing organisation run another, each with departments."""
    own, other = organisations[HOUSING], organisations[ADMINISTERED]
    if Department.objects.filter(organisation=own).exists():
        return
    stated = state_administration(administrator=own, administered=other, viewer=_viewer(own), now=now)
    confirm_administration(stated, viewer=_viewer(other), now=now)
    made = [
        add_department(organisations[name], number=number, name=called, homes=homes, viewer=_viewer(own), now=now)
        for name, rows in DEPARTMENTS.items()
        for number, called, homes in rows
    ]
    listed = current_projects(own)[: len(made)]
    tie_to_departments(
        {project.pk: department for project, department in zip(listed, made, strict=True)}, viewer=_viewer(own), now=now
    )


def _ways_in(organisations: dict[str, Organisation], now: datetime) -> None:
    """Let one be invited, one wait, one be turned down, and one read a file by name."""
    own, secretariat = organisations[HOUSING], organisations[SECRETARIAT]
    if Invitation.objects.exists():
        return
    _registered(now)
    invite(own, email=INVITED, role=Role.MEMBER, viewer=_viewer(own), now=now)
    for (email, name), cvr in ((WAITING, "98000003"), (DECLINED, "98000011")):
        person = _person(email, name, now)
        ask_to_join(
            person,
            cvr=cvr,
            name="Tegnestuen Opdigtet ApS",
            kind=OrganisationKind.ARCHITECT,
            message="Vi tegner for to boligorganisationer.",
            viewer=Viewer(person=person.pk),
            now=now,
        )
    declined = JoinRequest.objects.get(person__email=DECLINED[0])
    decline_request(declined, answer="Skriv fra adressen på arbejdet.", viewer=_viewer(secretariat), now=now)
    file = DecisionFile.objects.get(organisation=own, title=INVENTED_FILE)
    grant_access(file, email=READER, viewer=_viewer(own), now=now)


def _registered(now: datetime) -> None:
    """An invented organisation that takes no part yet, for the secretariat to match."""
    if not Organisation.objects.filter(name=REGISTERED).exists():
        kind = OrganisationKind.ARCHITECT
        create_organisation(REGISTERED, kind=kind, is_fictitious=True, takes_part=False, viewer=OPERATOR, now=now)
