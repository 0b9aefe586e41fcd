"""What the page of a salon shows, in words and ticks."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from django.utils.translation import gettext as _

from maskinrum.knowledge.facts.themes import Theme, themes_named
from maskinrum.meetings.enums import SalonState, SignUpState
from maskinrum.meetings.facts.links import Link, links_in
from maskinrum.meetings.facts.salons import lines_of
from maskinrum.meetings.models import Salon, SalonFile, SignUp
from maskinrum.meetings.permissions import can_keep_salon
from maskinrum.meetings.phrases.hours import moment_in_words, when
from maskinrum.meetings.queries import Seats, own_sign_up, seats_of, takes_sign_ups
from maskinrum.meetings.queries.salons import files_shown
from maskinrum.meetings.queries.sign_ups import on_the_list
from maskinrum.organisations.permissions import Viewer

MOST_TICKS = 60


@dataclass(frozen=True)
class SalonPage:
    """One salon as one viewer sees it at one moment. ``own`` is what the viewer has signed up with."""

    row: Salon
    when: str
    deadline: str
    seats: Seats
    ticks: list[bool]
    ticks_each: int
    is_open: bool
    is_over: bool
    own: SignUp | None
    may_keep: bool
    listed: list[SignUp]
    themes: list[Theme]
    files: list[SalonFile]

    @property
    def questions(self) -> list[str]:
        """What is asked."""
        return lines_of(self.row.questions)

    @property
    def speakers(self) -> list[str]:
        """The organisations that speak."""
        return lines_of(self.row.speakers)

    @property
    def material(self) -> list[Link]:
        """What to read."""
        return links_in(self.row.material)

    @property
    def has_seats(self) -> bool:
        """Whether seats mean anything any more."""
        return self.row.state in {SalonState.OPEN, SalonState.CLOSED} and not self.is_over

    @property
    def beside(self) -> dict[str, Any]:
        """Where the reader stands, for the experiences to read before."""
        heading = "" if self.is_over else _("Read before you come")
        return {"themes": tuple(self.row.theme_codes.split()), "heading": heading}


def salon_page(viewer: Viewer, row: Salon, *, now: datetime) -> SalonPage:
    """Put the page together."""
    seats = seats_of(row, now=now)
    each = max(ceil(row.seats / MOST_TICKS), 1)
    shown, taken = ceil(row.seats / each), min(ceil(seats.held / each), ceil(row.seats / each))
    own = own_sign_up(viewer, row)
    is_in = own is not None and own.state == SignUpState.CONFIRMED
    return SalonPage(
        row=row,
        when=when(row),
        deadline=moment_in_words(row.deadline),
        seats=seats,
        ticks=[tick < taken for tick in range(shown)],
        ticks_each=each,
        is_open=takes_sign_ups(row, now=now),
        is_over=row.state == SalonState.HELD or row.ends_at <= now,
        own=own,
        may_keep=can_keep_salon(viewer, row),
        listed=on_the_list(row) if is_in or can_keep_salon(viewer, row) else [],
        themes=themes_named(row.theme_codes),
        files=list(files_shown(row)),
    )
