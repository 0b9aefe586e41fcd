"""Reads of what the index has still to follow, and of what was searched for in vain."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum

from maskinrum.search.models import IndexChange, SiteSynonym, UnansweredSearch

KEPT = timedelta(days=90)
GIVEN_UP_AFTER = 6  # attempts, which are made within an hour
_SPACE = re.compile(r"\s+")


def waiting_changes(now: datetime) -> QuerySet[IndexChange]:
    """The changes that can be written to the index now, oldest first."""
    return IndexChange.objects.filter(not_before__lte=now).order_by("id")


def waiting_since() -> datetime | None:
    """When the oldest change was noted that the index does not have yet."""
    return IndexChange.objects.order_by("id").values_list("noted_at", flat=True).first()


def waiting_things(kinds: Collection[str]) -> set[tuple[str, str]]:
    """The things of these kinds, by kind and id, of which the index does not have the last change yet.

    What could not be made into a document again and again is not waited for.
    """
    rows = IndexChange.objects.filter(kind__in=kinds, attempts__lt=GIVEN_UP_AFTER).order_by()
    return set(rows.values_list("kind", "item").distinct())


def failed_changes() -> QuerySet[IndexChange]:
    """The changes that could not be made into a document when it was last tried."""
    return IndexChange.objects.filter(attempts__gt=0)


@dataclass(frozen=True)
class Unanswered:
    """Words that were searched for in vain, how often, and when last."""

    words: str
    times: int
    last: date


def unanswered(now: datetime) -> list[Unanswered]:
    """What at least two senders have searched for in vain, what most have searched for first."""
    rows = UnansweredSearch.objects.exclude(words="").filter(day__gte=(now - KEPT).date())
    found = rows.order_by().values("words").annotate(sum=Sum("times"), last=Max("day"))
    return [Unanswered(row["words"], row["sum"], row["last"]) for row in found.order_by("-sum", "-last", "words")]


def unanswered_called(words: str) -> UnansweredSearch | None:
    """One of the days on which these words were searched for in vain."""
    return UnansweredSearch.objects.exclude(words="").filter(words=words).first()


def normalised(text: str) -> str:
    """The same words in one way of writing."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _SPACE.sub(" ", "".join(one if one.isalnum() or one in "&+-@:/" else " " for one in plain)).strip()


def searches_naming(person: Any) -> QuerySet[UnansweredSearch]:
    """The searches for a person's name."""
    name = normalised(person.name)
    return UnansweredSearch.objects.filter(words__contains=name) if name else UnansweredSearch.objects.none()


def old_unanswered(now: datetime) -> QuerySet[UnansweredSearch]:
    """The searches that have been kept long enough."""
    return UnansweredSearch.objects.filter(day__lt=(now - KEPT).date())


def site_synonyms() -> QuerySet[SiteSynonym]:
    """The words that the secretariat has added to the thesaurus."""
    return SiteSynonym.objects.all()


def synonyms_version() -> tuple[int, datetime | None]:
    """What differs whenever a word was added or removed since: how many there are, and when the last was added."""
    found = SiteSynonym.objects.aggregate(count=Count("pk"), last=Max("added_at"))
    return found["count"], found["last"]
