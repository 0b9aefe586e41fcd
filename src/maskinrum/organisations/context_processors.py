"""What every page may ask for."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from maskinrum.organisations.permissions import VISITOR
from maskinrum.organisations.queries import organisation_names


def acting_for(request: HttpRequest) -> dict[str, Any]:
    """Give ``acting_for``: the name of the organisation that the viewer acts for, or nothing; read when it is shown."""
    return {"acting_for": SimpleLazyObject(lambda: _name_of_organisation(request))}


def _name_of_organisation(request: HttpRequest) -> str:
    organisation = getattr(request, "viewer", VISITOR).organisation
    return organisation_names([organisation])[organisation] if organisation else ""
