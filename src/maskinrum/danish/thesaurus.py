"""Words of the field that mean the same."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

# Terms with one of these tags, or with none, stand for each other; the rest are neighbours to show.
EXPANDED = {"", "old", "partial", "product", "example"}
AMBIGUOUS = "ambiguous"
TERM = re.compile(r"(?P<term>.*?)\s*(?:\[(?P<tag>[^\]]*)\])?$")


@dataclass(frozen=True)
class Group:
    """A canonical term, the terms for the same, those that are only near, and the English ones."""

    canonical: str
    same: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    english: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """All that may be searched for."""
        return (self.canonical, *self.same)


@dataclass(frozen=True)
class Thesaurus:
    """The groups, by canonical term, in the order of the file."""

    groups: Mapping[str, Group] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> "Thesaurus":
        """Read the form ``canonical | synonyms; … | English; …``, with tags in square brackets."""
        lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
        return cls({group.canonical: group for group in map(_group, lines)})

    def __iter__(self) -> Iterator[Group]:
        return iter(self.groups.values())


def _group(line: str) -> Group:
    canonical, synonyms, english = ([part.strip() for part in line.split("|")] + ["", ""])[:3]
    found = [(one["term"], one["tag"] or "") for one in map(TERM.match, _listed(synonyms)) if one]
    return Group(
        canonical,
        tuple(term for term, tag in found if tag in EXPANDED),
        tuple(term for term, tag in found if tag not in EXPANDED | {AMBIGUOUS}),
        tuple(term for term, tag in found if tag == AMBIGUOUS),
        tuple(_listed(english)),
    )


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
