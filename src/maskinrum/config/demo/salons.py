"""Open salons of organisations that do not exist: one with free seats, one that is full, one that has been held."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import timezone

from maskinrum.config.demo.names import FACILITATORS, SECRETARIAT, SIGN_INS
from maskinrum.meetings.actions import (
    attach_to_salon,
    give_feedback,
    open_salon,
    plan_salon,
    sign_up,
    tell_afterwards,
    tick_off,
)
from maskinrum.meetings.enums import Presence, Usefulness
from maskinrum.meetings.facts.salons import SalonFacts, SignUpFacts
from maskinrum.meetings.models import Salon
from maskinrum.organisations.permissions import VISITOR, Viewer
from maskinrum.shared.documents import Document, Paragraph, write_word

PEOPLE = (
    *("Asta Eksempel", "Bent Eksempel", "Cilla Eksempel", "David Eksempel", "Else Eksempel", "Finn Eksempel"),
    *("Gitte Eksempel", "Hans Eksempel", "Inge Eksempel", "Jens Eksempel", "Karen Eksempel", "Lars Eksempel"),
)


def invent_salons(viewers: dict[str, Viewer], now: datetime) -> None:
    """Plan them and let people sign up; doing it again changes nothing."""
    if Salon.objects.filter(organisation__is_fictitious=True).exists():
        return
    _with_free_seats(viewers[FACILITATORS], now)
    _full(viewers[SECRETARIAT], now)
    _held(viewers[FACILITATORS], now)
    plan_salon(_facts(now, 90, title="Hvornår siger man nej til en option?"), viewer=viewers[FACILITATORS], now=now)


def _facts(now: datetime, days: int, **more: object) -> SalonFacts:
    starts = timezone.localtime(now + timedelta(days=days)).replace(hour=15, minute=0, second=0, microsecond=0)
    facts = SalonFacts(
        title="",
        summary="En åben salon for alle, der bygger for almene beboere. To timer, tre erfaringer, ingen salgstaler.",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        deadline=starts - timedelta(days=2),
        seats=40,
        programme="15.00 Velkommen\n15.10 Tre erfaringer, ti minutter hver\n"
        "15.50 Vi spørger hinanden\n16.50 Hvad tager vi med?",
        speakers="Boligforeningen Eksempel\nFacilitatorhuset Opdigt",
        place="Eksempelhuset, Eksempelvej 1, 9999 Eksempelby",
        access="Elevator og teleslynge. Bus 1 holder ved døren.",
    )
    return replace(facts, **more)  # type: ignore[arg-type]


def _opened(facts: SalonFacts, viewer: Viewer, now: datetime) -> Salon:
    return open_salon(plan_salon(facts, viewer=viewer, now=now), viewer=viewer, now=now)


def _sign_up(salon: Salon, count: int, now: datetime, *, presence: str = Presence.IN_ROOM) -> None:
    """Invented people, and first whoever can sign in as a manager, so that the own page can be seen."""
    own = SIGN_INS[0]
    known = [SignUpFacts(own.name, own.email, own.organisation, presence=presence, is_on_list=True)]
    others = [
        SignUpFacts(name, f"{name.split()[0].lower()}@deltager.example", "Opdigtet Bolig", is_on_list=place % 2 == 0)
        for place, name in enumerate(PEOPLE)
    ]
    for facts in (known + others)[:count]:
        sign_up(salon, facts, viewer=VISITOR, now=now)


def _with_free_seats(viewer: Viewer, now: datetime) -> None:
    facts = _facts(
        now,
        42,
        title="Hvad gør vi, når der er huller i porteføljen?",
        questions="Hvordan ser I et hul, før det koster holdet?\n"
        "Hvilke projekter kan rykke frem, når et andet falder ud?\nHvor lille kan en portefølje være?",
        online_link="https://moede.example/huller",
        seats=16,
        themes=("A2", "A1"),
        material="Eksempel på en portefølje med et hul: https://eksempel.example/portefoelje.pdf",
    )
    _sign_up(_opened(facts, viewer, now), 9, now)


def _full(viewer: Viewer, now: datetime) -> None:
    facts = _facts(
        now,
        21,
        title="Hvad lærte I af den første prøvebolig?",
        questions="Hvem så fejlen først?\nHvad kostede det at vente?",
        seats=4,
        themes=("F6",),
    )
    _sign_up(_opened(facts, viewer, now), 6, now)


def _slides(moment: datetime) -> Document:
    """What was handed out."""
    words = "Tre spørgsmål til beboerne, ét ad gangen, og hvad svaret blev brugt til."
    return Document("Beboernes stemme", "da", timezone.localdate(moment), (Paragraph(words),), foot="Eksempel")


def _held(viewer: Viewer, now: datetime) -> None:
    """One in the past, as it went: planned and signed up for before, ticked off at the door, told afterwards."""
    before, facts = now - timedelta(days=40), _facts(now, -12, title="Hvordan får beboerne en stemme i et partnerskab?")
    facts = replace(facts, questions="Hvornår spørger I?\nHvad gjorde I ved svaret?", seats=10, themes=("G1",))
    salon = _opened(facts, viewer, before)
    _sign_up(salon, 5, before)
    rows = list(salon.sign_ups.order_by("number"))
    tick_off(salon, [row.pk for row in rows[:4]], viewer=viewer, now=facts.starts_at)
    digest = (
        "Tre fortalte, hvordan de spurgte beboerne, før den første aftaleseddel blev skrevet. Det, der virkede, var at "
        "spørge om én ting ad gangen og fortælle, hvad svaret blev brugt til.\n\n"
        "Uenigheden handlede om tidspunktet: Spørger man, før økonomien er kendt, lover man for meget."
    )
    material = "Skema til beboermøder: https://eksempel.example/beboere.pdf"
    after = facts.ends_at + timedelta(days=2)
    attach_to_salon(salon, name="oplaeg.docx", content=write_word(_slides(after)), viewer=viewer, now=after)
    tell_afterwards(salon, digest=digest, material=material, viewer=viewer, now=after)
    said = {"useful": Usefulness.YES.value, "takes_along": "At fortælle, hvad svaret blev brugt til."}
    give_feedback(rows[1], **said, viewer=VISITOR, now=after)
