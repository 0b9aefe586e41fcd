"""Bring many experiences from Excel or CSV: see what was read, then keep it. Nothing is stored in between."""

from typing import BinaryIO, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.knowledge.actions import import_experiences
from maskinrum.knowledge.actions.importing import Imported
from maskinrum.knowledge.forms.import_preview import import_lines
from maskinrum.knowledge.forms.import_template import import_template
from maskinrum.knowledge.forms.importing import (
    LANGUAGES,
    MOST_ROWS,
    ImportForm,
    ImportReading,
    carried_table,
    read_experiences,
    wanted_columns,
)
from maskinrum.knowledge.permissions import can_tell
from maskinrum.knowledge.queries.choices import partnership_choices, project_choices
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.queries import own_organisation
from maskinrum.shared.downloads import download
from maskinrum.shared.errors import DomainError
from maskinrum.shared.tables import Table, read_table

ROWS = "rows"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: PageRequest) -> HttpResponse:
    """Choose a file; see what would become drafts; keep all of them."""
    if not can_tell(request.viewer):
        return render(request, "knowledge/no_organisation.html")
    if request.method != "POST":
        return _page(request, ImportForm())
    if ROWS in request.POST:
        return _keep(request)
    form = ImportForm(request.POST, request.FILES)
    reading = None
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = read_table(
                cast("BinaryIO", file), filename=file.name or "", wanted=wanted_columns(), max_rows=MOST_ROWS
            )
            reading = _read(request, table)
        except DomainError as error:
            form.add_error("file", error.message)
    return _page(request, form, reading)


def _read(request: PageRequest, table: Table) -> ImportReading:
    return read_experiences(table, **_offered(request))


def _offered(request: PageRequest) -> dict[str, list[tuple[str, str]]]:
    partnerships = partnership_choices(request.viewer, now=timezone.now())
    return {"partnerships": partnerships, "projects": project_choices(request.viewer)}


def _keep(request: PageRequest) -> HttpResponse:
    form = ImportForm()
    try:
        reading = _read(request, carried_table(request.POST[ROWS]))
        if not reading.holds:
            return _page(request, form, reading)
        kept = import_experiences(reading.facts, viewer=request.viewer, now=timezone.now())
    except DomainError as error:
        return _page(request, form, problem=error.message)
    messages.success(request, _said_of(kept))
    return redirect("knowledge:mine")


def _said_of(kept: Imported) -> str:
    words = ngettext("%(made)s draft is made.", "%(made)s drafts are made.", kept.made) % {"made": kept.made}
    if kept.known:
        words += " " + ngettext(
            "%(known)s was among your drafts already.", "%(known)s were among your drafts already.", kept.known
        ) % {"known": kept.known}
    return words


def _page(
    request: PageRequest, form: ImportForm, reading: ImportReading | None = None, *, problem: str = ""
) -> HttpResponse:
    context = {
        "problem": problem,
        "form": form,
        "reading": reading,
        "lines": import_lines(reading) if reading else [],
        "organisation": own_organisation(request.viewer),
    }
    return render(request, "knowledge/import.html", context)


@login_required
@require_safe
def template(request: PageRequest, language: str) -> HttpResponse:
    """Give the workbook to fill in, with the partnerships that the viewer may see and the own projects."""
    if language not in LANGUAGES or not can_tell(request.viewer):
        raise Http404
    content = import_template(language, **_offered(request))
    return download(content, name={"da": "erfaringer-skabelon", "en": "experiences-template"}[language], kind="xlsx")
