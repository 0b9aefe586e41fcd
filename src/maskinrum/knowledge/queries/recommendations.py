"""Reads of recommendations, and of everything that is known about a theme."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.knowledge.enums import EvidenceSide, Strength
from maskinrum.knowledge.facts.recommendations import RecommendationFacts
from maskinrum.knowledge.facts.strength import strength_of
from maskinrum.knowledge.models import Experience, Recommendation, RecommendationEvidence, RecommendationVersion
from maskinrum.knowledge.queries.experiences import in_order, published
from maskinrum.knowledge.queries.tools import tools
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import visible_to
from maskinrum.partnerships.queries import partnerships


@dataclass(frozen=True)
class Weighed:
    """A recommendation with what speaks for and against it, as far as the viewer may read that."""

    row: Recommendation
    support: list[Experience]
    counter: list[Experience]

    @property
    def strength(self) -> Strength:
        """How well it stands on these."""
        return strength_of(_stands_on(self.support), _stands_on(self.counter))


def _stands_on(rows: Iterable[Experience]) -> list[tuple[str, str]]:
    return [(row.evidence, row.source_label) for row in rows]


def recommendations(viewer: Viewer, *, now: datetime) -> QuerySet[Recommendation]:
    """The recommendations that the viewer may read."""
    return visible_to(viewer, Recommendation.objects.all(), now=now)


def recommendation(viewer: Viewer, key: str, *, now: datetime) -> Recommendation:
    """One of them, or Http404 for one that is not there and, alike, for one that the viewer may not read."""
    return get_object_or_404(recommendations(viewer, now=now).select_related("organisation"), key=key)


def recommendations_on(viewer: Viewer, row: Experience, *, now: datetime) -> QuerySet[Recommendation]:
    """The recommendations that an experience supports or speaks against, as far as the viewer may read them."""
    told = RecommendationEvidence.objects.filter(experience=row).values("recommendation")
    return recommendations(viewer, now=now).filter(pk__in=told).order_by("statement", "id")


def weighed(viewer: Viewer, rows: Sequence[Recommendation], *, now: datetime) -> list[Weighed]:
    """These with their experiences, in two questions however many there are."""
    told = RecommendationEvidence.objects.filter(recommendation__in=[row.pk for row in rows]).order_by("position", "id")
    links = list(told)
    readable = published(viewer, now=now).select_related("organisation").in_bulk([link.experience_id for link in links])

    def side(row: Recommendation, which: EvidenceSide) -> list[Experience]:
        chosen = [link for link in links if link.recommendation_id == row.pk and link.side == which]
        return [readable[link.experience_id] for link in chosen if link.experience_id in readable]

    return [Weighed(row, side(row, EvidenceSide.SUPPORT), side(row, EvidenceSide.COUNTER)) for row in rows]


def recommendation_facts(row: Recommendation) -> RecommendationFacts:
    """The content of a stored recommendation."""
    links = list(row.evidence.select_related("experience").order_by("position", "id"))

    def keys(which: EvidenceSide) -> tuple[str, ...]:
        return tuple(link.experience.key for link in links if link.side == which)

    return RecommendationFacts(
        statement=row.statement,
        statement_en=row.statement_en,
        reasons=row.reasons,
        caveat=row.caveat,
        reasons_en=row.reasons_en,
        caveat_en=row.caveat_en,
        phase=row.phase,
        themes=tuple(row.theme_codes.split()),
        owner_role=row.owner_role,
        visibility=row.visibility,
        review_months=row.review_months,
        support=keys(EvidenceSide.SUPPORT),
        counter=keys(EvidenceSide.COUNTER),
    )


def versions_told(row: Recommendation) -> list[RecommendationVersion]:
    """What it said before, newest first. Ask only of one that the viewer may read."""
    return list(row.versions.select_related("organisation").order_by("-revision"))


def theme_experiences(viewer: Viewer, code: str, *, now: datetime, today: date) -> list[Experience]:
    """The published experiences of a theme that the viewer may read, in the order of the list."""
    rows = published(viewer, now=now).filter(theme_codes__contains=code)
    return list(in_order(rows, today=today).select_related("organisation"))


def partnerships_behind(viewer: Viewer, rows: Iterable[Experience], *, now: datetime) -> int:
    """How many partnerships of those that the viewer may see these experiences come from."""
    keys = {row.partnership_id for row in rows} - {None}
    return partnerships(viewer, now=now).filter(pk__in=keys).count() if keys else 0


@dataclass(frozen=True)
class ThemeCounts:
    """How many of each kind a theme has, by its code."""

    experiences: Counter[str]
    recommendations: Counter[str]
    tools: Counter[str]


def theme_counts(viewer: Viewer, *, now: datetime) -> ThemeCounts:
    """How much is known of each theme, in three questions."""

    def count(codes: Iterable[str]) -> Counter[str]:
        return Counter(code for line in codes for code in line.split())

    return ThemeCounts(
        count(published(viewer, now=now).order_by().values_list("theme_codes", flat=True)),
        count(recommendations(viewer, now=now).order_by().values_list("theme_codes", flat=True)),
        count(tools(viewer, now=now).order_by().values_list("theme_codes", flat=True)),
    )
