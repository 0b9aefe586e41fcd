"""A finding from the day it is proposed until it is an experience."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.evaluation.enums import FindingState
from maskinrum.evaluation.facts.signals import ActionFacts
from maskinrum.evaluation.models import EvaluationQuestion, Finding, FindingAction, Round
from maskinrum.evaluation.queries import evaluated_partnerships, runs_rounds
from maskinrum.evaluation.queries.findings import possible_owners
from maskinrum.evaluation.queries.reading import themes_in
from maskinrum.knowledge.actions import start_draft
from maskinrum.knowledge.actions.writing import new_key
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.models import Experience
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

MOST_THEMES = 3


@dataclass(frozen=True)
class FindingWords:
    """What is seen, and what is thought to be behind it."""

    title: str
    text: str = ""


@transaction.atomic
def write_finding(
    partnership: Partnership,
    words: FindingWords,
    *,
    question: EvaluationQuestion | None,
    from_round: Round | None,
    value: float | None = None,
    viewer: Viewer,
    now: datetime,
) -> Finding:
    """Write what somebody has seen, once however often it is sent; who runs the rounds decides about taking it up.

    Raises DomainError without words, and for who takes no part in the partnership.
    """
    if not evaluated_partnerships(viewer, now=now).filter(pk=partnership.pk).exists():
        raise DomainError(_("Only those who take part in the partnership can write a finding."))
    if partnership.organisation is None:
        raise DomainError(_("The register does not say who the client is. Have that put right first."))
    _refuse_empty(words)
    held = Partnership.objects.select_for_update().get(pk=partnership.pk)
    same = {"title": words.title, "text": words.text, "question": question, "from_round": from_round}
    if sent := held.findings.filter(**same, state=FindingState.PROPOSED, written_by=viewer.person).first():
        return sent
    row = Finding.objects.create(
        key=new_key(),
        partnership=partnership,
        organisation=partnership.organisation,
        question=question,
        from_round=from_round,
        value_before=value,
        title=words.title,
        text=words.text,
        written_by=viewer.person,
        created_at=now,
        changed_at=now,
    )
    record("write_finding", row, viewer=viewer, now=now)
    note_change(row)
    return row


@transaction.atomic
def take_up_finding(row: Finding, words: FindingWords, *, viewer: Viewer, now: datetime) -> Finding:
    """Take a finding up: somebody will do something about it, and the next round says whether it helped."""
    current = _held(row, viewer, FindingState.PROPOSED)
    _refuse_empty(words)
    current.taken_up_on = timezone.localdate(now)
    _move(current, FindingState.ACCEPTED, now)
    current.title, current.text = words.title, words.text
    current.written_by = current.written_by or viewer.person
    current.save()
    _note(current, "take_up_finding", viewer, now)
    return current


@transaction.atomic
def put_finding_aside(row: Finding, *, because: str, viewer: Viewer, now: datetime) -> Finding:
    """Put a finding aside, for a reason that stays with it. Raises DomainError without one."""
    current = _held(row, viewer, FindingState.PROPOSED, FindingState.ACCEPTED)
    if not because:
        raise DomainError(_("Write why it is put aside, so that nobody has to find out again."), field="because")
    _move(current, FindingState.DISMISSED, now)
    current.aside_because = because
    current.save()
    _note(current, "put_finding_aside", viewer, now)
    return current


@transaction.atomic
def change_finding(row: Finding, words: FindingWords, *, viewer: Viewer, now: datetime) -> Finding:
    """Say it with other words, while it is open."""
    current = _held(row, viewer, FindingState.PROPOSED, FindingState.ACCEPTED)
    _refuse_empty(words)
    if (current.title, current.text) == (words.title, words.text):
        return current
    current.title, current.text, current.changed_at = words.title, words.text, now
    current.save()
    _note(current, "change_finding", viewer, now)
    return current


@transaction.atomic
def add_finding_action(row: Finding, facts: ActionFacts, *, viewer: Viewer, now: datetime) -> FindingAction:
    """Say what is done, by whom and by when, once however often it is sent.

    Raises DomainError without words or a name, or for a day that is past.
    """
    current = _held(row, viewer, FindingState.ACCEPTED)
    if not facts.text:
        raise DomainError(_("Write what is to be done."), field="text")
    colleagues = possible_owners(viewer)
    owner = facts.owner if facts.owner in colleagues else ""
    name = colleagues.get(owner, facts.owner_name)
    if not name:
        raise DomainError(_("Say who does it: a colleague, or a name."), field="owner_name")
    due: date | None = facts.due_on
    if due is None or due < timezone.localdate(now):
        raise DomainError(_("Give a day that has not passed."), field="due_on")
    said = {"text": facts.text, "owner": uuid.UUID(owner) if owner else None, "owner_name": name, "due_on": due}
    if sent := current.actions.filter(**said, done_on=None).first():
        return sent
    made = FindingAction.objects.create(finding=current, **said)
    record("add_finding_action", current, viewer=viewer, now=now, changes={"due_on": [None, due.isoformat()]})
    return made


@transaction.atomic
def tick_finding_action(action: FindingAction, *, is_done: bool, viewer: Viewer, now: datetime) -> FindingAction:
    """Say that it is done, or not after all. Raises DomainError for who neither does it nor runs the rounds."""
    current = FindingAction.objects.select_for_update().select_related("finding__partnership").get(pk=action.pk)
    owns = viewer.person is not None and current.owner == viewer.person
    if not owns and not runs_rounds(viewer, current.finding.partnership):
        raise DomainError(_("Only whoever does it, and those who run the evaluation, can say that it is done."))
    if (current.done_on is not None) == is_done:
        return current
    current.done_on = timezone.localdate(now) if is_done else None
    current.save(update_fields=["done_on"])
    verb = "tick_finding_action"
    record(verb, current.finding, viewer=viewer, now=now, changes={"is_done": [not is_done, is_done]})
    return current


@transaction.atomic
def close_finding(row: Finding, *, outcome: str, viewer: Viewer, now: datetime) -> Finding:
    """Say what came of it. Raises DomainError without words."""
    current = _held(row, viewer, FindingState.ACCEPTED)
    if not outcome:
        raise DomainError(_("Write what came of it, also when it is nothing."), field="outcome")
    _move(current, FindingState.CLOSED, now)
    current.outcome = outcome
    current.save()
    _note(current, "close_finding", viewer, now)
    return current


@transaction.atomic
def tell_finding(row: Finding, *, measured: str, viewer: Viewer, now: datetime) -> Experience:
    """Begin an experience from a finding that is done, once; the draft belongs to who began it, like any other.

    ``measured`` is what the round after says, in words. Raises DomainError for one that is told or not done.
    """
    current = _held(row, viewer, FindingState.CLOSED)
    if current.experience_id is not None:
        raise DomainError(_("It has become an experience already."))
    done = [action.text for action in current.actions.all()]
    themes = themes_in(current.question.theme_codes)[:MOST_THEMES] if current.question else ()
    facts = ExperienceFacts(
        title=current.title[:200],
        context=current.text,
        happened="\n".join(done),
        effect_text="\n\n".join(part for part in (current.outcome, measured) if part),
        themes=themes,
        evidence="measured" if current.measured_again_id else "",
        visibility=row.visibility,
        partnership=str(current.partnership_id),
    )
    draft = start_draft(facts, viewer=viewer, now=now)
    current.experience, current.changed_at = draft, now
    current.save(update_fields=["experience", "changed_at"])
    record("tell_finding", current, viewer=viewer, now=now)
    return draft


def _held(row: Finding, viewer: Viewer, *states: FindingState) -> Finding:
    """The finding as it stands, held; refuses who does not run the evaluation, and what is past that state."""
    current = Finding.objects.select_for_update(of=("self",)).select_related("partnership", "question").get(pk=row.pk)
    if not runs_rounds(viewer, current.partnership):
        raise DomainError(_("Only those who run the evaluation of the partnership can do that."))
    if current.state not in states:
        raise DomainError(_("Somebody has been here before you: the finding has moved on. Look at it again."))
    return current


def _refuse_empty(words: FindingWords) -> None:
    if not words.title:
        raise DomainError(_("Write what you see, in one sentence."), field="title")


def _move(row: Finding, state: FindingState, now: datetime) -> None:
    row.state, row.changed_at = state, now


def _note(row: Finding, verb: str, viewer: Viewer, now: datetime) -> None:
    record(verb, row, viewer=viewer, now=now, changes={"state": [None, row.state]})
    note_change(row)
