"""What the documents promise is there."""

import re

import pytest

from tests.house.sources import ROOT

LANGUAGES = {"README.md": "README.en.md", "README.en.md": "README.md"}


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_reader_meets_the_two_commands_first(name: str) -> None:
    top = (ROOT / name).read_text(encoding="utf-8").splitlines()[:20]
    assert [line.strip().split("  ")[0] for line in top if line.startswith("    make")] == ["make demo", "make test"]


@pytest.mark.parametrize("name", LANGUAGES)
def test_each_read_me_points_to_the_other_language(name: str) -> None:
    assert f"({LANGUAGES[name]})" in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]), ids=lambda file: file.name)
def test_every_link_inside_the_repository_leads_somewhere(file: object) -> None:
    path = ROOT / str(file)
    links = re.findall(r"\]\((?!https?://|mailto:|#)([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_change_log_has_the_present_version() -> None:
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert version is not None
    assert re.search(rf"^## \[{re.escape(version[1])}\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)


def test_every_decision_says_context_choice_and_consequence() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert decisions
    for decision in decisions:
        assert re.match(r"\d{4}-[a-z0-9-]+\.md$", decision.name)
        parts = re.findall(r"^\*\*(\w+)\.\*\*", decision.read_text(encoding="utf-8"), re.MULTILINE)
        assert parts == ["Context", "Choice", "Consequence"], decision.name


def test_decisions_have_numbers_of_their_own() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")]
    assert len(numbers) == len(set(numbers))
