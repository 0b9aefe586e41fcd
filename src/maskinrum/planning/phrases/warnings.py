"""What a plan warns of, and what to do: one text for each rule."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maskinrum.planning.phrases.values import all_written

WARNINGS: Final[Mapping[str, object]] = {
    "term-missing": _("The plan does not say how long the agreement lasts. State the term and any option."),
    "justification-missing": _(
        "Term and option are %(months)s months together, more than %(longest)s (%(paragraph)s). Write a justification. "
        "What it takes: %(requires)s"
    ),
    "maximum-missing": _(
        "The maximum value is missing. The notice must state it; once it is used up, nothing more can be called off."
    ),
    "maximum-below-expected": _(
        "The maximum value, %(maximum)s million DKK, is below the expected value, %(expected)s million DKK. Raise it."
    ),
    "maximum-below-callers": _(
        "Those who may call off expect %(together)s million DKK together, but the maximum value is %(maximum)s million "
        "DKK: %(missing)s million DKK too little. Raise it, or cut what they expect."
    ),
    "expected-below-callers": _(
        "Those who may call off expect %(together)s million DKK together, but the expected value is %(expected)s "
        "million DKK: %(missing)s million DKK too little. Raise it, or cut what they expect."
    ),
    "callers-missing": _(
        "Nobody is named who may call off. Only those the notice names may use the agreement. Name organisations and "
        "departments."
    ),
    "callers-without-value": _("What these expect to call off is not known: %(names)s. Ask, so that the sum holds."),
    "teams-missing": _("State how many teams are to be invited. At least %(least)s by this procedure."),
    "fewer-than-three-teams": _(
        "With %(teams)s teams there is little competition; both housing partnerships chose among three. Invite more."
    ),
    "fewer-than-least-selected": _(
        "At least %(least)s must be invited by this procedure, when so many are suitable; the plan says %(teams)s. "
        "Invite more."
    ),
    "below-legal-minimum": _(
        "%(task)s: %(days)s days is shorter than the least the law allows, %(least)s days (%(paragraph)s). The plan "
        "counts with the law: it ends on %(end)s."
    ),
    "order-changed": _("%(task)s no longer waits for %(lost)s, but must come after it by law. Put the link back in."),
    "wish-below-legal-minimum": _(
        "A signature on %(wished)s cannot be reached lawfully: by legal periods and set days alone it can be signed on "
        "%(earliest)s at the earliest. State a later day."
    ),
    "prior-notice-missing": _(
        "State when the prior notice was sent that is to shorten the period. It must be from %(first)s to %(last)s for "
        "a notice on %(notice)s."
    ),
    "prior-notice-outside": _(
        "The prior notice of %(sent)s shortens nothing: for a notice on %(notice)s it must be sent from %(first)s to "
        "%(last)s. Move the notice, or take the condition away."
    ),
    "threshold-reached": _(
        "Under the EU rules: %(worth)s million DKK is above the threshold for notices sent on %(day)s, "
        "%(threshold)s million DKK."
    ),
    "threshold-perhaps": _(
        "%(worth)s million DKK may reach the EU threshold on %(day)s: it lies from %(low)s to %(high)s million DKK, "
        "and the published amount is not in the data. Have it confirmed."
    ),
    "threshold-below": _(
        "%(worth)s million DKK is below the EU threshold on %(day)s, %(threshold)s million DKK. Then these "
        "periods do not apply as they stand. Ask a lawyer which rules do."
    ),
    "threshold-unknown": _(
        "The EU threshold on %(day)s is not in the data: it is set every second year. Have it confirmed."
    ),
    "rule-not-in-force": _(
        "%(tasks)s: %(day)s lies outside the time for which %(paragraph)s is in the data (%(time)s). Another length "
        "may have held. Have it confirmed."
    ),
    "procedure-variant": _(
        "%(procedure)s: the plan uses the tasks of another procedure, %(variant)s, with its own legal periods."
    ),
    "unverified-rules": _(
        "The dates of these tasks rest on rules nobody has held against their source: %(tasks)s. Have them confirmed "
        "before you use the dates."
    ),
    "start-passed": _("The start, %(start)s, has passed and nothing is begun. The plan starts today, %(today)s."),
    "wish-not-met": _(
        "As planned, the agreement is signed on %(signature)s, later than you wish: %(wished)s. Start earlier, shorten "
        "what takes longest, or state a later day."
    ),
    "wish-improbable": _(
        "The plan just reaches %(wished)s, but it is more probable that it is late. Start earlier, or state a later "
        "day."
    ),
    "below-real-cases": _(
        "From notice to signature the plan takes %(days)s days. Known courses took longer, in days: %(known)s. "
        "Add time."
    ),
    "holiday-period": _(
        "The tender runs through %(period)s, from %(first)s to %(last)s: %(tasks)s. Bidders are away; add time, or "
        "send the notice earlier or later."
    ),
    "answers-late": _(
        "Answers are planned until %(end)s, but the last day for them is %(last)s when %(deadline)s stays. Answer "
        "earlier, or extend the deadline."
    ),
    "names-late": _(
        "The names for the conflict ladder are planned for %(end)s, but are due on %(last)s at the latest. Choose the "
        "people before the signature."
    ),
    "fixed-end-missed": _(
        "%(task)s cannot be done by the set day, %(day)s; it ends on %(end)s. Choose the next meeting, or shorten what "
        "comes before."
    ),
    "fixed-end-closed": _("%(task)s is set for %(day)s, which is no working day. Check the date."),
    "board-cycle": _("Boards decide when they meet. Put in the dates of the meetings for: %(tasks)s."),
    "facilitator-late": _(
        "No task before the signature has a partnership developer. Bring one in before the start-up of the partnership."
    ),
    "done-out-of-order": _("These are done before what they wait for: %(tasks)s. Mark what came before as done too."),
    "tasks-dropped": _("This procedure does not have these tasks, so they are left out: %(tasks)s."),
    "first-call-offs-missing": _(
        "State the first projects, with their department meetings and schemes A and B, so that they do not come too "
        "late."
    ),
    "call-off-before-signature": _(
        "%(project)s is to be called off on %(call_off)s, before the agreement is signed on %(signature)s. State a "
        "later day."
    ),
    "department-meeting-missing": _(
        "%(project)s: the department meeting has no date. Without its yes there is nothing to call off on %(call_off)s."
    ),
    "department-meeting-late": _(
        "%(project)s: the department meeting on %(when)s comes after the call-off on %(call_off)s. Hold it earlier, or "
        "call off later."
    ),
    "scheme-a-missing": _("%(project)s: scheme A has no date. It should be in place by the call-off on %(call_off)s."),
    "scheme-a-late": _(
        "%(project)s: scheme A on %(when)s comes after the call-off on %(call_off)s. Apply earlier, or call off later."
    ),
    "scheme-b-after-call-off": _(
        "%(project)s: scheme B is expected on %(when)s, after the call-off on %(call_off)s. Make the call-off "
        "conditional on it."
    ),
}
# The texts that state an amount which may be computed, and those whose number may be unverified.
ABOUT: Final = frozenset(("threshold-reached", "threshold-below"))
RESTS_ON_A_RULE: Final = ABOUT | {"teams-missing", "fewer-than-least-selected"}


def warning_words(warning_id: str, values: Mapping[str, object]) -> str:
    """The text of a warning in the active language, with what others did and whether its rule is verified."""
    found = all_written(values)
    if warning_id == "rule-not-in-force":
        found["time"] = _time(values, found)
    if warning_id in ABOUT and not values.get("exact", True):
        found["threshold"] = gettext("about %(amount)s") % {"amount": found["threshold"]}
    words = str(WARNINGS[warning_id]) % found
    if "founders" in found:
        found["first"], found["second"] = values["founders"]  # type: ignore[misc]
        words += (
            " "
            + gettext("The two founders, %(first)s and %(second)s, have %(years)s years (source: %(source)s).") % found
        )
    if warning_id in RESTS_ON_A_RULE and not values.get("verified", True):
        words += gettext(" Not verified: have it confirmed first.")
    return words


def _time(values: Mapping[str, object], written: Mapping[str, object]) -> str:
    """From when to when a rule is in force; one of the two is known."""
    if values["first"] is None:
        return gettext("to %(last)s") % written
    if values["last"] is None:
        return gettext("from %(first)s") % written
    return gettext("from %(first)s to %(last)s") % written
