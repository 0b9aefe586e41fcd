"""What people say is wrong in the register, and what comes of it."""

from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import record
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.partnerships.enums import CorrectionState
from maskinrum.partnerships.models import Correction, Partnership
from maskinrum.partnerships.permissions import can_change_partnership
from maskinrum.shared.errors import DomainError

KEPT_AFTER_ANSWER = timedelta(days=30)


@transaction.atomic
def send_correction(
    row: Partnership, *, field: str, text: str, source_url: str, email: str, viewer: Viewer, now: datetime
) -> Correction:
    """Say that something in an entry is wrong. Nobody needs an account for it."""
    correction = Correction.objects.create(
        partnership=row,
        field=field,
        text=text,
        source_url=source_url,
        email=email.lower(),
        sent_by=viewer.person,
        sent_at=now,
    )
    record("send_correction", correction, viewer=viewer, now=now, changes={"field": [None, field]})
    return correction


@transaction.atomic
def answer_correction(
    correction: Correction, *, state: CorrectionState, answer: str, viewer: Viewer, now: datetime
) -> Correction:
    """Say what came of a correction, and write it to whoever gave an address.

    Raises DomainError without the right, without an outcome, and when somebody else has answered meanwhile.
    """
    current = Correction.objects.select_for_update().select_related("partnership").get(pk=correction.pk)
    if not can_change_partnership(viewer, current.partnership.organisation_id):
        raise DomainError(_("Only the client's managers and the secretariat can answer this."))
    if current.state != CorrectionState.WAITING:
        raise DomainError(_("Somebody has answered this already. Their answer stands; yours was not sent."))
    if state == CorrectionState.WAITING:
        raise DomainError(_("Choose what came of it."), field="state")
    current.state, current.answer = state, answer
    current.handled_at, current.handled_by = now, viewer.person
    current.save()
    changes = {"state": [CorrectionState.WAITING.value, str(state)], "answer": [None, answer]}
    record("answer_correction", current, viewer=viewer, now=now, changes=changes)
    if current.email:
        _write_to_sender(current)
    return current


def _write_to_sender(correction: Correction) -> None:
    name = correction.partnership.name
    outcomes = {
        CorrectionState.MENDED: _("We have mended the entry %(name)s in the register. Thank you."),
        CorrectionState.KEPT: _("We have looked at what you wrote about %(name)s, and left the entry as it was."),
    }
    text = outcomes[CorrectionState(correction.state)] % {"name": name}
    erased = _("We forget your address 30 days from now.")
    body = "\n\n".join(filter(None, (text, correction.answer, erased)))
    subject = _("Your correction to %(name)s") % {"name": name}
    message = EmailMessage(subject=subject, body=body, to=[correction.email])
    transaction.on_commit(lambda: message.send(fail_silently=True))


@transaction.atomic
def remove_overdue_corrections(now: datetime) -> int:
    """Forget the addresses of those who had their answer more than 30 days ago, and return how many."""
    overdue = Correction.objects.filter(handled_at__lte=now - KEPT_AFTER_ANSWER).exclude(email="")
    rows = list(overdue.select_for_update())
    for row in rows:
        record("forget_address", row, viewer=OPERATOR, now=now, changes={"email": [None, None]})
    return overdue.update(email="")


@transaction.atomic
def erase_corrections(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """Forget the address that a person gave for an answer; what was said about the register stays."""
    theirs = Q(sent_by=person.pk) | Q(email__iexact=person.email)
    Correction.objects.filter(theirs).exclude(email="").update(email="")
