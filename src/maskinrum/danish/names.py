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
    """All names, found by their first word. ``words`` are the words of names: they are never divided."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str, frozenset[str]], ...]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[Name], whole: Iterable[str] = ()) -> "Names":
        """Return the names, and the words of other names (``whole``) that are not to be divided."""
        found: dict[str, list[tuple[tuple[str, ...], str, frozenset[str]]]] = {}
        for name in names:
            for spelling in name.spellings:
                words = tuple(token.text for token in tokenise(spelling))
                beside = name.beside if spelling in name.plain else frozenset()
                found.setdefault(words[0], []).append((words, key(name.token), beside))
        longest_first = {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}
        return cls(longest_first, frozenset(token.text for one in whole for token in tokenise(one)))

    def found(self, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Return where names stand among words: the first, the one after the last, and the key of the name."""
        place = 0
        while place < len(words):
            end, name = self._at(words, place)
            if name:
                yield place, end, name
            place = end

    def _at(self, words: Sequence[str], place: int) -> tuple[int, str]:
        """Return the end and the key of the name that begins at a place, or the next place and nothing."""
        for spelling, name, beside in self.by_first.get(words[place], ()):
            end = place + len(spelling)
            if tuple(words[place:end]) == spelling and (not beside or not beside.isdisjoint(words)):
                return end, name
        return place + 1, ""


def key(name: str) -> str:
    """Return how a name is written as one word of the index."""
    return JOINT + JOINT.join(token.text for token in tokenise(name))
