"""Two people write in one booklet at once: nobody's words are lost, and nobody writes over another unseen."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.actions import add_to_booklet, begin_booklet, remove_item, write_in_booklet
from maskinrum.knowledge.actions.booklets import BookletFacts
from maskinrum.knowledge.models import Booklet, BookletItem
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from tests.conftest import NOW
from tests.knowledge.telling import published_one

ClientOf = Callable[[Person | None], Client]
MARK = re.compile(r'name="seen" value="([0-9a-f]+)"')


@pytest.fixture
def row(member: Person) -> Booklet:
    return begin_booklet(BookletFacts("Kom godt i gang"), viewer=viewer_of(member), now=NOW)


@pytest.fixture
def own(row: Booklet, member: Person) -> BookletItem:
    return write_in_booklet(row, None, heading="Begynd", text="Ord.", viewer=viewer_of(member), now=NOW)


def mark_on(browser: Client, address: str) -> str:
    found = MARK.search(browser.get(address).content.decode())
    assert found
    return found[1]


def test_the_later_of_two_who_change_title_or_introduction_is_told(
    row: Booklet, member: Person, manager: Person, client_of: ClientOf
) -> None:
    address, said = reverse("booklets:edit", args=[row.key]), {"language": "da", "visibility": "organisation"}
    first, second = client_of(member), client_of(manager)
    marks = [mark_on(browser, address) for browser in (first, second)]
    add_to_booklet(row, published_one(member), viewer=viewer_of(member), now=NOW)  # changes no word of the form
    first.post(address, {**said, "title": "Mettes", "introduction": "Til nye.", "seen": marks[0]})
    answer = second.post(address, {**said, "title": "Annes", "introduction": "Lang tekst", "seen": marks[1]})
    assert [one for one in ("gemt den imens", "Lang tekst") if one not in answer.content.decode()] == []
    assert (Booklet.objects.get().title, Booklet.objects.get().introduction) == ("Mettes", "Til nye.")


def test_the_later_of_two_who_write_a_text_again_is_told(
    row: Booklet, own: BookletItem, member: Person, manager: Person, client_of: ClientOf
) -> None:
    address = reverse("booklets:change_text", args=[row.key, own.pk])
    first, second = client_of(member), client_of(manager)
    marks = [mark_on(browser, address) for browser in (first, second)]
    first.post(address, {"heading": "Begynd", "text": "Mettes ord.", "seen": marks[0]})
    answer = second.post(address, {"heading": "Begynd", "text": "Annes ord.", "seen": marks[1]})
    assert [one for one in ("gemt den imens", "Annes ord.") if one not in answer.content.decode()] == []
    assert row.items.get().text == "Mettes ord."


def test_words_for_a_text_that_was_taken_out_meanwhile_are_kept(
    row: Booklet, own: BookletItem, member: Person, manager: Person, client_of: ClientOf
) -> None:
    address, browser = reverse("booklets:change_text", args=[row.key, own.pk]), client_of(member)
    mark = mark_on(browser, address)
    remove_item(row, own.pk, viewer=viewer_of(manager), now=NOW)
    answer = browser.post(address, {"heading": "Begynd", "text": "Lang tekst", "seen": mark})
    shown, again = answer.content.decode(), reverse("booklets:text", args=[row.key])
    assert [one for one in ("tog teksten ud", "Lang tekst", f'action="{again}"') if one not in shown] == []
    browser.post(again, {"heading": "Begynd", "text": "Lang tekst"})
    assert row.items.get().text == "Lang tekst"
    assert browser.get(address).status_code == 404
