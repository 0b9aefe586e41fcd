"""The content of an experience, as it is typed, imported, compared and kept in versions."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

TEXTS = ("title", "context", "happened", "effect_text", "advice")
"""The texts, in the order they are read; differences are told word by word."""

TITLE_LENGTH = 90
"""Characters of the first sentence that stand for a title that nobody has written."""


@dataclass(frozen=True)
class ExperienceFacts:
    """What an experience says. ``themes`` are at most three codes; everything else may be empty in a draft.

    ``partnership`` and ``project`` are keys as text; ``language`` is that of the texts.
    """

    title: str = ""
    title_en: str = ""
    context: str = ""
    happened: str = ""
    effect_text: str = ""
    advice: str = ""
    themes: tuple[str, ...] = ()
    phase: str = ""
    role: str = ""
    works: str = ""
    effect: str = ""
    evidence: str = ""
    visibility: str = "network"
    partnership: str = ""
    project: str = ""
    source_url: str = ""
    source_label: str = ""
    language: str = "da"

    @property
    def headline(self) -> str:
        """The title, or the first words of what was written."""
        return self.title or first_words(self.advice or self.happened or self.context or self.effect_text)

    @property
    def untold(self) -> tuple[str, ...]:
        """What only whoever was there can tell, so that it is needed before it is sent on."""
        return tuple(
            name for name in ("context", "happened", "effect_text", "advice", "effect") if not getattr(self, name)
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields without which it cannot be read by others."""
        needed = ("context", "happened", "effect_text", "advice", "themes", "phase", "role", "effect", "evidence")
        return tuple(name for name in needed if not getattr(self, name))

    def to_json(self) -> dict[str, Any]:
        """The content as a version keeps it."""
        return asdict(self) | {"themes": list(self.themes)}


def from_json(data: Mapping[str, Any]) -> ExperienceFacts:
    """The content of a version."""
    known = {field.name for field in fields(ExperienceFacts)}
    given = {name: value for name, value in data.items() if name in known}
    return ExperienceFacts(**given | {"themes": tuple(given.get("themes", ()))})


def first_words(text: str) -> str:
    """The first sentence of a text, cut between words where it is long."""
    line = text.strip().split("\n", 1)[0]
    if len(line) <= TITLE_LENGTH:
        return line
    sentence = line.split(". ", 1)[0]
    if len(sentence) <= TITLE_LENGTH:
        return sentence
    return line[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + " …"
