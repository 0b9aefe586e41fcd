"""What a file would become, as the page before the drafts are made shows it."""

from dataclasses import dataclass

from maskinrum.knowledge.enums import Effect
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.forms.importing import ImportReading
from maskinrum.knowledge.phrases import FIELD_NAMES
from maskinrum.organisations.enums import Visibility


@dataclass(frozen=True)
class ImportLine:
    """One row of the file and the draft it would become; ``texts`` are named, ``missing`` is for later."""

    number: int
    facts: ExperienceFacts
    visibility: Visibility
    effect: str
    texts: tuple[tuple[str, str], ...]
    missing: str


def import_lines(reading: ImportReading) -> list[ImportLine]:
    """The drafts that a file would become, in its order."""
    return [_line(number, facts) for number, facts in zip(reading.numbers, reading.facts, strict=True)]


def _line(number: int, facts: ExperienceFacts) -> ImportLine:
    told = [(name, getattr(facts, name)) for name in ("context", "happened", "effect_text", "advice")]
    return ImportLine(
        number,
        facts,
        Visibility(facts.visibility),
        str(Effect(facts.effect).label) if facts.effect else "",
        tuple((str(FIELD_NAMES[name]), text) for name, text in told if text),
        ", ".join(str(FIELD_NAMES[name]) for name in facts.missing),
    )
