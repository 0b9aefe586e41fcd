"""The register of partnerships as a list."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maskinrum.organisations.middleware import PageRequest
from maskinrum.partnerships.forms.filtering import page_number, read_filter
from maskinrum.partnerships.permissions import can_add_partnership
from maskinrum.partnerships.queries.listing import jobs_elsewhere
from maskinrum.partnerships.queries.shipped import register_notes
from maskinrum.partnerships.reports.register_filters import has_more, kept_values
from maskinrum.partnerships.reports.register_jobs import job_lines
from maskinrum.partnerships.reports.register_page import register_page


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Show the agreements that answer, on one axis of years, with what they come to."""
    now = timezone.now()
    asked = read_filter(request.GET, request.viewer, now=now)
    page = register_page(request.viewer, asked.filter, page_number(request.GET), now=now, today=timezone.localdate())
    asked.form.fields["party"].widget.choices = page.parties  # type: ignore[attr-defined]
    context = {
        "page": page,
        "form": asked.form,
        "ignored": asked.ignored,
        "notes": register_notes(),
        "jobs": job_lines(jobs_elsewhere()),
        "kept": kept_values(asked.filter),
        "more_open": has_more(asked.filter),
        "can_add": can_add_partnership(request.viewer),
    }
    response = render(request, "register/index.html", context)
    if request.htmx:
        response["HX-Push-Url"] = page.address
    return response
