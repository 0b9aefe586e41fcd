"""What may be said of series and rounds, by the figures alone."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from maskinrum.evaluation.analysis.reading_rounds import compared, read_round
from maskinrum.evaluation.analysis.reading_series import read_series
from maskinrum.evaluation.facts.reading import Before, CountedGroup, reading_from_json
from maskinrum.evaluation.facts.series import Begin, Measured, ReadSeries
from maskinrum.evaluation.reports.words import between, difference, rate, series_sentence, share, withheld

GOOD, FAIR, POOR = (0, 1, 3, 10, 6), (1, 3, 6, 8, 2), (8, 7, 3, 2, 0)
NEARLY = ((0, 1, 4, 9, 6), (0, 2, 3, 9, 6), (0, 1, 3, 10, 6))
LIKENESS = {"party": 0.1, "role": 0.05}


def series(levels: list[tuple[int, ...] | None], begins: tuple[Begin, ...] = ()) -> ReadSeries:
    rounds = [Measured(f"r{place}", place + 1, date(2026, 1, 1), 24, 20, 1, one) for place, one in enumerate(levels)]
    return read_series(rounds, begins)


def said(levels: list[tuple[int, ...] | None], begins: tuple[Begin, ...] = ()) -> str:
    with override("da"):
        return series_sentence(series(levels, begins))


def noise(count: int) -> list[tuple[int, ...] | None]:
    return [NEARLY[place % 3] for place in range(count)]


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        ([], "Ingen måling kan vises endnu."),
        ([None, None], "Ingen måling kan vises endnu."),
        ([GOOD], "Én måling: for få punkter til at sige noget."),
        (noise(5), "5 målinger: for få punkter til at sige noget."),
        (noise(7), "Intet signal endnu: foreløbige grænser af 7 målinger, der stadig flytter sig."),
        (noise(13), "Intet signal: alle målinger svinger, som de plejer (grænser af de første 12)."),
        (
            [*noise(12), POOR],
            "Signal: måling 13 ligger under den nedre grænse. Led efter et andet tegn, før I handler.",
        ),
    ],
)
def test_a_series_says_no_more_than_it_holds(levels: list[tuple[int, ...] | None], sentence: str) -> None:
    assert said(levels) == sentence


def test_a_series_that_begins_anew_starts_with_too_few_points() -> None:
    assert said([*noise(12), POOR, POOR], (Begin(12, "Ny styregruppe"),)) == (
        "2 målinger: for få punkter til at sige noget."
    )


def test_a_withheld_round_is_a_gap_and_no_point() -> None:
    read = series([GOOD, None, FAIR])
    assert [row.mean for row in read.rounds] == [pytest.approx(4.05), None, pytest.approx(3.35)]


def test_only_a_signal_that_the_latest_round_is_part_of_is_fresh() -> None:
    assert [one.places for one in series([*noise(12), POOR]).fresh] == [(12,)]
    assert series([*noise(12), POOR, NEARLY[0]]).fresh == []


def groups(**levels: Any) -> list[CountedGroup]:
    usual = [CountedGroup("w", "personal", "all", "", "", False, levels.get("all", GOOD), 2)]
    parties = [
        CountedGroup("w", "personal", "party", party, "", False, counts, 1)
        for party, counts in levels.get("parties", {}).items()
    ]
    matters = levels.get("importance")
    return [*usual, *parties, *([CountedGroup("w", "personal", "all", "", "", True, matters, 0)] if matters else [])]


def test_a_reading_comes_back_from_the_database_as_it_was() -> None:
    before = Before("forrige", {("w", "personal"): FAIR})
    parties = {"a": (0, 0, 1, 4, 2), "b": (3, 3, 1, 0, 0), "c": None}
    rows = groups(parties=parties, importance=(0, 0, 0, 4, 16))
    found = read_round(rows, before, seed=7, likeness=LIKENESS)
    assert reading_from_json(found.to_json()) == found
    assert read_round(rows, before, seed=7, likeness=LIKENESS) == found


def test_a_withheld_group_has_no_figure_and_takes_no_part_in_what_is_pooled() -> None:
    found = read_round(groups(parties={"a": GOOD, "b": POOR, "c": None}), None, seed=1, likeness=LIKENESS)
    hidden = next(one for one in found.groups if one.party == "c")
    assert (hidden.levels, hidden.median, hidden.top, hidden.unknown) == (None, None, None, None)
    assert [one.party for one in found.pooled[0].groups] == ["a", "b"]


def test_one_shown_group_is_compared_with_nobody() -> None:
    assert read_round(groups(parties={"a": GOOD, "b": None}), None, seed=1, likeness=LIKENESS).pooled == ()


def test_pooling_draws_small_groups_towards_the_others() -> None:
    found = read_round(groups(parties={"a": (0, 0, 0, 5, 0), "b": POOR}), None, seed=1, likeness=LIKENESS)
    own, pooled = 1.0, found.pooled[0].groups[0].share.estimate
    assert found.pooled[0].centre.estimate < pooled < own


def test_a_change_is_one_only_when_its_interval_leaves_out_zero() -> None:
    same = read_round(groups(), Before("f", {("w", "personal"): NEARLY[0]}), seed=3, likeness=LIKENESS)
    other = read_round(groups(), Before("f", {("w", "personal"): POOR}), seed=3, likeness=LIKENESS)
    assert [one.groups[0].change and one.groups[0].change.differs for one in (same, other)] == [False, True]


def test_other_words_are_not_compared() -> None:
    found = read_round(groups(), Before("f", {("x", "personal"): POOR}), seed=3, likeness=LIKENESS)
    assert found.groups[0].change is None


def test_what_matters_more_than_it_is_good_has_a_gap() -> None:
    gap = read_round(groups(all=POOR, importance=(0, 0, 0, 4, 16)), None, seed=3, likeness=LIKENESS).groups[0].gap
    assert gap is not None
    assert gap.differs
    assert gap.estimate == pytest.approx(compared((0, 0, 0, 4, 16), POOR, seed=3).estimate)


def test_figures_are_written_as_danes_write_them_and_withheld_ones_alike() -> None:
    with override("da"):
        gap = compared(GOOD, POOR, seed=1)
        assert difference(gap).startswith("+2,3 (+")
        assert rate(20, 24) == "20 af 24 (83\N{NARROW NO-BREAK SPACE}%)"
        assert {share(None), between(None), difference(None), withheld()} == {"vises ikke"}
