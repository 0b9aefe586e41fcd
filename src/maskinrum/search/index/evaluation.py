"""How well the index answers a judged collection. Standard measures, standard library."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

FIRST = 10
FAR = 100

Run = Mapping[str, Sequence[tuple[str, float]]]
Judgements = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Measures:
    """Averages over queries. nDCG takes the grade as gain; recall counts every grade."""

    queries: int
    ndcg_10: float
    recall_10: float
    recall_100: float
    mrr_10: float


def measured(run: Run, judgements: Judgements) -> Measures:
    """Return the averages over all judged queries; one without an answer counts as nothing found."""
    rows = [of_query([key for key, _ in run.get(query, ())], grades) for query, grades in judgements.items()]
    return Measures(len(rows), *(sum(column) / len(rows) for column in zip(*rows, strict=True)))


def of_query(found: Sequence[str], grades: Mapping[str, int]) -> tuple[float, float, float, float]:
    """Return nDCG@10, Recall@10, Recall@100 and the reciprocal rank of one query."""
    gain = discounted(grades.get(key, 0) for key in found[:FIRST])
    ideal = discounted(sorted(grades.values(), reverse=True)[:FIRST])
    first = next((rank for rank, key in enumerate(found[:FIRST], 1) if key in grades), None)
    return (
        gain / ideal,
        len(grades.keys() & set(found[:FIRST])) / len(grades),
        len(grades.keys() & set(found[:FAR])) / len(grades),
        1 / first if first else 0.0,
    )


def discounted(gains: Iterable[int]) -> float:
    """Return gains in their order, each worth less the later it comes."""
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def by_set(run: Run, judgements: Judgements, sets: Mapping[str, str]) -> dict[str, Measures]:
    """Return the measures of each set of queries, of all, and the plain average over the sets."""
    names = sorted({sets[query] for query in judgements})
    several = {
        name: measured(run, {q: grades for q, grades in judgements.items() if sets[q] == name}) for name in names
    }
    parts = list(several.values())
    macro = Measures(
        sum(part.queries for part in parts),
        *(
            sum(getattr(part, figure) for part in parts) / len(parts)
            for figure in ("ndcg_10", "recall_10", "recall_100", "mrr_10")
        ),
    )
    return {**several, "all": measured(run, judgements), "macro": macro}
