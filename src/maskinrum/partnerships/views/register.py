"""The register of partnerships as a list."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maskinrum.organisations.middleware import PageRequest
from maskinrum.partnerships.queries import partnerships


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Show the register."""
    return render(request, "register/index.html", {"rows": partnerships(request.viewer, now=timezone.now())})
