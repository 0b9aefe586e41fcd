"""Stored analyses in words: what one rests on, whether it comes out again, and what is between two of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isinf
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.decisions.analysis.assumptions import COMMON, SETTINGS, Assumptions, ParameterKey
from maskinrum.decisions.analysis.comparing import (
    Again,
    Change,
    Moved,
    changed_choices,
    changed_evidence,
    changed_grounds,
    changed_numbers,
    changed_projects,
    changed_readiness,
    moves,
)
from maskinrum.decisions.analysis.keeping import (
    engine_version,
    kept_calculation,
    kept_case,
    kept_findings,
    this_machine,
)
from maskinrum.decisions.analysis.parameters import row_stating
from maskinrum.decisions.enums import Alternative, Criterion, GateAnswer, Realisation, Severity
from maskinrum.decisions.models import Analysis
from maskinrum.decisions.phrases import SHORT
from maskinrum.decisions.reports.assumptions import stated_words
from maskinrum.decisions.reports.readiness_kept import criterion_words
from maskinrum.decisions.reports.readiness_words import value_words
from maskinrum.decisions.reports.reasons import gate_words, warning_words
from maskinrum.decisions.reports.sentences import answer_sentence
from maskinrum.decisions.reports.traces import BASIS, MACHINE
from maskinrum.decisions.reports.verdict import verdict_of
from maskinrum.partnerships.enums import ApprovalState, ProjectKind
from maskinrum.partnerships.reports.wording import month_words
from maskinrum.shared.figures import give_or_take, interval, money, number, of_hundred, signed_money, unknown
from maskinrum.shared.templatetags.maskinrum.wording import localised

CHOICES: dict[str, Any] = {
    "alternatives": gettext_lazy("Compared"),
    "criterion": gettext_lazy("Compared by"),
    "realisation": gettext_lazy("Chance that projects are carried out"),
    "ceiling": gettext_lazy("Ceiling, DKK m"),
    "shift": gettext_lazy("Later start, months"),
    "futures": gettext_lazy("Futures"),
    "seed": gettext_lazy("Seed"),
}
FACTS: dict[str, Any] = {
    "name": gettext_lazy("Name"),
    "kind": gettext_lazy("Kind"),
    "group": gettext_lazy("Similarity group"),
    "homes": gettext_lazy("Homes"),
    "budget": gettext_lazy("Budget, DKK m"),
    "planned_start": gettext_lazy("Start of works"),
    "duration": gettext_lazy("Months"),
    "approval": gettext_lazy("Approval"),
    "problem_project": gettext_lazy("problem project"),
    "eligible": gettext_lazy("May go in"),
    "realisation": gettext_lazy("Own chance"),
    "delay": gettext_lazy("Own delay, months"),
}
PARTS: dict[str, Any] = {
    "result": gettext_lazy("The alternatives"),
    "outcomes": gettext_lazy("The possible outcomes"),
    "components": gettext_lazy("What is saved and what it costs"),
    "totals": gettext_lazy("The totals"),
    "timeline": gettext_lazy("The timeline"),
    "stands": gettext_lazy("The partnership against all others"),
    "findings": gettext_lazy("The verdict and what drives it"),
}


@dataclass(frozen=True)
class Said:
    """One thing that differs: what it is, and how it was and is in words."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class SaidMove:
    """How far the answer moved for one alternative, in words."""

    name: str
    before: str
    after: str
    by: str
    error: str
    p_before: str
    p_after: str


@dataclass(frozen=True)
class Between:
    """What is between two versions: what went in otherwise, and how far the answer moved."""

    sentence_before: str
    sentence_after: str
    verdict_before: str
    verdict_after: str
    choices: list[Said]
    projects: list[Said]
    numbers: list[Said]
    grounds: list[Said]
    evidence: list[Said]
    readiness: list[Said]
    moved: list[SaidMove]

    @property
    def is_same_question(self) -> bool:
        """Whether nothing that the answer rests on differs."""
        told = (self.choices, self.projects, self.numbers, self.grounds, self.evidence, self.readiness)
        return not any(told)


@dataclass(frozen=True)
class SaidAgain:
    """Whether a stored analysis comes out again: a headline, what it means, and where it differs, part for part."""

    headline: str
    words: str
    parts: list[tuple[str, str, str, str]]
    machine: list[Said]


def between(before: Analysis, after: Analysis) -> Between:
    """Say what changed from one version to another, and how far the answer moved."""
    return Between(
        sentence_before=stored_sentence(before),
        sentence_after=stored_sentence(after),
        verdict_before=stored_verdict(before),
        verdict_after=stored_verdict(after),
        choices=list(_said_choices(before, after)),
        projects=[one for change in changed_projects(before.rows, after.rows) for one in _said_project(change)],
        numbers=[_said_number(change) for change in changed_numbers(before.inputs, after.inputs)],
        grounds=[_said_ground(change) for change in changed_grounds(before.shipped, after.shipped)],
        evidence=[_said_evidence(change) for change in changed_evidence(before.evidence, after.evidence)],
        readiness=[_said_readiness(change) for change in changed_readiness(before.readiness, after.readiness)],
        moved=[_said_move(move) for move in moves(before.result, after.result)],
    )


def stored_sentence(analysis: Analysis) -> str:
    """The answer of a stored analysis in a sentence."""
    case = kept_case(analysis)
    return answer_sentence(kept_calculation(case, analysis.result))


def stored_verdict(analysis: Analysis) -> str:
    """The verdict of a stored analysis in a sentence, empty where there was nothing to decide."""
    found = kept_findings(analysis.findings)
    return verdict_of(found, shipped=kept_case(analysis).shipped).sentence if found else ""


def said_again(again: Again, analysis: Analysis) -> SaidAgain:
    """Say whether the same came out, and where not; ``analysis``: what was calculated again."""
    headline, words = _verdict_of(again)
    parts = [
        (
            str(PARTS[one.part]),
            number(one.figures),
            number(one.apart),
            _("another form") if isinf(one.greatest) else f"{one.greatest:.0e}" if one.greatest else "0",
        )
        for one in again.deviations
    ]
    now = this_machine()
    machine = [Said(_("Version of the engine"), analysis.engine_version, engine_version())]
    machine += [Said(str(name), analysis.machine.get(key, ""), now[key]) for key, name in MACHINE.items()]
    return SaidAgain(headline, words, parts, machine)


def _verdict_of(again: Again) -> tuple[str, str]:
    if not again.same_inputs:
        return (
            _("The engine reads this question otherwise today"),
            _(
                "The inputs were stored for an earlier engine. The stored answer stands; a new analysis answers as "
                "of now."
            ),
        )
    if again.is_exact:
        return _("The same came out, to the last bit"), _("Every figure is the one that was stored.")
    if again.is_close:
        return (
            _("The same came out, to one in a million"),
            _("Only the last digits differ, as they may on another kind of processor or with other libraries."),
        )
    return (
        _("Something else came out"),
        _(
            "More than the last digits differ. The stored answer stands; the table says where, and what it ran on "
            "then and now."
        ),
    )


def _said_choices(before: Analysis, after: Analysis) -> Iterator[Said]:
    if before.case_date != after.case_date:
        yield Said(_("Case date"), *(formats.date_format(one.case_date) for one in (before, after)))
    if before.engine_version != after.engine_version:
        yield Said(_("Version of the engine"), before.engine_version, after.engine_version)
    for change in changed_choices(before.inputs, after.inputs):
        words = (choice_words(change.key, value) for value in (change.before, change.after))
        yield Said(str(CHOICES[change.key]), *words)


def choice_words(name: str, value: Any) -> str:
    """A choice beside the numbers, by its name, as it is read."""
    if name == "alternatives":
        return ", ".join(str(SHORT[slug]) for slug in value)
    if name in {"criterion", "realisation"}:
        return str((Criterion if name == "criterion" else Realisation)(value).label)
    if name == "ceiling":
        return _("follows the portfolio") if value is None else number(value, 1)
    return str(value) if name == "seed" else number(value)


def chosen_otherwise(chosen: Assumptions) -> Iterator[Said]:
    """The choices beside the numbers that differ from the standard: as it is as a rule before, as chosen after."""
    standard = Assumptions()
    for name in SETTINGS:
        used, usual = getattr(chosen, name), getattr(standard, name)
        if used != usual:
            yield Said(str(CHOICES[name]), choice_words(name, usual), choice_words(name, used))


def _said_project(change: Change) -> Iterator[Said]:
    if change.before is None or change.after is None:
        there, not_there = (change.after or change.before)["name"], ""
        yield Said(
            there,
            _("in the portfolio") if change.before else not_there,
            _("in the portfolio") if change.after else not_there,
        )
        return
    for name, label in FACTS.items():
        was, now = change.before[name], change.after[name]
        if was != now:
            yield Said(f"{change.after['name']}: {label}", _fact_words(name, was), _fact_words(name, now))


def _fact_words(name: str, value: Any) -> str:
    if value is None or value == "":
        return unknown() if name == "homes" else _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return FACT_WORDS.get(name, str)(value)


def _decimal(text: str) -> str:
    value = Decimal(text)
    return number(value, max(0, -int(value.as_tuple().exponent)))


FACT_WORDS: dict[str, Callable[[Any], str]] = {
    "kind": lambda value: str(ProjectKind(value).label),
    "approval": lambda value: str(ApprovalState(value).label),
    "planned_start": lambda value: month_words(date.fromisoformat(value)),
    "delay": lambda value: " … ".join(_decimal(one) for one in value),
    **dict.fromkeys(("budget", "duration", "realisation"), _decimal),
}


def _said_number(change: Change) -> Said:
    model, _dot, slug = change.key.partition(".")
    key = (model, slug)
    return Said(_parameter_name(key), *(_stated(key, entry) for entry in (change.before, change.after)))


def _said_ground(change: Change) -> Said:
    model, _dot, slug = change.key.partition(".")
    was, now = (_ground_words(one) for one in (change.before, change.after))
    if was == now:
        was, now = (localised(one) for one in (change.before, change.after))
    return Said(_parameter_name((model, slug)), was, now)


def _ground_words(told: dict[str, Any] | None) -> str:
    """Basis, strength and rows of evidence of a number."""
    if told is None:
        return ""
    words = [str(BASIS[told["basis"]]), told["strength"] or "", ", ".join(told["evidence_ids"])]
    return "; ".join(filter(None, words))


def _parameter_name(key: ParameterKey) -> str:
    model, slug = key
    try:
        name = localised(row_stating(key, {"form": "same"}).name)
    except KeyError:
        name = slug
    return f"{_('Common to all') if model == COMMON else SHORT[model]}: {name}"


def _stated(key: ParameterKey, entry: dict[str, Any] | None) -> str:
    if entry is None:
        return _("not in this model")
    try:
        return stated_words(row_stating(key, entry))
    except KeyError:
        return unknown()


def _said_evidence(change: Change) -> Said:
    card = change.after or change.before
    measure = localised({"da": card["measure_da"], "en": card["measure_en"]})
    return Said(f"{change.key}: {measure}", *(_evidence_words(one) for one in (change.before, change.after)))


def _evidence_words(card: dict[str, Any] | None) -> str:
    if card is None:
        return _("not in force")
    if card["estimate"] is None:
        return _("in force")
    return _("in force: %(figure)s") % {"figure": number(Decimal(str(card["estimate"])), 3)}


def _said_readiness(change: Change) -> Said:
    what, _dot, slug = change.key.partition(".")
    if what == "gate":
        return Said(gate_words(slug), *(_gate_answer(one) for one in (change.before, change.after)))
    if what == "sign":
        return Said(warning_words(slug), *(_severity(one) for one in (change.before, change.after)))
    if what == "points":
        name = _("%(criterion)s: points") % {"criterion": criterion_words(slug)}
        return Said(name, *(unknown() if one is None else value_words(one) for one in (change.before, change.after)))
    if what == "weight":
        name = _("%(criterion)s: weight") % {"criterion": criterion_words(slug)}
        return Said(name, *("" if one is None else number(one) for one in (change.before, change.after)))
    return Said(_("Points of 100"), *(_points(one) for one in (change.before, change.after)))


def _gate_answer(answer: str | None) -> str:
    return "" if answer is None else str(GateAnswer(answer).label)


def _severity(severity: str | None) -> str:
    return _("not raised") if severity is None else str(Severity(severity).label)


def _points(ends: list[float]) -> str:
    low, high = ends
    return number(low) if low == high else interval(low, high)


def _said_move(move: Moved) -> SaidMove:
    return SaidMove(
        name=str(Alternative(move.slug).label),
        before=_difference(move.before),
        after=_difference(move.after),
        by=_difference(move.by),
        error="" if move.error is None else give_or_take(money(2 * move.error)),
        p_before=_chance(move.p_before),
        p_after=_chance(move.p_after),
    )


def _difference(value: float | None) -> str:
    return _("not compared") if value is None else signed_money(value)


def _chance(value: float | None) -> str:
    return _("not compared") if value is None else of_hundred(value)
