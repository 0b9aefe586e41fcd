"""A changed plan beside the one before: what moves is seen before it is accepted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from maskinrum.planning.analysis import (
    compare_durations,
    compare_schedules,
    observed_days,
    plan_alternatives,
    plan_swings,
    real_durations,
    schedule_from_json,
    schedule_to_json,
)
from maskinrum.planning.facts.plan import Days, FirstCallOff, TaskFacts
from maskinrum.planning.facts.real_durations import Lasted, ObservedDays
from tests.planning.plans import FEW, WHOLE, facts, own, plan


def test_a_plan_that_is_not_changed_has_no_difference() -> None:
    found = compare_schedules(plan(), plan())
    assert found.is_empty
    assert (found.moved, found.signature_days, found.p90_days) == ((), 0, 0)


def test_a_longer_task_moves_what_waits_for_it() -> None:
    before, after = plan(), plan(TaskFacts("T14", days=Days(40, 50, 60)))
    found = compare_schedules(before, after)
    first = found.moved[0]
    assert (first.task, first.start_days, first.end_days) == ("T14", 0, 16)
    assert first.before == (before.task("T14").start, before.task("T14").end)
    assert first.after[1] - first.before[1] == timedelta(days=16)
    assert found.signature == (before.signature, after.signature)
    assert found.signature_days == (after.signature - before.signature).days > 0
    assert found.p90_days == (found.p90[1] - found.p90[0]).days > 0
    assert {one.task for one in found.moved} >= {"T18", "T20", "T29", "T45"}
    assert not found.is_empty


def test_another_critical_path_is_told() -> None:
    found = compare_schedules(plan(), plan(TaskFacts("T09", days=Days(60, 60, 60))))
    assert (found.newly_critical, found.no_longer_critical) == (("T09",), ("T07",))


def test_tasks_that_come_and_go_are_told() -> None:
    found = compare_schedules(plan(TaskFacts("T03", skipped=True)), plan(own("mine", "T04")))
    assert (found.added, found.dropped) == (("T03", "mine"), ())
    assert compare_schedules(plan(own("mine", "T04")), plan()).dropped == ("mine",)


def test_warnings_come_and_go_by_what_they_are_about() -> None:
    found = compare_schedules(plan(maximum_mdkk=None), plan(teams=2))
    assert [one.id for one in found.warnings_come] == ["fewer-than-three-teams", "fewer-than-least-selected"]
    assert [one.id for one in found.warnings_gone] == ["maximum-missing"]
    one, other = (FirstCallOff(name, approvals={"scheme_a": date(2027, 1, 4)}) for name in ("Engen", "Bakken"))
    more = compare_schedules(plan(first_call_offs=(one,)), plan(first_call_offs=(one, other)))
    assert [warning.values["project"] for warning in more.warnings_come] == ["Bakken"]
    moved = compare_schedules(plan(), plan(start=date(2027, 1, 11)))
    assert (moved.warnings_come, moved.warnings_gone) == ((), ())


def test_a_procedure_changed_half_way_keeps_what_is_done_and_plans_the_rest_from_today() -> None:
    done = [TaskFacts(f"T{n:02d}", finished=date(2027, 2, 1)) for n in range(1, 20)]
    said = [
        TaskFacts("T20", finished=date(2027, 3, 8)),
        TaskFacts("T22", finished=date(2027, 3, 22)),
        TaskFacts("T23", finished=date(2027, 4, 26)),
        TaskFacts("T24", days=Days(5, 5, 5)),
        TaskFacts("T25", started=date(2027, 4, 27)),
    ]
    today = date(2027, 5, 3)
    before = plan(*done, *said, today=today)
    after = plan(*done, *said, today=today, procedure="restricted")
    assert after.dropped == ("T24", "T25")
    kept, had = ([task.id for task in one.tasks if task.state == "done"] for one in (after, before))
    assert sorted(kept) == sorted(had)
    assert all(task.start >= today for task in after.tasks if task.state == "planned")
    found = compare_schedules(before, after)
    assert found.dropped == ("T24", "T25")
    assert found.signature_days < 0
    assert "tasks-dropped" in [one.id for one in found.warnings_come]
    dialogue = plan(*done, *said, today=today, procedure="dialogue")
    assert (dialogue.task("T23").state, dialogue.dropped) == ("done", ())


def test_a_swing_is_what_one_task_moves_the_signature() -> None:
    found = plan_swings(facts(TaskFacts("T01", finished=date(2026, 11, 30))), draws=FEW)
    widths = [one.width for one in found]
    assert widths == sorted(widths, reverse=True)
    assert found[0].at_low[0] < 0 < found[0].at_high[0]
    assert {one.task for one in found} == {f"T{n:02d}" for n in range(2, 30)} - {"T17"}
    assert found[0].name.da


def test_every_procedure_is_an_alternative_from_the_same_day() -> None:
    own_one, *others = plan_alternatives(facts(shortenings={"electronic": None, "agreement": 20}), draws=FEW)
    assert (own_one.procedure, own_one.is_own, own_one.p50_days, own_one.p90_days) == ("negotiated", True, 0, 0)
    assert {one.procedure: one.variant_of for one in others} == {
        "open": None,
        "restricted": None,
        "dialogue": None,
        "innovation_partnership": "dialogue",
    }
    open_one = next(one for one in others if one.procedure == "open")
    assert open_one.p50_days < 0
    assert open_one.signature < own_one.signature
    assert not open_one.is_own


def test_alternatives_begin_when_a_plan_made_backward_does() -> None:
    wished = date(2028, 3, 1)
    back = facts(start=None, wished_signature=wished)
    begun = plan(start=None, wished_signature=wished).start
    assert [one.signature for one in plan_alternatives(back, draws=FEW)] == [
        one.signature for one in plan_alternatives(replace(WHOLE, start=begun), draws=FEW)
    ]


def test_known_courses_are_told_with_source_and_label() -> None:
    assert [(one.clients, one.span, one.days, one.approximate, one.label) for one in real_durations()] == [
        (("fsb", "KAB"), "idea_to_signature", 365, True, "F"),
        (("Egedal Kommune",), "notice_to_signature", 274, True, "F"),
        (("Domea.dk",), "notice_to_award", 206, False, "F"),
    ]
    assert all(one.source.startswith("https://") for one in real_durations())


def test_known_courses_stand_beside_the_same_span_of_the_plan() -> None:
    found = plan()
    whole, tender, award = (one.plan for one in compare_durations(found))
    assert [one.span for one in (whole, tender, award)] == [one.span for one in real_durations()]
    assert whole.planned == (found.signature - found.start).days
    assert tender.planned == (found.signature - found.task("T19").end).days
    assert award.planned == (found.task("T27").end - found.task("T19").end).days
    assert whole.p10 < whole.p50 < whole.p90


def test_finished_plans_tell_how_long_a_task_takes_from_five_organisations_on() -> None:
    lasted = [Lasted(f"o{place}", "T24", days) for place, days in enumerate((10, 20, 30, 40, 50))]
    lasted += [Lasted("o0", "T24", 30), *(Lasted(f"o{place}", "T25", 5) for place in range(4)), Lasted("o0", "T25", 5)]
    assert observed_days(lasted) == (ObservedDays("T24", 5, 20, 30, 40),)


def test_a_stored_schedule_is_read_back_as_it_was() -> None:
    found = plan(
        TaskFacts("T01", finished=date(2026, 11, 30)),
        TaskFacts("T11", fixed_end=date(2027, 2, 1)),
        own("mine", "T04"),
        shortenings={"electronic": None},
        wished_signature=date(2027, 3, 1),
        maximum_mdkk=None,
    )
    assert schedule_from_json(schedule_to_json(found)) == found


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"schema": 0},
        {"schema": 1},
        {"schema": 1, "schedule": 5},
        {"schema": 1, "schedule": {"$": "Nothing"}},
        {"schema": 1, "schedule": {"$": "Schedule"}},
        {"schema": 1, "schedule": {"$": "date", "is": "tomorrow"}},
        {"schema": 1, "schedule": {"$": "decimal", "is": "many"}},
        {"schema": 1, "schedule": {"$": "decimal", "is": "1.5"}},
    ],
)
def test_what_is_no_schedule_of_this_release_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="schedule"):
        schedule_from_json(data)


def test_what_cannot_be_read_back_is_not_written() -> None:
    found = plan()
    with pytest.raises(TypeError, match="set"):
        schedule_to_json(replace(found, dropped={"T01"}))  # type: ignore[arg-type]
