"""Every table says what it holds about people, and what it says can be erased is gone afterwards."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Field
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

from maskinrum.decisions.models import DecisionFile, ReadinessScore
from maskinrum.evaluation.actions import load_questions
from maskinrum.evaluation.models import (
    ComparisonConsent,
    EvaluationModel,
    Finding,
    FindingAction,
    ManualFigure,
    MaturityAnswer,
    NewBasis,
    ReportRelease,
    Respondent,
    Wording,
)
from maskinrum.evaluation.models import Invitation as RoundInvitation
from maskinrum.evaluation.models import Round as EvaluationRound
from maskinrum.knowledge.models import (
    Attachment,
    Booklet,
    DistinctPair,
    EvidenceRow,
    EvidenceVersion,
    Experience,
    ExperienceComment,
    ExperienceUse,
    ExperienceVersion,
    NamedPartner,
    Recommendation,
    RecommendationVersion,
    Tool,
    ToolUse,
    ToolVersion,
)
from maskinrum.meetings.models import (
    AgendaItem,
    CalendarLink,
    CapturedExperience,
    DotVote,
    Meeting,
    MeetingAction,
    MeetingDecision,
    Note,
    NoteVersion,
    Participant,
    Round,
    RoundOption,
    Salon,
    SalonFile,
    SignUp,
)
from maskinrum.network.models import (
    ContactCard,
    Contribution,
    Question,
    QuestionVersion,
    Routing,
    SparringProposal,
    SparringRequest,
    Stand,
    Subscription,
)
from maskinrum.organisations.actions import add_member, register_person
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import Grant, Invitation, JoinRequest, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.partnerships.models import Correction, Partnership, Project
from maskinrum.planning.models import PlanChange, PlanFeed, PlanTask, StartPlan, TaskComment
from maskinrum.search.models import UnansweredSearch
from maskinrum.shared.actions import send_later
from maskinrum.shared.models import OutboxMail
from maskinrum.shared.privacy import PersonalData, declarations
from maskinrum.steering.models import (
    Disagreement,
    LadderNames,
    LadderStep,
    PartnershipDecision,
    StartChecklist,
    StartItem,
)
from tests.organisations.factors import add_app, seen_in

EMAIL = "genkendelig.kvinde@privat.example"
NAME = "Genkendelig Kvindesen"


def holding() -> dict[str, PersonalData]:
    """The declarations of the tables that hold something about people, by table."""
    return {table: data for table, data in declarations().items() if data}


def rows_of(table: str) -> Iterator[dict[str, Any]]:
    """Every row of a table as the database gives it, with what sessions hold made readable."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - the name is from the database
        names = [column[0] for column in cursor.description]
        for values in cursor.fetchall():
            yield dict(zip(names, values, strict=True))
    if table == Session._meta.db_table:
        yield from ({"readable": session.get_decoded()} for session in Session.objects.all())


def everything() -> str:
    """All values of all tables in one text."""
    return "\n".join(
        f"{table}.{column}: {value}"
        for table in connection.introspection.table_names()
        for row in rows_of(table)
        for column, value in row.items()
    )


def column_of(table: str, field: str) -> str:
    models = {model._meta.db_table: model for model in apps.get_models()}
    found = models[table]._meta.get_field(field) if table in models else None
    return found.column if isinstance(found, Field) else field


@pytest.fixture
def person(organisation: Organisation, client_of: Callable[[Person | None], Client], now: datetime) -> Person:
    """Somebody who has left a trace in every declared field: signed in here, waiting for a code there."""
    person = register_person(EMAIL, name=NAME, password="genkendelig adgangskode", is_verified=True, now=now)
    add_member(person, organisation=organisation, role=Role.MEMBER, viewer=OPERATOR, now=now)
    EmailConfirmation.objects.create(email_address=EmailAddress.objects.get(), key="genkendelig-noegle")
    client_of(person)
    client_of(None).post(reverse("account_request_login_code"), {"email": EMAIL})
    person.refresh_from_db()
    leave_traces(person, organisation, now)
    leave_traces_of_signing_in(person, now)
    return person


def leave_traces(person: Person, organisation: Organisation, now: datetime) -> None:
    """Rows that name the person in the tables that no page of this test writes to."""
    asked = {"organisation": organisation, "invited_at": now, "expires_at": now}
    Invitation.objects.create(email=EMAIL, token_digest="aftryk", **asked)
    words = {"message": f"Det er {NAME}.", "answer": f"Velkommen, {NAME}."}
    JoinRequest.objects.create(person=person, name="Nord", kind="engineer", cvr="10000000", asked_at=now, **words)
    Grant.objects.create(object_type="a.B", object_id=person.pk, person=person, email=EMAIL, granted_at=now)
    register = {
        "name": "Aftalen",
        "slug": "aftalen",
        "type": "strategic_partnership",
        "added_at": now,
        "changed_at": now,
    }
    partnership = Partnership.objects.create(**register)
    Correction.objects.create(partnership=partnership, text="Det er forkert.", email=EMAIL, sent_at=now)
    leave_experiences(person, organisation, now)
    leave_points(person, organisation, now)
    leave_questions(person, organisation, now)
    leave_salons(person, organisation, now)
    leave_meetings(person, organisation, now)
    leave_running(person, organisation, partnership, now)
    leave_plans(person, organisation, now)
    leave_rounds(person, organisation, partnership, now)
    leave_figures(person, organisation, partnership, now)
    UnansweredSearch.objects.create(day=now.date(), digest="en hash", words=f"skriv til {NAME.lower()}")
    mail = send_later(EMAIL, subject=f"Til {NAME}", text=f"Hej {NAME}", kind="account", person=person.pk, now=now)
    attached = [{"name": "genkendelig.ics", "type": "text/calendar", "content": ""}]
    more = {"html": f"<p>{NAME}</p>", "headers": {"List-Unsubscribe": "<https://genkendelig.example>"}}
    OutboxMail.objects.filter(pk=mail.pk).update(attachments=attached, last_error="550 genkendelig.kvinde", **more)


def leave_rounds(person: Person, organisation: Organisation, partnership: Partnership, now: datetime) -> None:
    """What the person made of an evaluation, and the list the person stands on."""
    load_questions(now)
    made = {"created_by": person.pk, "created_at": now}
    model = EvaluationModel.objects.create(partnership=partnership, **made)
    days = {"opens_on": now.date(), "closes_on": now.date(), "state": "open"}
    asked = {"partnership": partnership, "organisation": organisation, "model": model}
    row = EvaluationRound.objects.create(key="maaling", part="pulse", number=1, **asked, **days, **made)
    who = {"email": EMAIL, "party": organisation, "role": "site"}
    RoundInvitation.objects.create(round=row, token_digest="genkendeligt-link", **who)
    Respondent.objects.create(partnership=partnership, invited_on=now.date(), **who)
    wording = Wording.objects.filter(question__part="maturity")[0]
    MaturityAnswer.objects.create(round=row, party=organisation, wording=wording, written_by=person.pk, at=now)
    leave_findings(person, row, now)


def leave_findings(person: Person, row: EvaluationRound, now: datetime) -> None:
    """A finding the person wrote and does something about, a chart begun anew, and a report released."""
    of_both: dict[str, Any] = {"partnership": row.partnership}
    days = {"created_at": now, "changed_at": now}
    found = Finding.objects.create(
        key="fundet", title="Uklart", organisation=row.organisation, written_by=person.pk, **of_both, **days
    )
    FindingAction.objects.create(finding=found, text="Skriv ned", owner=person.pk, owner_name=NAME)
    wording = Wording.objects.filter(question__part="pulse")[0]
    begun = {"created_by": person.pk, "created_at": now}
    NewBasis.objects.create(wording=wording, from_round=row, reason="Ny styregruppe", **of_both, **begun)
    released = {"released_by": person.pk, "released_at": now, "section": "whole", "year": 2026}
    ReportRelease.objects.create(party=row.organisation, **of_both, **released)


def leave_figures(person: Person, organisation: Organisation, partnership: Partnership, now: datetime) -> None:
    """A figure that the person typed, and a consent that the person gave and withdrew."""
    told = {"partnership": partnership, "quarter": now.date().replace(day=1), "value": 1}
    ManualFigure.objects.create(**told, indicator="running_cost", written_by=person.pk, written_at=now)
    own = {"partnership": partnership, "organisation": organisation, "terms": 1}
    ComparisonConsent.objects.create(**own, given_by=person.pk, given_at=now, withdrawn_by=person.pk, withdrawn_at=now)


def leave_plans(person: Person, organisation: Organisation, now: datetime) -> None:
    """A task that the person took on and wrote below, a date the person moved, and an address the person made."""
    plan = StartPlan.objects.create(
        organisation=organisation, title="Plan", created_by=person.pk, created_at=now, changed_at=now
    )
    task = PlanTask.objects.create(plan=plan, key="T01", owner=person.pk, changed_at=now)
    TaskComment.objects.create(task=task, text="Ja.", written_by=person.pk, written_at=now)
    PlanChange.objects.create(plan=plan, part="terms", changed_by=person.pk, changed_at=now)
    PlanFeed.objects.create(plan=plan, token_digest="plan", made_by=person.pk, made_at=now)


def leave_questions(person: Person, organisation: Organisation, now: datetime) -> None:
    """A question that the person asked without a name, an answer, and a question that came to the person."""
    dated = {"asked_at": now, "changed_at": now}
    asked = Question.objects.create(key="spoergsmaal", title="Hvem?", is_anonymous=True, asked_by=person.pk, **dated)
    said = {"organisation": organisation, "written_by": person.pk, "written_at": now}
    QuestionVersion.objects.create(question=asked, revision=1, title="Hvem da?", until=now, asked_by=person.pk)
    Contribution.objects.create(question=asked, text="Os.", **said)
    Routing.objects.create(question=asked, person=person.pk, asked_at=now)
    wish = {"organisation": organisation, "asked_by": person.pk, "written_by": person.pk, "asked_at": now}
    wish |= {"offered_by": person.pk}
    talk = SparringRequest.objects.create(key="samtale", state="done", text="Hvordan?", changed_at=now, **wish)
    SparringProposal.objects.create(request=talk, person=person.pk, organisation=organisation, asked_at=now)
    words = {"person": person, "kind": "search", "words": NAME}
    Subscription.objects.create(told_until=now, created_at=now, **words)
    Stand.objects.create(organisation=organisation, stage="preparing", changed_by=person.pk, changed_at=now)
    ContactCard.objects.create(organisation=organisation, person=person, role=f"{NAME}, leder", changed_at=now)


def leave_salons(person: Person, organisation: Organisation, now: datetime) -> None:
    """A salon that the person planned and signed up for, and the address of the person's calendar."""
    days = {"starts_at": now, "ends_at": now + timedelta(hours=2), "deadline": now, "created_at": now}
    salon = Salon.objects.create(
        key="salon", organisation=organisation, written_by=person.pk, title="Salon", seats=1, changed_at=now, **days
    )
    file = {"name": "genkendelig.pdf", "kind": "pdf", "file": "uddelt", "size": 1, "digest": "sum"}
    SalonFile.objects.create(salon=salon, uploaded_by=person.pk, uploaded_at=now, **file)
    said = {"name": NAME, "email": EMAIL, "organisation_name": "Genkendelig ApS", "needs": "Genkendelig kost"}
    stated = {"state": "confirmed", "number": 1, "token_digest": "genkendeligt-aftryk", "signed_up_at": now}
    SignUp.objects.create(salon=salon, **said, **stated)
    CalendarLink.objects.create(person=person, token_digest="genkendeligt-kalenderaftryk", made_at=now)


def leave_points(person: Person, organisation: Organisation, now: datetime) -> None:
    """Points that the person gave for readiness."""
    dated = {"case_date": now.date(), "created_at": now, "changed_at": now}
    file = DecisionFile.objects.create(organisation=organisation, title="Grundlag", seed=1, **dated)
    ReadinessScore.objects.create(decision_file=file, criterion="data", person=person.pk, score=2, scored_at=now)


def leave_experiences(person: Person, organisation: Organisation, now: datetime) -> None:
    """An experience that the person told, used, answered for, made clearer and attached a file to."""
    told = Experience.objects.create(
        key="erfaring", organisation=organisation, written_by=person.pk, created_at=now, changed_at=now
    )
    ExperienceVersion.objects.create(experience=told, revision=1, at=now, written_by=person.pk)
    NamedPartner.objects.create(experience=told, organisation=organisation, decided_by=person.pk)
    ExperienceComment.objects.create(
        experience=told, organisation=organisation, written_by=person.pk, text="Det blev torsdag.", written_at=now
    )
    ExperienceUse.objects.create(
        experience=told, organisation=organisation, recorded_by=person.pk, outcome="worked", used_at=now, changed_at=now
    )
    other = Experience.objects.create(key="anden", organisation=organisation, created_at=now, changed_at=now)
    first, second = sorted((told, other), key=lambda one: one.pk)
    DistinctPair.objects.create(first=first, second=second, said_by=person.pk, said_at=now)
    leave_tools(person, organisation, now)
    begun = {"written_by": person.pk, "created_at": now, "changed_at": now}
    Booklet.objects.create(key="haefte", title="Begynd her", organisation=organisation, **begun)
    name = {"name": "genkendelig.jpg", "kind": "jpeg", "file": "fil", "size": 1, "digest": "sum"}
    Attachment.objects.create(experience=told, uploaded_by=person.pk, uploaded_at=now, **name)


def leave_meetings(person: Person, organisation: Organisation, now: datetime) -> None:
    """A meeting that the person called, came to and wrote at."""
    times = {"starts_at": now, "ends_at": now + timedelta(hours=2), "created_at": now, "changed_at": now}
    row = Meeting.objects.create(key="moede", title="Mødet", organisation=organisation, written_by=person.pk, **times)
    named = {"email": EMAIL, "name": NAME, "token_digest": "genkendelig-token"}
    owner = Participant.objects.create(meeting=row, person=person.pk, invited_at=now, **named)
    item = AgendaItem.objects.create(meeting=row, position=0, title="Punkt", lead=owner)
    own = {"meeting": row, "item": item, "written_by": person.pk, "seq": 1}
    written = Note.objects.create(**own, text="En note", written_at=now, changed_at=now)
    NoteVersion.objects.create(note=written, number=1, based_on=0, written_by=person.pk, written_at=now)
    MeetingDecision.objects.create(**own, text="Ja", decided_at=now)
    MeetingAction.objects.create(**own, text="Gør det", owner=owner, due_on=now.date(), written_at=now)
    told = Experience.objects.create(key="fanget", organisation=organisation, created_at=now, changed_at=now)
    CapturedExperience.objects.create(meeting=row, experience=told, captured_by=person.pk, captured_at=now)
    asked = Round.objects.create(meeting=row, question="Hvad?", seq=1, opened_at=now)
    option = RoundOption.objects.create(round=asked, position=0, text="Det")
    DotVote.objects.create(option=option, person=person.pk, dots=1)


def leave_running(person: Person, organisation: Organisation, partnership: Partnership, now: datetime) -> None:
    """A decision, a disagreement with a step, names and a checklist that the person wrote down and stands in."""
    day = now.date()
    own: dict[str, Any] = {"partnership": partnership, "organisation": organisation}
    wrote = {"written_by": person.pk, "changed_at": now}
    PartnershipDecision.objects.create(**own, **wrote, text="Ja", decided_on=day, body="client", written_at=now)
    row = Disagreement.objects.create(
        **own, **wrote, subject="Hvem?", opened_on=day, step="facilitated-talk", written_at=now
    )
    LadderStep.objects.create(
        disagreement=row, step=row.step, began_on=day, taking_part=NAME, written_by=person.pk, written_at=now
    )
    LadderNames.objects.create(**own, **wrote, leader=NAME, management=NAME)
    project = Project.objects.create(
        organisation=organisation, name="Sag", budget=1, planned_start=day, duration=1, position=0
    )
    begun = StartChecklist.objects.create(
        partnership=partnership, project=project, opened_by=person.pk, opened_at=now, changed_at=now
    )
    StartItem.objects.create(checklist=begun, key="site", who=NAME, answered_by=person.pk, answered_at=now)


def leave_tools(person: Person, organisation: Organisation, now: datetime) -> None:
    """A version that the person brought, a use that the person told of, and a recommendation that the person wrote."""
    tool = Tool.objects.create(key="ark", title="Ark", organisation=organisation, created_at=now, changed_at=now)
    brought = {"label": "1", "dated": now.date(), "uploaded_by": person.pk, "created_at": now}
    version = ToolVersion.objects.create(tool=tool, number=1, **brought)
    told = {"outcome": "worked", "used_at": now, "changed_at": now, "recorded_by": person.pk}
    ToolUse.objects.create(tool=tool, version=version, organisation=organisation, **told)
    days = {"review_on": now.date(), "reviewed_on": now.date(), "created_at": now, "changed_at": now}
    advice = Recommendation.objects.create(key="raad", statement="Begynd.", phase="F1", theme_codes="A1", **days)
    RecommendationVersion.objects.create(recommendation=advice, revision=1, at=now, written_by=person.pk)
    source = EvidenceRow.objects.create(key="maaling", strength="D", created_at=now, changed_at=now)
    EvidenceVersion.objects.create(row=source, revision=1, at=now, written_by=person.pk)


def leave_traces_of_signing_in(person: Person, now: datetime) -> None:
    """An app that was used, and a browser that was seen."""
    add_app(person)
    Authenticator.objects.update(last_used_at=now)
    seen_in(person, "Genkendelig Browser/1.0", key="genkendelig-session")


def test_every_table_is_declared(db: None) -> None:
    assert set(connection.introspection.table_names()) - declarations().keys() == set()


def test_no_declaration_is_left_over_from_a_table_that_is_gone(db: None) -> None:
    assert declarations().keys() - set(connection.introspection.table_names()) == set()


@pytest.mark.parametrize("table", holding())
def test_declaration_is_complete(table: str, db: None) -> None:
    data = holding()[table]
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
    assert {column_of(table, field) for field in data.fields} - columns == set()
    assert data.fields
    assert data.purpose.endswith(".")
    assert data.retention.endswith(".")


@pytest.mark.parametrize("table", [table for table, data in holding().items() if data.erased_by])
def test_eraser_removes_every_declared_field(table: str, person: Person, now: datetime) -> None:
    data = holding()[table]
    columns = [column_of(table, field) for field in data.fields]
    before = {(column, str(row[column])) for row in rows_of(table) for column in columns if row.get(column)}
    assert {column for column, _ in before} == set(columns), "leave a trace in every declared field"
    import_string(data.erased_by)(person, viewer=OPERATOR, now=now)
    after = {(column, str(row[column])) for row in rows_of(table) for column in columns if row.get(column)}
    assert before & after == set()


def test_nothing_recognisable_is_left_in_any_table(person: Person, now: datetime) -> None:
    traces = [EMAIL, NAME, person.password, "genkendelig"]
    assert [trace in everything() for trace in traces] == [True] * 4
    for eraser in {data.erased_by for data in holding().values() if data.erased_by}:
        import_string(eraser)(person, viewer=OPERATOR, now=now)
    left = everything()
    assert [line for line in left.splitlines() if any(trace.lower() in line.lower() for trace in traces)] == []
    assert Session.objects.count() == 0


def test_sessions_of_others_stay_open(person: Person, outsider: Person, client_of: Callable[[Person], Client]) -> None:
    client_of(outsider)
    open_before = Session.objects.count()
    import_string("maskinrum.organisations.actions.erase_person")(person, viewer=OPERATOR, now=person.joined_at)
    assert (open_before, Session.objects.count()) == (4, 1)
