"""Whoever is named says yes before others read it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.letters import tell_writer
from maskinrum.knowledge.actions.review import publish
from maskinrum.knowledge.actions.writing import locked, refuse_unread
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.models import Experience, NamedPartner
from maskinrum.knowledge.permissions import can_answer_for
from maskinrum.organisations.actions import record
from maskinrum.organisations.enums import Decision
from maskinrum.organisations.permissions import Viewer, can_share
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError


@transaction.atomic
def answer_for_partner(
    named: NamedPartner,
    *,
    decision: Decision,
    note: str = "",
    expected_revision: int | None = None,
    viewer: Viewer,
    now: datetime,
) -> NamedPartner:
    """Say yes or no to being named. The last yes publishes; a no sends it back to be read, with the reason.

    The secretariat may write down a yes that was given elsewhere, and must say how. ``expected_revision`` is the
    one that was read. Raises DomainError without the right, without a reason, for words that were changed since, and
    when it does not wait any more.
    """
    row = locked(named.experience)
    current = NamedPartner.objects.select_for_update().get(pk=named.pk)
    _refuse_answer(row, current, decision, note, viewer)
    refuse_unread(row, expected_revision)
    current.decision, current.note = decision, note.strip()
    current.decided_at, current.decided_by = now, viewer.person
    current.save()
    changes = {
        "organisation": [None, str(current.organisation_id)],
        "decision": [Decision.WAITING.value, decision.value],
    }
    record("answer_for_partner", row, viewer=viewer, now=now, changes=changes)
    if decision == Decision.DECLINED:
        row.state, row.changed_at, row.answer = ExperienceState.IN_REVIEW, now, current.note
        row.save()
        note_change(row)
        tell_writer(row, "declined", now=now)
    elif not row.named.exclude(decision=Decision.APPROVED).exists():
        publish(row, viewer=viewer, now=now)
    return current


def _refuse_answer(row: Experience, named: NamedPartner, decision: Decision, note: str, viewer: Viewer) -> None:
    if not can_answer_for(viewer, named.organisation_id):
        raise DomainError(_("Only a manager of the organisation that is named can answer this."))
    if row.state != ExperienceState.APPROVAL or named.decision != Decision.WAITING:
        raise DomainError(_("This does not wait for an answer any more."))
    if decision == Decision.WAITING:
        raise DomainError(_("Choose yes or no."), field="decision")
    if decision == Decision.DECLINED and not note.strip():
        raise DomainError(_("Write what must be changed, so that you can say yes to it."), field="note")
    if not can_share(viewer, named.organisation_id) and not note.strip():
        raise DomainError(_("Write who answered for them, when and how."), field="note")
