"""What must hold of a project on a board, with the field each broken rule belongs to."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import Inside, ProjectEnd
from maskinrum.steering.facts.placement import PlacementFacts
from maskinrum.steering.models import Placement

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
    if _has_mean(facts) and (facts.resident_answers or 0) < FEWEST_ANSWERS:
        yield "resident_answers", _("Write how many answered. A mean is kept from five answers on.")


def broken_by_change(before: PlacementFacts | Placement, facts: PlacementFacts) -> Iterator[tuple[str, str]]:
    """The same of what only both together break: a mean of one more resident and the one before tell that answer."""
    if not (_has_mean(before) and _has_mean(facts)):
        return
    told, new = before.resident_answers or 0, facts.resident_answers or 0
    if new != told and new < told + FEWEST_ANSWERS:
        words = _(
            "The means rest on %(n)s answers. Write new ones when %(more)s have answered: the difference of fewer than "
            "five would tell what they answered. Was the number wrong? Clear the means and save, and write them anew."
        )
        yield "resident_answers", words % {"n": told, "more": told + FEWEST_ANSWERS}


def _has_mean(facts: PlacementFacts | Placement) -> bool:
    return facts.nuisance is not None or facts.satisfaction is not None
