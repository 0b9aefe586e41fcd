"""The language the index speaks: Danish with the words and the names of the field."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from maskinrum.danish import Analyser, Names, Synonyms, Thesaurus, Traps, parts_of
from maskinrum.danish.thesaurus import Group
from maskinrum.shared.domain import load, read_text

# Begins the name of an agreement, and is a plain word none the less.
PLAIN = "Byggepartnerskab"


@dataclass(frozen=True, eq=False)
class Language:
    """How words are read, and which stand for each other."""

    analyser: Analyser
    synonyms: Synonyms


def language(names: Iterable[str] = (), thesaurus: str | None = None) -> Language:
    """Return the language of the shipped data; ``names`` are more whose words stay whole."""
    traps = Traps.from_mapping(load("search_traps"))
    analyser = Analyser(Names.of(traps.names, [*register_names(), *names]))
    groups = Thesaurus.parse(read_text("thesaurus.txt") if thesaurus is None else thesaurus)
    return Language(analyser, Synonyms.of(groups, traps, analyser))


def with_words(spoken: Language, pairs: Iterable[tuple[str, str]]) -> Language:
    """Return a language in which the two words of each pair stand for each other too. Documents are read as before."""
    groups = dict(spoken.synonyms.groups)
    for word, other in pairs:
        for term in (word, other):
            parts = parts_of(spoken.analyser.terms(term))
            groups[parts] = (*groups.get(parts, ()), Group(word, (other,)))
    keys = frozenset({*groups, *spoken.synonyms.senses})
    return Language(spoken.analyser, replace(spoken.synonyms, groups=groups, keys=keys))


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
