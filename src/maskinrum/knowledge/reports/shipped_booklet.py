"""The booklet that ships: the twelve recommendations with their experiences, by phase, and the tools that help."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from maskinrum.knowledge.queries.shipped import reasons_of
from maskinrum.knowledge.reports.booklet import (
    Chapter,
    Evidence,
    Part,
    RecommendationPart,
    Reference,
    ToolPart,
    booklet,
)
from maskinrum.knowledge.reports.tool_basis import standing
from maskinrum.knowledge.reports.tools import shipped_tools
from maskinrum.shared.documents import Document
from maskinrum.shared.domain import load


def shipped_booklet(language: str, dated: date) -> Document:
    """Return the booklet of the recommendations that ship, in a language, as known on a day."""
    words = load("booklet")["shipped"]
    return booklet(
        words["title"][language],
        list(_parts(language)),
        language=language,
        dated=dated,
        subtitle=words["subtitle"][language],
        introduction=words["introduction"][language],
    )


def _parts(language: str) -> Iterator[Part]:
    data = load("demo_experiences")
    cards = {card["id"]: card for card in data["experiences"]}
    for phase in load("phases")["phases"]:
        advice = [one for one in data["recommendations"] if one["phase"] == phase["code"]]
        if advice:
            yield Chapter(f"{phase[language]}: {_lowered(phase[f'short_{language}'])}")
            for one in advice:
                yield _recommendation(one, cards, language)
            yield from _tools(phase["code"], language)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _recommendation(one: dict[str, Any], cards: dict[str, dict[str, Any]], language: str) -> RecommendationPart:
    roles = {role["slug"]: role[language] for role in load("facets")["role"]["values"]}
    return RecommendationPart(
        statement=one[language],
        reasons=tuple(reasons_of(one["id"], language).split("\n\n")),
        support=tuple(_evidence(cards[key], language) for key in one["support"]),
        counter=tuple(_evidence(cards[key], language) for key in one["counter"]),
        caveat=one["caveat"][language],
        owner=roles[one["owner_role"]],
        review=load("booklet")["words"]["months"][language] % {"months": one["review_months"]},
    )


def _evidence(card: dict[str, Any], language: str) -> Evidence:
    source = card["source"]
    reference = Reference(card["title"][language], source["url"], standing(source["label"], language))
    return Evidence(card["title"][language], (reference,))


def _tools(phase: str, language: str) -> Iterator[ToolPart]:
    for tool in shipped_tools():
        # A tool stands where it is used first.
        if tool.phases[0] == phase:
            yield ToolPart(tool.title[language], tool.purpose[language], tool.users[language], tool.version)
