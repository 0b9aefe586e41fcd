"""One party of the register: what it takes part in, with whom, and which jobs came of it."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.http import Http404

from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import Inside, SourceLabel
from maskinrum.partnerships.facts import PartyKey, read_parties
from maskinrum.partnerships.models import KnownJob
from maskinrum.partnerships.queries.filtering import (
    DEFAULT_SORT,
    Counted,
    Entries,
    PartyChoice,
    RegisterFilter,
    in_order,
    narrowed,
)
from maskinrum.partnerships.queries.listing import ListPage, page_of
from maskinrum.partnerships.queries.parties import (
    Kin,
    carrying,
    chosen_party,
    kin,
    party_counts,
    texts_of,
)
from maskinrum.partnerships.queries.register import partnerships_now
from maskinrum.partnerships.queries.totals import Totals, volumes_of

MOST_OTHERS = 12
MOST_JOBS = 25


@dataclass(frozen=True)
class Part:
    """How often a party takes part in a discipline (empty: not known); ``confirmed`` where a public source says so."""

    discipline: str
    count: int
    confirmed: int


@dataclass(frozen=True)
class Other:
    """An organisation it takes part with, or a company of the group, and in how many entries."""

    slug: str
    name: str
    count: int


@dataclass(frozen=True)
class Participation:
    """A party as one viewer sees it. ``roles`` maps the id of an entry on the page to what the party is in it.

    ``count`` and ``confirmed`` are of its entries, ``of`` counts the whole register that the viewer may see.
    """

    organisation: Organisation
    is_group: bool
    count: int
    confirmed: int
    of: int
    parts: Sequence[Part]
    companies: Sequence[Other]
    others: Sequence[Other]
    page: ListPage
    roles: Mapping[uuid.UUID, Sequence[PartyKey]]
    jobs: Sequence[KnownJob]
    job_count: int
    own: Totals
    whole: Totals


def participation(viewer: Viewer, slug: str, number: int, *, now: datetime) -> Participation:
    """What a party takes part in, or Http404 when that is nothing the viewer may see."""
    related = kin()
    organisation = carrying(slug, related)
    choice = chosen_party(organisation, related)
    all_seen = partnerships_now(viewer, now=now)
    seen = all_seen.filter(is_fictitious=organisation.is_fictitious).order_by()
    rows = narrowed(seen, RegisterFilter(party=choice))
    entries = [_Entry(*cells) for cells in in_order(rows, DEFAULT_SORT).values_list(*_Entry._fields)]
    if not entries:
        raise Http404
    answering = Entries(Counted(len(entries), sum(one.list_stamp for one in entries)), rows)
    texts = texts_of(answering)
    members = {one.hex for one in choice.ids}
    own = [_own(text, members) for text in texts.splitlines()]
    counts = party_counts(texts, related)
    companies = {one: counts[one] for one in members - {choice.key} if counts[one]}
    others = _others(counts, choice, related)
    names = _named({**companies, **others})
    page = page_of(viewer, [one.pk for one in entries], number, count=len(entries), now=now, seen=all_seen)
    whole = volumes_of(seen, seen)
    return Participation(
        organisation=organisation,
        is_group=choice.is_group,
        count=len(entries),
        confirmed=sum(any(key.label == SourceLabel.FACT for key in keys) for keys in own),
        of=whole.count,
        parts=_parts(own),
        companies=[one for key, one in names if key in companies],
        others=[one for key, one in names if key in others],
        page=page,
        roles={row.pk: _own(row.party_keys, members) for row in page.rows},
        jobs=_jobs(entries),
        job_count=sum(one.jobs_inside for one in entries),
        own=volumes_of(rows, seen, answering),
        whole=whole,
    )


class _Entry(NamedTuple):
    """What is read of every entry, of columns that stand in one index."""

    pk: uuid.UUID
    name_key: str
    jobs_inside: int
    list_stamp: int


def _own(text: str, members: Collection[str]) -> list[PartyKey]:
    return [key for key in read_parties(text) if key.organisation in members]


def _jobs(entries: Iterable[_Entry]) -> list[KnownJob]:
    """The first jobs by the names of their agreements; only as many agreements are read as have that many."""
    having: list[uuid.UUID] = []
    left = MOST_JOBS
    for one in sorted(entries, key=lambda one: (one.name_key, one.pk)):
        if one.jobs_inside and left > 0:
            having.append(one.pk)
            left -= one.jobs_inside
    jobs = KnownJob.objects.filter(partnership__in=having, inside=Inside.YES).order_by("position", "id")
    places = {one: place for place, one in enumerate(having)}
    return sorted(jobs, key=lambda job: places[job.partnership_id])[:MOST_JOBS]  # type: ignore[index]


def _parts(entries: Iterable[Sequence[PartyKey]]) -> list[Part]:
    counts, confirmed = Counter[str](), Counter[str]()
    for keys in entries:
        counts.update({key.discipline for key in keys})
        confirmed.update({key.discipline for key in keys if key.label == SourceLabel.FACT})
    return [Part(name, count, confirmed[name]) for name, count in counts.most_common()]


def _others(counts: Counter[str], choice: PartyChoice, related: Kin) -> dict[str, int]:
    own = {one.hex for one in choice.ids} | {related.root(choice.key)}
    most = [(one, count) for one, count in counts.most_common(MOST_OTHERS + len(own)) if one not in own]
    return dict(most[:MOST_OTHERS])


def _named(counts: Mapping[str, int]) -> list[tuple[str, Other]]:
    """Organisations by their keys, those in most entries first."""
    rows = Organisation.objects.filter(pk__in=list(counts)).values_list("pk", "slug", "name") if counts else ()
    found = [(pk.hex, Other(slug, name, counts[pk.hex])) for pk, slug, name in rows]
    return sorted(found, key=lambda each: (-each[1].count, each[1].name.casefold(), each[1].slug))
