"""What the public pages read from the register and the domain data: facts as they stand there, no figure of our own."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from maskinrum.knowledge.queries import published
from maskinrum.knowledge.queries.evidence import evidence_counts
from maskinrum.knowledge.queries.glossary import glossary_terms
from maskinrum.knowledge.queries.recommendations import recommendations
from maskinrum.organisations.permissions import VISITOR, Viewer
from maskinrum.partnerships.enums import Inside
from maskinrum.partnerships.models import JointEstimate, KnownJob, Partnership
from maskinrum.partnerships.queries import partnerships
from maskinrum.shared.domain import load
from maskinrum.shared.partial_dates import first_day, last_day, months_later

STRENGTHS = "ABCD"
JOINT = "joint-fsb-kab-2019"


@dataclass(frozen=True)
class Job:
    """One known job under a partnership, from its first known day to its last."""

    name: str
    homes: int | None
    start: date
    end: date
    source: str


@dataclass(frozen=True)
class Founder:
    """One of the two first partnerships in time, as the register has it; None and "" are what is not known.

    Planning runs up to ``start``, the agreement to ``end``, and the option, whose use is not public, to ``option_end``.
    """

    slug: str
    name: str
    partners: tuple[str, ...]
    planning: date | None
    start: date | None
    start_text: dict[str, str]
    end: date | None
    option_end: date | None
    term_months: int | None
    option_months: int | None
    planning_months: int | None
    jobs: tuple[Job, ...]


@dataclass(frozen=True)
class Founders:
    """The first partnerships, and the estimate that covers them together and must not be split between them."""

    estimate: JointEstimate
    partnerships: tuple[Founder, ...]

    @property
    def note(self) -> dict[str, str]:
        """What the source says of the estimate."""
        return {"da": self.estimate.note_da, "en": self.estimate.note_en}


def founders(*, now: datetime) -> Founders | None:
    """The entries of the register behind the first joint estimate, as a visitor sees them; None when there are none."""
    rows = partnerships(VISITOR, now=now).filter(joint_estimate__slug=JOINT, is_fictitious=False)
    found = list(
        rows.select_related("joint_estimate").prefetch_related("parties", "known_jobs").order_by("starts_on", "slug")
    )
    estimate = found[0].joint_estimate if found else None
    return Founders(estimate, tuple(map(_founder, found))) if estimate else None


def _founder(row: Partnership) -> Founder:
    planning = row.procurement.get("planning_and_tender_months")
    return Founder(
        slug=row.slug,
        name=row.name,
        partners=tuple(party.name for party in row.parties.all()),
        planning=months_later(row.starts_on, -planning) if row.starts_on and planning else None,
        start=row.starts_on,
        start_text={"da": row.start_da or row.start, "en": row.start_en or row.start},
        end=row.ends_on,
        option_end=row.option_ends_on,
        term_months=row.term_months,
        option_months=row.option_months,
        planning_months=planning,
        jobs=tuple(_job(job) for job in row.known_jobs.all() if job.inside == Inside.YES and job.begins and job.ends),
    )


def _job(job: KnownJob) -> Job:
    return Job(job.name, job.homes, first_day(job.begins), last_day(job.ends), job.source_url)


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


def content_counts(viewer: Viewer, *, now: datetime) -> dict[str, int]:
    """Return how much there is today that the viewer may see, without what is made up: as on the lists themselves."""
    made_up = {"organisation__is_fictitious": True}
    return {
        "partnerships": partnerships(viewer, now=now).filter(is_fictitious=False).count(),
        "experiences": published(viewer, now=now).exclude(**made_up).exclude(source_url="").count(),
        "recommendations": recommendations(viewer, now=now).exclude(**made_up).count(),
        "evidence": sum(number for _letter, number in evidence_by_strength()),
        "terms": len(glossary_terms()),
    }


def evidence_by_strength() -> list[tuple[str, int]]:
    """Return each strength with its number of rows in force, A first, a sign counted under its letter."""
    counted = evidence_counts()["strength"]
    return [(letter, counted[letter]) for letter in STRENGTHS]
