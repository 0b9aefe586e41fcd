"""Everything new about what somebody follows: of every kind, counted whole, and only what the reader may see."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.knowledge.actions import write_recommendation
from maskinrum.knowledge.facts.recommendations import RecommendationFacts
from maskinrum.knowledge.models import Experience, Recommendation, Tool
from maskinrum.meetings.actions import call_off_salon, close_salon, open_salon, plan_salon
from maskinrum.meetings.models import Meeting, Salon
from maskinrum.network.actions import follow as begin_to_follow
from maskinrum.network.actions import send_digests
from maskinrum.network.actions.digests import may_still_go
from maskinrum.network.actions.subscriptions import Followed
from maskinrum.network.enums import Rhythm
from maskinrum.network.facts.digests import MOST_TOLD, Wanted, moment_read, written_moment
from maskinrum.network.models import Subscription
from maskinrum.network.queries import in_words, news_about, offered_news
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.knowledge.telling import published_one
from tests.knowledge.tooling import brought, shipped_tool
from tests.meetings.holding import called
from tests.meetings.salon_making import FACTS, opened
from tests.network.asking import asked_by
from tests.partnerships.entries import added

ClientOf = Callable[[Person | None], Client]
HOUR = timedelta(hours=1)


def followed(person: Person, what: Followed, rhythm: Rhythm = Rhythm.INSTANT, *, since: datetime = NOW) -> Subscription:
    """Follow since an hour before everything else happens."""
    return begin_to_follow(what, rhythm=rhythm, viewer=viewer_of(person), now=since - HOUR)


def told() -> OutboxMail:
    """The only digest."""
    return OutboxMail.objects.get(kind="digest")


def advised(secretary: Person, **given: Any) -> Recommendation:
    """A recommendation on the theme that is followed."""
    facts = RecommendationFacts(
        statement="Byg en prøvebolig først.", reasons="Fejl er billigst dér.", phase="F5", themes=("D2",), **given
    )
    return write_recommendation(None, facts=facts, expected_revision=0, viewer=viewer_of(secretary), now=NOW)


MAKERS: dict[str, Callable[[Person, Person], Any]] = {
    "experience": lambda member, secretary: published_one(member, themes=("D2",)),
    "question": lambda member, secretary: asked_by(member, themes=("D2",)),
    "recommendation": lambda member, secretary: advised(secretary, visibility="network"),
    "tool": lambda member, secretary: brought(shipped_tool(themes=("A1",)), member, title="Prøvebolig for to"),
    "salon": lambda member, secretary: opened(viewer_of(secretary), title="Prøveboligen?", themes=("D2",)),
    "meeting": lambda member, secretary: called(member, title="Prøveboligen bagefter", themes=("D2",)),
}
CLOSES: dict[str, Callable[[Any], object]] = {
    "experience": lambda row: Experience.objects.update(visibility="organisation"),
    "question": lambda row: type(row).objects.update(visibility="organisation"),
    "recommendation": lambda row: Recommendation.objects.update(visibility="organisation"),
    "tool": lambda row: Tool.objects.update(visibility="organisation"),
    "salon": lambda row: Salon.objects.update(state="draft"),
    "meeting": lambda row: Meeting.objects.update(visibility="organisation"),
}


def made(kind: str, member: Person, secretary: Person) -> Any:
    """One of a kind on the theme D2; what was made from a tool is about its theme too."""
    row = MAKERS[kind](member, secretary)
    if kind == "tool":
        Tool.objects.filter(pk=row.pk).update(theme_codes="D2")
    return row


def test_every_kind_has_a_test() -> None:
    assert set(offered_news()) == set(MAKERS) == set(CLOSES)


@pytest.mark.parametrize("kind", MAKERS)
def test_who_follows_a_theme_hears_of_every_kind_and_only_while_it_may_be_read(
    kind: str, member: Person, secretary: Person, outsider: Person, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    followed(outsider, Followed(theme="D2"))
    row = made(kind, member, secretary)
    assert send_digests(NOW) == 1
    mail = told()
    assert (mail.about, may_still_go(mail)) == ([f"{kind}:{row.pk}"], True)
    CLOSES[kind](row)
    assert not may_still_go(mail)


@pytest.mark.parametrize("kind", MAKERS)
def test_what_the_reader_may_not_see_is_never_told(
    kind: str, member: Person, secretary: Person, outsider: Person, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    followed(outsider, Followed(theme="D2"))
    CLOSES[kind](made(kind, member, secretary))
    assert (send_digests(NOW), OutboxMail.objects.filter(kind="digest").count()) == (0, 0)


@pytest.mark.parametrize("kind", MAKERS)
def test_who_follows_the_words_of_a_search_hears_of_every_kind(
    kind: str,
    member: Person,
    secretary: Person,
    outsider: Person,
    follow: Callable[[], int],
    settings: Any,
    tmp_path: Any,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    followed(outsider, Followed(words="prøvebolig"))
    row = asked_by(member, title="Hvad koster en prøvebolig?") if kind == "question" else made(kind, member, secretary)
    follow()
    assert send_digests(NOW) == 1
    assert f"{kind}:{row.pk}" in told().about


def test_who_follows_a_partnership_hears_of_its_meetings(manager: Person, outsider: Person) -> None:
    entry = added()
    entry.history.update(at=NOW - timedelta(days=1))
    followed(outsider, Followed(partnership=str(entry.pk)))
    row = called(manager, themes=("D2",))
    Meeting.objects.filter(pk=row.pk).update(partnership=entry)
    assert (send_digests(NOW), told().about) == (1, [f"meeting:{row.pk}"])


def test_a_salon_is_told_when_it_is_opened_and_only_then(secretary: Person, outsider: Person) -> None:
    viewer = viewer_of(secretary)
    row = plan_salon(FACTS, viewer=viewer, now=NOW - timedelta(days=9))
    followed(outsider, Followed(theme="A1"))
    assert send_digests(NOW) == 0
    open_salon(row, viewer=viewer, now=NOW + HOUR)
    assert send_digests(NOW + HOUR) == 1
    assert "Åben salon: torsdag 24. december 2026 kl. 10.30, Eksempelhuset" in told().text
    close_salon(row, viewer=viewer, now=NOW + 2 * HOUR)
    open_salon(row, viewer=viewer, now=NOW + 3 * HOUR)
    assert send_digests(NOW + 3 * HOUR) == 0


def test_a_salon_that_is_called_off_is_no_news(secretary: Person, outsider: Person) -> None:
    followed(outsider, Followed(theme="A1"))
    row = opened(viewer_of(secretary))
    send_digests(NOW)
    call_off_salon(row, viewer=viewer_of(secretary), now=NOW)
    assert not may_still_go(told())


def test_what_is_made_up_says_so(member: Person, outsider: Person, organisation: Organisation) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(is_fictitious=True)
    followed(outsider, Followed(theme="D2"))
    called(member, themes=("D2",))
    send_digests(NOW)
    assert "Udviklingsmøde (Eksempel): " in told().text


def test_where_a_meeting_is_held_is_told_to_nobody(member: Person, outsider: Person) -> None:
    followed(outsider, Followed(theme="D2"))
    called(member, themes=("D2",))
    send_digests(NOW)
    assert [secret in told().text + told().html for secret in ("Mødelokale 2", "hemmelig")] == [False, False]


@pytest.mark.parametrize("many", [19, 20, 21, 35])
def test_a_mail_counts_all_of_it_and_says_where_the_rest_stands(
    many: int, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    now = timezone.now()
    followed(outsider, Followed(theme="F6"), since=now)
    for number in range(many):
        published_one(member, title=f"Erfaring nummer {number:02}")
    Experience.objects.update(published_at=now)
    send_digests(now)
    mail, more = told(), max(0, many - MOST_TOLD)
    assert (mail.subject, len(mail.about)) == (f"{many} nye ting, du følger", min(many, MOST_TOLD))
    for written in (mail.text, mail.html):
        assert written.count("Erfaring nummer") == min(many, MOST_TOLD)
        assert (f"og {more} mere" in written, "/foelger/nyt/?fra=" in written) == (bool(more), bool(more))
    if more:
        address = urlsplit(next(line for line in mail.text.splitlines() if "/foelger/nyt/" in line))
        pages = [
            client_of(outsider).get(f"{address.path}?{address.query}&side={side}").content.decode() for side in (1, 2)
        ]
        assert [page.count('<p class="list-title">') for page in pages] == [20, more]


def test_the_page_shows_only_what_its_reader_follows_and_may_read(
    member: Person, outsider: Person, client_of: ClientOf
) -> None:
    now = timezone.now()
    followed(outsider, Followed(theme="F6"), Rhythm.OFF, since=now)
    for title in ("Åben for alle", "Kun for os"):
        published_one(member, title=title, visibility="organisation" if title == "Kun for os" else "network")
    published_one(member, title="Et andet tema", themes=("A1",))
    Experience.objects.update(published_at=now)
    address = reverse("network:followed_news")
    shown = client_of(outsider).get(address).content.decode()
    assert [title in shown for title in ("Åben for alle", "Kun for os", "Et andet tema")] == [True, False, False]
    assert "Intet nyt endnu" in client_of(member).get(address).content.decode()
    assert client_of(None).get(address).status_code == 302


@pytest.mark.parametrize(("words", "count"), [("tema:D2 prøvebolig", 1), ("slags:projekt prøvebolig", 0)])
def test_what_narrows_a_search_narrows_what_is_told_of_it(
    words: str, count: int, member: Person, outsider: Person, follow: Callable[[], int]
) -> None:
    followed(outsider, Followed(words=words))
    for theme in ("D2", "A1"):
        published_one(member, title=f"Prøvebolig om {theme}", themes=(theme,))
    follow()
    send_digests(NOW)
    assert [mail.about for mail in OutboxMail.objects.filter(kind="digest")] == [
        [f"experience:{Experience.objects.get(theme_codes='D2').pk}"] for _one in range(count)
    ]


@pytest.mark.parametrize("written", ["", "nonsense", "-5", "9" * 40, "٣"])
def test_an_address_without_a_moment_shows_a_month(written: str) -> None:
    assert moment_read(written, now=NOW) == NOW - timedelta(days=30)


def test_a_moment_is_read_as_it_was_written_and_never_later_than_now() -> None:
    assert moment_read(written_moment(NOW), now=NOW + HOUR) == NOW
    assert moment_read("9999999999", now=NOW) == NOW
    assert moment_read("0", now=NOW) == NOW - timedelta(days=366)


def test_the_page_asks_the_database_alike_for_one_and_three_of_each(
    client_of: ClientOf,
    member: Person,
    secretary: Person,
    outsider: Person,
    settings: Any,
    tmp_path: Any,
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], Any]], None],
) -> None:
    settings.MEDIA_ROOT = tmp_path
    browser, themes = client_of(outsider), iter(("D2", "A1", "B2"))

    def make(number: int) -> None:
        for _one in range(number):
            followed(outsider, Followed(theme=next(themes)))
            for kind in MAKERS:
                made(kind, member, secretary)
            followed(outsider, Followed(question=asked_by(member)))

    since = written_moment(NOW - HOUR)
    assert_constant_queries(make, lambda: browser.get(reverse("network:followed_news"), {"fra": since}))


def test_what_is_told_of_is_read_for_those_shown_and_as_the_reader_may(member: Person, outsider: Person) -> None:
    rows = [published_one(member, title=f"Nyt {number}") for number in range(3)]
    viewer, wanted = viewer_of(outsider), [Wanted(NOW - timedelta(days=1), everything=True)]
    items = [one for one in news_about(viewer, wanted, now=NOW) if one.kind == "experience"]
    keys = {f"experience:{row.pk}": row for row in rows}
    assert {item.key: (item.title, item.link) for item in items} == dict.fromkeys(keys, ("", ""))
    Experience.objects.filter(pk=rows[0].pk).update(visibility="organisation")
    told = in_words(viewer, items, now=NOW)
    assert [item.key for item in told] == [item.key for item in items if keys[item.key] != rows[0]]
    assert [item.title for item in told] == [keys[item.key].title for item in told]
    assert all(item.text and item.label and item.link for item in told)
