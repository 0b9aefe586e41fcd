"""The pages of questions: asking, answering, and what is kept when something goes wrong."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.network.actions import accept_answer
from maskinrum.network.models import Contribution, Question
from maskinrum.network.views import asking
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from tests.network.asking import answered_by, asked_by

ClientOf = Callable[[Person | None], Client]
TYPED = {"title": "Hvem betaler?", "text": "Vi begynder snart.", "name": "named", "visibility": "network"}


def page(client: Client, name: str, **arguments: Any) -> str:
    return client.get(reverse(f"network:{name}", kwargs=arguments)).content.decode()


def test_a_question_is_asked_in_one_sentence(client_of: ClientOf, member: Person) -> None:
    answer = client_of(member).post(reverse("network:ask"), TYPED | {"text": ""})
    row = Question.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("network:question", args=[row.key]))
    assert (row.title, row.organisation, row.asked_by) == (
        "Hvem betaler?",
        member.memberships.get().organisation,
        member.pk,
    )


@pytest.mark.parametrize("wrong", [{"title": ""}, {"name": "unnamed", "visibility": "organisation"}, {"theme_1": "X9"}])
def test_bad_input_keeps_what_was_typed(wrong: dict[str, str], client_of: ClientOf, member: Person) -> None:
    answer = client_of(member).post(reverse("network:ask"), TYPED | wrong)
    assert (answer.status_code, Question.objects.count()) == (200, 0)
    assert "Vi begynder snart." in answer.content.decode()
    assert "error" in answer.content.decode()


def test_looking_first_asks_nothing_and_keeps_what_was_typed(client_of: ClientOf, member: Person) -> None:
    answer = client_of(member).post(reverse("network:ask"), TYPED | {"look": "1"})
    assert (answer.status_code, Question.objects.count()) == (200, 0)
    assert "Vi begynder snart." in answer.content.decode()


NOBODY, NOT_LOOKED = "Ingen har fortalt om det endnu", "Det kunne ikke slås op."


def said_of(browser: Client, title: str) -> tuple[bool, bool]:
    """Whether it is said while typing that nobody has told of it, and whether it is when the button is pressed."""
    typing = browser.post(reverse("network:similar"), {"title": title}).content.decode()
    pressed = browser.post(reverse("network:ask"), TYPED | {"title": title, "look": "1"}).content.decode()
    assert (NOT_LOOKED in typing, NOT_LOOKED in pressed) == (False, NOBODY not in pressed)
    return NOBODY in typing, NOBODY in pressed


def test_that_nobody_has_told_of_it_is_said_only_after_looking(
    client_of: ClientOf, member: Person, follow: Callable[[], int]
) -> None:
    browser = client_of(member)
    assert said_of(browser, "kvantefluktuation") == (True, True)
    assert [said_of(browser, title) for title in ("H", "Hvem be", "       x")] == [(False, False)] * 3


def test_that_nobody_has_told_of_it_is_not_said_while_the_index_is_built(
    client_of: ClientOf, member: Person, no_index_yet: None
) -> None:
    assert said_of(client_of(member), "kvantefluktuation") == (False, False)


def test_that_nobody_has_told_of_it_is_not_said_over_the_limit(
    client_of: ClientOf, member: Person, follow: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "LOOKED_A_MINUTE", 0)
    assert said_of(client_of(member), "kvantefluktuation") == (False, False)


def test_an_expired_session_keeps_what_was_typed(client_of: ClientOf, member: Person) -> None:
    browser = client_of(None)
    typed = TYPED | {"writer": str(member.pk)}
    sent = browser.post(reverse("network:ask"), typed)
    browser.force_login(member)
    again = browser.get(reverse("network:ask")).content.decode()
    assert (sent.status_code, "Vi begynder snart." in again, Question.objects.count()) == (302, True, 0)


def test_what_somebody_else_typed_is_not_shown(client_of: ClientOf, member: Person, outsider: Person) -> None:
    browser = client_of(None)
    browser.post(reverse("network:ask"), TYPED | {"writer": str(member.pk)})
    browser.force_login(outsider)
    assert "Vi begynder snart." not in page(browser, "ask")


def test_the_words_of_a_search_stand_in_the_form(client_of: ClientOf, member: Person) -> None:
    answer = client_of(member).get(reverse("network:ask"), {"q": "skimmelsvamp"})
    assert 'value="skimmelsvamp"' in answer.content.decode()


def test_a_search_that_finds_nothing_leads_to_asking(
    client_of: ClientOf, member: Person, follow: Callable[[], int]
) -> None:
    answer = client_of(member).get(reverse("search:index"), {"q": "kvantefluktuation"})
    assert f"{reverse('network:ask')}?q=kvantefluktuation" in answer.content.decode()


def test_many_questions_in_a_minute_are_refused_and_kept(client_of: ClientOf, member: Person) -> None:
    browser = client_of(member)
    answers = [browser.post(reverse("network:ask"), TYPED) for _time in range(11)]
    assert (answers[-1].status_code, Question.objects.count() <= 10) == (200, True)
    assert "Vi begynder snart." in answers[-1].content.decode()


@pytest.mark.parametrize("who", ["manager", "outsider", "secretary", None])
def test_nobody_reads_who_asks_without_a_name(
    who: str | None, request: pytest.FixtureRequest, client_of: ClientOf, member: Person, now: datetime
) -> None:
    row = asked_by(member, is_anonymous=True, visibility="open")
    browser = client_of(request.getfixturevalue(who) if who else None)
    told = "".join([page(browser, "question", key=row.key), page(browser, "questions")])
    own = "Boligselskabet Nord" if who != "manager" else "data-never"
    assert [trace in told for trace in (member.name, str(member.pk), own)] == [False] * 3
    assert "uden navn" in told


def test_the_secretariat_sees_who_asks_by_a_press_of_its_own(
    client_of: ClientOf, member: Person, manager: Person, secretary: Person
) -> None:
    row = asked_by(member, is_anonymous=True)
    address = reverse("network:asker", args=[row.key])
    assert client_of(manager).post(address).status_code == 404
    assert member.email in client_of(secretary).post(address).content.decode()


def test_the_secretariat_is_told_when_nobody_can_be_reached(
    client_of: ClientOf, member: Person, secretary: Person
) -> None:
    row = asked_by(member, is_anonymous=True)
    Person.objects.filter(pk=member.pk).delete()
    answer = client_of(secretary).post(reverse("network:asker", args=[row.key])).content.decode()
    assert "ikke længere en konto" in answer


def test_an_answer_is_given_accepted_and_made_an_experience(
    client_of: ClientOf, member: Person, outsider: Person
) -> None:
    row = asked_by(member)
    client_of(outsider).post(reverse("network:answer", args=[row.key]), {"text": "Vi delte prisen."})
    written = Contribution.objects.get()
    client_of(member).post(reverse("network:accept", args=[row.key, written.pk]))
    assert "Gør det til en erfaring" in page(client_of(outsider), "question", key=row.key)
    assert "Gør det til en erfaring" not in page(client_of(member), "question", key=row.key)
    made = client_of(outsider).post(reverse("network:make_experience", args=[row.key, written.pk]))
    written.refresh_from_db()
    assert written.experience is not None
    assert made["Location"] == reverse("knowledge:edit", args=[written.experience.key])
    again = client_of(outsider).post(reverse("network:make_experience", args=[row.key, written.pk]))
    assert again.status_code == 400


def test_an_answer_to_a_question_closed_meanwhile_is_kept_on_the_page(
    client_of: ClientOf, member: Person, outsider: Person
) -> None:
    row = asked_by(member)
    Question.objects.update(state="closed")
    answer = client_of(outsider).post(reverse("network:answer", args=[row.key]), {"text": "Vi delte prisen."})
    assert (answer.status_code, "Vi delte prisen." in answer.content.decode()) == (200, True)
    assert client_of(outsider).get(reverse("network:answer", args=[row.key])).status_code == 404


def test_an_answer_to_a_question_taken_back_meanwhile_can_be_copied(
    client_of: ClientOf, member: Person, outsider: Person
) -> None:
    row = asked_by(member)
    addresses = [reverse("network:answer", args=[key]) for key in (row.key, "findes-ikke")]
    Question.objects.update(state="withdrawn")
    typed = {"text": "Vi delte prisen.\nOg <b>risikoen</b>.", "writer": str(outsider.pk)}
    answers = [client_of(outsider).post(address, typed) for address in addresses]
    pages = [answer.content.decode() for answer in answers]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert ["Vi delte prisen." in one and "&lt;b&gt;risikoen&lt;/b&gt;" in one for one in pages] == [True, True]
    assert [str(outsider.pk) in one or row.title in one for one in pages] == [False, False]


def test_an_answer_typed_before_signing_in_is_kept(client_of: ClientOf, member: Person, outsider: Person) -> None:
    row = asked_by(member)
    browser, address = client_of(None), reverse("network:answer", args=[row.key])
    browser.post(address, {"text": "Vi delte prisen.", "writer": str(outsider.pk)})
    browser.force_login(outsider)
    assert "Vi delte prisen." in browser.get(address).content.decode()


def test_the_page_of_the_asker_closes_takes_back_and_removes(
    client_of: ClientOf, member: Person, outsider: Person
) -> None:
    row = asked_by(member)
    browser = client_of(member)
    browser.post(reverse("network:clarify", args=[row.key]), {"text": "Det haster."})
    written = Contribution.objects.get()
    browser.post(reverse("network:remove", args=[row.key, written.pk]))
    written.refresh_from_db()
    browser.post(reverse("network:close", args=[row.key]))
    row.refresh_from_db()
    closed = row.state
    browser.post(reverse("network:withdraw", args=[row.key]))
    row.refresh_from_db()
    assert (written.removed_at is not None, closed, row.state) == (True, "closed", "withdrawn")
    assert "Spørgsmålet er taget tilbage" in page(browser, "question", key=row.key)


def test_somebody_who_was_asked_reads_why(client_of: ClientOf, member: Person, outsider: Person, now: datetime) -> None:
    row = asked_by(member)
    row.routings.create(person=outsider.pk, shared={"theme": ["F6"]}, asked_at=now)
    assert "Du har fortalt om eller kan spørges om:" in page(client_of(outsider), "question", key=row.key)
    assert "Du har fortalt om eller kan spørges om:" not in page(client_of(member), "question", key=row.key)


@pytest.mark.parametrize(
    ("asked", "count"),
    [({}, 2), ({"state": "answered"}, 1), ({"theme": "F6"}, 2), ({"theme": "A1"}, 0), ({"q": "andet"}, 1)],
)
def test_the_list_answers_what_is_asked(
    asked: dict[str, str], count: int, client_of: ClientOf, member: Person, outsider: Person, now: datetime
) -> None:
    accept_answer(answered_by(outsider, asked_by(member)), viewer=viewer_of(member), now=now)
    asked_by(member, title="Noget andet")
    answer = client_of(member).get(reverse("network:questions"), asked)
    assert answer.context["page"].paginator.count == count


@pytest.mark.parametrize("name", ["questions", "mine"])
def test_lists_ask_the_database_alike_for_one_and_three(
    name: str,
    client_of: ClientOf,
    member: Person,
    outsider: Person,
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], Any]], None],
) -> None:
    browser = client_of(member)

    def make(number: int) -> None:
        for _one in range(number):
            answered_by(outsider, asked_by(member))

    assert_constant_queries(make, lambda: browser.get(reverse(f"network:{name}")))


def test_a_question_asks_the_database_alike_for_one_answer_and_three(
    client_of: ClientOf,
    member: Person,
    outsider: Person,
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], Any]], None],
) -> None:
    row, browser = asked_by(member), client_of(member)

    def make(number: int) -> None:
        for _one in range(number):
            answered_by(outsider, row)

    assert_constant_queries(make, lambda: browser.get(reverse("network:question", args=[row.key])))


def test_what_is_typed_offers_what_was_answered(
    client_of: ClientOf, member: Person, outsider: Person, now: datetime, follow: Callable[[], int]
) -> None:
    row = asked_by(member, title="Hvem betaler for prøveboligen?")
    accept_answer(answered_by(outsider, row), viewer=viewer_of(member), now=now)
    follow()
    answer = client_of(outsider).post(reverse("network:similar"), {"title": "betaling af prøvebolig"})
    assert reverse("network:question", args=[row.key]) in answer.content.decode()
