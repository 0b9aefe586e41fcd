"""What the public pages read from the domain data: facts as they stand there, never a figure of their own."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from maskinrum.shared.domain import load, load_table, read_text
from maskinrum.shared.partial_dates import first_day, last_day, months_later, start_date

JOINT = "joint-fsb-kab-2019"


@dataclass(frozen=True)
class Job:
    """One known job of a partnership; dates are whole years or months as the source gives them."""

    name: str
    homes: int | None
    start: date
    end: date
    source: str


@dataclass(frozen=True)
class Founder:
    """One of the two first partnerships in time.

    Planning runs up to ``start``, the agreement to ``end``, and the option, whose use is not public, to ``option_end``.
    """

    name: str
    partners: tuple[str, ...]
    planning: date
    start: date
    start_text: dict[str, str]
    end: date
    option_end: date
    term_months: int
    option_months: int
    planning_months: int
    jobs: tuple[Job, ...]


def joint_estimate() -> dict[str, Any]:
    """Return the estimate that covers both founders together and must not be split between them."""
    found: dict[str, Any] = next(each for each in load("partnerships")["joint_estimates"] if each["id"] == JOINT)
    return found


def founders() -> list[Founder]:
    """Return the partnerships behind the joint estimate, in its order."""
    register = {each["slug"]: each for each in load("partnerships")["partnerships"]}
    return [_founder(register[slug]) for slug in joint_estimate()["partnerships"]]


def _founder(entry: dict[str, Any]) -> Founder:
    start = start_date(entry["start"], entry["start_text"]["en"])
    end = months_later(start, entry["term_months"])
    planning = entry["procurement"]["planning_and_tender_months"]
    return Founder(
        name=entry["name"],
        partners=tuple(party["name"] for party in entry["parties"]),
        planning=months_later(start, -planning),
        start=start,
        start_text=entry["start_text"],
        end=end,
        option_end=months_later(end, entry["option_months"]),
        term_months=entry["term_months"],
        option_months=entry["option_months"],
        planning_months=planning,
        jobs=tuple(_job(job) for job in entry["projects"] if job["source"] in inside_sources()),
    )


def _job(entry: dict[str, Any]) -> Job:
    start, end = entry["works"].split("/")
    return Job(entry["name"], entry["homes"], first_day(start), last_day(end), entry["source"])


def inside_sources() -> set[str]:
    """Return the sources of the known jobs that are carried out under a partnership, not beside it."""
    return {row["source_url"] for row in load_table("real_portfolio_known_jobs") if row["inside_partnership"] == "yes"}


def three_experiences() -> list[dict[str, Any]]:
    """Return three cards worth knowing before a choice: two facts and one claim by a party, from three partnerships.

    They are the first such cards of the phase where the choice is made (F1), in the order of the domain data.
    """
    cards = [card for card in load("demo_experiences")["experiences"] if card["phase"] == "F1" and card["partnership"]]
    claim = next(card for card in cards if card["source"]["label"] == "S")
    facts: dict[str, dict[str, Any]] = {claim["partnership"]: claim}
    for card in cards:
        if card["source"]["label"] == "F":
            facts.setdefault(card["partnership"], card)
    return [card | {"partnership_name": partnership_name(slug)} for slug, card in list(facts.items())[:3]]


def partnership_name(slug: str) -> str:
    """Return the name of a partnership by its slug."""
    return next(str(each["name"]) for each in load("partnerships")["partnerships"] if each["slug"] == slug)


def content_counts() -> dict[str, int]:
    """Return how much content ships: partnerships, experiences, recommendations, evidence rows, terms, vocabulary."""
    demo = load("demo_experiences")
    return {
        "partnerships": len(load("partnerships")["partnerships"]),
        "experiences": len(demo["experiences"]),
        "recommendations": len(demo["recommendations"]),
        "evidence": len(load_table("evidence")),
        "terms": len(demo["glossary"]),
    }


def evidence_by_strength() -> list[tuple[str, int]]:
    """Return each strength of evidence with its number of rows, A first, a sign counted under its letter."""
    counts = Counter(row["strength"][0] for row in load_table("evidence"))
    return sorted(counts.items())


def glossary_terms() -> list[dict[str, Any]]:
    """Return the glossary in alphabetical order, each term with the other words that mean the same."""
    synonyms = _synonyms()
    terms = [term | {"synonyms": synonyms.get(term["thesaurus"], [])} for term in load("demo_experiences")["glossary"]]
    return sorted(terms, key=lambda term: str(term["term"]).casefold())


def _synonyms() -> dict[str, list[str]]:
    groups = (line.split("|") for line in read_text("thesaurus.txt").splitlines() if line and not line.startswith("#"))
    return {
        group[0].strip(): [word.strip() for word in group[1].split(";") if word.strip() and "[" not in word]
        for group in groups
    }
