"""Why a date is what it is, in one sentence of each language; and what cannot be counted."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from maskinrum.deadlines import Chain, Closed, DeadlineError, Move, Period, Question, Text, WorkingDays, period
from maskinrum.planning.analysis import DatesRefusedError, Holidays, legal_dates, legal_rules, template_days
from maskinrum.planning.phrases import EVENTS, PROBLEMS, SHORTENINGS, STAGES, WATCHES, problem_words
from maskinrum.planning.reports import period_reason, step_reason

PLAIN = Holidays(doubtful=())


def chain(question: Question, dispatch: date, holidays: Holidays = PLAIN) -> Chain:
    """The chain of a question."""
    return legal_dates(question, holidays, dispatch=dispatch, wished=None).chain


def reasons(question: Question, dispatch: date, stage: str, holidays: Holidays = PLAIN) -> list[str]:
    """The reason of one step in Danish and in English."""
    step, said = chain(question, dispatch, holidays).step(stage), []
    for language in ("da", "en"):
        with override(language):
            said.append(step_reason(step))
    return said


def test_a_roll_over_is_told_with_the_names_of_the_holidays() -> None:
    danish, english = reasons(Question("restricted"), date(2026, 3, 6), "application")
    assert danish == (
        "30 dage fra dagen efter afsendelse af bekendtgørelsen, udbudsloven § 59, stk. 2; 5. april er påskedag, "
        "6. april er 2. påskedag, derfor 7. april (ikke efterprøvet: listen over helligdage)"
    )
    assert english == (
        "30 days from the day after dispatch of the notice, udbudsloven § 59, stk. 2; 5 April is Easter Sunday, "
        "6 April is Easter Monday, hence 7 April (not verified: the list of holidays)"
    )


def test_a_shortening_is_told_with_its_condition() -> None:
    danish, english = reasons(Question("restricted", {"agreement": 14}), date(2026, 8, 31), "bid")
    assert danish == (
        "14 dage fra dagen efter afsendelse af opfordringen, udbudsloven § 60, stk. 2 (14 ved aftale med alle "
        "udvalgte, § 60, stk. 5: Ikkestatslige ordregivere; enighed med alle udvalgte; samme tid til alle)"
    )
    assert english == (
        "14 days from the day after dispatch of the invitation, udbudsloven § 60, stk. 2 (14 by agreement with all "
        "who are selected, § 60, stk. 5: Non-state clients; agreement with all selected; equal time for all)"
    )


def test_a_rule_nobody_vouches_for_is_told_as_such() -> None:
    danish, english = reasons(Question("open", {"electronic": None}), date(2026, 8, 31), "bid")
    assert danish.endswith("udbudsloven § 57 (30 ved elektroniske tilbud) (ikke efterprøvet: fristen, forkortelsen)")
    assert english.endswith("udbudsloven § 57 (30 by electronic bids) (not verified: the period, the shortening)")


def test_an_estimate_is_told_as_one() -> None:
    assert reasons(Question("restricted"), date(2026, 8, 31), "selection")[0] == (
        "14 dage fra dagen efter ansøgningsfristen, skøn"
    )
    assert reasons(Question("negotiated"), date(2026, 8, 31), "negotiation")[0].startswith(
        "30 dage fra dagen efter tilbudsfristen, skøn (Ingen lovbestemt minimumsfrist for forhandling og endeligt "
        "tilbud; fristen skal være passende, udbudsloven § 66)"
    )


def test_the_signature_moves_to_a_working_day_in_words() -> None:
    assert reasons(Question("restricted", {"electronic": None}), date(2026, 9, 2), "signature")[0] == (
        "Den første arbejdsdag efter standstill; 12. december er en lørdag, 13. december er en søndag, "
        "derfor 14. december"
    )


def told(rule: str, event: date, working: WorkingDays | None = None, days: int | None = None) -> str:
    """The Danish reason of a period by itself."""
    rules = legal_rules()
    with override("da"):
        return period_reason(counted(rule, event, working or WorkingDays.of(rules.holidays), days))


def counted(rule: str, event: date, working: WorkingDays, days: int | None = None) -> Period:
    """A period by itself."""
    return period(legal_rules(), legal_rules().rule(rule), event, working, days=days)


def test_periods_to_watch_are_told() -> None:
    assert told("supplementary-information", date(2026, 4, 7)) == (
        "6 fulde dage før 7. april, udbudsloven § 134, stk. 1, og § 93, stk. 4, nr. 1; 31. marts giver under to "
        "arbejdsdage, derfor 30. marts (ikke efterprøvet: reglen om to arbejdsdage)"
    )
    assert told("complaint-framework", date(2026, 9, 1)) == (
        "6 måneder fra dagen efter afsendelse af underretningen om tildeling, klagenævnsloven § 7, stk. 2"
    )
    assert told("names", date(2026, 5, 13)).startswith(
        "5 arbejdsdage fra dagen efter underskrift af kontrakten, AB 18 § 64; 14. maj er Kristi"
    )


def test_a_debated_day_is_told_to_count_in_a_last_day() -> None:
    assert told("names", date(2026, 12, 28)).endswith(
        "derfor 5. januar (ikke efterprøvet: listen over helligdage); 31. december (nytårsaftensdag) er talt med som "
        "arbejdsdag, selv om det er omdiskuteret, så sidste dag ikke angives for sent"
    )
    assert "omdiskuteret" not in told("names", date(2026, 9, 1))


def test_a_day_the_caller_has_added_is_told_by_its_name_or_as_added() -> None:
    day = date(2026, 9, 21)
    holidays = legal_rules().holidays
    assert "21. september er en dag, du har føjet til, derfor 22. september" in told(
        "complaint-prequalification", date(2026, 9, 1), WorkingDays.of(holidays, added=[day])
    )
    named = WorkingDays.of(holidays, added={day: Text("Lukkedag", "Closing day")})
    assert "21. september er lukkedag" in told("complaint-prequalification", date(2026, 9, 1), named)


def test_every_stage_event_watch_and_shortening_has_words() -> None:
    rules = legal_rules()
    for slug in rules.procedures:
        found = chain(Question(slug), date(2026, 9, 1))
        assert {step.stage for step in found.steps} <= set(STAGES)
        assert {step.event for step in found.steps} <= set(EVENTS)
        assert {watch.period.rule.id for watch in found.watches} <= set(WATCHES)
    staged = [rule for procedure in rules.procedures.values() for rule in procedure.periods.values()]
    assert {one.code for rule in staged for one in rule.shortenings} == set(SHORTENINGS)


def test_the_template_fills_what_the_law_gives_no_length() -> None:
    assert {slug: template_days(slug) for slug in legal_rules().procedures} == {
        "open": {},
        "restricted": {},
        "negotiated": {"negotiation": 30, "final_bid": 17},
        "dialogue": {"dialogue": 80, "bid": 30},
        "innovation_partnership": {"dialogue": 80, "bid": 30},
    }
    stated = chain(Question("dialogue", days={"dialogue": 100}), date(2026, 9, 1))
    assert [stated.step(stage).ending.count for stage in ("dialogue", "bid")] == [100, 30]


REFUSED = [
    (
        Question("magic"),
        date(2026, 1, 1),
        True,
        "Der er ingen udbudsform magic. Vælg blandt open, restricted, negotiated",
    ),
    (
        Question("innovation_partnership", {"urgent": None}),
        date(2026, 1, 1),
        True,
        "Intet i denne udbudsform kan forkortes med urgent. Vælg blandt: intet (ingen betingelser forkorter den).",
    ),
    (
        Question("open"),
        date(9999, 12, 31),
        False,
        "Der kan regnes fra 1. januar 1973 til 31. december 2100. 31. december 9999 ligger uden for",
    ),
    (
        Question("restricted", days={"bid": 3}),
        date(2026, 1, 1),
        False,
        "restricted-bid skal vare mindst 30 dage; 3 er mindre. Angiv en betingelse, der forkorter den.",
    ),
]


@pytest.mark.parametrize(("question", "dispatch", "wrong_use", "words"), REFUSED, ids=lambda value: str(value)[:20])
def test_what_cannot_be_counted_is_told(question: Question, dispatch: date, wrong_use: bool, words: str) -> None:
    with override("da"), pytest.raises(DatesRefusedError) as error:
        chain(question, dispatch)
    assert error.value.message.startswith(words)
    assert error.value.is_wrong_use is wrong_use


@pytest.mark.parametrize("code", [*PROBLEMS, "data"])
def test_every_problem_has_words_in_both_languages(code: str) -> None:
    error = DeadlineError("thresholds is missing", code=code, field="bid", value=3, choices=[1, 2])
    said = []
    for language in ("da", "en"):
        with override(language):
            said.append(problem_words(error))
    assert said[0] != said[1]
    assert "%" not in "".join(said)


def test_neither_dispatch_nor_signature_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="neither"):
        legal_dates(Question("open"), PLAIN, dispatch=None, wished=None)


def test_a_move_without_a_holiday_is_a_weekend() -> None:
    step = chain(Question("open"), date(2026, 9, 1)).step("bid")
    sunday = date(2026, 10, 4)
    ended = replace(step.ending, moves=(Move("roll-over", sunday, Closed(sunday, "sunday")),))
    with override("en"):
        assert "4 October is a Sunday" in step_reason(replace(step, ending=ended))
