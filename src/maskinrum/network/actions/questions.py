"""Ask a question, close it, take it back, and reach whoever asked without a name."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.facts import MOST_THEMES, theme_named
from maskinrum.network.actions.recording import locked, note, sent_before
from maskinrum.network.enums import QuestionState
from maskinrum.network.facts.questions import QuestionFacts
from maskinrum.network.models import ASKABLE, Question
from maskinrum.network.permissions import OPEN_STATES, can_ask, can_keep, can_see_asker
from maskinrum.network.queries import has_answers
from maskinrum.organisations.actions import record
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer, can_manage_network
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

PLAIN = ("title", "text", "phase", "agreement", "size", "visibility", "language")


@transaction.atomic
def ask_question(
    facts: QuestionFacts, *, is_anonymous: bool = False, viewer: Viewer, now: datetime, once: str = ""
) -> Question:
    """Ask the network, with the name of the own organisation or without one.

    With a key that the page chose (``once``), what is sent twice is asked once.

    Raises DomainError without an organisation or a question, for too many themes, and for few readers without a name.
    """
    if not can_ask(viewer):
        raise DomainError(_("Only those who act for an organisation can ask the network. Ask to take part first."))
    refuse_unfit(facts, is_anonymous=is_anonymous)
    sent, key = sent_before(Question.objects.all(), once, viewer=viewer)
    if sent is not None:
        return sent
    row = Question(key=key, asked_by=viewer.person, is_anonymous=is_anonymous, asked_at=now, changed_at=now)
    row.organisation_id = None if is_anonymous else viewer.organisation
    for name in PLAIN:
        setattr(row, name, getattr(facts, name))
    row.theme_codes = " ".join(facts.themes)
    row.partnership_id = uuid.UUID(facts.partnership) if facts.partnership else None
    row.save()
    note_change(row)
    note("ask_question", row, row, viewer=viewer, now=now)
    return row


def refuse_unfit(facts: QuestionFacts, *, is_anonymous: bool, is_new: bool = True) -> None:
    """Raise DomainError for what no question may be; of one that is there, who reads it was settled before."""
    if not facts.title.strip():
        raise DomainError(_("Write your question in one sentence."), field="title")
    if len(facts.themes) > MOST_THEMES or any(theme_named(code) is None for code in facts.themes):
        raise DomainError(_("Choose three themes at most."), field="themes")
    if not is_new:
        return
    if is_anonymous and facts.visibility not in ASKABLE:
        words = _(
            "Among so few readers anybody can tell who asks. Let the whole network read it, or put your name on it."
        )
        raise DomainError(words, field="visibility")
    if facts.visibility == Visibility.PARTNERSHIP and not facts.partnership:
        raise DomainError(_("Say which partnership, or choose that others may read it."), field="partnership")


@transaction.atomic
def close_question(row: Question, *, viewer: Viewer, now: datetime) -> Question:
    """Say that nothing more is needed; question and answers stay. Closing twice changes nothing."""
    return _end(locked(row), QuestionState.CLOSED, "close_question", viewer=viewer, now=now)


@transaction.atomic
def withdraw_question(row: Question, *, viewer: Viewer, now: datetime) -> Question:
    """Take a question back, so that nobody else reads it. Raises DomainError when somebody has answered it.

    The secretariat may take any question away.
    """
    current = locked(row)
    # Looked for when the row is held: an answer that is written at this moment stands there first.
    if has_answers(current) and not can_manage_network(viewer):
        raise DomainError(_("Somebody has answered. Close the question instead; then the answers help others."))
    return _end(current, QuestionState.WITHDRAWN, "withdraw_question", viewer=viewer, now=now)


def _end(current: Question, state: QuestionState, verb: str, *, viewer: Viewer, now: datetime) -> Question:
    if not can_keep(viewer, current):
        raise DomainError(_("Only whoever asked, and the secretariat, can do this."))
    if current.state == state:
        return current
    if current.state not in OPEN_STATES and state != QuestionState.WITHDRAWN:
        raise DomainError(_("The question is closed already. Ask a new one."))
    before, current.state, current.changed_at = current.state, state, now
    current.save(update_fields=["state", "changed_at"])
    note_change(current)
    note(verb, current, current, viewer=viewer, now=now, changes={"state": [before, state.value]})
    return current


@transaction.atomic
def see_asker(row: Question, *, viewer: Viewer, now: datetime) -> Person | None:
    """Who asks without a name, for the secretariat, which is written down; None when the person is gone.

    Raises DomainError for everybody else.
    """
    if not can_see_asker(viewer, row):
        raise DomainError(_("Only the secretariat can reach somebody who asks without a name."))
    record("see_asker", row, viewer=viewer, now=now)
    return Person.objects.filter(pk__in=[row.asked_by], erased_at=None).first()
