"""Construction projects, and the register of partnerships."""

from maskinrum.partnerships.models.projects import Project

__all__ = ["Project"]
