"""Reads of the running partnership, the viewer first."""

from maskinrum.steering.queries.board import (
    Seat,
    board_projects,
    boards,
    contractors_of,
    placement_at,
    projects_at,
    projects_to_add,
    seat_at,
    seats,
    without_board,
)
from maskinrum.steering.queries.disagreements import disagreements
from maskinrum.steering.queries.starts import start_counts

__all__ = [
    "Seat",
    "board_projects",
    "boards",
    "contractors_of",
    "disagreements",
    "placement_at",
    "projects_at",
    "projects_to_add",
    "seat_at",
    "seats",
    "start_counts",
    "without_board",
]
