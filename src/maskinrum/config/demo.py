"""The demo world: invented organisations and people, made by calling actions as the operator would."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from maskinrum.decisions.actions import open_decision_file
from maskinrum.decisions.models import DecisionFile
from maskinrum.organisations.actions import add_member, create_organisation, grant_access, invite, register_person
from maskinrum.organisations.enums import OrganisationKind, Role, Visibility
from maskinrum.organisations.models import Membership, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import (
    add_partnership,
    answer_correction,
    change_partnership,
    import_projects,
    send_correction,
)
from maskinrum.partnerships.enums import (
    ClientKind,
    CorrectionState,
    Discipline,
    Inside,
    PartnershipStatus,
    PartnershipType,
    SourceLabel,
    VolumeKind,
)
from maskinrum.partnerships.facts import CallOffFacts, JobFacts, PartnershipFacts, PartyFacts, SourceFacts, Words
from maskinrum.partnerships.forms import shipped_portfolio
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries import partnership_facts

DEMO_PASSWORD = "maskinrum-demo"  # noqa: S105 - known to all, and therefore only ever served to the own machine


@dataclass(frozen=True)
class DemoSignIn:
    """Somebody the visitor of the demonstration can be."""

    email: str
    name: str
    role: Role
    organisation: str


HOUSING = "Boligforeningen Eksempel"
OTHER_HOUSING = "Boligselskabet Udenfor"
FACILITATORS = "Facilitatorhuset Opdigt"
SECRETARIAT = "Sekretariatet for Eksemplet"

ORGANISATIONS = {
    HOUSING: OrganisationKind.HOUSING_ORGANISATION,
    OTHER_HOUSING: OrganisationKind.HOUSING_ORGANISATION,
    FACILITATORS: OrganisationKind.FACILITATOR,
    SECRETARIAT: OrganisationKind.ASSOCIATION,
}

INVITED = "ny.kollega@eksempel.example"

SIGN_INS = (
    DemoSignIn("leder@eksempel.example", "Lea Ledersen", Role.MANAGER, HOUSING),
    DemoSignIn("medlem@eksempel.example", "Mads Medlemsen", Role.MEMBER, HOUSING),
    DemoSignIn("facilitator@opdigt.example", "Fie Facilitatorsen", Role.FACILITATOR, FACILITATORS),
    DemoSignIn("sekretariat@eksemplet.example", "Signe Sekretariatsen", Role.SECRETARIAT, SECRETARIAT),
    DemoSignIn("leder@udenfor.example", "Ulla Udenforsen", Role.MANAGER, OTHER_HOUSING),
)


def holds_demo_persons() -> bool:
    """Whether somebody with the demo password can sign in here."""
    return _has_table(Person) and Person.objects.filter(is_demo=True).exists()


def holds_others() -> bool:
    """Whether the database holds a person or a member organisation that is not of the demo world.

    Organisations known only from the register are no members. Tables may be missing.
    """
    people = _has_table(Person) and Person.objects.filter(is_demo=False).exists()
    members = Organisation.objects.filter(is_fictitious=False, joined_at__isnull=False)
    return people or (_has_table(Organisation) and members.exists())


def _has_table(model: type[Model]) -> bool:
    return model._meta.db_table in connection.introspection.table_names()


@transaction.atomic
def load_demo_world(now: datetime) -> list[DemoSignIn]:
    """Make what is missing of the demo world, and return who one can sign in as. Doing it again changes nothing."""
    organisations = {name: _organisation(name, kind, now) for name, kind in ORGANISATIONS.items()}
    for sign_in in SIGN_INS:
        _member(sign_in, organisations[sign_in.organisation], now)
    _invented_file(organisations[HOUSING], now)
    _public_file(organisations[SECRETARIAT], organisations[HOUSING], now)
    _mail(organisations[HOUSING], now)
    _invented_agreements(now)
    _invented_history(_viewer(organisations[HOUSING]), now)
    return [*SIGN_INS]


def _organisation(name: str, kind: OrganisationKind, now: datetime) -> Organisation:
    found = Organisation.objects.filter(name=name, is_fictitious=True).first()
    return found or create_organisation(name, kind=kind, is_fictitious=True, viewer=OPERATOR, now=now)


def _member(sign_in: DemoSignIn, organisation: Organisation, now: datetime) -> None:
    person = Person.objects.filter(email=sign_in.email).first() or register_person(
        sign_in.email,
        name=sign_in.name,
        password=DEMO_PASSWORD,
        is_demo=True,
        is_verified=True,
        viewer=OPERATOR,
        now=now,
    )
    if not Membership.objects.filter(person=person, organisation=organisation).exists():
        add_member(person, organisation=organisation, role=sign_in.role, viewer=OPERATOR, now=now)


def _mail(organisation: Organisation, now: datetime) -> None:
    """Let the outbox hold a mail: an invitation that waits for its answer."""
    if not organisation.invitations.exists():
        invite(organisation, email=INVITED, role=Role.MEMBER, viewer=_viewer(organisation), now=now)


def _invented_file(owner: Organisation, now: datetime) -> None:
    _file(
        owner,
        "demo_portfolio.csv",
        "Partnerskab 2028?",
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


INVENTED_SOURCE = SourceFacts("https://eksempel.example/opdigtet", SourceLabel.INFERENCE)


def _invented_agreements(now: datetime) -> None:
    """Three agreements that do not exist: one for all to see, one for the network, one for its parties."""
    invented = {
        "eksempel-faelles": (_shown_to_all(), Visibility.OPEN),
        "eksempel-udenfor": (_shown_to_the_network(), Visibility.NETWORK),
        "eksempel-kladde": (_shown_to_its_parties(), Visibility.PARTNERSHIP),
    }
    for slug, (facts, visibility) in invented.items():
        if not Partnership.objects.filter(slug=slug).exists():
            add_partnership(
                facts,
                slug=slug,
                source=INVENTED_SOURCE,
                viewer=OPERATOR,
                now=now,
                is_fictitious=True,
                visibility=visibility,
            )


def _invented_history(manager: Viewer, now: datetime) -> None:
    """The agreement that all may see has been changed, and corrected by people who saw that something was wrong."""
    row = Partnership.objects.get(slug="eksempel-faelles")
    if row.revision > 1:
        return
    rights = (CallOffFacts(OTHER_HOUSING, "", SourceLabel.STATEMENT, INVENTED_SOURCE.url),)
    steps: tuple[dict[str, Any], ...] = (
        {"volume_high": Decimal(1100), "volume_note": Words("Opdigtet: hævet efter genudbud.", "Invented: raised.")},
        {"call_off": rights, "procurement": {"procedure": "negotiated", "notice": "2022-05-02", "award": "2023-01-16"}},
        {"signed": "2023-02-24", "unknown": ("ceiling", "applicants")},
    )
    for step in steps:
        row = change_partnership(
            row,
            facts=replace(partnership_facts(row), **step),
            source=INVENTED_SOURCE,
            expected_revision=row.revision,
            viewer=manager,
            now=now,
        )
    texts: dict[str, Any] = {"source_url": INVENTED_SOURCE.url, "email": "", "viewer": VISITOR, "now": now}
    answered = send_correction(row, field="agreement", text="Aftalen blev skrevet under den 24. februar 2023.", **texts)
    answer = "Tak. Datoen står der nu."
    answer_correction(answered, state=CorrectionState.MENDED, answer=answer, viewer=manager, now=now)
    send_correction(row, field="jobs", text="Opdigtparken har 238 boliger efter sammenlægningen af to.", **texts)


def _party(name: str, discipline: Discipline) -> PartyFacts:
    return PartyFacts(name, discipline, SourceLabel.FACT)


def _invented_job(slug: str, name: str, homes: int, value: int, begins: str, ends: str) -> JobFacts:
    return JobFacts(
        slug=slug,
        client=HOUSING,
        name=name,
        inside=Inside.YES,
        kind="renovation",
        homes=homes,
        value=Decimal(value),
        currency="DKK",
        begins=begins,
        ends=ends,
        label=SourceLabel.FACT,
        source_url=INVENTED_SOURCE.url,
    )


def _shown_to_all() -> PartnershipFacts:
    return PartnershipFacts(
        name="Fælles om Eksemplet",
        type=PartnershipType.STRATEGIC_PARTNERSHIP,
        client_kind=ClientKind.HOUSING,
        client_name=HOUSING,
        client_homes=4200,
        status=PartnershipStatus.WORKS_RUNNING,
        start="2023-03",
        start_words=Words("marts 2023", "March 2023"),
        term_months=48,
        option_months=24,
        scope=Words("Opdigtet: renovering af rækkehuse og helhedsplaner.", "Invented: renovation and master plans."),
        volume_low=Decimal(850),
        volume_high=Decimal(950),
        volume_kind=VolumeKind.ESTIMATE,
        volume_note=Words("Opdigtet tal.", "Invented figure."),
        unknown=("signed", "ceiling", "applicants"),
        parties=(
            _party(HOUSING, Discipline.CLIENT),
            _party("Entreprenørfirmaet Påhit", Discipline.CONTRACTOR),
            _party("Tegnestuen Tænkt", Discipline.ARCHITECT),
            _party("Ingeniørerne Antaget", Discipline.ENGINEER),
            _party(FACILITATORS, Discipline.FACILITATOR),
        ),
        jobs=(
            _invented_job("eksempel-sag-1", "Prøvevænget", 112, 118, "2024-05", "2026-08"),
            _invented_job("eksempel-sag-2", "Opdigtparken", 240, 310, "2026-02", "2030-06"),
        ),
        sources=(INVENTED_SOURCE,),
    )


def _shown_to_the_network() -> PartnershipFacts:
    return PartnershipFacts(
        name="Rammeaftalen Udenfor",
        type=PartnershipType.PARALLEL_FRAMEWORKS,
        client_kind=ClientKind.HOUSING,
        client_name=OTHER_HOUSING,
        status=PartnershipStatus.ACTIVE,
        start="2025",
        start_words=Words("2025", "2025"),
        scope=Words("Opdigtet: nybyggeri.", "Invented: new build."),
        unknown=("term_months", "option_months", "volume_mdkk"),
        parties=(
            _party(OTHER_HOUSING, Discipline.CLIENT),
            _party("Entreprenørfirmaet Påhit", Discipline.CONTRACTOR),
        ),
        sources=(INVENTED_SOURCE,),
    )


def _shown_to_its_parties() -> PartnershipFacts:
    return PartnershipFacts(
        name="Næste aftale, kladde",
        type=PartnershipType.STRATEGIC_PARTNERSHIP,
        client_kind=ClientKind.HOUSING,
        client_name=HOUSING,
        client_homes=4200,
        status=PartnershipStatus.UNKNOWN,
        start="2029",
        start_words=Words("ventet i 2029", "expected in 2029"),
        scope=Words("Opdigtet: renovering og nybyggeri.", "Invented: renovation and new build."),
        unknown=("term_months", "option_months", "volume_mdkk", "contractor"),
        parties=(_party(HOUSING, Discipline.CLIENT), _party(FACILITATORS, Discipline.FACILITATOR)),
        sources=(INVENTED_SOURCE,),
    )
