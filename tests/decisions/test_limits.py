"""A visitor who calculates too often is told so, and loses nothing."""

from dataclasses import replace

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from tests.decisions.making import TAGET, posted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "limit"), [("trial", "ANSWERS_PER_MINUTE"), ("trial_break_even", "BREAK_EVENS_PER_MINUTE")]
)
def test_one_too_many_comes_back_with_every_row(name: str, limit: str, client: Client) -> None:
    with override_settings(**{limit: 0}):
        answer = client.post(reverse(f"decisions:{name}"), posted(act="use"))
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "Vent et minut" in page
    assert all(f'value="{typed}"' in page for typed in ("Taget", "Facaden", "Kælderen"))


@override_settings(ANSWERS_PER_MINUTE=1)
def test_large_portfolio_counts_for_more(client: Client) -> None:
    rows = posted([replace(TAGET, name=f"Tag {number}") for number in range(101)], act="use")
    assert client.post(reverse("decisions:trial"), rows).status_code == 429
