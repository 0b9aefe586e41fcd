"""The sector's own judged set over the shipped domain data, part of it held out."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maskinrum.search.index import Document
from maskinrum.shared.domain import load, load_table, read_text

FOLDER = Path(__file__).parent / "judged"
SEED = 2026
HELD_OUT = 0.3
OPEN = frozenset({"open"})


@dataclass(frozen=True)
class Split:
    """Rows to tune on, and rows to report only."""

    tuning: tuple[tuple[str, tuple[str, ...]], ...]
    held_out: tuple[tuple[str, tuple[str, ...]], ...]


def judged(name: str, separator: str) -> Split:
    """Return the rows of a file: what is asked, and the right answers."""
    rows = []
    for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        asked, _, answers = line.partition("\t")
        rows.append((asked, tuple(one.strip() for one in answers.split(separator) if one.strip())))
    random.Random(SEED).shuffle(rows)  # noqa: S311 - the same division each time
    held = round(len(rows) * HELD_OUT)
    return Split(tuple(rows[held:]), tuple(rows[:held]))


def queries() -> Split:
    """Return the queries with the keys of the documents that answer them."""
    return judged("queries", ";")


def compounds() -> Split:
    """Return the compounds with their parts."""
    return judged("compounds", " ")


def simple_words() -> tuple[str, ...]:
    """Return the words that stay whole."""
    return tuple((FOLDER / "simple.tsv").read_text(encoding="utf-8").split())


def document(kind: str, key: str, title: str, *texts: str | None) -> Document:
    """Return one document that everybody may see."""
    return Document(f"{kind}:{key}", kind, title, " ".join(text for text in texts if text), OPEN)


def danish(value: Any) -> list[str]:
    """Return every Danish text within a piece of the domain data."""
    if isinstance(value, Mapping):
        own = [value["da"]] if isinstance(value.get("da"), str) else []
        return own + [text for key, part in value.items() if key not in {"da", "en"} for text in danish(part)]
    if isinstance(value, list):
        return [text for part in value for text in danish(part)]
    return []


def documents() -> Iterator[Document]:
    """Return the documents that the queries are asked of."""
    yield from experiences()
    yield from planning()
    yield from law()
    yield from register()
    for line in read_text("thesaurus.txt").splitlines():
        if line and not line.startswith("#"):
            canonical, _, english = (part.strip() for part in line.split("|"))
            yield document("thesaurus", canonical, canonical, english)
    for row in load_table("evidence"):
        yield document("evidence", row["id"], row["measure_da"])


def experiences() -> Iterator[Document]:
    """Return experiences, recommendations, themes and explained words."""
    data = load("demo_experiences")
    for card in data["experiences"]:
        texts = (card[name] for name in ("context", "happened", "effect_text", "advice"))
        yield document("experience", card["id"], card["title"]["da"], *texts)
    for one in data["recommendations"]:
        yield document("recommendation", one["id"], one["da"], one["caveat"]["da"])
    for entry in data["glossary"]:
        yield document("glossary", entry["slug"], entry["term"], entry["da"])
    for group in load("themes")["groups"]:
        for theme in group["themes"]:
            yield document("theme", theme["code"], theme["da"])


def planning() -> Iterator[Document]:
    """Return phases, tasks, readiness and evaluation."""
    for phase in load("phases")["phases"]:
        yield document("phase", phase["code"], phase["da"], *danish(phase)[1:])
    for task in load("startplan")["tasks"]:
        yield document("task", task["id"], task["da"], task["deliverable"]["da"])
    readiness = load("readiness")
    for gate in readiness["gates"]:
        yield document("gate", gate["id"], gate["da"], gate["why"]["da"])
    for criterion in readiness["criteria"]:
        yield document("criterion", criterion["slug"], criterion["da"], *danish(criterion)[1:])
    for warning in readiness["warnings"]:
        yield document("warning", warning["slug"], warning["da"], *danish(warning)[1:])
    evaluation = load("evaluation")
    for item in evaluation["indicators"]["items"]:
        yield document("indicator", item["slug"], item["da"])
    for item in evaluation["pulse"]["items"]:
        yield document("pulse", item["slug"], item["da"])
    for theme in evaluation["maturity"]["themes"]:
        yield document("maturity", theme["slug"], theme["da"], *danish(theme)[1:])


def law() -> Iterator[Document]:
    """Return rules, periods and procedures."""
    data = load("legal")
    for procedure in data["procedures"]:
        yield document("procedure", procedure["slug"], procedure["da"], *danish(procedure)[1:])
    several = ("who_buys", "other_periods", "standstill", "complaint_periods", "change_rules", "conflict_ladder")
    rules = [
        rule for name in (*several, "conflict_ladder_rules", "housing_finance", "product_duties") for rule in data[name]
    ]
    rules += [*data["counting_rules"]["rules"], data["framework_duration"]]
    rules.append({"id": "standstill-rollover", **data["standstill_rollover"]})
    for rule in rules:
        paragraph = rule.get("paragraph") or ""
        yield document("legal", rule["id"], rule.get("da") or rule["id"], paragraph, *danish(rule))


def register() -> Iterator[Document]:
    """Return the partnerships of the register with their parties and jobs."""
    for one in load("partnerships")["partnerships"]:
        names = [party["name"] for party in one["parties"]] + [job["name"] for job in one["projects"]]
        yield document("partnership", one["slug"], one["name"], *names, *danish(one))
