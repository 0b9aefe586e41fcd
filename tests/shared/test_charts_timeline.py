from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from maskinrum.shared.charts import (
    Agreement,
    CalledOff,
    Chart,
    Gap,
    Portfolio,
    ProjectGroup,
    Standing,
    gaps,
    portfolio_timeline,
)
from tests.shared import drawn
from tests.shared.chart_cases import portfolio, project

WINDOW = Agreement(12, 48)


def chart_of(drawn_portfolio: Portfolio) -> Chart:
    with override("en"):
        return portfolio_timeline(drawn_portfolio, ident="p", title="t")


def one_group(*projects: object, at_work: object = (), agreement: Agreement | None = WINDOW) -> Portfolio:
    groups = [ProjectGroup("Tag og facade", projects, at_work)]  # type: ignore[arg-type]
    return Portfolio(date(2027, 1, 1), groups, agreement)


def place(drawing: str, month: float, months: float) -> float:
    """Return the pixel of ``month`` on an axis of ``months``, read from the ends of the axis line."""
    axis = drawn.of_class(drawn.parse(drawing), "c-axis")[0]
    start, end = drawn.numbers(axis, "x1", "x2")
    return start + (end - start) * month / months


def test_six_months_below_one_half_are_a_gap_and_five_are_none() -> None:
    at_work = [0.9] * 15 + [0.49] * 6 + [0.9] * 3 + [0.1] * 5 + [0.5] * 40
    assert gaps(at_work, WINDOW) == (Gap(15, 21),)


def test_gaps_are_cut_to_the_window() -> None:
    assert gaps([0.2] * 90, Agreement(12.4, 47.7)) == (Gap(12.4, 47.7),)
    assert gaps([0.2] * 17 + [0.8] * 80, WINDOW) == ()


def test_unknown_months_end_a_gap() -> None:
    assert gaps([0.2] * 20, WINDOW) == (Gap(12, 20),)


def test_without_an_agreement_there_are_no_gaps() -> None:
    assert gaps([0.1] * 60, None) == ()


@pytest.mark.parametrize("side", ["wide", "narrow"])
def test_a_gap_is_hatched_exactly_where_it_is(side: str) -> None:
    at_work = [0.9] * 20 + [0.3] * 16 + [0.9] * 24
    drawing = getattr(chart_of(one_group(project(), at_work=at_work)), side)
    hatched = [drawn.numbers(gap, "x", "width") for gap in drawn.of_class(drawn.parse(drawing), "c-gap")]
    left, right = place(drawing, 20, 48), place(drawing, 36, 48)
    assert hatched == [pytest.approx((left, right - left), abs=0.05)]
    assert "gap 16 mths" in [word.text for word in drawn.words(drawn.parse(drawing))]


def test_a_portfolio_that_is_surely_at_work_has_no_hatching() -> None:
    drawing = chart_of(one_group(project(), at_work=[0.5] * 60)).wide
    assert drawn.of_class(drawn.parse(drawing), "c-gap") == []


def test_the_band_is_as_strong_as_the_chance() -> None:
    drawing = chart_of(one_group(project(), at_work=[0.0] * 3 + [0.8] * 40 + [1.0] * 9)).wide
    bands = drawn.of_class(drawn.parse(drawing), "c-chance")
    assert [band.get("fill-opacity") for band in bands] == ["0.8", "1"]


@pytest.mark.parametrize("side", ["wide", "narrow"])
def test_bars_stand_where_the_works_are(side: str) -> None:
    drawing = getattr(chart_of(one_group(project("a", 14, 40), project("b", 3.5, 9.25))), side)
    found = [drawn.numbers(bar, "x", "width") for bar in drawn.of_class(drawn.parse(drawing), "c-solid")]
    wanted = [(place(drawing, 14, 48), place(drawing, 40, 48)), (place(drawing, 3.5, 48), place(drawing, 9.25, 48))]
    assert found == [pytest.approx((left, right - left), abs=0.05) for left, right in wanted]


def test_the_axis_covers_whole_calendar_years_from_a_case_date_within_one() -> None:
    moved = replace(one_group(project("a", 2, 20)), case_date=date(2027, 7, 1))
    texts = [word.text for word in drawn.words(drawn.parse(chart_of(moved).wide))]
    assert [text for text in texts if text.startswith("20")] == ["2027", "2028", "2029", "2030", "2031"]


def test_each_standing_has_its_own_form() -> None:
    bars = [
        project("decided"),
        project("not decided", standing=Standing.UNDECIDED),
        project("contracted", standing=Standing.COMMITTED, inside=False),
        project("outside", inside=False),
        project("outside, not decided", standing=Standing.UNDECIDED, inside=False),
    ]
    root = drawn.parse(chart_of(one_group(*bars)).wide)
    assert [bar.get("height") for bar in drawn.of_class(root, "c-solid")] == ["10", "4"]
    assert [bar.tag[len(drawn.SVG) :] for bar in drawn.of_class(root, "c-dash")] == ["rect", "line"]
    assert len(drawn.of_class(root, "c-grey")) == 1


def test_the_tail_runs_from_the_close_to_the_last_works_inside() -> None:
    inside, outside = project("a", 40, 60), project("b", 40, 70, inside=False)
    root = drawn.parse(chart_of(one_group(inside, outside)).wide)
    brackets = [path.get("d", "") for path in drawn.of_class(root, "c-axis") if path.get("d", "").count("L") == 3]
    left, right = (
        place(chart_of(one_group(inside, outside)).wide, 48, 72),
        place(chart_of(one_group(inside, outside)).wide, 60, 72),
    )
    ends = [float(brackets[0].split()[0][1:]), float(brackets[0].split("L")[-1].split()[0])]
    assert ends == pytest.approx([left, right], abs=0.05)


def test_works_that_end_before_the_close_leave_no_tail() -> None:
    texts = [word.text for word in drawn.words(drawn.parse(chart_of(one_group(project("a", 14, 40))).wide))]
    assert [text for text in texts if "tail" in text] == []


def test_the_ceiling_line_stands_over_what_is_called_off() -> None:
    called_off = CalledOff([0.0] * 48, [300.0] * 48, [450.0] * 48)
    base = replace(one_group(project()), agreement=Agreement(12, 48, None, 600), called_off=called_off)
    root = drawn.parse(chart_of(base).wide)
    flat = [
        drawn.numbers(line, "y1", "y2")
        for line in drawn.of_class(root, "c-axis")
        if line.get("x1") == "252" and line.get("y1") == line.get("y2")
    ]
    ceiling, floor = sorted(y for y, _same in flat)[-2:]
    middle = float(drawn.of_class(root, "c-line")[0].get("d", "").split()[-1])
    assert floor - middle == pytest.approx((floor - ceiling) / 2, abs=0.05)
    assert "Ceiling DKK\N{NO-BREAK SPACE}600\N{NO-BREAK SPACE}m" in [word.text for word in drawn.words(root)]


def test_the_window_is_named_by_its_length() -> None:
    texts = [
        word.text.replace("\N{NO-BREAK SPACE}", " ") for word in drawn.words(drawn.parse(chart_of(portfolio()).wide))
    ]
    assert texts[8:11] == ["Tendering", "Agreement, 4 years", "Option, 2 years"]


def test_upright_lines_never_run_through_words() -> None:
    root = drawn.parse(chart_of(portfolio("Målestoksvej, badeværelser og stigstrenge")).narrow)
    for path in [each for each in root.iter(f"{drawn.SVG}path") if "V" in each.get("d", "")]:
        for step in path.get("d", "M")[1:].split("M"):
            x, top, bottom = (float(number) for number in step.replace("V", " ").split())
            assert [
                word.text
                for word in drawn.words(root)
                if word.left < x < word.right and word.top < bottom - 2 and top + 2 < word.bottom
            ] == []


def test_the_table_has_every_project_with_its_months() -> None:
    rows = chart_of(one_group(project("a", 14.6, 40), project("b", 0, 9, standing=Standing.COMMITTED))).table.rows
    assert rows == (
        ("Tag og facade", "a", "Decided", "inside the agreement", "117.6", "March 2028", "May 2030"),
        ("Tag og facade", "b", "Contracted already", "outside the agreement", "117.6", "January 2027", "October 2027"),
    )


def test_the_further_tables_have_the_gaps_and_the_chances() -> None:
    further = chart_of(one_group(project(), at_work=[0.75] * 20 + [0.25] * 16 + [0.75] * 12)).further
    assert further[0].rows == (("Tag og facade", "75%", "58%", "25%", "75%"),)
    assert further[1].rows == (("Tag og facade", "September 2028", "January 2030", "16"),)


def test_a_portfolio_without_projects_is_refused() -> None:
    with pytest.raises(ValueError, match="without projects"):
        chart_of(one_group())
