"""Reads of the running partnership, the viewer first. What a viewer may not see is never selected."""

from maskinrum.steering.queries.disagreements import disagreements
from maskinrum.steering.queries.starts import start_counts

__all__ = ["disagreements", "start_counts"]
