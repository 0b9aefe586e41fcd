"""One party of the register: what it takes part in, with whom, and which jobs came of it."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import Inside, SourceLabel
from maskinrum.partnerships.facts import PartyKey, read_parties
from maskinrum.partnerships.models import KnownJob
from maskinrum.partnerships.queries.filtering import PartyChoice, RegisterFilter, narrowed
from maskinrum.partnerships.queries.listing import ListPage, list_page
from maskinrum.partnerships.queries.parties import Kin, kin, party_choice, party_counts
from maskinrum.partnerships.queries.register import partnerships
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
    """A party as one viewer sees it. ``roles`` maps an entry's id to what the party is in it.

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
    choice = party_choice(viewer, slug, now=now, related=related)
    if choice is None:
        raise Http404
    organisation = Organisation.objects.select_related("group").get(slug=choice.slug)
    is_invented = organisation.is_fictitious
    seen = partnerships(viewer, now=now).filter(is_fictitious=is_invented).order_by()
    rows = narrowed(seen, RegisterFilter(party=choice))
    texts = dict(rows.values_list("pk", "party_keys"))
    if not texts:
        raise Http404
    members = {one.hex for one in choice.ids}
    roles = {pk: [key for key in read_parties(text) if key.organisation in members] for pk, text in texts.items()}
    asked = RegisterFilter(party=choice, examples=is_invented)
    page = list_page(viewer, asked, number, count=len(texts), now=now)
    jobs = KnownJob.objects.filter(partnership__in=rows.values("pk"), inside=Inside.YES).order_by(
        "partnership", "position"
    )
    shown = list(jobs[:MOST_JOBS])
    counts = party_counts("\n".join(texts.values()), related)
    whole = volumes_of(seen, seen)
    return Participation(
        organisation=organisation,
        is_group=choice.is_group,
        count=len(texts),
        confirmed=sum(any(key.label == SourceLabel.FACT for key in keys) for keys in roles.values()),
        of=whole.count,
        parts=_parts(roles.values()),
        companies=_named({one: counts[one] for one in members - {choice.key} if counts[one]}),
        others=_others(counts, choice, related),
        page=page,
        roles=roles,
        jobs=shown,
        job_count=len(shown) if len(shown) < MOST_JOBS else jobs.count(),
        own=volumes_of(rows, seen),
        whole=whole,
    )


def _parts(entries: Iterable[Sequence[PartyKey]]) -> list[Part]:
    counts, confirmed = Counter[str](), Counter[str]()
    for keys in entries:
        counts.update({key.discipline for key in keys})
        confirmed.update({key.discipline for key in keys if key.label == SourceLabel.FACT})
    return [Part(name, count, confirmed[name]) for name, count in counts.most_common()]


def _others(counts: Counter[str], choice: PartyChoice, related: Kin) -> list[Other]:
    own = {one.hex for one in choice.ids} | {related.root(choice.key)}
    most = [(one, count) for one, count in counts.most_common(MOST_OTHERS + len(own)) if one not in own]
    return _named(dict(most[:MOST_OTHERS]))


def _named(counts: Mapping[str, int]) -> list[Other]:
    rows = Organisation.objects.filter(pk__in=list(counts)).values_list("pk", "slug", "name") if counts else ()
    found = [Other(slug, name, counts[pk.hex]) for pk, slug, name in rows]
    return sorted(found, key=lambda one: (-one.count, one.name.casefold(), one.slug))
