"""An experience from a draft to what others read, and on: who may do what, and what is kept."""

from datetime import date, datetime

import pytest

from maskinrum.knowledge.actions import (
    answer_for_partner,
    change_experience,
    discard_draft,
    pass_review,
    renew_experience,
    retire_experience,
    send_back,
    send_to_review,
    start_draft,
    supersede_experience,
    take_back,
)
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries import experiences, published
from maskinrum.knowledge.queries.choices import named_in_texts, parties_to_name
from maskinrum.organisations.actions import add_member, create_organisation, register_person
from maskinrum.organisations.enums import Decision, OrganisationKind, Role
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.knowledge.telling import changed, draft, fresh, published_one, sent, state_of, told_facts
from tests.partnerships.entries import added, entry_facts


def seen_by(viewer: Viewer) -> set[str]:
    return {row.title for row in experiences(viewer, now=NOW)}


def test_a_draft_needs_one_text_only(member: Person) -> None:
    row = start_draft(ExperienceFacts(context="Vi flyttede ind."), viewer=viewer_of(member), now=NOW)
    assert (row.state, row.organisation, row.written_by) == ("draft", member.memberships.get().organisation, member.pk)


def test_a_draft_without_words_is_refused(member: Person) -> None:
    with pytest.raises(DomainError, match="Skriv nogle få ord") as error:
        start_draft(ExperienceFacts(phase="F1"), viewer=viewer_of(member), now=NOW)
    assert error.value.field == "context"


def test_whoever_acts_for_nobody_tells_nothing(newcomer: Person) -> None:
    with pytest.raises(DomainError, match="Kun de, der handler for en organisation"):
        draft(newcomer)


@pytest.mark.parametrize("themes", [("A1", "A2", "A3", "A4"), ("Z9",)])
def test_themes_are_three_at_most_and_known(member: Person, themes: tuple[str, ...]) -> None:
    with pytest.raises(DomainError, match="højst tre"):
        draft(member, themes=themes)


def test_a_draft_is_seen_by_its_writer_and_managers_only(
    member: Person, manager: Person, outsider: Person, secretary: Person, organisation: Organisation
) -> None:
    draft(member, title="Kladden")
    colleague = register_person("kaj@nord.example", name="Kaj", is_verified=True, now=NOW)
    add_member(colleague, organisation=organisation, role=Role.MEMBER, viewer=OPERATOR, now=NOW)
    known = {one.email: bool(seen_by(viewer_of(one))) for one in (member, manager, colleague, outsider, secretary)}
    assert [known[one.email] for one in (member, manager)] == [True, True]
    assert [known[one.email] for one in (colleague, outsider, secretary)] == [False, False, False]
    assert seen_by(VISITOR) == set()


def test_sending_on_says_what_is_missing_and_keeps_the_draft(member: Person) -> None:
    row = draft(member, advice="", effect="", themes=())
    with pytest.raises(DomainError, match="råd til den næste, hvordan det gik"):
        send_to_review(row, viewer=viewer_of(member), now=NOW)
    assert state_of(row) == ExperienceState.DRAFT


def test_what_helps_others_to_find_it_is_filled_in_by_whoever_reads_it_first(member: Person, secretary: Person) -> None:
    row = sent(member, themes=(), phase="", role="", evidence="")
    viewer = viewer_of(secretary)
    with pytest.raises(DomainError, match="temaer, fase, set fra, hvad det bygger på"):
        pass_review(row, named=[], viewer=viewer, now=NOW)
    whole = told_facts(source_label="S")
    change_experience(row, facts=whole, expected_revision=1, viewer=viewer, now=NOW)
    assert pass_review(row, named=[], viewer=viewer, now=NOW).state == ExperienceState.PUBLISHED


def test_one_for_a_partnership_must_say_which(member: Person) -> None:
    row = draft(member, visibility="partnership")
    with pytest.raises(DomainError, match="hvilket partnerskab") as error:
        send_to_review(row, viewer=viewer_of(member), now=NOW)
    assert error.value.field == "partnership"


def test_a_title_nobody_wrote_is_the_first_words_of_the_advice(member: Person) -> None:
    assert fresh(sent(member, title="")).title == "Byg en prøvebolig, og lad driften gå den igennem."


def test_secretariat_reads_all_but_what_stays_in_an_organisation(
    member: Person, manager: Person, secretary: Person
) -> None:
    sent(member, title="Netværket")
    sent(member, title="Kun os", visibility="organisation")
    assert seen_by(viewer_of(secretary)) == {"Netværket"}
    assert seen_by(viewer_of(manager)) == {"Netværket", "Kun os"}


def test_facilitator_reads_those_of_own_partnerships_and_not_ones_own(
    member: Person, facilitator: Person, partnership: Partnership
) -> None:
    sent(member, title="Fra partnerskabet", partnership=str(partnership.pk))
    sent(member, title="Fra et andet sted")
    own = sent(facilitator, title="Egen", partnership=str(partnership.pk))
    assert seen_by(viewer_of(facilitator)) == {"Fra partnerskabet", "Egen"}
    with pytest.raises(DomainError, match="ikke dig, der læser"):
        pass_review(own, named=[], viewer=viewer_of(facilitator), now=NOW)


@pytest.mark.parametrize("who", ["member", "outsider", "manager"])
def test_others_let_nothing_through(who: str, member: Person, request: pytest.FixtureRequest) -> None:
    row = sent(member)
    with pytest.raises(DomainError):
        pass_review(row, named=[], viewer=viewer_of(request.getfixturevalue(who)), now=NOW)
    assert state_of(row) == ExperienceState.IN_REVIEW


def test_what_names_nobody_is_published_for_a_year(member: Person, secretary: Person, outsider: Person) -> None:
    row = pass_review(sent(member), named=[], viewer=viewer_of(secretary), now=NOW)
    assert (row.state, row.review_on, row.rank) == ("published", date(2027, 11, 24), 0.5)
    assert seen_by(viewer_of(outsider)) == {row.title}
    assert [mail.kind for mail in OutboxMail.objects.filter(to=member.email)] == ["experience_answered"]


def test_what_is_given_back_needs_words_and_is_a_draft_again(member: Person, secretary: Person) -> None:
    row = sent(member)
    with pytest.raises(DomainError, match="Skriv, hvad der mangler"):
        send_back(row, answer=" ", viewer=viewer_of(secretary), now=NOW)
    send_back(row, answer="Tag navnet ud.", viewer=viewer_of(secretary), now=NOW)
    assert (state_of(row), fresh(row).answer) == ("draft", "Tag navnet ud.")
    assert seen_by(viewer_of(secretary)) == set()


def test_whoever_is_named_is_written_to_and_reads_it_first(
    member: Person, other_manager: Person, outsider: Person, other_organisation: Organisation
) -> None:
    row = published_one(member, named=[other_organisation])
    assert state_of(row) == ExperienceState.APPROVAL
    assert [mail.to for mail in OutboxMail.objects.filter(kind="experience_named")] == [other_manager.email]
    assert [seen_by(viewer_of(one)) for one in (other_manager, outsider)] == [{row.title}, set()]


@pytest.mark.parametrize(
    ("visibility", "asked"), [("network", ["Boligselskabet Fyn", "Entreprenør Syd"]), ("organisation", [])]
)
def test_whoever_the_texts_name_can_be_asked_also_without_a_partnership(
    visibility: str, asked: list[str], member: Person, secretary: Person, other_organisation: Organisation
) -> None:
    create_organisation("Boligselskabet Fyn", kind=OrganisationKind.HOUSING_ORGANISATION, viewer=OPERATOR, now=NOW)
    create_organisation("Ikke Nævnt", kind=OrganisationKind.ARCHITECT, viewer=OPERATOR, now=NOW)
    happened = f"{other_organisation.name} lånte stilladset af Boligselskabet Fyns egen driftsafdeling."
    row = sent(member, happened=happened, visibility=visibility)
    parties = parties_to_name(viewer_of(secretary), row, now=NOW)
    assert [one.name for one in parties] == asked
    assert named_in_texts(row, parties) == [str(one.pk) for one in parties]


def test_somebody_of_the_register_is_asked_only_as_far_as_the_reader_sees_the_entry(
    member: Person, outsider: Person
) -> None:
    added(entry_facts(client="Bygherre Vest", contractor="Arkitekt Vest"))
    row = sent(member, happened="Arkitekt Vest tegnede om.")
    assert [one.name for one in parties_to_name(viewer_of(outsider), row, now=NOW)] == ["Arkitekt Vest"]
    Partnership.objects.update(visibility="organisation")
    assert parties_to_name(viewer_of(outsider), row, now=NOW) == []


def test_the_last_yes_publishes(
    member: Person, other_manager: Person, secretary: Person, other_organisation: Organisation
) -> None:
    third = create_organisation("Arkitekt Vest", kind=OrganisationKind.ARCHITECT, viewer=OPERATOR, now=NOW)
    row = published_one(member, named=[other_organisation, third])
    named = row.named.get(organisation=other_organisation)
    answer_for_partner(named, decision=Decision.APPROVED, viewer=viewer_of(other_manager), now=NOW)
    assert state_of(row) == ExperienceState.APPROVAL
    last = row.named.get(organisation=third)
    with pytest.raises(DomainError, match="Skriv, hvem der svarede"):
        answer_for_partner(last, decision=Decision.APPROVED, viewer=viewer_of(secretary), now=NOW)
    note = "Mail fra direktøren 3. november."
    answer_for_partner(last, decision=Decision.APPROVED, note=note, viewer=viewer_of(secretary), now=NOW)
    assert state_of(row) == ExperienceState.PUBLISHED


def test_a_no_gives_a_reason_and_is_read_again(
    member: Person, other_manager: Person, other_organisation: Organisation
) -> None:
    row = published_one(member, named=[other_organisation])
    (named,) = row.named.all()
    with pytest.raises(DomainError, match="hvad der skal rettes"):
        answer_for_partner(named, decision=Decision.DECLINED, viewer=viewer_of(other_manager), now=NOW)
    note = "Prisen er ikke offentlig."
    answer_for_partner(named, decision=Decision.DECLINED, note=note, viewer=viewer_of(other_manager), now=NOW)
    assert (state_of(row), fresh(row).answer) == ("in_review", "Prisen er ikke offentlig.")


@pytest.mark.parametrize("who", ["outsider", "member", "manager"])
def test_nobody_else_answers_for_those_named(
    who: str, member: Person, other_organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    (named,) = published_one(member, named=[other_organisation]).named.all()
    viewer = viewer_of(request.getfixturevalue(who))
    with pytest.raises(DomainError, match="Kun en leder"):
        answer_for_partner(named, decision=Decision.APPROVED, viewer=viewer, now=NOW)


def test_a_second_answer_is_refused(member: Person, other_manager: Person, other_organisation: Organisation) -> None:
    (named,) = published_one(member, named=[other_organisation]).named.all()
    viewer = viewer_of(other_manager)
    answer_for_partner(named, decision=Decision.APPROVED, viewer=viewer, now=NOW)
    with pytest.raises(DomainError, match="venter ikke længere"):
        answer_for_partner(named, decision=Decision.DECLINED, note="Nej", viewer=viewer, now=NOW)


def test_what_waits_can_be_taken_back_by_its_own_only(member: Person, outsider: Person) -> None:
    row = sent(member)
    with pytest.raises(DomainError):
        take_back(row, viewer=viewer_of(outsider), now=NOW)
    take_back(row, viewer=viewer_of(member), now=NOW)
    assert state_of(row) == ExperienceState.DRAFT
    with pytest.raises(DomainError, match="ikke noget at tage tilbage"):
        take_back(row, viewer=viewer_of(member), now=NOW)


def test_a_draft_is_thrown_away_and_what_was_published_is_not(member: Person, outsider: Person) -> None:
    row, told = draft(member), published_one(member)
    with pytest.raises(DomainError):
        discard_draft(row, viewer=viewer_of(outsider), now=NOW)
    with pytest.raises(DomainError, match="sendt videre"):
        discard_draft(told, viewer=viewer_of(member), now=NOW)
    discard_draft(row, viewer=viewer_of(member), now=NOW)
    assert [one.pk for one in Experience.objects.all()] == [told.pk]


def test_renewing_needs_a_day_to_come(member: Person, manager: Person) -> None:
    row = published_one(member)
    with pytest.raises(DomainError, match="senere"):
        renew_experience(row, review_on=date(2026, 11, 24), viewer=viewer_of(manager), now=NOW)
    with pytest.raises(DomainError, match="fem år"):
        renew_experience(row, review_on=date(9999, 12, 31), viewer=viewer_of(manager), now=NOW)
    renew_experience(row, review_on=date(2028, 1, 31), viewer=viewer_of(manager), now=NOW)
    assert fresh(row).review_on == date(2028, 1, 31)


def test_one_that_is_replaced_leads_on_and_leaves_the_list(member: Person, secretary: Person) -> None:
    old, new = published_one(member, title="Gammel"), published_one(member, title="Ny")
    supersede_experience(old, by=new, viewer=viewer_of(secretary), now=NOW)
    viewer = viewer_of(member)
    assert fresh(old).superseded_by == new
    assert [row.title for row in published(viewer, now=NOW)] == ["Ny"]
    assert seen_by(viewer) == {"Gammel", "Ny"}


def test_nothing_replaces_itself(member: Person) -> None:
    row = published_one(member)
    with pytest.raises(DomainError, match="en anden erfaring"):
        supersede_experience(row, by=row, viewer=OPERATOR, now=NOW)


def test_retiring_needs_a_reason(member: Person, manager: Person) -> None:
    row = published_one(member)
    with pytest.raises(DomainError, match="hvorfor"):
        retire_experience(row, reason="", viewer=viewer_of(manager), now=NOW)
    retire_experience(row, reason="Loven er ændret.", viewer=viewer_of(manager), now=NOW)
    assert (state_of(row), fresh(row).answer) == ("retired", "Loven er ændret.")
    with pytest.raises(DomainError, match="Kun det, der er offentliggjort"):
        renew_experience(row, review_on=date(2029, 1, 1), viewer=viewer_of(manager), now=NOW)


def test_readers_are_those_the_visibility_says(
    member: Person, outsider: Person, newcomer: Person, partnership: Partnership
) -> None:
    third = create_organisation("Arkitekt Vest", kind=OrganisationKind.ARCHITECT, viewer=OPERATOR, now=NOW)
    stranger = register_person("ask@vest.example", name="Ask", is_verified=True, now=NOW)
    add_member(stranger, organisation=third, role=Role.MANAGER, viewer=OPERATOR, now=NOW)
    for visibility in ("open", "network", "partnership"):
        published_one(member, title=visibility, visibility=visibility, partnership=str(partnership.pk))
    inside = sent(member, title="organisation", visibility="organisation")
    pass_review(inside, named=[], viewer=OPERATOR, now=NOW)
    readers = (VISITOR, *(viewer_of(one) for one in (newcomer, stranger, outsider, member)))
    assert [len(seen_by(viewer)) for viewer in readers] == [1, 1, 2, 3, 4]


def test_the_log_names_no_words_and_no_person(member: Person, now: datetime) -> None:
    row = published_one(member, advice="Ring til Jens.")
    changed(row, member, advice="Ring til Jens Jensen.")
    told = " ".join(str(event.changes) for event in AuditEvent.objects.all())
    assert "Jens" not in told
    assert {event.verb for event in AuditEvent.objects.filter(object_id=row.pk)} == {
        *("start_experience", "send_experience", "publish_experience", "change_experience"),
    }
