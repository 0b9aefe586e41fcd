"""Reads of people and what is kept about them."""

import json

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer, can_manage_network


def sessions_mentioning(person: Person) -> QuerySet[Session]:
    """The sessions a person has open or has begun to open: their content names the id or the address.

    Content is signed and encoded, so every session is read; this serves erasure only.
    """
    needles = (str(person.pk), person.email)
    keys = [
        session.session_key
        for session in Session.objects.iterator()
        if any(needle in json.dumps(session.get_decoded(), ensure_ascii=False) for needle in needles)
    ]
    return Session.objects.filter(pk__in=keys)


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
