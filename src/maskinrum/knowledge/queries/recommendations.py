"""Reads of recommendations, and of everything that is known about a theme."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.knowledge.enums import Effect, EvidenceSide, Strength
from maskinrum.knowledge.facts.recommendations import RecommendationFacts
from maskinrum.knowledge.facts.strength import strength_of
from maskinrum.knowledge.models import Experience, Recommendation, RecommendationEvidence
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


@dataclass(frozen=True)
class Side:
    """The experiences of a theme that went one way: how many, and the first of them in the order of the list."""

    count: int
    rows: list[Experience]


@dataclass(frozen=True)
class Told:
    """What is told of a theme: how many experiences, from which phases, how many partnerships, and by side.

    ``behind`` counts partnerships that the viewer may see; ``is_answered`` says that one experience counters another.
    """

    count: int
    phases: frozenset[str]
    behind: int
    is_answered: bool
    good: Side
    bad: Side
    open: Side


def told_of_theme(viewer: Viewer, code: str, *, now: datetime, today: date, most: int) -> Told:
    """The published experiences of a theme that the viewer may read; of each side ``most`` are read whole."""
    rows = in_order(published(viewer, now=now).filter(theme_codes__contains=code), today=today)
    found = list(rows.values_list("pk", "effect", "phase", "partnership", "counter_to"))
    clear = (Effect.POSITIVE, Effect.NEGATIVE)
    sides = [[pk for pk, given, *_ in found if given == effect] for effect in clear]
    sides.append([pk for pk, given, *_ in found if given not in clear])
    first = [pk for keys in sides for pk in keys[:most]]
    whole = {row.pk: row for row in Experience.objects.filter(pk__in=first).select_related("organisation")}
    good, bad, undecided = (Side(len(keys), [whole[pk] for pk in keys[:most] if pk in whole]) for keys in sides)
    keys = {partnership for *_, partnership, _counter in found if partnership}
    return Told(
        count=len(found),
        phases=frozenset(phase for _pk, _effect, phase, *_ in found),
        behind=partnerships(viewer, now=now).filter(pk__in=keys).count() if keys else 0,
        is_answered=any(counter for *_, counter in found),
        good=good,
        bad=bad,
        open=undecided,
    )


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
