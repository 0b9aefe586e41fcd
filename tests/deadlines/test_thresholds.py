"""Thresholds by date, and how long a framework agreement may last."""

from datetime import date

import pytest

from maskinrum.deadlines import DeadlineError, framework_duration, threshold
from tests.deadlines.legal import changed, refused, rules, shipped


@pytest.mark.parametrize(
    "entry", shipped()["thresholds"], ids=lambda entry: "-".join(map(str, list(entry.values())[:5]))
)
def test_every_threshold_is_found_on_its_first_and_last_day(entry: dict[str, object]) -> None:
    for day in (str(entry["valid_from"]), str(entry["valid_to"])):
        found = threshold(
            rules().thresholds, on=date.fromisoformat(day), kind=str(entry["kind"]), buyer=str(entry["buyer"])
        )
        assert (found.dkk, found.exact, found.verified) == (entry["dkk"], entry["exact"], entry["verified"])


def test_a_buyer_uses_what_is_for_all() -> None:
    found = threshold(rules().thresholds, on=date(2025, 12, 31), kind="works", buyer="sub_central")
    assert (found.period, found.buyer, found.dkk, found.eur) == ("2024-25", "all", 41212688, 5538000)


def test_a_published_amount_is_reached_or_not() -> None:
    exact = threshold(rules().thresholds, on=date(2025, 1, 1), kind="services_supplies", buyer="sub_central")
    assert (exact.low, exact.high) == (exact.dkk, exact.dkk)
    assert [exact.against(value) for value in (1644637.99, 1644638)] == ["below", "reached"]


def test_a_computed_amount_warns_from_its_lower_end() -> None:
    computed = threshold(rules().thresholds, on=date(2026, 12, 1), kind="works", buyer="sub_central")
    assert (computed.exact, computed.verified, computed.label) == (False, False, "I")
    assert [computed.against(value) for value in (40199999, 40200000, 40349999, 40350000)] == [
        *("below", "perhaps", "perhaps", "reached"),
    ]


@pytest.mark.parametrize(
    ("day", "kind", "buyer", "known"),
    [
        (date(2015, 12, 31), "works", "all", 6),
        (date(2028, 1, 1), "works", "all", 6),
        (date(2021, 1, 1), "light_regime", "all", 4),
        (date(2021, 1, 1), "services_supplies", "church", 0),
    ],
    ids=str,
)
def test_where_none_is_known_it_is_said(day: date, kind: str, buyer: str, known: int) -> None:
    with pytest.raises(DeadlineError) as error:
        threshold(rules().thresholds, on=day, kind=kind, buyer=buyer)
    assert (refused(error), len(error.value.choices)) == (("threshold", day), known)


@pytest.mark.parametrize("bounds", [[1], ["a", "b"], [1, 2]], ids=str)
def test_a_range_that_does_not_hold_the_amount_is_refused(bounds: list[object]) -> None:
    place = next(place for place, entry in enumerate(shipped()["thresholds"]) if not entry["exact"])
    with pytest.raises(DeadlineError) as error:
        changed(f"thresholds.{place}.dkk_range", bounds)
    assert error.value.field == f"thresholds[{place}].dkk_range"


@pytest.mark.parametrize(
    ("term", "option", "over", "demands"), [(48, 0, 0, False), (24, 24, 0, False), (48, 1, 1, True), (48, 24, 24, True)]
)
def test_above_four_years_a_justification_is_demanded(term: int, option: int, over: int, demands: bool) -> None:
    found = framework_duration(rules().framework, term_months=term, option_months=option)
    assert (found.months, found.months_over, found.demands_justification) == (term + option, over, demands)
    assert found.rule.reference.paragraph == "udbudsloven § 95, stk. 2"
    assert found.rule.longer_requires.en.startswith("Extraordinary cases on objective grounds")


@pytest.mark.parametrize(("term", "option", "field"), [(0, 0, "term_months"), (12, -1, "option_months")])
def test_no_duration_is_refused(term: int, option: int, field: str) -> None:
    with pytest.raises(DeadlineError) as error:
        framework_duration(rules().framework, term_months=term, option_months=option)
    assert (error.value.code, error.value.field) == ("months", field)
