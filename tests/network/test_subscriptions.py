"""What somebody follows: one mail, quiet by default, and nothing in it that its reader may not see when it is sent."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.models import Experience
from maskinrum.network.actions import (
    edit_question,
    erase_subscriptions,
    follow,
    send_digests,
    set_rhythm,
    unfollow,
    withdraw_question,
    write_stand,
)
from maskinrum.network.actions.digests import may_still_go, person_of_token, token_of
from maskinrum.network.actions.subscriptions import MOST_FOLLOWED, Followed
from maskinrum.network.enums import ContributionKind, Rhythm
from maskinrum.network.facts.digests import Item, fitting, in_order, is_due
from maskinrum.network.facts.stands import StandFacts
from maskinrum.network.models import Contribution, Question, Subscription
from maskinrum.organisations.actions import choose_mail
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError
from maskinrum.shared.mail import composed, is_still_right
from maskinrum.shared.models import OutboxMail
from tests.knowledge.telling import published_one
from tests.network.asking import answered_by, asked_by, asked_facts
from tests.partnerships.entries import added, changed

ClientOf = Callable[[Person | None], Client]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
THEME = Followed(theme="F6")


def followed(person: Person, now: datetime, what: Followed = THEME, rhythm: Rhythm = Rhythm.INSTANT) -> Subscription:
    """Follow since an hour before everything else happens."""
    return follow(what, rhythm=rhythm, viewer=viewer_of(person), now=now - HOUR)


def in_the_register(now: datetime) -> Partnership:
    """An entry that was added before anybody followed it."""
    row = added()
    row.history.update(at=now - DAY)
    return row


def digests() -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(kind="digest").order_by("created_at"))


@pytest.mark.parametrize(
    ("rhythm", "days", "due"),
    [
        *(("instant", 0, True), ("daily", 0, False), ("daily", 1, True), ("weekly", 6, False), ("weekly", 7, True)),
        *(("monthly", 29, False), ("monthly", 30, True), ("off", 99, False)),
    ],
)
def test_a_rhythm_says_when_it_is_time(rhythm: str, days: int, due: bool, now: datetime) -> None:
    assert is_due(rhythm, now - timedelta(days=days), now) is due


def test_the_own_phase_comes_first_and_nothing_twice() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    items = [Item(key, "experience", key, "", "", phase, at) for key, phase in (("a", "F5"), ("b", "F2"), ("a", "F5"))]
    assert [item.key for item in in_order(items, stage="preparing")] == ["b", "a"]
    assert (fitting(items[:2], stage="preparing"), fitting(items[:2], stage="")) == (1, 0)


def test_a_digest_carries_the_content_as_text_and_html(member: Person, outsider: Person, now: datetime) -> None:
    followed(outsider, now)
    published_one(member, title="Byg <først>")
    assert (send_digests(now), send_digests(now)) == (1, 0)
    (mail,) = digests()
    message = message_from_bytes(composed(mail), policy=SMTP)
    plain, html = [message.get_body((kind,)) for kind in ("plain", "html")]
    assert plain is not None
    assert html is not None
    assert ("Byg <først>" in plain.get_content(), "Byg &lt;først&gt;" in html.get_content()) == (True, True)
    assert "Byg en prøvebolig, og lad driften gå den igennem." in html.get_content()
    assert (mail.to, mail.subject) == (outsider.email, "1 ny ting, du følger")


def test_the_headers_let_a_program_stop_it_with_one_press(
    member: Person, outsider: Person, client_of: ClientOf, now: datetime
) -> None:
    followed(outsider, now)
    published_one(member)
    send_digests(now)
    message = message_from_bytes(composed(digests()[0]), policy=SMTP)
    address = str(message["List-Unsubscribe"]).strip("<>")
    assert (str(message["List-Unsubscribe-Post"]), "<digest." in str(message["List-Id"])) == (
        "List-Unsubscribe=One-Click",
        True,
    )
    browser = Client(enforce_csrf_checks=True)
    path = address[address.index("/", 8) :]
    assert (browser.get(path).status_code, Subscription.objects.get().rhythm) == (200, "instant")
    answers = [browser.post(path, {"List-Unsubscribe": "One-Click"}).status_code for _time in range(2)]
    assert (answers, Subscription.objects.get().rhythm) == ([200, 200], "off")


@pytest.mark.parametrize("token", ["nonsense", "a:b:c"])
def test_an_address_that_we_did_not_make_stops_nothing(token: str, client_of: ClientOf, db: None) -> None:
    assert client_of(None).post(reverse("network:stop_digests", args=[token])).status_code == 404


def test_a_token_says_whose_mails_and_nothing_of_an_erased_person(member: Person, now: datetime) -> None:
    token = token_of(member)
    assert person_of_token(token) == member
    Person.objects.update(erased_at=now)
    assert person_of_token(token) is None


def test_nothing_new_is_no_mail(outsider: Person, now: datetime) -> None:
    followed(outsider, now)
    assert (send_digests(now), digests(), Subscription.objects.get().told_until) == (0, [], now)


def test_what_was_new_while_somebody_did_without_is_not_told_afterwards(
    member: Person, outsider: Person, now: datetime
) -> None:
    followed(outsider, now)
    published_one(member)
    choose_mail(outsider, muted=["digest"], viewer=viewer_of(outsider), now=now)
    before = send_digests(now)
    choose_mail(outsider, muted=[], viewer=viewer_of(outsider), now=now)
    assert (before, send_digests(now + HOUR), digests()) == (0, 0, [])


def test_what_the_reader_may_not_see_is_not_in_it(member: Person, outsider: Person, now: datetime) -> None:
    followed(outsider, now)
    published_one(member, visibility="organisation")
    asked_by(member, visibility="organisation")
    assert send_digests(now) == 0


def test_what_is_closed_after_it_was_written_is_not_sent(member: Person, outsider: Person, now: datetime) -> None:
    followed(outsider, now)
    published_one(member)
    send_digests(now)
    (mail,) = digests()
    before = is_still_right(mail)
    Experience.objects.update(visibility="organisation")
    assert (before, is_still_right(mail)) == (True, False)


def test_what_was_written_below_a_question_that_is_taken_back_holds_up_no_other_news(
    member: Person, outsider: Person, now: datetime
) -> None:
    row = asked_by(member)
    followed(member, now, Followed(question=row))
    followed(member, now)
    answered_by(outsider, row, "Hvor mange boliger?", kind=ContributionKind.CLARIFICATION)
    other = published_one(outsider)
    withdraw_question(row, viewer=viewer_of(member), now=now)
    send_digests(now)
    assert [(mail.about, is_still_right(mail)) for mail in digests()] == [([f"experience:{other.pk}"], True)]


@pytest.mark.parametrize("why", ["muted", "off", "gone", "answer taken back"])
def test_what_is_no_longer_wanted_is_not_sent(why: str, member: Person, outsider: Person, now: datetime) -> None:
    row = asked_by(member)
    followed(outsider, now, Followed(question=row))
    answered_by(member, row, "Det haster.", kind=ContributionKind.CLARIFICATION)
    send_digests(now)
    (mail,) = digests()
    if why == "muted":
        choose_mail(outsider, muted=["digest"], viewer=viewer_of(outsider), now=now)
    elif why == "off":
        set_rhythm(Subscription.objects.get(), rhythm=Rhythm.OFF, viewer=viewer_of(outsider), now=now)
    elif why == "gone":
        Person.objects.filter(pk=outsider.pk).update(is_active=False)
    else:
        Contribution.objects.update(removed_at=now)
    assert may_still_go(mail) is False


def test_whoever_does_without_the_kind_gets_none(member: Person, outsider: Person, now: datetime) -> None:
    followed(outsider, now)
    published_one(member)
    choose_mail(outsider, muted=["digest"], viewer=viewer_of(outsider), now=now)
    assert send_digests(now) == 0


def test_several_that_are_followed_make_one_mail_with_each_thing_once(
    member: Person, outsider: Person, now: datetime, follow: Callable[[], int]
) -> None:
    for what in (THEME, Followed(theme="F4"), Followed(words="prøvebolig")):
        followed(outsider, now, what)
    published_one(member)
    follow()
    send_digests(now)
    (mail,) = digests()
    assert len(mail.about) == 1


def test_a_search_waits_while_the_index_is_built(member: Person, outsider: Person, now: datetime) -> None:
    followed(outsider, now, Followed(words="prøvebolig"))
    published_one(member)
    assert send_digests(now) == 0
    assert Subscription.objects.get().told_until == now - HOUR


def test_the_subject_counts_what_is_for_the_own_phase(
    member: Person, manager: Person, outsider: Person, now: datetime
) -> None:
    followed(manager, now)
    write_stand(StandFacts("operating"), expected_revision=0, viewer=viewer_of(manager), now=now)
    for _time in range(3):
        published_one(outsider)
    published_one(outsider, phase="F1")
    send_digests(now)
    assert digests()[0].subject == "3 ting til jeres fase"


def test_daily_waits_and_then_tells_all_of_it(member: Person, outsider: Person, now: datetime) -> None:
    followed(outsider, now, rhythm=Rhythm.DAILY)
    published_one(member)
    assert (send_digests(now), send_digests(now - HOUR + DAY)) == (0, 1)


def test_ones_own_words_are_not_told(member: Person, outsider: Person, now: datetime) -> None:
    followed(member, now)
    row = asked_by(member, is_anonymous=True)
    followed(outsider, now, Followed(question=row))
    answered_by(outsider, row)
    assert send_digests(now) == 0


def test_a_mail_of_a_question_without_a_name_names_nobody(member: Person, outsider: Person, now: datetime) -> None:
    followed(outsider, now)
    asked_by(member, is_anonymous=True)
    send_digests(now)
    (mail,) = digests()
    told = mail.text + mail.html
    assert [trace in told for trace in (member.name, str(member.pk), "Nord")] == [False] * 3


def test_following_again_changes_how_often(outsider: Person, now: datetime) -> None:
    followed(outsider, now)
    followed(outsider, now, rhythm=Rhythm.MONTHLY)
    assert Subscription.objects.get().rhythm == "monthly"


def test_what_was_new_while_it_was_off_is_not_told_afterwards(member: Person, outsider: Person, now: datetime) -> None:
    row, viewer = followed(outsider, now, rhythm=Rhythm.OFF), viewer_of(outsider)
    published_one(member)
    set_rhythm(row, rhythm=Rhythm.INSTANT, viewer=viewer, now=now + HOUR)
    assert send_digests(now + HOUR) == 0


@pytest.mark.parametrize(
    "what",
    [
        *(Followed(), Followed(theme="X9"), Followed(theme="F6", words="a"), Followed(words="  ")),
        *(Followed(partnership="00000000-0000-4000-8000-000000000000"), Followed(question=Question())),
    ],
)
def test_only_one_thing_that_is_there_can_be_followed(what: Followed, outsider: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        followed(outsider, now, what)
    assert Subscription.objects.count() == 0


def test_nobody_follows_for_somebody_else(member: Person, outsider: Person, now: datetime) -> None:
    row = followed(member, now)
    with pytest.raises(DomainError):
        follow(THEME, rhythm=Rhythm.DAILY, viewer=VISITOR, now=now)
    with pytest.raises(DomainError):
        set_rhythm(row, rhythm=Rhythm.DAILY, viewer=viewer_of(outsider), now=now)
    with pytest.raises(DomainError):
        unfollow(row, viewer=viewer_of(outsider), now=now)
    assert Subscription.objects.get().rhythm == "instant"


def test_fifty_are_the_most(outsider: Person, now: datetime) -> None:
    same = {"person": outsider, "kind": "search", "told_until": now, "created_at": now}
    Subscription.objects.bulk_create(Subscription(words=str(number), **same) for number in range(MOST_FOLLOWED))
    with pytest.raises(DomainError):
        followed(outsider, now)
    erase_subscriptions(outsider, viewer=OPERATOR, now=now)
    assert Subscription.objects.count() == 0


def test_the_pages_follow_change_and_stop(client_of: ClientOf, member: Person, outsider: Person, now: datetime) -> None:
    row, browser = asked_by(member), client_of(outsider)
    list_ = reverse("network:subscriptions")
    wrong = browser.post(list_, {"words": "prøvebolig", "theme": "F6", "rhythm": "weekly"}).content.decode()
    browser.post(list_, {"theme": "F6", "rhythm": "weekly"})
    browser.post(reverse("network:follow_question", args=[row.key]))
    told = browser.get(list_).content.decode()
    assert ('value="prøvebolig"' in wrong, row.title in told, Subscription.objects.count()) == (True, True, 2)
    Question.objects.update(state="withdrawn")
    assert row.title not in browser.get(list_).content.decode()
    one = Subscription.objects.get(kind="theme")
    browser.post(reverse("network:rhythm", args=[one.pk]), {"rhythm": "off"})
    one.refresh_from_db()
    assert client_of(member).post(reverse("network:unfollow", args=[one.pk])).status_code == 404
    browser.post(reverse("network:unfollow", args=[one.pk]))
    assert (one.rhythm, Subscription.objects.filter(kind="theme").exists()) == ("off", False)


def test_a_rhythm_that_there_is_not_is_said_where_it_was_chosen(
    client_of: ClientOf, outsider: Person, now: datetime
) -> None:
    row = followed(outsider, now)
    answer = client_of(outsider).post(reverse("network:rhythm", args=[row.pk]), {"rhythm": "hver time"})
    row.refresh_from_db()
    told = answer.content.decode()
    assert (answer.status_code, row.rhythm) == (200, "instant")
    assert f'id="rhythm-{row.pk}-error" role="alert">Vælg, hvor tit.' in told
    assert told.count('aria-invalid="true"') == 1


def test_what_is_changed_in_the_register_is_told_to_who_follows_the_partnership(
    outsider: Person, now: datetime
) -> None:
    row = in_the_register(now)
    followed(outsider, now, Followed(partnership=str(row.pk)))
    changed(row, term_months=72)
    assert send_digests(now) == 1
    (mail,) = digests()
    assert "Ændret i registret: Løbetid: 48\u202fmåneder → 72\u202fmåneder\n" in mail.text
    assert reverse("register:history", args=[row.slug]) in mail.text
    assert mail.about == [f"change:{row.history.order_by('-revision')[0].pk}"]
    Partnership.objects.filter(pk=row.pk).update(visibility="organisation")
    assert not may_still_go(mail)


def test_a_change_of_ones_own_is_no_news(manager: Person, now: datetime) -> None:
    row = in_the_register(now)
    followed(manager, now, Followed(partnership=str(row.pk)))
    changed(row, viewer=viewer_of(manager), term_months=72)
    assert send_digests(now) == 0


def test_who_follows_a_question_hears_that_it_was_changed(member: Person, outsider: Person, now: datetime) -> None:
    row = asked_by(member)
    followed(outsider, now, Followed(question=row))
    facts = asked_facts(title="Hvem betaler for to?")
    edit_question(row, facts, expected_revision=1, viewer=viewer_of(member), now=now)
    assert send_digests(now) == 1
    (mail,) = digests()
    assert "Hvem betaler for to?\nSpørgsmålet er rettet: Vi begynder" in mail.text


def test_the_list_asks_the_database_alike_for_one_and_three(
    client_of: ClientOf,
    member: Person,
    outsider: Person,
    now: datetime,
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], Any]], None],
) -> None:
    browser = client_of(outsider)

    def make(number: int) -> None:
        for _one in range(number):
            followed(outsider, now, Followed(question=asked_by(member)))

    assert_constant_queries(make, lambda: browser.get(reverse("network:subscriptions")))
