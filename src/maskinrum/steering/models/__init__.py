"""The running partnership: board, decisions, disagreements."""

from maskinrum.steering.models.board import Board, BoardWarning, CallOff, Placement

__all__ = ["Board", "BoardWarning", "CallOff", "Placement"]
