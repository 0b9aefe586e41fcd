"""Parties of the register as documents. Whoever may see an agreement they take part in may find them."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.indexing.register import LANGUAGES, OF_EXAMPLES, readers_of_entry
from maskinrum.partnerships.models import Party
from maskinrum.partnerships.queries import partnerships
from maskinrum.partnerships.queries.parties import Kin, kin
from maskinrum.search.indexing import Document, Shown, key_of

Members = dict[uuid.UUID, frozenset[uuid.UUID]]


def ids() -> Iterator[str]:
    """Every organisation that carries on; which of them take part in something is seen when documents are made."""
    rows = Organisation.objects.filter(merged_into__isnull=True).order_by()
    return (str(pk) for pk in rows.values_list("pk", flat=True).iterator())


def documents(chosen: Collection[str]) -> Iterator[Document]:
    """Name, kind and group in both languages; of what they take part in nothing but who may know."""
    rows = list(_carrying_on(chosen).select_related("group"))
    members = _members(rows, kin())
    readers = _readers(rows, members)
    for row in rows:
        for language in LANGUAGES if readers[row.pk] else ():
            with override(language):
                yield Document(
                    key=key_of("organisation", row.pk, language),
                    kind="organisation",
                    title=row.name,
                    text=". ".join(_said(row)),
                    readers=readers[row.pk],
                    facets={"language": (language,)},
                    weight=OF_EXAMPLES if row.is_fictitious else 1.0,
                    language=language,
                    names=(row.name, *([row.group.name] if row.group else [])),
                )


def _carrying_on(chosen: Collection[str]) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=chosen, merged_into__isnull=True)


def _said(row: Organisation) -> list[str]:
    group = [_("Part of %(group)s") % {"group": row.group.name}] if row.group else []
    return [row.get_kind_display(), *group]


def _members(rows: Collection[Organisation], related: Kin) -> Members:
    return {row.pk: related.members(row.pk.hex) for row in rows}


def _readers(rows: Collection[Organisation], members: Members) -> dict[uuid.UUID, frozenset[str]]:
    """Who may see at least one of the agreements of each; an invented one shows in invented agreements only."""
    everybody = frozenset().union(*members.values()) if members else frozenset()
    found: dict[tuple[uuid.UUID, bool], set[str]] = defaultdict(set)
    parties = Party.objects.filter(organisation__in=everybody).select_related("partnership").order_by()
    parties = parties.only(
        *("organisation", "partnership__organisation", "partnership__visibility", "partnership__is_fictitious")
    )
    for party in parties.iterator():
        tokens = readers_of_entry(party.partnership)
        found[party.organisation_id, party.partnership.is_fictitious] |= tokens
    return {
        row.pk: frozenset().union(*(found.get((one, row.is_fictitious), set()) for one in members[row.pk]))
        for row in rows
    }


def shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """The parties among these that take part in an agreement the viewer may see."""
    rows = list(_carrying_on(chosen).select_related("group"))
    members = _members(rows, kin())
    everybody = frozenset().union(*members.values()) if members else frozenset()
    seen = partnerships(viewer, now=now).order_by()
    taking_part = Party.objects.filter(organisation__in=everybody, partnership__in=seen.values("pk"))
    present = set(taking_part.order_by().values_list("organisation", "partnership__is_fictitious"))
    return {
        str(row.pk): Shown(reverse("register:organisation", args=[row.slug]), _facts(row))
        for row in rows
        if any((one, row.is_fictitious) in present for one in members[row.pk])
    }


def _facts(row: Organisation) -> tuple[str, ...]:
    return tuple([_("Example")] if row.is_fictitious else []) + tuple(_said(row))


def companies_of(row: Organisation) -> Iterator[Organisation]:
    """The companies of a group, which say its name, and the group, which is found where its companies take part."""
    yield from Organisation.objects.filter(group=row)
    if row.group:
        yield row.group
