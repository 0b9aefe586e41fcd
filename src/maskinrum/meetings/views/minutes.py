"""The minutes of a meeting: as a page and as files."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maskinrum.meetings.actions.turns import can_be_mended
from maskinrum.meetings.enums import MeetingState
from maskinrum.meetings.models import Meeting
from maskinrum.meetings.queries import board_of, meeting
from maskinrum.meetings.queries.outcomes import yield_of
from maskinrum.meetings.queries.people import names_of_those_there, organisations_coming, participants_of
from maskinrum.meetings.reports.minutes import Minutes, minutes_document
from maskinrum.meetings.views.meetings import rights_of
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.documents import Document, html_fragment, write_pdf, write_word
from maskinrum.shared.downloads import download
from maskinrum.shared.limits import is_over_limit, turn
from maskinrum.shared.slugs import slug_of

MOST_A_MINUTE = 60  # of all who sit behind one address
PLACES, PATIENCE = 2, 20.0
WRITERS: dict[str, Callable[[Document], bytes]] = {"pdf": write_pdf, "docx": write_word}


@require_safe
def minutes(request: PageRequest, key: str) -> HttpResponse:
    """Show the minutes: decisions and actions to whoever may see the meeting, notes to those who took part."""
    row = _readable(request, key)
    rights = rights_of(request, row)
    told = _minutes(request, row, takes_part=rights["takes_part"])
    may_mend = can_be_mended(row, timezone.now())
    context = {
        "row": row,
        "content": html_fragment(minutes_document(told)),
        "actions": told.board.changes.actions if rights["takes_part"] else [],
        "today": timezone.localdate(),
        "may_mend": may_mend,
        "decisions": told.board.changes.decisions if may_mend and rights["may_run"] else [],
        **rights,
    }
    return render(request, "meetings/minutes.html", context)


def _readable(request: PageRequest, key: str) -> Meeting:
    row = meeting(request.viewer, key, now=timezone.now())
    takes_part = rights_of(request, row)["takes_part"]
    if row.state != MeetingState.HELD and not (takes_part and row.state == MeetingState.RUNNING):
        raise Http404
    return row


def _minutes(request: PageRequest, row: Meeting, *, takes_part: bool) -> Minutes:
    listed, board = participants_of(row), board_of(request.viewer, row)
    authors = {one.row.written_by for one in board.changes.notes}
    return Minutes(
        row=row,
        board=board,
        there=names_of_those_there(listed, authors) if takes_part else [],
        count=sum(1 for one in listed if one.row.was_there),
        organisations=organisations_coming(listed),
        gave=yield_of(request.viewer, row, now=timezone.now()),
        takes_part=takes_part,
        site=request.build_absolute_uri("/").rstrip("/"),
    )


@require_safe
def fetch(request: PageRequest, key: str, kind: str) -> HttpResponse:
    """Give the minutes as a file, with what the reader may see of them."""
    row = _readable(request, key)
    if kind not in WRITERS:
        raise Http404
    if is_over_limit(request, "meeting_file", most=MOST_A_MINUTE, now=timezone.now()):
        messages.error(request, _("That was many files in a short while. Wait a minute and fetch this one again."))
        return redirect("meetings:minutes", row.key)
    told = _minutes(request, row, takes_part=rights_of(request, row)["takes_part"])
    with turn("minutes", places=PLACES, patience=PATIENCE):
        content = WRITERS[kind](minutes_document(told))
    return download(content, name=f"{slug_of(_('Minutes'))}-{row.key}", kind=kind)
