"""Who may own a task, and who does. Names are read by the own organisation only."""

import uuid
from collections.abc import Iterable

from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import colleagues


def colleagues_by_key(viewer: Viewer) -> dict[str, str]:
    """Those who act for the viewer's organisation, by key; whoever has given no name is shown by address."""
    rows = colleagues(viewer).filter(person__is_active=True)
    return {str(one.person_id): one.person.name or one.person.email for one in rows}


def owners_of(people: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The names of people with an account, in one question."""
    wanted = {one for one in people if one is not None}
    if not wanted:
        return {}
    rows = Person.objects.filter(pk__in=wanted, erased_at__isnull=True).values_list("pk", "name", "email")
    return {pk: name or email for pk, name, email in rows}
