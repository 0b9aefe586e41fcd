"""What every tool says of itself at its end: purpose, who uses it, what it rests on, the law it touches, its terms."""

from collections.abc import Iterator
from typing import Any

from maskinrum.shared.documents.words import long_date
from maskinrum.shared.domain import load
from maskinrum.shared.tables import shorten


def word(key: str, language: str) -> str:
    """Return one of the fixed words of the tools."""
    text: str = load("tools/words")["words"][key][language]
    return text


def standing(label: str, language: str) -> str:
    """Return in words what kind of statement a label means."""
    text: str = load("tools/words")["standings"][label][language]
    return text


def phase_names(codes: list[str], language: str) -> str:
    """Return phases as people read them."""
    names = {phase["code"]: phase[language] for phase in load("phases")["phases"]}
    return ", ".join(f"{code} {names[code]}" for code in codes)


def theme_names(codes: list[str], language: str) -> str:
    """Return themes as people read them."""
    names = {theme["code"]: theme[language] for group in load("themes")["groups"] for theme in group["themes"]}
    return ", ".join(names[code] for code in codes)


def about_rows(data: dict[str, Any], language: str) -> list[tuple[str, str]]:
    """Return what the tool says of itself: pairs of words."""
    licence = load("tools/words")["licence"][language]
    return [
        (word("purpose", language), data["purpose"][language]),
        (word("phases", language), phase_names(data["phases"], language)),
        (word("themes", language), theme_names(data["themes"], language)),
        (word("users", language), data["users"][language]),
        (word("version", language), f"{data['version']} · {long_date(data['date'], language)}"),
        (word("licence", language), licence),
    ]


def bases(data: dict[str, Any], language: str) -> list[tuple[str, str, str]]:
    """Return what the tool rests on: text, address, and what kind of statement it is."""
    cards = {card["id"]: card for card in load("demo_experiences")["experiences"]}
    basis = data["derived_from"]
    experiences = [cards[key] for key in basis["experiences"]]
    rows = [
        (
            f"{word('experience', language)} {card['id']}: {card['title'][language]}",
            card["source"]["url"],
            standing(card["source"]["label"], language),
        )
        for card in experiences
    ]
    rows += [(fact[language], fact["source"], standing(fact["label"], language)) for fact in basis["facts"]]
    return rows + _law_sources(data["law"], language)


def _law_sources(ids: list[str], language: str) -> list[tuple[str, str, str]]:
    known = {rule["id"]: rule for rule in _rules(load("legal"))}
    return [
        (
            f"{word('rule', language)}: {shorten(_sentence(known[key], language), 90)}",
            known[key]["source"],
            standing(known[key]["label"], language),
        )
        for key in ids
        if known[key].get("source")
    ]


def law_rows(ids: list[str], language: str) -> list[tuple[str, str, str]]:
    """Return rules: what they say, where they stand, and whether that was read in the source. KeyError if unknown."""
    known = {rule["id"]: rule for rule in _rules(load("legal"))}
    return [(_sentence(known[key], language), *authority(known[key], language)) for key in ids]


def authority(rule: dict[str, Any], language: str) -> tuple[str, str]:
    """Return the paragraph of a rule in words, and whether it was read in its source."""
    if rule["label"] == "I" and not rule["verified"]:
        return word("no_paragraph", language), "–"
    paragraph = rule.get("paragraph") or word("unknown_paragraph", language)
    return paragraph, word("is_read" if rule["verified"] else "not_verified", language)


def _sentence(rule: dict[str, Any], language: str) -> str:
    text: str = rule.get(language) or rule["longer_requires"][language]
    if "max_months" in rule:
        return f"{word('at_most', language) % {'months': rule['max_months']}} {text}"
    return text


def _rules(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        if "id" in data:
            yield data
        data = list(data.values())
    for part in data if isinstance(data, list) else ():
        yield from _rules(part)


def disclaimer(language: str) -> str:
    """Return the sentence that stands wherever a rule or a time limit is shown."""
    text: str = load("legal")["disclaimer"][language]
    return text
