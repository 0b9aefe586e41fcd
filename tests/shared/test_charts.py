"""Rules that hold for every kind of chart."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.utils.translation import override

import maskinrum.shared
from maskinrum.shared import charts
from tests.shared import drawn
from tests.shared.chart_cases import HOSTILE, LONG, alternative, every_chart

NAMES = ["Målestoksvej, badeværelser og stigstrenge", LONG, HOSTILE, "x", ""]


def drawings(name: str, language: str = "da") -> Iterator[ET.Element]:
    with override(language):
        for chart in every_chart(name):
            yield drawn.parse(chart.wide)
            yield drawn.parse(chart.narrow)


@pytest.mark.parametrize("name", NAMES)
def test_drawings_are_well_formed_and_have_the_two_widths(name: str) -> None:
    assert [root.get("width") for root in drawings(name)] == ["784", "328"] * 5


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_no_text_touches_another(name: str, language: str) -> None:
    assert {
        root.get("id"): drawn.overlapping(root) for root in drawings(name, language) if drawn.overlapping(root)
    } == {}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_no_text_leaves_the_drawing(name: str, language: str) -> None:
    assert {root.get("id"): drawn.outside(root) for root in drawings(name, language) if drawn.outside(root)} == {}


def test_no_text_is_smaller_than_thirteen_pixels() -> None:
    assert min(word.size for root in drawings("x") for word in drawn.words(root)) >= 13


def test_drawings_carry_nothing_that_the_security_policy_refuses() -> None:
    elements = [element for root in drawings(HOSTILE) for element in root.iter()]
    attributes = {name for element in elements for name in element.attrib}
    assert {name for name in attributes if name == "style" or name.startswith("on") or "href" in name} == set()
    assert {
        element.tag for element in elements if element.tag.lower().endswith(("script", "style", "foreignobject"))
    } == set()


def test_user_text_stays_text() -> None:
    chart = charts.dot_chart([alternative("<script>alert(1)</script>")], reference="x & y", ident="a", title="<b>")
    assert "<script" not in chart.wide
    assert "<script>alert(1)</script>" in [word.text for word in drawn.words(drawn.parse(chart.narrow))]


def test_every_drawing_is_named_by_the_finding_and_described_by_its_reading() -> None:
    for chart in every_chart("x", title="Fire af ti"):
        root = drawn.parse(chart.wide)
        texts = {element.get("id"): element.text for element in root}
        assert [texts[ident] for ident in root.get("aria-labelledby", "").split()] == ["Fire af ti", chart.reading]
        assert root.get("role") == "img"


def test_ids_are_unique_on_a_page_with_all_charts_twice() -> None:
    page = [*every_chart("x", ident="one"), *every_chart("x", ident="two")]
    found = drawn.idents(drawing for chart in page for drawing in (chart.wide, chart.narrow))
    assert len(found) == len(set(found))


def test_every_hatching_that_is_used_is_defined_in_the_same_drawing() -> None:
    for root in drawings("x"):
        used = {value[5:-1] for element in root.iter() if (value := element.get("fill", "")).startswith("url(#")}
        assert used <= {element.get("id") for element in root.iter(f"{drawn.SVG}pattern")}


def test_every_table_has_as_many_cells_as_heads_and_none_is_empty() -> None:
    for chart in every_chart("x"):
        for table in (chart.table, *chart.further):
            assert {len(row) for row in table.rows} == {len(table.head)}
            assert all(cell for row in table.rows for cell in row)


def test_everything_that_is_worn_has_a_rule_in_the_sheet_of_the_charts() -> None:
    sheet = Path(maskinrum.shared.__file__).parent / "static" / "maskinrum" / "css" / "charts.css"
    worn = {name for root in drawings("x") for element in root.iter() for name in (element.get("class") or "").split()}
    assert worn - set(re.findall(r"\.([a-z][a-z-]*)", sheet.read_text(encoding="utf-8"))) == set()


def test_a_drawing_with_a_bad_name_is_refused() -> None:
    with pytest.raises(ValueError, match="name of a drawing"):
        charts.dot_chart([alternative()], reference="x", ident='a"b', title="t")


def test_danish_charts_are_written_in_danish() -> None:
    with override("da"):
        chart = charts.dot_chart([alternative()], reference="særskilt udbud", ident="a", title="t")
    assert "billigere end særskilt udbud" in [word.text for word in drawn.words(drawn.parse(chart.wide))]
