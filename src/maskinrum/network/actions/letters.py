"""Letters about questions: each carries what it tells of, for whoever may read that at the moment of writing."""

from collections.abc import Mapping
from datetime import datetime

from maskinrum.network.models import Contribution, Question
from maskinrum.network.phrases import reasons_in_words
from maskinrum.network.queries import questions
from maskinrum.organisations.actions import write_to
from maskinrum.organisations.actions.letters import address_of_page
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.models import OutboxMail

QUESTION_FITS = "question_fits"
QUESTION_ANSWERED = "question_answered"
ANSWER_ACCEPTED = "answer_accepted"
QUESTION_UNANSWERED = "question_unanswered"


def ask_knower(
    row: Question, person: Person, shared: Mapping[str, tuple[str, ...]], *, now: datetime
) -> OutboxMail | None:
    """Ask somebody whose experience fits to answer, and say why."""
    link = address_of_page("network:question", person.language, key=row.key)
    reason = reasons_in_words(shared, person.language)
    return write_to(person, QUESTION_FITS, now=now, question=row, reason=reason, link=link)


def tell_asker(written: Contribution, *, now: datetime) -> None:
    """Bring what somebody wrote to whoever asked."""
    row = written.question
    _tell(row, row.asked_by, QUESTION_ANSWERED, now=now, written=written)


def tell_answerer(written: Contribution, *, now: datetime) -> None:
    """Say to whoever answered that it helped, and that it can become an experience."""
    _tell(written.question, written.written_by, ANSWER_ACCEPTED, now=now, written=written)


def tell_of_unanswered(row: Question, person: Person, *, now: datetime) -> OutboxMail | None:
    """Say to somebody of the secretariat that nobody has answered."""
    link = address_of_page("network:question", person.language, key=row.key)
    return write_to(person, QUESTION_UNANSWERED, now=now, question=row, link=link)


def _tell(row: Question, key: object, letter: str, *, now: datetime, written: Contribution) -> None:
    person = Person.objects.filter(pk__in=[key]).first()
    if person is not None and questions(viewer_of(person), now=now).filter(pk=row.pk).exists():
        link = address_of_page("network:question", person.language, key=row.key)
        write_to(person, letter, now=now, question=row, written=written, link=link)
