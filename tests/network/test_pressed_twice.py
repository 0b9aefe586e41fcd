"""A button that is pressed twice, or once more because no answer came, asks and answers once."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.network.actions.recording import KEY_LENGTH
from maskinrum.network.models import Contribution, Question, SparringRequest
from maskinrum.organisations.models import Person
from maskinrum.shared.models import OutboxMail
from tests.network.asking import asked_by

ClientOf = Callable[[Person | None], Client]
QUESTION = {"title": "Hvem betaler for prøveboligen?", "name": "named", "visibility": "network"}
WISH = {"theme_1": "F6", "text": "Hvordan begynder vi?"}
FORMS = [("ask", QUESTION, Question), ("sparring_ask", WISH, SparringRequest)]


def key_of(page: str) -> str:
    """The key that the page chose for what is sent."""
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize(("name", "typed", "model"), FORMS)
def test_what_is_sent_twice_is_asked_once(
    name: str, typed: dict[str, str], model: type[Question] | type[SparringRequest], member: Person, client_of: ClientOf
) -> None:
    browser, address = client_of(member), reverse(f"network:{name}")
    pages = [browser.get(address).content.decode() for _time in range(2)]
    once, again = map(key_of, pages)
    answers = [browser.post(address, typed | {"once": key}) for key in (once, once, again)]
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert {row.key for row in model.objects.all()} == {once, again}


@pytest.mark.parametrize(("name", "typed", "model"), FORMS)
@pytest.mark.parametrize("key", ["", "x", "../../admin", "å" * KEY_LENGTH])
def test_what_is_no_key_of_ours_is_never_one(
    key: str,
    name: str,
    typed: dict[str, str],
    model: type[Question] | type[SparringRequest],
    member: Person,
    client_of: ClientOf,
) -> None:
    client_of(member).post(reverse(f"network:{name}"), typed | {"once": key})
    row = model.objects.get()
    assert (len(row.key), row.key == key) == (KEY_LENGTH, False)


@pytest.mark.parametrize(("name", "typed", "model"), FORMS)
def test_the_key_of_somebody_else_leads_to_nothing_of_theirs(
    name: str,
    typed: dict[str, str],
    model: type[Question] | type[SparringRequest],
    member: Person,
    outsider: Person,
    client_of: ClientOf,
) -> None:
    address = reverse(f"network:{name}")
    key = key_of(client_of(member).get(address).content.decode())
    for person in (member, outsider):
        client_of(person).post(address, typed | {"once": key})
    rows = {row.asked_by: row.key for row in model.objects.all()}
    assert (rows[member.pk], rows[outsider.pk] == key, len(rows)) == (key, False, 2)


def test_the_same_answer_twice_is_one_and_one_letter(member: Person, outsider: Person, client_of: ClientOf) -> None:
    row, browser = asked_by(member), client_of(outsider)
    address = reverse("network:answer", args=[row.key])
    for text in ("Bygherren.", "Bygherren. ", "Entreprenøren."):
        assert browser.post(address, {"text": text}).status_code == 302
    assert Contribution.objects.count() == 2
    assert OutboxMail.objects.filter(kind="question_answered").count() == 2


def test_the_same_words_further_down_are_said_anew(
    member: Person, outsider: Person, secretary: Person, client_of: ClientOf
) -> None:
    row = asked_by(member)
    address = reverse("network:answer", args=[row.key])
    for person, text in ((outsider, "Tak."), (secretary, "Bygherren."), (outsider, "Tak.")):
        assert client_of(person).post(address, {"text": text}).status_code == 302
    assert Contribution.objects.filter(text="Tak.").count() == 2
