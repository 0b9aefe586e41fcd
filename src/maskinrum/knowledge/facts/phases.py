"""The phases of a strategic partnership, explained by the domain data."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from maskinrum.shared.domain import load

Words = dict[str, str]


@dataclass(frozen=True)
class Pitfall:
    """What goes wrong in a phase; ``label`` says what kind of statement that is."""

    text: Words
    label: str


@dataclass(frozen=True)
class PhaseFacts:
    """What a phase is about: its name, its question, what is done in it, what comes out of it, and what goes wrong."""

    code: str
    name: Words
    question: Words
    activities: tuple[Words, ...]
    deliverables: tuple[Words, ...]
    pitfalls: tuple[Pitfall, ...]


@cache
def phases() -> dict[str, PhaseFacts]:
    """Return the phases by their code, in their order."""
    return {
        one["code"]: PhaseFacts(
            one["code"],
            _both(one),
            {"da": one["short_da"], "en": one["short_en"]},
            tuple(map(_both, one["activities"])),
            tuple(map(_both, one["deliverables"])),
            tuple(Pitfall(_both(pitfall), pitfall["label"]) for pitfall in one["pitfalls"]),
        )
        for one in load("phases")["phases"]
    }


def phases_named(codes: Iterable[str]) -> list[PhaseFacts]:
    """Return those that have one of these codes, each once and in their order; other codes are passed over."""
    wanted = set(codes)
    return [phase for code, phase in phases().items() if code in wanted]


def _both(words: Words) -> Words:
    return {"da": words["da"], "en": words["en"]}
