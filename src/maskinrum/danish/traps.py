"""Words that mislead: several senses, terms of several groups, and names that look like plain words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from maskinrum.danish.names import Name
from maskinrum.danish.spelling import fold, normalise
from maskinrum.danish.tokens import tokenise


@dataclass(frozen=True)
class Sense:
    """One sense of a word: the group of the thesaurus it belongs to, and words nearby that tell of it."""

    slug: str
    group: str | None
    cues: frozenset[str]
    usual: bool
    names: Mapping[str, str] = field(default_factory=dict)  # by language
    phase: str = ""  # where the sense is a phase rather than a word


@dataclass(frozen=True)
class Traps:
    """The senses by word, the names, and the groups of the thesaurus by the terms that stand in several."""

    senses: Mapping[str, tuple[Sense, ...]]
    names: tuple[Name, ...]
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> "Traps":
        """Read the content of ``search_traps.yaml``."""
        senses = {
            " ".join(token.text for token in tokenise(row["term"])): tuple(
                _sense(one, row["default"]) for one in row["senses"]
            )
            for row in data.get("homographs", ())
        }
        names = tuple(_name(row) for row in data.get("tokenizer", {}).get("names", ()))
        return cls(senses, names, {row["term"]: tuple(row["groups"]) for row in data.get("shared_terms", ())})


def _sense(row: Mapping[str, Any], usual: str | None) -> Sense:
    names = {language: row[language] for language in ("da", "en") if language in row}
    cues = frozenset(map(_cue, row["cues"]))
    return Sense(row["slug"], row.get("thesaurus"), cues, row["slug"] == usual, names, row.get("phase", ""))


def _cue(cue: object) -> str:
    return fold(normalise(str(cue)))


def _name(row: Mapping[str, Any]) -> Name:
    """Return a name; where the field warns, its spelling in small letters and several words is plain Danish too."""
    spellings = tuple(row["spellings"])
    plain = frozenset(one for one in spellings if "caution" in row and one.islower() and one.replace(" ", "").isalpha())
    return Name(row["token"], spellings, frozenset(one for one in plain if " " in one), BESIDE)


# Where one of these stands too, a name that is plain Danish is meant as a name.
BESIDE = frozenset({"partnerskab", "partnerskabet", "byggepartnerskab", "byggepartnerskabet", "kab", "&"})
