"""Anybody can say what is wrong, without losing a word; those who know answer once, and addresses are forgotten."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client

from maskinrum.organisations.actions import remove_overdue
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import answer_correction, send_correction
from maskinrum.partnerships.enums import CorrectionState
from maskinrum.partnerships.forms.corrections import SALT
from maskinrum.partnerships.models import Correction, Partnership
from maskinrum.partnerships.queries.corrections import corrections
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.partnerships.entries import added, entry_facts

WRONG = "/register/nordaftalen/noget-forkert/"
LIST = "/register/rettelser/"
TEXT = "Volumen er 700 mio. kr. efter tillægget."
Sign = Callable[[Person | None], Client]


@pytest.fixture(autouse=True)
def _no_counts(db: None) -> None:
    cache.clear()


@pytest.fixture
def row(organisation: Organisation) -> Partnership:
    """An entry that everybody may see, kept by *Boligselskabet Nord*."""
    return added()


def opened(seconds: float) -> str:
    """The mark of a form that was opened some seconds ago."""
    return signing.dumps(datetime.now().timestamp() - seconds, salt=SALT)  # noqa: DTZ005 - as the browser's clock


def send(client: Client, **given: str) -> Any:
    usual = {"field": "volume", "text": TEXT, "source_url": "", "email": "", "website": "", "opened": opened(30)}
    return client.post(WRONG, usual | given)


def wrote(row: Partnership, now: datetime, email: str = "anna@bolig.example") -> Correction:
    return send_correction(row, field="volume", text=TEXT, source_url="", email=email, viewer=VISITOR, now=now)


def test_a_visitor_says_what_is_wrong(row: Partnership, client: Client) -> None:
    answer = send(client, email="Anna@Bolig.example", source_url="https://a.example/x")
    assert answer.headers["Location"] == "/register/nordaftalen/noget-forkert/tak/"
    one = Correction.objects.get()
    assert (one.field, one.text, one.email, one.state) == ("volume", TEXT, "anna@bolig.example", "waiting")
    assert "Din rettelse er sendt" in client.get(answer.headers["Location"]).content.decode()


def told() -> list[str]:
    """Who has been told by mail that a correction has come."""
    return list(OutboxMail.objects.filter(kind="correction_sent").order_by("to").values_list("to", flat=True))


def test_those_who_decide_for_the_client_are_told_by_a_mail_they_can_do_without(
    row: Partnership, client: Client, manager: Person, member: Person, secretary: Person
) -> None:
    send(client)
    letter = OutboxMail.objects.get(kind="correction_sent")
    assert (letter.to, f"{LIST}{Correction.objects.get().pk}/" in letter.text) == (manager.email, True)
    assert TEXT not in letter.text
    Person.objects.filter(pk=manager.pk).update(muted_mail=["correction_sent"])
    send(client)
    assert told() == [manager.email]


def test_many_corrections_of_one_entry_are_one_letter_a_day_until_one_is_answered(
    row: Partnership, manager: Person, now: datetime
) -> None:
    for hours in (0, 1, 23):
        wrote(row, now + timedelta(hours=hours))
    assert len(told()) == 1
    wrote(row, now + timedelta(hours=48))
    assert len(told()) == 2
    Correction.objects.update(state=CorrectionState.KEPT)
    wrote(row, now + timedelta(hours=49))
    assert len(told()) == 3


def test_the_secretariat_is_told_where_the_client_has_nobody(
    row: Partnership, client: Client, member: Person, secretary: Person
) -> None:
    send(client)
    assert told() == [secretary.email]


@pytest.mark.parametrize("person", ["manager", "secretary"])
def test_nobody_is_told_of_what_they_wrote_themselves(
    person: str, row: Partnership, request: pytest.FixtureRequest, now: datetime
) -> None:
    viewer = viewer_of(request.getfixturevalue(person))
    send_correction(row, field="", text=TEXT, source_url="", email="", viewer=viewer, now=now)
    assert told() == []


def test_what_waits_for_the_secretariat_names_corrections(
    row: Partnership, secretary: Person, client_of: Sign, now: datetime
) -> None:
    browser = client_of(secretary)
    assert "Intet venter." in browser.get("/sekretariat/").content.decode()
    for _one in range(2):
        wrote(row, now)
    page = browser.get("/sekretariat/").content.decode()
    assert f'<a href="{LIST}">2 rettelser til registret venter på svar</a>' in page
    assert "Intet venter." not in page


def test_the_log_knows_that_somebody_wrote_and_not_what(row: Partnership, client: Client) -> None:
    send(client, email="anna@bolig.example")
    event = AuditEvent.objects.get(verb="send_correction")
    assert (event.changes, event.actor) == ({"field": [None, "volume"]}, None)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": ""}, "Skriv, hvad der er rigtigt, eller hvad du savner."),
        ({"text": "x" * 10_000}, "Højst 2000 tegn; her er 10000."),
        ({"source_url": "javascript:alert(1)"}, "Skriv hele sidens adresse, begyndende med https://."),
        ({"email": "ikke en adresse"}, "Skriv hele adressen, fx anna@bolig.dk, eller lad feltet stå tomt."),
        ({"field": "noget"}, "Vælg en fra listen."),
    ],
)
def test_what_cannot_be_is_told_and_the_text_stays(
    given: dict[str, str], words: str, row: Partnership, client: Client
) -> None:
    page = send(client, **given).content.decode()
    assert words in page
    assert given.get("text", TEXT)[:50] in page
    assert Correction.objects.count() == 0


@pytest.mark.parametrize(
    "given", [{"website": "https://spam.example"}, {"opened": opened(-86_400)}, {"opened": "x"}, {"opened": ""}]
)
def test_what_looks_like_a_machine_comes_back_whole_and_goes_when_it_is_sent_again(
    given: dict[str, str], row: Partnership, client: Client
) -> None:
    answer = send(client, **given)
    assert Correction.objects.count() == 0
    page = answer.content.decode()
    assert TEXT in page
    assert "Den er ikke sendt endnu, for det gik meget hurtigt. Læs den igennem, og send den en gang til." in page
    again = {name: str(answer.context["form"][name].value() or "") for name in answer.context["form"].fields}
    assert client.post(WRONG, again).status_code == 302
    assert Correction.objects.get().text == TEXT


def test_who_sends_many_waits_and_keeps_the_text(row: Partnership, client: Client) -> None:
    # eleven, since a minute may end between two of them
    answers = [send(client, text=f"Rettelse nummer {n}.") for n in range(11)]
    held = [n for n, answer in enumerate(answers) if answer.status_code == 429]
    assert held
    assert [f"Rettelse nummer {n}." in answers[n].content.decode() for n in held] == [True] * len(held)
    assert Correction.objects.count() == 11 - len(held)


def test_a_hidden_entry_takes_no_correction_from_outside(client: Client) -> None:
    added(visibility=Visibility.PARTNERSHIP)
    assert (client.get(WRONG).status_code, send(client).status_code) == (404, 404)
    assert client.get(f"{WRONG}tak/").status_code == 404


def test_what_is_said_of_an_entry_the_client_closes_is_the_clients_to_answer(
    row: Partnership, manager: Person, secretary: Person, now: datetime
) -> None:
    one = wrote(row, now)
    Partnership.objects.update(visibility=Visibility.ORGANISATION)
    assert [set(corrections(viewer_of(who), now=now)) for who in (manager, secretary)] == [{one}, set()]
    with pytest.raises(DomainError):
        answer_correction(one, state=CorrectionState.MENDED, answer="", viewer=viewer_of(secretary), now=now)


@pytest.mark.parametrize(
    ("email", "hint"),
    [
        ("bo@sted.example", "Sendes på e-mail til den, der skrev."),
        ("", "Der er ikke givet en adresse, så svaret bliver"),
    ],
)
def test_whoever_answers_is_told_where_the_answer_goes(
    email: str, hint: str, row: Partnership, secretary: Person, client_of: Sign, now: datetime
) -> None:
    one = wrote(row, now)
    Correction.objects.update(email=email)
    assert hint in client_of(secretary).get(f"{LIST}{one.pk}/").content.decode()


def test_managers_see_those_to_their_own_and_the_secretariat_all(
    row: Partnership, manager: Person, secretary: Person, member: Person, outsider: Person, now: datetime
) -> None:
    own, other = wrote(row, now), wrote(added(entry_facts(client="Andre"), slug="anden"), now)
    seen = {who: set(corrections(viewer_of(who), now=now)) for who in (manager, secretary, member, outsider)}
    assert seen == {manager: {own}, secretary: {own, other}, member: set(), outsider: set()}


def test_the_list_tells_what_waits_and_what_is_answered(
    row: Partnership, manager: Person, client_of: Sign, now: datetime
) -> None:
    browser = client_of(manager)
    assert "Intet venter på svar." in browser.get(LIST).content.decode()
    one = wrote(row, now)
    assert TEXT in browser.get(LIST).content.decode()
    assert "Intet er besvaret endnu." in browser.get(LIST, {"vis": "besvaret"}).content.decode()
    answer_correction(one, state=CorrectionState.MENDED, answer="", viewer=viewer_of(manager), now=now)
    assert TEXT in browser.get(LIST, {"vis": "besvaret"}).content.decode()
    assert "Der blev ikke skrevet noget." in browser.get(f"{LIST}{one.pk}/").content.decode()


def test_the_address_of_who_wrote_is_shown_to_nobody(
    row: Partnership, secretary: Person, client_of: Sign, now: datetime
) -> None:
    one = wrote(row, now)
    pages = [client_of(secretary).get(where).content.decode() for where in (LIST, f"{LIST}{one.pk}/")]
    assert ["anna@bolig" in page for page in pages] == [False, False]


@pytest.mark.parametrize(
    ("state", "answer", "words"),
    [("mended", "", "Vi har rettet Nordaftalen"), ("kept", "Kilden siger 600.", "ladet oplysningerne stå")],
)
def test_an_answer_is_written_to_who_gave_an_address(
    state: str,
    answer: str,
    words: str,
    row: Partnership,
    manager: Person,
    client_of: Sign,
    now: datetime,
) -> None:
    one = wrote(row, now)
    sent = client_of(manager).post(f"{LIST}{one.pk}/", {"state": state, "answer": answer})
    assert sent.headers["Location"] == LIST
    one.refresh_from_db()
    assert (one.state, one.answer, one.handled_by) == (state, answer, manager.pk)
    letter = OutboxMail.objects.get(kind="correction_answered")
    assert (letter.to, letter.subject) == ("anna@bolig.example", "Din rettelse til Nordaftalen")
    assert words in letter.text
    assert answer in letter.text
    event = AuditEvent.objects.get(verb="answer_correction")
    assert event.changes == {"state": ["waiting", state], "answer": "changed"}


def test_without_an_address_nobody_is_written_to(row: Partnership, manager: Person, now: datetime) -> None:
    one = wrote(row, now, "")
    answer_correction(one, state=CorrectionState.MENDED, answer="", viewer=viewer_of(manager), now=now)
    assert OutboxMail.objects.exclude(kind="correction_sent").count() == 0


def test_who_has_an_account_is_answered_in_the_language_of_it(
    row: Partnership, outsider: Person, now: datetime
) -> None:
    Person.objects.filter(pk=outsider.pk).update(language="en")
    texts = {"field": "name", "text": TEXT, "source_url": "", "email": outsider.email}
    one = send_correction(row, **texts, viewer=viewer_of(outsider), now=now)
    answer_correction(one, state=CorrectionState.MENDED, answer="", viewer=OPERATOR, now=now)
    assert OutboxMail.objects.get(kind="correction_answered").subject == "Your correction to Nordaftalen"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Vælg, hvad der kom ud af det."),
        ({"state": "waiting"}, "Vælg, hvad der kom ud af det."),
        ({"state": "kept", "answer": ""}, "Skriv, hvorfor oplysningerne bliver stående."),
    ],
)
def test_an_answer_must_say_what_came_of_it(
    given: dict[str, str], words: str, row: Partnership, manager: Person, client_of: Sign, now: datetime
) -> None:
    one = wrote(row, now)
    assert words in client_of(manager).post(f"{LIST}{one.pk}/", given).content.decode()
    assert Correction.objects.get().state == CorrectionState.WAITING


def test_the_second_answer_is_told_that_the_first_stands(
    row: Partnership, manager: Person, client_of: Sign, now: datetime
) -> None:
    one = wrote(row, now)
    answer_correction(one, state=CorrectionState.MENDED, answer="Rettet.", viewer=OPERATOR, now=now)
    page = client_of(manager).post(f"{LIST}{one.pk}/", {"state": "kept", "answer": "Nej."}).content.decode()
    assert "En anden har allerede svaret." in page
    assert Correction.objects.get().answer == "Rettet."


@pytest.mark.parametrize("state", [CorrectionState.WAITING, CorrectionState.KEPT])
def test_the_action_refuses_strangers_and_no_outcome(
    state: CorrectionState, row: Partnership, outsider: Person, now: datetime
) -> None:
    viewer = viewer_of(outsider) if state == CorrectionState.KEPT else OPERATOR
    with pytest.raises(DomainError):
        answer_correction(wrote(row, now), state=state, answer="x", viewer=viewer, now=now)


def test_addresses_are_forgotten_thirty_days_after_the_answer(row: Partnership, now: datetime) -> None:
    waiting, answered = wrote(row, now, "venter@bolig.example"), wrote(row, now)
    answer_correction(answered, state=CorrectionState.MENDED, answer="", viewer=OPERATOR, now=now)
    remove_overdue(now + timedelta(days=30, seconds=-1))
    assert Correction.objects.exclude(email="").count() == 2
    remove_overdue(now + timedelta(days=30))
    left = set(Correction.objects.values_list("pk", "email"))
    assert left == {(waiting.pk, "venter@bolig.example"), (answered.pk, "")}


def test_a_correction_with_markup_is_only_text(
    row: Partnership, manager: Person, client_of: Sign, now: datetime
) -> None:
    one = send_correction(
        row, field="name", text="<script>alert(1)</script>", source_url="", email="", viewer=VISITOR, now=now
    )
    assert "<script>alert" not in client_of(manager).get(f"{LIST}{one.pk}/").content.decode()


def test_the_list_asks_as_little_for_many(
    row: Partnership, manager: Person, client_of: Sign, now: datetime, assert_constant_queries: Callable[..., None]
) -> None:
    browser = client_of(manager)
    assert_constant_queries(lambda count: [wrote(row, now) for _ in range(count)], lambda: browser.get(LIST))
