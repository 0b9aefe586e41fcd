"""Yes, no, not yet, or only if: the documented rule, with its reasons and what speaks against it (section 4)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal, get_args

import numpy as np

from maskinrum.engine.arrays import Floats
from maskinrum.engine.errors import SettingsError
from maskinrum.engine.flips import Flip
from maskinrum.engine.inside import Inside
from maskinrum.engine.later import LaterStart
from maskinrum.engine.parameters import STRATEGIC
from maskinrum.engine.portfolio import Portfolio
from maskinrum.engine.priors import Priors
from maskinrum.engine.results import ModelResult
from maskinrum.engine.settings import Settings
from maskinrum.engine.simulation import simulate
from maskinrum.engine.standing import Standing, standing_of
from maskinrum.engine.together import JOINT

Answer = Literal["yes", "no", "not_yet", "only_if"]
Gate = Literal["yes", "no", "unsure"]
Change = Literal["best_subset", "twice_similar", "joint"]

REASONS: Final = (
    # for the answer
    "numbers_hold",
    "another_is_cheaper",
    "not_sure_enough",
    "gates_yes",
    "gate_open",
    "no_stop_warning",
    "stop_warning",
    "holds_later",
    "holds_later_nowhere",
    "holds_if_changed",
    "holds_if_changed_nowhere",
    # against it
    "may_be_dearer",
    "may_be_cheaper",
    "parameter_may_turn_it",
    "falls_outside",
    "team_idle",
    "stops_early",
    "ceiling_reached",
    "waiting_is_dearer",
)


@dataclass(frozen=True, slots=True)
class Reason:
    """``key``: one of ``REASONS``; ``numbers`` by name: money mDKK, time months, shares and probabilities fractions.

    ``subjects``: slugs of what it is about: alternatives, gates, warnings, changes, or a parameter as (model, slug).
    An argument against has ``weight`` among its numbers: the probability or share by which it is ranked.
    """

    key: str
    numbers: Mapping[str, float]
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """How the partnership stands when something is changed.

    ``unseen``: whether what was chosen for it was chosen on other futures than these; False where nothing was chosen.
    """

    change: Change
    standing: Standing
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a verdict rests on.

    ``now``: the strategic partnership on the portfolio as it is. ``gates`` by name, all of them, those that nobody has
    answered as unsure; ``stops``: names of stop warnings raised. ``later`` in order of waiting; ``changed`` in order of
    preference. ``partnership`` and ``flips`` serve the arguments against, and may be left out.
    """

    now: Standing
    gates: Mapping[str, Gate]
    stops: tuple[str, ...] = ()
    later: tuple[LaterStart, ...] = ()
    changed: tuple[Changed, ...] = ()
    partnership: ModelResult | None = None
    flips: tuple[Flip, ...] = field(default=())

    def __post_init__(self) -> None:
        if not self.gates:
            raise SettingsError("a verdict needs the gates, answered or unsure", code="gates", field="gates")
        for name, answer in self.gates.items():
            if answer not in get_args(Gate):
                raise SettingsError(f"gate {name}: yes, no or unsure", code="gates", field=name, value=answer)

    @property
    def shut_gates(self) -> tuple[str, ...]:
        """Gates that are not yes."""
        return tuple(name for name, answer in self.gates.items() if answer != "yes")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer about the strategic partnership, held against ``reference``.

    ``reasons`` in the order to be read; ``against``: arguments against the answer, the strongest first, never empty.
    """

    answer: Answer
    reference: str
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]


def verdict(grounds: Grounds) -> Verdict:
    """Apply the rule, in this order.

    *yes*: the numbers hold, all gates are yes, no stop warning. *not yet*: the numbers hold but something is open, or
    they hold for a later start. *only if*: they hold for a changed portfolio or the joint partnership. Else *no*.
    """
    answer = _answer(grounds)
    against = sorted(_against(grounds, answer), key=lambda reason: -reason.numbers["weight"])
    return Verdict(answer, grounds.now.reference, tuple(_reasons(grounds, answer)), tuple(against))


def changed_standings(portfolio: Portfolio, priors: Priors, settings: Settings, inside: Inside) -> tuple[Changed, ...]:
    """The partnership with the best subset inside, with twice the similar projects, and, where compared, joint.

    Leaving projects out concerns the partnership alone: it is held against the others on the portfolio as it is. With
    twice the projects every alternative has them. Same futures, of which ``best_inside`` with the same seed has seen
    none; ``settings.alternatives`` plus the partnership.
    """
    settings = replace(settings, alternatives=tuple(dict.fromkeys((*settings.alternatives, STRATEGIC))))
    only = replace(settings, alternatives=(STRATEGIC,))
    stated = _costs(portfolio, priors, settings)
    subset = stated | _costs(inside.of(portfolio), priors, only)
    twice = _costs(portfolio.repeated(2), priors, settings)
    found = [
        Changed("best_subset", standing_of(subset, STRATEGIC), unseen=True),
        Changed("twice_similar", standing_of(twice, STRATEGIC)),
    ]
    if JOINT in stated:
        found.append(Changed("joint", standing_of(stated, JOINT)))
    return tuple(found)


def _costs(portfolio: Portfolio, priors: Priors, settings: Settings) -> dict[str, Floats]:
    found = simulate(portfolio, priors, settings)
    return dict(zip(found.slugs, np.asarray(found.compared), strict=True))


def _answer(grounds: Grounds) -> Answer:
    if grounds.now.holds:
        return "not_yet" if grounds.shut_gates or grounds.stops else "yes"
    if any(start.standing.holds for start in grounds.later):
        return "not_yet"
    return "only_if" if any(change.standing.holds for change in grounds.changed) else "no"


def _reasons(grounds: Grounds, answer: Answer) -> Iterator[Reason]:
    now = grounds.now
    if now.holds:
        yield Reason("numbers_hold", _numbers(now), (now.alternative, now.reference))
    elif not now.leads:
        margin = {"margin": now.margin.mean, "margin_se": now.margin.se}
        yield Reason("another_is_cheaper", margin, (now.alternative, now.rival))
    else:
        yield Reason("not_sure_enough", _numbers(now), (now.alternative, now.reference))
    if not now.holds:
        yield from _elsewhere(grounds, answer)
    if answer != "no":
        yield from _openings(grounds)


def _elsewhere(grounds: Grounds, answer: Answer) -> Iterator[Reason]:
    """For which later starts, and else for which changes, the numbers hold."""
    later = [start for start in grounds.later if start.standing.holds]
    for start in later:
        yield Reason("holds_later", {"months": start.months, **_numbers(start.standing)}, (start.standing.reference,))
    if answer == "not_yet":
        return
    if grounds.later:
        yield Reason("holds_later_nowhere", {"months": max(start.months for start in grounds.later)})
    holds = [change for change in grounds.changed if change.standing.holds]
    for change in holds:
        subjects = change.change, change.standing.reference
        yield Reason("holds_if_changed", _numbers(change.standing), subjects)
    if grounds.changed and not holds:
        yield Reason("holds_if_changed_nowhere", {}, tuple(change.change for change in grounds.changed))


def _openings(grounds: Grounds) -> Iterator[Reason]:
    for name in grounds.shut_gates:
        yield Reason("gate_open", {}, (name, grounds.gates[name]))
    if not grounds.shut_gates:
        yield Reason("gates_yes", {"gates": len(grounds.gates)})
    for name in grounds.stops:
        yield Reason("stop_warning", {}, (name,))
    if not grounds.stops:
        yield Reason("no_stop_warning", {})


def _numbers(standing: Standing) -> dict[str, float]:
    return {
        "difference": standing.difference.mean,
        "difference_se": standing.difference.se,
        "p_cheaper": standing.p_cheaper.mean,
        "p_cheaper_se": standing.p_cheaper.se,
    }


def _against(grounds: Grounds, answer: Answer) -> Iterator[Reason]:
    """Arguments against the answer, each with the probability or share that ranks it."""
    standing = _leaning_on(grounds, answer)
    if answer in ("no", "only_if"):
        now = grounds.now
        yield Reason("may_be_cheaper", {"weight": now.p_cheaper.mean}, (now.alternative, now.reference))
    if answer != "no":
        dearer = {"weight": 1 - standing.p_cheaper.mean}
        yield Reason("may_be_dearer", dearer, (standing.alternative, standing.reference))
    if answer == "not_yet" and grounds.later:
        start = next((start for start in grounds.later if start.standing.holds), grounds.later[0])
        numbers = {"weight": start.p_now_cheaper.mean, "months": start.months, "against_now": start.against_now.mean}
        yield Reason("waiting_is_dearer", numbers)
    likely = max(grounds.flips, key=lambda flip: flip.beyond or 0.0, default=None)
    if likely is not None and likely.value is not None and likely.beyond is not None:
        numbers = {"weight": likely.beyond, "value": likely.value}
        yield Reason("parameter_may_turn_it", numbers, (likely.model, likely.parameter))
    if answer != "no" and grounds.partnership is not None:
        yield from _of_the_agreement(grounds.partnership)


def _leaning_on(grounds: Grounds, answer: Answer) -> Standing:
    """The standing for which the numbers hold, first in order; the partnership now where it is that, or none is."""
    elsewhere = [start.standing for start in grounds.later] + [change.standing for change in grounds.changed]
    if grounds.now.holds or answer == "no":
        return grounds.now
    return next(standing for standing in elsewhere if standing.holds)


def _of_the_agreement(found: ModelResult) -> Iterator[Reason]:
    shares = {
        "falls_outside": None if found.share_inside is None else 1 - found.share_inside.mean,
        "team_idle": None if found.continuity is None else 1 - found.continuity.mean,
        "stops_early": found.stopped_early,
        "ceiling_reached": found.ceiling_reached,
    }
    for key, share in shares.items():
        if share is not None:
            yield Reason(key, {"weight": share}, (found.slug,))
