"""What every page may ask for."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import VISITOR, can_manage_network
from maskinrum.organisations.queries import own_memberships


def acting_for(request: HttpRequest) -> dict[str, Any]:
    """Give ``acting_for``, the name of the organisation that the viewer acts for, or nothing; ``others_to_act_for``,
    the others the viewer belongs to; and ``is_secretariat``. All are read when they are shown, in one question.
    """
    own = SimpleLazyObject(lambda: _own(request))
    viewer = getattr(request, "viewer", VISITOR)
    return {
        "acting_for": SimpleLazyObject(lambda: next((one.name for one in own if one.pk == viewer.organisation), "")),
        "others_to_act_for": SimpleLazyObject(lambda: [one for one in own if one.pk != viewer.organisation]),
        "is_secretariat": SimpleLazyObject(lambda: can_manage_network(viewer)),
    }


def _own(request: HttpRequest) -> list[Organisation]:
    viewer = getattr(request, "viewer", VISITOR)
    if not viewer.is_known:
        return []
    memberships = getattr(request, "memberships", None)
    return [one.organisation for one in (own_memberships(viewer) if memberships is None else memberships)]
