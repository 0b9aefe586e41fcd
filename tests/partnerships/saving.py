"""The forms of an entry, sent as somebody types them."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from maskinrum.organisations.models import Person
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries import partnership_facts
from tests.partnerships.entries import entry_facts, posted

NEW = "/register/ny/"


Sign = Callable[[Person | None], Client]


def save(browser: Client, row: Partnership, **given: Any) -> Any:
    """Send the form of an entry as it is stored, with some fields typed otherwise."""
    row.refresh_from_db()
    data = posted(row, partnership_facts(row), **given)
    return browser.post(
        reverse("register:edit", args=[row.slug]), data.urlencode(), "application/x-www-form-urlencoded"
    )


def stored(row: Partnership) -> Any:
    return partnership_facts(Partnership.objects.get(pk=row.pk))


def add(browser: Client, **given: Any) -> Any:
    usual = {"slug": "", "visibility": "open"}
    data = posted(None, entry_facts(name="Ny Ørestadsaftale"), **(usual | given))
    return browser.post(NEW, data.urlencode(), "application/x-www-form-urlencoded")
