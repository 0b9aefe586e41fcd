"""The language the index speaks: Danish with the words and the names of the field."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from maskinrum.danish import Analyser, Names, Synonyms, Thesaurus, Traps, fold, known, parts_of, tokenise
from maskinrum.danish.thesaurus import Group
from maskinrum.shared.domain import load, read_text

# Begins the name of an agreement, and is a plain word none the less.
PLAIN = "Byggepartnerskab"
# What is done ends so; names of places and houses do not.
DEEDS = ("ning", "ing", "else")


@dataclass(frozen=True, eq=False)
class Language:
    """How words are read, and which stand for each other."""

    analyser: Analyser
    synonyms: Synonyms
    of_the_field: frozenset[str] = frozenset()  # parts of the terms of the shipped thesaurus

    def names_in(self, names: Iterable[str]) -> list[str]:
        """Return the words of names that would be divided and are nothing but names, folded.

        Written with a capital letter, in no dictionary, and what they end in is neither a word of the field nor a deed:
        *Havneparken*, but not *Boligselskabet*, *Tagudskiftning* or *Renoveringspartnerskabet*.
        """
        found = ((token.text, name[token.start]) for name in names for token in tokenise(name))
        return list(dict.fromkeys(fold(word) for word, first in found if first.isupper() and self._is_name(word)))

    def _is_name(self, word: str) -> bool:
        *others, last = self.analyser.term(word).parts
        is_plain = last in self.of_the_field or last.endswith(DEEDS) or known(word)
        return bool(others) and word.isalpha() and not is_plain


def language(names: Iterable[str] = (), thesaurus: str | None = None) -> Language:
    """Return the language of the shipped data; ``names`` are more whose words stay whole."""
    traps = Traps.from_mapping(load("search_traps"))
    analyser = Analyser(Names.of(traps.names, [*register_names(), *names]))
    groups = Thesaurus.parse(read_text("thesaurus.txt") if thesaurus is None else thesaurus)
    synonyms = Synonyms.of(groups, traps, analyser)
    return Language(analyser, synonyms, frozenset(part for parts in synonyms.groups for part in parts))


def with_words(spoken: Language, pairs: Iterable[tuple[str, str]]) -> Language:
    """Return a language in which the two words of each pair stand for each other too. Documents are read as before."""
    groups = dict(spoken.synonyms.groups)
    for word, other in pairs:
        for term in (word, other):
            parts = parts_of(spoken.analyser.terms(term))
            groups[parts] = (*groups.get(parts, ()), Group(word, (other,)))
    keys = frozenset({*groups, *spoken.synonyms.senses})
    return replace(spoken, synonyms=replace(spoken.synonyms, groups=groups, keys=keys))


@cache
def shipped_language() -> Language:
    """Return the language of the shipped data, read once per process."""
    return language()


def register_names() -> list[str]:
    """Return the names of the register: of agreements, parties and jobs, without the plain words within them."""
    partnerships = load("partnerships")["partnerships"]
    names = [name for one in partnerships for name in (one["name"], one["client"]["name"])]
    names += [party["name"] for one in partnerships for party in one["parties"]]
    names += [job["name"] for one in partnerships for job in one["projects"]]
    return [word for name in names for word in name.split() if word[0].isupper() and not word.startswith(PLAIN)]
