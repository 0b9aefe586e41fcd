"""Words that mislead: several senses, and names that look like plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Traps:
    """The senses by word, and the names."""

    senses: Mapping[str, tuple[Sense, ...]]
    names: tuple[Name, ...]

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> "Traps":
        """Read the content of ``search_traps.yaml``."""
        senses = {
            " ".join(token.text for token in tokenise(row["term"])): tuple(
                Sense(
                    one["slug"], one.get("thesaurus"), frozenset(map(_cue, one["cues"])), one["slug"] == row["default"]
                )
                for one in row["senses"]
            )
            for row in data.get("homographs", ())
        }
        return cls(senses, tuple(_name(row) for row in data.get("tokenizer", {}).get("names", ())))


def _cue(cue: object) -> str:
    return fold(normalise(str(cue)))


def _name(row: Mapping[str, Any]) -> Name:
    """Return a name; where the field warns, its spelling in small letters and several words is plain Danish too."""
    spellings = tuple(row["spellings"])
    plain = frozenset(one for one in spellings if "caution" in row and one.islower() and one.replace(" ", "").isalpha())
    return Name(row["token"], spellings, frozenset(one for one in plain if " " in one), BESIDE)


# Where one of these stands too, a name that is plain Danish is meant as a name.
BESIDE = frozenset({"partnerskab", "partnerskabet", "byggepartnerskab", "byggepartnerskabet", "kab", "&"})
