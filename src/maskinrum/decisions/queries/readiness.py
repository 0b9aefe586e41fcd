"""Reads of readiness. Points by person are for the organisation that owns the file; others read what is common."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from maskinrum.decisions.enums import GateAnswer
from maskinrum.decisions.models import DecisionFile, Readiness, ReadinessAnswer, ReadinessScore
from maskinrum.organisations.models import Membership
from maskinrum.organisations.permissions import Viewer


@dataclass(frozen=True)
class Said:
    """What an organisation has said together about one file. ``notes`` by question."""

    answers: dict[str, GateAnswer] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)
    revision: int = 0


@dataclass(frozen=True)
class Points:
    """All points of a file, and how many people gave them. They name nobody."""

    given: tuple[tuple[str, int], ...]
    people: int

    def of_several(self) -> "Points":
        """Only criteria that two people or more have scored: what the points of one person alone would give away."""
        counts = Counter(criterion for criterion, _score in self.given)
        return Points(tuple(one for one in self.given if counts[one[0]] > 1), self.people)


@dataclass(frozen=True)
class PersonsPoints:
    """What one person gave one criterion; ``name`` is empty for somebody who no longer acts for the organisation."""

    criterion: str
    name: str
    score: int
    evidence: str


def said_of(file: DecisionFile) -> Said:
    """What the organisation of a file has said; whoever may read the file may read it."""
    joint = Readiness.objects.filter(decision_file=file).first()
    rows = list(ReadinessAnswer.objects.filter(decision_file=file))
    return Said(
        answers={row.question: GateAnswer(row.answer) for row in rows},
        notes={row.question: row.note for row in rows if row.note},
        weights=dict(joint.weights) if joint else {},
        figures=dict(joint.figures) if joint else {},
        revision=joint.revision if joint else 0,
    )


def points_of(file: DecisionFile) -> Points:
    """The points of a file without their people, for what is worked out of all of them."""
    rows = list(ReadinessScore.objects.filter(decision_file=file).values_list("criterion", "score", "person"))
    known = {person for _criterion, _score, person in rows if person}
    # Somebody erased has one row for each criterion, so the most rows of one criterion tell how many they were.
    erased = [criterion for criterion, _score, person in rows if person is None]
    unknown = max((erased.count(one) for one in set(erased)), default=0)
    return Points(tuple((criterion, score) for criterion, score, _person in rows), len(known) + unknown)


def points_by_person(viewer: Viewer, file: DecisionFile) -> list[PersonsPoints]:
    """Who gave which points and why, the fewest first; nothing for anybody outside the owning organisation."""
    if viewer.organisation is None or viewer.organisation != file.organisation_id:
        return []
    rows = list(ReadinessScore.objects.filter(decision_file=file))
    names = _names(file.organisation_id, (row.person for row in rows))
    found = [
        PersonsPoints(row.criterion, names.get(row.person, "") if row.person else "", row.score, row.evidence)
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.score, one.name))


def own_points(viewer: Viewer, file: DecisionFile) -> dict[str, ReadinessScore]:
    """The points that the viewer gave, by criterion."""
    rows = ReadinessScore.objects.filter(decision_file=file, person=viewer.person) if viewer.is_known else []
    return {row.criterion: row for row in rows}


def _names(organisation: uuid.UUID, people: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    asked = {person for person in people if person}
    rows = Membership.objects.filter(organisation=organisation, person__in=asked, person__erased_at__isnull=True)
    return {row.person_id: str(row.person) for row in rows.select_related("person")}
