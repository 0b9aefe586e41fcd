"""The register from the parties' side: who takes part in how many of the entries that the viewer may see."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db.models import Aggregate, Count, F, Q, QuerySet, Sum, TextField, Value

from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import Discipline, SourceLabel
from maskinrum.partnerships.facts.recounting import recounted
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries.filtering import (
    REMEMBERED,
    Counted,
    Entries,
    PartyChoice,
    RegisterFilter,
    narrowed,
)
from maskinrum.partnerships.queries.register import partnerships, partnerships_now

Texts = str
"""The ``party_keys`` of entries, one a line; of none it is empty."""

HEX = 32  # figures of an id in ``party_keys``
_AS_CONTRACTOR = f".{Discipline.CONTRACTOR}."
MOST_CHOICES = 25


class Joined(Aggregate):
    """Texts of many rows as one, a line each: thousands of rows cost more to fetch than what they say."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """PostgreSQL has another word for it."""
        return self.as_sql(compiler, connection, function="STRING_AGG", **extra)


class Kin:
    """Mergers and corporate groups, by the hexadecimal ids that stand in ``party_keys``.

    ``carriers`` leads from a merged organisation to the one that carries on, ``groups`` from a company to its group,
    ``addresses`` from the address of a merged one to who carries on.
    Equal ones are interchangeable, so that what is counted with them can be remembered.
    """

    def __init__(
        self, carriers: Mapping[str, str], groups: Mapping[str, str], slugs: Mapping[str, str] | None = None
    ) -> None:
        self.carriers, self.groups = dict(carriers), dict(groups)
        self.addresses = {slug: carriers[one] for slug, one in (slugs or {}).items()}
        self._key = (frozenset(carriers.items()), frozenset(groups.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kin) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def counted(self, ids: Iterable[str]) -> set[str]:
        """All that an entry with these parties counts for: who carries them on, and their groups."""
        own = {self.carriers.get(one, one) for one in ids}
        return own | {self.groups[one] for one in own & self.groups.keys()}

    def root(self, one: str) -> str:
        """The group of an organisation, or itself where it belongs to none."""
        carrier = self.carriers.get(one, one)
        return self.groups.get(carrier, carrier)

    def members(self, one: str) -> frozenset[uuid.UUID]:
        """All organisations whose part counts for this one: itself, its companies, and who was merged into them."""
        ids = {one} | {company for company, group in self.groups.items() if group == one}
        ids |= {merged for merged, carrier in self.carriers.items() if carrier in ids}
        return frozenset(uuid.UUID(hex=each) for each in ids)


def kin() -> Kin:
    """Read the mergers and groups there are; few organisations have either."""
    rows = Organisation.objects.filter(Q(group__isnull=False) | Q(merged_into__isnull=False))
    carriers, groups, slugs = {}, {}, {}
    for pk, group, carrier, slug in rows.order_by().values_list("pk", "group", "merged_into", "slug"):
        if carrier:
            carriers[pk.hex], slugs[slug] = carrier.hex, pk.hex
        elif group:
            groups[pk.hex] = group.hex
    return Kin({one: _end_of(carriers, one) for one in carriers}, groups, slugs)


def _end_of(carriers: Mapping[str, str], one: str) -> str:
    """Who carries on at the end of a chain of mergers; a chain that bites its tail ends where it began."""
    seen = {one}
    while carriers[one] in carriers and carriers[one] not in seen:
        one = carriers[one]
        seen.add(one)
    return carriers[one]


def party_texts(
    viewer: Viewer,
    asked: RegisterFilter,
    *,
    now: datetime,
    examples: bool = False,
    known: Counted | None = None,
    seen: QuerySet[Partnership] | None = None,
) -> Texts:
    """The ``party_keys`` of the entries that answer, whoever is asked for among the parties; without invented ones.

    ``known`` is given where they have been counted already, ``seen`` where all that the viewer may see is known.
    """
    all_seen = partnerships(viewer, now=now) if seen is None else seen
    rows = narrowed(all_seen, asked, without={"party"}).order_by()
    rows = rows if examples else rows.filter(is_fictitious=False)
    if known is None:
        found = rows.aggregate(count=Count("*"), stamp=Sum("list_stamp", default=0))
        known = Counted(found["count"], found["stamp"])
    return texts_of(Entries(known, rows))


@lru_cache(maxsize=REMEMBERED)
def texts_of(entries: Entries) -> Texts:
    """The ``party_keys`` of entries. The last are remembered: to read those of thousands takes as long as the page."""
    found: dict[str, str | None] = entries.rows.aggregate(texts=Joined(F("party_keys"), Value("\n")))
    return found["texts"] or ""


@lru_cache(maxsize=REMEMBERED)
@recounted
def party_counts(texts: Texts, related: Kin) -> Counter[str]:
    """In how many of the entries each organisation and each group takes part, by hexadecimal id.

    The same entries count the same, whoever sees them: the last counts are remembered, and must not be changed.
    """
    kindred = related.carriers.keys() | related.groups.keys()
    entries = ({part[:HEX] for part in text.split()} for text in texts.splitlines())
    return Counter(chain.from_iterable(ids if kindred.isdisjoint(ids) else related.counted(ids) for ids in entries))


def party_choices(texts: Texts, chosen: PartyChoice | None, related: Kin) -> tuple[list[tuple[PartyChoice, int]], int]:
    """The parties that most entries have, the chosen one among them, by name; and how many parties more there are.

    Each comes with the number of entries it would give.
    """
    counts = party_counts(texts, related)
    most = dict(counts.most_common(MOST_CHOICES))
    if chosen:
        most.setdefault(chosen.key, counts[chosen.key])
    found = Organisation.objects.filter(pk__in=most).order_by("name", "id").only("slug", "name")
    offered = [(chosen_party(one, related), counts[one.pk.hex]) for one in found]
    return offered, max(0, len(counts) - len(offered))


def chosen_party(one: Organisation, related: Kin) -> PartyChoice:
    """An organisation as a party to look for, with all whose part counts for it."""
    key = one.pk.hex
    return PartyChoice(one.slug, one.name, key, related.members(key), key in related.groups.values())


def carrying(slug: str, related: Kin) -> Organisation:
    """The organisation with this address or the one that carries it on, with its group; where there is none, nobody.

    Nobody takes part in nothing: to find that out takes as long as of somebody whom the viewer may not see.
    """
    carrier = related.addresses.get(slug)
    rows = Organisation.objects.select_related("group").order_by()
    return rows.filter(**{"pk": carrier} if carrier else {"slug": slug}).first() or Organisation()


def party_choice(viewer: Viewer, slug: str, *, now: datetime, related: Kin | None = None) -> PartyChoice | None:
    """The party with this address, or None when the viewer may see no entry it takes part in."""
    related = related or kin()
    if not slug:
        return None
    choice = chosen_party(carrying(slug, related), related)
    is_seen = narrowed(partnerships(viewer, now=now), RegisterFilter(party=choice)).exists()
    return choice if is_seen else None


@dataclass(frozen=True)
class Concentration:
    """In how many of ``count`` real entries the contractor that is in most of them takes part as such.

    ``confirmed`` counts those where a public source names it, ``known`` those that are not confirmed besides.
    """

    slug: str
    name: str
    is_group: bool
    confirmed: int
    known: int
    count: int

    @property
    def share(self) -> float:
        """The part of all entries it takes part in, of which a source names it."""
        return self.confirmed / self.count if self.count else 0.0


def concentration(texts: Texts, related: Kin) -> Concentration | None:
    """Whoever is contractor in most of the entries with these parties, companies of a group counted as one."""
    most = _most_frequent(texts, related)
    if most is None:
        return None
    first, confirmed, known = most
    one = Organisation.objects.get(pk=first)
    is_group = first in related.groups.values()
    return Concentration(one.slug, one.name, is_group, confirmed, known, texts.count("\n") + 1)


@lru_cache(maxsize=REMEMBERED)
def _most_frequent(texts: Texts, related: Kin) -> tuple[str, int, int] | None:
    """Who it is, in how many it is confirmed, and in how many at all."""
    counts = _contractor_counts(texts, related)
    known = {one: count for (one, is_confirmed), count in counts.items() if not is_confirmed}
    if not known:
        return None
    first = max(known, key=lambda one: (counts[one, True], known[one], one))
    return first, counts[first, True], known[first]


@recounted
def _contractor_counts(texts: Texts, related: Kin) -> Counter[tuple[str, bool]]:
    """In how many entries each group or organisation is contractor at all (False), and is confirmed as one (True)."""
    counts = Counter[tuple[str, bool]]()
    alone: list[tuple[str, str]] = []  # nearly every entry has one contractor: these are counted all at once
    for text in texts.splitlines():
        found = _contractors(text)
        if len(found) == 1:
            alone += found
            continue
        counts.update({(related.root(one), False) for one, _label in found})
        counts.update({(related.root(one), True) for one, label in found if label == SourceLabel.FACT})
    for (one, label), count in Counter(alone).items():
        root = related.root(one)
        counts[root, False] += count
        if label == SourceLabel.FACT:
            counts[root, True] += count
    return counts


def _contractors(text: str) -> list[tuple[str, str]]:
    """Who is contractor, and how well that is known."""
    found, place = [], text.find(_AS_CONTRACTOR)
    while place >= 0:
        after = place + len(_AS_CONTRACTOR)
        found.append((text[place - HEX : place], text[after : after + 1]))
        place = text.find(_AS_CONTRACTOR, after)
    return found


@dataclass(frozen=True)
class Participant:
    """An organisation that is a party to entries the viewer may see, or the group of one that is."""

    slug: str
    name: str
    kind: str
    group: str
    count: int
    is_group: bool
    disciplines: tuple[str, ...] = field(default=())
    has_unknown_discipline: bool = False


def participants(viewer: Viewer, *, now: datetime, examples: bool = False) -> list[Participant]:
    """Everybody who is a party to an entry that the viewer may see, those in most entries first.

    Invented entries count only with ``examples``. Who was merged counts for the one that carries on.
    """
    related = kin()
    seen = partnerships_now(viewer, now=now)
    texts = party_texts(viewer, RegisterFilter(), now=now, examples=examples, seen=seen)
    counts = party_counts(texts, related)
    return _participants(counts, _disciplines(texts, related), related)


@lru_cache(maxsize=REMEMBERED)
def _disciplines(texts: Texts, related: Kin) -> Mapping[str, set[str]]:
    """What each organisation and group does in any of the entries."""
    disciplines: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = defaultdict(set)
    for party in _words(texts, None):
        own[party[:HEX]].add(party[HEX + 1 : party.rindex(".")])
    for organisation, found in own.items():
        for one in related.counted([organisation]):
            disciplines[one] |= found
    return disciplines


@recounted
def _words(texts: Texts, _nothing: None) -> Counter[str]:
    """Who does what, as it stands in the texts, and how often."""
    return Counter(texts.split())


def _participants(counts: Counter[str], disciplines: Mapping[str, set[str]], related: Kin) -> list[Participant]:
    names = {pk.hex: (slug, name, kind) for pk, slug, name, kind in _named(counts)}
    order = list(Discipline)
    groups = set(related.groups.values())
    found = [
        Participant(
            slug=slug,
            name=name,
            kind=kind,
            group=names[related.groups[one]][1] if one in related.groups else "",
            count=counts[one],
            is_group=one in groups,
            disciplines=tuple(each for each in order if each in disciplines[one]),
            has_unknown_discipline="" in disciplines[one],
        )
        for one, (slug, name, kind) in names.items()
    ]
    return sorted(found, key=lambda each: (-each.count, each.name.casefold(), each.slug))


def _named(counts: Mapping[str, int]) -> Iterable[tuple[uuid.UUID, str, str, str]]:
    ids = [uuid.UUID(hex=one) for one in counts]
    return Organisation.objects.filter(pk__in=ids).values_list("pk", "slug", "name", "kind")
