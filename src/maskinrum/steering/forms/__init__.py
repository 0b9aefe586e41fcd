"""What people may type about the running partnership."""

from maskinrum.steering.forms.board import AddProjectsForm, BoardForm, OpenBoardForm
from maskinrum.steering.forms.placement import PlacementForm

__all__ = ["AddProjectsForm", "BoardForm", "OpenBoardForm", "PlacementForm"]
