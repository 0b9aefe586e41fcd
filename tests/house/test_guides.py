"""The guides say the same in both languages, and nothing that is not so."""

import re
from argparse import ArgumentParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import load_command_class

from maskinrum.decisions.management.commands import decide
from maskinrum.planning.management.commands import deadlines
from tests.house.sources import PACKAGE, ROOT

DOCS = ROOT / "docs"
GUIDES = {language: sorted((DOCS / "guide" / language).glob("*.md")) for language in ("da", "en")}
# The guide's page of each command that needs no site.
COMMANDS = {"command-line": ("maskinrum.decisions", decide), "deadlines": ("maskinrum.planning", deadlines)}
PAGES = [*GUIDES["da"], *GUIDES["en"]]
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
QUOTED = {"da": re.compile(r"»([^»«]+)«"), "en": re.compile(r"“([^“”]+)”")}
# Folders that are somebody's machine, not the reader's.
MACHINE = re.compile(r"(?<![\w./])/(?:home|root|work|tmp|usr|var|opt|Users|mnt)/|[A-Z]:\\")


def text(page: Path) -> str:
    """A page on one line, so that a quotation may run over the end of one."""
    return " ".join(page.read_text(encoding="utf-8").split())


def said(language: str) -> set[str]:
    """Every text the pages of the product can show in a language, as it stands there."""
    texts: set[str] = set()
    for catalogue in PACKAGE.rglob("locale/da/LC_MESSAGES/django.po"):
        with catalogue.open("rb") as file:
            for message in read_po(file):
                found = message.string if language == "da" else message.id
                texts |= {found} if isinstance(found, str) else {form for form in found or () if form}
    return {shown.replace("%%", "%") for shown in texts}


def options_of(page: str) -> set[str]:
    """The options that the command knows which a page of the guide is about; other pages are held to ``decide``."""
    app, module = COMMANDS.get(page, COMMANDS["command-line"])
    name = module.__name__.rpartition(".")[2]
    parser: ArgumentParser = load_command_class(app, name).create_parser("maskinrum", name)
    return {option for action in parser._actions for option in action.option_strings}


def test_both_languages_have_the_same_pages() -> None:
    assert GUIDES["da"]
    assert [page.name for page in GUIDES["da"]] == [page.name for page in GUIDES["en"]]


@pytest.mark.parametrize("name", [page.name for page in GUIDES["da"]])
def test_both_languages_have_the_same_parts(name: str) -> None:
    shape = [
        re.findall(r"^(#+|\d+\.|- |\| |    (?=\S))", page.read_text(encoding="utf-8"), re.MULTILINE)
        for page in PAGES
        if page.name == name
    ]
    assert shape[0] == shape[1]


@pytest.mark.parametrize("language", GUIDES)
def test_the_index_leads_to_every_page(language: str) -> None:
    index = DOCS / "guide" / language / "index.md"
    led_to = {(index.parent / link).resolve() for link in LINK.findall(text(index))}
    assert {page.resolve() for page in GUIDES[language] if page != index} - led_to == set()


def test_the_table_of_contents_leads_to_every_document() -> None:
    index = DOCS / "index.md"
    seen, ahead = {index}, [index]
    while ahead:
        page = ahead.pop()
        found = {(page.parent / link).resolve() for link in LINK.findall(text(page))}
        new = {link for link in found if link.suffix == ".md"} - seen
        seen |= new
        ahead += new
    assert set(DOCS.rglob("*.md")) - seen == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_a_guide_names_only_options_that_there_are(page: Path) -> None:
    assert set(OPTION.findall(text(page))) - options_of(page.stem) == set()


@pytest.mark.parametrize("page", COMMANDS)
@pytest.mark.parametrize("language", GUIDES)
def test_the_page_on_a_command_names_every_option(language: str, page: str) -> None:
    ours = {option for option in options_of(page) if option.startswith("--")}
    django = {"--help", "--version", "--verbosity", "--settings", "--pythonpath", "--traceback"}
    django |= {"--no-color", "--force-color", "--skip-checks"}
    assert ours - django == set(OPTION.findall(text(DOCS / "guide" / language / f"{page}.md")))


@pytest.mark.parametrize("page", COMMANDS)
@pytest.mark.parametrize("language", GUIDES)
def test_the_page_on_a_command_names_every_exit_code(language: str, page: str) -> None:
    told = (DOCS / "guide" / language / f"{page}.md").read_text(encoding="utf-8")
    own = {value for name, value in vars(COMMANDS[page][1]).items() if name.startswith("EXIT_")}
    assert own <= {int(code) for code in re.findall(r"^\| (\d+) \|", told, re.MULTILINE)}


@pytest.mark.parametrize("language", GUIDES)
def test_what_a_guide_quotes_stands_on_a_page(language: str) -> None:
    known = said(language)
    quoted = {(page.name, words) for page in GUIDES[language] for words in QUOTED[language].findall(text(page))}
    assert quoted
    assert {(page, words) for page, words in quoted if words not in known} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_a_guide_quotes_only_with_the_marks_that_are_looked_at(page: Path) -> None:
    other = QUOTED["en" if page.parent.name == "da" else "da"]
    assert re.findall(r'"[A-ZÆØÅ][^"]*"', text(page)) + other.findall(text(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_a_guide_names_no_folder_of_a_machine(page: Path) -> None:
    assert MACHINE.findall(text(page)) == []
