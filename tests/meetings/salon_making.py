"""Salons and sign-ups for tests, made by the actions that make them in the product."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from maskinrum.meetings.actions import open_salon, plan_salon, sign_up
from maskinrum.meetings.facts.salons import SalonFacts, SignUpFacts
from maskinrum.meetings.models import Salon, SignUp
from maskinrum.organisations.permissions import VISITOR, Viewer
from tests.conftest import NOW

STARTS = NOW + timedelta(days=30)
FACTS = SalonFacts(
    title="Hvad gør vi, når der er huller i porteføljen?",
    summary="To timer, tre erfaringer, ingen salgstaler.",
    starts_at=STARTS,
    ends_at=STARTS + timedelta(hours=2),
    deadline=STARTS - timedelta(days=2),
    seats=2,
    questions="Hvordan ser I et hul?\nHvor lille kan en portefølje være?",
    place="Eksempelhuset, Eksempelvej 1",
    themes=("A1",),
    material="Oplæg: https://eksempel.example/oplaeg.pdf",
)


def opened(viewer: Viewer, *, now: datetime = NOW, **changes: Any) -> Salon:
    """A salon that one can sign up for; ``changes`` replace facts."""
    return open_salon(plan_salon(replace(FACTS, **changes), viewer=viewer, now=now), viewer=viewer, now=now)


def joined(salon: Salon, name: str, *, now: datetime = NOW, **more: Any) -> SignUp:
    """Somebody signs up, from an address made of the name."""
    email = f"{name.lower()}@deltager.example"
    sign_up(salon, SignUpFacts(name, email, **more), viewer=VISITOR, now=now)
    return SignUp.objects.get(salon=salon, email=email)


def states(salon: Salon) -> list[tuple[str, str]]:
    """Who has what, in order."""
    return list(salon.sign_ups.order_by("number").values_list("name", "state"))
