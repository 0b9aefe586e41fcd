"""Questions go to those whose experience fits, and to the secretariat when nobody answers; doing it twice is safe."""

from datetime import datetime, timedelta

import pytest
from django.utils import translation

from maskinrum.network.actions import escalate_unanswered, route_questions
from maskinrum.network.actions.letters import QUESTION_FITS, QUESTION_UNANSWERED
from maskinrum.network.models import Question, Routing
from maskinrum.network.phrases import reasons_in_words
from maskinrum.organisations.actions import choose_mail, end_membership
from maskinrum.organisations.models import Membership, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.models import OutboxMail
from tests.knowledge.telling import published_one
from tests.network.asking import answered_by, asked_by

WEEK = timedelta(days=7)


def letters(kind: str = QUESTION_FITS) -> list[str]:
    return list(OutboxMail.objects.filter(kind=kind).order_by("to").values_list("to", flat=True))


def test_those_whose_experience_fits_are_asked_once_with_the_reason(
    member: Person, outsider: Person, now: datetime
) -> None:
    published_one(outsider)
    row = asked_by(member)
    assert (route_questions(now), route_questions(now)) == (1, 0)
    mail = OutboxMail.objects.get(kind=QUESTION_FITS)
    assert (mail.to, row.title in mail.text, "Du har fortalt om eller kan spørges om:" in mail.text) == (
        outsider.email,
        True,
        True,
    )
    assert Routing.objects.get().shared == {"theme": ["F6"], "phase": ["F5"]}


@pytest.mark.parametrize("is_anonymous", [True, False])
@pytest.mark.parametrize(("who", "count"), [((True, False), 0), ((False, True), 0), ((True, True), 1)])
def test_what_is_invented_is_asked_of_invented_organisations(
    is_anonymous: bool, who: tuple[bool, bool], count: int, member: Person, outsider: Person, now: datetime
) -> None:
    for person, is_invented in zip((member, outsider), who, strict=True):
        Person.objects.filter(pk=person.pk).update(is_demo=is_invented)
        Organisation.objects.filter(memberships__person=person).update(is_fictitious=is_invented)
    published_one(outsider)
    asked_by(member, is_anonymous=is_anonymous)
    assert route_questions(now) == count


def test_whoever_asks_is_not_asked(member: Person, now: datetime) -> None:
    published_one(member)
    asked_by(member, is_anonymous=True)
    assert (route_questions(now), letters()) == (0, [])


def test_whoever_does_without_is_not_asked(member: Person, outsider: Person, now: datetime) -> None:
    published_one(outsider)
    choose_mail(outsider, muted=[QUESTION_FITS], viewer=viewer_of(outsider), now=now)
    asked_by(member)
    assert (route_questions(now), letters()) == (0, [])


def test_whoever_may_not_read_the_question_is_not_asked(member: Person, outsider: Person, now: datetime) -> None:
    published_one(outsider)
    asked_by(member, visibility="organisation")
    assert (route_questions(now), letters()) == (0, [])


def test_whoever_no_longer_acts_for_the_organisation_is_not_asked(
    member: Person, outsider: Person, now: datetime
) -> None:
    published_one(outsider)
    end_membership(Membership.objects.get(person=outsider), viewer=OPERATOR, now=now)
    asked_by(member)
    assert (route_questions(now), letters()) == (0, [])


def test_what_is_kept_inside_an_organisation_asks_nobody(member: Person, outsider: Person, now: datetime) -> None:
    published_one(outsider, visibility="organisation")
    asked_by(member)
    assert route_questions(now) == 0


def test_nobody_is_asked_more_than_three_times_a_week(member: Person, outsider: Person, now: datetime) -> None:
    published_one(outsider)
    for _time in range(4):
        asked_by(member)
    assert route_questions(now) == 3
    asked_by(member)
    assert route_questions(now + WEEK + timedelta(hours=1)) == 1


def test_a_question_that_was_taken_back_meanwhile_is_not_sent(member: Person, outsider: Person, now: datetime) -> None:
    published_one(outsider)
    asked_by(member)
    Question.objects.update(state="withdrawn")
    assert route_questions(now) == 0


def test_after_a_week_the_secretariat_hears_of_it_once(member: Person, secretary: Person, now: datetime) -> None:
    asked_by(member)
    assert escalate_unanswered(now + WEEK - timedelta(minutes=1)) == 0
    assert (escalate_unanswered(now + WEEK), escalate_unanswered(now + WEEK)) == (1, 0)
    assert letters(QUESTION_UNANSWERED) == [secretary.email]


@pytest.mark.parametrize("visibility", ["network", "organisation"])
def test_the_secretariat_hears_of_nothing_answered_or_not_its_to_read(
    visibility: str, member: Person, manager: Person, outsider: Person, secretary: Person, now: datetime
) -> None:
    row = asked_by(member, visibility=visibility)
    if visibility == "network":
        answered_by(outsider, row)
    assert (escalate_unanswered(now + WEEK), letters(QUESTION_UNANSWERED)) == (0, [])


def test_a_letter_to_the_secretariat_names_nobody(member: Person, secretary: Person, now: datetime) -> None:
    asked_by(member, is_anonymous=True)
    escalate_unanswered(now + WEEK)
    text = OutboxMail.objects.get(kind=QUESTION_UNANSWERED).text
    assert [name in text for name in (member.name, "Nord", str(member.pk))] == [False] * 3


def test_a_reason_is_told_in_the_language_of_its_reader() -> None:
    shared = {"theme": ["F6"], "size": ["large"]}
    with translation.override("da"):
        assert reasons_in_words(shared, "en").startswith("You have told of, or can be asked about: ")
        assert "over 10.000 boliger" in reasons_in_words(shared, "da")
