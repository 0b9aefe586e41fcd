"""What a decision of a partnership says, apart from any database row."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class BasisFacts:
    """One thing a decision rests on: keys as text, or the address of a document with what it is."""

    experience: str = ""
    project: str = ""
    label: str = ""
    url: str = ""


@dataclass(frozen=True)
class DecisionFacts:
    """A decision as it is typed. ``replaces`` is the key of a line of the log that it takes the place of, or empty.

    ``bound`` are the keys of the parties it binds, as text; none where it binds them all.
    """

    text: str
    decided_on: date
    body: str
    body_name: str = ""
    reason: str = ""
    alternatives: str = ""
    covers: str = ""
    bound: tuple[str, ...] = ()
    look_again_on: date | None = None
    replaces: str = ""
    basis: tuple[BasisFacts, ...] = ()


@dataclass(frozen=True)
class LogLine:
    """One line of the decision log: of the log itself, or written down at a development meeting (``meeting``).

    ``replaced_by`` is the key of the line that took its place. ``searched`` is all of it in small letters.
    """

    id: uuid.UUID
    text: str
    decided_on: date
    body: str
    body_name: str = ""
    reason: str = ""
    alternatives: str = ""
    covers: str = ""
    bound: tuple[str, ...] = ()
    look_again_on: date | None = None
    replaced_by: uuid.UUID | None = None
    meeting: str = ""
    meeting_title: str = ""

    @property
    def key(self) -> str:
        """The line as a form names it."""
        return f"{'m' if self.meeting else 'd'}{self.id}"

    @property
    def searched(self) -> str:
        """Everything that is searched in, in small letters."""
        words = (self.text, self.body_name, self.reason, self.alternatives, self.covers, self.meeting_title)
        return "\n".join((*words, *self.bound)).casefold()

    def is_in_force(self) -> bool:
        """Whether nothing has taken its place."""
        return self.replaced_by is None

    def is_due(self, today: date) -> bool:
        """Whether it was to be looked at again by now."""
        return self.is_in_force() and self.look_again_on is not None and self.look_again_on <= today


@dataclass(frozen=True)
class LogFilter:
    """What is asked of the log: words, a body, a state (*force*, *replaced*, *due*), a year, and the order."""

    words: str = ""
    body: str = ""
    state: str = ""
    year: int | None = None
    order: str = "newest"

    def keeps(self, line: LogLine, *, today: date) -> bool:
        """Whether a line answers."""
        states: Mapping[str, bool] = {
            "force": line.is_in_force(),
            "replaced": not line.is_in_force(),
            "due": line.is_due(today),
        }
        return (
            all(word in line.searched for word in self.words.casefold().split())
            and self.body in {"", line.body}
            and states.get(self.state, True)
            and self.year in {None, line.decided_on.year}
        )
