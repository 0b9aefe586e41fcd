"""What is held about a person, to take along, and the way out."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.organisations.actions import close_account
from maskinrum.organisations.forms import CloseAccountForm
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import OwnTable, organisation_names, own_table
from maskinrum.organisations.queries import own_data as own_tables
from maskinrum.organisations.reports import document_of, readable
from maskinrum.shared.downloads import download
from maskinrum.shared.errors import DomainError

FILE = "maskinrum-mine-data"
A_TABLE, A_PAGE = 25, 60  # rows of each kind on the page, and of all kinds; the file to read has them all


@login_required
@require_safe
@never_cache
def own_data(request: PageRequest) -> HttpResponse:
    """Show what is held about the person, so that it can be read and printed; of long tables the first rows."""
    return render(request, "organisations/me_data.html", _context(request, most=A_TABLE, in_all=A_PAGE))


def _context(request: PageRequest, *, most: int | None = None, in_all: int | None = None) -> dict[str, Any]:
    person: Person = request.user  # type: ignore[assignment]
    return _in_words(person, own_tables(person, most=most, in_all=in_all))


def _in_words(person: Person, tables: Sequence[OwnTable]) -> dict[str, Any]:
    columns = ("organisation_id", "acting_for_id")
    told = {row.get(column) for table in tables for row in table.rows for column in columns}
    names = {str(key): name for key, name in organisation_names(UUID(key) for key in told if key).items()}
    return {"tables": readable(tables, names=names), "made_at": timezone.now(), "person": person}


@login_required
@require_safe
@never_cache
def own_kind(request: PageRequest, table: str) -> HttpResponse:
    """Show all of one kind, a page at a time."""
    person: Person = request.user  # type: ignore[assignment]
    found = own_table(person, table, first=0, most=A_TABLE)
    if found is None:
        raise Http404
    page = Paginator(range(found.total), A_TABLE).get_page(request.GET.get("side"))
    if page.number > 1:
        found = own_table(person, table, first=page.start_index() - 1, most=A_TABLE) or found
    (told,) = _in_words(person, [found])["tables"]
    return render(request, "organisations/me_data_kind.html", {"table": told, "page": page})


@login_required
@require_safe
@never_cache
def own_data_file(request: PageRequest, kind: str) -> HttpResponse:
    """Give the same as a file: JSON for machines, HTML for people."""
    person: Person = request.user  # type: ignore[assignment]
    if kind == "json":
        document = document_of(person, own_tables(person), now=timezone.now())
        text = json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    elif kind == "html":
        text = render_to_string("organisations/me_data_file.html", _context(request))
    else:
        raise Http404
    return download(text.encode(), name=FILE, kind=kind)


def _is_sent(request: PageRequest) -> bool:
    return request.method == "POST"


@login_required
@reauthentication_required(enabled=_is_sent)  # type: ignore[untyped-decorator]
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: PageRequest) -> HttpResponse:
    """Tell what goes and what stays, and erase the person who writes the own address and shows once more who it is."""
    person: Person = request.user  # type: ignore[assignment]
    form = CloseAccountForm(request.POST if _is_sent(request) else None, person=person)
    if _is_sent(request) and form.is_valid():
        try:
            close_account(person, viewer=request.viewer, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            logout(request)
            messages.success(request, _("Your account is deleted. We have written farewell to your address."))
            return redirect("front")
    return render(request, "organisations/me_close.html", {"form": form})
