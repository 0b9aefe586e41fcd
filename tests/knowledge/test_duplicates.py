"""Two that tell the same are suggested to the secretariat, which makes one of them."""

import time
from collections.abc import Callable

import html5lib
import pytest
from django.http import HttpResponse
from django.test import Client

from maskinrum.knowledge.actions import add_comment, record_use
from maskinrum.knowledge.enums import ExperienceState, UseOutcome
from maskinrum.knowledge.facts.duplicates import Told, likely_duplicates, likeness, words_of
from maskinrum.knowledge.models import Experience
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from tests.conftest import NOW
from tests.knowledge.telling import published_one

ClientOf = Callable[[Person | None], Client]
PAGE = "/erfaringer/dubletter/"
MOCK_UP = "Vi byggede en prøvebolig færdig før resten og fandt elleve fejl i badeværelset"
ROOF = "Taget blev skiftet uden stillads fordi rådgiveren regnede på vindlasten"


def test_words_meet_in_other_inflections_and_short_ones_do_not_count() -> None:
    assert words_of("Prøveboligen og prøveboliger i to tage") == {"prøveb", "tage"}


@pytest.mark.parametrize(("first", "second", "share"), [("", "", 0.0), ("tage fald", "tage vind", 1 / 3)])
def test_alike_is_the_share_of_all_words_that_both_have(first: str, second: str, share: float) -> None:
    assert likeness(words_of(first), words_of(second)) == share


def test_the_most_alike_stand_first_and_others_not_at_all() -> None:
    told = [
        Told("a", MOCK_UP),
        Told("b", f"{MOCK_UP} og køkkenet bagefter"),
        Told("c", MOCK_UP),
        Told("d", ROOF),
    ]
    assert [(one.first, one.second) for one in likely_duplicates(told)] == [("a", "c"), ("a", "b"), ("b", "c")]


def test_those_with_other_readers_are_no_pair() -> None:
    assert likely_duplicates([Told("a", MOCK_UP, "open"), Told("b", MOCK_UP, "network")]) == []


def test_ten_thousand_alike_or_not_take_seconds_at_most() -> None:
    told = [Told(f"k{number:05d}", f"{MOCK_UP} {number % 5000:05d}a {number % 5000:05d}b") for number in range(10_000)]
    began = time.process_time()
    found = [(one.first, one.second) for one in likely_duplicates(told)]
    assert found == [(f"k{number:05d}", f"k{number + 5000:05d}") for number in range(30)]
    assert time.process_time() - began < 10


def test_the_secretariat_sees_the_pair_and_makes_one_of_two(
    client_of: ClientOf, member: Person, outsider: Person, secretary: Person
) -> None:
    goes, stays = published_one(member, title="Prøvebolig"), published_one(member, title="Prøvebolig to")
    record_use(goes, outcome=UseOutcome.WORKED, viewer=viewer_of(outsider), now=NOW)
    add_comment(goes, text="Det gjaldt kun badet.", viewer=viewer_of(outsider), now=NOW)
    browser = client_of(secretary)
    first, second = sorted([goes.key, stays.key])
    assert f"{PAGE}{first}/{second}/" in browser.get(PAGE).content.decode()
    page = f"{PAGE}{goes.key}/{stays.key}/"
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(browser.get(page).content.decode())
    assert parser.errors == []
    assert "Vælg, hvilken der bliver" in browser.post(page, {}).content.decode()
    assert "De to er nu én." in browser.post(page, {"stays": stays.key}, follow=True).content.decode()
    goes, stays = Experience.objects.get(pk=goes.pk), Experience.objects.get(pk=stays.pk)
    assert (goes.state, goes.superseded_by) == (ExperienceState.SUPERSEDED, stays)
    assert (stays.uses.count(), stays.comments.count()) == (1, 1)
    assert browser.get(page).status_code == 404


def test_what_stays_in_an_organisation_is_no_pair_and_others_see_none(
    client_of: ClientOf, member: Person, manager: Person, secretary: Person
) -> None:
    rows = [published_one(member, visibility="organisation") for _number in range(2)]
    browser = client_of(secretary)
    assert rows[0].key not in browser.get(PAGE).content.decode()
    assert browser.get(f"{PAGE}{rows[0].key}/{rows[1].key}/").status_code == 404
    assert client_of(manager).get(PAGE).status_code == 404


def test_the_list_asks_as_much_of_one_pair_as_of_three(
    client_of: ClientOf,
    member: Person,
    secretary: Person,
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], HttpResponse]], None],
) -> None:
    browser = client_of(secretary)
    assert_constant_queries(
        lambda number: [published_one(member, title=f"Par {number}") for _twice in range(2)],
        lambda: browser.get(PAGE),  # type: ignore[arg-type, return-value]
    )
