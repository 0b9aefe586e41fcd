"""The answer in one plain sentence, and what must be said beside it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.calculation import SURE_ENOUGH, Calculation, portfolio_of
from maskinrum.decisions.enums import WITHOUT_PARTNERSHIP, Alternative
from maskinrum.decisions.phrases import IN_SENTENCE
from maskinrum.shared.figures import of_ten

PARTNERSHIP = Alternative.STRATEGIC_PARTNERSHIP.value
SEPARATE = Alternative.SEPARATE.value
# The chance at which the decision model lets numbers "hold" (decision-model.md, section 4).
HOLDS = SURE_ENOUGH
TOSS_UP = 0.4


@dataclass(frozen=True)
class Standing:
    """Where the partnership stands in one calculation.

    ``cheapest`` has the least mean of all compared; ``reference`` the least mean of those without partnership;
    ``p_separate`` and ``p_reference`` are the chances that the partnership is the cheaper one. All three are None when
    the partnership is not compared.
    """

    cheapest: str
    reference: str
    p_separate: float | None
    p_reference: float | None


def standing(calculation: Calculation) -> Standing:
    """Read the standing off a calculation; of equals the first in the order of the alternatives."""
    result = calculation.result
    without = [model for model in result.models if model.slug in WITHOUT_PARTNERSHIP]
    reference = min(without, key=lambda model: model.regret.mean).slug
    if PARTNERSHIP not in calculation.case.assumptions.alternatives:
        return Standing(result.cheapest.slug, reference, None, None)
    partnership = result.model(PARTNERSHIP)
    return Standing(
        result.cheapest.slug, reference, partnership.p_better, p_cheaper(calculation, PARTNERSHIP, reference)
    )


def p_cheaper(calculation: Calculation, one: str, other: str) -> float:
    """The chance that one alternative costs less than another in the same future; a tie counts half."""
    for pair in calculation.result.pairs:
        if (pair.a, pair.b) == (one, other):
            return pair.p_a_better
        if (pair.a, pair.b) == (other, one):
            return 1 - pair.p_a_better
    raise KeyError((one, other))


def answer_sentence(calculation: Calculation) -> str:
    """The answer: one sentence, or two short ones."""
    undecided = [one for one in portfolio_of(calculation.case).projects if one.is_uncommitted]
    if not undecided:
        return _("Every project is under way or handed over. There is nothing left to put into an agreement.")
    if not any(one.eligible for one in undecided):
        return _("No project may go into an agreement. Mark those that may, and calculate again.")
    return sentence_for(standing(calculation), calculation)


def sentence_for(where: Standing, calculation: Calculation) -> str:
    """The sentence for a standing; see docs/methods/answer-sentence.md for the rule."""
    cheapest = str(IN_SENTENCE[where.cheapest])
    if where.p_separate is None or where.p_reference is None:
        chance = calculation.result.model(where.cheapest).p_better
        if chance is None:
            return _("Separate tenders are cheapest on average of what you compare.")
        return _("On average the cheapest is %(name)s: in %(chance)s futures cheaper than separate tenders.") % {
            "name": cheapest,
            "chance": of_ten(chance),
        }
    if where.cheapest == PARTNERSHIP:
        return _won(where)
    words = {"chance": of_ten(where.p_separate), "worse": of_ten(1 - where.p_separate), "name": cheapest}
    if where.p_separate >= HOLDS:
        return (
            _(
                "In %(chance)s futures a strategic partnership is cheaper than separate tenders, but on "
                "average the cheapest is %(name)s."
            )
            % words
        )
    if where.p_separate >= TOSS_UP:
        return (
            _(
                "Close to a toss-up: in %(chance)s futures a strategic partnership is cheaper than separate "
                "tenders. On average the cheapest is %(name)s."
            )
            % words
        )
    return (
        _(
            "In %(worse)s futures a strategic partnership is dearer than separate tenders. On average "
            "the cheapest is %(name)s."
        )
        % words
    )


def _won(where: Standing) -> str:
    assert where.p_reference is not None  # noqa: S101 - the partnership is compared
    words = {"name": str(IN_SENTENCE[where.reference]), "chance": of_ten(where.p_reference)}
    if where.p_reference >= HOLDS:
        return (
            _(
                "A strategic partnership is the best of what you compare: in %(chance)s futures it is "
                "cheaper than %(name)s, the cheapest without one."
            )
            % words
        )
    return (
        _(
            "A strategic partnership is cheapest on average, but the lead is uncertain: in %(chance)s "
            "futures it is cheaper than %(name)s."
        )
        % words
    )
