"""When two organisations become one, or a person is erased, what they told stays with whoever carries on."""

import pytest

from maskinrum.knowledge.actions import (
    add_comment,
    answer_for_partner,
    merge_experiences,
    record_use,
    remove_comment,
)
from maskinrum.knowledge.enums import ExperienceState, UseOutcome
from maskinrum.knowledge.models import Experience, ExperienceComment, NamedPartner
from maskinrum.knowledge.queries.use import comments, former_words, uses
from maskinrum.organisations.actions import create_organisation, erase_person, grant_access, merge_organisations
from maskinrum.organisations.enums import Decision, OrganisationKind, Visibility
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.knowledge.telling import draft, published_one


@pytest.fixture
def heir(db: None) -> Organisation:
    """The organisation that carries on."""
    kind = OrganisationKind.HOUSING_ORGANISATION
    return create_organisation("Boligselskabet Samlet", kind=kind, viewer=OPERATOR, now=NOW)


def test_what_was_told_moves_and_own_use_counts_no_more(
    member: Person, outsider: Person, organisation: Organisation, other_organisation: Organisation
) -> None:
    row = published_one(member)
    record_use(row, outcome=UseOutcome.WORKED, viewer=viewer_of(outsider), now=NOW)
    merge_organisations(organisation, into=other_organisation, viewer=OPERATOR, now=NOW)
    row = Experience.objects.get()
    assert (row.organisation, row.rank) == (other_organisation, 0.5)


def test_use_and_answers_move_and_one_answer_is_enough(
    member: Person, outsider: Person, other_organisation: Organisation, heir: Organisation
) -> None:
    row = published_one(member)
    record_use(row, outcome=UseOutcome.WORKED, viewer=viewer_of(outsider), now=NOW)
    published_one(member, named=[other_organisation])
    published_one(member, named=[other_organisation, heir])
    merge_organisations(other_organisation, into=heir, viewer=OPERATOR, now=NOW)
    assert (row.uses.get().organisation, Experience.objects.get(pk=row.pk).rank) == (heir, 2.5)
    assert list(NamedPartner.objects.values_list("organisation", flat=True)) == [heir.pk, heir.pk]


def test_an_erased_person_leaves_what_others_read_and_no_drafts(member: Person, outsider: Person) -> None:
    told = published_one(member)
    draft(member)
    add_comment(told, text="Tydeligere.", viewer=viewer_of(outsider), now=NOW)
    for person in (member, outsider):
        erase_person(person, viewer=OPERATOR, now=NOW)
    assert [(row.pk, row.written_by) for row in Experience.objects.all()] == [(told.pk, None)]
    assert ExperienceComment.objects.get().written_by is None


def test_nobody_takes_away_the_comment_of_another(member: Person, outsider: Person, secretary: Person) -> None:
    comment = add_comment(published_one(member), text="Tydeligere.", viewer=viewer_of(outsider), now=NOW)
    with pytest.raises(DomainError, match="Kun den, der skrev den"):
        remove_comment(comment, viewer=viewer_of(member), now=NOW)
    remove_comment(comment, viewer=viewer_of(secretary), now=NOW)
    assert ExperienceComment.objects.get().removed_at == NOW


def test_who_had_not_answered_is_asked_through_the_one_that_carries_on(
    member: Person, other_manager: Person, other_organisation: Organisation, heir: Organisation
) -> None:
    row = published_one(member, named=[other_organisation, heir])
    named = row.named.get(organisation=heir)
    answer_for_partner(named, decision=Decision.APPROVED, note="Ringede.", viewer=OPERATOR, now=NOW)
    merge_organisations(other_organisation, into=heir, viewer=OPERATOR, now=NOW)
    [left] = row.named.all()
    assert (left.organisation, left.decision, left.note) == (heir, Decision.WAITING, "")
    answer_for_partner(left, decision=Decision.APPROVED, note="Ringede igen.", viewer=OPERATOR, now=NOW)
    assert Experience.objects.get().state == ExperienceState.PUBLISHED


def test_a_yes_of_both_is_a_yes_and_a_no_of_one_stays_a_no(
    member: Person, other_organisation: Organisation, heir: Organisation
) -> None:
    decided = {"decision": Decision.APPROVED, "decided_at": NOW}
    rows = [published_one(member, named=[other_organisation, heir]) for _number in range(2)]
    NamedPartner.objects.update(**decided)
    rows[1].named.filter(organisation=other_organisation).update(decision=Decision.DECLINED, note="Skriv det om.")
    merge_organisations(other_organisation, into=heir, viewer=OPERATOR, now=NOW)
    left = [rows[number].named.get() for number in range(2)]
    assert [(one.decision, one.note) for one in left] == [(Decision.APPROVED, ""), (Decision.DECLINED, "Skriv det om.")]


def test_what_was_told_of_one_of_two_that_became_one_is_read_by_who_carries_on(
    manager: Person, outsider: Person, organisation: Organisation, other_organisation: Organisation, heir: Organisation
) -> None:
    goes, stays = (published_one(manager, visibility=Visibility.ORGANISATION) for _number in range(2))
    grant_access(goes, organisation=other_organisation, viewer=viewer_of(manager), now=NOW)
    user = viewer_of(outsider)
    for outcome in (UseOutcome.PARTLY, UseOutcome.WORKED):
        record_use(goes, outcome=outcome, text=f"Det gik {outcome}.", viewer=user, now=NOW)
    add_comment(goes, text="Tydeligere.", viewer=user, now=NOW)
    row = merge_experiences(goes, into=stays, viewer=viewer_of(manager), now=NOW)
    merge_organisations(organisation, into=heir, viewer=OPERATOR, now=NOW)
    row, reader = Experience.objects.get(pk=row.pk), viewer_of(Person.objects.get(pk=manager.pk))
    told = uses(reader, row)
    former = former_words(reader, row, told)
    assert [(one.outcome, [each.outcome for each in former[one.pk]]) for one in told] == [("worked", ["partly"])]
    assert [one.text for one in comments(reader, row)] == ["Tydeligere."]
