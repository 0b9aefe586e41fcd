"""What a start-up checklist asks, apart from any database row."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """One subject of the tool: its key, its names, and the themes of the experiences that matter there."""

    key: str
    da: str
    en: str
    themes: tuple[str, ...]


@dataclass(frozen=True)
class AnswerFacts:
    """What is answered of one subject. ``experience`` is a key as text, or empty."""

    answer: str
    what: str = ""
    who: str = ""
    experience: str = ""


@dataclass(frozen=True)
class StartCounts:
    """How many subjects a project has decided, and how many of them it reuses."""

    decided: int
    reused: int
