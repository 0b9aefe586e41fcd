"""Letters about questions: each carries what it tells of, for whoever may read that at the moment of writing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import translation

from maskinrum.knowledge.facts import themes_named
from maskinrum.network.enums import ProposalState
from maskinrum.network.facts.conversations import Slot
from maskinrum.network.models import Contribution, Question, SparringProposal, SparringRequest
from maskinrum.network.phrases import reasons_in_words, slot_in_words
from maskinrum.network.queries import current_proposal, questions
from maskinrum.organisations.actions import write_to
from maskinrum.organisations.actions.letters import address_of_page
from maskinrum.organisations.models import Membership, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.models import OutboxMail

QUESTION_FITS = "question_fits"
QUESTION_ANSWERED = "question_answered"
ANSWER_ACCEPTED = "answer_accepted"
QUESTION_UNANSWERED = "question_unanswered"
SPARRING_ASKED = "sparring_asked"
SPARRING_AGREED = "sparring_agreed"
SPARRING_OFFERED = "sparring_offered"
SPARRING_WITHDRAWN = "sparring_withdrawn"
SPARRING_LEFT = "sparring_left"


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


def ask_for_sparring(proposal: SparringProposal, *, now: datetime) -> None:
    """Ask somebody for a conversation, and say why."""
    person = Person.objects.filter(pk__in=[proposal.person]).first()
    if person is not None:
        link = address_of_page("network:sparring_request", person.language, key=proposal.request.key)
        reason = reasons_in_words(proposal.shared, person.language)
        write_to(person, SPARRING_ASKED, now=now, row=proposal.request, reason=reason, link=link)


def tell_of_sparring(proposal: SparringProposal, *, now: datetime) -> None:
    """Let the two who talk know how to reach each other."""
    for person, other in _others(proposal.request, None):
        _write_of_sparring(proposal.request, person, other, now)


def tell_other_of_sparring(row: SparringRequest, by: object, *, now: datetime) -> None:
    """Let the other one know when the two agreed to talk."""
    for person, other in _others(row, by):
        _write_of_sparring(row, person, other, now)


def tell_of_offered_day(row: SparringRequest, by: object, *, now: datetime) -> None:
    """Let the other one know when one of the two proposes to talk."""
    for person, other in _others(row, by):
        link = address_of_page("network:sparring_request", person.language, key=row.key)
        when, agreed = _when(row.offered, person), _when(row.agreed, person)
        write_to(person, SPARRING_OFFERED, now=now, row=row, other=other, when=when, agreed=agreed, link=link)


def _others(row: SparringRequest, by: object) -> list[tuple[Person, Person | None]]:
    """The one of the two who did not do it, with the other one, unless the organisation they talk for is left."""
    proposal = current_proposal(row)
    places = [(row.asked_by, row.organisation_id)]
    places += [(proposal.person, proposal.organisation_id)] if proposal else []
    people = Person.objects.in_bulk([key for key, _organisation in places if key])
    here = [people[key] for key, organisation in places if key in people and _acts_for(key, organisation)]
    return [(one, next((other for other in here if other != one), None)) for one in here if one.pk != by]


def _acts_for(person: object, organisation: object) -> bool:
    """Whoever leaves an organisation leaves its conversations, so no letter speaks of them either."""
    here = Membership.objects.filter(person__in=[person], organisation__in=[organisation])
    return here.filter(person__is_active=True).exists()


def _write_of_sparring(row: SparringRequest, person: Person, other: Person | None, now: datetime) -> None:
    link = address_of_page("network:sparring_request", person.language, key=row.key)
    write_to(person, SPARRING_AGREED, now=now, row=row, other=other, when=_when(row.agreed, person), link=link)


def _when(slot: Slot | None, person: Person) -> str:
    with translation.override(person.language):
        return slot_in_words(slot)


def tell_of_withdrawn(row: SparringRequest, *, now: datetime) -> None:
    """Let whoever is asked, or has said yes, know that there is no conversation any more.

    Whoever does without letters that ask never heard of it, and hears nothing now, until there is a yes.
    """
    proposal = current_proposal(row)
    person = Person.objects.filter(pk__in=[proposal.person]).first() if proposal is not None else None
    if proposal is None or person is None or not _acts_for(person.pk, proposal.organisation_id):
        return
    was_agreed = proposal.state == ProposalState.ACCEPTED
    if was_agreed or SPARRING_ASKED not in person.muted_mail:
        themes, link = _themes(row, person), address_of_page("network:sparring", person.language)
        write_to(person, SPARRING_WITHDRAWN, now=now, row=row, themes=themes, was_agreed=was_agreed, link=link)


def tell_of_left(
    row: SparringRequest, *, was_agreed: bool, now: datetime, words: str = "", was_to_be: Slot | None = None
) -> None:
    """Let whoever asked know that the one who had said yes does not talk with them, and that we look anew.

    ``words`` are what that one wants to say to them, ``was_to_be`` when the two had agreed to talk.
    """
    person = Person.objects.filter(pk__in=[row.asked_by]).first()
    if person is not None and was_agreed and _acts_for(person.pk, row.organisation_id):
        link = address_of_page("network:sparring_request", person.language, key=row.key)
        said: dict[str, Any] = {"themes": _themes(row, person), "words": words, "when": _when(was_to_be, person)}
        write_to(person, SPARRING_LEFT, now=now, row=row, link=link, **said)


def _themes(row: SparringRequest, person: Person) -> str:
    """What the conversation was to be about: the words of somebody who is erased are in no letter."""
    return ", ".join(theme.name[person.language[:2]].lower() for theme in themes_named(row.theme_codes))
