"""What must hold of a project on a board, with the field each broken rule belongs to."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import Inside, ProjectEnd
from maskinrum.steering.facts.placement import PlacementFacts

FEWEST_ANSWERS = 5


def broken_rules(facts: PlacementFacts) -> Iterator[tuple[str, str]]:
    """Every rule that is broken: the field, and what to do."""
    if facts.inside == Inside.NO and not facts.reason:
        yield "reason", _("Say why the project is outside the agreement.")
    if facts.reused is not None and (facts.decided is None or facts.reused > facts.decided):
        yield "reused", _("No more can be used again than are decided. Write both numbers.")
    yield from _days(facts)
    yield from _answers(facts)
    if facts.outcome.end != ProjectEnd.HANDED_OVER and (facts.outcome.handed_over_on or facts.outcome.outturn):
        yield "end", _("Only a project that is handed over has a handover and a final cost. Choose it, or clear them.")


def _days(facts: PlacementFacts) -> Iterator[tuple[str, str]]:
    after = _("This day comes before the one it follows. Change one of them.")
    if facts.scheme_b_start and facts.scheme_b_handover and facts.scheme_b_handover <= facts.scheme_b_start:
        yield "scheme_b_handover", after
    if facts.started_on and facts.outcome.handed_over_on and facts.outcome.handed_over_on <= facts.started_on:
        yield "handed_over_on", after
    for place, one in enumerate(facts.call_offs):
        if one.asked_on and one.signed_on and one.signed_on < one.asked_on:
            yield f"signed_on-{place}", after


def _answers(facts: PlacementFacts) -> Iterator[tuple[str, str]]:
    """Means of fewer than five answers tell of single residents, so they are not kept."""
    if facts.tells_means and (facts.resident_answers or 0) < FEWEST_ANSWERS:
        yield "resident_answers", _("Write how many answered. A mean is kept from five answers on.")


def broken_by_change(before: PlacementFacts, facts: PlacementFacts) -> Iterator[tuple[str, str]]:
    """The same of what only both together break: means of nearly the same residents tell what the few others answered.

    Clearing means does not make those forget them who read them, so they count as well.
    """
    new = facts.resident_answers or 0
    near = [told for told in before.answers_told if abs(told - new) < FEWEST_ANSWERS]
    if facts.tells_means and near and new not in before.answers_told:
        words = _(
            "Means of %(n)s answers have stood here. Write new ones when %(more)s have answered: the difference of "
            "fewer than five would tell what they answered, also after the means are cleared."
        )
        yield "resident_answers", words % {"n": max(near), "more": max(before.answers_told) + FEWEST_ANSWERS}
