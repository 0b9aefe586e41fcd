"""What a file would become, as the page before the drafts are made shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from maskinrum.knowledge.enums import Effect
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.forms.importing import NAMED, ImportReading
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
    rows = zip(reading.numbers, reading.facts, strict=True)
    return [_line(number, facts, reading.names) for number, facts in rows]


def _line(number: int, facts: ExperienceFacts, names: Mapping[str, str]) -> ImportLine:
    told = [(name, getattr(facts, name)) for name in ("context", "happened", "effect_text", "advice")]
    told += [(name, names.get(getattr(facts, name), "")) for name in NAMED]
    return ImportLine(
        number,
        facts,
        Visibility(facts.visibility),
        str(Effect(facts.effect).label) if facts.effect else "",
        tuple((str(FIELD_NAMES[name]), text) for name, text in told if text),
        ", ".join(str(FIELD_NAMES[name]) for name in facts.missing),
    )
