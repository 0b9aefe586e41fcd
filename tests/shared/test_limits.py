"""What is dear to compute is computed so many times a minute for one sender, and no more."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from maskinrum.shared.limits import is_over_limit

NOW = datetime(2026, 11, 24, 9, 30, 7, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def answers(
    rf: RequestFactory, times: int, *, address: str = "192.0.2.7", cost: int = 1, now: datetime = NOW
) -> list[bool]:
    request = rf.get("/", REMOTE_ADDR=address)
    return [is_over_limit(request, "answer", most=5, cost=cost, now=now) for _ in range(times)]


def test_the_sixth_of_five_is_too_many(rf: RequestFactory) -> None:
    assert answers(rf, 6) == [False] * 5 + [True]


def test_what_costs_more_is_reached_sooner(rf: RequestFactory) -> None:
    assert answers(rf, 3, cost=2) == [False, False, True]


def test_the_next_minute_begins_anew(rf: RequestFactory) -> None:
    answers(rf, 6)
    assert answers(rf, 1, now=NOW + timedelta(minutes=1)) == [False]


@pytest.mark.parametrize(
    ("one", "other", "is_the_same"),
    [
        ("192.0.2.7", "192.0.2.8", False),
        ("2001:db8:1:2::7", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
    ],
)
def test_each_sender_is_counted_apart(one: str, other: str, is_the_same: bool, rf: RequestFactory) -> None:
    answers(rf, 6, address=one)
    assert answers(rf, 1, address=other) == [is_the_same]


def test_counts_of_many_senders_are_kept() -> None:
    for sender in range(400):
        cache.set(f"limit:answer:{sender}", sender)
    assert cache.get_many(f"limit:answer:{sender}" for sender in range(400)) == {
        f"limit:answer:{sender}": sender for sender in range(400)
    }
