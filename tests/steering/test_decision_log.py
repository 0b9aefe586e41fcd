"""The decision log: what it shows, what it refuses, and what it never loses."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404

from maskinrum.meetings.actions import decide, end_meeting
from maskinrum.meetings.models import MeetingDecision
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from maskinrum.steering.actions import change_decision
from maskinrum.steering.facts.decisions import BasisFacts, DecisionFacts, LogFilter
from maskinrum.steering.models import PartnershipDecision
from maskinrum.steering.queries.decisions import answering, basis_of, decision, decision_facts, log_of
from tests.conftest import NOW
from tests.knowledge.telling import published_one
from tests.meetings.holding import begun
from tests.steering.running import TODAY, Running, decided, running


@pytest.fixture
def world(db: None) -> Running:
    """A partnership of four."""
    return running()


def lines(world: Running, who: str = "client", **asked: Any) -> list[str]:
    """What the log shows to somebody who asks for something."""
    found = log_of(world.viewer(who), world.partnership, now=NOW)
    return [one.text for one in answering(found, LogFilter(**asked), today=TODAY)]


def met(world: Running, text: str, *, is_held: bool = True) -> MeetingDecision:
    """What a development meeting of the partnership decided."""
    row = begun(world.people["client"], visibility="partnership", partnership=str(world.partnership.pk))
    made: MeetingDecision = world.act(decide, row, row.items.first(), text=text)
    if is_held:
        world.act(end_meeting, row)
    return made


def test_what_a_held_meeting_decided_stands_in_the_log_and_is_not_stored_again(world: Running) -> None:
    met(world, "Driften går med torsdag.")
    met(world, "Ikke færdig endnu.", is_held=False)
    decided(world)
    assert sorted(lines(world, "first")) == ["Driften går med torsdag.", "Vi bruger ét badekabinet."]
    assert PartnershipDecision.objects.count() == 1


def test_one_that_takes_the_place_of_a_meetings_says_so(world: Running) -> None:
    made = met(world, "Driften går med torsdag.")
    decided(world, text="Driften går med fredag.", replaces=f"m{made.pk}")
    assert lines(world, state="force") == ["Driften går med fredag."]
    assert lines(world, state="replaced") == ["Driften går med torsdag."]


def test_of_two_that_replace_the_same_the_second_is_refused(world: Running) -> None:
    first = decided(world)
    decided(world, text="Vi bruger to.", replaces=f"d{first.pk}")
    with pytest.raises(DomainError) as refused:
        decided(world, text="Vi bruger tre.", replaces=f"d{first.pk}")
    assert refused.value.field == "replaces"


def test_no_two_take_the_place_of_each_other(world: Running) -> None:
    first = decided(world)
    second = decided(world, text="Vi bruger to.", replaces=f"d{first.pk}")
    facts = DecisionFacts(first.text, first.decided_on, first.body, replaces=f"d{second.pk}")
    with pytest.raises(DomainError) as refused:
        world.act(change_decision, first, facts, expected_revision=1)
    assert refused.value.field == "replaces"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"decided_on": date(2023, 2, 23)}, "decided_on"),
        ({"decided_on": TODAY + timedelta(days=1)}, "decided_on"),
        ({"look_again_on": TODAY}, "look_again_on"),
        ({"text": ""}, "text"),
        ({"replaces": "dikke-en-noegle"}, "replaces"),
        ({"replaces": "m00000000-0000-0000-0000-000000000000"}, "replaces"),
        ({"bound": ("00000000-0000-0000-0000-000000000000",)}, "bound"),
        ({"basis": (BasisFacts(project="00000000-0000-0000-0000-000000000000"),)}, "project"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(world: Running, given: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        decided(world, **given)
    assert refused.value.field == field
    assert not PartnershipDecision.objects.exists()


def test_search_filter_and_order_answer_together(world: Running) -> None:
    decided(world, text="Ét køkken", reason="Driften kender det.", decided_on=date(2024, 5, 2))
    decided(world, text="Åbne bøger", body="client", decided_on=date(2025, 5, 2), look_again_on=date(2026, 1, 1))
    decided(world, text="Bad", decided_on=date(2026, 5, 2))
    assert lines(world) == ["Bad", "Åbne bøger", "Ét køkken"]
    assert lines(world, order="oldest") == ["Ét køkken", "Åbne bøger", "Bad"]
    assert lines(world, words="DRIFTEN kender") == ["Ét køkken"]
    assert lines(world, body="client", year=2025) == ["Åbne bøger"]
    assert lines(world, state="due") == ["Åbne bøger"]
    assert lines(world, order="look_again")[0] == "Åbne bøger"


def test_those_who_wrote_it_and_the_client_change_it_and_others_do_not(world: Running) -> None:
    row = decided(world, who="first")
    facts = DecisionFacts("Vi bruger to.", row.decided_on, row.body)
    with pytest.raises(DomainError):
        world.act(change_decision, row, facts, who="second", expected_revision=1)
    assert world.act(change_decision, row, facts, expected_revision=1).text == "Vi bruger to."
    with pytest.raises(DomainError):
        world.act(change_decision, row, DecisionFacts("Vi bruger tre.", row.decided_on, row.body), expected_revision=1)


def test_an_experience_the_reader_may_not_read_is_left_out_and_survives_a_change_by_the_reader(world: Running) -> None:
    told = published_one(world.viewer("first"), visibility="organisation")
    row = decided(world, who="first", basis=(BasisFacts(experience=told.key), BasisFacts(url="https://a.example/b")))
    seen = {who: len(basis_of(world.viewer(who), row, now=NOW)) for who in ("first", "second")}
    assert seen == {"first": 2, "second": 1}
    facts = DecisionFacts("Vi bruger to.", row.decided_on, row.body)
    world.act(change_decision, row, facts, expected_revision=1)
    assert [one.experience for one in decision_facts(row).basis] == [told.key]


def test_a_decision_is_not_there_for_another_partnership_or_for_outsiders(world: Running, outsider: Any) -> None:
    row = decided(world)
    other = running(slug="sydaftalen", name="Sydaftalen")
    with pytest.raises(Http404):
        decision(world.viewer("client"), other.partnership, row.pk)
    with pytest.raises(Http404):
        decision(viewer_of(outsider), world.partnership, row.pk)
