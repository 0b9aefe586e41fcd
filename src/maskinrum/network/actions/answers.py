"""Answer a question, make it clearer, say which answer helped, and make that an experience."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions import start_draft
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.models import Experience
from maskinrum.network.actions.letters import tell_answerer, tell_asker
from maskinrum.network.actions.recording import locked, note
from maskinrum.network.enums import ContributionKind, QuestionState
from maskinrum.network.models import Contribution, Question
from maskinrum.network.permissions import (
    OPEN_STATES,
    can_answer,
    can_clarify,
    can_keep,
    can_make_experience,
    can_remove,
    is_asker,
)
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError


@transaction.atomic
def contribute(row: Question, *, kind: ContributionKind, text: str, viewer: Viewer, now: datetime) -> Contribution:
    """Answer a question, or make it clearer. Whoever asked without a name goes on without one.

    Raises DomainError without words, for what is closed, and for an answer to one's own question.
    """
    current = locked(row)
    may = can_answer if kind == ContributionKind.ANSWER else can_clarify
    if current.state not in OPEN_STATES:
        raise DomainError(_("The question is closed. Copy what you wrote, and ask a question of your own."))
    if not may(viewer, current):
        raise DomainError(
            _("Only others who act for an organisation can answer. Make your own question clearer instead.")
        )
    if not text.strip():
        raise DomainError(_("Write something first."), field="text")
    own = is_asker(viewer, current)
    last = current.contributions.filter(removed_at=None).order_by("written_at", "id").last()
    if last is not None and (last.kind, last.written_by, last.text) == (kind, viewer.person, text.strip()):
        return last  # the button was pressed twice; further down the same words are said anew
    written = Contribution(question=current, kind=kind, written_by=viewer.person, text=text.strip(), written_at=now)
    written.organisation_id = None if own and current.is_anonymous else viewer.organisation
    written.is_by_asker = own
    written.save()
    note_change(current)
    note("contribute", current, written, viewer=viewer, now=now, changes={"kind": [None, kind.value]})
    if not own:
        tell_asker(written, now=now)
    return written


@transaction.atomic
def remove_contribution(written: Contribution, *, viewer: Viewer, now: datetime) -> Contribution:
    """Take back what one wrote, or take away what should not stand there; an accepted answer is then no longer so."""
    row = locked(written.question)
    written.refresh_from_db(fields=["removed_at"])
    if not can_remove(viewer, written):
        raise DomainError(_("Only whoever wrote it can take it back."))
    if written.removed_at is not None:
        return written
    written.removed_at = now
    written.save(update_fields=["removed_at"])
    if row.accepted_id == written.pk:
        row.accepted = None
        row.state = QuestionState.OPEN if row.state == QuestionState.ANSWERED else row.state
        row.save(update_fields=["accepted", "state"])
    note_change(row)
    note("remove_contribution", row, written, viewer=viewer, now=now)
    return written


@transaction.atomic
def accept_answer(written: Contribution, *, viewer: Viewer, now: datetime) -> Question:
    """Say that this answer helped; whoever gave it is then asked to make it an experience. Twice changes nothing."""
    row = locked(written.question)
    written.refresh_from_db(fields=["removed_at"])
    if not can_keep(viewer, row):
        raise DomainError(_("Only whoever asked, and the secretariat, can do this."))
    if written.kind != ContributionKind.ANSWER or written.removed_at is not None:
        raise DomainError(_("This is no answer that stands there. Choose another."))
    if row.accepted_id == written.pk:
        return row
    if row.state not in OPEN_STATES:
        raise DomainError(_("The question is closed already. Ask a new one."))
    before = row.state
    row.accepted, row.state, row.changed_at = written, QuestionState.ANSWERED, now
    row.save(update_fields=["accepted", "state", "changed_at"])
    note_change(row)
    note("accept_answer", row, row, viewer=viewer, now=now, changes={"state": [before, row.state.value]})
    tell_answerer(written, now=now)
    return row


@transaction.atomic
def make_experience(written: Contribution, *, viewer: Viewer, now: datetime) -> Experience:
    """Begin an experience from the answer that helped: a draft of whoever gave it, for those who read the question.

    Raises DomainError for everybody else, and the second time.
    """
    current = Contribution.objects.select_for_update(of=("self",)).select_related("question").get(pk=written.pk)
    if not can_make_experience(viewer, current):
        words = _(
            "Only whoever gave the answer that helped can make it an experience, once. It may be among your drafts."
        )
        raise DomainError(words)
    row = current.question
    facts = ExperienceFacts(
        context="\n\n".join(filter(None, [row.title, row.text])),
        happened=current.text,
        themes=tuple(row.theme_codes.split()),
        phase=row.phase,
        visibility=row.visibility,
        partnership=str(row.partnership_id or ""),
        language=row.language,
    )
    draft = start_draft(facts, viewer=viewer, now=now)
    current.experience = draft
    current.save(update_fields=["experience"])
    record("make_experience", current, viewer=viewer, now=now)
    return draft
