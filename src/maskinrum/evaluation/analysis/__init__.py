"""Rows of the evaluation to arrays of the engine and back."""
