"""Conversations for tests, made by the actions."""

from datetime import datetime

from maskinrum.network.actions import ask_for_conversation, show_of_oneself
from maskinrum.network.facts.stands import CardFacts
from maskinrum.network.models import SparringRequest
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.models import OutboxMail


def wish(person: Person, now: datetime, *themes: str) -> SparringRequest:
    """A wish for a conversation on how to begin."""
    return ask_for_conversation(themes or ("F6",), text="Hvordan begynder vi?", viewer=viewer_of(person), now=now)


def able(person: Person, now: datetime, capacity: int = 1) -> None:
    """Let somebody be asked for so many conversations at a time."""
    card = CardFacts(role="Projektleder", themes=("F6",), capacity=capacity)
    show_of_oneself(card, viewer=viewer_of(person), now=now)


def letters(kind: str) -> list[tuple[str, str]]:
    """To whom letters of a kind went, and what they say first."""
    return [(mail.to, mail.subject) for mail in OutboxMail.objects.filter(kind=kind)]
