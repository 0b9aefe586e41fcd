"""An experience whose words change: read again, asked about again, and each version kept."""

from dataclasses import replace

import pytest

from maskinrum.knowledge.actions import (
    answer_for_partner,
    change_experience,
    pass_review,
)
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.queries import experience_facts, told_versions
from maskinrum.knowledge.queries.choices import named_in_texts, parties_to_name
from maskinrum.organisations.actions import create_organisation
from maskinrum.organisations.enums import Decision, OrganisationKind
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.knowledge.telling import changed, draft, fresh, published_one, sent, state_of


def test_what_its_own_change_after_publishing_is_read_again(member: Person) -> None:
    row = published_one(member)
    changed(row, member, advice="Byg to prøveboliger.")
    assert state_of(row) == ExperienceState.IN_REVIEW
    assert [version.is_shown for version in row.versions.all()] == [False, True]


def test_who_said_yes_to_other_words_is_asked_again(
    member: Person, secretary: Person, other_manager: Person, other_organisation: Organisation
) -> None:
    row = published_one(member, named=[other_organisation])
    (named,) = row.named.all()
    answer_for_partner(named, decision=Decision.APPROVED, viewer=viewer_of(other_manager), now=NOW)
    changed(row, secretary, advice="Noget helt andet.")
    assert (state_of(row), row.named.get().decision) == ("approval", Decision.WAITING)


def test_a_reader_before_others_changes_what_names_nobody_and_it_stays(member: Person, secretary: Person) -> None:
    row = published_one(member)
    changed(row, secretary, advice="Byg prøveboligen før udbuddet.")
    assert state_of(row) == ExperienceState.PUBLISHED


@pytest.mark.parametrize("asks_somebody", [False, True])
def test_words_that_name_somebody_who_was_never_asked_are_read_again(
    asks_somebody: bool, member: Person, secretary: Person, other_manager: Person, other_organisation: Organisation
) -> None:
    create_organisation("Boligselskabet Fyn", kind=OrganisationKind.HOUSING_ORGANISATION, viewer=OPERATOR, now=NOW)
    row = published_one(member, named=[other_organisation] if asks_somebody else [])
    if asks_somebody:
        answer_for_partner(row.named.get(), decision=Decision.APPROVED, viewer=viewer_of(other_manager), now=NOW)
    changed(row, secretary, happened="Boligselskabet Fyn lånte stilladset ud.")
    assert state_of(row) == ExperienceState.IN_REVIEW
    parties = parties_to_name(viewer_of(secretary), fresh(row), now=NOW)
    asked = [one for one in parties if str(one.pk) in named_in_texts(fresh(row), parties)]
    pass_review(fresh(row), named=asked, viewer=viewer_of(secretary), now=NOW)
    assert ([one.name for one in asked], state_of(row)) == (["Boligselskabet Fyn"], ExperienceState.APPROVAL)


def test_whoever_was_named_before_and_needed_no_yes_is_not_asked_for_other_words(
    member: Person, secretary: Person
) -> None:
    create_organisation("Boligselskabet Fyn", kind=OrganisationKind.HOUSING_ORGANISATION, viewer=OPERATOR, now=NOW)
    row = published_one(member, happened="Boligselskabet Fyn er en stor bygherre.")
    changed(row, secretary, advice="Byg prøveboligen før udbuddet.")
    assert state_of(row) == ExperienceState.PUBLISHED


def test_others_see_only_the_versions_that_were_published(member: Person, secretary: Person, outsider: Person) -> None:
    row = sent(member, advice="Spørg Peter Hansen.")
    changed(row, secretary, advice="Spørg byggelederen.")
    pass_review(row, named=[], viewer=viewer_of(secretary), now=NOW)
    shown = [version.content["advice"] for version in told_versions(viewer_of(outsider), fresh(row))]
    kept = [version.content["advice"] for version in told_versions(viewer_of(member), fresh(row))]
    assert (shown, kept) == (["Spørg byggelederen."], ["Spørg byggelederen.", "Spørg Peter Hansen."])


def test_of_two_who_change_at_once_the_second_is_told(member: Person, manager: Person) -> None:
    row = draft(member)
    changed(row, manager, advice="Lederens råd.")
    mine = replace(experience_facts(row), advice="Mit råd.")
    with pytest.raises(DomainError, match="Nogen har rettet den"):
        change_experience(row, facts=mine, expected_revision=row.revision, viewer=viewer_of(member), now=NOW)
    assert fresh(row).advice == "Lederens råd."


def test_saving_the_same_again_notes_nothing(member: Person) -> None:
    row = draft(member)
    changed(row, member)
    assert (fresh(row).revision, AuditEvent.objects.filter(verb="change_experience").count()) == (1, 0)


def test_an_outsider_changes_nothing(member: Person, outsider: Person) -> None:
    with pytest.raises(DomainError, match="Kun de, der fortalte den"):
        changed(published_one(member), outsider, advice="Andet.")
