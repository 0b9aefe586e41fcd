"""Writes to the evaluation: one verb each, in a transaction."""

from maskinrum.evaluation.actions.erasing import erase_from_evaluation
from maskinrum.evaluation.actions.shipped import load_questions

__all__ = ["erase_from_evaluation", "load_questions"]
