"""Questions: who asks, who reads, who answers, and that nobody learns who asks without a name."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from maskinrum.knowledge.enums import ExperienceState
from maskinrum.network.actions import (
    accept_answer,
    ask_question,
    close_question,
    erase_from_questions,
    make_experience,
    remove_contribution,
    see_asker,
    withdraw_question,
)
from maskinrum.network.enums import ContributionKind, QuestionState
from maskinrum.network.indexing import documents, shown, similar_to
from maskinrum.network.models import Contribution, Question
from maskinrum.network.permissions import can_keep, is_asker
from maskinrum.network.queries import contributions, facet_counts, own_questions, questions
from maskinrum.organisations.actions import create_organisation, merge_organisations, would_move
from maskinrum.organisations.enums import OrganisationKind
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR
from maskinrum.organisations.queries import own_data, viewer_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.knowledge.telling import published_one
from tests.network.asking import answered_by, asked_by, asked_facts


def read(person: Person | None, now: datetime) -> list[str]:
    viewer = viewer_of(person) if person else VISITOR
    return list(questions(viewer, now=now).values_list("title", flat=True))


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [("open", "visitor outsider member"), ("network", "outsider member"), ("organisation", "member")],
)
def test_the_one_access_rule_says_who_reads(
    visibility: str, readers: str, manager: Person, member: Person, outsider: Person, now: datetime
) -> None:
    asked_by(manager, visibility=visibility)
    people = {"visitor": None, "outsider": outsider, "member": member}
    assert [name for name, person in people.items() if read(person, now)] == readers.split()


def test_whoever_acts_for_nobody_asks_nothing(newcomer: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        ask_question(asked_facts(), viewer=viewer_of(newcomer), now=now)
    assert Question.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "is_anonymous", "field"),
    [
        ({"title": "  "}, False, "title"),
        ({"themes": ("A1", "A2", "A3", "A4")}, False, "themes"),
        ({"themes": ("X9",)}, False, "themes"),
        ({"visibility": "organisation"}, True, "visibility"),
        ({"visibility": "partnership"}, True, "visibility"),
        ({"visibility": "partnership"}, False, "partnership"),
    ],
)
def test_a_broken_rule_names_its_field(given: dict[str, Any], is_anonymous: bool, field: str, member: Person) -> None:
    with pytest.raises(DomainError) as caught:
        asked_by(member, is_anonymous=is_anonymous, **given)
    assert (caught.value.field, Question.objects.count()) == (field, 0)


def test_a_question_without_a_name_leads_to_no_organisation(member: Person, manager: Person, now: datetime) -> None:
    row = asked_by(member, is_anonymous=True)
    assert (row.organisation, can_keep(viewer_of(manager), row), is_asker(viewer_of(manager), row)) == (
        None,
        False,
        False,
    )
    assert list(own_questions(viewer_of(manager), now=now)) == []
    assert list(own_questions(viewer_of(member), now=now)) == [row]


def test_the_log_names_nobody_for_what_is_done_without_a_name(member: Person, outsider: Person, now: datetime) -> None:
    row = asked_by(member, is_anonymous=True)
    answered_by(member, row, "Det gaelder 40 boliger.", kind=ContributionKind.CLARIFICATION)
    accept_answer(answered_by(outsider, row), viewer=viewer_of(member), now=now)
    close_question(row, viewer=viewer_of(member), now=now)
    lines = AuditEvent.objects.filter(object_type__startswith="network.").values_list("verb", "actor", "organisation")
    answer = ("contribute", outsider.pk, viewer_of(outsider).organisation)
    nobody = [(verb, None, None) for verb in ("ask_question", "contribute")]
    after = [(verb, None, None) for verb in ("accept_answer", "close_question")]
    assert list(lines.order_by("id")) == [*nobody, answer, *after]


def test_what_the_asker_adds_without_a_name_has_no_organisation(member: Person) -> None:
    row = asked_by(member, is_anonymous=True)
    written = answered_by(member, row, "Det haster.", kind=ContributionKind.CLARIFICATION)
    assert (written.organisation, written.is_by_asker) == (None, True)


def test_the_index_knows_nothing_of_who_asks(member: Person, organisation: Organisation) -> None:
    row = asked_by(member, is_anonymous=True)
    (document,) = documents([str(row.pk)])
    told = f"{document}"
    assert [trace in told for trace in (str(member.pk), str(organisation.pk), member.name, organisation.name)] == [
        False
    ] * 4


def test_a_merger_counts_no_question_without_a_name(
    member: Person, organisation: Organisation, secretary: Person, now: datetime
) -> None:
    hidden, named = asked_by(member, is_anonymous=True), asked_by(member)
    into = create_organisation("Vest", kind=OrganisationKind.HOUSING_ORGANISATION, viewer=OPERATOR, now=now)
    counts = {one.key: one.count for one in would_move(organisation)}
    merge_organisations(organisation, into=into, viewer=viewer_of(secretary), now=now)
    hidden.refresh_from_db()
    named.refresh_from_db()
    assert (counts["questions"], hidden.organisation, named.organisation) == (1, None, into)
    assert is_asker(viewer_of(member), hidden)


def test_an_answer_moves_with_the_organisation(member: Person, outsider: Person, now: datetime) -> None:
    written = answered_by(outsider, asked_by(member))
    into = create_organisation("Vest", kind=OrganisationKind.CONTRACTOR, viewer=OPERATOR, now=now)
    assert written.organisation is not None
    merge_organisations(written.organisation, into=into, viewer=OPERATOR, now=now)
    written.refresh_from_db()
    assert written.organisation == into


def test_only_the_secretariat_sees_who_asks_and_the_log_says_so(
    member: Person, manager: Person, secretary: Person, now: datetime
) -> None:
    row = asked_by(member, is_anonymous=True)
    with pytest.raises(DomainError):
        see_asker(row, viewer=viewer_of(manager), now=now)
    assert see_asker(row, viewer=viewer_of(secretary), now=now) == member
    assert AuditEvent.objects.filter(verb="see_asker").values_list("actor", flat=True)[0] == secretary.pk


def test_whoever_asks_without_a_name_finds_it_in_the_own_data(member: Person, outsider: Person, now: datetime) -> None:
    row = asked_by(member, is_anonymous=True)
    answered_by(outsider, row)
    tables = {table.table: len(table.rows) for table in own_data(member)}
    others = {table.table: len(table.rows) for table in own_data(outsider)}
    assert (tables["network_question"], others.get("network_question", 0)) == (1, 0)
    assert others["network_contribution"] == 1


def test_an_erased_person_leaves_questions_and_answers(member: Person, outsider: Person, now: datetime) -> None:
    row = asked_by(member, is_anonymous=True)
    written = answered_by(outsider, row)
    for person in (member, outsider):
        erase_from_questions(person, viewer=OPERATOR, now=now)
    row.refresh_from_db()
    written.refresh_from_db()
    assert (row.asked_by, written.written_by, written.text) == (None, None, "Bygherren.")


def test_nobody_answers_the_own_question(member: Person) -> None:
    row = asked_by(member)
    with pytest.raises(DomainError):
        answered_by(member, row)
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize("state", [QuestionState.CLOSED, QuestionState.WITHDRAWN])
def test_nothing_is_added_to_what_is_over(state: QuestionState, member: Person, outsider: Person) -> None:
    row = asked_by(member)
    Question.objects.update(state=state)
    with pytest.raises(DomainError):
        answered_by(outsider, row)
    assert Contribution.objects.count() == 0


def test_an_answer_reaches_whoever_asked_with_its_words(member: Person, outsider: Person) -> None:
    row = asked_by(member, is_anonymous=True)
    answered_by(outsider, row, "Vi delte prisen.")
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.kind, "Vi delte prisen." in mail.text) == (member.email, "question_answered", True)


def test_the_accepted_answer_proposes_itself_to_whoever_gave_it(
    member: Person, outsider: Person, now: datetime
) -> None:
    row = asked_by(member)
    written = answered_by(outsider, row, "Vi delte prisen.")
    accept_answer(written, viewer=viewer_of(member), now=now)
    accept_answer(written, viewer=viewer_of(member), now=now)
    letters = OutboxMail.objects.filter(kind="answer_accepted")
    draft = make_experience(Contribution.objects.get(), viewer=viewer_of(outsider), now=now)
    assert [mail.to for mail in letters] == [outsider.email]
    assert (draft.state, draft.organisation_id, draft.written_by) == (
        ExperienceState.DRAFT,
        viewer_of(outsider).organisation,
        outsider.pk,
    )
    assert (draft.happened, draft.theme_codes, draft.phase, draft.visibility) == (
        "Vi delte prisen.",
        "F6",
        "F5",
        "network",
    )


def test_an_answer_becomes_an_experience_once_and_for_its_author_only(
    member: Person, outsider: Person, now: datetime
) -> None:
    written = answered_by(outsider, asked_by(member))
    with pytest.raises(DomainError):
        make_experience(written, viewer=viewer_of(outsider), now=now)
    accept_answer(written, viewer=viewer_of(member), now=now)
    with pytest.raises(DomainError):
        make_experience(written, viewer=viewer_of(member), now=now)
    make_experience(written, viewer=viewer_of(outsider), now=now)
    with pytest.raises(DomainError):
        make_experience(written, viewer=viewer_of(outsider), now=now)


def test_others_do_not_say_which_answer_helped(member: Person, outsider: Person, now: datetime) -> None:
    written = answered_by(outsider, asked_by(member))
    with pytest.raises(DomainError):
        accept_answer(written, viewer=viewer_of(outsider), now=now)
    assert Question.objects.get().state == QuestionState.OPEN


def test_an_accepted_answer_that_is_taken_back_opens_the_question(
    member: Person, outsider: Person, now: datetime
) -> None:
    row = asked_by(member)
    written = answered_by(outsider, row)
    accept_answer(written, viewer=viewer_of(member), now=now)
    remove_contribution(written, viewer=viewer_of(outsider), now=now)
    row.refresh_from_db()
    assert (row.state, row.accepted, list(contributions(row))) == (QuestionState.OPEN, None, [])


def test_what_others_wrote_stays(member: Person, outsider: Person, now: datetime) -> None:
    written = answered_by(outsider, asked_by(member))
    with pytest.raises(DomainError):
        remove_contribution(written, viewer=viewer_of(member), now=now)
    written.refresh_from_db()
    assert written.removed_at is None


def test_what_is_taken_back_only_the_asker_reads(
    member: Person, manager: Person, outsider: Person, now: datetime
) -> None:
    row = asked_by(member, visibility="open")
    withdraw_question(row, viewer=viewer_of(member), now=now)
    assert [bool(read(person, now)) for person in (member, manager, outsider, None)] == [True, False, False, False]
    assert shown(viewer_of(member), [str(row.pk)], now) == {}
    assert facet_counts(viewer_of(member), now=now)["state"] == {}


def test_the_list_of_own_questions_has_nothing_that_its_reader_may_not_open(
    member: Person, manager: Person, now: datetime
) -> None:
    gone, stays = asked_by(member), asked_by(member, visibility="organisation")
    withdraw_question(gone, viewer=viewer_of(member), now=now)
    lists = [set(own_questions(viewer_of(person), now=now)) for person in (member, manager)]
    assert lists == [{gone, stays}, {stays}]


def test_an_answered_question_is_closed_rather_than_taken_back(member: Person, outsider: Person, now: datetime) -> None:
    row = asked_by(member)
    answered_by(outsider, row)
    with pytest.raises(DomainError):
        withdraw_question(row, viewer=viewer_of(member), now=now)
    assert close_question(row, viewer=viewer_of(member), now=now).state == QuestionState.CLOSED
    assert close_question(row, viewer=viewer_of(member), now=now).state == QuestionState.CLOSED


def test_the_secretariat_takes_anything_away(
    member: Person, outsider: Person, secretary: Person, now: datetime
) -> None:
    row = asked_by(member)
    answered_by(outsider, row)
    assert withdraw_question(row, viewer=viewer_of(secretary), now=now).state == QuestionState.WITHDRAWN


def test_answered_questions_and_experiences_are_offered(
    member: Person, outsider: Person, now: datetime, follow: Callable[[], int]
) -> None:
    answered = asked_by(member, title="Hvem betaler for prøveboligen i Nord?")
    accept_answer(answered_by(outsider, answered), viewer=viewer_of(member), now=now)
    asked_by(member, title="Hvem betaler for prøveboligen i Syd?")
    published_one(member, title="Prøveboligen blev betalt af holdet", visibility="network")
    follow()
    found = {one.title for one in similar_to(viewer_of(outsider), "Hvem betaler prøveboligen", now=now) or ()}
    assert found == {"Hvem betaler for prøveboligen i Nord?", "Prøveboligen blev betalt af holdet"}
    assert similar_to(VISITOR, "Hvem betaler prøveboligen", now=now) == []


def test_a_few_letters_and_an_index_that_is_being_built_offer_nothing(member: Person, now: datetime) -> None:
    assert similar_to(viewer_of(member), "Hvem", now=now) is None
    assert similar_to(viewer_of(member), "Hvem betaler for det", now=now) is None
