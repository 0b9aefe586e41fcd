"""A question is changed by its asker alone, and whoever answered can see that it was."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.models import Experience
from maskinrum.network.actions import accept_answer, close_question, edit_question, make_experience
from maskinrum.network.models import Contribution, Question, QuestionVersion
from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.network.asking import answered_by, asked_by, asked_facts

ClientOf = Callable[[Person | None], Client]
LATER = NOW + timedelta(days=1)


def edited(row: Question, viewer: Viewer, *, revision: int = 1, **given: Any) -> Question:
    facts = asked_facts(**given)
    return edit_question(row, facts, expected_revision=revision, viewer=viewer, now=LATER)


def test_the_words_before_are_kept_and_the_log_says_only_that_they_changed(member: Person) -> None:
    row = edited(asked_by(member), viewer_of(member), title="Hvem betaler for to?", themes=("F6", "C2"))
    kept = QuestionVersion.objects.get()
    assert (kept.title, kept.revision, kept.until) == ("Hvem betaler for proeveboligen?", 1, LATER)
    assert kept.asked_by == member.pk
    assert (row.title, row.theme_codes, row.revision, row.edited_at) == ("Hvem betaler for to?", "F6 C2", 2, LATER)
    event = AuditEvent.objects.get(verb="edit_question")
    assert (event.changes["title"], event.changes["theme_codes"]) == ("changed", ["F6", "F6 C2"])
    assert event.actor == member.pk


def test_what_it_is_about_changes_without_other_words(member: Person) -> None:
    row = edited(asked_by(member), viewer_of(member), phase="F2")
    assert (row.phase, row.edited_at, QuestionVersion.objects.count(), row.revision) == ("F2", None, 0, 2)


def test_the_same_words_change_nothing(member: Person) -> None:
    row = edited(asked_by(member), viewer_of(member), revision=99)
    assert (row.revision, AuditEvent.objects.filter(verb="edit_question").count()) == (1, 0)


def test_who_reads_it_stays_as_it_was_asked(member: Person) -> None:
    row = edited(asked_by(member), viewer_of(member), title="Andre ord?", visibility="open", partnership="nej")
    assert (row.visibility, row.partnership_id) == ("network", None)


def test_a_question_without_a_name_keeps_nothing_that_could_give_the_asker_away(member: Person) -> None:
    row = edited(asked_by(member, is_anonymous=True), viewer_of(member), title="Uden navnet?")
    assert (row.edited_at, QuestionVersion.objects.count()) == (LATER, 0)
    event = AuditEvent.objects.get(verb="edit_question")
    assert (event.actor, event.organisation) == (None, None)


@pytest.mark.parametrize("who", ["manager", "outsider", "secretary"])
def test_nobody_else_puts_words_in_the_askers_mouth(
    who: str, member: Person, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    row, other = asked_by(member), request.getfixturevalue(who)
    for viewer in (viewer_of(other), VISITOR, OPERATOR):
        with pytest.raises(DomainError):
            edited(row, viewer, title="Noget andet?")
    address = reverse("network:edit", args=[row.key])
    assert client_of(other).get(address).status_code == 404
    assert client_of(other).post(address, {"title": "Noget andet?", "revision": "1"}).status_code == 404
    assert address not in client_of(other).get(reverse("network:question", args=[row.key])).content.decode()


def test_a_closed_question_stays_as_it_is(member: Person) -> None:
    row = close_question(asked_by(member), viewer=viewer_of(member), now=NOW)
    with pytest.raises(DomainError):
        edited(row, viewer_of(member), title="Noget andet?")


@pytest.mark.parametrize("given", [{"title": " "}, {"themes": ("X9",)}])
def test_what_no_question_may_be_it_does_not_become(given: dict[str, Any], member: Person) -> None:
    with pytest.raises(DomainError):
        edited(asked_by(member), viewer_of(member), **given)


def test_two_windows_do_not_write_over_each_other(client_of: ClientOf, member: Person) -> None:
    row, browser = asked_by(member), client_of(member)
    address = reverse("network:edit", args=[row.key])
    assert 'value="Hvem betaler for proeveboligen?"' in browser.get(address).content.decode()
    assert browser.post(address, {"title": "Den ene?", "revision": "1"}).status_code == 302
    page = browser.post(address, {"title": "Den anden?", "revision": "1"}).content.decode()
    row.refresh_from_db()
    assert (row.title, 'value="Den anden?"' in page, "et andet vindue" in page) == ("Den ene?", True, True)


def test_an_expired_session_keeps_the_other_words(client_of: ClientOf, member: Person) -> None:
    row, browser = asked_by(member), client_of(None)
    address = reverse("network:edit", args=[row.key])
    sent = browser.post(address, {"title": "Nye ord?", "revision": "1", "writer": str(member.pk)})
    browser.force_login(member)
    again = browser.get(address).content.decode()
    assert (sent.status_code, 'value="Nye ord?"' in again, "ikke gemt endnu" in again) == (302, True, True)


def test_whoever_answered_before_sees_that_it_was_changed_and_from_what(
    client_of: ClientOf, member: Person, outsider: Person
) -> None:
    row = asked_by(member)
    answered_by(outsider, row)
    edited(row, viewer_of(member), title="Hvem betaler for to?")
    late = answered_by(outsider, row, "Det samme.")
    Contribution.objects.filter(pk=late.pk).update(written_at=LATER + timedelta(hours=1))
    page = client_of(outsider).get(reverse("network:question", args=[row.key])).content.decode()
    assert page.count("Skrevet, før spørgsmålet blev rettet.") == 1
    assert "Ordlyden blev rettet den 25. november 2026." in page
    assert "Hvem betaler for proeveboligen?" in page


def test_an_experience_lists_the_questions_that_it_answers_as_far_as_the_reader_may_see_them(
    client_of: ClientOf, member: Person, outsider: Person
) -> None:
    row = asked_by(member)
    written = answered_by(outsider, row)
    accept_answer(written, viewer=viewer_of(member), now=NOW)
    written.refresh_from_db()
    made = make_experience(written, viewer=viewer_of(outsider), now=NOW)
    Experience.objects.filter(pk=made.pk).update(state="published", visibility="open")
    address = reverse("knowledge:experience", args=[made.key])
    read = [client_of(person).get(address).content.decode() for person in (outsider, None)]
    assert ["Den svarer på" in page for page in read] == [True, False]
    assert reverse("network:question", args=[row.key]) in read[0]
