"""Statutory periods: shortenings with their conditions, longer by choice, and what they rest on."""

from datetime import date

import pytest

from maskinrum.deadlines import DeadlineError, period, prior_notice_window
from tests.deadlines.legal import cautious, changed, refused, rules, strict

EVENT = date(2026, 9, 1)


def count(rule: str, **shortenings: int | None) -> int:
    """How many days a period lasts with conditions claimed."""
    return period(rules(), rules().rule(rule), EVENT, cautious(), shortenings=shortenings).ending.count


@pytest.mark.parametrize(
    ("rule", "code", "days"),
    [
        ("open-bid", "electronic", 30),
        ("open-bid", "urgent", 15),
        ("open-bid", "prior_notice", 15),
        ("restricted-application", "urgent", 15),
        ("restricted-bid", "electronic", 25),
        ("restricted-bid", "prior_notice", 10),
        ("restricted-bid", "agreement", 10),
        ("restricted-bid", "urgent", 10),
        ("negotiated-application", "urgent", 15),
        ("negotiated-bid", "electronic", 25),
        ("negotiated-bid", "prior_notice", 10),
        ("negotiated-bid", "agreement", 10),
        ("negotiated-bid", "urgent", 10),
    ],
)
def test_each_condition_shortens_as_the_data_say(rule: str, code: str, days: int) -> None:
    assert count(rule) > days
    assert count(rule, **{code: None}) == days


def test_conditions_do_not_add_up_and_what_a_rule_does_not_have_changes_nothing() -> None:
    assert count("restricted-bid", electronic=None, agreement=14) == 14
    assert count("restricted-bid", electronic=None, agreement=28) == 25
    assert count("restricted-application", electronic=None) == 30


def test_what_shortened_is_told_with_its_condition() -> None:
    found = period(rules(), rules().rule("restricted-bid"), EVENT, cautious(), shortenings={"agreement": 14})
    (applied,) = found.applied
    assert (applied.count, applied.shortening.paragraph, applied.shortening.verified) == (14, "§ 60, stk. 5", True)
    assert applied.shortening.condition is not None
    assert applied.shortening.condition.en == "Non-state clients; agreement with all selected; equal time for all."
    assert found.unverified == ()


@pytest.mark.parametrize(("code", "days"), [("agreement", 9), ("agreement", 31), ("electronic", 24)])
def test_days_a_condition_does_not_allow_are_refused(code: str, days: int) -> None:
    with pytest.raises(DeadlineError) as error:
        count("restricted-bid", **{code: days})
    assert refused(error) == ("shortening_days", days)
    assert error.value.choices == ((25 if code == "electronic" else 10), 30)


def test_more_days_by_choice_are_counted_and_fewer_refused() -> None:
    rule = rules().rule("restricted-bid")
    assert period(rules(), rule, EVENT, cautious(), days=45).end == date(2026, 10, 16)
    with pytest.raises(DeadlineError) as error:
        period(rules(), rule, EVENT, cautious(), days=29)
    assert refused(error) == ("too_short", 29)


def test_where_the_law_states_no_length_days_must_be_stated() -> None:
    rule = rules().rule("dialogue-bid")
    assert period(rules(), rule, EVENT, cautious(), days=30, shortenings={"urgent": None}).end == date(2026, 10, 1)
    with pytest.raises(DeadlineError) as error:
        period(rules(), rule, EVENT, cautious())
    assert error.value.code == "no_count"


@pytest.mark.parametrize(
    ("rule", "event", "end"),
    [
        ("complaint-prequalification", date(2026, 9, 1), date(2026, 9, 21)),
        ("complaint-award", date(2026, 9, 1), date(2026, 10, 16)),
        ("complaint-call-off", date(2026, 9, 1), date(2026, 10, 1)),
        ("complaint-framework", date(2026, 9, 1), date(2027, 3, 1)),
        ("standstill-electronic", date(2026, 9, 1), date(2026, 9, 11)),
        ("standstill-letter", date(2026, 9, 1), date(2026, 9, 16)),
        ("names", date(2026, 9, 1), date(2026, 9, 8)),
        ("quick-decision", date(2026, 9, 1), date(2026, 10, 27)),
        ("documents-on-request", date(2026, 9, 1), date(2026, 9, 7)),
    ],
)
def test_the_other_periods_of_the_data(rule: str, event: date, end: date) -> None:
    assert period(rules(), rules().rule(rule), event, strict()).end == end


def test_an_end_names_every_rule_nobody_vouches_for() -> None:
    rule, working = rules().rule("negotiated-bid"), cautious()
    christmas = period(rules(), rule, date(2026, 11, 24), working, shortenings={"electronic": 30})
    assert christmas.unverified == ("negotiated-bid", "negotiated-bid:electronic", "holidays")
    assert period(rules(), rules().rule("names"), EVENT, working).unverified == ()
    short = changed("procedures.1.bid.days", 30).rule("restricted-bid")
    assert period(rules(), short, date(2026, 8, 1), working).unverified == ()


def test_the_rule_of_two_working_days_is_named_where_it_moved_the_end() -> None:
    few = changed("standstill.0.days", 2)
    found = period(few, few.rule("standstill-electronic"), date(2026, 4, 1), cautious())
    assert (found.end, found.unverified) == (date(2026, 4, 8), ("holidays", "two-working-days"))


def test_a_list_of_holidays_somebody_vouches_for_is_not_doubted() -> None:
    vouched = changed("counting_rules.holidays.verified", True)
    found = period(vouched, vouched.rule("restricted-bid"), date(2026, 3, 6), cautious())
    assert (found.end, found.unverified) == (date(2026, 4, 7), ())


def test_a_prior_notice_has_a_window() -> None:
    assert prior_notice_window(rules(), date(2026, 12, 1), cautious()) == (date(2025, 12, 1), date(2026, 10, 26))
    broken = changed("other_periods.4.max_months", None)
    with pytest.raises(DeadlineError) as error:
        prior_notice_window(broken, date(2026, 12, 1), cautious())
    assert error.value.field == "prior-notice-window"
