"""Reads of what an organisation has opened to others by name."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, Q

from maskinrum.organisations.models import Grant
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries.access import in_force, object_type_of


@dataclass(frozen=True)
class Opened:
    """One object of the own organisation, where it is shared, and the grants that open it."""

    title: str
    address: str
    grants: tuple[Grant, ...]


_SHARED: dict[str, tuple[type[Model], Callable[[Any], str]]] = {}


def show_sharing_at(model: type[Model], address: Callable[[Any], str]) -> None:
    """Say that objects of a model are shared by name, and at which address; their text is what they are called."""
    _SHARED[object_type_of(model)] = (model, address)


def opened_to_others(viewer: Viewer, *, now: datetime) -> list[Opened]:
    """What the viewer's organisation has opened to others by name, as far as it is in force. Two questions a model."""
    return [one for kind in sorted(_SHARED) for one in _opened_of(kind, viewer, now)]


def _opened_of(kind: str, viewer: Viewer, now: datetime) -> list[Opened]:
    model, address = _SHARED[kind]
    own = model._default_manager.filter(organisation__in=[viewer.organisation])  # noqa: SLF001 - Django documents it
    grants = in_force(Grant.objects.filter(object_type=kind, object_id__in=own.values("pk")), now=now)
    by_object = defaultdict(list)
    for grant in grants.select_related("organisation").order_by("granted_at", "id"):
        by_object[grant.object_id].append(grant)
    rows = own.filter(Q(pk__in=list(by_object)))
    return [Opened(str(row), address(row), tuple(by_object[row.pk])) for row in rows]
