"""The pages of the tour: what stands on each, and how long it takes to read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from maskinrum.knowledge.queries.glossary import terms_named
from maskinrum.network.facts.tour import STEPS, Step, minutes_for, words_in
from maskinrum.network.queries import tour
from maskinrum.organisations.permissions import VISITOR
from maskinrum.shared.calendar import events_of

AHEAD = 2
MET = ("mandat", "option", "tidlig-inddragelse", "faelles-partnerskab", "ordregiver", "udtoemt-aftale")
"""Words of the glossary that whoever considers a partnership meets on the first day."""


@dataclass(frozen=True)
class Told:
    """A step as it is shown: finished HTML, its words counted."""

    step: Step
    place: int
    body: SafeString
    words: int

    @property
    def minutes(self) -> int:
        """How long it takes to read."""
        return minutes_for(self.words)


def _what(now: datetime) -> dict[str, Any]:
    first, estimate = tour.first_ones(VISITOR, now=now)
    terms = terms_named("strategisk-partnerskab", "rammeaftale", "partnering")
    met = terms_named(*MET)
    return {"first": first, "estimate": estimate, "terms": terms, "met": met, "types": tour.by_type(VISITOR, now=now)}


def _fit(now: datetime) -> dict[str, Any]:
    weak, figures = tour.weak_and_all()
    return {
        "gates": tour.gates(),
        "ways": tour.alternatives(),
        "criteria": tour.heaviest_criteria(),
        "weak": weak,
        "figures": figures,
    }


def _others(now: datetime) -> dict[str, Any]:
    told = tour.told_before_choosing(VISITOR, now=now, today=timezone.localdate(now))
    return {
        "told": told,
        "phases": tour.phases(),
        "took": tour.known_durations(),
        "advice": tour.advice_before_choosing(VISITOR, now=now),
    }


def _whom(now: datetime) -> dict[str, Any]:
    return {"stages": tour.who_is_where(VISITOR, now=now), "asked": tour.asked_in_the_open(VISITOR, now=now)}


def _onward(now: datetime) -> dict[str, Any]:
    salons = [event for event in events_of(VISITOR, now=now) if event.kind == "salon" and not event.is_cancelled]
    return {"ahead": [event for event in salons if event.starts_at > now][:AHEAD]}


_READ: dict[str, Callable[[datetime], dict[str, Any]]] = {
    "what": _what,
    "fit": _fit,
    "others": _others,
    "whom": _whom,
    "onward": _onward,
}


def told(request: HttpRequest, place: int, *, now: datetime) -> Told:
    """One step. It is the same whoever reads it: what a visitor may see, and nothing else."""
    step = STEPS[place]
    context = {**_READ[step.key](now), "step": step}
    body = render_to_string(f"network/tour/{step.key}.html", context, request=request)
    return Told(step, place, SafeString(body), words_in(body))


def whole_tour(request: HttpRequest, *, now: datetime) -> list[Told]:
    """Every step, for the first page and for how long the whole takes."""
    return [told(request, place, now=now) for place in range(len(STEPS))]
