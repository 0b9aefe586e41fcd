"""Reads of people and what is kept about them."""

import json
import uuid
import zlib
from collections.abc import Sequence

from django.contrib.sessions.models import Session
from django.core.signing import b64_decode
from django.db.models import QuerySet, UUIDField

from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer, can_manage_network
from maskinrum.shared.prepared import Prepared

_person = Prepared(lambda key: Person.objects.filter(pk=key), (UUIDField(), uuid.UUID(int=1)))


def person_of_key(key: uuid.UUID) -> Person | None:
    """Who has this key."""
    return next(iter(_person(key)), None)


def sessions_mentioning(person: Person) -> QuerySet[Session]:
    """The sessions a person has open or has begun to open: their content names the id or the address.

    Content is signed and encoded, so every session is read; for erasure, and for the person's own data. Whether a
    signature still holds does not matter here, and to check it takes longest.
    """
    needles = [json.dumps(one)[1:-1].encode("ascii") for one in (str(person.pk), person.email)]
    rows = Session.objects.values_list("session_key", "session_data").iterator()
    return Session.objects.filter(pk__in=[key for key, data in rows if _has_any(needles, _written(data))])


def _has_any(needles: Sequence[bytes], content: bytes) -> bool:
    return any(needle in content for needle in needles)


def _written(data: str) -> bytes:
    """The content of a session as ``signing.dumps`` wrote it, in JSON; nothing where it wrote something else."""
    content = data.partition(":")[0].encode()
    try:
        if content.startswith(b"."):
            return zlib.decompress(b64_decode(content[1:]))
        return bytes(b64_decode(content))
    except (ValueError, zlib.error):
        return b""


def language_of(email: str) -> str:
    """The language in which the person of this address is written to, or nothing for an address without account."""
    return Person.objects.filter(email=email.lower()).values_list("language", flat=True).first() or ""


def people_on_their_own(viewer: Viewer) -> QuerySet[Person]:
    """Those who can sign in and act for no organisation, for the secretariat; nobody for anybody else."""
    if not can_manage_network(viewer):
        return Person.objects.none()
    return Person.objects.filter(is_active=True, memberships__isnull=True).order_by("email")


def people_to_erase(viewer: Viewer) -> QuerySet[Person]:
    """Everybody whose account is there, for the secretariat; nobody for anybody else."""
    return Person.objects.filter(erased_at__isnull=True) if can_manage_network(viewer) else Person.objects.none()
