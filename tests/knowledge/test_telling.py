"""Telling an experience: little is asked for, and nothing that was typed is lost."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.models import Experience
from maskinrum.organisations.actions import erase_person
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.organisations.queries.own_data import own_data
from tests.conftest import NOW, PASSWORD
from tests.knowledge.telling import draft, published_one, sent

TELL = "/erfaringer/fortael/"
AUTOSAVE = {"X-Autosave": "1"}
ClientOf = Callable[[Person | None], Client]


def typed(**given: Any) -> dict[str, Any]:
    """What the form sends with the first text only."""
    return {"context": "Vi flyttede ind før køkkenerne.", "visibility": "network", "language": "da"} | given


def whole(**given: Any) -> dict[str, Any]:
    """What the form sends when all is filled in."""
    texts = {name: f"Ord om {name}." for name in ("happened", "effect_text", "advice")}
    chosen = {"theme_1": "F1", "phase": "F4", "role": "client", "effect": "mixed", "evidence": "experienced"}
    return typed() | texts | chosen | given


def test_a_few_words_are_a_draft(member: Person, client_of: ClientOf) -> None:
    answer = client_of(member).post(TELL, typed())
    row = Experience.objects.get()
    assert answer.headers["Location"] == f"{reverse('knowledge:edit', args=[row.key])}#kept"
    assert (row.state, row.context) == ("draft", "Vi flyttede ind før køkkenerne.")


def test_nothing_typed_asks_for_a_few_words(member: Person, client_of: ClientOf) -> None:
    page = client_of(member).post(TELL, typed(context="")).content.decode()
    assert "Skriv nogle få ord først" in page
    assert Experience.objects.count() == 0


def test_sending_nothing_on_says_of_each_field_what_it_lacks_and_no_more(member: Person, client_of: ClientOf) -> None:
    page = client_of(member).post(TELL, typed(context="", send="1")).content.decode()
    assert ("Skriv, hvor I var" in page, "Skriv nogle få ord først" in page) == (True, False)


def test_sending_on_with_something_missing_keeps_the_draft_and_says_what(member: Person, client_of: ClientOf) -> None:
    page = client_of(member).post(TELL, whole(advice="", effect="", send="1")).content.decode()
    assert [
        words in page for words in ("Din kladde er gemt", "»Spørg os« er også et råd", "Vælg, hvordan det gik")
    ] == [True] * 3
    row = Experience.objects.get()
    assert (row.state, row.happened) == ("draft", "Ord om happened.")
    assert f'action="{reverse("knowledge:edit", args=[row.key])}"' in page


def test_one_for_a_partnership_that_is_not_said_is_kept_and_asks_which(member: Person, client_of: ClientOf) -> None:
    page = client_of(member).post(TELL, whole(visibility="partnership", send="1")).content.decode()
    assert "Vælg hvilket partnerskab" in page
    assert Experience.objects.get().visibility == "partnership"


def test_a_photo_is_added_to_a_new_one_by_one_press_that_saves_it_too(member: Person, client_of: ClientOf) -> None:
    browser = client_of(member)
    assert "Skriv nogle få ord først" in browser.post(TELL, typed(context="", attach="1")).content.decode()
    answer = browser.post(TELL, typed(attach="1"))
    row = Experience.objects.get()
    assert answer.headers["Location"] == f"{reverse('knowledge:files', args=[row.key])}#kept"
    page = browser.get(answer.headers["Location"]).content.decode()
    assert f'<a href="{reverse("knowledge:edit", args=[row.key])}">Gå videre med erfaringen</a>' in page


def test_all_filled_in_is_sent_on(member: Person, client_of: ClientOf) -> None:
    answer = client_of(member).post(TELL, whole(send="1"))
    row = Experience.objects.get()
    assert (row.state, answer.headers["Location"]) == (
        *("in_review", f"{reverse('knowledge:experience', args=[row.key])}#kept"),
    )


def test_a_choice_that_is_not_offered_saves_nothing_and_loses_no_words(member: Person, client_of: ClientOf) -> None:
    page = client_of(member).post(TELL, typed(phase="F99")).content.decode()
    assert "Vi flyttede ind før køkkenerne." in page
    assert Experience.objects.count() == 0


def test_a_draft_saves_itself_and_says_where(member: Person, client_of: ClientOf) -> None:
    browser = client_of(member)
    told = browser.post(TELL, typed(), headers=AUTOSAVE).json()
    again = browser.post(told["address"], typed(happened="Så kom de.", revision="1"), headers=AUTOSAVE).json()
    row = Experience.objects.get()
    assert (told["revision"], again["revision"], again["draft"]) == (1, 2, row.key)
    assert row.happened == "Så kom de."


def test_saving_itself_over_the_change_of_another_is_refused(
    member: Person, manager: Person, client_of: ClientOf
) -> None:
    row = draft(member)
    address = reverse("knowledge:edit", args=[row.key])
    client_of(manager).post(address, typed(revision="1"))
    answer = client_of(member).post(address, typed(context="Mit.", revision="1"), headers=AUTOSAVE)
    assert (answer.status_code, "Nogen har rettet den" in answer.json()["problem"]) == (409, True)
    assert Experience.objects.get().context == "Vi flyttede ind før køkkenerne."


def test_one_draft_in_two_windows_shows_both_and_loses_neither(member: Person, client_of: ClientOf) -> None:
    row, browser = draft(member), client_of(member)
    address = reverse("knowledge:edit", args=[row.key])
    browser.post(address, typed(happened="Det første vindue.", revision="1"))
    answer = browser.post(address, typed(happened="Det andet vindue.", revision="1"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert [one for one in ("Det første vindue.", "Det andet vindue.", "Nogen har rettet den") if one not in page] == []
    assert Experience.objects.get().happened == "Det første vindue."
    shown = re.search('name="revision" value="([0-9]+)"', page)
    assert shown is not None
    browser.post(address, typed(happened="Det første og det andet.", revision=shown[1]))
    assert Experience.objects.get().happened == "Det første og det andet."


def test_a_third_window_is_told_too(member: Person, client_of: ClientOf) -> None:
    row, browser = draft(member), client_of(member)
    address = reverse("knowledge:edit", args=[row.key])
    for words in ("Et.", "To.", "Tre."):
        answer = browser.post(address, typed(happened=words, revision="1"))
    assert (answer.status_code, Experience.objects.get().happened) == (409, "Et.")


def test_the_same_words_twice_are_no_conflict(member: Person, client_of: ClientOf) -> None:
    browser = client_of(member)
    address = browser.post(TELL, typed(), headers=AUTOSAVE).json()["address"]
    answers = [
        browser.post(address, typed(happened="Så kom de.", revision="1"), headers=AUTOSAVE) for _twice in range(2)
    ]
    assert [(one.status_code, one.json()["revision"]) for one in answers] == [(200, 2), (200, 2)]


def test_saving_itself_with_something_wrong_says_so(member: Person, client_of: ClientOf) -> None:
    assert client_of(member).post(TELL, typed(phase="F99"), headers=AUTOSAVE).status_code == 422


def test_saving_itself_without_a_sign_in_says_so(client_of: ClientOf, db: None) -> None:
    answer = client_of(None).post(TELL, typed(), headers=AUTOSAVE)
    assert (answer.status_code, "Log ind igen" in answer.json()["problem"]) == (401, True)


def sign_in(browser: Client, person: Person, target: str) -> None:
    where = f"{reverse('account_login')}?next={target}"
    browser.post(where, {"login": person.email, "password": PASSWORD})


def test_what_was_typed_when_the_sign_in_had_run_out_stands_in_the_form_again(
    member: Person, client_of: ClientOf
) -> None:
    browser = client_of(None)
    answer = browser.post(TELL, typed(writer=str(member.pk), theme_1="F1"))
    assert answer.headers["Location"] == f"{reverse('account_login')}?next={TELL}"
    sign_in(browser, member, TELL)
    page = browser.get(TELL).content.decode()
    assert "Vi flyttede ind før køkkenerne." in page
    assert '<option value="F1" selected>' in page
    assert "Vi flyttede ind" not in browser.get(TELL).content.decode()


def test_somebody_else_who_signs_in_there_does_not_read_it(
    member: Person, outsider: Person, client_of: ClientOf
) -> None:
    browser = client_of(None)
    browser.post(TELL, typed(writer=str(member.pk)))
    sign_in(browser, outsider, TELL)
    assert "Vi flyttede ind" not in browser.get(TELL).content.decode()


def test_nobody_fills_the_sessions_with_very_long_texts(client_of: ClientOf, db: None) -> None:
    browser = client_of(None)
    browser.post(TELL, typed(context="x" * 50_000))
    assert "kept_experience" not in browser.session


def test_one_that_speaks_against_another_says_which(member: Person, outsider: Person, client_of: ClientOf) -> None:
    row = published_one(member)
    page = client_of(outsider).get(f"{TELL}?imod={row.key}").content.decode()
    client_of(outsider).post(f"{TELL}?imod={row.key}", typed())
    assert row.title in page
    assert Experience.objects.get(state="draft").counter_to == row


def test_one_that_cannot_be_read_cannot_be_spoken_against(
    member: Person, outsider: Person, client_of: ClientOf
) -> None:
    hidden = sent(member, title="Ikke læst endnu")
    assert "Ikke læst endnu" not in client_of(outsider).get(f"{TELL}?imod={hidden.key}").content.decode()


@pytest.mark.parametrize(("name", "left"), [("discard", 0), ("take_back", 1)])
def test_a_draft_is_thrown_away_and_what_waits_taken_back(
    name: str, left: int, member: Person, client_of: ClientOf
) -> None:
    row = draft(member) if name == "discard" else sent(member)
    client_of(member).post(reverse(f"knowledge:{name}", args=[row.key]))
    assert Experience.objects.filter(state="draft").count() == left


def test_a_reader_before_others_sees_the_writers_project_kept(
    member: Person, secretary: Person, client_of: ClientOf
) -> None:
    row = sent(member)
    page = client_of(secretary).get(reverse("knowledge:edit", args=[row.key])).content.decode()
    assert "spurgt igen" in page
    assert viewer_of(secretary).is_member


def test_what_was_kept_of_somebody_is_told_to_them_and_goes_when_they_are_erased(
    member: Person, client_of: ClientOf
) -> None:
    client_of(None).post(TELL, typed(writer=str(member.pk)))
    assert "kept_experience" in Session.objects.get().get_decoded()
    told = {table.table: table for table in own_data(member)}["django_session"]
    assert told.data is not None
    assert (len(told.rows), "var ved at skrive" in str(told.data.purpose)) == (1, True)
    erase_person(member, viewer=OPERATOR, now=NOW)
    assert Session.objects.count() == 0
