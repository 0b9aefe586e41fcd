"""One entry of the register, its history, several side by side, and the files of them."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maskinrum.organisations.middleware import PageRequest
from maskinrum.partnerships.permissions import can_change_partnership
from maskinrum.partnerships.queries import partnership
from maskinrum.partnerships.queries.entries import Entry, changes_of, entries, entries_called, entry_names, hands
from maskinrum.partnerships.queries.entries import entry as entry_of
from maskinrum.partnerships.queries.joint_estimates import may_change_estimate
from maskinrum.partnerships.reports.comparison import comparison, comparison_csv, comparison_workbook
from maskinrum.partnerships.reports.entry_axis import entry_axis
from maskinrum.partnerships.reports.entry_page import entry_page
from maskinrum.partnerships.reports.history import changes_in_words, slugs_in
from maskinrum.partnerships.reports.standing import standing
from maskinrum.partnerships.views.register import refuse_too_often
from maskinrum.shared.downloads import download
from maskinrum.shared.figures import volume
from maskinrum.shared.tables import clean_text

MOST_COMPARED = 4
MOST_OFFERED = 20
MOST_ASKED_FOR = 40
CHANGES_A_PAGE = 20
LONGEST_SEARCH = 100


@require_safe
def entry(request: PageRequest, slug: str) -> HttpResponse:
    """Show what is known of one partnership."""
    found = entry_of(request.viewer, slug, now=timezone.now())
    may_change = can_change_partnership(request.viewer, found.row.organisation_id)
    shared = [one.row for one in (found.joint, *found.also_in) if one] if may_change else []
    context = {
        "entry": found,
        "row": found.row,
        "page": entry_page(found),
        "axis": entry_axis([found], today=timezone.localdate()),
        "last_change": next(iter(found.row.history.all()), None),
        "standing": standing(found.row),
        "beside_meetings": {"partnership": found.row},
        "may_change": may_change,
        "estimates": [(row, volume(row.high)) for row in shared if may_change_estimate(request.viewer, row)],
    }
    return render(request, "register/entry.html", context)


@require_safe
def export(request: PageRequest, slug: str, kind: str) -> HttpResponse:
    """Give one entry as a file."""
    return _file(request, [entry_of(request.viewer, slug, now=timezone.now())], kind, slug)


@require_safe
def history(request: PageRequest, slug: str) -> HttpResponse:
    """Show every change to an entry: when, whose, what it rests on, and each field before and after."""
    viewer, now = request.viewer, timezone.now()
    row = partnership(viewer, slug, now=now)
    page = Paginator(changes_of(row), CHANGES_A_PAGE).get_page(request.GET.get("side"))
    by = hands(viewer, row, page.object_list)
    names = entry_names(viewer, {one for change in page for one in slugs_in(change.changes)}, now=now)
    told = [(change, by[change.pk], changes_in_words(change.changes, names)) for change in page]
    return render(request, "register/history.html", {"row": row, "page": page, "told": told})


@require_safe
def compare(request: PageRequest) -> HttpResponse:
    """Show up to four entries side by side, and offer others by name; too many are told, and stay ticked."""
    viewer, now = request.viewer, timezone.now()
    asked = _asked_for(request)
    only, words = "kun" in request.GET, clean_text(request.GET.get("find", "")[:LONGEST_SEARCH])
    names = entry_names(viewer, asked, now=now)
    chosen = [slug for slug in asked if slug in names]
    found = entries(viewer, chosen, now=now) if len(chosen) <= MOST_COMPARED else []
    offered = entries_called(viewer, words, now=now, most=MOST_OFFERED) if words or not chosen else []
    context = {
        "entries": found,
        "chosen": [(slug, names[slug]) for slug in chosen],
        "strangers": [slug for slug in asked if slug not in names],
        "is_too_many": len(chosen) > MOST_COMPARED,
        "most": MOST_COMPARED,
        "offered": [one for one in offered if one.slug not in names],
        "find": words,
        "only": only,
        "groups": comparison(found, only_differences=only and len(found) > 1),
        "axis": entry_axis(found, today=timezone.localdate()) if found else None,
        "question": "&".join(f"slug={slug}" for slug in chosen),
    }
    return render(request, "register/compare.html", context)


@require_safe
def compare_export(request: PageRequest, kind: str) -> HttpResponse:
    """Give the comparison as a file."""
    found = entries(request.viewer, _asked_for(request), now=timezone.now())
    if not 0 < len(found) <= MOST_COMPARED:
        raise Http404
    return _file(request, found, kind, _("comparison"))


def _asked_for(request: PageRequest) -> list[str]:
    """The addresses asked for, each once and as a database can look for them."""
    slugs = (clean_text(slug) for slug in request.GET.getlist("slug")[:MOST_ASKED_FOR])
    return list(dict.fromkeys(slug for slug in slugs if slug))


def _file(request: PageRequest, found: Sequence[Entry], kind: str, name: str) -> HttpResponse:
    language = get_language() or "da"
    writers = {"csv": comparison_csv, "xlsx": comparison_workbook}
    if kind not in writers:
        raise Http404
    refuse_too_often(request, now=timezone.now())
    return download(writers[kind](found, language=language), name=name, kind=kind)
