"""How well a recommendation stands, worked out from the experiences for and against it that a reader may see.

Each experience weighs by what it rests on, as in ``ranking``: measured 3, documented 2, experienced 1, half of that for
a claim by an interested party. What speaks against it counts the same. At least two thirds as much against as for makes
it disputed; six or more for it, from at least three experiences, rests on several; three or more rests on some.
"""

from collections.abc import Sequence

from maskinrum.knowledge.enums import Strength
from maskinrum.knowledge.facts.ranking import EVIDENCE, HALF_LABELS

WELL, SOME = 6.0, 3.0
FEWEST_FOR_WELL = 3
DISPUTED_FROM = 2 / 3


def strength_of(support: Sequence[tuple[str, str]], counter: Sequence[tuple[str, str]]) -> Strength:
    """Return the strength; each experience is given by its kind of evidence and its source label."""
    for_it, against = _weight(support), _weight(counter)
    if not support and not counter:
        return Strength.NONE
    if against and against >= DISPUTED_FROM * for_it:
        return Strength.DISPUTED
    if for_it >= WELL and len(support) >= FEWEST_FOR_WELL:
        return Strength.WELL
    return Strength.SOME if for_it >= SOME else Strength.FEW


def _weight(told: Sequence[tuple[str, str]]) -> float:
    return sum(EVIDENCE.get(evidence, 0.0) * (0.5 if label in HALF_LABELS else 1.0) for evidence, label in told)
