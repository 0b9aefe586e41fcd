"""Writes to readiness: what the organisation says together, and what each person scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.readiness import ALL_WEIGHTS, criteria, standard_weights
from maskinrum.decisions.enums import GateAnswer
from maskinrum.decisions.models import DecisionFile, Readiness, ReadinessAnswer, ReadinessScore
from maskinrum.decisions.permissions import can_change
from maskinrum.organisations.actions import CHANGED, record
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.errors import DomainError


@dataclass(frozen=True)
class Answered:
    """An answer to a gate or a question. An empty answer takes it back."""

    answer: str
    note: str = ""


@dataclass(frozen=True)
class Scored:
    """Points for one criterion with what they rest on; None takes them back."""

    score: int | None
    evidence: str = ""


@transaction.atomic
def answer_readiness(
    file: DecisionFile,
    *,
    answers: Mapping[str, Answered],
    figures: Mapping[str, float],
    expected_revision: int,
    viewer: Viewer,
    now: datetime,
) -> Readiness:
    """Keep the organisation's answers to gates and questions, and the figures that no portfolio tells.

    Raises DomainError when a colleague has changed something in the meantime.
    """
    joint = _held(file, expected_revision, viewer, now)
    before = {row.question: row for row in ReadinessAnswer.objects.filter(decision_file=file)}
    changes: dict[str, object] = {}
    for question, given in answers.items():
        changes |= _answer(file, question, given, before.get(question), now)
    if joint.figures != dict(figures):
        changes["figures"] = [joint.figures, dict(figures)]
        joint.figures = dict(figures)
    return _kept(joint, "answer_readiness", changes, viewer=viewer, now=now)


@transaction.atomic
def weigh_readiness(
    file: DecisionFile, *, weights: Mapping[str, int], expected_revision: int, viewer: Viewer, now: datetime
) -> Readiness:
    """Keep other weights, stored where they differ from the shipped ones. Raises DomainError unless they make 100."""
    standard = standard_weights()
    if weights.keys() != standard.keys() or any(weight < 0 for weight in weights.values()):
        raise DomainError(_("Every criterion needs a weight of 0 or more. Nothing was changed."))
    check_sum(weights)
    joint = _held(file, expected_revision, viewer, now)
    differing = {slug: weight for slug, weight in weights.items() if weight != standard[slug]}
    changes = {"weights": [joint.weights, differing]} if joint.weights != differing else {}
    joint.weights = differing
    return _kept(joint, "weigh_readiness", changes, viewer=viewer, now=now)


def check_sum(weights: Mapping[str, int]) -> None:
    """Raise DomainError with the sum and what is missing, unless the weights make a hundred."""
    total = sum(weights.values())
    numbers = {"total": total, "by": abs(ALL_WEIGHTS - total)}
    if total < ALL_WEIGHTS:
        raise DomainError(
            _("The weights make %(total)s. They must make 100: put %(by)s more on. What you typed still stands.")
            % numbers
        )
    if total > ALL_WEIGHTS:
        raise DomainError(
            _("The weights make %(total)s. They must make 100: take %(by)s off. What you typed still stands.") % numbers
        )


@transaction.atomic
def score_readiness(file: DecisionFile, *, scores: Mapping[str, Scored], viewer: Viewer, now: datetime) -> None:
    """Keep the points that a person gives; those of others stay as they are."""
    _refuse_others(file, viewer)
    known = {one.slug for one in criteria()}
    before = {row.criterion: row for row in ReadinessScore.objects.filter(decision_file=file, person=viewer.person)}
    changed = False
    for criterion, given in scores.items():
        if criterion not in known:
            raise DomainError(_("There is no such criterion. Nothing was changed."))
        changed |= _score(file, criterion, given, before.get(criterion), viewer, now)
    if changed:
        # Everybody in the organisation reads the log, and it outlives the person: it tells that, not what.
        record("score_readiness", file, viewer=viewer, now=now, changes={"scores": CHANGED})


@transaction.atomic
def erase_from_decisions(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """The points stay with the organisation, and no longer lead to the person."""
    ReadinessScore.objects.filter(person=person.pk).update(person=None)


def _answer(
    file: DecisionFile, question: str, given: Answered, stored: ReadinessAnswer | None, now: datetime
) -> dict[str, object]:
    if (given.answer, given.note) == ((stored.answer, stored.note) if stored else ("", "")):
        return {}
    before = stored.answer if stored else ""
    if not given.answer and not given.note:
        if stored:
            stored.delete()
        return {question: [before, ""]}
    answer = given.answer or GateAnswer.UNSURE.value
    values = {"answer": answer, "note": given.note, "changed_at": now}
    ReadinessAnswer.objects.update_or_create(decision_file=file, question=question, defaults=values)
    changes: dict[str, object] = {question: [before, answer]} if before != answer else {}
    return changes | ({"note": CHANGED} if given.note != (stored.note if stored else "") else {})


def _score(
    file: DecisionFile, criterion: str, given: Scored, stored: ReadinessScore | None, viewer: Viewer, now: datetime
) -> bool:
    if given.score is None:
        if stored:
            stored.delete()
        return stored is not None
    if stored and (stored.score, stored.evidence) == (given.score, given.evidence):
        return False
    values = {"score": given.score, "evidence": given.evidence, "scored_at": now}
    which: dict[str, Any] = {"decision_file": file, "criterion": criterion, "person": viewer.person}
    ReadinessScore.objects.update_or_create(**which, defaults=values)
    return True


def _held(file: DecisionFile, expected_revision: int, viewer: Viewer, now: datetime) -> Readiness:
    """The joint row, held until the transaction ends."""
    _refuse_others(file, viewer)
    # The file is held first: two who begin at once then follow one another, and the second is told of the first.
    DecisionFile.objects.select_for_update().get(pk=file.pk)
    joint, _is_new = Readiness.objects.get_or_create(decision_file=file, defaults={"changed_at": now})
    if joint.revision != expected_revision:
        raise DomainError(
            _(
                "A colleague has changed the answers or weights since you opened the page. Yours still stand here; "
                "look at theirs, then save again."
            )
        )
    return joint


def _kept(joint: Readiness, verb: str, changes: Mapping[str, object], *, viewer: Viewer, now: datetime) -> Readiness:
    if changes:
        joint.revision += 1
        joint.changed_at = now
        joint.save()
        record(verb, joint.decision_file, viewer=viewer, now=now, changes=dict(changes))
    return joint


def _refuse_others(file: DecisionFile, viewer: Viewer) -> None:
    if not can_change(viewer, file):
        raise DomainError(_("Only the organisation that owns the file answers. Nothing was changed."))
