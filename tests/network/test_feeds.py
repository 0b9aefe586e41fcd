"""Feeds of what is open: whole by RFC 4287, the same whoever asks, and without what is open no more."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import parse_http_date
from django.utils.translation import override

from maskinrum.knowledge.actions import load_experiences, load_recommendations, load_tools
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.meetings.models import Salon
from maskinrum.network.actions import close_question, remove_contribution, withdraw_question
from maskinrum.network.feeds import BEFORE_ANYTHING, FEEDS, write_feed
from maskinrum.network.models import Contribution, Question
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import load_register
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.calendar import Event, events
from tests.conftest import NOW
from tests.knowledge.telling import published_one
from tests.knowledge.tooling import release, two_files
from tests.meetings.holding import called
from tests.meetings.salon_making import opened
from tests.network.asking import answered_by, asked_by
from tests.partnerships.entries import added, changed

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SITE = "https://maskinrum.example"
ClientOf = Callable[[Person | None], Client]

pytestmark = pytest.mark.django_db


def read(name: str = "alt") -> Element:
    return ET.fromstring(write_feed(name, site=SITE, now=NOW).encode())  # noqa: S314 - our own


def titles(name: str = "alt") -> list[str]:
    return [str(entry.findtext(f"{ATOM}title")) for entry in read(name).iter(f"{ATOM}entry")]


def one(parent: Element, name: str) -> Element:
    """The child of this name, which RFC 4287 wants exactly once."""
    (found,) = parent.findall(f"{ATOM}{name}")
    return found


def time_of(parent: Element, name: str = "updated") -> datetime:
    found = datetime.fromisoformat(str(one(parent, name).text))
    assert found.tzinfo is not None
    return found


def links(parent: Element, rel: str) -> list[str]:
    return [str(link.get("href")) for link in parent.findall(f"{ATOM}link") if link.get("rel") == rel]


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_feed_has_what_the_standard_wants_exactly_as_often(
    language: str, member: Person, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    load_register(NOW)
    load_experiences(NOW)
    load_recommendations(NOW)
    load_tools([release()], two_files, NOW)
    asked_by(member, title="A < B & C?", text="Linje\n\n<b>to</b>", visibility="open")
    ids: dict[str, list[str]] = {}
    with override(language):
        for name in FEEDS:
            feed = read(name)
            entries = feed.findall(f"{ATOM}entry")
            assert feed.tag == f"{ATOM}feed"
            assert (one(feed, "id").text or "").startswith("tag:maskinrum.example,2026:")
            assert (one(feed, "title").text, feed.get(LANG)) != ("", None)
            prefix = "/en" if language == "en" else ""
            assert links(feed, "self") == [f"{SITE}{prefix}/nyt/{name}.atom"]
            assert len(links(feed, "alternate")) == 1
            assert one(one(feed, "author"), "name").text
            assert time_of(feed) == max((time_of(entry) for entry in entries), default=BEFORE_ANYTHING)
            ids[name] = [str(one(entry, "id").text) for entry in entries]
            assert len(set(ids[name])) == len(ids[name])
            for entry in entries:
                assert str(one(entry, "id").text).startswith("urn:uuid:")
                assert one(entry, "title").text
                assert one(entry, "summary").get("type") == "html"
                assert one(one(entry, "author"), "name").text
                assert time_of(entry, "published") <= time_of(entry)
                assert links(entry, "alternate")[0].startswith(f"{SITE}{prefix}/")
                assert entry.get(LANG) in {"da", "en"}
    assert [len(ids[name]) for name in FEEDS] == [50, 40, 12, 1, 18, 0, 0, 1]
    assert set(ids["alt"]) <= {key for name, keys in ids.items() if name != "alt" for key in keys}


def test_what_was_typed_is_never_markup(member: Person) -> None:
    asked_by(member, title="A < B & C?", text="En\u000b <b>to</b>", visibility="open")
    entry = one(read("spoergsmaal"), "entry")
    assert one(entry, "title").text == "A < B & C?"
    assert one(entry, "summary").text == "<p>En &lt;b&gt;to&lt;/b&gt;</p>"


def test_a_member_gets_what_a_visitor_gets(client: Client, client_of: ClientOf, member: Person) -> None:
    asked_by(member, title="Aabent?", visibility="open")
    asked_by(member, title="Lukket?")
    published_one(member, visibility="organisation", title="Hemmelig")
    address = reverse("network:feed", args=["alt"])
    answers = [browser.get(address) for browser in (client, client_of(member))]
    assert answers[0].content == answers[1].content
    assert (b"Aabent?" in answers[0].content, b"Lukket?" in answers[0].content) == (True, False)
    assert b"Hemmelig" not in answers[0].content
    assert answers[0]["Content-Type"] == "application/atom+xml; charset=utf-8"


def test_what_is_open_no_more_is_gone_and_the_tag_says_so(client: Client, member: Person) -> None:
    row = asked_by(member, title="Aabent?", visibility="open")
    address = reverse("network:feed", args=["spoergsmaal"])
    first = client.get(address)
    known = {"If-None-Match": first["ETag"]}
    again = client.get(address, headers=known)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    withdraw_question(row, viewer=viewer_of(member), now=NOW)
    after = client.get(address, headers=known)
    assert (after.status_code, titles("spoergsmaal")) == (200, [])


def test_who_knows_only_the_date_hears_of_what_goes_in_the_same_second(client: Client, member: Person) -> None:
    row = asked_by(member, title="Aabent?", visibility="open")
    address = reverse("network:feed", args=["spoergsmaal"])
    date = client.get(address)["Last-Modified"]
    assert client.get(address, headers={"If-Modified-Since": date}).status_code == 304
    withdraw_question(row, viewer=viewer_of(member), now=NOW)
    later = client.get(address, headers={"If-Modified-Since": date})
    assert (later.status_code, "Aabent?" in later.content.decode()) == (200, False)
    assert parse_http_date(later["Last-Modified"]) > parse_http_date(date)


def test_an_experience_that_is_closed_leaves_its_feed(member: Person) -> None:
    row = published_one(member, visibility="open", title="Proevebolig")
    assert titles("erfaringer") == ["Proevebolig"]
    type(row).objects.filter(pk=row.pk).update(state=ExperienceState.SUPERSEDED)
    assert titles("erfaringer") == []


def test_an_entry_keeps_its_number_when_it_changes_and_says_when(member: Person, outsider: Person) -> None:
    row = asked_by(member, title="Aabent?", visibility="open")
    before = one(read("spoergsmaal"), "entry")
    written = answered_by(outsider, row)
    Contribution.objects.filter(pk=written.pk).update(written_at=NOW + timedelta(hours=2))
    answered = one(read("spoergsmaal"), "entry")
    assert one(before, "id").text == one(answered, "id").text
    assert time_of(answered) - time_of(before) == timedelta(hours=2)
    written.refresh_from_db()
    remove_contribution(written, viewer=viewer_of(outsider), now=NOW)
    assert time_of(one(read("spoergsmaal"), "entry")) == time_of(before)
    close_question(row, viewer=viewer_of(member), now=NOW + timedelta(days=1))
    assert time_of(one(read("spoergsmaal"), "entry")) == NOW + timedelta(days=1)


def test_who_asks_without_a_name_has_none_here_either(member: Person) -> None:
    asked_by(member, is_anonymous=True, visibility="open")
    assert one(one(one(read("spoergsmaal"), "entry"), "author"), "name").text == "En uden navn"
    assert Question.objects.get().asked_by == member.pk


def test_an_invented_organisation_is_an_example(member: Person, organisation: Organisation) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(is_fictitious=True)
    asked_by(member, visibility="open")
    assert one(one(one(read("spoergsmaal"), "entry"), "author"), "name").text == f"{organisation.name} (Eksempel)"


def test_a_change_to_the_register_is_told_in_words(client: Client) -> None:
    changed(added(is_fictitious=True), term_months=72)
    entry = one(read("register"), "entry")
    assert one(entry, "title").text == "Nordaftalen (Eksempel)"
    assert one(entry, "summary").text == "<p>Løbetid: 48\u202fmåneder → 72\u202fmåneder</p>"
    Partnership.objects.update(visibility="network")
    assert titles("register") == []
    assert client.get(reverse("network:feeds")).content.decode().count(".atom</a>") == len(FEEDS)


def test_salons_that_are_over_or_called_off_are_not_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def planned(uid: str, days: int, *, is_cancelled: bool = False) -> Event:
        begins = NOW + timedelta(days=days)
        until = begins + timedelta(hours=2)
        place = {"place": "Foyeren", "address": f"{SITE}/saloner/{uid}/", "kind": "salon"}
        return Event(uid, 0, begins, until, uid, NOW, is_cancelled=is_cancelled, **place)  # type: ignore[arg-type]

    offered = [planned("kommer", 3), planned("forbi", -3), planned("aflyst", 4, is_cancelled=True)]
    monkeypatch.setattr(events, "_OFFERED", {"salons": lambda viewer, now: [] if viewer.is_known else offered})
    assert titles("saloner") == ["kommer"]
    assert links(one(read("saloner"), "entry"), "alternate") == [f"{SITE}/saloner/kommer/"]


def test_open_salons_and_meetings_each_stand_under_their_own_name_with_who_invites(
    member: Person, secretary: Person, organisation: Organisation
) -> None:
    opened(viewer_of(secretary), title="Salonen")
    called(member, title="Det aabne moede", visibility="open")
    called(member, title="Det lukkede moede")
    Organisation.objects.filter(pk=organisation.pk).update(is_fictitious=True)
    assert (titles("saloner"), titles("udviklingsmoeder")) == (["Salonen"], ["Det aabne moede"])
    meeting, salon = one(read("udviklingsmoeder"), "entry"), one(read("saloner"), "entry")
    inviting = Salon.objects.get().organisation.name
    assert [one(one(entry, "author"), "name").text for entry in (meeting, salon)] == [
        f"{organisation.name} (Eksempel)",
        inviting,
    ]
    kinds = {one(entry, "title").text: one(entry, "category").get("term") for entry in read().iter(f"{ATOM}entry")}
    assert kinds == {"Salonen": "Salon", "Det aabne moede": "Udviklingsmøde"}
    assert "hemmelig" not in write_feed("alt", site=SITE, now=NOW)


@pytest.mark.parametrize("name", ["saloner", "udviklingsmoeder"])
def test_a_long_feed_of_events_asks_no_more_of_the_database(
    name: str, member: Person, secretary: Person, client: Client, assert_constant_queries: Callable[..., None]
) -> None:
    def make(count: int) -> None:
        for _ in range(count):
            opened(viewer_of(secretary))
            called(member, visibility="open")

    assert_constant_queries(make, lambda: client.get(reverse("network:feed", args=[name])))


def test_each_page_says_which_feeds_there_are(client: Client) -> None:
    page = client.get(reverse("network:questions")).content.decode()
    for name in ("alt", "spoergsmaal"):
        assert 'type="application/atom+xml" title="Maskinrum: ' in page
        assert f'href="{reverse("network:feed", args=[name])}"' in page
    assert reverse("network:feed", args=["erfaringer"]) not in page
    assert client.get("/nyt/findes-ikke.atom").status_code == 404


@pytest.mark.parametrize("name", ["alt", "erfaringer", "register", "spoergsmaal"])
def test_a_long_feed_asks_no_more_of_the_database(
    name: str, member: Person, client: Client, assert_constant_queries: Callable[..., None]
) -> None:
    def make(count: int) -> None:
        for _ in range(count):
            asked_by(member, visibility="open")
            published_one(member, visibility="open")

    assert_constant_queries(make, lambda: client.get(reverse("network:feed", args=[name])))
