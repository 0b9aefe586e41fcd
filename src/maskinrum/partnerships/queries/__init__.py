"""Reads of projects and of the register, the viewer first."""

from maskinrum.partnerships.queries.projects import (
    ApprovalFacts,
    approval_state,
    approval_states,
    current_projects,
    list_version,
    project_facts,
    projects,
)
from maskinrum.partnerships.queries.register import (
    job_facts,
    partnership,
    partnership_facts,
    partnerships,
    partnerships_of,
)

__all__ = [
    "ApprovalFacts",
    "approval_state",
    "approval_states",
    "current_projects",
    "job_facts",
    "list_version",
    "partnership",
    "partnership_facts",
    "partnerships",
    "partnerships_of",
    "project_facts",
    "projects",
]
