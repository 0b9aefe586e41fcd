"""What a person sees is theirs: no cache keeps it, and no part of a page is taken for the whole."""

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.models import Person

pytestmark = pytest.mark.django_db


def test_pages_of_somebody_signed_in_are_not_kept(member: Person, client_of: Callable[[Person], Client]) -> None:
    assert client_of(member).get(reverse("decisions:index"))["Cache-Control"] == "private, no-store"


def test_answers_to_what_was_sent_are_not_kept(client: Client) -> None:
    assert client.post(reverse("decisions:trial"), {"act": "use"})["Cache-Control"] == "private, no-store"


def test_pages_for_everybody_may_be_kept(client: Client) -> None:
    assert not client.get(reverse("about")).has_header("Cache-Control")


def test_a_part_is_not_taken_for_the_page(client: Client) -> None:
    assert "HX-Request" in client.get(reverse("decisions:trial"))["Vary"]


def test_the_browser_keeps_no_pages_where_others_can_read_them(client: Client) -> None:
    [written] = re.findall(r"name=\"htmx-config\" content='([^']+)'", client.get(reverse("about")).content.decode())
    assert json.loads(written)["historyCacheSize"] == 0
