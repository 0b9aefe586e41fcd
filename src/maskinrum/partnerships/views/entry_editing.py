"""Entries of the register are changed by those who know, and added by the secretariat; each change with its source."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.middleware import PageRequest
from maskinrum.partnerships.actions import add_partnership, change_partnership
from maskinrum.partnerships.facts import PartnershipFacts
from maskinrum.partnerships.forms.corrections import correction_field
from maskinrum.partnerships.forms.entry_editing import (
    EntryEdit,
    is_rearranging,
    judged_edit,
    rearranged_edit,
    shown_edit,
)
from maskinrum.partnerships.models import Correction, Partnership
from maskinrum.partnerships.permissions import can_add_partnership, can_change_partnership
from maskinrum.partnerships.queries.corrections import corrections
from maskinrum.partnerships.queries.entries import Stored, changes_since, entry_names, ships, stored_entry
from maskinrum.partnerships.reports.history import changes_in_words, slugs_in
from maskinrum.shared.errors import DomainError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, slug: str) -> HttpResponse:
    """Show the form for an entry, and save what was typed."""
    now = timezone.now()
    found = stored_entry(request.viewer, slug, now=now)
    if not can_change_partnership(request.viewer, found.row.organisation_id):
        raise Http404
    given = _given(request, found.row) | {"now": now}
    if request.method != "POST":
        initial = {"visibility": found.row.visibility}
        return _page(request, found, shown_edit(found.facts, initial=initial, **given), found.row.revision)
    if is_rearranging(request.POST):
        return _page(request, found, rearranged_edit(request.POST, found.facts, **given), _revision(request))
    typed = judged_edit(request.POST, found.facts, **given)
    return _save(request, found, typed) if typed.is_right else _page(request, found, typed, _revision(request))


def _given(request: PageRequest, row: Partnership) -> dict[str, Any]:
    """Who sees an entry can be chosen by those who still see it afterwards, and never of what is public anyway."""
    own = row.organisation_id is not None and row.organisation_id == request.viewer.organisation
    offered = tuple(Visibility) if own else (Visibility.OPEN, Visibility.NETWORK)
    may_choose = not ships(row.slug) and row.visibility in offered
    return {"viewer": request.viewer, "slug": row.slug, "visibilities": offered if may_choose else ()}


def _revision(request: PageRequest) -> int:
    stated = request.POST.get("revision", "")
    return int(stated) if stated.isdecimal() and len(stated) < 9 else 0


def _save(request: PageRequest, found: Stored, typed: EntryEdit) -> HttpResponse:
    before = found.row.revision
    try:
        row = change_partnership(
            found.row,
            facts=typed.facts,
            source=typed.source,
            expected_revision=_revision(request),
            viewer=request.viewer,
            now=timezone.now(),
            visibility=typed.visibility,
        )
    except DomainError as error:
        return _page(request, found, typed, _revision(request), problem=error.message)
    told = _("The entry is saved.") if row.revision != before else _("Nothing was changed, so nothing was saved.")
    messages.success(request, told)
    return redirect("register:entry", row.slug)


def _page(request: PageRequest, found: Stored, typed: EntryEdit, revision: int, *, problem: str = "") -> HttpResponse:
    is_late = bool(problem) and revision != found.row.revision
    waiting = _correction(request, found.row)
    context = {
        "row": found.row,
        "typed": typed,
        "revision": revision,
        "problem": problem,
        "latest": found.row.revision if is_late else None,
        "conflict": _conflict(request, found, typed, revision) if is_late else [],
        "correction": waiting,
        "correction_field": correction_field(waiting.field) if waiting else "",
    }
    return render(request, "register/edit.html", context, status=409 if is_late else 200)


def _conflict(request: PageRequest, found: Stored, typed: EntryEdit, revision: int) -> list[dict[str, Any]]:
    """Each field that differs: how it is stored now, how it was typed, and whether somebody else changed it."""
    changes = typed.facts.changes_from(found.facts)
    theirs = changes_since(found.row, revision)
    names = entry_names(request.viewer, slugs_in(changes), now=timezone.now())
    return [
        {
            "name": one.name,
            "stored": one.before,
            "typed": one.after,
            "is_list": one.is_list,
            "is_theirs": one.field in theirs,
        }
        for one in changes_in_words(changes, names)
    ]


def _correction(request: PageRequest, row: Partnership) -> Correction | None:
    """The correction that is being answered, to read beside the form."""
    try:
        key = uuid.UUID(request.GET.get("rettelse", ""))
    except ValueError:
        return None
    return corrections(request.viewer, now=timezone.now()).filter(pk=key, partnership=row).first()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PageRequest) -> HttpResponse:
    """Show an empty form, and add what was typed to the register."""
    if not can_add_partnership(request.viewer):
        raise Http404
    given: Mapping[str, Any] = {"viewer": request.viewer, "now": timezone.now()}
    if request.method != "POST":
        return _new_page(request, shown_edit(None, **given))
    if is_rearranging(request.POST):
        return _new_page(request, rearranged_edit(request.POST, None, **given))
    typed = judged_edit(request.POST, None, **given)
    return _add(request, typed, typed.facts) if typed.is_right else _new_page(request, typed)


def _add(request: PageRequest, typed: EntryEdit, facts: PartnershipFacts) -> HttpResponse:
    chosen = typed.new.cleaned_data if typed.new else {}
    try:
        row = add_partnership(
            facts,
            slug=chosen["slug"],
            source=typed.source,
            viewer=request.viewer,
            now=timezone.now(),
            is_fictitious=chosen["is_fictitious"],
            visibility=Visibility(chosen["visibility"]),
        )
    except DomainError as error:
        if error.field == "slug" and typed.new:
            typed.new.add_error("slug", error.message)
            return _new_page(request, typed)
        return _new_page(request, typed, problem=error.message)
    messages.success(request, _("The entry stands in the register."))
    return redirect("register:entry", row.slug)


def _new_page(request: PageRequest, typed: EntryEdit, *, problem: str = "") -> HttpResponse:
    return render(request, "register/edit.html", {"typed": typed, "problem": problem})
