"""The register from the parties' side."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maskinrum.organisations.middleware import PageRequest
from maskinrum.partnerships.forms.filtering import page_number
from maskinrum.partnerships.forms.parties import read_parties_filter
from maskinrum.partnerships.queries.participation import participation
from maskinrum.partnerships.queries.parties import participants
from maskinrum.partnerships.reports.parties import answering_parties, parties_page, party_page
from maskinrum.partnerships.reports.register_files import parties_csv, parties_workbook
from maskinrum.partnerships.reports.register_jobs import job_lines
from maskinrum.partnerships.views.register import refuse_too_often
from maskinrum.shared.downloads import download


@require_safe
def organisations(request: PageRequest) -> HttpResponse:
    """List everybody who is a party to an agreement that the viewer may see."""
    asked = read_parties_filter(request.GET)
    everybody = participants(request.viewer, now=timezone.now(), examples=asked.examples)
    found = answering_parties(everybody, asked.word, asked.discipline)
    words = {"q": asked.word, "discipline": asked.discipline, "examples": "1" if asked.examples else ""}
    context = {"page": parties_page(found, page_number(request.GET), words), "form": asked.form, "asked": asked}
    return render(request, "register/organisations.html", context)


@require_safe
def organisation(request: PageRequest, slug: str) -> HttpResponse:
    """Show one party; the address of one that was merged leads to the one that carries on."""
    found = participation(request.viewer, slug, page_number(request.GET), now=timezone.now())
    if found.organisation.slug != slug:
        return redirect("register:organisation", found.organisation.slug)
    context = {"page": party_page(found, today=timezone.localdate()), "jobs": job_lines(found.jobs)}
    return render(request, "register/organisation.html", context)


@require_safe
def export(request: PageRequest, kind: str) -> HttpResponse:
    """Give the list of organisations as a file."""
    if kind not in {"xlsx", "csv"}:
        raise Http404
    refuse_too_often(request, now=timezone.now())
    asked = read_parties_filter(request.GET)
    everybody = participants(request.viewer, now=timezone.now(), examples=asked.examples)
    found = answering_parties(everybody, asked.word, asked.discipline)
    written = (parties_workbook if kind == "xlsx" else parties_csv)(found, get_language() or "da")
    return download(written, name=_("register-organisations"), kind=kind)
