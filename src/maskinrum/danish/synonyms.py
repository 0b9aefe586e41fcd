"""Which other words a query is also asked with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from maskinrum.danish.analysis import Analyser, Term
from maskinrum.danish.thesaurus import Group, Thesaurus
from maskinrum.danish.traps import Sense, Traps

LONGEST_TERM = 6


@dataclass(frozen=True, slots=True)
class Synonym:
    """What stands in the query, from which term to before which, and the terms for the same."""

    start: int
    end: int
    others: tuple[str, ...]


@dataclass(frozen=True)
class Synonyms:
    """The groups of the thesaurus by the parts of their terms, and the senses of words that have several.

    By parts, so that a compound typed apart, or a name typed together, is the same term.
    """

    groups: Mapping[tuple[str, ...], tuple[Group, ...]] = field(default_factory=dict)
    by_name: Mapping[str, Group] = field(default_factory=dict)
    senses: Mapping[tuple[str, ...], tuple[Sense, ...]] = field(default_factory=dict)
    keys: frozenset[tuple[str, ...]] = frozenset()

    @classmethod
    def of(cls, thesaurus: Thesaurus, traps: Traps, analyser: Analyser) -> "Synonyms":
        """Return the terms of a thesaurus as an analyser sees them."""
        groups: dict[tuple[str, ...], tuple[Group, ...]] = {}
        for group in thesaurus:
            for term in (*group.terms, *group.english):
                parts = parts_of(analyser.terms(term))
                if parts and group not in groups.get(parts, ()):
                    groups[parts] = (*groups.get(parts, ()), group)
        senses = {parts_of(analyser.terms(term)): several for term, several in traps.senses.items()}
        return cls(groups, thesaurus.groups, senses, frozenset({*groups, *senses}))

    def found(self, terms: Sequence[Term]) -> Iterator[Synonym]:
        """Return what of a query stands in the thesaurus: the longest first, none within another."""
        place = 0
        while place < len(terms):
            ends = range(min(len(terms), place + LONGEST_TERM), place, -1)
            end = next((end for end in ends if parts_of(terms[place:end]) in self.keys), place)
            if end > place:
                beside = {part for term in (*terms[:place], *terms[end:]) for part in term.parts}
                others = tuple(_others(self._meant(parts_of(terms[place:end]), beside)))
                said = " ".join(term.text for term in terms[place:end])
                kept = tuple(other for other in others if other.lower() != said)
                if kept:
                    yield Synonym(place, end, kept)
            place = max(end, place + 1)

    def _meant(self, parts: tuple[str, ...], beside: set[str]) -> Iterable[Group]:
        """Return the groups of a term; where it has several senses, those that the words beside it tell of."""
        several = self.senses.get(parts)
        if several is None:
            return self.groups.get(parts, ())
        told = [sense for sense in several if sense.cues & beside] or [sense for sense in several if sense.usual]
        return [self.by_name[sense.group] for sense in told if sense.group and sense.group in self.by_name]


def parts_of(terms: Iterable[Term]) -> tuple[str, ...]:
    """Return the parts of terms in their order."""
    return tuple(part for term in terms for part in term.parts)


def _others(groups: Iterable[Group]) -> Iterator[str]:
    yield from dict.fromkeys(term for group in groups for term in group.terms)
