"""No yes stands under words, files or readers that nobody said yes to, and nobody gets round being asked."""

from dataclasses import replace

import pytest

from maskinrum.knowledge.actions import (
    answer_for_partner,
    change_experience,
    pass_review,
    send_to_review,
    take_back,
)
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries import experience_facts, published
from maskinrum.knowledge.queries.choices import parties_to_name
from maskinrum.organisations.actions import create_organisation
from maskinrum.organisations.enums import Decision, OrganisationKind
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.knowledge.telling import changed, fresh, published_one, sent, state_of
from tests.partnerships.entries import added, entry_facts


@pytest.fixture
def third() -> Organisation:
    return create_organisation("Arkitekt Vest", kind=OrganisationKind.ARCHITECT, viewer=OPERATOR, now=NOW)


def said(row: Experience, whom: Organisation, decision: Decision, note: str = "Sagt i telefonen.") -> None:
    named = row.named.get(organisation=whom)
    answer_for_partner(named, decision=decision, note=note, viewer=OPERATOR, now=NOW)


def passed(row: Experience, person: Person, *named: Organisation) -> Experience:
    return pass_review(fresh(row), named=named, viewer=viewer_of(person), now=NOW)


def sent_again(row: Experience, person: Person) -> None:
    send_to_review(fresh(row), viewer=viewer_of(person), now=NOW)


def letters(kind: str) -> int:
    return OutboxMail.objects.filter(kind=kind).count()


def test_a_manager_opens_nothing_that_nobody_outside_has_read(
    manager: Person, partnership: Partnership, other_organisation: Organisation
) -> None:
    told = f"{other_organisation.name} snød os."
    row = sent(manager, visibility="organisation", partnership=str(partnership.pk), happened=told)
    passed(row, manager)
    changed(row, manager, visibility="open")
    assert (state_of(row), list(published(VISITOR, now=NOW))) == (ExperienceState.IN_REVIEW, [])
    with pytest.raises(DomainError, match="ikke dig, der læser"):
        passed(row, manager, other_organisation)


@pytest.mark.parametrize("given", [{"visibility": "open"}, {"partnership": ""}])
def test_more_readers_or_another_partnership_is_read_again_whoever_says_so(
    given: dict[str, str], member: Person, partnership: Partnership
) -> None:
    row = published_one(member, visibility="network", partnership=str(partnership.pk))
    facts = replace(experience_facts(fresh(row)), **given)  # type: ignore[arg-type]
    change_experience(fresh(row), facts=facts, expected_revision=1, viewer=OPERATOR, now=NOW)
    assert state_of(row) == ExperienceState.IN_REVIEW


@pytest.mark.parametrize("state", ["in_review", "published"])
def test_whoever_reads_for_another_party_lets_no_more_read_it(
    state: str, member: Person, secretary: Person, facilitator: Person, partnership: Partnership
) -> None:
    row = sent(member, visibility="partnership", partnership=str(partnership.pk))
    if state == "published":
        pass_review(row, named=[], viewer=OPERATOR, now=NOW)
    for one in (facilitator, secretary):
        with pytest.raises(DomainError, match="Kun den organisation, der fortalte den") as error:
            changed(row, one, visibility="open")
        assert error.value.field == "visibility"
    other = added(entry_facts(name="Et andet", client="Bygherre Vest", contractor="Entreprenør Syd"), slug="et-andet")
    with pytest.raises(DomainError, match="Kun den organisation, der fortalte den"):
        changed(row, facilitator, partnership=str(other.pk))
    assert state_of(row) == state


def test_whoever_reads_it_first_may_let_fewer_read_it(member: Person, secretary: Person) -> None:
    row = sent(member, visibility="open")
    changed(row, secretary, visibility="network")
    assert fresh(row).visibility == "network"


def test_a_yes_does_not_stand_under_what_was_written_after_it_was_taken_back(
    member: Person, secretary: Person, other_organisation: Organisation, third: Organisation
) -> None:
    row = published_one(member, named=[other_organisation, third])
    said(row, other_organisation, Decision.APPROVED)
    take_back(fresh(row), viewer=viewer_of(member), now=NOW)
    changed(row, member, happened=f"{other_organisation.name} snød os.")
    sent_again(row, member)
    passed(row, secretary, other_organisation)
    assert (state_of(row), row.named.get().decision) == (ExperienceState.APPROVAL, Decision.WAITING)


def test_a_yes_does_not_stand_under_what_was_written_after_the_no_of_another(
    member: Person, secretary: Person, other_organisation: Organisation, third: Organisation
) -> None:
    row = published_one(member, named=[other_organisation, third])
    said(row, other_organisation, Decision.APPROVED)
    said(row, third, Decision.DECLINED)
    changed(row, member, happened=f"{other_organisation.name} snød os.")
    passed(row, secretary, other_organisation)
    assert (state_of(row), row.named.get().decision) == (ExperienceState.APPROVAL, Decision.WAITING)


def test_a_yes_stands_under_the_same_words(
    member: Person, secretary: Person, other_organisation: Organisation, third: Organisation
) -> None:
    row = published_one(member, named=[other_organisation, third])
    said(row, other_organisation, Decision.APPROVED)
    take_back(fresh(row), viewer=viewer_of(member), now=NOW)
    sent_again(row, member)
    passed(row, secretary, other_organisation)
    assert state_of(row) == ExperienceState.PUBLISHED


def test_nobody_lets_through_what_they_have_not_read(member: Person, secretary: Person) -> None:
    row = sent(member)
    changed(row, member, happened="Noget helt andet.")
    with pytest.raises(DomainError, match="efter at du åbnede den"):
        pass_review(row, named=[], expected_revision=row.revision, viewer=viewer_of(secretary), now=NOW)
    assert state_of(row) == ExperienceState.IN_REVIEW


def test_nobody_says_yes_to_what_they_have_not_read(
    member: Person, secretary: Person, other_manager: Person, other_organisation: Organisation
) -> None:
    row = published_one(member, named=[other_organisation])
    changed(row, secretary, happened="Noget helt andet.")
    with pytest.raises(DomainError, match="efter at du åbnede den"):
        answer_for_partner(
            row.named.get(),
            decision=Decision.APPROVED,
            expected_revision=row.revision,
            viewer=viewer_of(other_manager),
            now=NOW,
        )
    assert state_of(row) == ExperienceState.APPROVAL


def test_whoever_is_asked_again_is_written_to_and_so_is_whoever_told_it(
    member: Person, secretary: Person, other_manager: Person, other_organisation: Organisation
) -> None:
    row = published_one(member, named=[other_organisation])
    said(row, other_organisation, Decision.APPROVED)
    before = (letters("experience_named"), letters("experience_answered"))
    changed(row, secretary, advice="Noget helt andet.")
    assert before == (1, 1)
    assert (letters("experience_named"), letters("experience_answered")) == (2, 2)
    subjects = set(OutboxMail.objects.filter(to=member.email).values_list("subject", flat=True))
    assert subjects == {"Din erfaring er offentliggjort", "Din erfaring er blevet rettet"}
    changed(row, secretary, advice="Igen noget andet.")
    assert (letters("experience_named"), letters("experience_answered")) == (2, 2), "they wait already"


def test_whoever_changes_their_own_gets_no_letter_about_it(member: Person) -> None:
    row = published_one(member)
    changed(row, member, advice="Noget helt andet.")
    assert (state_of(row), letters("experience_answered")) == (ExperienceState.IN_REVIEW, 1)


def test_what_stays_inside_is_shown_to_no_other_party(
    member: Person, manager: Person, partnership: Partnership, other_organisation: Organisation
) -> None:
    told = f"{other_organisation.name} var for langsomme."
    row = sent(member, visibility="organisation", partnership=str(partnership.pk), happened=told)
    assert parties_to_name(viewer_of(manager), row, now=NOW) == []
    with pytest.raises(DomainError, match="bliver i organisationen") as error:
        passed(row, manager, other_organisation)
    assert (error.value.field, letters("experience_named")) == ("named", 0)
    passed(row, manager)
    assert state_of(row) == ExperienceState.PUBLISHED


def test_one_that_is_kept_inside_while_others_are_asked_is_read_by_its_own(
    member: Person, other_organisation: Organisation
) -> None:
    row = published_one(member, named=[other_organisation])
    facts = replace(experience_facts(fresh(row)), visibility="organisation")
    change_experience(fresh(row), facts=facts, expected_revision=1, viewer=OPERATOR, now=NOW)
    assert state_of(row) == ExperienceState.IN_REVIEW


def test_a_no_is_not_got_round_while_the_name_stands_in_the_words(
    member: Person, secretary: Person, other_organisation: Organisation
) -> None:
    row = published_one(member, named=[other_organisation], happened=f"{other_organisation.name} snød os.")
    said(row, other_organisation, Decision.DECLINED)
    with pytest.raises(DomainError, match="navnet står stadig i teksten") as error:
        passed(row, secretary)
    assert error.value.field == "named"
    changed(row, secretary, happened=f"{other_organisation.name} drillede os.")
    with pytest.raises(DomainError, match="navnet står stadig i teksten"):
        passed(row, secretary)
    changed(row, secretary, happened="En entreprenør drillede os.")
    passed(row, secretary)
    assert (state_of(row), row.named.count()) == (ExperienceState.PUBLISHED, 0)
    assert AuditEvent.objects.get(verb="drop_named").changes["decision"] == ["declined", None]
