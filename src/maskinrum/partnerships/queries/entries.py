"""One entry of the register, or a few side by side, with all that stands on them that the viewer may see."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer, can_manage_network
from maskinrum.partnerships.facts import PartnershipFacts
from maskinrum.partnerships.facts.listing import sort_key
from maskinrum.partnerships.models import CallOffRight, JointEstimate, Partnership, PartnershipChange, Party
from maskinrum.partnerships.queries.register import partnership_facts, partnerships
from maskinrum.partnerships.queries.shipped import shipped_partnerships
from maskinrum.shared.figures import volume


@dataclass(frozen=True)
class Neighbour:
    """Another entry that the viewer may see: its address and its name."""

    slug: str
    name: str


@dataclass(frozen=True)
class Estimate:
    """A joint estimate, and the entries the viewer may see that it was announced for."""

    row: JointEstimate
    shared_by: tuple[Neighbour, ...]


@dataclass(frozen=True)
class Provenance:
    """Where one field of an entry was last read: empty ``url`` means one of the entry's own sources."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Entry:
    """A partnership as one viewer sees it. ``provenance`` maps changed fields to their sources, "" to the entry's."""

    row: Partnership
    facts: PartnershipFacts
    joint: Estimate | None
    also_in: tuple[Estimate, ...]
    successor: Neighbour | None
    predecessors: tuple[Neighbour, ...]
    provenance: Mapping[str, Provenance]

    def source_of(self, field: str) -> Provenance:
        """Where the value of a field was last read."""
        return self.provenance.get(field) or self.provenance[""]


def entry(viewer: Viewer, slug: str, *, now: datetime) -> Entry:
    """One entry, or Http404 for one that does not exist and, alike, for one that the viewer may not see."""
    found = entries(viewer, [slug], now=now)
    if not found:
        raise Http404
    return found[0]


@dataclass(frozen=True)
class Stored:
    """An entry as it is stored, for changing it, without what only its page tells."""

    row: Partnership
    facts: PartnershipFacts


def stored_entry(viewer: Viewer, slug: str, *, now: datetime) -> Stored:
    """One entry, or Http404 as ``entry``."""
    row = _with_facts(partnerships(viewer, now=now).filter(slug=slug)).first()
    if row is None:
        raise Http404
    return Stored(row, partnership_facts(row))


def entries(viewer: Viewer, slugs: Sequence[str], *, now: datetime) -> list[Entry]:
    """The entries with these addresses that the viewer may see, in the order given; the others are left out."""
    seen = partnerships(viewer, now=now)
    rows = {row.slug: row for row in _whole(seen.filter(slug__in=slugs))}
    chosen = [rows[slug] for slug in dict.fromkeys(slugs) if slug in rows]
    sharing = _sharing(chosen, seen)
    following = [row.succeeded_by_id for row in chosen if row.succeeded_by_id]
    neighbours = seen.only("slug", "name", "succeeded_by")
    successors = {row.pk: row for row in neighbours.filter(pk__in=following)} if following else {}
    predecessors = list(neighbours.filter(succeeded_by__in=[row.pk for row in chosen]))
    return [
        Entry(
            row=row,
            facts=partnership_facts(row),
            joint=sharing.get(row.joint_estimate_id) if row.joint_estimate_id else None,
            also_in=tuple(sharing[estimate.pk] for estimate in row.also_in.all()),
            successor=_neighbour(successors.get(row.succeeded_by_id)) if row.succeeded_by_id else None,
            predecessors=tuple(Neighbour(one.slug, one.name) for one in predecessors if one.succeeded_by_id == row.pk),
            provenance=_provenance(row),
        )
        for row in chosen
    ]


def _whole(rows: QuerySet[Partnership]) -> QuerySet[Partnership]:
    parties = Party.objects.select_related("organisation")
    return _with_facts(rows.select_related("organisation")).prefetch_related(Prefetch("parties", parties), "history")


def _with_facts(rows: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """The rows with all that ``partnership_facts`` reads but the parties, which it reads by themselves."""
    rights = CallOffRight.objects.select_related("organisation", "department")
    return rows.select_related("joint_estimate", "succeeded_by").prefetch_related(
        "known_jobs", "sources", "also_in", Prefetch("call_off_rights", rights)
    )


def _neighbour(row: Partnership | None) -> Neighbour | None:
    return Neighbour(row.slug, row.name) if row else None


def _sharing(rows: Sequence[Partnership], seen: QuerySet[Partnership]) -> dict[uuid.UUID, Estimate]:
    estimates = {row.joint_estimate for row in rows if row.joint_estimate}
    estimates |= {estimate for row in rows for estimate in row.also_in.all()}
    if not estimates:
        return {}
    own = seen.filter(joint_estimate__in=estimates).values_list("joint_estimate", "slug", "name")
    besides = seen.filter(also_in__in=estimates).values_list("also_in", "slug", "name")
    by_estimate: dict[uuid.UUID, list[Neighbour]] = {estimate.pk: [] for estimate in estimates}
    for key, slug, name in [*own, *besides]:
        by_estimate[key].append(Neighbour(slug, name))
    return {estimate.pk: Estimate(estimate, tuple(by_estimate[estimate.pk])) for estimate in estimates}


def _provenance(row: Partnership) -> dict[str, Provenance]:
    """The last change that touched each field; what was never changed rests on the sources of the entry."""
    found: dict[str, Provenance] = {}
    changes = sorted(row.history.all(), key=lambda change: change.revision)
    first = next((source.label for source in row.sources.all()), changes[0].source_label if changes else "I")
    for change in changes[1:]:
        found |= dict.fromkeys(change.changes, Provenance(change.source_label, change.source_url))
    return found | {"": Provenance(first)}


def ships(slug: str) -> bool:
    """Whether an entry comes from the public data that ship with the product; such an entry is always open."""
    return slug in shipped_partnerships()


def changes_since(row: Partnership, revision: int) -> set[str]:
    """The fields that others have changed since a revision."""
    later = row.history.filter(revision__gt=revision).values_list("changes", flat=True)
    return {field for changes in later for field in changes}


@dataclass(frozen=True)
class Hand:
    """Who made a change; the person only for those who may know.

    Without an organisation it was whoever runs the site: by the data that ship where ``is_published``.
    """

    organisation: str
    person: str
    is_published: bool


def changes_of(row: Partnership) -> QuerySet[PartnershipChange]:
    """The history of an entry that the viewer may see, newest first."""
    return row.history.select_related("organisation").order_by("-revision")


def hands(viewer: Viewer, row: Partnership, changes: Iterable[PartnershipChange]) -> dict[uuid.UUID, Hand]:
    """Who made each change; people's names only of the viewer's own organisation, and for the secretariat."""
    made = list(changes)
    named = {change.by for change in made if _may_know(viewer, change)}
    people = dict(Person.objects.filter(pk__in=named, erased_at__isnull=True).values_list("pk", "name"))
    return {
        change.pk: Hand(
            organisation=change.organisation.name if change.organisation else "",
            person=people.get(change.by, "") if change.by else "",
            is_published=change.by is None and change.organisation_id is None and ships(row.slug),
        )
        for change in made
    }


def _may_know(viewer: Viewer, change: PartnershipChange) -> bool:
    own = viewer.organisation is not None and viewer.organisation == change.organisation_id
    return change.by is not None and (own or can_manage_network(viewer))


def entry_names(viewer: Viewer, slugs: Iterable[str], *, now: datetime) -> dict[str, str]:
    """The names of the entries with these addresses that the viewer may see."""
    return dict(partnerships(viewer, now=now).filter(slug__in=set(slugs)).values_list("slug", "name"))


def entries_called(viewer: Viewer, words: str, *, now: datetime, most: int) -> list[Neighbour]:
    """At most ``most`` entries that the viewer may see whose name or client has these words in it, by name."""
    rows = partnerships(viewer, now=now)
    if words:
        key = sort_key(words)
        # Letters that no key knows (say, Greek) must not find everything.
        rows = rows.filter(Q(name_key__contains=key) | Q(client_key__contains=key)) if key else rows.none()
    return [Neighbour(row.slug, row.name) for row in rows.only("slug", "name")[:most]]


def joint_estimate_choices(viewer: Viewer, *, now: datetime) -> list[tuple[str, str]]:
    """The joint estimates of entries that the viewer may see, by address: whose each is among those, and its size."""
    names: dict[uuid.UUID, list[str]] = {}
    for entries, estimate in (
        (Q(joint_estimate__isnull=False), "joint_estimate"),
        (Q(also_in__isnull=False), "also_in"),
    ):
        seen = partnerships(viewer, now=now).filter(entries).order_by("name", "pk")
        for key, name in seen.values_list(estimate, "name"):
            names.setdefault(key, []).append(name)
    rows = JointEstimate.objects.filter(pk__in=names)
    return [(row.slug, f"{', '.join(dict.fromkeys(names[row.pk]))}: {volume(row.high)}") for row in rows]
