"""Reads of the running partnership, the viewer first."""

from maskinrum.steering.queries.board import (
    Seat,
    board_projects,
    boards,
    boards_to_warn,
    clients_of,
    contractors_of,
    index_of_others,
    merged_placements,
    placement_at,
    placement_facts,
    placement_version,
    placements_to_change,
    projects_at,
    projects_to_add,
    seat_at,
    seats,
    terms_of,
    without_board,
)
from maskinrum.steering.queries.disagreements import disagreements, every_disagreement
from maskinrum.steering.queries.starts import start_counts

__all__ = [
    "Seat",
    "board_projects",
    "boards",
    "boards_to_warn",
    "clients_of",
    "contractors_of",
    "disagreements",
    "every_disagreement",
    "index_of_others",
    "merged_placements",
    "placement_at",
    "placement_facts",
    "placement_version",
    "placements_to_change",
    "projects_at",
    "projects_to_add",
    "seat_at",
    "seats",
    "start_counts",
    "terms_of",
    "without_board",
]
