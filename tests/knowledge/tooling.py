"""Tools for tests, made by the actions."""

from datetime import date
from typing import Any

from maskinrum.knowledge.actions import bring_tool, load_tools
from maskinrum.knowledge.facts.tools import ToolFacts, ToolFileFacts, ToolRelease
from maskinrum.knowledge.models import Tool
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import viewer_of
from tests.conftest import NOW

SHEET = ToolFacts(
    title="Mødeark",
    title_en="Meeting sheet",
    purpose="Mødet svarer på spørgsmål.",
    purpose_en="The meeting answers questions.",
    users="Styregruppen",
    users_en="The steering group",
    steps=("Send det dagen før.", "Skriv beslutningen ned."),
    steps_en=("Send it the day before.", "Write the decision down."),
    phases=("F4", "F5"),
    themes=("D2", "H2"),
    basis=({"da": "Set i en kilde.", "en": "Read in a source.", "source": "https://kilde.example/", "label": "F"},),
)


def release(label: str = "1.0", **given: Any) -> ToolRelease:
    """A version that ships."""
    return ToolRelease("moedeark", label, date(2026, 11, 25), ToolFacts(**{**vars(SHEET), **given}))


def a_file(text: str = "Kvadersten", language: str = "da") -> ToolFileFacts:
    """A file as it is kept."""
    return ToolFileFacts(language, f"ark-{language}.docx", "docx", text.encode(), text)


def two_files(_key: str) -> list[ToolFileFacts]:
    """Its files in both languages."""
    return [a_file("Kvadersten"), a_file("Ashlar", "en")]


def shipped_tool(label: str = "1.0", **given: Any) -> Tool:
    """The tool that ships, brought in a version."""
    load_tools([release(label, **given)], two_files, NOW)
    return Tool.objects.get(key="moedeark")


def brought(row: Tool, person: Person | Viewer, **given: Any) -> Tool:
    """What an organisation brought for a tool."""
    viewer = person if isinstance(person, Viewer) else viewer_of(person)
    usual = {"title": "Vores mødeark", "note": "Kortere.", "visibility": "network", "files": [a_file()]}
    return bring_tool(row, **{**usual, **given}, viewer=viewer, now=NOW)
