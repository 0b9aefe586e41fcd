"""Reads of the evaluation: the viewer comes first, and ``now`` is an argument."""
