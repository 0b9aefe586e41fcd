"""Start-up checklists, the welcome pack, and what becomes of it all when people and organisations go."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.actions import merge_organisations
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.shared.errors import DomainError
from maskinrum.steering.actions import (
    add_subject,
    answer_subject,
    change_decision,
    erase_from_running,
    name_for_ladder,
    open_checklist,
)
from maskinrum.steering.facts.decisions import DecisionFacts
from maskinrum.steering.facts.starts import AnswerFacts, StartCounts
from maskinrum.steering.models import DisagreementParty, LadderNames, PartnershipDecision, StartChecklist, StartItem
from maskinrum.steering.queries import start_counts
from maskinrum.steering.queries.disagreements import seen_disagreements
from maskinrum.steering.queries.starts import subjects
from tests.conftest import NOW
from tests.decisions.making import listed
from tests.knowledge.telling import published_one
from tests.steering.running import Running, climbed, decided, disagreed, running

TODAY = NOW.date()


@pytest.fixture
def world(db: None) -> Running:
    """A partnership of four."""
    return running()


def begun(world: Running) -> StartChecklist:
    """The checklist of a project of the client."""
    project = listed(world.organisations["client"], world.viewer("client"), NOW)[0]
    row: StartChecklist = world.act(open_checklist, world.partnership, project=str(project.pk), meeting_on=None)
    return row


def answered(world: Running, row: StartChecklist, key: str, answer: str, **given: Any) -> StartItem:
    """One subject answered by the contractor."""
    item = row.items.get(key=key)
    facts = AnswerFacts(answer, **given)
    made: StartItem = world.act(answer_subject, item, facts, who="first", expected_revision=item.revision)
    return made


def test_it_asks_what_the_tool_asks(world: Running) -> None:
    assert [item.key for item in begun(world).items.all()] == [one.key for one in subjects()]
    assert subjects()[0].da == "Badeværelser og køkkener"


def test_what_is_decided_and_reused_is_counted_by_project(world: Running) -> None:
    row = begun(world)
    answered(world, row, "bathrooms", "reuse", what="Fra Egeparken")
    answered(world, row, "envelope", "develop")
    answered(world, row, "trades", "not_relevant")
    assert start_counts([row.project_id]) == {row.project_id: StartCounts(decided=2, reused=1)}


def test_a_project_has_one_checklist_however_often_it_is_begun(world: Running) -> None:
    row = begun(world)
    assert world.act(open_checklist, world.partnership, project=str(row.project_id), meeting_on=None) == row


def test_what_is_reused_says_from_where(world: Running) -> None:
    with pytest.raises(DomainError) as refused:
        answered(world, begun(world), "site", "reuse")
    assert refused.value.field == "what"


def test_of_two_who_answer_at_once_the_second_is_told(world: Running) -> None:
    row = begun(world)
    item = row.items.get(key="site")
    answered(world, row, "site", "develop")
    with pytest.raises(DomainError):
        world.act(answer_subject, item, AnswerFacts("reuse", "Fra før"), expected_revision=item.revision)


def test_a_contractor_is_not_offered_the_list_of_the_client(world: Running) -> None:
    project = listed(world.organisations["client"], world.viewer("client"), NOW)[0]
    with pytest.raises(DomainError):
        world.act(open_checklist, world.partnership, project=str(project.pk), meeting_on=None, who="first")


def test_a_subject_of_ones_own_stands_last(world: Running) -> None:
    row = begun(world)
    for _press in range(2):
        world.act(add_subject, row, title="Cykler", who="first")
    last = row.items.last()
    assert last is not None
    assert (last.title, last.position) == ("Cykler", len(subjects()))


def test_what_is_typed_stays_when_it_cannot_be_kept(
    world: Running, client_of: Callable[[Person | None], Client]
) -> None:
    page = reverse("steering:new_decision", args=[world.partnership.slug])
    typed = {"text": "Vi gør det.", "decided_on": "2027-01-01", "body": "client", "reason": "x" * 10_000}
    response = client_of(world.people["client"]).post(page, typed)
    told = response.content.decode()
    assert "Vi gør det." in told
    assert "x" * 10_000 in told
    assert PartnershipDecision.objects.count() == 0


def test_an_address_of_an_experience_is_kept_as_the_experience(
    world: Running, client_of: Callable[[Person | None], Client], settings: Any
) -> None:
    told = published_one(world.viewer("client"))
    address = settings.ENVIRONMENT.base_url + reverse("knowledge:experience", args=[told.key])
    typed = {
        "text": "Ja",
        "decided_on": "2026-11-20",
        "body": "client",
        "documents": f"{address}\nBilag; https://a.dk/b",
    }
    page = reverse("steering:new_decision", args=[world.partnership.slug])
    assert client_of(world.people["client"]).post(page, typed).status_code == 302
    basis = PartnershipDecision.objects.get().basis.all()
    assert [(one.experience_id, one.label, one.url) for one in basis] == [
        (told.pk, "", ""),
        (None, "Bilag", "https://a.dk/b"),
    ]


@pytest.mark.parametrize("page", ["decisions", "disagreements", "starts", "welcome"])
def test_a_page_asks_as_often_with_three_as_with_one(
    world: Running,
    client_of: Callable[[Person | None], Client],
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], Any]], None],
    page: str,
) -> None:
    browser = client_of(world.people["client"])

    def make(count: int) -> None:
        projects = listed(world.organisations["client"], world.viewer("client"), NOW)
        for number in range(count):
            decided(world, bound=(world.key("first"),))
            climbed(world, disagreed(world), "project-leaders", TODAY)
            key = str(projects[number].pk)
            world.act(open_checklist, world.partnership, project=key, meeting_on=None)

    address = reverse(f"steering:{page}", args=[world.partnership.slug])
    assert_constant_queries(make, lambda: browser.get(address))


def test_the_welcome_pack_says_first_what_is_missing(
    world: Running, client_of: Callable[[Person | None], Client]
) -> None:
    world.act(name_for_ladder, world.partnership, world.organisations["client"], leader="Pia", management="Ole")
    page = client_of(world.people["second"]).get(reverse("steering:welcome", args=[world.partnership.slug]))
    told = page.content.decode()
    assert "loftet, hvem der forhandler for Bygmester" in told
    assert told.index("Ikke skrevet ned endnu") < told.index("Hvem er hvem")


def test_a_person_who_is_erased_leaves_no_name(world: Running) -> None:
    person = world.people["client"]
    row = disagreed(world)
    climbed(world, row, "project-leaders", TODAY, taking_part=f"{person.name}, ingeniøren")
    world.act(name_for_ladder, world.partnership, world.organisations["client"], leader=person.name, management="Ole")
    erase_from_running(person, viewer=OPERATOR, now=NOW)
    names = LadderNames.objects.get()
    assert (names.leader, names.management, names.written_by) == ("", "Ole", None)
    assert row.steps.get(step="project-leaders").taking_part == "ingeniøren"


def test_who_carries_on_after_a_merger_is_bound_and_a_party_where_the_other_was(world: Running) -> None:
    row = decided(world, bound=(world.key("first"),))
    disagreed(world)
    old, into = world.organisations["first"], world.organisations["second"]
    merge_organisations(old, into=into, viewer=OPERATOR, now=NOW)
    assert [one.pk for one in row.bound.all()] == [into.pk]
    assert DisagreementParty.objects.filter(organisation=into).exists()
    assert seen_disagreements(world.viewer("second")).exists()


def test_a_change_that_changes_nothing_leaves_no_trace(world: Running) -> None:
    row = decided(world)
    facts = DecisionFacts(row.text, row.decided_on, row.body)
    assert world.act(change_decision, row, facts, expected_revision=0).revision == 1
