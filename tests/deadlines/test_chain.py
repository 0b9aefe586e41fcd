"""The chain of each procedure, forward and backward."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskinrum.deadlines import FIRST, LAST, Chain, DeadlineError, Question, forward, latest_dispatch
from tests.deadlines.legal import DAYS, cautious, changed, refused, rules, strict

STATED = {"negotiation": 30, "final_bid": 17}
QUESTIONS = {
    "open": Question("open"),
    "restricted": Question("restricted", {"electronic": None}),
    "negotiated": Question("negotiated", {"agreement": 20}, STATED),
    "dialogue": Question("dialogue", days={"dialogue": 80, "bid": 30}),
    "innovation_partnership": Question("innovation_partnership", days={"dialogue": 80, "bid": 30}, channel="letter"),
}
ASKED = st.sampled_from(list(QUESTIONS.values()))


def course(chain: Chain) -> list[tuple[str, str, str]]:
    """Stage, basis and end of each step."""
    return [(step.stage, step.basis, step.ending.end.isoformat()) for step in chain.steps]


def test_rules_that_were_not_in_force_on_the_day_counted_from_are_named() -> None:
    """The law on tendering came in 2016; the complaint periods were other ones before June 2013."""
    told = [
        forward(rules(), strict(), QUESTIONS["restricted"], day).not_in_force
        for day in (date(2026, 8, 31), date(2015, 12, 1), date(2012, 1, 9))
    ]
    assert told[0] == ()
    assert told[1] == ("restricted-application", "supplementary-information")
    assert told[2][-2:] == ("complaint-prequalification", "complaint-framework")


def test_a_restricted_procedure_takes_the_hundred_days_of_the_data() -> None:
    chain = forward(rules(), strict(), QUESTIONS["restricted"], date(2026, 8, 31))
    assert course(chain) == [
        ("application", "statutory", "2026-09-30"),
        ("selection", "estimate", "2026-10-14"),
        ("bid", "statutory", "2026-11-09"),
        ("evaluation", "estimate", "2026-11-30"),
        ("standstill", "statutory", "2026-12-10"),
        ("signature", "next_day", "2026-12-11"),
    ]
    assert sum(step.ending.count for step in chain.steps[:-1]) == 100
    assert chain.unverified == ()


def test_each_step_is_counted_from_the_end_of_the_one_before() -> None:
    for question in QUESTIONS.values():
        chain = forward(rules(), cautious(), question, date(2026, 12, 1))
        ends = [chain.dispatch, *(step.ending.end for step in chain.steps)]
        assert [step.ending.event for step in chain.steps] == ends[:-1]


def test_the_stages_of_each_procedure() -> None:
    found = {slug: [name for name, _basis, _end in course(chain(slug))][:-3] for slug in QUESTIONS}
    assert found == {
        "open": ["bid"],
        "restricted": ["application", "selection", "bid"],
        "negotiated": ["application", "selection", "bid", "negotiation", "final_bid"],
        "dialogue": ["application", "selection", "dialogue", "bid"],
        "innovation_partnership": ["application", "selection", "dialogue", "bid"],
    }


def chain(slug: str) -> Chain:
    """The chain of a procedure from one day."""
    return forward(rules(), cautious(), QUESTIONS[slug], date(2026, 12, 1))


def test_an_innovation_partnership_uses_the_stages_of_a_dialogue_and_says_so() -> None:
    found = chain("innovation_partnership")
    assert (found.variant_of, chain("dialogue").variant_of) == ("dialogue", None)
    assert [step.rule.id for step in found.steps if step.rule] == [
        *("innovation-application", "dialogue", "innovation-bid", "standstill-letter"),
    ]
    assert {"innovation-application", "dialogue", "innovation-bid"} <= set(found.unverified)


def test_the_signature_comes_the_day_after_standstill_on_a_working_day() -> None:
    found = forward(rules(), strict(), QUESTIONS["restricted"], date(2026, 9, 2))
    still, signed = found.step("standstill").ending, found.step("signature").ending
    assert (still.end, found.earliest_signature, found.signature) == (
        date(2026, 12, 11),
        date(2026, 12, 12),
        date(2026, 12, 14),
    )
    assert [move.day for move in signed.moves] == [date(2026, 12, 12), date(2026, 12, 13)]


def test_what_to_watch_stands_beside_the_chain() -> None:
    found = forward(rules(), strict(), QUESTIONS["restricted"], date(2026, 8, 31))
    assert [(watch.stage, watch.period.rule.id, watch.period.end.isoformat()) for watch in found.watches] == [
        ("application", "supplementary-information", "2026-09-23"),
        ("selection", "complaint-prequalification", "2026-11-03"),
        ("bid", "supplementary-information", "2026-11-02"),
        ("evaluation", "complaint-framework", "2027-05-31"),
    ]


@pytest.mark.parametrize("slug", QUESTIONS)
def test_nothing_in_a_chain_ends_on_a_closed_day(slug: str) -> None:
    for days in range(0, 366, 5):
        found = forward(rules(), cautious(), QUESTIONS[slug], date(2027, 10, 1) + timedelta(days=days))
        ends = [step.ending.end for step in found.steps] + [watch.period.end for watch in found.watches]
        assert [cautious().closed(end) for end in ends] == [None] * len(ends)


@given(DAYS, ASKED)
def test_a_later_dispatch_never_leads_to_an_earlier_signature(dispatch: date, question: Question) -> None:
    today = forward(rules(), cautious(), question, dispatch)
    tomorrow = forward(rules(), cautious(), question, dispatch + timedelta(days=1))
    assert [one.ending.end <= two.ending.end for one, two in zip(today.steps, tomorrow.steps, strict=True)] == [
        True for _step in today.steps
    ]


@given(DAYS, ASKED)
def test_backward_finds_the_latest_working_day_that_forward_leads_from_in_time(
    wished: date, question: Question
) -> None:
    found = latest_dispatch(rules(), cautious(), question, wished)
    assert found == forward(rules(), cautious(), question, found.dispatch)
    assert found.signature <= wished
    assert cautious().closed(found.dispatch) is None
    following = found.dispatch + timedelta(days=1)
    while cautious().closed(following) is not None:
        following += timedelta(days=1)
    assert forward(rules(), cautious(), question, following).signature > wished


@given(DAYS, ASKED)
def test_there_and_back_again_leads_to_the_same_signature(dispatch: date, question: Question) -> None:
    signature = forward(rules(), cautious(), question, dispatch).signature
    back = latest_dispatch(rules(), cautious(), question, signature)
    assert back.dispatch >= dispatch or cautious().closed(dispatch) is not None
    assert back.signature <= signature
    if cautious().closed(dispatch) is None:
        assert back.signature == signature


def test_a_prior_notice_must_have_been_sent_within_its_window() -> None:
    asked = {"prior_notice": None}
    without = forward(rules(), cautious(), Question("restricted", asked), date(2026, 12, 1))
    assert without.prior_notice_window == (date(2025, 12, 1), date(2026, 10, 26))
    assert without.step("bid").ending.count == 10
    for sent in without.prior_notice_window:
        forward(rules(), cautious(), Question("restricted", asked, prior_notice=sent), date(2026, 12, 1))
    for sent in (date(2025, 11, 30), date(2026, 10, 27)):
        with pytest.raises(DeadlineError) as error:
            forward(rules(), cautious(), Question("restricted", asked, prior_notice=sent), date(2026, 12, 1))
        assert refused(error) == ("prior_notice", sent)
    assert chain("restricted").prior_notice_window is None


def test_backward_a_prior_notice_may_be_no_older_than_its_window() -> None:
    asked = Question("restricted", {"prior_notice": None}, prior_notice=date(2026, 5, 4))
    found = latest_dispatch(rules(), cautious(), asked, date(2028, 6, 1))
    assert (found.dispatch, found.prior_notice_window) == (date(2027, 5, 4), (date(2026, 5, 4), date(2027, 3, 24)))
    assert latest_dispatch(rules(), cautious(), asked, date(2027, 3, 1)).dispatch < date(2027, 1, 1)
    with pytest.raises(DeadlineError) as error:
        latest_dispatch(rules(), cautious(), asked, date(2026, 9, 1))
    assert refused(error) == ("prior_notice", date(2026, 5, 4))


@pytest.mark.parametrize(
    ("question", "code", "value"),
    [
        (Question("magic"), "procedure", "magic"),
        (Question("restricted", {"sorcery": None}), "shortening", "sorcery"),
        (Question("dialogue", {"urgent": None}, {"dialogue": 1, "bid": 1}), "shortening", "urgent"),
        (Question("restricted", days={"dance": 4}), "stage", "dance"),
        (Question("restricted", days={"selection": 0}), "days", 0),
        (Question("restricted", days={"bid": 29}), "too_short", 29),
        (Question("restricted", {"agreement": 9}), "shortening_days", 9),
        (Question("negotiated"), "no_count", None),
        (Question("dialogue", days={"dialogue": 80}), "no_count", None),
    ],
    ids=lambda value: str(value) if not isinstance(value, Question) else value.procedure,
)
def test_what_cannot_be_counted_is_refused_both_ways(question: Question, code: str, value: object) -> None:
    for count in (forward, latest_dispatch):
        with pytest.raises(DeadlineError) as error:
            count(rules(), cautious(), question, date(2026, 12, 1))
        assert refused(error) == (code, value)


def test_an_unknown_way_to_tell_the_award_is_refused() -> None:
    fewer = changed("standstill", [])
    with pytest.raises(DeadlineError) as error:
        forward(fewer, cautious(), Question("open"), date(2026, 12, 1))
    assert refused(error) == ("channel", "electronic")


def test_more_days_than_the_minimum_are_kept() -> None:
    found = forward(rules(), cautious(), Question("restricted", days={"bid": 45, "selection": 20}), date(2026, 12, 1))
    assert [found.step(stage).ending.count for stage in ("bid", "selection")] == [45, 20]


def test_a_stage_there_is_not_is_refused() -> None:
    with pytest.raises(DeadlineError) as error:
        chain("open").step("dialogue")
    assert refused(error) == ("stage", "dialogue")


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(9999, 12, 31), date.min, date.max], ids=str)
def test_a_day_too_far_away_is_refused_both_ways(day: date) -> None:
    for count in (forward, latest_dispatch):
        with pytest.raises(DeadlineError) as error:
            count(rules(), cautious(), QUESTIONS["open"], day)
        assert refused(error) == ("range", day)


def test_the_ends_of_the_calendar_are_told() -> None:
    with pytest.raises(DeadlineError) as late:
        forward(rules(), cautious(), QUESTIONS["open"], LAST - timedelta(days=30))
    assert late.value.code == "range"
    with pytest.raises(DeadlineError) as early:
        latest_dispatch(rules(), cautious(), QUESTIONS["open"], FIRST + timedelta(days=30))
    assert refused(early) == ("wished", FIRST + timedelta(days=30))
    with pytest.raises(DeadlineError) as last:
        latest_dispatch(rules(), cautious(), QUESTIONS["open"], LAST)
    assert last.value.code == "range"
    assert latest_dispatch(rules(), cautious(), QUESTIONS["open"], date(2100, 4, 1)).dispatch > date(2100, 1, 1)
