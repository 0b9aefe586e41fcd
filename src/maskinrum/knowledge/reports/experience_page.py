"""One experience as its page shows it."""

import uuid
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.facts import TEXTS, Theme, themes_named
from maskinrum.knowledge.facts.differences import Piece, word_differences
from maskinrum.knowledge.facts.experiences import ExperienceFacts, from_json
from maskinrum.knowledge.models import Experience, ExperienceVersion, RecommendationVersion
from maskinrum.knowledge.phrases import FIELD_NAMES
from maskinrum.knowledge.reports.wording import value_in_words


@dataclass(frozen=True)
class Review:
    """The review clock: days since it was looked at, and days from then until it must be looked at again."""

    since: date
    until: date
    passed: int
    length: int

    @property
    def is_late(self) -> bool:
        """Whether the day has passed."""
        return self.passed > self.length


@dataclass(frozen=True)
class Line:
    """One experience in a list: ``partnership`` is its name where the viewer may see that, ``used`` by how many."""

    row: Experience
    themes: list[Theme]
    partnership: str
    is_late: bool
    used: int


def review_of(row: Experience, today: date) -> Review | None:
    """The clock of a published experience; None where it has not begun."""
    if row.review_on is None or row.reviewed_on is None or row.state != ExperienceState.PUBLISHED:
        return None
    length = max(1, (row.review_on - row.reviewed_on).days)
    return Review(row.reviewed_on, row.review_on, (today - row.reviewed_on).days, length)


def line_of(row: Experience, *, seen: dict[uuid.UUID, str], used: int, today: date) -> Line:
    """A row of a list; ``seen`` names the partnerships that the viewer may see, and ``used`` as in ``used_by``."""
    is_late = row.review_on is not None and row.review_on < today
    name = seen.get(row.partnership_id, "") if row.partnership_id else ""
    return Line(row, themes_named(row.theme_codes), name, is_late, used)


def host_of(address: str) -> str:
    """Whose page an address is."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


@dataclass(frozen=True)
class FieldChange:
    """One field of a version beside the one before: texts word by word, everything else before and after."""

    name: str
    pieces: list[Piece]
    before: str
    after: str


@dataclass(frozen=True)
class ToldVersion:
    """A version, and what it changed of the one told before it; nothing for the first."""

    version: ExperienceVersion | RecommendationVersion
    changes: list[FieldChange]
    is_first: bool


def told_changes(versions: list[ExperienceVersion], names: dict[str, str]) -> list[ToldVersion]:
    """Versions, newest first, each beside the next older one on the list. ``names`` are of partnerships by key."""
    told = []
    for version, older in zip(versions, [*versions[1:], None], strict=True):
        changes = _changes(from_json(older.content), from_json(version.content), names) if older else []
        told.append(ToldVersion(version, changes, older is None))
    return told


def _changes(before: ExperienceFacts, after: ExperienceFacts, names: dict[str, str]) -> list[FieldChange]:
    old, new = before.to_json(), after.to_json()
    found = []
    for field, label in FIELD_NAMES.items():
        if old[field] == new[field] or field == "project":
            continue
        if field in TEXTS:
            found.append(FieldChange(str(label), word_differences(old[field], new[field]), "", ""))
        else:
            words = [value_in_words(field, facts[field], names) for facts in (old, new)]
            found.append(FieldChange(str(label), [], *words))
    return found


def standing_otherwise(stored: ExperienceFacts, typed: ExperienceFacts) -> list[tuple[str, str]]:
    """What is stored in the texts that were typed otherwise, each with the name of its field."""
    kept, new = stored.to_json(), typed.to_json()
    return [
        (str(label), kept[name]) for name, label in FIELD_NAMES.items() if name in TEXTS and kept[name] != new[name]
    ]
