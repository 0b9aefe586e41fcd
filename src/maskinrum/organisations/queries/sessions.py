"""Reads of where somebody is signed in, and by what means."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer

T = TypeVar("T", Authenticator, UserSession)


def open_sessions(viewer: Viewer, *, now: datetime) -> QuerySet[UserSession]:
    """The browsers the viewer is signed in with, last seen first. A session that has run out is none."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    mine: QuerySet[UserSession] = UserSession.objects.filter(user__in=[viewer.person], session_key__in=alive)
    return mine.order_by("-last_seen_at", "-id")


def sessions_left_behind(now: datetime) -> QuerySet[UserSession]:
    """The traces of sessions that have ended or run out, whomever they are of."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    left: QuerySet[UserSession] = UserSession.objects.exclude(session_key__in=alive)
    return left


def second_factors(person: Person) -> QuerySet[Authenticator]:
    """What a person has set up beside the password: passkeys, an authenticator app, recovery codes."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=person)
    return found.order_by("created_at", "id")


def own_passkeys(viewer: Viewer) -> QuerySet[Authenticator]:
    """The passkeys of the viewer, the oldest first."""
    kind = Authenticator.Type.WEBAUTHN
    mine: QuerySet[Authenticator] = Authenticator.objects.filter(user__in=[viewer.person], type=kind)
    return mine.order_by("created_at", "id")


def mark_of(row: Authenticator | UserSession) -> str:
    """What a row is called in an address: its number would tell how many there are."""
    return salted_hmac("mark in an address", f"{row._meta.db_table} {row.pk}").hexdigest()[:20]


def marked(rows: Iterable[T], mark: str) -> T | None:
    """The row of this mark, or None."""
    return next((row for row in rows if mark_of(row) == mark), None)
