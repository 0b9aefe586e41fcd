"""Writes of the running partnership."""

from maskinrum.steering.actions.board import (
    change_board,
    change_placement,
    import_placements,
    move_placements,
    open_board,
    place_projects,
    remove_placement,
)

__all__ = [
    "change_board",
    "change_placement",
    "import_placements",
    "move_placements",
    "open_board",
    "place_projects",
    "remove_placement",
]
