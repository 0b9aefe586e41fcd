"""The parties of an entry as one text, so that a list can count the parties of thousands of entries in one reading."""

import uuid
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from maskinrum.partnerships.enums import Discipline, SourceLabel


class PartyKey(NamedTuple):
    """One party: the id of its organisation as hexadecimal figures, its discipline and label, each empty if unknown."""

    organisation: str
    discipline: str
    label: str


def written_parties(parties: Iterable[tuple[uuid.UUID, Discipline | None, SourceLabel | None]]) -> str:
    """Return the text of the parties of one entry."""
    return " ".join(f"{one.hex}.{discipline or ''}.{label or ''}" for one, discipline, label in parties)


def read_parties(text: str) -> Iterator[PartyKey]:
    """Yield the parties of such a text."""
    for part in text.split():
        yield PartyKey(*part.split("."))
