"""The ten tools: complete, true to the data they are made of, and the same in both languages."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
import pytest

from maskinrum.knowledge.reports.tool_basis import bases, law_rows
from maskinrum.knowledge.reports.tool_documents import tool_document
from maskinrum.knowledge.reports.tools import ToolFile, shipped_tools, tool_file, tool_files, tool_pdf
from maskinrum.shared.documents import Blank, BlankKind, Form, Grid, Heading, Items, html_fragment, plain
from maskinrum.shared.domain import load

SLUGS = [tool.slug for tool in shipped_tools()]
IN_WORD = [tool.slug for tool in shipped_tools() if tool.kind == "docx"]


@pytest.fixture(scope="module")
def files() -> dict[tuple[str, str], ToolFile]:
    return {(file.slug, file.language): file for file in tool_files()}


def mappings(data: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in nested data."""
    if isinstance(data, dict):
        yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from mappings(part)


def test_there_are_ten() -> None:
    assert SLUGS == [
        "portfolio-sheet", "baseline-sheet", "resident-mandate-plan", "call-off-form", "partnership-charter",
        "roles-and-mandates", "onboarding-agenda", "start-up-checklist", "meeting-agenda", "conflict-ladder-card",
    ]  # fmt: skip


def test_every_tool_has_a_file_in_each_language_with_a_name_of_its_own(files: dict[tuple[str, str], ToolFile]) -> None:
    assert list(files) == [(slug, language) for slug in SLUGS for language in ("da", "en")]
    names = [file.name for file in files.values()]
    assert len(set(names)) == 20
    assert all(re.fullmatch(r"[a-z-]+-1\.0\.(docx|xlsx)", name) for name in names)


def test_a_version_has_the_same_bytes_each_time(files: dict[tuple[str, str], ToolFile]) -> None:
    for slug in ("portfolio-sheet", "baseline-sheet", "conflict-ladder-card"):
        assert tool_file(slug, "da").sha256 == files[slug, "da"].sha256, slug


@pytest.mark.parametrize("slug", [*SLUGS, "words"])
def test_every_text_stands_in_both_languages(slug: str) -> None:
    alone = [one for one in mappings(load(f"tools/{slug}")) if ("da" in one) != ("en" in one)]
    assert alone == []
    empty = [one for one in mappings(load(f"tools/{slug}")) if "da" in one and not (one["da"] and one["en"])]
    assert empty == []


@pytest.mark.parametrize("slug", SLUGS)
def test_what_a_tool_refers_to_is_there(slug: str) -> None:
    tool = next(tool for tool in shipped_tools() if tool.slug == slug)
    themes = {theme["code"] for group in load("themes")["groups"] for theme in group["themes"]}
    assert set(tool.phases) <= {phase["code"] for phase in load("phases")["phases"]}
    assert 1 <= len(tool.themes) <= 3
    assert set(tool.themes) <= themes
    assert 3 <= len(tool.steps) <= 6
    assert tool.experiences
    for language in ("da", "en"):
        told = bases(load(f"tools/{slug}"), language)
        assert len(told) >= len(tool.experiences) + len(tool.facts)
        assert all(url.startswith("http") for _text, url, _standing in told)
        assert len(law_rows(list(tool.law), language)) == len(tool.law)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_fact_has_a_source_and_a_label(slug: str) -> None:
    tool = next(tool for tool in shipped_tools() if tool.slug == slug)
    assert tool.facts
    for fact in tool.facts:
        assert fact.source.startswith("http")
        assert fact.label in {"F", "S"}


def shape(slug: str, language: str) -> list[tuple[str, int]]:
    """The kind of every block of a tool, and how many rows, blanks or items it has."""
    counted = ("rows", "blanks", "items")
    blocks = tool_document(load(f"tools/{slug}"), language).blocks
    return [(type(one).__name__, sum(len(getattr(one, name, ())) for name in counted)) for one in blocks]


@pytest.mark.parametrize("slug", IN_WORD)
def test_both_languages_have_the_same_shape(slug: str) -> None:
    assert shape(slug, "da") == shape(slug, "en")


@pytest.mark.parametrize("slug", IN_WORD)
def test_a_tool_opens_in_word_with_headings_tables_and_fields(
    slug: str, files: dict[tuple[str, str], ToolFile]
) -> None:
    word = docx.Document(BytesIO(files[slug, "da"].content))
    styles = [paragraph.style.name for paragraph in word.paragraphs if paragraph.style]
    assert styles.count("Heading 1") >= 4
    assert len(word.tables) >= 3
    assert len(word.element.body.xpath(".//w:sdt")) >= 15
    assert word.core_properties.title == load(f"tools/{slug}")["title"]["da"]


@pytest.mark.parametrize("slug", IN_WORD)
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_tool_can_be_printed(slug: str, language: str) -> None:
    made = tool_pdf(slug, language)
    assert made.content.startswith(b"%PDF-")
    assert made.name.endswith("-1.0.pdf")


def test_a_workbook_is_not_made_a_pdf() -> None:
    with pytest.raises(ValueError, match="workbook"):
        tool_pdf("portfolio-sheet", "da")


def test_a_tool_that_does_not_ship_is_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        tool_file("no-such-tool", "da")


def test_every_tool_says_its_terms_version_and_that_it_is_a_proposal() -> None:
    for slug in IN_WORD:
        page = html_fragment(tool_document(load(f"tools/{slug}"), "da"))
        for words in (
            "Må bruges, ændres og deles frit.",
            "1.0 · 25. november 2026",
            "er forslag skrevet til Maskinrum",
            "Kilder",
        ):
            assert words in page, slug


def test_a_tool_that_touches_the_law_says_that_it_is_not_advice() -> None:
    for slug in IN_WORD:
        data = load(f"tools/{slug}")
        page = html_fragment(tool_document(data, "da"))
        assert ("Orientering, ikke juridisk rådgivning." in page) == bool(data["law"]), slug


def ladder(language: str) -> list[list[str]]:
    """The ladder of the card."""
    blocks = tool_document(load("tools/conflict-ladder-card"), language).blocks
    grid = next(block for block in blocks if isinstance(block, Grid))
    return [[plain(cell) for cell in row if not isinstance(cell, Blank)] for row in grid.rows]


def test_the_conflict_ladder_is_that_of_the_data() -> None:
    assert [[row[0], row[2], row[3], row[4]] for row in ladder("da")] == [
        ["0", "aftal selv", "ingen; forslag", "–"],
        ["1", "5 arbejdsdage", "AB 18 § 64", "ja"],
        ["2", "5 arbejdsdage", "AB 18 § 64", "ja"],
        ["3", "aftal selv", "ingen; forslag", "–"],
        ["4", "ikke angivet", "AB 18 § 65", "ja"],
        ["5", "8 uger", "AB 18 § 68", "ja"],
        ["6", "ikke angivet", "ikke angivet", "nej – få det bekræftet"],
    ]


def test_a_rule_that_was_not_read_in_its_source_says_so() -> None:
    rows = law_rows(["clear-clauses", "de-minimis", "competition-law", "framework-duration"], "da")
    assert [row[1:] for row in rows] == [
        ("udbudsloven § 179", "nej – få det bekræftet"),
        ("udbudsloven § 180", "ja"),
        ("ingen; forslag", "–"),
        ("udbudsloven § 95, stk. 2", "ja"),
    ]
    assert rows[3][0].startswith("Normalt højst 48 måneder.")


def test_approval_states_to_choose_are_those_of_the_data() -> None:
    blocks = tool_document(load("tools/call-off-form"), "da").blocks
    blanks = [blank for block in blocks if isinstance(block, Form) for blank in block.blanks]
    reached = next(blank for blank in blanks if blank.label == "Projektet er nået til")
    assert reached.kind is BlankKind.CHOICE
    assert len(reached.choices) == 13
    assert "Skema B (godkendt til start)" in reached.choices


def test_every_blank_has_a_label() -> None:
    for slug in IN_WORD:
        for block in tool_document(load(f"tools/{slug}"), "da").blocks:
            cells = (
                [cell for row in block.rows for cell in row]
                if isinstance(block, Grid)
                else getattr(block, "blanks", ())
            )
            assert all(cell.label for cell in cells if isinstance(cell, Blank)), slug


def test_how_to_use_a_tool_comes_before_the_tool() -> None:
    for slug in IN_WORD:
        blocks = tool_document(load(f"tools/{slug}"), "da").blocks
        assert isinstance(blocks[1], Heading)
        assert isinstance(blocks[2], Items)
        assert blocks[1].text == "Sådan bruger I det"
        assert isinstance(blocks[3], Heading), "the tool itself would stand below how to use it"
