"""The pages of rounds: planning, inviting, answering on a phone, closing."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.evaluation.actions import close_round, load_questions, open_round, put_up_wall
from maskinrum.evaluation.actions.letters import token_of, token_of_wall
from maskinrum.evaluation.actions.tallying import asked_by
from maskinrum.evaluation.enums import EvaluationPart, RoundState
from maskinrum.evaluation.facts.planning import months_after
from maskinrum.evaluation.models import EvaluationModel, Invitation, MaturityAnswer, Result, Round
from maskinrum.evaluation.views import inviting
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.models import OutboxMail
from tests.evaluation.rounding import FEW, invited, opened_round, planned_round
from tests.steering.boards import running

ClientOf = Callable[[Person | None], Client]


def chosen(row: Round, level: str = "4") -> dict[str, str]:
    """What a browser sends when the same is pressed everywhere."""
    names = {"agreement": "a", "importance": "w"}
    return {f"{names[aspect]}_{wording.hex}": level for wording, aspect in asked_by(row.model)}


@pytest.fixture
def row(partnership: Partnership) -> Round:
    """An open round with today as its first day."""
    return opened_round(partnership, now=timezone.now())


def test_a_sheet_is_sent_once_and_says_so_the_next_time(row: Round, client: Client) -> None:
    address = reverse("evaluation:answer", args=[token_of(invited(row)[0])])
    shown = client.get(address).content.decode()
    sent = client.post(address, chosen(row))
    again = client.post(address, chosen(row, "1"))
    assert shown.count('type="radio"') == 8 * 6 + 3
    assert (sent.status_code, sent["Location"]) == (302, reverse("evaluation:thanks") + "#kept")
    assert "Linket er brugt" in again.content.decode()
    assert Round.objects.get().answered == 1


def test_a_statement_without_a_choice_is_pointed_at_and_the_others_are_kept(row: Round, client: Client) -> None:
    address = reverse("evaluation:answer", args=[token_of(invited(row)[0])])
    data = chosen(row)
    name = next(iter(data))
    del data[name]
    page = client.post(address, data | {"text": "Tavlen", "text_for": "all"}).content.decode()
    assert page.count("checked") == 8
    assert f'href="#id_{name}_0"' in page
    assert "Tavlen" in page
    assert Round.objects.get().answered == 0


def test_a_text_needs_a_reader(row: Round, client: Client) -> None:
    address = reverse("evaluation:answer", args=[token_of(invited(row)[0])])
    page = client.post(address, chosen(row) | {"text": "Tavlen"}).content.decode()
    assert "Vælg, hvem der må læse det" in page


def test_answering_leaves_nothing_of_who_is_signed_in(row: Round, client_of: ClientOf, member: Person) -> None:
    browser = client_of(member)
    before = {one.session_key: one.session_data for one in Session.objects.all()}
    address = reverse("evaluation:answer", args=[token_of(invited(row)[0])])
    browser.get(address)
    browser.post(address, chosen(row))
    browser.get(reverse("evaluation:thanks"))
    assert {one.session_key: one.session_data for one in Session.objects.all()} == before


@pytest.mark.parametrize("name", ["answer", "wall_answer", "leave"])
def test_a_link_that_leads_nowhere_says_so(client: Client, name: str, db: None) -> None:
    page = client.get(reverse(f"evaluation:{name}", args=["ukendt"]))
    assert page.status_code == 410


def test_a_link_of_a_closed_round_says_that_it_is_closed(row: Round, client: Client, now: datetime) -> None:
    address = reverse("evaluation:answer", args=[token_of(invited(row)[0])])
    close_round(row, viewer=OPERATOR, now=now)
    assert client.post(address, {}).status_code == 410


def test_the_wall_takes_an_answer(row: Round, client: Client, now: datetime) -> None:
    put_up_wall(row, viewer=OPERATOR, now=now)
    address = reverse("evaluation:wall_answer", args=[token_of_wall(row)])
    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 200
    assert client.post(address, chosen(row)).status_code == 302
    assert Round.objects.get().wall_answered == 1


def test_one_asks_not_to_be_asked(row: Round, client: Client) -> None:
    one = invited(row)[0]
    address = reverse("evaluation:leave", args=[token_of(one)])
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 200
    assert not Invitation.objects.filter(email=one.email).exists()


def test_nobody_reads_a_personal_link_in_the_outbox(row: Round, client_of: ClientOf, secretary: Person) -> None:
    mail = OutboxMail.objects.filter(kind="evaluation_invited").first()
    assert mail is not None
    page = client_of(secretary).get(reverse("outbox:mail", args=[mail.pk])).content.decode()
    assert (mail.text.count("/svar/"), page.count("/svar/")) == (2, 0)


def test_a_manager_plans_invites_and_opens(partnership: Partnership, client_of: ClientOf, manager: Person) -> None:
    browser, today = client_of(manager), timezone.localdate()
    plan = {"part": "pulse", "opens_on": str(today), "closes_on": str(today.replace(year=today.year + 1))}
    address = reverse("evaluation:plan", args=[partnership.slug])
    assert "60 dage" in browser.post(address, plan).content.decode()
    browser.post(address, plan | {"closes_on": str(today)})
    row = Round.objects.get()
    invite = reverse("evaluation:invite", args=[row.key])
    typed = "E-mail\tPart\tRolle\n" + "".join(f"p{n}@nord.example\tBoligselskabet Nord\tDrift\n" for n in range(6))
    party = str(partnership.organisation_id)
    assert "ingen e-mail" in browser.post(invite, {"pasted": "xx", "party": party, "role": "site"}).content.decode()
    browser.post(invite, {"pasted": typed, "party": party, "role": "site", "own": "on"})
    assert set(Invitation.objects.values_list("role", flat=True)) == {"operations", "site"}
    assert browser.post(reverse("evaluation:open", args=[row.key])).status_code == 302
    assert Round.objects.get().state == RoundState.OPEN
    page = browser.get(reverse("evaluation:round", args=[row.key])).content.decode()
    assert "0 af 7 har svaret" in page


def test_whoever_plans_is_told_at_once_of_a_round_that_is_not_closed(
    row: Round, client_of: ClientOf, manager: Person
) -> None:
    page = client_of(manager).get(reverse("evaluation:plan", args=[row.partnership.slug])).content.decode()
    assert "ikke lukket endnu" in page
    assert f'href="{reverse("evaluation:round", args=[row.key])}"' in page


def test_a_long_list_of_those_who_are_asked_has_pages(
    row: Round, client_of: ClientOf, manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inviting, "A_PAGE", 2)
    browser, address = client_of(manager), reverse("evaluation:invite", args=[row.key])
    shown = [
        re.findall(r"<th scope=\"row\"[^>]*>([^<]+)</th>", browser.get(address, {"side": n}).content.decode())
        for n in (1, 2)
    ]
    everybody = sorted(one.email for one in invited(row))
    assert (len(shown[0]), len({*shown[0], *shown[1]})) == (2, min(4, len(everybody)))
    assert f"{len(everybody)} personer på listen" in browser.get(address).content.decode()


def test_other_words_begin_a_new_series_in_a_new_version(
    row: Round, client: Client, client_of: ClientOf, manager: Person
) -> None:
    client.post(reverse("evaluation:answer", args=[token_of(invited(row)[0])]), chosen(row))
    browser = client_of(manager)
    address = reverse("evaluation:change_model", args=[row.partnership.slug])
    form = browser.get(address).context["form"]
    data = {one.html_name: one.value() for one in form if one.value()}
    first = next(name for name in data if name.startswith("da_"))
    data |= {first: "Vi har de samme mål.", "new_da_0": "Vi spiser frokost sammen.", "note": "Klarere"}
    assert browser.post(address, data).status_code == 302
    versions = list(EvaluationModel.objects.order_by("version"))
    words = [item.wording for item in versions[1].items.filter(wording__question__part="pulse")]
    assert [one.is_locked for one in versions] == [True, False]
    assert (len(words), words[0].series, words[0].question.slug) == (9, 2, "shared_goals")
    assert (
        "ny ordlyd: serie 2" in browser.get(reverse("evaluation:model", args=[row.partnership.slug])).content.decode()
    )


def test_a_party_answers_the_maturity_without_seeing_the_others(
    partnership: Partnership, client_of: ClientOf, member: Person, outsider: Person
) -> None:
    row = opened_round(partnership, part=EvaluationPart.MATURITY, now=timezone.now())
    address = reverse("evaluation:answer_maturity", args=[row.key])
    form = client_of(member).get(address).context["form"]
    level, note = (next(one.html_name for one in form if one.html_name.startswith(letter)) for letter in "an")
    assert client_of(member).post(address, {level: "3", note: "Fordi vi mødes"}).status_code == 302
    seen = client_of(outsider).get(address).content.decode()
    assert ("Fordi vi mødes" in seen, 'value="3" checked' in seen) == (False, False)
    assert MaturityAnswer.objects.get().level == 3
    assert "1 tema" in client_of(outsider).get(reverse("evaluation:round", args=[row.key])).content.decode()


def test_earlier_totals_are_pasted(partnership: Partnership, client_of: ClientOf, manager: Person) -> None:
    address = reverse("evaluation:earlier", args=[partnership.slug])
    heading = "Åbnet\tLukket\tInviteret\tBesvaret\tPart\tUdsagn\t1\t2\t3\t4\t5\tVed ikke"
    lines = "\n".join(f"01-03-2026\t15-03-2026\t20\t12\t\t{number}\t1\t2\t3\t3\t2\t1" for number in range(1, 9))
    wrong = (
        client_of(manager).post(address, {"pasted": f"{heading}\n{lines}".replace("01-03", "41-03")}).content.decode()
    )
    sent = client_of(manager).post(address, {"pasted": f"{heading}\n{lines}"})
    assert "kan ikke læses" in wrong
    assert sent.status_code == 302
    assert [one.levels for one in Result.objects.all()] == [[1, 2, 3, 3, 2]] * 8


def test_the_list_of_rounds_asks_as_often_for_three_as_for_one(
    partnership: Partnership,
    client_of: ClientOf,
    member: Person,
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], HttpResponse]], None],
) -> None:
    def make(count: int) -> None:
        for _turn in range(count):
            close_round(opened_round(partnership, now=timezone.now()), viewer=OPERATOR, now=timezone.now())

    assert_constant_queries(make, lambda: client_of(member).get(reverse("evaluation:rounds", args=["partnerskabet"])))  # type: ignore[arg-type,return-value]


def test_a_page_of_a_round_says_nothing_of_who_has_answered(
    row: Round, client: Client, client_of: ClientOf, manager: Person
) -> None:
    pages = [reverse(f"evaluation:{name}", args=[row.key]) for name in ("invite",)]
    before = [client_of(manager).get(page).content.decode() for page in pages]
    client.post(reverse("evaluation:answer", args=[token_of(invited(row)[0])]), chosen(row))
    after = [client_of(manager).get(page).content.decode() for page in pages]
    secret = re.compile(r'value="[\w-]{40,}"')
    assert [secret.sub("", one) for one in after] == [secret.sub("", one) for one in before]


def test_the_list_is_gone_when_the_round_is_planned_no_more(
    partnership: Partnership, client_of: ClientOf, manager: Person
) -> None:
    row = planned_round(partnership, FEW, now=timezone.now())
    assert client_of(manager).post(reverse("evaluation:cancel", args=[row.key])).status_code == 302
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("address", "said", "not_said"),
    [
        ("/evaluering/", "Vi arbejder efter fælles mål.", "We work towards shared goals."),
        ("/en/evaluering/", "We work towards shared goals.", "Vi arbejder efter fælles mål."),
    ],
)
def test_what_is_asked_stands_in_the_language_that_is_read(
    client: Client, db: None, address: str, said: str, not_said: str
) -> None:
    page = client.get(address).content.decode()
    assert said in page
    assert not_said not in page


def test_the_title_of_a_round_has_no_space_before_its_colon(row: Round, member: Person, client_of: ClientOf) -> None:
    page = client_of(member).get(reverse("evaluation:round", args=[row.key])).content.decode()
    assert f"<title>Puls {row.number}: " in page


@pytest.mark.django_db
def test_the_board_and_the_evaluation_lead_parties_to_each_other(now: datetime, client_of: ClientOf) -> None:
    board = running(now)
    there, here = (reverse(name, args=[board.partnership.slug]) for name in ("evaluation:rounds", "steering:board"))
    pages = {name: client_of(person).get(here).content.decode() for name, person in board.people.items()}
    parties = {"client", "east", "west", "drawing"}
    assert {name for name, page in pages.items() if there in page} == parties
    for name in parties:
        assert here in client_of(board.people[name]).get(there).content.decode()
    row = opened_round(board.partnership, now=timezone.now())
    page = client_of(board.people["east"]).get(here).content.decode()
    assert [f"Puls {row.number}" in page, "åben til" in page] == [True, True]


def test_pulses_closed_long_ago_are_on_the_next_page(
    partnership: Partnership, manager: Person, client_of: ClientOf
) -> None:
    first = planned_round(partnership)
    held = [Round(**{**vars_of(first), "key": f"p{number}", "number": number}) for number in range(101, 114)]
    Round.objects.bulk_create(held)
    address = reverse("evaluation:rounds", args=[partnership.slug])
    pages = [client_of(manager).get(address, {"side": side}).content.decode() for side in (1, 2)]
    shown = [[number for number in range(101, 114) if f"/p{number}/" in page] for page in pages]
    assert shown == [list(range(102, 114)), [101]]


def vars_of(row: Round) -> dict[str, object]:
    """The columns of a round that has been closed, for one like it."""
    given = {field.attname: getattr(row, field.attname) for field in Round._meta.concrete_fields if field.name != "id"}
    return given | {"state": RoundState.CLOSED}


@pytest.mark.django_db
def test_a_pulse_that_is_due_is_told_of_beside_the_partnership_until_one_is_planned(
    now: datetime, client_of: ClientOf
) -> None:
    board = running(now)
    today = timezone.localdate()
    here = [reverse(name, args=[board.partnership.slug]) for name in ("steering:board", "evaluation:rounds")]

    def told() -> list[bool]:
        pages = [client_of(board.people[who]).get(one).content.decode() for who in ("client", "east") for one in here]
        return ["Der har skullet være en puls siden" in page for page in pages]

    load_questions(now)
    assert told() == [False] * 4  # there never was one
    row = close_round(opened_round(board.partnership), viewer=OPERATOR, now=now)
    Round.objects.filter(pk=row.pk).update(opens_on=months_after(today, -3) + timedelta(days=1))
    assert told() == [False] * 4
    Round.objects.filter(pk=row.pk).update(opens_on=months_after(today, -3))
    assert told() == [True] * 4
    plan = reverse("evaluation:plan", args=[board.partnership.slug])
    pages = [client_of(board.people[who]).get(here[0]).content.decode() for who in ("client", "east")]
    assert [plan in page for page in pages] == [True, False]
    planned_round(board.partnership, now=timezone.now())
    assert told() == [False] * 4


def test_how_much_a_statement_matters_is_asked_counted_and_told(
    partnership: Partnership, client: Client, client_of: ClientOf, manager: Person
) -> None:
    browser = client_of(manager)
    address = reverse("evaluation:change_model", args=[partnership.slug])
    data = {one.html_name: one.value() for one in browser.get(address).context["form"] if one.value()}
    assert browser.post(address, data | {"asks_importance": "on"}).status_code == 302
    row = opened_round(partnership, now=timezone.now())
    sheet = client.get(reverse("evaluation:answer", args=[token_of(invited(row)[0])])).content.decode()
    assert (sheet.count('type="radio"'), sheet.count("Hvor vigtigt er det?")) == (8 * 12 + 3, 8)
    for place, one in enumerate(invited(row)):
        agrees, matters = chosen(row, str(1 + place % 3)), chosen(row, str(4 + place % 2))
        sent = {name: (agrees if name.startswith("a_") else matters)[name] for name in agrees}
        assert client.post(reverse("evaluation:answer", args=[token_of(one)]), sent).status_code == 302
    short = client.post(reverse("evaluation:answer", args=[token_of(invited(row)[0])]), {}).content.decode()
    assert "Linket er brugt" in short
    row = close_round(row, viewer=OPERATOR, now=timezone.now())
    rows = Result.objects.filter(view="all", way="personal", aspect="importance")
    assert {tuple(one.levels or ()) for one in rows} == {(0, 0, 0, 8, 8)}
    page = " ".join(browser.get(reverse("evaluation:results", args=[row.key])).content.decode().split())
    assert page.count("det er vigtigere, end det er godt") == 8


def test_a_sheet_without_how_much_one_statement_matters_is_pointed_at(partnership: Partnership, client: Client) -> None:
    planned = planned_round(partnership, FEW, now=timezone.now())
    EvaluationModel.objects.update(asks_importance=True)
    row = open_round(planned, viewer=OPERATOR, now=timezone.now())
    data = chosen(row)
    name = next(one for one in data if one.startswith("w_"))
    del data[name]
    page = client.post(reverse("evaluation:answer", args=[token_of(invited(row)[0])]), data).content.decode()
    assert f'href="#id_{name}_0"' in page
    assert Round.objects.get().answered == 0
