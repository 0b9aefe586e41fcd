"""For every kind that can be found: how one is made, renamed and removed. Whoever offers a kind adds it here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from maskinrum.decisions.actions import remove_decision_file, rename_decision_file
from maskinrum.evaluation.actions.findings import FindingWords, change_finding, write_finding
from maskinrum.evaluation.models import Finding
from maskinrum.knowledge.actions import (
    begin_booklet,
    change_booklet,
    change_experience,
    discard_booklet,
    retire_evidence,
    retire_experience,
    write_evidence,
    write_recommendation,
)
from maskinrum.knowledge.actions.booklets import BookletFacts
from maskinrum.knowledge.facts.recommendations import RecommendationFacts
from maskinrum.knowledge.models import EvidenceRow, Experience, Recommendation
from maskinrum.knowledge.queries import experience_facts
from maskinrum.meetings.actions import call_meeting, change_meeting, change_salon
from maskinrum.network.actions import edit_question, remove_stand, withdraw_question, write_stand
from maskinrum.network.enums import Stage
from maskinrum.network.facts.stands import StandFacts
from maskinrum.organisations.actions import add_member, change_organisation, create_organisation, register_person
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import save_project_list
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries import current_projects, list_version, project_facts
from maskinrum.planning.actions import remove_plan, rename_plan
from maskinrum.steering.actions import change_decision, change_disagreement, log_decision, open_disagreement
from maskinrum.steering.facts.decisions import DecisionFacts
from maskinrum.steering.facts.disagreements import Opening
from maskinrum.steering.models import Disagreement, PartnershipDecision
from tests.conftest import NOW
from tests.decisions.making import TAGET, listed, opened
from tests.knowledge.evidence_rows import PROBE
from tests.knowledge.telling import published_one
from tests.knowledge.tooling import brought, shipped_tool
from tests.meetings import salon_making
from tests.meetings.holding import meeting_facts
from tests.network.asking import asked_by, asked_facts
from tests.partnerships.entries import added, changed, entry_facts
from tests.planning import making

FIRST, SECOND = "Kvistgaarden", "Mosegaarden"
TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Scenario:
    """``make`` calls a thing FIRST and returns it, ``rename`` calls it SECOND, ``remove`` takes it away.

    The viewer may see it. ``remove`` is None for what stays.
    """

    make: Callable[[Organisation, Viewer], Any]
    rename: Callable[[Any, Viewer], object]
    remove: Callable[[Any, Viewer], object] | None = None


def _rename_party(row: Organisation, _viewer: Viewer) -> object:
    return change_organisation(row, name=SECOND, kind=row.kind, cvr="", group=None, viewer=OPERATOR, now=NOW)


def _party(_organisation: Organisation, _viewer: Viewer) -> Organisation:
    added(entry_facts(contractor=FIRST))
    return Organisation.objects.get(name=FIRST)


def _no_party(_row: Organisation, _viewer: Viewer) -> object:
    entry = Partnership.objects.get()
    return changed(entry, parties=entry_facts().parties[:1])


def _project(organisation: Organisation, viewer: Viewer) -> Any:
    return listed(organisation, viewer, NOW, replace(TAGET, name=FIRST))[0]


def _save_projects(organisation: Organisation, viewer: Viewer, names: list[str]) -> object:
    rows = current_projects(organisation)
    kept = [(row.pk, replace(project_facts(row), name=name)) for row, name in zip(rows, names, strict=False)]
    return save_project_list(organisation, rows=kept, expected_version=list_version(rows), viewer=viewer, now=NOW)


def _rename_file(row: Any, viewer: Viewer) -> object:
    seen: dict[str, Any] = {"expected_revision": row.revision, "viewer": viewer, "now": NOW}
    return rename_decision_file(row, title=SECOND, case_date=date(2027, 1, 1), note="", **seen)


def _rename_experience(row: Experience, viewer: Viewer) -> object:
    facts = replace(experience_facts(Experience.objects.get(pk=row.pk)), title=SECOND)
    change_experience(row, facts=facts, expected_revision=row.revision, viewer=OPERATOR, now=NOW)
    return viewer


def _retire(row: Experience, viewer: Viewer) -> object:
    return retire_experience(row, reason="Den gælder ikke mere.", viewer=viewer, now=NOW)


def _recommend(row: Recommendation | None, statement: str) -> Recommendation:
    facts = RecommendationFacts(statement=statement, phase="F1", themes=("A1",))
    seen = row.revision if row else 0
    return write_recommendation(row, facts=facts, expected_revision=seen, viewer=OPERATOR, now=NOW)


def _evidence(row: EvidenceRow | None, name: str) -> EvidenceRow:
    card, seen = replace(PROBE, measure_da=name), row.revision if row else 0
    return write_evidence(row, card=card, reason="Ny måling.", expected_revision=seen, viewer=OPERATOR, now=NOW)


def _retire_evidence(row: EvidenceRow, _viewer: Viewer) -> object:
    seen = EvidenceRow.objects.get(pk=row.pk).revision
    return retire_evidence(row, reason="Fejl.", expected_revision=seen, viewer=OPERATOR, now=NOW)


def _planner() -> Viewer:
    """Somebody who may plan salons, the same each time."""
    person = Person.objects.filter(email="fie@plan.example").first()
    if person is None:
        office = create_organisation("Salonerne", kind=OrganisationKind.FACILITATOR, viewer=OPERATOR, now=NOW)
        person = register_person("fie@plan.example", name="Fie", password="en lang kode", is_verified=True, now=NOW)
        add_member(person, organisation=office, role=Role.FACILITATOR, viewer=OPERATOR, now=NOW)
    return viewer_of(person)


def _rename_organisation(row: Organisation, name: str) -> Organisation:
    change_organisation(row, name=name, kind=row.kind, cvr="", group=None, viewer=OPERATOR, now=NOW)
    return row


def _stand(organisation: Organisation, viewer: Viewer) -> Organisation:
    _rename_organisation(organisation, FIRST)
    write_stand(StandFacts(Stage.CONSIDERING), expected_revision=0, viewer=viewer, now=NOW)
    return organisation


def _run(organisation: Organisation, viewer: Viewer) -> Partnership:
    """A partnership that the organisation is the client of."""
    row = added(entry_facts(client=organisation.name))
    Partnership.objects.filter(pk=row.pk).update(organisation=organisation)
    return Partnership.objects.get(pk=row.pk)


def _decision(organisation: Organisation, viewer: Viewer) -> PartnershipDecision:
    facts = DecisionFacts(FIRST, TODAY, "client")
    return log_decision(_run(organisation, viewer), facts, viewer=viewer, now=NOW)


def _disagreed(row: Partnership, subject: str) -> Opening:
    parties = tuple(str(party.organisation_id) for party in row.parties.all())
    return Opening(subject, TODAY, parties)


def _disagreement(organisation: Organisation, viewer: Viewer) -> Disagreement:
    partnership = _run(organisation, viewer)
    return open_disagreement(partnership, _disagreed(partnership, FIRST), viewer=viewer, now=NOW)


def _finding(organisation: Organisation, viewer: Viewer) -> Finding:
    words = FindingWords(FIRST)
    partnership = _run(organisation, viewer)
    return write_finding(partnership, words, question=None, from_round=None, viewer=viewer, now=NOW)


SCENARIOS = {
    "decision": Scenario(
        _decision,
        lambda row, viewer: change_decision(
            row, DecisionFacts(SECOND, TODAY, "client"), expected_revision=row.revision, viewer=viewer, now=NOW
        ),
    ),
    "disagreement": Scenario(
        _disagreement,
        lambda row, viewer: change_disagreement(
            row, _disagreed(row.partnership, SECOND), expected_revision=row.revision, viewer=viewer, now=NOW
        ),
    ),
    "finding": Scenario(
        _finding, lambda row, viewer: change_finding(row, FindingWords(SECOND), viewer=viewer, now=NOW)
    ),
    "meeting": Scenario(
        lambda _o, viewer: call_meeting(meeting_facts(title=FIRST), viewer=viewer, now=NOW),
        lambda row, viewer: change_meeting(row, meeting_facts(title=SECOND), viewer=viewer, now=NOW),
    ),
    "salon": Scenario(
        lambda _o, _v: salon_making.opened(_planner(), title=FIRST),
        lambda row, _v: change_salon(row, replace(salon_making.FACTS, title=SECOND), viewer=_planner(), now=NOW),
    ),
    "question": Scenario(
        lambda _o, viewer: asked_by(viewer, title=FIRST),
        lambda row, viewer: edit_question(
            row, asked_facts(title=SECOND), expected_revision=row.revision, viewer=viewer, now=NOW
        ),
        lambda row, viewer: withdraw_question(row, viewer=viewer, now=NOW),
    ),
    "stand": Scenario(
        _stand,
        lambda row, _v: _rename_organisation(row, SECOND),
        lambda _row, viewer: remove_stand(viewer=viewer, now=NOW),
    ),
    "start_plan": Scenario(
        lambda organisation, viewer: making.planned(organisation, viewer, NOW, title=FIRST),
        lambda row, viewer: rename_plan(row, title=SECOND, viewer=viewer, now=NOW),
        lambda row, viewer: remove_plan(row, viewer=viewer, now=NOW),
    ),
    "evidence": Scenario(
        lambda _o, _v: _evidence(None, FIRST), lambda row, _v: _evidence(row, SECOND), _retire_evidence
    ),
    "booklet": Scenario(
        lambda _o, viewer: begin_booklet(BookletFacts(FIRST), viewer=viewer, now=NOW),
        lambda row, viewer: change_booklet(row, BookletFacts(SECOND), viewer=viewer, now=NOW),
        lambda row, viewer: discard_booklet(row, viewer=viewer, now=NOW),
    ),
    "tool": Scenario(
        lambda _o, viewer: brought(shipped_tool(), viewer, title=FIRST),
        lambda row, viewer: brought(row, viewer, title=SECOND),
    ),
    "recommendation": Scenario(lambda _o, _v: _recommend(None, FIRST), lambda row, _v: _recommend(row, SECOND)),
    "experience": Scenario(lambda _o, viewer: published_one(viewer, title=FIRST), _rename_experience, _retire),
    "partnership": Scenario(lambda _o, _v: added(entry_facts(name=FIRST)), lambda row, _v: changed(row, name=SECOND)),
    "organisation": Scenario(_party, _rename_party, _no_party),
    "project": Scenario(
        _project,
        lambda row, viewer: _save_projects(row.organisation, viewer, [SECOND]),
        lambda row, viewer: _save_projects(row.organisation, viewer, []),
    ),
    "decision_file": Scenario(
        lambda organisation, viewer: opened(organisation, viewer, NOW, title=FIRST),
        _rename_file,
        lambda row, viewer: remove_decision_file(row, viewer=viewer, now=NOW),
    ),
}
