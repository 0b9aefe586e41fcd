"""A board as Excel and CSV, and back again."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.downloads import download
from maskinrum.shared.errors import DomainError
from maskinrum.shared.limits import is_over_limit
from maskinrum.shared.tables import Table, read_pasted_tables, read_tables
from maskinrum.steering.actions import import_placements
from maskinrum.steering.forms.board_files import BoardReading, Stored, read_board, wanted_tables
from maskinrum.steering.queries import (
    Seat,
    contractors_of,
    placement_facts,
    placement_version,
    placements_to_change,
    projects_at,
    seat_at,
)
from maskinrum.steering.reports.board_sheets import board_csv, board_workbook

MOST_A_MINUTE = 30
Tables = tuple[Table | None, ...]
WRITERS: dict[str, Callable[..., bytes]] = {"xlsx": board_workbook, "csv": board_csv}


@login_required
@require_safe
def files(request: PageRequest, slug: str) -> HttpResponse:
    """Offer the board as files, and take one back."""
    return _page(request, seat_at(request.viewer, slug))


@login_required
@require_safe
def export(request: PageRequest, slug: str, kind: str) -> HttpResponse:
    """Give what the viewer may see of the board."""
    seat = seat_at(request.viewer, slug)
    if kind not in WRITERS:
        raise Http404
    if is_over_limit(request, "board_file", most=MOST_A_MINUTE, now=timezone.now()):
        messages.error(request, _("That was many files in a short while. Wait a minute and fetch this one again."))
        return redirect("steering:board_files", slug)
    content = WRITERS[kind](projects_at(seat), (get_language() or "da")[:2])
    return download(content, name=f"{slug}-{_('board')}", kind=kind)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: PageRequest, slug: str) -> HttpResponse:
    """Show what a file would change, and write it when that was looked at."""
    seat = seat_at(request.viewer, slug)
    if not seat.may_add:
        raise Http404
    if request.method != "POST":
        return redirect("steering:board_files", slug)
    try:
        reading = _reading(seat, _tables(request))
    except DomainError as error:
        return _page(request, seat, refused=error.message)
    if "confirm" not in request.POST or not reading.holds:
        return _page(request, seat, reading=reading)
    if request.POST["confirm"] != reading.digest:
        return _page(request, seat, reading=reading, refused=_changed_meanwhile())
    try:
        count = import_placements(seat.board, rows=reading.rows, viewer=request.viewer, now=timezone.now())
    except DomainError as error:
        return _page(request, seat, reading=reading, refused=error.message)
    words = ngettext("%(n)s project was changed by the file.", "%(n)s projects were changed by the file.", count)
    messages.success(request, words % {"n": count})
    return redirect("steering:board", slug)


def _changed_meanwhile() -> str:
    return _("A colleague has changed the board meanwhile. Nothing was written. Look at what the file changes now.")


def _tables(request: PageRequest) -> Tables:
    """The tables of call-offs and of projects, of a file or pasted; what is sent again comes in two."""
    upload, wanted = request.FILES.get("file"), wanted_tables()
    if upload is not None and not isinstance(upload, list):
        return read_tables(upload.read(), filename=upload.name or "", wanted=wanted)
    again = request.POST.get("call_offs", "")
    pasted = request.POST.get("pasted", "")
    call_offs = read_pasted_tables(again, wanted=wanted)[0] if again else None
    if call_offs is not None and not pasted:
        return call_offs, None
    found = read_pasted_tables(pasted, wanted=wanted)
    return call_offs or found[0], found[1]


def _reading(seat: Seat, tables: Tables) -> BoardReading:
    call_offs, table = tables
    rows = placements_to_change(seat)
    stored = [Stored(row, placement_version(row), placement_facts(row)) for row in rows]
    contractors = [(str(one.pk), one.name) for one in contractors_of(seat.partnership)]
    return read_board(table, stored, contractors, call_offs)


def _page(request: PageRequest, seat: Seat, *, reading: BoardReading | None = None, refused: str = "") -> HttpResponse:
    context = {"seat": seat, "reading": reading, "refused": refused, "pasted": request.POST.get("pasted", "")}
    return render(request, "steering/board_files.html", context)
