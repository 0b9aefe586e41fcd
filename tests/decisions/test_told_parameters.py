"""What a page tells of a number is written once, and anew where any of it differs."""

from dataclasses import replace

from django.utils.translation import override

from maskinrum.decisions.analysis.assumptions import Assumptions, Range
from maskinrum.decisions.reports.assumptions import ShownParameter, shown_parameters
from maskinrum.decisions.reports.told_parameters import told_parameter
from maskinrum.knowledge.facts.evidence import SourceCard
from maskinrum.knowledge.reports.evidence_page import ShownCard, shown_card

MODEL = "strategic_partnership"


def price_level(assumptions: Assumptions = Assumptions()) -> ShownParameter:  # noqa: B008 - frozen
    return next(one for one in shown_parameters(MODEL, assumptions) if one.row.slug == "price_level")


def source(measure: str) -> ShownCard:
    return shown_card(SourceCard(id="q1", measure_da=measure, measure_en=measure, strength="B", unit="share"))


def test_the_same_is_written_once() -> None:
    assert told_parameter(price_level(), (source("a"),)) is told_parameter(price_level(), (source("a"),))


def test_each_language_has_its_own() -> None:
    with override("en"):
        assert "What it rests on" in told_parameter(price_level(), ())
    with override("da"):
        assert "What it rests on" not in told_parameter(price_level(), ())


def test_a_source_that_was_corrected_shows() -> None:
    assert "measured so" in told_parameter(price_level(), (source("measured so"),))
    assert "measured so" not in told_parameter(price_level(), (source("measured otherwise"),))


def test_what_somebody_changed_shows_to_them_alone() -> None:
    changed = Assumptions(overrides={(MODEL, "price_level"): Range(-0.035, 0.01, 0.07)})
    assert price_level(changed).in_force in told_parameter(price_level(changed), ())
    assert price_level(changed).in_force not in told_parameter(price_level(), ())


def test_other_words_of_the_same_number_show() -> None:
    shown = price_level()
    other = replace(shown, row=replace(shown.row, reason={"da": "Andet", "en": "Other"}))
    assert told_parameter(shown, ()) != told_parameter(other, ())
