"""The verdict in words: the answer, its reasons, and what speaks most strongly against it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.decisions.analysis.verdicts import Findings, Reason, Weighed
from maskinrum.decisions.enums import VerdictAnswer
from maskinrum.decisions.phrases import IN_SENTENCE
from maskinrum.decisions.reports.numbers import number_name, number_url, value_words
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
class VerdictWords:
    """The verdict as a page shows it. ``against`` has the strongest argument first; ``notes`` say what is missing."""

    answer: str
    word: str
    clause: str
    reasons: list[Said]
    against: list[Said]
    notes: list[str]
    is_whole: bool

    @property
    def joint(self) -> str:
        """What stands between the word and its clause: *only if* goes on, the others stop."""
        return " " if self.answer == "only_if" else " – "

    @property
    def sentence(self) -> str:
        return f"{self.word}{self.joint}{self.clause}"

    @property
    def strongest(self) -> Said:
        return self.against[0]

    @property
    def others(self) -> list[Said]:
        return self.against[1:]


def verdict_of(findings: Findings, answer: str | None = None) -> VerdictWords:
    """The verdict of findings in words; ``answer`` as in ``verdict_words``."""
    words = verdict_words(
        findings.weighed, answer, is_searched=findings.leaving_out_is_tried, further=findings.further_futures
    )
    assert words is not None  # noqa: S101 - there is a verdict to be put into words
    return words


def verdict_words(
    weighed: Weighed | None, answer: str | None = None, *, is_searched: bool = True, further: int | None = None
) -> VerdictWords | None:
    """Put a verdict into words in the active language.

    ``answer``: address of the page with the charts where that is another one, empty where there is none.
    ``is_searched``: whether leaving projects out has been tried (``Findings.leaving_out_is_tried``); where it has not,
    no *no* is final. ``further``: on how many futures later starts and changed portfolios were calculated, where it is
    another number than that of the verdict.
    """
    if weighed is None:
        return None
    found = weighed.verdict
    return VerdictWords(
        answer=found.answer,
        word=_word(weighed, is_searched=is_searched),
        clause=_clause(weighed, is_searched=is_searched),
        reasons=[said(reason, weighed, answer, further) for reason in found.reasons if _is_told(reason, weighed)],
        against=[said(reason, weighed, answer) for reason in found.against],
        notes=_notes(weighed, is_searched=is_searched),
        is_whole=weighed.is_whole,
    )


def said(reason: Reason, weighed: Weighed, answer: str | None = None, further: int | None = None) -> Said:
    """One reason as a sentence with its numbers and where it comes from; the last two as in ``verdict_words``."""
    if further is not None and reason.key in {"holds_later", "holds_if_changed"}:
        weighed = replace(weighed, futures=further)
    text, url = PHRASES[reason.key](reason, weighed)
    if answer is not None and url in {OUTCOMES, TIMELINE, READY}:
        url = f"{answer}{url}" if answer else ""
    return Said(reason.key, text, url)


def _is_told(reason: Reason, weighed: Weighed) -> bool:
    """Where nobody has answered, one note says so: no line for each gate, and no warning sign is said to be absent."""
    return weighed.readiness.is_answered or reason.key not in {"gate_open", "no_stop_warning"}


def _word(weighed: Weighed, *, is_searched: bool) -> str:
    if weighed.verdict.answer == "no" and not (weighed.is_whole and is_searched):
        return _("Not as it stands")
    return str(VerdictAnswer(weighed.verdict.answer).label)


def _clause(weighed: Weighed, *, is_searched: bool) -> str:
    found = weighed.verdict
    if found.answer == "yes":
        return _("the numbers hold, every gate is answered with a yes, and no warning sign stops you.")
    if found.answer == "not_yet":
        return _waiting_clause(weighed)
    if found.answer == "only_if":
        changes = [str(CHANGES[reason.subjects[0]]) for reason in found.reasons if reason.key == "holds_if_changed"]
        return _("%(change)s: then the numbers hold.") % {"change": changes[0]}
    if not weighed.is_whole:
        return _("the numbers do not hold for a strategic partnership with this portfolio today.")
    if not is_searched:
        return _("the numbers hold neither now nor later, nor with the changes of the portfolio that were tried.")
    return _("the numbers hold neither now nor later, and not with a changed portfolio either.")


def _waiting_clause(weighed: Weighed) -> str:
    waits = [reason.numbers["months"] for reason in weighed.verdict.reasons if reason.key == "holds_later"]
    if waits:
        return _("the numbers hold if you start %(wait)s later.") % {"wait": months(waits[0])}
    if not weighed.readiness.is_answered:
        return _("the numbers hold, but whether you are ready has not been answered.")
    return _("the numbers hold, but something must fall into place first.")


def _notes(weighed: Weighed, *, is_searched: bool) -> list[str]:
    out = []
    if not weighed.readiness.is_answered:
        out.append(
            _(
                "Preliminary: nobody has answered the %(n)s gates of readiness. Without them the numbers alone "
                "never give a yes."
            )
            % {"n": len(weighed.readiness.gates)}
        )
    if not weighed.is_whole:
        out.append(_("Later starts and changed portfolios are not in this yet."))
    if not is_searched and weighed.verdict.answer in {"no", "only_if"}:
        out.append(
            _(
                "With this many projects, leaving some of them out has not been tried here. The longer calculation of "
                "a stored analysis tries it."
            )
        )
    return out


# From a reason to its sentence ---------------------------------------------------------------------------------------

Phrased = tuple[str, str]


def _numbers_hold(reason: Reason, weighed: Weighed) -> Phrased:
    return (
        _(
            "On average a strategic partnership is %(amount)s cheaper than %(name)s, the cheapest without one, and it "
            "is the cheaper one in %(chance)s futures. %(error)s"
        )
        % _standing(reason, weighed),
        OUTCOMES,
    )


def _not_sure_enough(reason: Reason, weighed: Weighed) -> Phrased:
    return (
        _(
            "On average a strategic partnership is cheapest, %(amount)s cheaper than %(name)s, but it is the cheaper "
            "one in only %(chance)s futures. The rule asks for 6 in 10. %(error)s"
        )
        % _standing(reason, weighed),
        OUTCOMES,
    )


def _another_is_cheaper(reason: Reason, weighed: Weighed) -> Phrased:
    margin, error = reason.numbers["margin"], reason.numbers["margin_se"]
    words = {
        "name": _named(reason.subjects[1]),
        "amount": money(margin),
        "error": _error(margin, error, weighed),
    }
    return (
        _("On average the cheapest is %(name)s: %(amount)s cheaper than a strategic partnership. %(error)s") % words,
        OUTCOMES,
    )


def _gates_yes(reason: Reason, weighed: Weighed) -> Phrased:
    return _("All %(n)s gates of readiness are answered with a yes.") % {"n": number(reason.numbers["gates"])}, READY


def _gate_open(reason: Reason, weighed: Weighed) -> Phrased:
    gate, answer = reason.subjects
    words = {"gate": gate_words(gate)}
    if answer == "no":
        return _("A gate is closed, answered with a no: %(gate)s") % words, READY
    return _("A gate is not answered with a yes yet: %(gate)s") % words, READY


def _no_stop_warning(reason: Reason, weighed: Weighed) -> Phrased:
    return _("No warning sign that stops is raised."), READY


def _stop_warning(reason: Reason, weighed: Weighed) -> Phrased:
    return _("A warning sign stops you: %(warning)s") % {"warning": warning_words(reason.subjects[0])}, READY


def _holds_later(reason: Reason, weighed: Weighed) -> Phrased:
    words = {"wait": _capital(months(reason.numbers["months"])), **_standing(reason, weighed, reason.subjects[0])}
    return (
        _(
            "%(wait)s later the numbers hold: %(amount)s cheaper than %(name)s on average, and the cheaper one in "
            "%(chance)s futures. %(error)s"
        )
        % words,
        ELSEWHERE,
    )


def _holds_later_nowhere(reason: Reason, weighed: Weighed) -> Phrased:
    return (
        _("Starting up to %(wait)s later does not make the numbers hold.") % {"wait": months(reason.numbers["months"])},
        ELSEWHERE,
    )


def _holds_if_changed(reason: Reason, weighed: Weighed) -> Phrased:
    change, reference = reason.subjects
    words = {"change": CHANGES[change], **_standing(reason, weighed, reference)}
    return (
        _(
            "The numbers hold if %(change)s: %(amount)s cheaper than %(name)s on average, and the cheaper one in "
            "%(chance)s futures. %(error)s"
        )
        % words,
        ELSEWHERE,
    )


def _holds_if_changed_nowhere(reason: Reason, weighed: Weighed) -> Phrased:
    changes = ", ".join(str(CHANGES[change]) for change in reason.subjects)
    return _("Nor do the numbers hold if: %(changes)s.") % {"changes": changes}, ELSEWHERE


def _may_be_dearer(reason: Reason, weighed: Weighed) -> Phrased:
    return (
        _("It may be dearer after all: in %(chance)s futures it costs more than %(name)s.")
        % {"chance": of_ten(reason.numbers["weight"]), "name": _named(reason.subjects[1])},
        OUTCOMES,
    )


def _may_be_cheaper(reason: Reason, weighed: Weighed) -> Phrased:
    return (
        _("It may be cheaper after all: in %(chance)s futures a strategic partnership costs less than %(name)s.")
        % {"chance": of_ten(reason.numbers["weight"]), "name": _named(reason.subjects[1])},
        OUTCOMES,
    )


def _parameter_may_turn_it(reason: Reason, weighed: Weighed) -> Phrased:
    model, slug = reason.subjects
    words = {
        "name": number_name(model, slug),
        "value": value_words(model, slug, reason.numbers["value"], weighed.levels),
        "chance": of_ten(reason.numbers["weight"]),
    }
    return (
        _(
            "One number can turn what is cheapest: »%(name)s« does so at %(value)s, and it lies past that in "
            "%(chance)s futures."
        )
        % words,
        number_url(model, slug),
    )


def _falls_outside(reason: Reason, weighed: Weighed) -> Phrased:
    return (
        _("On average %(share)s of the volume falls outside the agreement and is tendered separately.")
        % {"share": percent(reason.numbers["weight"])},
        TIMELINE,
    )


def _team_idle(reason: Reason, weighed: Weighed) -> Phrased:
    return (
        _("On average the team has nothing to do for %(share)s of the time.")
        % {"share": percent(reason.numbers["weight"])},
        TIMELINE,
    )


def _stops_early(reason: Reason, weighed: Weighed) -> Phrased:
    return (
        _("The agreement may stop early: it does in %(chance)s futures.")
        % {"chance": of_ten(reason.numbers["weight"])},
        TIMELINE,
    )


def _ceiling_reached(reason: Reason, weighed: Weighed) -> Phrased:
    return (
        _("The ceiling of the agreement may be reached: it is in %(chance)s futures.")
        % {"chance": of_ten(reason.numbers["weight"])},
        TIMELINE,
    )


def _waiting_is_dearer(reason: Reason, weighed: Weighed) -> Phrased:
    return (
        _("Waiting may cost: in %(chance)s futures a partnership now is cheaper than one %(wait)s later.")
        % {"chance": of_ten(reason.numbers["weight"]), "wait": months(reason.numbers["months"])},
        ELSEWHERE,
    )


PHRASES: Mapping[str, Callable[[Reason, Weighed], Phrased]] = {
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


def _standing(reason: Reason, weighed: Weighed, reference: str = "") -> dict[str, object]:
    difference, error = reason.numbers["difference"], reason.numbers["difference_se"]
    return {
        "amount": money(abs(difference)),
        "name": _named(reference or reason.subjects[1]),
        "chance": of_ten(reason.numbers["p_cheaper"]),
        "error": _error(abs(difference), error, weighed),
    }


def _error(mean: float, error: float, weighed: Weighed) -> str:
    """The interval of the calculation itself, ± 2 standard errors, and the number of futures."""
    spread = interval(mean - 2 * error, mean + 2 * error, 1, "mdkk")
    return _("(Calculated on %(n)s futures: %(spread)s.)") % {"n": number(weighed.futures), "spread": spread}


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
