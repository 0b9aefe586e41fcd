"""Reads of projects and of the register, the viewer first."""

from maskinrum.partnerships.queries.outcomes import outcome_of, outcomes_version, projects_of_old
from maskinrum.partnerships.queries.projects import (
    ApprovalFacts,
    approval_state,
    approval_states,
    current_projects,
    list_version,
    project_facts,
    projects,
    ties_version,
)
from maskinrum.partnerships.queries.register import (
    job_facts,
    may_change,
    partnership,
    partnership_facts,
    partnerships,
    partnerships_of,
)
from maskinrum.partnerships.queries.retention import answered_corrections

__all__ = [
    "ApprovalFacts",
    "answered_corrections",
    "approval_state",
    "approval_states",
    "current_projects",
    "job_facts",
    "list_version",
    "may_change",
    "outcome_of",
    "outcomes_version",
    "partnership",
    "partnership_facts",
    "partnerships",
    "partnerships_of",
    "project_facts",
    "projects",
    "projects_of_old",
    "ties_version",
]
