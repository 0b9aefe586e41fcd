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

__all__ = [
    "Seat",
    "board_projects",
    "boards",
    "contractors_of",
    "placement_at",
    "projects_at",
    "projects_to_add",
    "seat_at",
    "seats",
    "without_board",
]
