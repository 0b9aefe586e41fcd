"""The verdict on the page: each of the four answers, a sentence for every reason, and what is not known is said."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from django.utils.translation import override

from maskinrum import engine
from maskinrum.decisions.analysis import verdicts
from maskinrum.decisions.analysis.calculation import Calculation, Case, calculate, engine_inputs
from maskinrum.decisions.analysis.readiness import UNANSWERED, ReadinessGrounds, gates
from maskinrum.decisions.analysis.verdicts import (
    REASONS,
    Findings,
    Reason,
    Weighed,
    find,
    first_verdict,
    is_searched,
)
from maskinrum.decisions.reports.answer import answer_page
from maskinrum.decisions.reports.findings import advice, findings_page
from maskinrum.decisions.reports.reasons import PHRASES, behind_of, said
from maskinrum.decisions.reports.verdict import verdict_of, verdict_words
from maskinrum.engine import Information
from maskinrum.engine.statistics import Estimate
from maskinrum.engine.verdict import Gate
from maskinrum.partnerships.enums import ApprovalState
from maskinrum.partnerships.forms import shipped_portfolio
from maskinrum.shared.domain import load
from tests.decisions.making import TAGET, case, every_third_month, one_roof

ALL_YES: Mapping[str, Gate] = dict.fromkeys(UNANSWERED.gates, "yes")
READY = ReadinessGrounds(ALL_YES)
ONE_NO = ReadinessGrounds({**ALL_YES, "legal-route": "no"})
WARNED = ReadinessGrounds(ALL_YES, stops=("weak-pipeline",))
# The least and the most that a reason's numbers may be, so that no sentence breaks at the ends.
ENDS = (0.0, 1.0)


def steady(first: int) -> Case:
    return case(*every_third_month(first), futures=2048)


def three_small() -> Case:
    return case(*(one_roof(month, 30) for month in (12, 24, 36)), futures=2048)


@pytest.fixture(scope="module")
def small() -> Findings:
    found = find(engine_inputs(three_small()), READY)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def demo() -> Findings:
    reading = shipped_portfolio("demo_portfolio.csv")
    assert reading.case_date is not None
    found = find(engine_inputs(case(*reading.facts, futures=2048)), READY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("given", "readiness", "answer", "word"),
    [
        (steady(12), READY, "yes", "Ja"),
        (steady(12), ONE_NO, "not_yet", "Ikke endnu"),
        (steady(12), WARNED, "not_yet", "Ikke endnu"),
        (steady(12), UNANSWERED, "not_yet", "Ikke endnu"),
        (steady(30), READY, "not_yet", "Ikke endnu"),
        (three_small(), READY, "no", "Nej"),
    ],
)
def test_shipped_priors_reach_the_answer(given: Case, readiness: ReadinessGrounds, answer: str, word: str) -> None:
    found = find(engine_inputs(given), readiness)
    assert found is not None
    with override("da"):
        page = findings_page(found)
    assert page is not None
    assert (page.verdict.answer, page.verdict.word, page.verdict.is_whole) == (answer, word, True)
    assert page.verdict.against
    assert page.verdict.strongest.text


def test_the_shipped_example_is_only_if_there_is_twice_as_much_of_it(demo: Findings) -> None:
    with override("da"):
        words = verdict_words(demo.weighed)
    assert words is not None
    assert (words.answer, words.sentence) == (
        "only_if",
        "Kun hvis der er dobbelt så meget af det samme: så holder tallene.",
    )


def test_above_what_is_searched_at_once_no_no_is_final_and_the_longer_calculation_completes_it(
    small: Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdicts, "SEARCH_PROJECTS", 2)
    inputs = engine_inputs(three_small())
    large = find(inputs, READY)
    assert large is not None
    with override("da"):
        page = findings_page(large)
    assert page is not None
    assert (page.verdict.answer, page.verdict.word) == ("no", "Ikke som det står")
    assert page.verdict.clause.startswith("tallene holder hverken nu eller senere, og heller ikke med de ændringer")
    assert any("har vi ikke prøvet her" in note for note in page.verdict.notes)

    few = replace(inputs.settings, futures=verdicts.SEARCH_FUTURES)
    inside = engine.best_inside(inputs.portfolio, inputs.priors, few)
    partnership = calculate(three_small()).result.model(engine.STRATEGIC)
    assert verdicts.with_best_subset(large, inputs, inside, partnership) == small


def test_every_reason_of_the_engine_has_its_sentence() -> None:
    assert tuple(sorted(PHRASES)) == tuple(sorted(REASONS))


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("key", REASONS)
def test_no_sentence_breaks_at_the_ends_of_its_numbers(key: str, end: float, language: str, small: Findings) -> None:
    subjects = {
        "gate_open": ("legal-route", "no"),
        "stop_warning": ("weak-pipeline",),
        "holds_later": ("separate",),
        "holds_if_changed": ("joint", "separate"),
        "holds_if_changed_nowhere": ("best_subset", "twice_similar"),
        "parameter_may_turn_it": ("strategic_partnership", "price_level"),
    }.get(key, ("strategic_partnership", "separate"))
    names = ("margin", "margin_se", "difference", "difference_se", "p_cheaper", "weight", "value", "gates", "months")
    with override(language):
        text = said(Reason(key, dict.fromkeys(names, end), subjects), behind_of(small.weighed)).text
    assert text.endswith((".", "?", ")"))
    assert "%(" not in text
    assert ".." not in text


def test_a_first_answer_says_that_it_is_without_readiness() -> None:
    with override("da"):
        words = verdict_words(first_verdict(calculate(steady(12))))
    assert words is not None
    assert words.notes == [
        "Foreløbigt: ingen har besvaret de 5 porte i parathed. Uden dem giver tallene alene aldrig et ja."
    ]
    assert {reason.key for reason in words.reasons} == {"numbers_hold"}


def test_a_gate_that_the_projects_answer_is_not_said_to_be_unanswered() -> None:
    measured = replace(UNANSWERED, gates={**UNANSWERED.gates, gates()[0].slug: "yes"})
    with override("da"):
        words = verdict_words(first_verdict(calculate(steady(12)), measured))
    assert words is not None
    assert words.notes[0].startswith("Foreløbigt: ingen har besvaret 4 af de 5 porte i parathed.")


def test_a_first_no_is_never_more_than_as_it_stands() -> None:
    with override("da"):
        words = verdict_words(first_verdict(calculate(three_small()), READY))
    assert words is not None
    assert (words.answer, words.word) == ("no", "Ikke som det står")
    assert words.notes == ["Senere start og ændret portefølje er ikke regnet med endnu."]


def test_what_is_open_or_stops_is_named_in_the_words_of_the_gate() -> None:
    calculation = calculate(steady(12))
    gate = next(entry["da"] for entry in load("readiness")["gates"] if entry["slug"] == "legal-route")
    sign = next(entry["da"] for entry in load("readiness")["warnings"] if entry["slug"] == "weak-pipeline")
    with override("da"):
        texts = [
            reason.text
            for readiness in (ONE_NO, WARNED)
            for reason in (verdict_words(first_verdict(calculation, readiness)) or pytest.fail("no verdict")).reasons
        ]
    assert f"En port er lukket, der er svaret nej: {gate}" in texts
    assert f"Et faresignal stopper jer: {sign}" in texts


def nothing_to_decide() -> list[Case]:
    return [
        case(replace(TAGET, eligible=False)),
        case(replace(TAGET, approval=ApprovalState.ONE_YEAR)),
        case(alternatives=("separate", "parallel_frameworks")),
    ]


@pytest.mark.parametrize("given", nothing_to_decide(), ids=["none may", "all done", "not compared"])
def test_where_there_is_nothing_to_decide_there_is_no_verdict(given: Case) -> None:
    assert (answer_page(calculate(given)).verdict, find(engine_inputs(given))) == (None, None)
    assert findings_page(None) is None


def test_the_verdict_of_the_page_and_of_the_findings_rest_on_the_same_draws() -> None:
    given = three_small()
    calculation: Calculation = calculate(given)
    found = find(engine_inputs(given))
    assert found is not None
    assert (found.now, found.futures, found.seed) == (calculation.stands, given.futures, given.seed)


def test_what_cannot_change_the_choice_is_worth_nothing(demo: Findings) -> None:
    first, *others = demo.information.each
    without = replace(others[0], value=Estimate(0.0, 0.0))
    unclear = replace(others[1], value=Estimate(0.1, 0.09))
    known = replace(demo.information, each=(first, without, unclear))
    with override("en"):
        page = findings_page(replace(demo, information=known))
    assert page is not None
    assert (len(page.worth), len(page.nothing)) == (1, 1)
    assert page.nothing_words == (
        "1 number cannot change the choice, so to find it out is worth nothing to this decision. "
        "1 number is worth so little that the calculation cannot tell it from nothing."
    )


def test_the_advice_names_what_is_worth_most_and_never_what_cannot_be_told_from_nothing(demo: Findings) -> None:
    first = demo.information.each[0]
    noise = replace(first, value=Estimate(0.1, 0.09))
    none = Information(demo.information.everything, demo.information.parameters, (noise,), {})
    with override("en"):
        assert advice(demo.information).startswith("Find this out before you decide: “Price level")
        assert "(±\u00a0DKK" in advice(demo.information), "no line ends after the sign"
        assert advice(none).startswith("No single number is worth finding out first")


def test_flip_values_are_in_the_unit_of_the_number(demo: Findings) -> None:
    with override("da"):
        page = findings_page(demo)
    assert page is not None
    turned = next(row for row in page.flips if row.url.endswith("/strategic_partnership/price_level/"))
    flip = next(one for one in demo.flips if one.parameter == "price_level")
    assert flip.value is not None
    assert turned.cells[0].endswith("%")
    assert float(turned.cells[0].split()[0].replace(",", ".")) == pytest.approx(100 * flip.value, abs=0.01)


def test_flip_values_stand_with_their_interval_and_the_futures_they_were_found_on(demo: Findings) -> None:
    flip = next(one for one in demo.flips if one.parameter == "price_level")
    told = replace(flip, value=0.0123, least=0.011, most=0.0136, futures=512)
    beyond = replace(flip, value=None, beyond=None, low=Estimate(-9.0, 1.0), high=Estimate(-1.0, 1.0))
    never = replace(beyond, high=Estimate(-5.0, 1.0))
    old = replace(told, least=None, most=None, futures=0)
    with override("en"):
        page = findings_page(replace(demo, flips=(told, beyond, never)))
        before = findings_page(replace(demo, flips=(old,)))
    assert page is not None
    assert before is not None
    assert [row.cells[1] for row in page.flips] == ["1.10 to 1.36", "", ""]
    assert page.flips[1].cells[0] == "it cannot be told"
    assert page.flips[2].cells[0] == "no value within its range turns it"
    assert page.flips_note.startswith("Found on 512 futures each, ")
    assert (before.flips[0].cells[1], before.flips_note) == ("", "Found on 512 futures or fewer.")


def test_what_holds_elsewhere_has_the_interval_of_its_own_futures(demo: Findings) -> None:
    numbers = {"difference": -4.0, "difference_se": 0.5, "p_cheaper": 0.7, "p_cheaper_se": 0.01}
    later = Reason("holds_later", {**numbers, "months": 12.0}, ("separate",))
    changed = Reason("holds_if_changed", numbers, ("twice_similar", "separate"))
    verdict = replace(demo.weighed.verdict, answer="only_if", reasons=(later, changed))
    weighed = replace(demo.weighed, verdict=verdict, futures=4096)
    with override("en"):
        words = verdict_of(replace(demo, weighed=weighed, further_futures=1024))
    told = [reason.text.replace("\u202f", " ").replace("\xa0", " ") for reason in words.reasons]
    assert [text.endswith("(Calculated on 1,024 futures: DKK 3.0–5.0 m.)") for text in told] == [True, True]


def test_a_large_portfolio_is_not_searched_while_somebody_waits() -> None:
    found = find(engine_inputs(case(*(one_roof(month % 60, 20) for month in range(61)), futures=64)))
    assert found is not None
    assert [is_searched(60), is_searched(61)] == [True, False]
    assert [one.change for one in found.changed] == ["twice_similar", "joint"]


def test_reasons_lead_to_the_answer_page_only_where_there_is_one(small: Findings) -> None:
    weighed: Weighed = small.weighed
    urls = [
        {reason.url for reason in (verdict_words(weighed, answer) or pytest.fail("no verdict")).against}
        for answer in (None, "", "/afgoer/1/?term=36")
    ]
    assert ("#outcomes-section" in urls[0], "#outcomes-section" in urls[1]) == (True, False)
    assert "/afgoer/1/?term=36#outcomes-section" in urls[2]
