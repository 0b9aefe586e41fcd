"""Where a person is signed in: seen again, and ended."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from maskinrum.organisations.actions.audit import record
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer


def see_session(person: Person, *, key: str, address: str, user_agent: str, now: datetime) -> None:
    """Remember when and from where a session was last used. Nothing is logged: the person did nothing."""
    agent = user_agent[: UserSession._meta.get_field("user_agent").max_length]
    seen = {"user": person, "ip": address, "user_agent": agent, "last_seen_at": now}
    UserSession.objects.update_or_create(session_key=key, defaults=seen)


@transaction.atomic
def end_session(session: UserSession, *, viewer: Viewer, now: datetime) -> None:
    """Sign the person out of one browser."""
    _end(UserSession.objects.filter(pk=session.pk))
    record("end_session", session.user, viewer=viewer, now=now)


@transaction.atomic
def end_other_sessions(person: Person, *, keep: str, viewer: Viewer, now: datetime) -> int:
    """Sign the person out everywhere but in the session of this key; say of how many."""
    count = _end(UserSession.objects.filter(user=person).exclude(session_key=keep))
    record("end_other_sessions", person, viewer=viewer, now=now)
    return count


def forget_sessions(person: Person) -> int:
    """End every session of the person; whoever calls this logs why. Say how many there were."""
    return _end(UserSession.objects.filter(user=person))


def _end(sessions: QuerySet[UserSession]) -> int:
    keys = [*sessions.values_list("session_key", flat=True)]
    Session.objects.filter(session_key__in=keys).delete()
    sessions.delete()
    return len(keys)
