"""Rows to numbers and back: the only door of the evaluation to the engine."""
