"""Writes to boards: one verb each, in a transaction, with its trace in the log."""

from collections.abc import Collection, Sequence, Set
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import record
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.actions import record_progress
from maskinrum.partnerships.enums import Inside
from maskinrum.partnerships.models import Partnership, Project
from maskinrum.shared.errors import DomainError, OvertakenError
from maskinrum.steering.actions.board_rules import broken_by_change, broken_rules
from maskinrum.steering.facts.board import CallOffFacts
from maskinrum.steering.facts.placement import PLAIN, PlacementFacts
from maskinrum.steering.models import AnswersTold, Board, CallOff, Placement
from maskinrum.steering.queries import placement_facts, placement_version

MOST_PROJECTS = 500


@transaction.atomic
def open_board(partnership: Partnership, *, maximum: Decimal | None, viewer: Viewer, now: datetime) -> Board:
    """Let a partnership be run here. Raises DomainError when a colleague was quicker."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    if Board.objects.filter(partnership=partnership).exists():
        raise DomainError(_("A colleague has opened the board already. Find it on the list."))
    board = Board.objects.create(partnership=partnership, maximum=maximum, opened_at=now, changed_at=now)
    record("open_board", board, viewer=viewer, now=now, changes={"maximum": [None, _text(maximum)]})
    return board


@transaction.atomic
def change_board(
    board: Board,
    *,
    maximum: Decimal | None,
    option: str,
    option_decided_on: date | None,
    expected_revision: int,
    viewer: Viewer,
    now: datetime,
) -> Board:
    """Say what the agreement's maximum is and what became of its option."""
    board = Board.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=board.pk)
    if board.revision != expected_revision:
        raise _overtaken()
    given = {"maximum": maximum, "option": option, "option_decided_on": option_decided_on}
    changes = {name: [_text(getattr(board, name)), _text(value)] for name, value in given.items()}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if changes:
        board.maximum, board.option, board.option_decided_on = maximum, option, option_decided_on
        board.revision, board.changed_at = board.revision + 1, now
        board.save()
        record("change_board", board, viewer=viewer, now=now, changes=changes)
    return board


@transaction.atomic
def place_projects(
    board: Board, *, projects: Collection[Project], viewer: Viewer, now: datetime, inside: Inside = Inside.YES
) -> list[Placement]:
    """Put projects on a board; those that stand there already are passed over."""
    Board.objects.select_for_update().get(pk=board.pk)
    there = set(board.placements.values_list("project", flat=True))
    new = [project for project in projects if project.pk not in there]
    if len(there) + len(new) > MOST_PROJECTS:
        words = _("A board holds at most %(most)s projects. Nothing was added; take some off it first.")
        raise DomainError(words % {"most": MOST_PROJECTS})
    placed = [Placement.objects.create(board=board, project=one, inside=inside, changed_at=now) for one in new]
    for one in placed:
        record("place_project", one, viewer=viewer, now=now, changes={"project": [None, str(one.project_id)]})
    return placed


@transaction.atomic
def remove_placement(placement: Placement, *, viewer: Viewer, now: datetime) -> None:
    """Take a project off a board, with what only the board knew; the project stays on its organisation's list.

    One that is off it already, because the button was pressed twice, is left so.
    """
    row = _held().filter(pk=placement.pk).first()
    if row is None:
        return
    record("remove_placement", row, viewer=viewer, now=now, changes={"project": [str(row.project_id), None]})
    _remember(row.project, placement_facts(row).answers_told)
    row.delete()


@transaction.atomic
def change_placement(
    placement: Placement, facts: PlacementFacts, *, expected_version: str, viewer: Viewer, now: datetime
) -> bool:
    """Write what is said of a project, and say whether anything was new.

    Raises DomainError when a colleague has written since ``expected_version``, or when a rule is broken.
    """
    for field, words in broken_rules(facts):
        raise DomainError(words, field=field)
    row = _held().get(pk=placement.pk)
    if placement_version(row) != expected_version:
        raise _overtaken()
    before = placement_facts(row)
    for field, words in broken_by_change(before, facts):
        raise DomainError(words, field=field)
    _remember(row.project, before.answers_told | ({facts.resident_answers} if facts.tells_means else set()))
    changes = {name: [_text(_of(row, name)), _text(getattr(facts, name))] for name in PLAIN}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    is_called_off_anew = _write_call_offs(row, facts.call_offs)
    is_new = record_progress(row.project, approval=facts.approval, outcome=facts.outcome, viewer=viewer, now=now)
    if not changes and not is_called_off_anew:
        return is_new
    for name in PLAIN:
        setattr(row, "contractor_id" if name == "contractor" else name, getattr(facts, name))
    row.revision, row.changed_at = row.revision + 1, now
    row.save()
    if changes:
        record("change_placement", row, viewer=viewer, now=now, changes=changes)
    if is_called_off_anew:
        record("change_call_offs", row, viewer=viewer, now=now)
    return True


@transaction.atomic
def import_placements(
    board: Board, *, rows: Sequence[tuple[Placement, str, PlacementFacts]], viewer: Viewer, now: datetime
) -> int:
    """Write what a file says of projects, all or nothing; each with the version it was read against."""
    changed = sum(
        change_placement(row, facts, expected_version=version, viewer=viewer, now=now) for row, version, facts in rows
    )
    record("import_board", board, viewer=viewer, now=now, changes={"projects": [None, changed]})
    return changed


def move_placements(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the one that carries on after a merger carry out the projects of the one that ends."""
    del now
    Placement.objects.filter(contractor=old).update(contractor=into)


def _of(row: Placement, name: str) -> Any:
    return row.contractor_id if name == "contractor" else getattr(row, name)


def _write_call_offs(row: Placement, given: Sequence[CallOffFacts]) -> bool:
    names = [field.name for field in fields(CallOffFacts)]
    stored = [CallOffFacts(*values) for values in row.call_offs.values_list(*names)]
    if stored == list(given):
        return False
    row.call_offs.all().delete()
    for place, one in enumerate(given):
        CallOff.objects.create(placement=row, position=place, **{name: getattr(one, name) for name in names})
    return True


def _held() -> QuerySet[Placement]:
    """Places as they are stored now, held until the transaction ends."""
    return Placement.objects.select_for_update(of=("self",)).select_related("project__answers_told")


def _remember(project: Project, told: Set[int | None]) -> None:
    """Keep on how many answers means have rested, for as long as the project is there, on whatever board."""
    counts = {one for one in told if one is not None}
    if counts:
        kept, _is_new = AnswersTold.objects.select_for_update().get_or_create(project=project)
        kept.counts = sorted(counts.union(kept.counts))
        kept.save(update_fields=["counts"])


def _text(value: object) -> str | None:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return None if value is None else str(value)


def _overtaken() -> OvertakenError:
    return OvertakenError(
        _(
            "A colleague has changed this since you opened it. What you typed still stands here. Open the page in a "
            "new tab and compare, then save again."
        )
    )
