"""What people say is wrong in the register, and what comes of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import record, send_letter, write_to
from maskinrum.organisations.actions.letters import address_of_page
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import deciders_of, secretariat_people
from maskinrum.partnerships.actions.register import SEEN_BY_THE_SECRETARIAT
from maskinrum.partnerships.enums import CorrectionState
from maskinrum.partnerships.models import Correction, Partnership
from maskinrum.partnerships.queries import may_change
from maskinrum.shared.errors import DomainError

CORRECTION_ANSWERED = "correction_answered"
"""The kind of letter that says what came of a correction."""
CORRECTION_SENT = "correction_sent"
"""The kind of letter that says to those who keep an entry that a correction has come."""
ONE_LETTER = timedelta(days=1)
"""For so long one letter about an entry is enough: the list of corrections names all that wait."""


@transaction.atomic
def send_correction(
    row: Partnership, *, field: str, text: str, source_url: str, email: str, viewer: Viewer, now: datetime
) -> Correction:
    """Say that something in an entry is wrong. Nobody needs an account for it.

    Those who answer it are written to, unless they were a moment ago about the same entry and have not answered yet.
    """
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
    for person in _keepers(row, viewer) if not _is_told(correction) else []:
        link = address_of_page("register:correction", person.language, key=correction.pk)
        write_to(person, CORRECTION_SENT, entry=row.name, link=link, now=now)
    return correction


def _is_told(correction: Correction) -> bool:
    """Whether a letter of the last day tells of the entry already: anybody can write, and must fill no letter box."""
    earlier = Correction.objects.filter(partnership=correction.partnership_id, state=CorrectionState.WAITING)
    lately = earlier.filter(sent_at__gt=correction.sent_at - ONE_LETTER)
    return lately.exclude(pk=correction.pk).exists()


def _keepers(row: Partnership, viewer: Viewer) -> list[Person]:
    """Who is told of a correction: those who decide for the client, else the secretariat; never who wrote it."""
    found = list(deciders_of(row.organisation_id)) if row.organisation_id else []
    if not found and row.visibility in SEEN_BY_THE_SECRETARIAT:
        found = list(secretariat_people())
    return [person for person in found if person.pk != viewer.person]


@transaction.atomic
def answer_correction(
    correction: Correction, *, state: CorrectionState, answer: str, viewer: Viewer, now: datetime
) -> Correction:
    """Say what came of a correction, and write it to whoever gave an address.

    Raises DomainError without the right, without an outcome, and when somebody else has answered meanwhile.
    """
    current = Correction.objects.select_for_update().select_related("partnership").get(pk=correction.pk)
    if not may_change(viewer, current.partnership, now=now):
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
        _write_to_sender(current, now)
    return current


def _write_to_sender(correction: Correction, now: datetime) -> None:
    """In the language of the sender's account, else in Danish: nothing else is known of who wrote."""
    person = Person.objects.filter(pk__in=[correction.sent_by], erased_at__isnull=True).first()
    language = person.language if person else settings.LANGUAGE_CODE[:2]
    link = address_of_page("register:entry", language, slug=correction.partnership.slug)
    words = {"correction": correction, "name": correction.partnership.name, "link": link}
    send_letter(CORRECTION_ANSWERED, to=correction.email, language=language, context=words, now=now)


@transaction.atomic
def erase_corrections(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """Forget the address that a person gave for an answer; what was said about the register stays."""
    theirs = Q(sent_by=person.pk) | Q(email__iexact=person.email)
    Correction.objects.filter(theirs).exclude(email="").update(email="")


def forget_addresses(rows: QuerySet[Correction]) -> int:
    """Forget the addresses of those whose answer was given long ago, and say how many there were."""
    return rows.update(email="")
