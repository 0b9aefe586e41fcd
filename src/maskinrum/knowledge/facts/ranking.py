"""How much an experience weighs: by use and evidence, never by date.

The rank is a plain sum, so that anybody can work it out by hand:

    rank = evidence + use + counter

*Evidence*: measured 3, documented 2, experienced 1, nothing said 0; a claim by an interested party, and what is not
confirmed, count half of that, because whoever tells has something to gain. *Use*: every organisation other than the
one that told counts once, with its best outcome: it worked 2, in part 1, too early 0.5, it did not work 0.5 (that
somebody tried and told is worth knowing, but does not make it good advice). From the fourth organisation on each counts
half, so that one that is much used does not bury everything else. *Counter*: each published counter-experience takes
0.5 away, at most 1. An overdue one keeps its rank and stands after all that are not overdue: see ``queries``.
"""

from collections.abc import Iterable, Mapping

EVIDENCE = {"measured": 3.0, "documented": 2.0, "experienced": 1.0}
OUTCOMES = {"worked": 2.0, "partly": 1.0, "too_early": 0.5, "failed": 0.5}
HALF_LABELS = frozenset({"S", "B"})
FULL_ORGANISATIONS = 3
COUNTER, MOST_COUNTER = 0.5, 1.0


def rank_of(*, evidence: str, label: str, outcomes: Mapping[str, Iterable[str]], counters: int) -> float:
    """Return the rank. ``outcomes`` maps each organisation that used it to the outcomes it told; ≥ 0 after all."""
    stands_on = EVIDENCE.get(evidence, 0.0) * (0.5 if label in HALF_LABELS else 1.0)
    best = sorted(
        (max((OUTCOMES.get(one, 0.0) for one in told), default=0.0) for told in outcomes.values()), reverse=True
    )
    used = sum(best[:FULL_ORGANISATIONS]) + sum(best[FULL_ORGANISATIONS:]) / 2
    return max(0.0, round(stands_on + used - min(MOST_COUNTER, COUNTER * counters), 3))
