"""Reads of who signed up."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Q, QuerySet

from maskinrum.meetings.enums import SignUpState, Usefulness
from maskinrum.meetings.facts.waiting_list import HOLDING
from maskinrum.meetings.models import Salon, SalonFeedback, SignUp
from maskinrum.meetings.queries.mails import refused
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.tokens import digest_of

NEEDS_KEPT = timedelta(days=1)
NAMES_KEPT = timedelta(days=30)
ON_THE_WAY = (SignUpState.CONFIRMED, SignUpState.OFFERED, SignUpState.WAITING)
"""The states in which somebody still hopes to come."""


@dataclass(frozen=True)
class Seats:
    """How full a salon is: seats that are held, how many wait, offers whose time is up, and the last number given."""

    seats: int
    held: int
    waiting: int
    lapsed: int
    last: int
    on_screen: int

    @property
    def free(self) -> int:
        """Seats that the next newcomers get: none while somebody waits."""
        return 0 if self.waiting else max(self.seats - self.held, 0)


def seats_of(salon: Salon, *, now: datetime) -> Seats:
    """How full a salon is, in one question."""
    takes = Q(takes_seat=True)
    late = Q(state=SignUpState.OFFERED, offered_until__lte=now)
    counted = SignUp.objects.filter(salon=salon).aggregate(
        held=Count("pk", filter=takes & Q(state__in=HOLDING)),
        waiting=Count("pk", filter=takes & Q(state=SignUpState.WAITING)),
        lapsed=Count("pk", filter=takes & late),
        on_screen=Count("pk", filter=Q(takes_seat=False, state=SignUpState.CONFIRMED)),
        last=Max("number"),
    )
    return Seats(seats=salon.seats, **(counted | {"last": counted["last"] or 0}))


def sign_up_of_token(token: str) -> SignUp | None:
    """The sign-up whose link holds the token."""
    rows = SignUp.objects.select_related("salon", "salon__organisation")
    return rows.filter(token_digest=digest_of(token)).first()


def own_sign_up(viewer: Viewer, salon: Salon) -> SignUp | None:
    """What somebody who has an account has signed up with, by an address that was shown to be theirs."""
    return own_sign_ups(viewer).filter(salon=salon, state__in=ON_THE_WAY).first()


def own_sign_ups(viewer: Viewer) -> QuerySet[SignUp]:
    """Everything that somebody has signed up for by an address that was shown to be theirs."""
    if not viewer.is_known:
        return SignUp.objects.none()
    verified = EmailAddress.objects.filter(user__in=[viewer.person], verified=True).values_list("email", flat=True)
    return SignUp.objects.filter(email__in=[address.lower() for address in verified]).select_related("salon")


def on_the_list(salon: Salon) -> list[SignUp]:
    """Those with a seat who agreed that the others see their name, in the order they came."""
    rows = salon.sign_ups.filter(state=SignUpState.CONFIRMED, is_on_list=True).exclude(email="")
    return list(rows.order_by("number"))


@dataclass(frozen=True)
class Participant:
    """One row of the organiser's list; ``is_undelivered`` when the mail server refused the last letter."""

    row: SignUp
    is_undelivered: bool


def participants(salon: Salon) -> list[Participant]:
    """Everybody who signed up, those with a seat first. Ask only for who may keep the salon."""
    order = [*ON_THE_WAY, SignUpState.LAPSED, SignUpState.WITHDRAWN]
    rows = sorted(salon.sign_ups.exclude(email=""), key=lambda row: (order.index(SignUpState(row.state)), row.number))
    came_back = refused(row.mail for row in rows)
    return [Participant(row, row.mail in came_back and row.state in ON_THE_WAY) for row in rows]


def needs_of(salon: Salon) -> list[SignUp]:
    """What those with a seat need of food and access."""
    return list(salon.sign_ups.filter(state=SignUpState.CONFIRMED).exclude(needs="").order_by("number"))


def participant(salon: Salon, sign_up: uuid.UUID) -> SignUp | None:
    """One who signed up. Ask only for who may keep the salon."""
    return salon.sign_ups.exclude(email="").filter(pk=sign_up).first()


@dataclass(frozen=True)
class Outcome:
    """What is left of a salon when the names are gone: counts."""

    came: int
    had_seat: int
    signed_off: int
    answers: dict[str, int]


def outcome_of(salon: Salon) -> Outcome:
    """The counts of a salon."""
    counted: dict[str, Any] = salon.sign_ups.aggregate(
        came=Count("pk", filter=Q(attended_at__isnull=False)),
        had_seat=Count("pk", filter=Q(state=SignUpState.CONFIRMED)),
        signed_off=Count("pk", filter=Q(state=SignUpState.WITHDRAWN)),
    )
    said = dict(salon.feedback.order_by().values_list("useful").annotate(count=Count("pk")))
    return Outcome(**counted, answers={value: said.get(value, 0) for value in Usefulness.values})


def words_of(salon: Salon) -> list[SalonFeedback]:
    """What was written about a salon, in no order that tells who wrote it."""
    return list(salon.feedback.exclude(takes_along="", other_next_time="").order_by("id"))


def overdue_sign_ups(now: datetime) -> QuerySet[Any]:
    """Needs a day after the salon, and all that leads to somebody 30 days after it: those are marked ``is_old``."""
    names = Q(salon__ends_at__lte=now - NAMES_KEPT) & ~Q(email="", name="", organisation_name="")
    needs = Q(salon__ends_at__lte=now - NEEDS_KEPT) & ~Q(needs="")
    is_old = ExpressionWrapper(names, output_field=BooleanField())
    return SignUp.objects.annotate(is_old=is_old).filter(names | needs)
