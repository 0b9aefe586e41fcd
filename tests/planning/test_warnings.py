"""What a plan warns of in its first month."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from maskinrum.deadlines import HOLIDAYS
from maskinrum.planning.analysis.prolonging import prolongation
from maskinrum.planning.analysis.template import plan_template
from maskinrum.planning.analysis.warnings.dates import is_within
from maskinrum.planning.facts.plan import CallerFacts, Days, FirstCallOff, HolidayChoice, TaskFacts
from maskinrum.planning.facts.schedule import Schedule
from maskinrum.planning.facts.warnings import PlanWarning
from maskinrum.planning.phrases.warnings import WARNINGS
from tests.planning.plans import WHOLE, ids, own, plan

ALWAYS = {"threshold-reached", "unverified-rules", "board-cycle", "first-call-offs-missing", "holiday-period"}
FIRST = FirstCallOff(
    "Bakkegården",
    date(2028, 3, 1),
    {"department_meeting": date(2027, 9, 1), "scheme_a": date(2028, 1, 15), "scheme_b": date(2028, 2, 20)},
)


def worth(most: str) -> dict[str, Any]:
    """A small agreement."""
    return {"maximum_mdkk": Decimal(most), "expected_mdkk": None, "callers": ()}


def only(found: Schedule, name: str) -> PlanWarning:
    (warning,) = [one for one in found.warnings if one.id == name]
    return warning


def test_a_whole_plan_has_only_what_nobody_can_help() -> None:
    assert ids(plan()) == ALWAYS


@pytest.mark.parametrize(
    ("changed", "name", "severity", "field"),
    [
        ({"term_months": None}, "term-missing", "warning", "term_months"),
        ({"option_months": 24}, "justification-missing", "error", "justification"),
        ({"maximum_mdkk": None}, "maximum-missing", "error", "maximum_mdkk"),
        ({"expected_mdkk": Decimal(501)}, "maximum-below-expected", "error", "maximum_mdkk"),
        ({"callers": ()}, "callers-missing", "warning", "callers"),
        ({"callers": (CallerFacts("A"),)}, "callers-without-value", "note", "callers"),
        ({"teams": None}, "teams-missing", "note", "teams"),
        ({"teams": 2}, "fewer-than-three-teams", "warning", "teams"),
        ({"procedure": "restricted"}, "fewer-than-least-selected", "warning", "teams"),
        ({"procedure": "innovation_partnership"}, "procedure-variant", "note", "procedure"),
        (worth("40.3"), "threshold-perhaps", "warning", "maximum_mdkk"),
        (worth("40"), "threshold-below", "warning", "maximum_mdkk"),
        ({"start": date(2029, 1, 1)}, "threshold-unknown", "note", "kind"),
        ({"start": date(2026, 11, 1)}, "start-passed", "note", "start"),
        ({"shortenings": {"prior_notice": None}}, "prior-notice-missing", "warning", "prior_notice"),
        (
            {"shortenings": {"prior_notice": None}, "prior_notice": date(2027, 5, 28)},
            "prior-notice-outside",
            "error",
            "prior_notice",
        ),
        ({"wished_signature": date(2027, 12, 1)}, "wish-not-met", "warning", "wished_signature"),
        ({"wished_signature": date(2027, 12, 22)}, "wish-improbable", "warning", "wished_signature"),
        ({"wished_signature": date(2027, 2, 1)}, "wish-below-legal-minimum", "error", "wished_signature"),
    ],
)
def test_a_plan_warns(changed: dict[str, Any], name: str, severity: str, field: str) -> None:
    warning = only(plan(**changed), name)
    assert (warning.severity, warning.field) == (severity, field)
    for language in ("da", "en"):
        with translation.override(language):
            assert "%(" not in warning.words
            assert warning.words


@pytest.mark.parametrize("name", ["term-missing", "justification-missing", "maximum-below-callers", "wish-not-met"])
def test_a_plan_without_the_fault_does_not_warn(name: str) -> None:
    assert name not in ids(plan(option_months=24, justification="Udviklingen tager to år.", wished_signature=None))


def test_a_justification_of_blanks_is_none() -> None:
    warning = only(plan(option_months=24, justification="  "), "justification-missing")
    assert (warning.values["months"], warning.values["longest"], warning.reference) == (72, 48, "framework-duration")
    assert "justification-missing" not in ids(plan(option_months=0))


def test_the_sum_of_the_departments_is_exact() -> None:
    assert "maximum-below-callers" not in ids(plan(maximum_mdkk=Decimal("499.5"), expected_mdkk=None))
    values = only(plan(maximum_mdkk=Decimal("499.4"), expected_mdkk=None), "maximum-below-callers").values
    assert (values["together"], values["missing"]) == (Decimal("499.5"), Decimal("0.1"))


def test_without_a_value_nothing_is_held_against_the_threshold() -> None:
    silent = plan(maximum_mdkk=None, expected_mdkk=None, callers=(CallerFacts("A"),))
    assert not [name for name in ids(silent) if name.startswith("threshold")]


def test_the_largest_value_is_held_against_the_threshold() -> None:
    apart = {**worth("40"), "callers": (CallerFacts("A", Decimal(30)), CallerFacts("B", Decimal(31)))}
    assert only(plan(**apart), "threshold-reached").values["worth"] == Decimal(61)
    assert only(plan(**{**apart, "expected_mdkk": Decimal(70)}), "threshold-reached").values["worth"] == Decimal(70)


@pytest.mark.parametrize(("exact", "verified"), [(True, True), (False, False)])
def test_an_amount_or_a_number_nobody_vouches_for_is_said_to_be_so(exact: bool, verified: bool) -> None:
    with translation.override("en"):
        amount = only(plan(), "threshold-reached")
        values = {**amount.values, "exact": exact, "verified": verified}
        words = replace(amount, values=values).words
        assert ("about 40.3" in words, "Not verified" in words) == (not exact, not verified)
        for name in ("teams-missing", "fewer-than-least-selected"):
            told = replace(amount, id=name, values={"least": 3, "teams": 2, "verified": verified}).words
            assert ("Not verified" in told) == (not verified)
        assert "Not verified" in only(plan(teams=None), "teams-missing").words


def test_a_long_agreement_is_told_what_the_founders_have() -> None:
    warning = only(plan(option_months=24), "justification-missing")
    with translation.override("da"):
        assert "fsb HJEM og Byggepartnerskabet &os, har 4 + 2 år (kilde: fsbhjem.dk)" in warning.words
    older = {name: value for name, value in warning.values.items() if name not in {"founders", "years", "source"}}
    assert "fsb" not in replace(warning, values=older).words


def test_an_expected_value_below_the_sum_is_told() -> None:
    values = only(plan(expected_mdkk=Decimal(499)), "expected-below-callers").values
    assert (values["together"], values["missing"]) == (Decimal("499.5"), Decimal("0.5"))
    assert "expected-below-callers" not in ids(plan(expected_mdkk=Decimal("499.5")))


def test_an_open_procedure_selects_nobody() -> None:
    assert not {"teams-missing", "fewer-than-three-teams"} & ids(plan(procedure="open", teams=None))
    assert "fewer-than-least-selected" not in ids(plan(procedure="restricted", teams=5))


def test_days_below_the_law_are_named_with_the_task() -> None:
    warning = only(plan(TaskFacts("T20", days=Days(10, 20, 30))), "below-legal-minimum")
    assert (warning.task, warning.values["days"], warning.values["least"]) == ("T20", 20, 30)
    assert warning.values["paragraph"] == "udbudsloven § 63"
    done = TaskFacts("T20", days=Days(10, 20, 30), finished=date(2026, 11, 1))
    assert "below-legal-minimum" not in ids(plan(done))


def test_a_link_the_law_counts_from_cannot_be_lost_unseen() -> None:
    warning = only(plan(TaskFacts("T28", predecessors=("T25",))), "order-changed")
    assert (warning.severity, warning.field, warning.task) == ("error", "predecessors", "T28")
    assert warning.values["lost"] == (plan_template().by_id["T27"].name,)
    through_own = plan(own("hearing", "T27"), TaskFacts("T28", predecessors=("hearing",)))
    assert "order-changed" not in ids(through_own)
    assert "order-changed" not in ids(plan(procedure="innovation_partnership"))


def test_a_prior_notice_in_its_window_shortens_unseen() -> None:
    found = plan(shortenings={"prior_notice": None}, prior_notice=date(2027, 5, 20))
    assert not [name for name in ids(found) if name.startswith("prior")]
    assert found.task("T19").end == date(2027, 7, 1)


def test_a_wish_the_law_forbids_names_the_earliest_day() -> None:
    """From 1 December: 30 days to 4 January, 30 to 3 February, 10 to Monday 15 February, and the day after."""
    earliest = date(2027, 2, 16)
    warning = only(plan(wished_signature=date(2027, 2, 15)), "wish-below-legal-minimum")
    assert warning.values["earliest"] == earliest
    assert "wish-below-legal-minimum" not in ids(plan(wished_signature=earliest))
    begun = [TaskFacts("T19", finished=date(2026, 10, 1)), TaskFacts("T22", finished=date(2026, 11, 2))]
    assert "wish-below-legal-minimum" not in ids(plan(*begun, wished_signature=date(2026, 12, 16), start=None))


def test_a_course_quicker_than_any_known_is_told() -> None:
    quick = [TaskFacts(name, days=Days(1, 1, 1)) for name in ("T22", "T24", "T25", "T26", "T27")]
    values = only(plan(*quick), "below-real-cases").values
    assert values["days"] < 120  # type: ignore[operator]
    assert values["known"] == ("274 (Egedal Kommune)", "206 (Domea.dk)")


def test_a_tender_over_july_says_which_days_and_tasks() -> None:
    warning = only(plan(), "holiday-period")
    assert (warning.values["first"], warning.values["last"]) == (date(2027, 7, 2), date(2027, 7, 31))
    assert (warning.values["days"], warning.values["slug"], warning.task) == (30, "summer", "T20")
    christmas = only(plan(start=date(2027, 6, 10)), "holiday-period")
    assert (christmas.values["slug"], christmas.values["first"]) == ("christmas", date(2027, 12, 20))
    assert "holiday-period" not in ids(plan(start=date(2026, 8, 1), today=date(2026, 8, 1)))


def test_a_time_of_the_year_may_go_over_new_year() -> None:
    summer, christmas = plan_template().holiday_periods
    assert [is_within(date(2027, *place), christmas) for place in ((12, 19), (12, 20), (1, 2), (1, 3))] == [
        False,
        True,
        True,
        False,
    ]
    assert is_within(date(2027, 7, 31), summer)
    assert not is_within(date(2027, 8, 1), summer)


def test_answers_after_the_last_day_for_them_extend_the_deadline() -> None:
    warning = only(plan(TaskFacts("T21", days=Days(28, 28, 28))), "answers-late")
    assert (warning.task, warning.values["last"]) == ("T21", date(2027, 7, 26))
    assert warning.values["deadline"] == plan_template().by_id["T20"].name


def test_the_deadline_moves_to_the_first_day_that_leaves_the_days_of_the_law_after_late_answers() -> None:
    late = TaskFacts("T21", days=Days(28, 28, 28))
    wanted = prolongation(plan(late), "T20", HolidayChoice())
    assert wanted is not None
    assert (wanted.answered, wanted.ends, wanted.needed) == (date(2027, 7, 29), date(2027, 8, 2), date(2027, 8, 5))
    moved = plan(late, TaskFacts("T20", fixed_end=wanted.needed))
    assert ("answers-late" in ids(moved), moved.task("T20").end) == (False, wanted.needed)
    assert prolongation(moved, "T20", HolidayChoice()) is None
    assert "answers-late" in ids(plan(late, TaskFacts("T20", fixed_end=date(2027, 8, 4))))


def test_a_day_outside_the_time_of_its_rule_is_told_as_an_unknown_threshold_is() -> None:
    sent = TaskFacts("T19", finished=date(2015, 12, 18))
    early = plan(sent, today=date(2015, 12, 21), start=date(2015, 12, 21))
    told = [one for one in early.warnings if one.id == "rule-not-in-force"]
    assert {one.reference for one in told} >= {"negotiated-application"}
    (tender,) = (one for one in told if one.reference == "negotiated-application")
    assert (tender.severity, tender.task, tender.values["day"]) == ("note", "T20", date(2015, 12, 18))
    with translation.override("da"):
        assert "18. december 2015" in tender.words
        assert "(fra 1. januar 2016)" in tender.words
        both = replace(tender, values={**tender.values, "last": date(2030, 12, 31)})
        assert "(fra 1. januar 2016 til 31. december 2030)" in both.words
        ended = replace(tender, values={**tender.values, "first": None, "last": date(2014, 12, 31)})
        assert "(til 31. december 2014)" in ended.words
    assert "names" not in {one.reference for one in plan().warnings if one.id == "rule-not-in-force"}


def test_names_for_the_conflict_ladder_have_a_last_day() -> None:
    warning = only(plan(TaskFacts("T30", days=Days(20, 20, 20))), "names-late")
    assert (warning.task, warning.values["last"]) == ("T30", date(2027, 12, 29))


def test_a_set_day_that_is_missed_or_closed_is_told() -> None:
    assert only(plan(TaskFacts("T11", fixed_end=date(2027, 2, 1))), "fixed-end-missed").task == "T11"
    assert only(plan(TaskFacts("T11", fixed_end=date(2027, 5, 1))), "fixed-end-closed").field == "fixed_end"
    fine = plan(
        TaskFacts("T11", fixed_end=date(2027, 5, 3)), TaskFacts("T24", skipped=True, fixed_end=date(2027, 1, 1))
    )
    assert not {"fixed-end-missed", "fixed-end-closed"} & ids(fine)


def test_boards_are_asked_for_their_meetings_until_they_have_dates() -> None:
    meetings = [TaskFacts(name, fixed_end=date(2027, 12, 30)) for name in ("T27", "T29")]
    warning = only(plan(TaskFacts("T11", finished=date(2026, 11, 30)), meetings[0]), "board-cycle")
    assert warning.values["tasks"] == (plan_template().by_id["T29"].name,)
    assert "board-cycle" not in ids(plan(TaskFacts("T11", fixed_end=date(2027, 5, 3)), *meetings))


def test_a_plan_without_a_partnership_developer_before_the_signature_is_told() -> None:
    assert "facilitator-late" in ids(plan(TaskFacts("T17", skipped=True)))
    assert "facilitator-late" in ids(plan(TaskFacts("T17", not_before=date(2028, 1, 3))))


def test_done_before_what_it_waits_for_is_told() -> None:
    assert only(plan(TaskFacts("T02", finished=date(2026, 11, 3))), "done-out-of-order").task == "T02"
    assert "done-out-of-order" not in ids(plan(TaskFacts("T01", finished=date(2026, 11, 3))))


def test_first_projects_that_are_ready_raise_nothing() -> None:
    found = ids(plan(first_call_offs=(FIRST,)))
    assert not [name for name in found if "call-off" in name or "scheme" in name or "department" in name]


@pytest.mark.parametrize(
    ("changed", "name", "severity"),
    [
        ({"department_meeting": date(2028, 3, 2)}, "department-meeting-late", "warning"),
        ({"scheme_a": date(2028, 3, 11)}, "scheme-a-late", "warning"),
        ({"scheme_b": date(2028, 3, 11)}, "scheme-b-after-call-off", "note"),
        ({"scheme_a": None}, "scheme-a-missing", "note"),
        ({"department_meeting": None}, "department-meeting-missing", "note"),
    ],
)
def test_approvals_too_late_for_the_first_call_offs_are_told(changed: Any, name: str, severity: str) -> None:
    approvals = {key: day for key, day in {**FIRST.approvals, **changed}.items() if day is not None}
    warning = only(plan(first_call_offs=(replace(FIRST, approvals=approvals),)), name)
    assert (warning.severity, warning.field, warning.values["project"]) == (severity, "first_call_offs", "Bakkegården")
    assert "Bakkegården" in warning.words


def test_what_is_given_already_needs_no_day() -> None:
    given = replace(FIRST, approvals={}, given=("department_meeting", "scheme_a"))
    assert not {name for name in ids(plan(first_call_offs=(given,))) if name.startswith(("scheme", "department"))}
    late = replace(given, approvals={"scheme_b": date(2028, 3, 11)})
    assert "scheme-b-after-call-off" in ids(plan(first_call_offs=(late,)))
    assert "scheme-b-after-call-off" not in ids(plan(first_call_offs=(replace(late, given=("scheme_b",)),)))


def test_a_call_off_without_a_day_is_that_of_the_task() -> None:
    late = replace(FIRST, call_off=None, approvals={**FIRST.approvals, "scheme_a": date(2028, 2, 9)})
    found = plan(first_call_offs=(late,))
    assert only(found, "scheme-a-late").values["call_off"] == found.task("T36").start
    gone = plan(TaskFacts("T36", skipped=True), first_call_offs=(late,))
    assert not [name for name in ids(gone) if name.startswith("scheme")]


def test_a_call_off_before_the_signature_is_wrong() -> None:
    early = replace(FIRST, call_off=date(2027, 12, 1), approvals={})
    assert only(plan(first_call_offs=(early,)), "call-off-before-signature").severity == "error"


def test_what_rests_on_unverified_rules_is_named_where_it_matters() -> None:
    found = plan(procedure="restricted", teams=5)
    assert {one.rule for one in found.unverified} == {HOLIDAYS}
    assert found.task("T20").unverified == ()
    warning = only(plan(), "unverified-rules")
    assert {"negotiated-application", "negotiated-bid", "negotiation"} < {*warning.values["rules"]}  # type: ignore[misc]


def test_the_list_of_holidays_is_told_of_only_where_the_law_counts() -> None:
    own_day = plan(procedure="restricted", teams=5, holidays=HolidayChoice(doubtful=()))
    told = [one for one in own_day.warnings if one.id == "unverified-rules"]
    by_law = {watch.task for watch in own_day.watches} | {task.id for task in own_day.tasks if task.legal_ref}
    names = {own_day.task(name).name for name in by_law}
    assert all(set(one.values["tasks"]) <= names for one in told)  # type: ignore[call-overload]


def test_the_most_serious_comes_first() -> None:
    order = ["error", "warning", "note"]
    places = [order.index(one.severity) for one in plan(maximum_mdkk=None, teams=2).warnings]
    assert places == sorted(places)


def test_every_warning_has_words_and_every_word_a_warning() -> None:
    dropped = plan(TaskFacts("T24", days=Days(1, 2, 3)), procedure="restricted")
    assert only(dropped, "tasks-dropped").values["tasks"] == (plan_template().by_id["T24"].name,)
    assert WHOLE.tasks == ()
    assert own("x").name is not None
    assert len(WARNINGS) == 43
