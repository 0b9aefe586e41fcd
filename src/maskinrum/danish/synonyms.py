"""Which other words a query is also asked with, and what a word of several meanings may have meant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from maskinrum.danish.analysis import Analyser, Term
from maskinrum.danish.thesaurus import Group, Thesaurus
from maskinrum.danish.traps import Sense, Traps

LONGEST_TERM = 6
TELLING = 4  # letters; shorter words stand between others


@dataclass(frozen=True, slots=True)
class Synonym:
    """What stands in the query, from which term to before which, and the terms for the same."""

    start: int
    end: int
    others: tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """One of the meanings of a word: what to say instead, by language, or the phase that it is."""

    names: Mapping[str, str]
    phase: str = ""
    cues: frozenset[str] = frozenset()  # parts that tell of it


@dataclass(frozen=True)
class Synonyms:
    """The groups of the thesaurus by the parts of their terms, and the senses of words that have several.

    By parts, so that a compound typed apart, or a name typed together, is the same term.
    """

    groups: Mapping[tuple[str, ...], tuple[Group, ...]] = field(default_factory=dict)
    by_name: Mapping[str, Group] = field(default_factory=dict)
    senses: Mapping[tuple[str, ...], tuple[Sense, ...]] = field(default_factory=dict)
    keys: frozenset[tuple[str, ...]] = frozenset()
    meanings: Mapping[tuple[str, ...], tuple[Meaning, ...]] = field(default_factory=dict)

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
        meanings = _meanings(thesaurus, traps, analyser)
        return cls(groups, thesaurus.groups, senses, frozenset({*groups, *senses}), meanings)

    def found(self, terms: Sequence[Term]) -> Iterator[Synonym]:
        """Return what of a query stands in the thesaurus: the longest first, none within another."""
        for place, end in self._places(terms):
            others = tuple(_others(self._meant(parts_of(terms[place:end]), _beside(terms, place, end))))
            said = " ".join(term.text for term in terms[place:end])
            kept = tuple(other for other in others if other.lower() != said)
            if kept:
                yield Synonym(place, end, kept)

    def unclear(self, terms: Sequence[Term]) -> Iterator[tuple[int, int, tuple[Meaning, ...]]]:
        """Yield from which term to before which something unclear stands, and what it may mean."""
        for place, end in self._places(terms):
            several = self.meanings.get(parts_of(terms[place:end]), ())
            beside = _beside(terms, place, end)
            if several and not any(one.cues & beside for one in several):
                yield place, end, several

    def _places(self, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
        place = 0
        while place < len(terms):
            ends = range(min(len(terms), place + LONGEST_TERM), place, -1)
            end = next((end for end in ends if parts_of(terms[place:end]) in self.keys), place)
            if end > place:
                yield place, end
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


def _beside(terms: Sequence[Term], place: int, end: int) -> set[str]:
    return {part for term in (*terms[:place], *terms[end:]) for part in term.parts}


def _meanings(thesaurus: Thesaurus, traps: Traps, analyser: Analyser) -> Mapping[tuple[str, ...], tuple[Meaning, ...]]:
    """What words of several senses, and terms of several groups, may mean. One that has senses needs no groups."""
    found = {}
    for term, groups in traps.shared.items():
        others = [thesaurus.groups[name] for name in groups if name in thesaurus.groups and name != term]
        names = [{"da": one.canonical, "en": (*one.english, one.canonical)[0]} for one in others]
        found[term] = [Meaning(given) for given in names]
    for term, senses in traps.senses.items():
        found[term] = [Meaning(one.names, one.phase, one.cues) for one in senses if one.names]
    told = {parts_of(analyser.terms(term)): several for term, several in found.items()}
    return {
        parts: tuple(replace(one, cues=one.cues | _own(one, parts, analyser)) for one in several)
        for parts, several in told.items()
    }


def _own(meaning: Meaning, word: tuple[str, ...], analyser: Analyser) -> frozenset[str]:
    """The parts of a meaning's names that are not the word's own: whoever writes them has said what is meant."""
    parts = {part for name in meaning.names.values() for part in parts_of(analyser.terms(name))}
    return frozenset(part for part in parts if part not in word and len(part) >= TELLING)
