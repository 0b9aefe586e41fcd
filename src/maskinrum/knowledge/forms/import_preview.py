"""What a file would become, as the page before the drafts are made shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from maskinrum.knowledge.enums import Effect
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.forms.importing import NAMED, ImportReading, allowed
from maskinrum.knowledge.forms.telling import THEME_FIELDS
from maskinrum.knowledge.phrases import FIELD_NAMES
from maskinrum.organisations.enums import Visibility

CHOSEN = ("phase", "role", "evidence", "works", "language")


@dataclass(frozen=True)
class ImportLine:
    """One row of the file and the draft it would become; ``texts``: all that was read, by its name in the page.

    What stands beside the headline is not among them; ``missing`` is for later.
    """

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
    told += [*_chosen(facts), *((name, names.get(getattr(facts, name), "")) for name in NAMED)]
    told.append(("source_url", facts.source_url))
    return ImportLine(
        number,
        facts,
        Visibility(facts.visibility),
        str(Effect(facts.effect).label) if facts.effect else "",
        tuple((str(FIELD_NAMES[name]), text) for name, text in told if text),
        ", ".join(str(FIELD_NAMES[name]) for name in facts.missing),
    )


def _chosen(facts: ExperienceFacts) -> Iterator[tuple[str, str]]:
    """What was chosen from a list, in words: a value may have been understood otherwise than it was meant."""
    language = "da" if (get_language() or "da").startswith("da") else "en"
    themes = dict(allowed(THEME_FIELDS[0], language))
    yield "themes", ", ".join(themes[code] for code in facts.themes)
    for name in CHOSEN:
        yield name, dict(allowed(name, language)).get(getattr(facts, name), "")
