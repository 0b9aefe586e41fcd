"""Why a task of a plan starts and ends when it does, one sentence for each step."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maskinrum.deadlines import Text
from maskinrum.planning.phrases.closed_days import counted_though_debated, passed_over
from maskinrum.planning.phrases.dates import EVENTS, SHORTENINGS
from maskinrum.planning.phrases.values import all_written, in_language

Values = Mapping[str, object]

PLAIN: Final[Mapping[str, object]] = {
    "waits_for": gettext_lazy("Waits for %(task)s, which ends on %(day)s."),
    "plan_start": gettext_lazy("The plan starts on %(day)s."),
    "today": gettext_lazy("Has not begun, so it starts today, %(day)s, at the earliest."),
    "not_before": gettext_lazy("Is not to start before %(day)s."),
    "fixed_end": gettext_lazy("The day is set: %(day)s."),
    "fixed_end_missed": gettext_lazy("The set day, %(day)s, cannot be met: it ends on %(end)s."),
    "done": gettext_lazy("Done on %(day)s."),
}


def reason_words(code: str, values: Values, names: Mapping[str, Text] | None = None) -> str:
    """The sentence of one step in the active language; ``names`` are those of the tasks by id."""
    if code in WORDS:
        return WORDS[code](values)
    found = all_written(values)
    if code == "waits_for" and names and values["task"] in names:
        found["task"] = in_language(names[str(values["task"])])
    return str(PLAIN[code]) % found


def _anchored(values: Values) -> str:
    months = int(str(values["months"]))
    return ngettext(
        "Starts %(months)s month before the agreement expires, on %(day)s.",
        "Starts %(months)s months before the agreement expires, on %(day)s.",
        months,
    ) % all_written(values)


def _template_days(values: Values) -> str:
    days = int(str(values["days"]))
    return ngettext(
        "Most probably takes %(days)s day (the template).", "Most probably takes %(days)s days (the template).", days
    ) % {"days": days}


def _own_days(values: Values) -> str:
    days = int(str(values["days"]))
    return ngettext(
        "Most probably takes %(days)s day (your own figure).",
        "Most probably takes %(days)s days (your own figure).",
        days,
    ) % {"days": days}


def _started(values: Values) -> str:
    if values["by_event"]:
        return _("Runs from %(day)s, when what starts it happened.") % all_written(values)
    return _("Begun on %(day)s.") % all_written(values)


def _legal_minimum(values: Values) -> str:
    """Such as: at least 30 days from the day after dispatch of the notice (1 July 2027), § 59: 31 July 2027."""
    return _legal(
        values,
        _(
            "At least %(count)s from the day after %(event)s (%(event_day)s)%(law)s%(shortened)s: "
            "%(nominal_end)s.%(doubt)s"
        ),
    )


def _legal_period(values: Values) -> str:
    if values["unit"] == "full_days":
        return _legal(values, _("%(count)s before the deadline %(event_day)s%(law)s: %(nominal_end)s.%(doubt)s"))
    return _legal(values, _("%(count)s from the day after %(event)s (%(event_day)s)%(law)s: %(nominal_end)s.%(doubt)s"))


def _legal(values: Values, sentence: str) -> str:
    paragraph = str(values["paragraph"] or "")
    parts = {
        "count": _length(str(values["unit"]), int(str(values["count"]))),
        "event": str(EVENTS.get(str(values["event"]), values["event"])),
        "event_day": date_format(values["event_day"], "DATE_FORMAT"),  # type: ignore[arg-type]
        "nominal_end": date_format(values["nominal_end"], "DATE_FORMAT"),  # type: ignore[arg-type]
        "law": f", {paragraph}" if paragraph else "",
        "shortened": _shortened(values["shortened_by"]),
        "doubt": "" if values["verified"] else _(" Not verified: have it confirmed first."),
    }
    return sentence % parts


def _shortened(codes: object) -> str:
    if not isinstance(codes, tuple) or not codes:
        return ""
    conditions = ", ".join(str(SHORTENINGS.get(code, code)) for code in codes)
    return _(", shortened by %(conditions)s") % {"conditions": conditions}


def _length(unit: str, count: int) -> str:
    if unit == "months":
        return ngettext("%(count)s month", "%(count)s months", count) % {"count": count}
    if unit == "working_days":
        return ngettext("%(count)s working day", "%(count)s working days", count) % {"count": count}
    if unit == "full_days":
        return ngettext("%(count)s full day", "%(count)s full days", count) % {"count": count}
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def _no_legal_length(values: Values) -> str:
    note = values["note"]
    law = f" ({values['paragraph']})" if values["paragraph"] else ""
    words = in_language(note) if isinstance(note, Text) else _("The law states no length.")
    doubt = "" if values["verified"] else _(" Not verified: have it confirmed first.")
    return f"{words.rstrip('.')}{law}.{doubt}"


def _rolled(values: Values) -> str:
    return passed_over(values["days"], values["end"])  # type: ignore[arg-type]


def _debated(values: Values) -> str:
    return f"{counted_though_debated(values['days'])}."  # type: ignore[arg-type]


WORDS: Final[Mapping[str, Callable[[Values], str]]] = {
    "anchored": _anchored,
    "template_days": _template_days,
    "own_days": _own_days,
    "started": _started,
    "legal_minimum": _legal_minimum,
    "legal_period": _legal_period,
    "no_legal_length": _no_legal_length,
    "rolled": _rolled,
    "debated": _debated,
}
