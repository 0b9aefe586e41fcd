"""The words of legal dates: stages, events, conditions, and what cannot be counted."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maskinrum.deadlines import DeadlineError

STAGES = {
    "application": _("Deadline for applications"),
    "selection": _("Invitation, and notice to those not selected"),
    "bid": _("Deadline for bids"),
    "dialogue": _("End of the dialogue"),
    "negotiation": _("End of the negotiation"),
    "final_bid": _("Deadline for final bids"),
    "evaluation": _("Notice of the award"),
    "standstill": _("End of the standstill"),
    "signature": _("Signature of the contract"),
}
EVENTS = {
    "notice_dispatch": _("dispatch of the notice"),
    "invitation_dispatch": _("dispatch of the invitation"),
    "award_notice_dispatch": _("dispatch of the notice of the award"),
    "prequalification_notice_dispatch": _("dispatch of the notice to those not selected"),
    "framework_notice_dispatch": _("dispatch of the notice of the award"),
    "call_off_notice_dispatch": _("dispatch of the notice of a call-off"),
    "contract": _("signature of the contract"),
    "application": _("the deadline for applications"),
    "selection": _("the invitation"),
    "bid": _("the deadline for bids"),
    "dialogue": _("the end of the dialogue"),
    "negotiation": _("the end of the negotiation"),
    "final_bid": _("the deadline for final bids"),
    "standstill": _("the end of the standstill"),
}
WATCHES = {
    "supplementary-information": _("Last day for answers"),
    "complaint-prequalification": _("End of the period for complaints, not selected"),
    "complaint-framework": _("End of the period for complaints, framework agreement"),
}
SHORTENINGS = {
    "electronic": _("electronic bids"),
    "urgent": _("urgency"),
    "prior_notice": _("prior notice"),
    "agreement": _("agreement with all who are selected"),
}
PROBLEMS: Mapping[str, object] = {
    "range": _("Days can be counted from %(first)s to %(last)s. %(value)s is outside that, or leads there."),
    "procedure": _("There is no procedure %(value)s. Choose among %(choices)s."),
    "shortening": _("Nothing in this procedure can be shortened by %(value)s. Choose among: %(choices)s."),
    "stage": _("This procedure has no stage %(value)s. Choose among %(choices)s."),
    "days": _("%(field)s must last at least one day."),
    "channel": _("There is no standstill for %(value)s. Choose among %(choices)s."),
    "doubtful": _("%(value)s is no doubtful day. Choose among %(choices)s."),
    "too_short": _(
        "%(field)s must last at least %(first)s days; %(value)s is less. State a condition that shortens it."
    ),
    "shortening_days": _("By %(field)s the period may last from %(first)s to %(last)s days, not %(value)s."),
    "no_count": _("%(field)s has no length by law. State how many days it takes."),
    "prior_notice": _("To shorten the period, the prior notice must have been sent from %(first)s to %(last)s."),
    "wished": _("No day of dispatch that can be counted with is early enough for a signature on %(value)s."),
}
NOTHING = _("nothing (it has no conditions that shorten it)")


def problem_words(error: DeadlineError) -> str:
    """What cannot be counted, and what to do, in the active language."""
    if error.code not in PROBLEMS:
        return gettext("The legal data cannot be used: %(reason)s") % {"reason": error}
    choices = [_written(choice) for choice in error.choices]
    return str(PROBLEMS[error.code]) % {
        "field": error.field,
        "value": _written(error.value),
        "choices": ", ".join(choices) or str(NOTHING),
        "first": choices[0] if choices else "",
        "last": choices[-1] if choices else "",
    }


def _written(value: object) -> str:
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else str(value)
