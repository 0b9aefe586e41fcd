"""A plan's dates: from the template, the law and what the client says, with why and how surely."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maskinrum.deadlines import period
from maskinrum.deadlines.days import months_later
from maskinrum.planning.analysis import PlanRefusedError, legal_rules, schedule
from maskinrum.planning.analysis.calendar import working_days
from maskinrum.planning.analysis.template import plan_template
from maskinrum.planning.facts.plan import Days, FirstCallOff, HolidayChoice, TaskFacts
from maskinrum.planning.facts.schedule import Schedule
from tests.planning.plans import START, TODAY, WHOLE, facts, ids, own, plan

MISSED = {"fixed-end-missed"}
PROCEDURES = ("open", "restricted", "negotiated", "dialogue", "innovation_partnership")


@pytest.fixture(scope="module")
def whole() -> Schedule:
    return schedule(WHOLE)


def codes(found: Schedule, task: str) -> list[str]:
    return [reason.code for reason in found.task(task).reasons]


def test_a_plan_forward_begins_on_its_start_and_ends_with_the_agreement(whole: Schedule) -> None:
    assert (whole.start, whole.task("T01").start, whole.task("T01").end) == (START, START, date(2027, 1, 11))
    assert whole.signature == whole.task("T29").end == date(2027, 12, 22)
    assert whole.expiry == date(2031, 12, 22)
    assert len(whole.tasks) == 45


def test_the_same_plan_gives_the_same_schedule(whole: Schedule) -> None:
    assert schedule(WHOLE) == whole
    assert schedule(WHOLE, seed=2).signature_range != whole.signature_range


def test_every_task_waits_for_what_it_waits_for_and_ends_on_a_working_day(whole: Schedule) -> None:
    working = working_days(HolidayChoice())
    for task in whole.tasks:
        assert working.closed(task.end) is None
        assert all(whole.task(earlier).end <= task.start < task.end for earlier in task.predecessors)


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_no_period_is_shorter_than_the_law_by_any_procedure(procedure: str) -> None:
    found = plan(TaskFacts("T20", days=Days(1, 1, 1)), TaskFacts("T23", days=Days(1, 1, 1)), procedure=procedure)
    working, rules = working_days(HolidayChoice()), legal_rules()
    legal = [task for task in found.tasks if task.legal is not None]
    own_periods = {rule.id for rule in rules.procedure(procedure).periods.values() if rule.count}
    assert {task.legal_ref for task in legal} == own_periods | {"standstill-electronic"}
    for task in legal:
        assert task.legal is not None
        assert task.legal == period(rules, task.legal.rule, task.start, working)
        assert task.end >= task.legal.end
        assert task.end_range is not None
        assert task.start_range is not None
        assert task.end_range.p10 >= task.start_range.p10 + timedelta(days=task.legal.ending.count)


def test_the_law_wins_over_shorter_days_and_says_so() -> None:
    found = plan(TaskFacts("T20", days=Days(1, 5, 10))).task("T20")
    assert found.legal is not None
    assert (found.end, found.days) == (found.legal.end, Days(1, 5, 10))
    days, law = (next(one for one in found.reasons if one.code == code) for code in ("own_days", "legal_minimum"))
    assert (days.values["decides"], law.values["decides"]) == (False, True)
    assert law.values["nominal_end"] == found.start + timedelta(days=30)


def test_conditions_shorten_what_they_may() -> None:
    short = plan(TaskFacts("T23", days=Days(1, 1, 1)), shortenings={"electronic": None}).task("T23")
    assert short.legal is not None
    assert (short.legal.ending.count, short.unverified) == (25, ("negotiated-bid", "negotiated-bid:electronic"))
    settled = plan(TaskFacts("T23", days=Days(1, 1, 1)), shortenings={"agreement": 12}).task("T23")
    assert settled.legal is not None
    assert settled.legal.ending.count == 12


def test_a_letter_makes_the_standstill_longer() -> None:
    still = plan(channel="letter").task("T28")
    assert still.legal is not None
    assert (still.legal.ending.count, still.legal_ref) == (15, "standstill-letter")


def test_an_innovation_partnership_uses_the_tasks_of_a_dialogue_with_its_own_law() -> None:
    found = plan(procedure="innovation_partnership")
    assert (found.variant_of, found.procedure_name.en) == ("dialogue", "Innovation partnership")
    assert found.variant_name is not None
    assert found.variant_name.en == "Competitive dialogue"
    assert found.task("T24").name.en == "Dialogue rounds"
    assert (found.task("T20").legal_ref, found.task("T25").legal_ref) == ("innovation-application", "innovation-bid")
    assert plan(procedure="dialogue").variant_of is None


def test_what_is_left_out_is_waited_for_no_more() -> None:
    found = plan(TaskFacts("T18", skipped=True), own("mine", "T18"))
    assert "T18" not in found.by_id
    assert found.task("T19").predecessors == found.task("mine").predecessors == ("T14", "T15", "T16")
    assert plan(own("gone", "T05", skipped=True), TaskFacts("T06", predecessors=("gone",))).task(
        "T06"
    ).predecessors == ("T05",)


def test_tasks_left_out_may_wait_for_each_other() -> None:
    gone = [own("x", "y", skipped=True), own("y", "x", skipped=True)]
    assert plan(*gone, TaskFacts("T06", predecessors=("x", "T05"))).task("T06").predecessors == ("T05",)


def test_the_clients_own_task_and_words_count() -> None:
    found = plan(
        own("council", "T11", days=90),
        TaskFacts("T13", predecessors=("council", "T12"), phase="F1", name=own("x").name),
    )
    mine = found.task("council")
    assert (mine.own, mine.phase, mine.days, mine.start) == (True, "F1", Days(90, 90, 90), found.task("T11").end)
    assert found.task("T13").start == mine.end
    assert (found.task("T13").phase, found.task("T13").name.en) == ("F1", "Own x")
    assert codes(found, "council")[:2] == ["waits_for", "own_days"]


def test_a_set_day_is_kept_or_its_miss_is_told() -> None:
    kept = plan(TaskFacts("T11", fixed_end=date(2027, 6, 15)))
    assert (kept.task("T11").end, codes(kept, "T11")[-1]) == (date(2027, 6, 15), "fixed_end")
    missed = plan(TaskFacts("T11", fixed_end=date(2027, 2, 1)))
    assert missed.task("T11").end == plan().task("T11").end
    assert missed.task("T11").reasons[-1].values["days"] == (missed.task("T11").end - date(2027, 2, 1)).days


def test_of_several_meetings_the_first_that_can_be_met_decides() -> None:
    days = (date(2026, 11, 1), date(2027, 2, 1), date(2027, 9, 15), date(2027, 12, 15))
    found = schedule(facts(TaskFacts("T11", meetings=days)))
    assert (found.task("T11").end, codes(found, "T11")[-1], ids(found) & MISSED) == (days[2], "fixed_end", set())
    told = found.task("T11").end_range
    assert told is not None
    assert {told.p10, told.p90} <= set(days)
    late = plan(TaskFacts("T11", meetings=days[:2]))
    assert (late.task("T11").end, ids(late) & MISSED) == (plan().task("T11").end, MISSED)
    assert late.task("T11").reasons[-1].values["day"] == days[1]


@given(st.sets(st.integers(0, 500), min_size=1, max_size=6), st.integers(0, 400), st.integers(1, 40))
@settings(max_examples=12, deadline=None)
def test_with_meetings_nothing_ends_earlier_for_starting_later(passed: set[int], begins: int, later: int) -> None:
    decided = TaskFacts("T11", meetings=tuple(START + timedelta(days=number) for number in sorted(passed)))
    starts = (START + timedelta(days=begins), START + timedelta(days=begins + later))
    one, other = (plan(decided, start=start, draws=20) for start in starts)
    assert all(task.end <= other.task(task.id).end for task in one.tasks)
    assert one.signature_range.p50 <= other.signature_range.p50


def test_a_task_may_be_kept_from_starting() -> None:
    found = plan(TaskFacts("T09", not_before=date(2027, 4, 1)))
    assert (found.task("T09").start, codes(found, "T09")[0]) == (date(2027, 4, 1), "not_before")


def test_what_is_done_stays_and_the_rest_is_planned_from_today() -> None:
    today = date(2027, 3, 1)
    done = TaskFacts("T01", started=date(2027, 1, 4), finished=date(2027, 1, 20))
    found = plan(done, TaskFacts("T02", started=date(2027, 1, 20)), today=today)
    first, second, third = (found.task(name) for name in ("T01", "T02", "T03"))
    assert (first.state, first.start, first.end, first.end_range) == ("done", date(2027, 1, 4), date(2027, 1, 20), None)
    assert (first.critical, first.slack_days, codes(found, "T01")) == (False, None, ["done"])
    assert (second.state, second.start, second.end) == ("started", date(2027, 1, 20), today)
    assert codes(found, "T02")[0] == "started"
    assert (third.state, third.start, codes(found, "T03")[0]) == ("planned", today, "today")
    assert all(task.end >= today for task in found.tasks if task.state != "done")
    assert found.start == date(2027, 1, 4)


def test_a_start_that_has_passed_is_today() -> None:
    found = plan(start=date(2026, 6, 1))
    assert (found.start, codes(found, "T01")[0]) == (TODAY, "today")


def test_a_period_runs_from_its_event_whoever_says_so() -> None:
    sent, today = date(2026, 11, 20), TODAY
    found = plan(TaskFacts("T19", finished=sent), today=today)
    applications = found.task("T20")
    assert (applications.state, applications.start) == ("started", sent)
    assert applications.legal is not None
    assert applications.legal.end == date(2026, 12, 21)
    assert applications.end >= applications.legal.end
    assert applications.reasons[0].values == {"day": sent, "by_event": True}


def test_a_signed_plan_has_a_sure_signature() -> None:
    signed = date(2026, 11, 25)
    found = plan(TaskFacts("T29", finished=signed), wished_signature=date(2026, 11, 24), start=None)
    assert (found.signature, found.signature_range.p10, found.signature_range.p90) == (signed, signed, signed)


def test_a_signed_plan_can_be_changed_years_later() -> None:
    signed, today = date(2028, 1, 12), date(2031, 3, 3)
    agreed = TaskFacts("T29", finished=signed)
    evaluated = TaskFacts("T38", started=date(2029, 2, 1), finished=date(2029, 3, 1))
    found = plan(agreed, evaluated, today=today, start=date(2027, 1, 4))
    assert (found.signature, found.task("T38").end) == (signed, date(2029, 3, 1))
    option, later = found.task("T41"), (TaskFacts("T41", days=Days(500, 510, 900)), agreed, evaluated)
    assert option.start >= max(today, months_later(signed, 48 - 12))
    moved = plan(*later, today=today, start=date(2027, 1, 4)).task("T41")
    assert (moved.start, (moved.end - moved.start).days >= 510) == (option.start, True)


def test_backward_begins_as_late_as_the_wish_allows() -> None:
    wished = date(2028, 3, 1)
    found = plan(start=None, wished_signature=wished)
    assert found.wish is not None
    assert found.wish.met
    assert found.signature <= wished < plan(start=found.start + timedelta(days=1)).signature
    assert plan(start=found.start).signature == found.signature


def test_a_wish_has_the_latest_start_for_each_probability() -> None:
    wished = date(2028, 6, 1)
    found = schedule(facts(start=None, wished_signature=wished))
    assert found.wish is not None
    half, most, nearly = found.wish.latest_starts
    assert [one.probability for one in found.wish.latest_starts] == [0.5, 0.8, 0.9]
    assert half.day is not None
    assert most.day is not None
    assert nearly.day is not None
    assert half.day > most.day > nearly.day
    met = schedule(facts(start=nearly.day, wished_signature=wished)).wish
    assert met is not None
    assert 0.9 <= met.probability < 0.93


def test_a_wish_too_soon_starts_today_and_is_not_met() -> None:
    found = plan(start=None, wished_signature=date(2027, 3, 1))
    assert found.wish is not None
    assert (found.start, found.wish.met, found.wish.probability) == (TODAY, False, 0)
    assert {one.day for one in found.wish.latest_starts} == {None}


def test_a_wish_that_has_passed_is_told_and_the_plan_goes_on_from_today() -> None:
    found = plan(TaskFacts("T01", finished=TODAY), start=None, wished_signature=TODAY - timedelta(days=1))
    assert (found.wish is not None, found.task("T02").start) == (True, TODAY)
    assert ids(found) & {"wish-not-met", "wish-below-legal-minimum"} == {"wish-not-met"}


def test_what_is_dated_from_the_expiry_waits_for_a_term(whole: Schedule) -> None:
    option = whole.task("T41")
    assert (option.start, option.reasons[0].values["months"]) == (date(2030, 12, 22), 12)
    late = plan(TaskFacts("T40", days=Days(900, 1500, 1600))).task("T41")
    assert (late.start > option.start, late.reasons[0].code) == (True, "waits_for")
    open_ended = plan(term_months=None)
    assert open_ended.expiry is None
    assert open_ended.task("T41").start == max(open_ended.task(name).end for name in ("T39", "T40"))


def test_the_critical_path_is_a_chain_from_start_to_signature(whole: Schedule) -> None:
    path = [task for task in whole.tasks if task.critical]
    assert (path[0].start, path[-1].id) == (whole.start, "T29")
    assert all(one.end == other.start for one, other in pairwise(path))
    assert all(task.slack_days is not None and task.slack_days <= 3 for task in path)
    assert whole.task("T17").slack_days is None
    assert (whole.task("T29").criticality, whole.task("T17").criticality, whole.task("T45").criticality) == (1, 0, 0)


def test_slack_is_what_may_be_lost_and_no_day_more(whole: Schedule) -> None:
    slack, held = whole.task("T16").slack_days, whole.task("T16").end
    assert slack is not None
    assert slack > 0
    same = plan(TaskFacts("T16", fixed_end=held + timedelta(days=slack)))
    late = plan(TaskFacts("T16", fixed_end=held + timedelta(days=slack + 3)))
    assert same.signature == whole.signature < late.signature


def test_the_range_is_wider_than_of_independent_tasks(whole: Schedule) -> None:
    found = whole.signature_range
    assert found.p10 < found.p50 < found.p90
    assert (found.p90 - found.p10).days > 80  # independent: about 42, as the template's own check says
    assert found.error_days <= 2


@pytest.mark.parametrize(
    ("changed", "code", "field", "task"),
    [
        ({"start": None}, "no_date", "start", ""),
        ({"start": date(1900, 1, 1)}, "date_range", "start", ""),
        ({"wished_signature": date(9999, 12, 31)}, "date_range", "wished_signature", ""),
        ({"wished_signature": date(2027, 1, 3)}, "end_before_start", "wished_signature", ""),
        ({"start": date(2037, 1, 1)}, "too_far", "start", ""),
        ({"start": None, "wished_signature": date(2099, 1, 1)}, "too_far", "wished_signature", ""),
        ({"tasks": (TaskFacts("T11", fixed_end=date(2090, 1, 1)),)}, "too_far", "fixed_end", "T11"),
        ({"procedure": "auction"}, "procedure", "procedure", ""),
        ({"channel": "pigeon"}, "channel", "channel", ""),
        ({"shortenings": {"haste": None}}, "shortening", "shortenings", ""),
        ({"shortenings": {"agreement": 2}}, "shortening_days", "shortenings", ""),
        ({"holidays": HolidayChoice(doubtful=("birthday",))}, "doubtful", "holidays", ""),
        ({"holidays": HolidayChoice(added=(date(1999, 1, 1),))}, "date_range", "holidays", ""),
        ({"first_call_offs": (FirstCallOff("A", date(1900, 1, 1)),)}, "date_range", "first_call_offs", ""),
        ({"term_months": 0}, "months", "term_months", ""),
        ({"option_months": 241}, "months", "option_months", ""),
        ({"maximum_mdkk": -WHOLE.callers[0].value_mdkk}, "amount", "maximum_mdkk", ""),  # type: ignore[operator]
        ({"teams": 0}, "teams", "teams", ""),
        ({"tasks": tuple(own(f"m{place}") for place in range(201))}, "too_many", "tasks", ""),
        ({"tasks": (TaskFacts("T01"), TaskFacts("T01"))}, "twice", "tasks", "T01"),
        ({"tasks": (TaskFacts("T01", days=Days(5, 4, 9)),)}, "days", "days", "T01"),
        ({"tasks": (TaskFacts("T01", days=Days(0, 4, 9)),)}, "days", "days", "T01"),
        ({"tasks": (TaskFacts("T01", days=Days(1, 2, 4000)),)}, "days", "days", "T01"),
        ({"tasks": (TaskFacts("T01", finished=date(2026, 12, 2)),)}, "in_the_future", "finished", "T01"),
        (
            {"tasks": (TaskFacts("T01", started=date(2026, 11, 9), finished=date(2026, 11, 2)),)},
            "end_before_start",
            "finished",
            "T01",
        ),
        (
            {"tasks": (TaskFacts("T01", not_before=date(2027, 2, 1), fixed_end=date(2027, 1, 1)),)},
            "end_before_start",
            "fixed_end",
            "T01",
        ),
        ({"tasks": (TaskFacts("T01", fixed_end=date(1999, 1, 1)),)}, "date_range", "fixed_end", "T01"),
        ({"tasks": (TaskFacts("T01", predecessors=("T99",)),)}, "predecessor", "predecessors", "T01"),
        ({"tasks": (TaskFacts("mine"),)}, "own_task", "name", "mine"),
        ({"tasks": (TaskFacts("mine", name=own("x").name),)}, "own_task", "days", "mine"),
        ({"tasks": (TaskFacts("T29", skipped=True),)}, "required", "skipped", "T29"),
        ({"tasks": (TaskFacts("T28", skipped=True),)}, "required", "skipped", "T28"),
        ({"tasks": (TaskFacts("T19", skipped=True),)}, "required", "skipped", "T19"),
        (
            {"tasks": tuple(TaskFacts(f"T0{n}", days=Days(3650, 3650, 3650)) for n in range(1, 6))},
            "horizon",
            "days",
            "T05",
        ),
    ],
)
def test_what_cannot_be_planned_is_refused_with_its_field(
    changed: dict[str, object], code: str, field: str, task: str
) -> None:
    with pytest.raises(PlanRefusedError) as refused:
        schedule(replace(WHOLE, **changed), draws=1)  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.field, refused.value.task) == (code, field, task)
    assert "%(" not in refused.value.message


def test_a_circle_is_refused_and_names_its_tasks() -> None:
    with pytest.raises(PlanRefusedError) as refused:
        plan(TaskFacts("T02", predecessors=("T05",)))
    assert (refused.value.code, refused.value.field) == ("circle", "predecessors")
    names = [task.name.da for task in plan_template().tasks if task.id in {"T02", "T04", "T05"}]
    assert len(names) == 3
    assert all(f"»{name}«" in refused.value.message for name in names)


@given(st.dates(date(2026, 12, 1), date(2034, 1, 1)), st.integers(1, 10), st.sampled_from(PROCEDURES))
@settings(max_examples=12, deadline=None)
def test_a_later_start_never_signs_earlier_and_backward_is_inverse(start: date, later: int, procedure: str) -> None:
    one, other = (
        plan(start=day, today=TODAY, procedure=procedure, draws=1, term_months=None)
        for day in (start, start + timedelta(days=later))
    )
    assert one.signature <= other.signature
    back = plan(start=None, wished_signature=one.signature, procedure=procedure, draws=1, term_months=None)
    assert back.start >= start
    assert back.signature == one.signature
