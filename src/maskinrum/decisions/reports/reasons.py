"""Reasons for and against in words: each key of the engine has one sentence, and the place that it comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.decisions.analysis.parameters import Shipped
from maskinrum.decisions.analysis.verdicts import Reason, Weighed
from maskinrum.decisions.phrases import IN_SENTENCE
from maskinrum.decisions.reports.numbers import Naming, number_name, number_url, value_words
from maskinrum.shared.domain import load
from maskinrum.shared.figures import interval, money, months, number, of_ten, percent
from maskinrum.shared.templatetags.maskinrum.wording import localised

# Where on the page a reason comes from.
OUTCOMES, TIMELINE, ELSEWHERE, READY = "#outcomes-section", "#timeline-section", "#elsewhere", "#readiness"

CHANGES = {
    "best_subset": gettext_lazy("some of the projects are left out of it"),
    "twice_similar": gettext_lazy("there is twice as much of the same"),
    "joint": gettext_lazy("you share it with other housing organisations"),
}


@dataclass(frozen=True)
class Said:
    """One reason as a sentence, and the place it comes from: an address, or nothing."""

    key: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Behind:
    """What the sentence of a reason needs beside it: on how many futures it rests, and how numbers are named."""

    futures: int
    naming: Naming


def behind_of(weighed: Weighed, shipped: Shipped | None = None) -> Behind:
    """What stands behind a verdict; ``shipped`` as in ``verdict_words``."""
    return Behind(weighed.futures, Naming(shipped, weighed.levels))


def said(reason: Reason, behind: Behind, answer: str | None = None, further: int | None = None) -> Said:
    """One reason as a sentence with its numbers and where it comes from; the last two as in ``verdict_words``."""
    if further is not None and reason.key in {"holds_later", "holds_if_changed"}:
        behind = Behind(further, behind.naming)
    text, url = PHRASES[reason.key](reason, behind)
    if answer is not None and url in {OUTCOMES, TIMELINE, READY}:
        url = f"{answer}{url}" if answer else ""
    return Said(reason.key, text, url)


Phrased = tuple[str, str]


def _numbers_hold(reason: Reason, behind: Behind) -> Phrased:
    return (
        _(
            "On average a strategic partnership is %(amount)s cheaper than %(name)s, the cheapest without one, and it "
            "is the cheaper one in %(chance)s futures. %(error)s"
        )
        % _standing(reason, behind),
        OUTCOMES,
    )


def _not_sure_enough(reason: Reason, behind: Behind) -> Phrased:
    return (
        _(
            "On average a strategic partnership is cheapest, %(amount)s cheaper than %(name)s, but it is the cheaper "
            "one in only %(chance)s futures. The rule asks for 6 in 10. %(error)s"
        )
        % _standing(reason, behind),
        OUTCOMES,
    )


def _another_is_cheaper(reason: Reason, behind: Behind) -> Phrased:
    margin, error = reason.numbers["margin"], reason.numbers["margin_se"]
    words = {
        "name": _named(reason.subjects[1]),
        "amount": money(margin),
        "error": _error(margin, error, behind),
    }
    return (
        _("On average the cheapest is %(name)s: %(amount)s cheaper than a strategic partnership. %(error)s") % words,
        OUTCOMES,
    )


def _gates_yes(reason: Reason, behind: Behind) -> Phrased:
    return _("All %(n)s gates of readiness are answered with a yes.") % {"n": number(reason.numbers["gates"])}, READY


def _gate_open(reason: Reason, behind: Behind) -> Phrased:
    gate, answer = reason.subjects
    words = {"gate": gate_words(gate)}
    if answer == "no":
        return _("A gate is closed, answered with a no: %(gate)s") % words, READY
    return _("A gate is not answered with a yes yet: %(gate)s") % words, READY


def _no_stop_warning(reason: Reason, behind: Behind) -> Phrased:
    return _("No warning sign that stops is raised."), READY


def _stop_warning(reason: Reason, behind: Behind) -> Phrased:
    return _("A warning sign stops you: %(warning)s") % {"warning": warning_words(reason.subjects[0])}, READY


def _holds_later(reason: Reason, behind: Behind) -> Phrased:
    words = {"wait": _capital(months(reason.numbers["months"])), **_standing(reason, behind, reason.subjects[0])}
    return (
        _(
            "%(wait)s later the numbers hold: %(amount)s cheaper than %(name)s on average, and the cheaper one in "
            "%(chance)s futures. %(error)s"
        )
        % words,
        ELSEWHERE,
    )


def _holds_later_nowhere(reason: Reason, behind: Behind) -> Phrased:
    return (
        _("Starting up to %(wait)s later does not make the numbers hold.") % {"wait": months(reason.numbers["months"])},
        ELSEWHERE,
    )


def _holds_if_changed(reason: Reason, behind: Behind) -> Phrased:
    change, reference = reason.subjects
    words = {"change": CHANGES[change], **_standing(reason, behind, reference)}
    return (
        _(
            "The numbers hold if %(change)s: %(amount)s cheaper than %(name)s on average, and the cheaper one in "
            "%(chance)s futures. %(error)s"
        )
        % words,
        ELSEWHERE,
    )


def _holds_if_changed_nowhere(reason: Reason, behind: Behind) -> Phrased:
    changes = ", ".join(str(CHANGES[change]) for change in reason.subjects)
    return _("Nor do the numbers hold if: %(changes)s.") % {"changes": changes}, ELSEWHERE


def _may_be_dearer(reason: Reason, behind: Behind) -> Phrased:
    return (
        _("It may be dearer after all: in %(chance)s futures it costs more than %(name)s.")
        % {"chance": of_ten(reason.numbers["weight"]), "name": _named(reason.subjects[1])},
        OUTCOMES,
    )


def _may_be_cheaper(reason: Reason, behind: Behind) -> Phrased:
    return (
        _("It may be cheaper after all: in %(chance)s futures a strategic partnership costs less than %(name)s.")
        % {"chance": of_ten(reason.numbers["weight"]), "name": _named(reason.subjects[1])},
        OUTCOMES,
    )


def _parameter_may_turn_it(reason: Reason, behind: Behind) -> Phrased:
    model, slug = reason.subjects
    words = {
        "name": number_name(model, slug, behind.naming),
        "value": value_words(model, slug, reason.numbers["value"], behind.naming),
        "chance": of_ten(reason.numbers["weight"]),
    }
    return (
        _(
            "One number can turn what is cheapest: “%(name)s” does so at %(value)s, and it lies past that in "
            "%(chance)s futures."
        )
        % words,
        number_url(model, slug),
    )


def _falls_outside(reason: Reason, behind: Behind) -> Phrased:
    return (
        _("On average %(share)s of the volume falls outside the agreement and is tendered separately.")
        % {"share": percent(reason.numbers["weight"])},
        TIMELINE,
    )


def _team_idle(reason: Reason, behind: Behind) -> Phrased:
    return (
        _("On average the team has nothing to do for %(share)s of the time.")
        % {"share": percent(reason.numbers["weight"])},
        TIMELINE,
    )


def _stops_early(reason: Reason, behind: Behind) -> Phrased:
    return (
        _("The agreement may stop early: it does in %(chance)s futures.")
        % {"chance": of_ten(reason.numbers["weight"])},
        TIMELINE,
    )


def _ceiling_reached(reason: Reason, behind: Behind) -> Phrased:
    return (
        _("The ceiling of the agreement may be reached: it is in %(chance)s futures.")
        % {"chance": of_ten(reason.numbers["weight"])},
        TIMELINE,
    )


def _waiting_is_dearer(reason: Reason, behind: Behind) -> Phrased:
    return (
        _("Waiting may cost: in %(chance)s futures a partnership now is cheaper than one %(wait)s later.")
        % {"chance": of_ten(reason.numbers["weight"]), "wait": months(reason.numbers["months"])},
        ELSEWHERE,
    )


PHRASES: Mapping[str, Callable[[Reason, Behind], Phrased]] = {
    "numbers_hold": _numbers_hold,
    "another_is_cheaper": _another_is_cheaper,
    "not_sure_enough": _not_sure_enough,
    "gates_yes": _gates_yes,
    "gate_open": _gate_open,
    "no_stop_warning": _no_stop_warning,
    "stop_warning": _stop_warning,
    "holds_later": _holds_later,
    "holds_later_nowhere": _holds_later_nowhere,
    "holds_if_changed": _holds_if_changed,
    "holds_if_changed_nowhere": _holds_if_changed_nowhere,
    "may_be_dearer": _may_be_dearer,
    "may_be_cheaper": _may_be_cheaper,
    "parameter_may_turn_it": _parameter_may_turn_it,
    "falls_outside": _falls_outside,
    "team_idle": _team_idle,
    "stops_early": _stops_early,
    "ceiling_reached": _ceiling_reached,
    "waiting_is_dearer": _waiting_is_dearer,
}


def _standing(reason: Reason, behind: Behind, reference: str = "") -> dict[str, object]:
    difference, error = reason.numbers["difference"], reason.numbers["difference_se"]
    return {
        "amount": money(abs(difference)),
        "name": _named(reference or reason.subjects[1]),
        "chance": of_ten(reason.numbers["p_cheaper"]),
        "error": _error(abs(difference), error, behind),
    }


def _error(mean: float, error: float, behind: Behind) -> str:
    """The interval of the calculation itself, ± 2 standard errors, and the number of futures."""
    spread = interval(mean - 2 * error, mean + 2 * error, 1, "mdkk")
    return _("(Calculated on %(n)s futures: %(spread)s.)") % {"n": number(behind.futures), "spread": spread}


def _named(slug: str) -> str:
    return str(IN_SENTENCE[slug])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _texts(part: str) -> dict[str, dict[str, str]]:
    return {entry["slug"]: {"da": entry["da"], "en": entry["en"]} for entry in load("readiness")[part]}


def gate_words(slug: str) -> str:
    """The question of a gate in the active language; its slug where today's readiness has no such gate."""
    return localised(_texts("gates").get(slug, slug))


def warning_words(slug: str) -> str:
    """What a warning sign says in the active language; its slug where today's readiness has no such sign."""
    return localised(_texts("warnings").get(slug, slug))
