"""The ten tools that ship: what each is for, what it rests on, and its file in each language."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from maskinrum.knowledge.actions.tool_files import read_own_file
from maskinrum.knowledge.facts.tools import ToolFacts, ToolFileFacts, ToolRelease
from maskinrum.knowledge.reports.tool_documents import tool_document
from maskinrum.knowledge.reports.tool_workbooks import tool_workbook
from maskinrum.shared.documents import write_pdf, write_word
from maskinrum.shared.domain import load

LANGUAGES = ("da", "en")
Words = Mapping[str, str]


@dataclass(frozen=True)
class ToolFact:
    """Something a tool rests on that was read in a source; ``label`` as in the data: F, S, B or I."""

    text: Words
    source: str
    label: str


@dataclass(frozen=True)
class ShippedTool:
    """A tool as it ships. Texts are by language; ``kind`` is docx or xlsx.

    ``experiences`` are ids of the cards that ship, and ``law`` ids of the rules it touches.
    """

    slug: str
    version: str
    dated: date
    kind: str
    title: Words
    purpose: Words
    users: Words
    steps: tuple[Words, ...]
    phases: tuple[str, ...]
    themes: tuple[str, ...]
    experiences: tuple[str, ...]
    facts: tuple[ToolFact, ...]
    law: tuple[str, ...]
    licence: Words


@dataclass(frozen=True)
class ToolFile:
    """A tool's file in one language; the same version has the same bytes, and so the same ``sha256`` (hexadecimal)."""

    slug: str
    version: str
    language: str
    name: str
    kind: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@cache
def shipped_tools() -> tuple[ShippedTool, ...]:
    """Return the tools in the order a partnership meets them."""
    return tuple(_tool(load(f"tools/{slug}")) for slug in load("tools/words")["order"])


def tool_files() -> Iterator[ToolFile]:
    """Yield the file of every tool in every language, tools in their order, Danish first."""
    for tool in shipped_tools():
        for language in LANGUAGES:
            yield tool_file(tool.slug, language)


def tool_file(slug: str, language: str) -> ToolFile:
    """Return one tool's file in one language. Raises FileNotFoundError for a tool that does not ship."""
    data = load(f"tools/{slug}")
    if data["form"] == "excel":
        kind, content = "xlsx", tool_workbook(data, language)
    else:
        kind, content = "docx", write_word(tool_document(data, language))
    return ToolFile(
        slug, data["version"], language, f"{data['file'][language]}-{data['version']}.{kind}", kind, content
    )


def tool_pdf(slug: str, language: str) -> ToolFile:
    """Return a tool that is a Word document as PDF, to look at or to print. Raises ValueError for a workbook."""
    data = load(f"tools/{slug}")
    if data["form"] == "excel":
        raise ValueError(f"{slug} is a workbook")
    content = write_pdf(tool_document(data, language))
    return ToolFile(slug, data["version"], language, f"{data['file'][language]}-{data['version']}.pdf", "pdf", content)


def _tool(data: dict[str, Any]) -> ShippedTool:
    basis = data["derived_from"]
    return ShippedTool(
        slug=data["slug"],
        version=data["version"],
        dated=data["date"],
        kind="xlsx" if data["form"] == "excel" else "docx",
        title=data["title"],
        purpose=data["purpose"],
        users=data["users"],
        steps=tuple(data["steps"]),
        phases=tuple(data["phases"]),
        themes=tuple(data["themes"]),
        experiences=tuple(basis["experiences"]),
        facts=tuple(
            ToolFact({"da": one["da"], "en": one["en"]}, one["source"], one["label"]) for one in basis["facts"]
        ),
        law=tuple(data["law"]),
        licence=load("tools/words")["licence"],
    )


def releases() -> list[ToolRelease]:
    """Return the tools that ship, as they are brought into the network."""
    return [_release(one) for one in shipped_tools()]


def _release(one: ShippedTool) -> ToolRelease:
    facts = ToolFacts(
        title=one.title["da"],
        title_en=one.title["en"],
        purpose=one.purpose["da"],
        purpose_en=one.purpose["en"],
        users=one.users["da"],
        users_en=one.users["en"],
        steps=tuple(step["da"] for step in one.steps),
        steps_en=tuple(step["en"] for step in one.steps),
        phases=one.phases,
        themes=one.themes,
        basis=tuple({**fact.text, "source": fact.source, "label": fact.label} for fact in one.facts),
        experiences=tuple(key.lower() for key in one.experiences),
    )
    return ToolRelease(one.slug, one.version, one.dated, facts)


def files_to_bring(slug: str) -> list[ToolFileFacts]:
    """Return the files of a tool that ships, with the words that stand in them."""
    made = [tool_file(slug, language) for language in LANGUAGES]
    return [read_own_file(one.content, name=one.name, language=one.language) for one in made]
