"""The meters of a board, by figures alone."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from maskinrum.partnerships.enums import ApprovalState, Inside, ProjectEnd, ProjectKind
from maskinrum.steering.analysis import option_clock, tail_of, team_gaps, warnings_of, works_of
from maskinrum.steering.analysis.ceiling import ceiling_meter, forecast
from maskinrum.steering.facts.board import BoardProject, CallOffFacts
from maskinrum.steering.facts.meters import BoardTerms, ClockState, Pending

TODAY = date(2026, 11, 24)
TERMS = BoardTerms(date(2023, 10, 1), date(2027, 10, 1), date(2029, 10, 1), "", Decimal(100))
EAST, WEST = uuid.UUID(int=1), uuid.UUID(int=2)


def project(**given: object) -> BoardProject:
    """A project of ten months under the agreement."""
    usual = BoardProject(
        id=uuid.uuid4(), name="Nordvej", kind=ProjectKind.RENOVATION, group="Tage", homes=50,
        approval=ApprovalState.SCHEME_A, inside=Inside.YES, contractor=EAST, planned_start=date(2027, 1, 1),
        duration=Decimal(10), budget=Decimal(40), contractor_name="Firmaet east",
    )  # fmt: skip
    return replace(usual, **given)  # type: ignore[arg-type]


def called(value: str | None, day: date | None = date(2026, 3, 2)) -> tuple[CallOffFacts, ...]:
    """One call-off."""
    return (CallOffFacts(signed_on=day, value=None if value is None else Decimal(value)),)


@pytest.mark.parametrize(
    ("today", "option", "state"),
    [
        (date(2026, 9, 30), "", ClockState.EARLY),
        (date(2026, 10, 1), "", ClockState.NOW),
        (date(2027, 1, 1), "", ClockState.NOW),
        (date(2027, 1, 2), "", ClockState.LATE),
        (date(2027, 10, 2), "", ClockState.PASSED),
        (date(2027, 1, 2), "taken", ClockState.TAKEN),
        (date(2027, 1, 2), "declined", ClockState.DECLINED),
    ],
)
def test_the_option_is_decided_twelve_to_nine_months_before_the_end(
    today: date, option: str, state: ClockState
) -> None:
    clock = option_clock(replace(TERMS, option=option), today)
    assert clock is not None
    assert clock.state == state


def test_without_an_option_there_is_no_clock() -> None:
    assert option_clock(replace(TERMS, option_ends_on=None), TODAY) is None


def test_an_option_that_is_taken_moves_the_end() -> None:
    assert [replace(TERMS, option=one).expires_on for one in ("", "taken", "declined")] == [
        date(2027, 10, 1), date(2029, 10, 1), date(2027, 10, 1),
    ]  # fmt: skip


def test_works_are_as_they_went_else_as_approved_else_as_planned() -> None:
    over = project(started_on=date(2025, 1, 6), handed_over_on=date(2025, 9, 1), end=ProjectEnd.HANDED_OVER)
    assert works_of(over, TODAY) == (date(2025, 1, 6), date(2025, 9, 1))
    approved = project(scheme_b_start=date(2027, 2, 1), scheme_b_handover=date(2027, 8, 1))
    assert works_of(approved, TODAY) == (date(2027, 2, 1), date(2027, 8, 1))
    late = project(planned_start=date(2026, 1, 1))
    assert works_of(late, TODAY) == (TODAY, TODAY + timedelta(days=305))


def test_a_hole_between_projects_and_one_after_the_last_are_gaps() -> None:
    begun = project(started_on=date(2026, 6, 1), scheme_b_handover=date(2027, 1, 1))
    later = project(planned_start=date(2027, 5, 1), duration=Decimal(1))
    gaps = team_gaps([begun, later, project(contractor=None)], TERMS, TODAY)
    assert [(gap.starts, gap.ends) for gap in gaps] == [
        (date(2027, 1, 1), date(2027, 5, 1)), (date(2027, 6, 1), None),
    ]  # fmt: skip


def test_what_outlives_the_agreement_is_its_tail() -> None:
    found = tail_of([project(), project(planned_start=date(2027, 6, 1))], TERMS, TODAY)
    assert found is not None
    assert (found.projects, found.last_on) == (2, date(2028, 4, 1))
    assert tail_of([project(duration=Decimal(2))], TERMS, TODAY) is None
    assert tail_of([project()], replace(TERMS, ends_on=None), TODAY) is None


def test_the_meter_counts_what_is_signed_under_the_agreement() -> None:
    rows = [
        project(call_offs=called("30"), call_off_value=Decimal(30)),
        project(call_offs=called(None)),
        project(call_offs=called("99"), inside=Inside.NO),
    ]
    meter = ceiling_meter(rows, TERMS, TODAY)
    assert (meter.called_off, meter.share, meter.unknown, meter.pending) == (Decimal(30), 0.3, 1, 0)


SURE = Pending(value=50.0, chance=1.0, month=3.0, delay=(0.0, 0.0, 0.0))


def test_a_sure_project_that_is_too_large_exceeds_the_ceiling_in_its_month() -> None:
    found = forecast(60.0, 100.0, (SURE,), (), 10.0)
    assert (found.chance, found.error, found.months, found.total) == (1.0, 0.0, (3.0,) * 3, (110.0,) * 3)


def test_what_is_due_after_the_end_does_not_count() -> None:
    found = forecast(60.0, 100.0, (replace(SURE, month=11.0),), (), 10.0)
    assert (found.chance, found.months, found.total) == (0.0, None, (60.0,) * 3)


def test_the_chance_is_that_of_the_only_project_that_matters() -> None:
    found = forecast(60.0, 100.0, (replace(SURE, chance=0.7),), (), 10.0)
    assert found.chance is not None
    assert found.error is not None
    assert abs(found.chance - 0.7) < 4 * found.error


def test_a_triangular_delay_moves_the_month() -> None:
    found = forecast(60.0, 100.0, (replace(SURE, delay=(2.0, 2.0, 2.0)),), (), 10.0)
    assert found.months == (5.0,) * 3
    found = forecast(60.0, 100.0, (replace(SURE, delay=(0.0, 3.0, 6.0)),), (), 20.0)
    assert found.months is not None
    assert 4 <= found.months[0] <= found.months[1] == 6 <= found.months[2] <= 9


def test_sums_vary_as_the_signed_ones_did_from_five_on() -> None:
    assert forecast(0.0, None, (SURE,), (1.0, 1.2, 1.0, 1.2), 10.0).total == (50.0,) * 3
    varied = forecast(0.0, None, (SURE,), (1.0, 1.2, 1.0, 1.2, 1.0), 10.0)
    assert (varied.total[0], varied.total[2], varied.chance) == (50.0, 60.0, None)


def test_what_waits_is_the_unsigned_part_or_the_budget() -> None:
    part = project(call_offs=(*called("10"), CallOffFacts(value=Decimal(7))), call_off_value=Decimal(10))
    unknown = project(call_offs=(CallOffFacts(),))
    meter = ceiling_meter([part, unknown, project(end=ProjectEnd.GIVEN_UP)], replace(TERMS, maximum=None), TODAY)
    assert (meter.pending, meter.share) == (2, None)
    assert meter.forecast.total[2] <= 10 + 7 + 40


def test_warnings_come_before_it_bites_and_name_their_period() -> None:
    rows = [
        project(call_offs=called("95"), call_off_value=Decimal(95), started_on=date(2026, 6, 1), duration=Decimal(8))
    ]
    found = list(warnings_of(rows, TERMS, ceiling_meter(rows, TERMS, TODAY), today=TODAY))
    assert [str(one.kind) for one in found] == ["option", "ceiling", "gap"]
    assert found[1].period == "2026-4"
