"""The content of a tool, as it ships and as an organisation brings its own."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class ToolFacts:
    """What a tool says of itself. ``steps`` are lines, the same number in both languages.

    ``basis`` are facts it rests on: da, en, source and label. ``experiences`` are keys of experiences.
    """

    title: str = ""
    title_en: str = ""
    purpose: str = ""
    purpose_en: str = ""
    users: str = ""
    users_en: str = ""
    steps: tuple[str, ...] = ()
    steps_en: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    basis: tuple[dict[str, Any], ...] = ()
    experiences: tuple[str, ...] = ()


@dataclass(frozen=True)
class ToolFileFacts:
    """One file: its language, name and content; ``kind`` is a value of ``ToolKind``, ``text`` what stands in it."""

    language: str
    name: str
    kind: str
    content: bytes
    text: str = ""


@dataclass(frozen=True)
class ToolRelease:
    """A version that ships: which tool, what it is called, and from which day."""

    key: str
    label: str
    dated: date
    facts: ToolFacts
