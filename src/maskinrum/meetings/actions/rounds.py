"""Rounds of dots: opened, voted in, counted."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from maskinrum.meetings.actions.turns import counted_on, open_to, refuse_gone, run_by
from maskinrum.meetings.enums import MeetingState
from maskinrum.meetings.models import AgendaItem, DotVote, Meeting, Round, RoundOption
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.errors import DomainError

MOST_OPTIONS, MOST_DOTS, OPTION_LENGTH = 20, 10, 200


@transaction.atomic
def open_round(
    row: Meeting,
    item: AgendaItem | None,
    *,
    question: str,
    options: Sequence[str],
    dots: int,
    viewer: Viewer,
    now: datetime,
) -> Round:
    """Ask everybody to give their dots; the same sent twice is asked once, as long as it is open.

    Raises DomainError without the right, and for fewer than two options.
    """
    current = run_by(row, viewer)
    if current.state != MeetingState.RUNNING:
        raise DomainError(_("Dots are given while the meeting runs."))
    refuse_gone(current, item)
    offered = list(dict.fromkeys(one.strip()[:OPTION_LENGTH] for one in options if one.strip()))
    if not question:
        raise DomainError(_("Write what is to be chosen."), field="question")
    if not 2 <= len(offered) <= MOST_OPTIONS:
        words = _("Write from two to %(most)s different options, one on each line.")
        raise DomainError(words % {"most": MOST_OPTIONS}, field="options")
    if not 1 <= dots <= MOST_DOTS:
        raise DomainError(_("Give each person from 1 to %(most)s dots.") % {"most": MOST_DOTS}, field="dots")
    for open_one in current.rounds.filter(item=item, question=question, dots=dots, closed_at=None):
        if list(open_one.options.order_by("position").values_list("text", flat=True)) == offered:
            return open_one
    asked = Round.objects.create(
        meeting=current, item=item, question=question, dots=dots, seq=counted_on(current), opened_at=now
    )
    RoundOption.objects.bulk_create(
        RoundOption(round=asked, position=place, text=text) for place, text in enumerate(offered)
    )
    record("open_round", asked, viewer=viewer, now=now)
    return asked


@transaction.atomic
def give_dots(row: Meeting, asked: Round, given: Mapping[uuid.UUID, int], *, viewer: Viewer, now: datetime) -> None:
    """Give one's dots; giving again takes the place of what was given, so that nobody counts twice.

    Raises DomainError for more dots than one has, and when the round is closed.
    """
    current = open_to(row, viewer, now)
    asked = Round.objects.get(pk=asked.pk, meeting=current)
    if asked.closed_at is not None or viewer.person is None:
        raise DomainError(_("The round is closed and counted. Your dots were not added."))
    options = set(asked.options.values_list("pk", flat=True))
    chosen = {option: dots for option, dots in given.items() if option in options and dots}
    if any(dots < 0 for dots in chosen.values()) or sum(chosen.values()) > asked.dots:
        words = _("You have %(most)s dots and gave %(count)s. Take some away.")
        raise DomainError(words % {"most": asked.dots, "count": sum(chosen.values())})
    DotVote.objects.filter(option__round=asked, person=viewer.person).delete()
    DotVote.objects.bulk_create(
        DotVote(option_id=option, person=viewer.person, dots=dots) for option, dots in chosen.items()
    )
    record("give_dots", asked, viewer=viewer, now=now)


@transaction.atomic
def close_round(row: Meeting, asked: Round, *, viewer: Viewer, now: datetime) -> Round:
    """Count the dots and forget who gave them. Closing what is closed changes nothing."""
    current = run_by(row, viewer)
    asked = Round.objects.get(pk=asked.pk, meeting=current)
    if asked.closed_at is None:
        count_dots(asked, seq=counted_on(current), now=now)
        record("close_round", asked, viewer=viewer, now=now)
    return asked


def count_dots(asked: Round, *, seq: int, now: datetime) -> None:
    """Keep the sums and nothing else."""
    votes = DotVote.objects.filter(option__round=asked)
    asked.voters = votes.values("person").distinct().count()
    for option, count in votes.values_list("option").annotate(Sum("dots")).order_by():
        RoundOption.objects.filter(pk=option).update(count=count)
    votes.delete()
    asked.closed_at, asked.seq = now, seq
    asked.save()
