"""Who takes part, as others may see it."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from maskinrum.meetings.enums import Answer
from maskinrum.meetings.models import Meeting, Participant
from maskinrum.meetings.queries.live import name_of
from maskinrum.meetings.queries.mails import refused
from maskinrum.meetings.queries.meetings import people_names


@dataclass(frozen=True)
class Listed:
    """One participant and what to call them: by name once they have answered; before that only by address."""

    row: Participant
    name: str

    @property
    def shown(self) -> str:
        """The name, or the address that was invited."""
        return self.name or self.row.email


def participants_of(row: Meeting) -> list[Listed]:
    """Those on the list, whoever leads first, then those who come."""
    rows = list(row.participants.filter(removed_at__isnull=True).select_related("organisation"))
    answered = [one for one in rows if one.answer != Answer.WAITING]
    names = people_names(one.person for one in answered)
    listed = [Listed(one, name_of(one, names) if one.answer != Answer.WAITING else "") for one in rows]
    order = {Answer.COMING: 0, Answer.WAITING: 1, Answer.NOT_COMING: 2}
    return sorted(listed, key=lambda one: (order[Answer(one.row.answer)], one.shown.casefold()))


def undelivered_to(listed: Sequence[Listed]) -> set[uuid.UUID]:
    """The keys of those whose last letter the mail server refused. Ask only for who may keep the meeting."""
    came_back = refused(one.row.mail for one in listed)
    return {one.row.pk for one in listed if one.row.mail in came_back}


def choices_of(listed: Sequence[Listed]) -> list[tuple[str, str]]:
    """Those who may lead an item or promise something."""
    return [(str(one.row.pk), one.shown) for one in listed if one.row.answer != Answer.NOT_COMING and one.shown]


def names_of_those_there(listed: Sequence[Listed], authors: Collection[uuid.UUID | None]) -> list[str]:
    """The names of those who were there and have answered, or whose name stands below a note of theirs.

    Of others nobody learns whether their address has an account: they are counted and not named.
    """
    there = [one.row for one in listed if one.row.was_there]
    named = [one for one in there if one.answer != Answer.WAITING or one.person in authors]
    names = people_names(one.person for one in named)
    return sorted(filter(None, (name_of(one, names) for one in named)), key=str.casefold)


def organisations_coming(listed: Sequence[Listed]) -> list[str]:
    """The names of the organisations that those who come act for."""
    coming = [one.row for one in listed if one.row.answer == Answer.COMING and one.row.organisation]
    return sorted({one.organisation.name for one in coming if one.organisation})
