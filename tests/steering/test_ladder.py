"""The conflict ladder: its days, who sees what, and what it refuses."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.http import Http404
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.models import Experience
from maskinrum.partnerships.models import Party
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from maskinrum.steering.actions import (
    change_disagreement,
    climb,
    name_for_ladder,
    note_decision,
    settle,
    tell_of_disagreement,
    warn_of_ladder_steps,
)
from maskinrum.steering.analysis.ladder import due, ladder, names_due, not_tried
from maskinrum.steering.facts.disagreements import Climb, Opening
from maskinrum.steering.models import Disagreement, DisagreementExperience, LadderNames, LadderStep
from maskinrum.steering.phrases.ladder import why_this_day
from maskinrum.steering.queries import disagreements
from maskinrum.steering.queries.disagreements import counts_elsewhere, disagreement, seen_disagreements
from tests.conftest import NOW
from tests.steering.running import TODAY, Running, climbed, disagreed, running

ALL = ("client", "first", "second", "facilitator")


@pytest.fixture
def world(db: None) -> Running:
    """A partnership of four."""
    return running()


@pytest.mark.parametrize(
    ("step", "began", "last"),
    [
        ("project-leaders", date(2026, 11, 2), date(2026, 11, 9)),
        ("project-leaders", date(2026, 11, 6), date(2026, 11, 13)),
        ("management", date(2026, 12, 21), date(2026, 12, 29)),
        ("project-leaders", date(2026, 12, 28), date(2027, 1, 5)),
        ("management", date(2027, 5, 5), date(2027, 5, 13)),
        ("management", date(2028, 6, 1), date(2028, 6, 9)),
        ("management", date(2027, 3, 23), date(2027, 4, 2)),
        ("project-leaders", date(2027, 4, 29), date(2027, 5, 7)),
    ],
)
def test_the_last_day_is_counted_over_danish_holidays(step: str, began: date, last: date) -> None:
    found = due(step, began)
    assert found is not None
    assert found.day == last


@pytest.mark.parametrize(
    ("decided", "last"), [(date(2026, 11, 2), date(2026, 12, 28)), (date(2026, 10, 31), date(2026, 12, 26))]
)
def test_eight_weeks_run_from_the_day_a_quick_decision_was_given_and_not_before(decided: date, last: date) -> None:
    began = date(2026, 9, 1)
    found = due("quick-decision", began, decided)
    assert due("quick-decision", began) is None
    assert found is not None
    assert found.day == last
    words = why_this_day(found.rule, found.ending)
    assert words.startswith("56 dage fra dagen efter afgørelsen (")
    assert "Kilden siger ikke" in words


@pytest.mark.parametrize("step", ["facilitated-talk", "partnership-steering-group", "mediation", "arbitration"])
def test_a_step_without_a_length_has_no_last_day(step: str) -> None:
    assert due(step, TODAY) is None


def test_a_day_says_which_days_were_passed_over_and_which_of_them_nobody_vouches_for() -> None:
    found = due("management", date(2026, 12, 21))
    assert found is not None
    words = why_this_day(found.rule, found.ending)
    passed_over, debated = words.split("Ikke talt med: ")[1].split(". 24.")
    assert "25. december (Juledag)" in passed_over
    assert "24. december" not in passed_over
    assert debated.startswith(" december (Juleaftensdag) er talt med som arbejdsdag")
    assert "AB 18 § 64" in words
    assert found.unverified == ("holidays",)


def test_the_ladder_is_that_of_the_data_and_says_which_steps_are_ours() -> None:
    assert [one.slug for one in ladder() if one.is_ours] == ["facilitated-talk", "partnership-steering-group"]
    assert [one.number for one in ladder()] == list(range(7))


def test_names_are_due_five_working_days_after_the_contract() -> None:
    found = names_due(date(2023, 2, 24))
    assert found is not None
    assert found.day == date(2023, 3, 3)


def test_only_negotiation_has_to_be_tried_first() -> None:
    assert not_tried("management", ["facilitated-talk"]) == ("project-leaders",)
    assert not_tried("arbitration", ["facilitated-talk", "project-leaders", "management"]) == ()


def test_it_climbs_step_by_step_and_each_keeps_its_day(world: Running) -> None:
    row = climbed(world, disagreed(world), "project-leaders", date(2026, 11, 3), agreed="Vi blev ikke enige.")
    told = [(one.step, one.began_on, one.ended_on, one.due_on, one.agreed) for one in row.steps.all()]
    assert told == [
        ("facilitated-talk", date(2026, 11, 2), date(2026, 11, 3), None, "Vi blev ikke enige."),
        ("project-leaders", date(2026, 11, 3), None, date(2026, 11, 10), ""),
    ]
    assert row.step == "project-leaders"


def test_a_day_of_an_open_step_that_was_stored_too_late_is_counted_again(world: Running) -> None:
    climbed(world, disagreed(world), "project-leaders", date(2026, 11, 3))
    step = LadderStep.objects.filter(step="project-leaders")
    step.update(began_on=date(2026, 12, 28), due_on=date(2027, 1, 6))
    import_module("maskinrum.steering.migrations.0004_last_days_in_working_days").count_last_days_again(apps, None)
    assert step.get().due_on == date(2027, 1, 5)


def test_a_step_of_negotiation_is_passed_by_only_with_a_reason_that_stays(world: Running) -> None:
    row = disagreed(world)
    with pytest.raises(DomainError) as refused:
        climbed(world, row, "mediation", TODAY)
    assert refused.value.field == "missed_because"
    row = climbed(world, row, "mediation", TODAY, missed_because="Firmaet er under rekonstruktion.")
    assert row.steps.get(step="mediation").missed == ["project-leaders", "management"]


@pytest.mark.parametrize("step", ["facilitated-talk", "project-leaders", "no-such-step"])
def test_it_never_climbs_down_nor_to_a_step_there_is_not(world: Running, step: str) -> None:
    row = climbed(world, disagreed(world), "project-leaders", date(2026, 11, 3))
    with pytest.raises(DomainError):
        climbed(world, row, step, TODAY)


@pytest.mark.parametrize("day", [date(2026, 11, 1), TODAY + timedelta(days=1)])
def test_a_step_begins_neither_before_the_last_nor_in_the_future(world: Running, day: date) -> None:
    with pytest.raises(DomainError) as refused:
        climbed(world, disagreed(world), "project-leaders", day)
    assert refused.value.field == "began_on"


@pytest.mark.parametrize("day", [date(2023, 2, 23), TODAY + timedelta(days=1)])
def test_it_is_opened_neither_before_the_contract_nor_in_the_future(world: Running, day: date) -> None:
    with pytest.raises(DomainError) as refused:
        disagreed(world, opened_on=day)
    assert refused.value.field == "opened_on"


def test_of_two_who_move_it_at_once_the_second_is_told(world: Running) -> None:
    row = disagreed(world)
    climbed(world, row, "project-leaders", TODAY)
    with pytest.raises(DomainError):
        world.act(climb, row, Climb("management", TODAY), who="first", expected_revision=row.revision)
    assert Disagreement.objects.get().step == "project-leaders"


def test_the_client_the_parties_to_it_and_the_facilitator_see_it_and_nobody_else(world: Running) -> None:
    row = disagreed(world)
    assert [who for who in ALL if seen_disagreements(world.viewer(who)).exists()] == ["client", "first", "facilitator"]
    with pytest.raises(Http404):
        disagreement(world.viewer("second"), world.partnership, row.pk)


def test_only_the_client_and_the_parties_to_it_see_the_size(world: Running) -> None:
    disagreed(world)
    sizes = {who: [one.size for one in disagreements(world.viewer(who), world.partnership, now=NOW)] for who in ALL}
    assert sizes == {"client": [Decimal("0.48")], "first": [Decimal("0.48")], "second": [], "facilitator": [None]}


def test_a_party_that_left_the_partnership_sees_it_no_more_and_gets_no_letter(world: Running) -> None:
    row = disagreed(world)
    Party.objects.filter(partnership=world.partnership, organisation=world.organisations["first"]).delete()
    assert not seen_disagreements(world.viewer("first")).exists()
    climbed(world, row, "project-leaders", date(2026, 11, 17))
    warn_of_ladder_steps(NOW)
    assert {mail.to for mail in OutboxMail.objects.all()} == {
        "client@nordaftalen.example",
        "facilitator@nordaftalen.example",
    }


def test_the_facilitator_changes_it_without_seeing_or_losing_the_size(world: Running) -> None:
    row = disagreed(world)
    facts = Opening("Stilladset", row.opened_on, (world.key("client"), world.key("second")))
    world.act(change_disagreement, row, facts, who="facilitator", expected_revision=1)
    found = Disagreement.objects.get()
    assert (found.subject, found.size) == ("Stilladset", 480_000)
    assert not seen_disagreements(world.viewer("first")).exists()


def test_a_party_opens_none_between_others(world: Running) -> None:
    with pytest.raises(DomainError) as refused:
        disagreed(world, who="second")
    assert refused.value.field == "parties"


@pytest.mark.parametrize(("others", "told"), [(4, {}), (5, {"facilitated-talk": 5}), (9, {"facilitated-talk": 5})])
def test_others_hear_of_a_step_only_in_whole_fives_of_what_they_do_not_see(
    world: Running, others: int, told: dict[str, int]
) -> None:
    for number in range(others):
        disagreed(world, subject=f"Sag {number}")
    own = (world.key("client"), world.key("second"))
    disagreed(world, parties=own)
    assert counts_elsewhere(world.viewer("second"), world.partnership) == told


def test_letters_go_once_before_a_step_runs_out_and_once_when_it_has(world: Running) -> None:
    climbed(world, disagreed(world), "project-leaders", date(2026, 11, 17))  # its last day is the 24th
    counts = [warn_of_ladder_steps(NOW + timedelta(days=day)) for day in (-4, -3, 0, 1, 2)]
    assert counts == [0, 3, 0, 3, 0]
    subjects = [mail.subject.split(":")[0] for mail in OutboxMail.objects.order_by("created_at")]
    assert len(set(subjects)) == 2


def test_nobody_is_written_to_about_what_is_settled(world: Running) -> None:
    row = climbed(world, disagreed(world), "project-leaders", date(2026, 11, 17))
    world.act(settle, row, settled_on=TODAY, outcome="Vi deler.", expected_revision=row.revision)
    assert warn_of_ladder_steps(NOW + timedelta(days=3)) == 0


def test_what_ran_out_before_it_was_written_down_is_not_warned_of_beforehand(world: Running) -> None:
    climbed(world, disagreed(world), "project-leaders", date(2026, 11, 3))
    assert LadderStep.objects.get(step="project-leaders").warned_on == TODAY
    assert warn_of_ladder_steps(NOW) == 3
    assert LadderStep.objects.get(step="project-leaders").lapsed_on == TODAY


def test_what_is_settled_is_changed_no_more(world: Running) -> None:
    row = disagreed(world)
    row = world.act(settle, row, settled_on=TODAY, outcome="Vi deler.", expected_revision=1)
    with pytest.raises(DomainError):
        climbed(world, row, "project-leaders", TODAY)
    assert row.steps.get().ended_on == TODAY


@pytest.mark.parametrize(("day", "outcome", "field"), [(date(2026, 11, 1), "Ja", "settled_on"), (TODAY, "", "outcome")])
def test_it_is_settled_with_an_outcome_and_not_before_its_last_step(
    world: Running, day: date, outcome: str, field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        world.act(settle, disagreed(world), settled_on=day, outcome=outcome, expected_revision=1)
    assert refused.value.field == field


def test_a_settled_one_becomes_one_draft_of_each_organisation_without_size_or_parties(world: Running) -> None:
    row = disagreed(world, text="Begge har læst aftalen.")
    with pytest.raises(DomainError):
        world.act(tell_of_disagreement, row)
    row = world.act(settle, row, settled_on=TODAY, outcome="Vi deler regningen.", expected_revision=1)
    drafts: list[Experience] = [world.act(tell_of_disagreement, row, who=who) for who in ("client", "client", "first")]
    assert len({one.pk for one in drafts}) == 2
    told = drafts[0]
    assert (told.title, told.effect_text, told.theme_codes) == (row.subject, row.outcome, "E3")
    assert "480" not in "".join((told.title, told.context, told.happened, told.effect_text))
    assert DisagreementExperience.objects.count() == 2


@pytest.mark.parametrize(("who", "may"), [("client", True), ("first", True), ("second", False), ("facilitator", False)])
def test_a_party_names_its_own_people_and_the_client_anybody(world: Running, who: str, may: bool) -> None:
    given: dict[str, Any] = {"leader": "Pia Leder", "management": "Ole Chef"}
    if not may:
        with pytest.raises(DomainError):
            world.act(name_for_ladder, world.partnership, world.organisations["first"], who=who, **given)
        return
    row: LadderNames = world.act(name_for_ladder, world.partnership, world.organisations["first"], who=who, **given)
    assert (row.leader, row.management) == ("Pia Leder", "Ole Chef")


def quickly(world: Running, *, began: date = date(2026, 11, 3)) -> Disagreement:
    """One that stands at the quick decision."""
    return climbed(world, disagreed(world), "quick-decision", began, missed_because="Vi har talt nok.")


def test_no_time_runs_at_the_quick_decision_before_it_is_given(world: Running) -> None:
    row = quickly(world)
    assert row.steps.get(step="quick-decision").due_on is None
    assert [warn_of_ladder_steps(NOW + timedelta(days=day)) for day in (0, 42, 56, 100)] == [0, 0, 0, 0]


def test_its_letters_say_that_the_decision_becomes_final_and_come_fourteen_days_before(world: Running) -> None:
    row = quickly(world)
    world.act(note_decision, row, decided_on=TODAY, expected_revision=row.revision)
    assert row.steps.get(step="quick-decision").due_on == date(2027, 1, 19)
    counts = [warn_of_ladder_steps(NOW + timedelta(days=day)) for day in (41, 42, 43, 56, 57, 58)]
    assert counts == [0, 3, 0, 0, 3, 0]
    texts = [mail.subject + mail.text for mail in OutboxMail.objects.order_by("created_at", "id")]
    assert all("voldgift" in text and "24. november 2026" in text for text in texts)
    assert ("endelig snart" in texts[0], "er udløbet" in texts[-1]) == (True, True)


def test_a_day_of_the_decision_that_was_wrong_is_corrected_and_counted_again(world: Running) -> None:
    row = quickly(world)
    row = world.act(note_decision, row, decided_on=date(2026, 11, 3), expected_revision=row.revision)
    row = world.act(note_decision, row, decided_on=date(2026, 11, 10), who="first", expected_revision=row.revision)
    assert row.steps.get(step="quick-decision").due_on == date(2027, 1, 5)


@pytest.mark.parametrize("day", [date(2026, 11, 2), TODAY + timedelta(days=1)])
def test_a_decision_is_given_neither_before_it_was_asked_for_nor_in_the_future(world: Running, day: date) -> None:
    row = quickly(world)
    with pytest.raises(DomainError) as refused:
        world.act(note_decision, row, decided_on=day, expected_revision=row.revision)
    assert refused.value.field == "decided_on"


def test_at_no_other_step_a_decision_is_given(world: Running) -> None:
    row = disagreed(world)
    with pytest.raises(DomainError):
        world.act(note_decision, row, decided_on=TODAY, expected_revision=row.revision)


def test_the_page_asks_for_the_day_and_shows_from_when_it_is_counted(
    world: Running, client_of: Callable[[Any], Client]
) -> None:
    row, client = quickly(world), client_of(world.people["client"])
    place = [world.partnership.slug, row.pk]
    page = client.get(reverse("steering:disagreement", args=place)).content.decode()
    assert "Der løber ingen frist, før afgørelsen er givet." in page
    address = reverse("steering:decided", args=place)
    kept = client.post(address, {"decided_on": "2026-11-01", "revision": row.revision})
    assert (kept.status_code, "2026-11-01" in kept.content.decode()) == (200, True)
    client.post(address, {"decided_on": "2026-11-10", "revision": row.revision})
    page = client.get(reverse("steering:disagreement", args=place)).content.decode()
    assert "Afgørelsen blev givet den 10. november 2026" in page
    assert "Sidste dag for at indbringe den for voldgift: 5. januar 2027" in page


def test_the_day_is_asked_for_at_that_step_only(world: Running, client_of: Callable[[Any], Client]) -> None:
    row = disagreed(world)
    address = reverse("steering:decided", args=[world.partnership.slug, row.pk])
    assert client_of(world.people["client"]).get(address).status_code == 404
