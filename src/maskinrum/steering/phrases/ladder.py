"""The words of the conflict ladder: what each step asks for, why a day is the last, and what is missing."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from maskinrum.deadlines import Closed, Ending, Move, Rule, Text

REQUIRES = {
    "facilitated-talk": gettext_lazy(
        "The facilitator talks with each side, and then with both. Agree what you disagree about, and write it down. "
        "No deadline: take it within a week."
    ),
    "project-leaders": gettext_lazy(
        "One side asks the other to negotiate, in writing. The project leaders named by the parties meet within "
        "five working days of the request, with the papers on the table."
    ),
    "management": gettext_lazy(
        "The representatives of the managements, named by the parties, take over and meet within five working days. "
        "They come with a mandate to agree."
    ),
    "partnership-steering-group": gettext_lazy(
        "The steering group of the partnership hears both sides once and looks at what the next projects need. "
        "It decides nothing for the parties; it proposes."
    ),
    "mediation": gettext_lazy(
        "A mediator or a conciliator from outside helps the parties to an agreement of their own. "
        "Negotiation must have been tried first."
    ),
    "quick-decision": gettext_lazy(
        "An expert decides quickly. The decision is final unless one of the parties takes it to arbitration within "
        "eight weeks: write down the day it was given. Negotiation must have been tried first."
    ),
    "arbitration": gettext_lazy(
        "The Building and Construction Arbitration Board decides for good. Negotiation must have been tried first. "
        "Have a lawyer with you."
    ),
}
OURS = gettext_lazy("Maskinrum's own step: AB 18 does not ask for it.")
NOT_VERIFIED = gettext_lazy("not verified")
SHORT = {
    "facilitated-talk": gettext_lazy("Facilitated talk"),
    "project-leaders": gettext_lazy("Project leaders"),
    "management": gettext_lazy("Management"),
    "partnership-steering-group": gettext_lazy("Steering group"),
    "mediation": gettext_lazy("Mediation"),
    "quick-decision": gettext_lazy("Quick decision"),
    "arbitration": gettext_lazy("Arbitration"),
}
EVENTS = {
    "contract": gettext_lazy("the contract was signed"),
    "request": gettext_lazy("the request"),
}
EVENTS_OF_RULES = {"quick-decision": gettext_lazy("the decision was given")}
SILENT = {
    "quick-decision": gettext_lazy(
        "The source does not say which day they are counted from. The day it was given is the earliest, and the last "
        "day of it is never too late."
    ),
}
"""What the source of a rule leaves open, and what is counted instead."""


def in_language(text: Text) -> str:
    """The words in the active language."""
    return text.da if (get_language() or "da").startswith("da") else text.en


def short_name(slug: str) -> str:
    """A step in two words; its bare slug where an older release had others."""
    return str(SHORT.get(slug, slug))


def out_of_range() -> str:
    """Words for a day that nothing can be counted from."""
    return _("Days can be counted from 1973 to 2100. Choose another day.")


def days_left(day: date, today: date) -> str:
    """How long there is to a day, or how long ago it was."""
    left = (day - today).days
    if left == 0:
        return _("the last day is today")
    if left < 0:
        return ngettext("%(n)s day too late", "%(n)s days too late", -left) % {"n": -left}
    return ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}


def why_this_day(rule: Rule, found: Ending) -> str:
    """How a last day was counted, with the paragraph, and each closed day that was passed over."""
    values = {
        "count": _length(found),
        "event": _event(rule),
        "event_day": date_format(found.event, "DATE_FORMAT"),
        "law": f", {rule.reference.paragraph}" if rule.reference.paragraph else "",
        "day": date_format(found.nominal_end, "DATE_FORMAT"),
    }
    said = [_("%(count)s from the day after %(event)s (%(event_day)s)%(law)s: %(day)s.") % values]
    if found.unit == "working_days" and found.moves:
        said.append(_("Not counted: %(days)s.") % {"days": _(", ").join(_passed(move) for move in found.moves)})
    if found.unit != "working_days" and found.moves:
        said.append(_("The day is not moved although it is closed: use no later one."))
    if rule.id in SILENT:
        said.append(str(SILENT[rule.id]))
    if not rule.reference.verified:
        said.append(_("Not verified: nobody has held the rule against its source."))
    if found.debated:
        said.append(f"{_debated(found)}.")
    return " ".join(said)


def _debated(found: Ending) -> str:
    days = _(", ").join(f"{date_format(one.day, 'MONTH_DAY_FORMAT')} ({_name(one)})" for one in found.debated)
    words = ngettext(
        "%(days)s counts as a working day, though that is debated, so that the last day is not stated too late",
        "%(days)s count as working days, though that is debated, so that the last day is not stated too late",
        len(found.debated),
    )
    return words % {"days": days}


def _event(rule: Rule) -> str:
    found = EVENTS_OF_RULES.get(rule.id) or EVENTS.get(rule.event)
    return str(found) if found else _("the step began")


def _length(found: Ending) -> str:
    if found.unit == "working_days":
        words = ngettext("%(count)s working day", "%(count)s working days", found.count)
        return words % {"count": found.count}
    return ngettext("%(count)s day", "%(count)s days", found.count) % {"count": found.count}


def _passed(move: Move) -> str:
    day = date_format(move.day, "MONTH_DAY_FORMAT")
    if move.closed is None:
        return day
    doubt = f", {NOT_VERIFIED}" if move.closed.kind == "doubtful" else ""
    return f"{day} ({_name(move.closed)}{doubt})"


def _name(closed: Closed) -> str:
    if closed.name is not None:
        return in_language(closed.name)
    return _("a Saturday") if closed.kind == "saturday" else _("a Sunday")
