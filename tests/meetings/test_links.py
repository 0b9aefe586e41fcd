"""Links: what opens a sign-up, and what material is written as."""

from datetime import datetime, timedelta

import pytest

from maskinrum.meetings.actions.salon_letters import token_of
from maskinrum.meetings.facts.links import Link, lines_without_link, links_in
from maskinrum.meetings.queries import sign_up_of_token
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.tokens import LENGTH, token_for
from tests.meetings.salon_making import joined, opened

WRITTEN = "Oplæg: https://a.example/1.pdf\n\nhttps://b.example\nuden adresse\n  Ark – https://c.example/x?y=1  "


def test_each_line_with_an_address_is_a_link() -> None:
    assert links_in(WRITTEN) == [
        Link("Oplæg", "https://a.example/1.pdf"),
        Link("https://b.example", "https://b.example"),
        Link("Ark", "https://c.example/x?y=1"),
    ]
    assert lines_without_link(WRITTEN) == [4]
    assert links_in("javascript:alert(1)") == []


def test_a_token_is_long_plain_and_for_one_thing_only() -> None:
    token = token_for("sign-up", 1)
    assert (len(token), token.isalnum(), token) == (LENGTH, True, token_for("sign-up", 1))
    assert len({token, token_for("sign-up", 2), token_for("calendar", 1)}) == 3


@pytest.mark.django_db
def test_the_link_of_the_next_letter_opens_when_the_secret_key_has_changed(
    secretary: Person, now: datetime, settings: object
) -> None:
    salon = opened(viewer_of(secretary))
    before = token_of(joined(salon, "Anna"))
    settings.SECRET_KEY = "en anden hemmelig nøgle"  # type: ignore[attr-defined]
    row = joined(salon, "Anna", now=now + timedelta(hours=1))
    assert token_of(row) != before
    assert sign_up_of_token(token_of(row)) == row
