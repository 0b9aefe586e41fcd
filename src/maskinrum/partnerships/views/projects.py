"""The organisation's list of projects, and the files to fill in."""

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.queries import own_organisation
from maskinrum.partnerships.actions import save_project_list
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.partnerships.forms import (
    Edited,
    PostedRow,
    ScreenTable,
    blank_table,
    edit_table,
    table_of_facts,
    typed_rows,
)
from maskinrum.partnerships.queries import list_version, project_facts
from maskinrum.partnerships.queries import projects as own_projects
from maskinrum.partnerships.reports import portfolio_csv, portfolio_workbook, template_csv, template_workbook
from maskinrum.shared.downloads import download
from maskinrum.shared.errors import DomainError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def projects(request: PageRequest) -> HttpResponse:
    """Show and save the organisation's list of projects."""
    organisation = own_organisation(request.viewer)
    if organisation is None:
        return render(request, "partnerships/no_organisation.html")
    stored = list(own_projects(request.viewer))
    facts, ids = [project_facts(one) for one in stored], [str(one.pk) for one in stored]
    if request.method != "POST":
        table = table_of_facts(facts, ids)
        return _page(request, table if stored else blank_table(), version=list_version(stored))
    version = request.POST.get("version", "")
    case_date = timezone.localdate().replace(day=1)
    edited = edit_table(request.POST, request.FILES, case_date=case_date, stored=typed_rows(facts, ids))
    if edited.reading is None:
        return _page(request, edited.table, version=version, done=edited.done)
    try:
        kept = save_project_list(
            organisation, rows=_rows(edited), expected_version=version, viewer=request.viewer, now=timezone.now()
        )
    except DomainError as error:
        edited.table.problems = [error.message]
        return _page(request, edited.table, version=version, latest=list_version(stored))
    messages.success(
        request,
        _("Saved: %(added)s new, %(changed)s changed, %(removed)s taken off the list.")
        % {"added": kept.added, "changed": kept.changed, "removed": kept.removed},
    )
    return redirect("partnerships:projects")


@require_safe
def template(request: PageRequest, kind: str) -> HttpResponse:
    """Give the empty Excel or CSV file to fill in."""
    language = get_language() or "da"
    return _portfolio_file(kind, _("projects-template"), template_workbook(language), template_csv(language))


@login_required
@require_safe
def export(request: PageRequest, kind: str) -> HttpResponse:
    """Give the organisation's list as a file that can be changed and read again."""
    facts: Sequence[ProjectFacts] = [project_facts(one) for one in own_projects(request.viewer)]
    language = get_language() or "da"
    return _portfolio_file(kind, _("projects"), portfolio_workbook(facts, language), portfolio_csv(facts, language))


def _portfolio_file(kind: str, name: str, workbook: bytes, csv: bytes) -> HttpResponse:
    if kind not in {"xlsx", "csv"}:
        raise Http404
    return download(workbook if kind == "xlsx" else csv, name=name, kind=kind)


def _rows(edited: Edited) -> list[tuple[uuid.UUID | None, ProjectFacts]]:
    return [(_project_id(row), row.facts) for row in edited.rows if row.facts is not None]


def _project_id(row: PostedRow) -> uuid.UUID | None:
    try:
        return uuid.UUID(row.typed.get("id", ""))
    except ValueError:
        return None


def _page(request: PageRequest, table: ScreenTable, *, version: str, done: str = "", latest: str = "") -> HttpResponse:
    context = {"portfolio": table, "version": version, "done": done, "latest": latest}
    return render(request, "partnerships/projects.html", context)
