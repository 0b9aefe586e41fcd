"""Letters to whoever signed up, each with the link to the own sign-up, and with the calendar file where it matters."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils import translation

from maskinrum.meetings.enums import SignUpState
from maskinrum.meetings.models import Salon, SalonFile, SignUp
from maskinrum.meetings.phrases.hours import moment_in_words, when
from maskinrum.meetings.queries.calendars import salon_event
from maskinrum.organisations.actions import send_letter
from maskinrum.organisations.actions.letters import address_of_page
from maskinrum.shared.calendar import CALENDAR_TYPE, Event, write_calendar
from maskinrum.shared.mail import Attachment
from maskinrum.shared.tokens import digest_of, token_for

CONFIRMED, WAITS, OFFERED, LAPSED = "salon_confirmed", "salon_waits", "salon_offered", "salon_lapsed"
SIGNED_OFF, MOVED, CALLED_OFF = "salon_signed_off", "salon_moved", "salon_called_off"
REMINDER, THANKS = "salon_reminder", "salon_thanks"
WITH_CALENDAR = {CONFIRMED, MOVED, CALLED_OFF}
LINK = "sign-up"


def token_of(row: SignUp) -> str:
    """The token in the link of a sign-up: the same in every letter to an address, and kept nowhere."""
    return token_for(LINK, f"{row.pk}/{row.link_number}" if row.link_number else row.pk)


def write_to_participant(name: str, row: SignUp, salon: Salon, *, now: datetime) -> None:
    """Write one of the letters above to whoever signed up, and remember it, so that the organiser sees a refusal."""
    if not row.email:
        return
    link = address_of_page("salons:own", row.language, token=token_of(row))
    with translation.override(row.language):
        until = moment_in_words(row.offered_until) if row.offered_until else ""
        words: dict[str, Any] = {"row": row, "salon": salon, "link": link, "when": when(salon), "until": until}
    words["files"] = (
        [(one.name, _address_of(one, row.language)) for one in salon.files.filter(set_aside_at=None)]
        if name == THANKS
        else []
    )
    words["page"] = address_of_page("salons:salon", row.language, key=salon.key)
    words["feedback"] = address_of_page("salons:feedback", row.language, token=token_of(row))
    # Whoever waits never had an entry in the calendar: only a seat gets one, and only that one is struck out.
    has_seat = row.state == SignUpState.CONFIRMED
    files = [calendar_file(salon, row)] if name in WITH_CALENDAR and has_seat else []
    mail = send_letter(name, to=row.email, language=row.language, context=words, attachments=files, now=now)
    # The token follows from the secret key: after that has changed, the link of the latest letter is the right one.
    row.mail, row.mailed_at, row.token_digest = mail.pk, now, digest_of(token_of(row))
    row.save(update_fields=["mail", "mailed_at", "token_digest"])


def _address_of(file: SalonFile, language: str) -> str:
    return address_of_page("salons:file", language, key=file.salon.key, file_id=file.pk)


def calendar_file(salon: Salon, row: SignUp) -> Attachment:
    """The salon as a file for the calendar of somebody with a seat."""
    event = salon_event(salon, is_joined=row.state == "confirmed", language=row.language)
    return Attachment("salon.ics", CALENDAR_TYPE, _written(event, salon.title))


@lru_cache(maxsize=16)
def _written(event: Event, name: str) -> bytes:
    """The same for all who have a seat, of whom there may be hundreds when a salon moves."""
    return write_calendar([event], name=name)
