"""What was searched for in vain is counted so that nobody can be recognised."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.actions import add_synonym, remove_synonym, take_off_search
from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.facts import Words
from maskinrum.search.actions import note_unanswered, remove_unanswered
from maskinrum.search.models import SiteSynonym, UnansweredSearch
from maskinrum.search.queries import Unanswered, old_unanswered, unanswered
from maskinrum.shared.errors import DomainError
from tests.partnerships.entries import added, entry_facts

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _no_senders_known(db: None) -> None:
    cache.clear()


def listed(now: datetime) -> list[tuple[str, int]]:
    """What the secretariat reads."""
    return [(one.words, one.times) for one in unanswered(now)]


def test_what_one_sender_asks_is_kept_by_no_word(now: datetime) -> None:
    for _ in range(3):
        note_unanswered("Fugtsag", sender="192.0.2.1", now=now)
    row = UnansweredSearch.objects.get()
    assert (row.words, row.times, "ugtsag" in row.digest, listed(now)) == ("", 1, False, [])


def test_what_two_senders_ask_is_listed_by_its_words(now: datetime) -> None:
    note_unanswered("Fugtsag", sender="192.0.2.1", now=now - DAY)
    note_unanswered("  FUGTSAG? ", sender="192.0.2.2", now=now)
    assert unanswered(now) == [Unanswered("fugtsag", 2, now.date())]


def test_two_who_ask_more_than_a_month_apart_do_not_count_together(now: datetime) -> None:
    note_unanswered("Fugtsag", sender="192.0.2.1", now=now - 31 * DAY)
    note_unanswered("Fugtsag", sender="192.0.2.2", now=now)
    assert listed(now) == []


@pytest.mark.parametrize(
    "text",
    ["bo@nord.example", "12345678", "Lundevej 123", "https://a.example", "et to tre fire fem seks syv", "x" * 81, "?"],
)
def test_what_may_name_somebody_or_is_no_word_is_never_counted(text: str, now: datetime) -> None:
    for sender in ("192.0.2.1", "192.0.2.2"):
        note_unanswered(text, sender=sender, now=now)
    assert UnansweredSearch.objects.count() == 0


def test_what_most_have_asked_stands_first(now: datetime) -> None:
    for sender in ("1", "2", "3"):
        note_unanswered("skimmel", sender=sender, now=now)
        if sender != "3":
            note_unanswered("fugtsag", sender=sender, now=now)
    assert listed(now) == [("skimmel", 3), ("fugtsag", 2)]


def test_it_is_removed_after_ninety_days(now: datetime) -> None:
    for sender in ("1", "2"):
        note_unanswered("fugtsag", sender=sender, now=now)
    assert (remove_unanswered(old_unanswered(now + 90 * DAY)), listed(now)) == (0, [("fugtsag", 2)])
    assert remove_unanswered(old_unanswered(now + 91 * DAY)) == 1


def test_the_page_counts_only_what_it_finds_nothing_for(follow: Callable[[], int], client: Client) -> None:
    for word in ("qvxzjw", "rammeaftale"):
        assert client.post(reverse("search:unanswered"), {"q": word}).status_code == 204
    assert UnansweredSearch.objects.count() == 1


def test_nothing_is_counted_while_there_is_no_index(client: Client, settings: object, tmp_path: object) -> None:
    settings.SEARCH_FOLDER = f"{tmp_path}/nothing"  # type: ignore[attr-defined]
    assert client.post(reverse("search:unanswered"), {"q": "fugtsag"}).status_code == 204
    assert UnansweredSearch.objects.count() == 0


def test_the_secretariat_reads_the_list_and_takes_words_off(
    secretary: Person, client_of: Callable[..., Client], now: datetime
) -> None:
    for sender in ("1", "2"):
        note_unanswered("fugtsag", sender=sender, now=now)
    browser, page = client_of(secretary), reverse("secretariat:searches")
    assert "fugtsag" in browser.get(page).content.decode()
    assert browser.post(page, {"words": "fugtsag"}).status_code == 302
    assert "fugtsag" not in browser.get(page).content.decode()
    event = AuditEvent.objects.get(verb="take_off_search")
    assert (event.actor, event.changes) == (secretary.pk, {})


def test_nobody_else_takes_words_off(manager: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        take_off_search("fugtsag", viewer=viewer_of(manager), now=now)


def test_words_that_are_gone_are_no_fault(secretary: Person, now: datetime) -> None:
    take_off_search("", viewer=viewer_of(secretary), now=now)
    assert AuditEvent.objects.filter(verb="take_off_search").count() == 0


def test_the_secretariat_teaches_the_search_a_word_and_takes_it_back(
    secretary: Person, follow: Callable[[], int], client_of: Callable[..., Client]
) -> None:
    added(entry_facts(name="Tagaftalen", scope=Words("Kvadersten på taget.", "Ashlar.")), slug="tagaftalen")
    follow()
    browser, page, search = client_of(secretary), reverse("secretariat:searches"), reverse("search:index")
    assert "Tagaftalen" not in browser.get(search, {"q": "hugsten"}).content.decode()
    assert browser.post(page, {"word": "Hugsten", "other": " kvadersten "}).status_code == 302
    assert "Tagaftalen" in browser.get(search, {"q": "hugsten"}).content.decode()
    assert "Tagaftalen" not in browser.get(search, {"q": "hugsten", "synonyms": "0"}).content.decode()
    row = SiteSynonym.objects.get()
    assert f'value="{row.pk}"' in browser.get(page).content.decode()
    assert browser.post(page, {"synonym": str(row.pk)}).status_code == 302
    assert "Tagaftalen" not in browser.get(search, {"q": "hugsten"}).content.decode()
    log = AuditEvent.objects.filter(verb__contains="synonym").order_by("at").values_list("verb", "changes")
    assert list(log) == [
        ("add_synonym", {"words": [None, "hugsten = kvadersten"]}),
        ("remove_synonym", {"words": ["hugsten = kvadersten", None]}),
    ]


@pytest.mark.parametrize(
    ("other", "said"), [("", "field-error"), ("?!", "Skriv et ord"), ("Hugsten", "samme ord"), ("x" * 81, "80")]
)
def test_what_is_no_other_word_is_told_where_it_was_written(
    other: str, said: str, secretary: Person, client_of: Callable[..., Client]
) -> None:
    page = client_of(secretary).post(reverse("secretariat:searches"), {"word": "hugsten", "other": other})
    text = page.content.decode()
    assert (page.status_code, said in text, 'value="hugsten"' in text) == (200, True, True)
    assert SiteSynonym.objects.count() == 0


def test_nobody_else_teaches_the_search(manager: Person, secretary: Person, now: datetime) -> None:
    row = add_synonym("hugsten", "kvadersten", viewer=viewer_of(secretary), now=now)
    assert add_synonym("kvadersten", "hugsten", viewer=viewer_of(secretary), now=now) == row
    for act in (partial(add_synonym, "a", "b"), partial(remove_synonym, row.pk)):
        with pytest.raises(DomainError):
            act(viewer=viewer_of(manager), now=now)
    remove_synonym(None, viewer=viewer_of(secretary), now=now)
    assert SiteSynonym.objects.get() == row


def test_a_word_searched_for_in_vain_is_ready_to_be_taught(
    secretary: Person, client_of: Callable[..., Client], now: datetime
) -> None:
    for sender in ("1", "2"):
        note_unanswered("hugsten", sender=sender, now=now)
    browser, page = client_of(secretary), reverse("secretariat:searches")
    assert "?ord=hugsten#synonym" in browser.get(page).content.decode()
    assert 'value="hugsten"' in browser.get(page, {"ord": "hugsten"}).content.decode()
