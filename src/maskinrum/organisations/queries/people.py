"""Reads of people and what is kept about them."""

import json

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from maskinrum.organisations.models import Person


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
