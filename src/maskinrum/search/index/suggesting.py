"""Words to go on with, while somebody types."""

from collections.abc import Collection

import tantivy

from maskinrum.danish import fold, tokenise
from maskinrum.search.index import clauses
from maskinrum.search.index.clauses import Frequencies

# So many words are read for each that is shown, to find the commonest.
READ_FOR_EACH = 12
SHORTEST = 2


def suggestions(
    searcher: tantivy.Searcher, frequencies: Frequencies, prefix: str, *, readers: Collection[str], limit: int
) -> list[str]:
    """Return words that begin so and stand in documents a holder of ``readers`` may see, the commonest first."""
    typed = tokenise(prefix[-200:])
    if not typed or len(typed[-1].text) < SHORTEST or limit < 1:
        return []
    last = typed[-1].text
    visible = clauses.kept("readers", readers, frequencies)
    counts: dict[str, int] = {}
    for beginning in dict.fromkeys((last, fold(last))):
        counts.update(searcher.terms_with_prefix("words", beginning, visible, limit * READ_FOR_EACH))
    return sorted(counts, key=lambda word: (-counts[word], word))[:limit]
