"""Searches that are followed: what the index has not taken yet is told later, and what is new is found among much."""

from collections.abc import Callable
from copy import copy
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from maskinrum.knowledge.models import Experience
from maskinrum.network.actions import follow as begin_to_follow
from maskinrum.network.actions import send_digests, send_settled_digests
from maskinrum.network.actions.subscriptions import Followed
from maskinrum.network.enums import Rhythm
from maskinrum.network.models import Question, Subscription
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.search.actions import note_changes
from maskinrum.search.indexing import searching
from maskinrum.search.models import IndexChange
from maskinrum.search.queries import GIVEN_UP_AFTER
from maskinrum.shared.models import OutboxMail
from maskinrum.shared.periodic import jobs
from tests.conftest import NOW
from tests.knowledge.telling import published_one
from tests.network.asking import asked_by

ClientOf = Callable[[Person | None], Client]
MINUTE = timedelta(minutes=1)
WORDS = Followed(words="prøvebolig")


@pytest.fixture
def search(outsider: Person) -> Subscription:
    """A search that is told of at once, since an hour."""
    return begin_to_follow(WORDS, rhythm=Rhythm.INSTANT, viewer=viewer_of(outsider), now=NOW - 60 * MINUTE)


def asked_at(person: Person, minutes: int) -> Question:
    """A question that the search finds, asked so many minutes after now."""
    row = asked_by(person, title=f"Hvad koster en prøvebolig? {minutes}")
    Question.objects.filter(pk=row.pk).update(asked_at=NOW + minutes * MINUTE)
    return row


def told() -> list[list[str]]:
    """What each mail tells of, the first mail first."""
    return [mail.about for mail in OutboxMail.objects.filter(kind="digest").order_by("created_at")]


def about(*rows: Question) -> list[str]:
    """The names of questions in a mail, the latest first."""
    return [f"question:{row.pk}" for row in rows]


def test_what_the_index_has_not_taken_is_told_the_next_time(
    member: Person, search: Subscription, follow: Callable[[], int]
) -> None:
    row = asked_at(member, 0)
    assert send_digests(NOW + MINUTE) == 0
    follow()
    assert (send_digests(NOW + 2 * MINUTE), send_digests(NOW + 3 * MINUTE), told()) == (1, 0, [about(row)])


def test_what_was_found_before_it_is_told_once_and_what_came_after_it_with_it(
    member: Person, search: Subscription, follow: Callable[[], int]
) -> None:
    first, waits, last = (asked_at(member, minutes) for minutes in (0, 5, 10))
    held = IndexChange.objects.filter(item=str(waits.pk))
    kept = list(held)
    held.delete()
    follow()
    IndexChange.objects.bulk_create(kept)
    assert send_digests(NOW + 15 * MINUTE) == 1
    follow()
    assert send_digests(NOW + 30 * MINUTE) == 1
    assert (told(), send_digests(NOW + 45 * MINUTE)) == ([about(first), about(last, waits)], 0)


def test_what_waits_is_no_reason_to_hold_back_what_else_is_followed(
    member: Person, outsider: Person, search: Subscription, follow: Callable[[], int]
) -> None:
    begin_to_follow(Followed(theme="F6"), rhythm=Rhythm.INSTANT, viewer=viewer_of(outsider), now=NOW - MINUTE)
    row = published_one(member, title="Prøvebolig", themes=("F6",))
    assert (send_digests(NOW), told()) == (1, [[f"experience:{row.pk}"]])
    assert Subscription.objects.get(kind="theme").told_until == NOW
    assert Subscription.objects.get(kind="search").told_until < NOW


def test_a_search_is_never_told_of_again_what_it_was_told_of_before(
    member: Person, outsider: Person, search: Subscription, follow: Callable[[], int]
) -> None:
    later = begin_to_follow(
        Followed(words="vandmåler"), rhythm=Rhythm.INSTANT, viewer=viewer_of(outsider), now=NOW + MINUTE
    )
    asked_at(member, 0)
    send_digests(NOW + 2 * MINUTE)
    later.refresh_from_db()
    assert later.told_until == NOW + 2 * MINUTE


def test_what_is_saved_while_the_tick_looks_is_told_by_the_next(
    member: Person, search: Subscription, follow: Callable[[], int]
) -> None:
    look = import_string(jobs()["send_digests"].function)
    assert look(NOW + timedelta(seconds=1)) == 0
    # Sent in a second before that look, and saved only now.
    row = asked_at(member, 0)
    follow()
    assert (look(NOW + 15 * MINUTE), look(NOW + 30 * MINUTE), told()) == (1, 0, [about(row)])


def test_who_begins_to_follow_hears_of_nothing_from_before(
    member: Person, outsider: Person, follow: Callable[[], int]
) -> None:
    asked_at(member, 0)
    follow()
    seconds = timedelta(seconds=30)
    begin_to_follow(WORDS, rhythm=Rhythm.INSTANT, viewer=viewer_of(outsider), now=NOW + seconds)
    assert (send_settled_digests(NOW + 2 * seconds), send_settled_digests(NOW + 15 * MINUTE)) == (0, 0)


def test_an_old_thing_that_is_changed_holds_nothing_back(
    member: Person, search: Subscription, follow: Callable[[], int]
) -> None:
    asked_at(member, -90)
    send_digests(NOW)
    search.refresh_from_db()
    assert search.told_until == NOW


def test_what_cannot_be_written_to_the_index_is_waited_for_an_hour_and_no_longer(
    member: Person, search: Subscription, follow: Callable[[], int]
) -> None:
    asked_at(member, 0)
    IndexChange.objects.update(attempts=GIVEN_UP_AFTER - 1)
    send_digests(NOW + MINUTE)
    search.refresh_from_db()
    assert search.told_until < NOW
    IndexChange.objects.update(attempts=GIVEN_UP_AFTER)
    send_digests(NOW + MINUTE)
    search.refresh_from_db()
    assert search.told_until == NOW + MINUTE


def much_that_is_old(member: Person, many: int) -> None:
    """Experiences with the word in their titles, published long ago, and no trace of how they came."""
    row = published_one(member, title="Prøvebolig prøvebolig")
    rows = []
    for number in range(many):
        other = copy(row)
        other.pk, other.key = uuid4(), f"gammel{number}"
        rows.append(other)
    Experience.objects.bulk_create(rows)
    Experience.objects.update(published_at=NOW - timedelta(days=60))
    note_changes("experience", [one.pk for one in rows])


def test_what_is_new_is_told_among_hundreds_that_fit_better(
    member: Person, outsider: Person, search: Subscription, follow: Callable[[], int], client_of: ClientOf
) -> None:
    much_that_is_old(member, 210)
    happened = "Vi talte om tidsplanen og om meget andet, og til sidst om en prøvebolig. " + "Sådan gik det. " * 60
    row = published_one(
        member,
        title="Et møde om tidsplanen",
        context="Vi mødtes.",
        happened=happened,
        effect_text="Vi blev enige.",
        advice="Mød hinanden.",
    )
    follow()
    assert (send_digests(NOW), told()) == (1, [[f"experience:{row.pk}"]])
    Experience.objects.filter(pk=row.pk).update(published_at=timezone.now())
    assert "Et møde om tidsplanen" in client_of(outsider).get(reverse("network:followed_news")).content.decode()


def test_more_new_things_than_are_asked_for_at_a_time_are_all_told(
    member: Person, search: Subscription, follow: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "AT_A_TIME", 2)
    rows = [asked_at(member, -minutes) for minutes in range(5)]
    asked_by(member, title="Hvem kender AB 18?", text="")
    follow()
    assert (send_digests(NOW), told()) == (1, [about(*rows)])
