"""The register as a list: its pages, and how many entries each choice of each filter would give."""

import math
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet, Sum

from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.facts import unpacked
from maskinrum.partnerships.models import KnownJob, Partnership
from maskinrum.partnerships.queries.filtering import DIMENSIONS, Counted, RegisterFilter, in_order, narrowed
from maskinrum.partnerships.queries.register import partnerships

PAGE = 25
_READ = (
    *("slug", "name", "type", "client_kind", "client_name", "status", "is_fictitious", "visibility", "start"),
    *("start_da", "start_en", "term_months", "option_months", "starts_on", "ends_on", "option_ends_on", "works_from"),
    *("works_until", "last_on", "volume_low", "volume_high", "volume_kind", "source_count", "name_note_da"),
    *("party_keys", "joint_estimate__low", "joint_estimate__high", "joint_estimate__kind"),
)


@dataclass(frozen=True)
class Sharing:
    """The entries the viewer may see that a joint estimate was announced for, by id: their names."""

    names: Mapping[uuid.UUID, str]


@dataclass(frozen=True)
class ListPage:
    """One page of rows; ``asked_for`` is the page in the address, which may lie beyond the last."""

    rows: Sequence[Partnership]
    number: int
    pages: int
    asked_for: int
    sharing: Mapping[uuid.UUID, Sharing]


@dataclass(frozen=True)
class Choices:
    """How many real entries each value of each dimension would give with the other filters as they are.

    ``groups`` counts the answering entries by kind of client; ``count`` is their sum. ``examples`` counts the invented
    entries that answer: they are counted nowhere else. ``known`` are the answering ones, by count and stamps.
    """

    counts: Mapping[str, Mapping[str, int]]
    groups: Mapping[str, int]
    without: Mapping[str, int]
    examples: int
    known: Counted

    @property
    def count(self) -> int:
        """How many real entries answer."""
        return self.known.count


def answering(
    viewer: Viewer, asked: RegisterFilter, *, now: datetime, seen: QuerySet[Partnership] | None = None
) -> QuerySet[Partnership]:
    """The entries that the viewer may see and that answer, in order; invented ones only where asked for.

    Here and below ``seen`` are all that the viewer may see, where a page has asked for them already.
    """
    rows = narrowed(partnerships(viewer, now=now) if seen is None else seen, asked)
    return in_order(rows if asked.examples else rows.filter(is_fictitious=False), asked.sort)


def list_page(
    viewer: Viewer,
    asked: RegisterFilter,
    number: int,
    *,
    count: int,
    now: datetime,
    size: int = PAGE,
    seen: QuerySet[Partnership] | None = None,
) -> ListPage:
    """One page of ``count`` answering rows; a page beyond the last is the last."""
    # Sorted by their narrow columns first, so that no database sorts the texts of thousands of entries.
    found = answering(viewer, asked, now=now, seen=seen).values_list("pk", flat=True) if count else ()
    return page_of(viewer, found, number, count=count, now=now, size=size, seen=seen)


def page_of(
    viewer: Viewer,
    ids: Sequence[uuid.UUID] | QuerySet[Any, uuid.UUID],
    number: int,
    *,
    count: int,
    now: datetime,
    size: int = PAGE,
    seen: QuerySet[Partnership] | None = None,
) -> ListPage:
    """One page of the entries with these ``count`` ids, which the viewer may see, in their order."""
    pages = max(1, math.ceil(count / size))
    shown = min(max(1, number), pages)
    places = {one: place for place, one in enumerate(ids[(shown - 1) * size : shown * size])}
    rows = Partnership.objects.filter(pk__in=places).select_related("joint_estimate").only(*_READ)
    ordered = sorted(rows, key=lambda row: places[row.pk])
    return ListPage(ordered, shown, pages, number, sharing_of(viewer, ordered, now=now, seen=seen))


def sharing_of(
    viewer: Viewer, rows: Iterable[Partnership], *, now: datetime, seen: QuerySet[Partnership] | None = None
) -> dict[uuid.UUID, Sharing]:
    """Who shares each joint estimate of the rows, as far as the viewer may see."""
    estimates = {row.joint_estimate_id for row in rows if row.joint_estimate_id}
    found: dict[uuid.UUID, dict[uuid.UUID, str]] = {}
    if estimates:
        all_seen = partnerships(viewer, now=now) if seen is None else seen
        sharing = all_seen.filter(joint_estimate__in=estimates).order_by("name_key", "id")
        for estimate, pk, name in sharing.values_list("joint_estimate", "pk", "name"):
            found.setdefault(estimate, {})[pk] = name
    return {estimate: Sharing(names) for estimate, names in found.items()}


def choices(
    viewer: Viewer, asked: RegisterFilter, *, now: datetime, seen: QuerySet[Partnership] | None = None
) -> Choices:
    """Count the real entries for every choice, in one question for all dimensions."""
    all_seen = partnerships(viewer, now=now) if seen is None else seen
    rows = narrowed(all_seen, asked, without=DIMENSIONS).order_by()
    # By visibility too, as the index of the list begins with it: of the two kinds that a member sees a database would
    # sort every row to put them together.
    columns = ("type", "client_kind", "scope_kinds", "status", "is_fictitious", "visibility")
    cells = rows.values_list(*columns).annotate(count=Count("*"), stamp=Sum("list_stamp"))
    wanted = {name: frozenset(asked.values(name)) for name in DIMENSIONS if asked.values(name)}
    counts: dict[str, Counter[str]] = {name: Counter() for name in DIMENSIONS}
    without, groups, examples, stamps = Counter[str](), Counter[str](), 0, 0
    for kind, client_kind, scope, status, is_fictitious, _visibility, count, stamp in cells:
        values = {"type": (kind,), "client_kind": (client_kind,), "scope": unpacked(scope), "status": (status,)}
        failing = [name for name, some in wanted.items() if some.isdisjoint(values[name])]
        if is_fictitious:
            examples += 0 if failing else count
        elif len(failing) < 2:
            for name in failing or DIMENSIONS:
                without[name] += count
                for value in values[name]:
                    counts[name][value] += count
            if not failing:
                groups[client_kind] += count
                stamps += stamp
    return Choices(counts, groups, without, examples, Counted(sum(groups.values()), stamps))


def jobs_elsewhere() -> QuerySet[KnownJob]:
    """The publicly known jobs that belong to no agreement of the register."""
    return KnownJob.objects.filter(partnership=None)
