"""Names that stay whole: of agreements, parties and standard conditions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from maskinrum.danish.tokens import tokenise

JOINT = "_"


@dataclass(frozen=True)
class Name:
    """A name in all its spellings. Where ``beside`` is not empty, a spelling that is plain Danish counts only with one.

    ``plain`` are the spellings in question.
    """

    token: str
    spellings: tuple[str, ...]
    plain: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Names:
    """All names, found by their last word, which is the rarer one; and ``words`` of names, which are never divided."""

    by_last: Mapping[str, tuple[tuple[tuple[str, ...], str, frozenset[str]], ...]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[Name], whole: Iterable[str] = ()) -> "Names":
        """Return the names, and the words of other names (``whole``) that are not to be divided."""
        found: dict[str, list[tuple[tuple[str, ...], str, frozenset[str]]]] = {}
        for name in names:
            for spelling in name.spellings:
                words = tuple(token.text for token in tokenise(spelling))
                beside = name.beside if spelling in name.plain else frozenset()
                found.setdefault(words[-1], []).append((words, key(name.token), beside))
        longest_first = {last: tuple(sorted(rows, key=lambda row: -len(row[0]))) for last, rows in found.items()}
        return cls(longest_first, frozenset(token.text for one in whole for token in tokenise(one)))

    def found(self, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Return where names stand among words: the first, the one after the last, and the key of the name."""
        free = 0
        for place, word in enumerate(words, 1):
            for spelling, name, beside in self.by_last.get(word, ()):
                start = place - len(spelling)
                if start < free or tuple(words[start:place]) != spelling:
                    continue
                if not beside or not beside.isdisjoint(words):
                    yield start, place, name
                    free = place
                    break


def key(name: str) -> str:
    """Return how a name is written as one word of the index."""
    return JOINT + JOINT.join(token.text for token in tokenise(name))
