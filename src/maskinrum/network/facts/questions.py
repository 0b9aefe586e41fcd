"""The content of a question, as it is typed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class QuestionFacts:
    """What a question says. ``themes`` are at most three codes; ``partnership`` is a key as text."""

    title: str = ""
    text: str = ""
    themes: tuple[str, ...] = ()
    phase: str = ""
    agreement: str = ""
    size: str = ""
    visibility: str = "network"
    partnership: str = ""
    language: str = "da"
