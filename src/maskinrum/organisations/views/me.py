"""The page about oneself. Signing in and out is allauth's, with our words."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maskinrum.organisations.enums import Role
from maskinrum.organisations.permissions import Viewer


@login_required
@require_safe
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """Say who is signed in, for which organisation and in which role, and how to sign out."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return render(request, "organisations/me.html", {"role": Role(viewer.role).label if viewer.is_member else ""})
