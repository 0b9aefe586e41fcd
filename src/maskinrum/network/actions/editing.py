"""Change the words of a question, and keep what they were."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.network.actions.questions import refuse_unfit
from maskinrum.network.actions.recording import locked, note
from maskinrum.network.facts.questions import QuestionFacts
from maskinrum.network.models import Question, QuestionVersion
from maskinrum.network.permissions import can_edit
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

WORDS, ABOUT = ("title", "text"), ("phase", "agreement", "size")


@transaction.atomic
def edit_question(
    row: Question, facts: QuestionFacts, *, expected_revision: int, viewer: Viewer, now: datetime
) -> Question:
    """Change what a question says and is about; name, readers and partnership stay. The same words change nothing.

    What the words were is kept for everybody who reads it. Of a question without a name only that they were changed is
    kept: they may have given the asker away. Raises DomainError for everybody but the asker, for a question that is
    closed, and when it was changed since ``expected_revision``.
    """
    current = locked(row)
    if not can_edit(viewer, current):
        raise DomainError(
            _("Only whoever asked can change a question, and only until it is closed. Copy what you wrote.")
        )
    refuse_unfit(facts, is_anonymous=False, is_new=False)
    changes = _changes(current, facts)
    if not changes:
        return current
    if current.revision != expected_revision:
        raise DomainError(
            _("You have changed it in another window since. What you wrote stands here; look at the question first.")
        )
    if not changes.keys().isdisjoint(WORDS):
        current.edited_at = now
        if not current.is_anonymous:
            _keep_words(current, now)
    for name in (*WORDS, *ABOUT):
        setattr(current, name, getattr(facts, name))
    current.theme_codes = " ".join(facts.themes)
    current.changed_at, current.revision = now, current.revision + 1
    current.save()
    note_change(current)
    note("edit_question", current, current, viewer=viewer, now=now, changes=changes)
    return current


def _keep_words(current: Question, now: datetime) -> None:
    QuestionVersion.objects.create(
        question=current,
        revision=current.revision,
        title=current.title,
        text=current.text,
        until=now,
        asked_by=current.asked_by,
    )


def _changes(current: Question, facts: QuestionFacts) -> dict[str, Any]:
    before = {name: getattr(current, name) for name in (*WORDS, *ABOUT)} | {"theme_codes": current.theme_codes}
    after = {name: getattr(facts, name) for name in (*WORDS, *ABOUT)} | {"theme_codes": " ".join(facts.themes)}
    return {name: [value, after[name]] for name, value in before.items() if value != after[name]}
