"""The axis of partnerships: where things stand on it, and what is said."""

from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.utils.translation import override

from maskinrum.shared.charts import AxisPartnership, AxisWorks, partnership_axis
from tests.shared import drawn
from tests.shared.chart_cases import HOSTILE, LONG

TODAY = date(2026, 11, 24)
# Planned in 2018, three years from 2019, an option of eighteen months; works run two years longer.
DAYS = (date(2018, 7, 1), date(2019, 1, 1), date(2022, 1, 1), date(2023, 7, 1))
WORKS = AxisWorks("Ågården, 326 homes", date(2021, 1, 1), date(2025, 6, 30))


def axis(
    name: str = "fsb", *, works: tuple[AxisWorks, ...] = (WORKS,), today: date = TODAY, side: str = "wide"
) -> ET.Element:
    with override("en"):
        drawings = partnership_axis(
            [AxisPartnership(name, [name, "NCC"], *DAYS, works)], today=today, ident="a", title="t"
        )
    return drawn.parse(getattr(drawings, side))


def per_cent(root: ET.Element, kind: str, *names: str) -> list[tuple[float, ...]]:
    return [tuple(float(each.get(name, "").rstrip("%")) for name in names) for each in drawn.of_class(root, kind)]


def texts(root: ET.Element, kind: str) -> list[str | None]:
    return [element.text for element in drawn.of_class(root, kind)]


@pytest.mark.parametrize("side", ["wide", "narrow"])
def test_an_agreement_stands_on_the_days_it_ran(side: str) -> None:
    days = (date(2027, 1, 1) - date(2018, 1, 1)).days
    wanted = (100 * 365 / days, 100 * 1096 / days)
    assert per_cent(axis(side=side), "t-solid", "x", "width") == [pytest.approx(wanted, abs=0.01)]


def test_the_words_of_a_narrow_agreement_end_where_those_of_its_option_begin() -> None:
    agreement, option = drawn.of_class(axis(side="narrow"), "t-strong")[:2]
    assert (agreement.get("text-anchor"), option.get("text-anchor")) == ("end", None)
    assert agreement.get("x") == option.get("x")


def test_the_axis_holds_whole_years_and_stretches_to_today() -> None:
    years = [str(year) for year in range(2018, 2032)]
    assert texts(axis(), "t-year") == years[:9]
    assert texts(axis(today=date(2031, 1, 2)), "t-year") == years
    assert texts(axis(side="narrow"), "t-year") == years[:9:2]


def test_today_before_all_partnerships_begins_the_axis() -> None:
    assert texts(axis(today=date(2016, 2, 1)), "t-year")[0] == "2016"


@pytest.mark.parametrize("side", ["wide", "narrow"])
def test_the_needle_hangs_from_the_axis_at_today(side: str) -> None:
    days = (date(2027, 1, 1) - date(2018, 1, 1)).days
    wanted = 100 * (TODAY - date(2018, 1, 1)).days / days
    assert per_cent(axis(side=side), "t-needle-line", "x1", "x2") == [pytest.approx((wanted, wanted), abs=0.01)]


def test_the_words_of_the_needle_turn_where_there_is_no_room() -> None:
    late, early = (drawn.of_class(axis(today=today), "t-today")[0] for today in (TODAY, date(2020, 3, 1)))
    assert (late.text, late.get("text-anchor")) == ("Today, November 2026", "end")
    assert (early.text, early.get("text-anchor")) == ("Today, March 2020", None)


def test_an_option_is_dashed_because_its_use_is_not_known() -> None:
    assert len(drawn.of_class(axis(), "t-dash")) == 1


def test_a_term_is_told_in_years_where_it_is_whole() -> None:
    root = axis(side="narrow")
    assert texts(root, "t-strong")[:2] == ["Agreement, 3\u00a0years", "Option, 18\u00a0months"]
    assert texts(root, "t-quiet") == ["Planning and tender, about 6\u00a0months"]


def test_planning_is_told_on_two_lines_of_about_the_same_length() -> None:
    assert texts(axis(), "t-quiet")[-2:] == ["Planning and tender,", "about 6\u00a0months"]


def test_the_tail_begins_where_the_last_option_would_have_ended() -> None:
    days = (date(2027, 1, 1) - date(2018, 1, 1)).days
    start, end = ((day - date(2018, 1, 1)).days / days * 100 for day in (DAYS[3], WORKS.end))
    assert per_cent(axis(), "t-bracket", "x1", "x2")[-1] == pytest.approx((start, end), abs=0.01)


@pytest.mark.parametrize("works", [(), (AxisWorks("a", DAYS[1], DAYS[3]),)])
def test_works_that_end_with_the_option_leave_no_tail(works: tuple[AxisWorks, ...]) -> None:
    assert drawn.of_class(axis(works=works), "t-bracket") == []


@pytest.mark.parametrize("name", [HOSTILE, LONG, ""])
def test_any_name_is_drawn_as_text(name: str) -> None:
    root = axis(name, works=(AxisWorks(name, *DAYS[:2]),))
    assert [element.tag for element in root.iter() if element.tag.endswith("script")] == []
    assert texts(root, "t-plain") == texts(root, "t-name")


def test_the_two_drawings_share_no_id() -> None:
    found = [
        element.get("id")
        for side in ("wide", "narrow")
        for element in axis(side=side).iter()
        if element.tag.endswith("pattern")
    ]
    assert found == ["a-wide-hatch", "a-narrow-hatch"]


def test_an_axis_without_partnerships_is_refused() -> None:
    with pytest.raises(ValueError, match="no partnership"):
        partnership_axis([], today=TODAY, ident="a", title="t")


def partly(side: str = "wide", today: date = TODAY, **known: date | None) -> ET.Element:
    """The axis of one partnership of which only some days are known."""
    days: Any = {"planning": None, "start": None, "end": None, "option_end": None} | known
    one = AxisPartnership("fsb", ["NCC"], **days)
    with override("en"):
        drawings = partnership_axis([one], today=today, ident="a", title="t")
    return drawn.parse(getattr(drawings, side))


@pytest.mark.parametrize("side", ["wide", "narrow"])
def test_a_start_that_is_not_known_is_said(side: str) -> None:
    root = partly(side)
    assert "start not known" in texts(root, "t-quiet")
    assert drawn.of_class(root, "t-solid") == []


@pytest.mark.parametrize(("start", "anchor"), [(date(2025, 6, 1), "end"), (date(2015, 6, 1), None)])
def test_a_term_that_is_not_known_is_a_point_with_a_dotted_line(start: date, anchor: str | None) -> None:
    root = partly(start=start)
    point, line = drawn.of_class(root, "t-solid")[0], drawn.of_class(root, "t-dotted")[0]
    assert point.get("cx") == line.get("x1")
    words = next(one for one in drawn.of_class(root, "t-quiet") if one.text == "term not known")
    assert words.get("text-anchor") == anchor


def test_without_an_option_none_is_drawn() -> None:
    root = partly(start=date(2021, 1, 1), end=date(2025, 1, 1))
    assert (len(drawn.of_class(root, "t-solid")), drawn.of_class(root, "t-dash")) == (1, [])


def test_the_name_of_works_stands_where_there_is_room() -> None:
    early, late, whole = (
        AxisWorks(name, *days)
        for name, days in {
            "early": (date(2018, 1, 1), date(2020, 1, 1)),
            "late": (date(2025, 1, 1), date(2026, 6, 1)),
            "whole": (date(2018, 2, 1), date(2026, 11, 1)),
        }.items()
    )
    root = axis(works=(early, late, whole))
    placed = {one.text: one.get("text-anchor") for one in drawn.of_class(root, "t-plain")}
    assert placed == {"early": None, "late": "end", "whole": None}
    lines = [float((one.get("y") or "").removesuffix("rem")) for one in drawn.of_class(root, "t-plain")]
    bars = [float((one.get("y") or "").removesuffix("rem")) for one in drawn.of_class(root, "t-work")]
    assert lines[2] < bars[2], "a bar across the whole axis has its name above it"
