"""The register of partnerships as a list."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maskinrum.organisations.middleware import PageRequest
from maskinrum.partnerships.forms.filtering import SORT_NAMES, page_number, read_filter
from maskinrum.partnerships.permissions import can_add_partnership
from maskinrum.partnerships.queries.files import count_for_file, file_rows
from maskinrum.partnerships.queries.listing import jobs_elsewhere
from maskinrum.partnerships.queries.shipped import register_notes
from maskinrum.partnerships.reports.register_files import register_csv, register_workbook
from maskinrum.partnerships.reports.register_filters import address_with, has_any, has_more, kept_values
from maskinrum.partnerships.reports.register_jobs import job_lines
from maskinrum.partnerships.reports.register_page import register_page
from maskinrum.partnerships.reports.register_sheet import register_sheet
from maskinrum.shared.downloads import download
from maskinrum.shared.errors import DomainError
from maskinrum.shared.figures import number
from maskinrum.shared.limits import is_over_limit

MOST_IN_A_FILE = {"xlsx": 500, "csv": 10_000, "svg": 200}
"""Entries: a workbook has every party, job and source besides, and a drawing must fit on something."""


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Show the agreements that answer, on one axis of years, with what they come to."""
    now = timezone.now()
    asked = read_filter(request.GET, request.viewer, now=now)
    page = register_page(request.viewer, asked.filter, page_number(request.GET), now=now, today=timezone.localdate())
    context = {
        "page": page,
        "form": asked.form,
        "sorts": SORT_NAMES.items(),
        "ignored": asked.ignored,
        "notes": register_notes(),
        "jobs": job_lines(jobs_elsewhere()),
        "kept": kept_values(asked.filter),
        "fold_open": has_any(asked.filter) or asked.form.errors or asked.ignored,
        "more_open": has_more(asked.filter),
        "can_add": can_add_partnership(request.viewer),
    }
    if "off" in request.GET and not request.htmx:
        return redirect(page.address)
    response = render(request, "register/index.html", context)
    if request.htmx:
        # As with a link to where one already is: the same list twice is one step of the browser's history.
        is_same = request.headers.get("HX-Current-URL") == request.build_absolute_uri(page.address)
        response["HX-Replace-Url" if is_same else "HX-Push-Url"] = page.address
    return response


@require_safe
def export(request: PageRequest, kind: str) -> HttpResponse:
    """Give what the list shows as a file, in the same order."""
    if kind not in MOST_IN_A_FILE:
        raise Http404
    now = timezone.now()
    refuse_too_often(request, now=now)
    asked = read_filter(request.GET, request.viewer, now=now).filter
    refuse_too_many(count_for_file(request.viewer, asked, now=now), MOST_IN_A_FILE[kind])
    rows = file_rows(request.viewer, asked, now=now, whole=kind == "xlsx")
    language = get_language() or "da"
    if kind == "svg":
        address = request.build_absolute_uri(address_with(asked))
        written = register_sheet(rows, language, today=timezone.localdate(), address=address)
    else:
        written = (register_workbook if kind == "xlsx" else register_csv)(rows, language)
    return download(written, name=_("register"), kind=kind)


def refuse_too_often(request: PageRequest, *, now: datetime) -> None:
    """Raise DomainError when the sender has fetched too many files of the register in this minute."""
    if is_over_limit(request, "register_file", most=settings.REGISTER_FILES_PER_MINUTE, now=now):
        raise DomainError(_("That was many files in a short while. Wait a minute and fetch this one again."))


def refuse_too_many(count: int, most: int) -> None:
    """Raise DomainError where a file would have more entries than one is made for."""
    if count > most:
        words = _("The file would have %(count)s agreements, and holds at most %(most)s. Filter the list first.")
        raise DomainError(words % {"count": number(count), "most": number(most)})
