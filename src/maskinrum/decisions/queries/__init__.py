"""Reads of decision files, their analyses, and how ready their organisation is."""

from maskinrum.decisions.queries.analyses import analyses_of, analysis_of, exploration_of, is_under_way
from maskinrum.decisions.queries.files import (
    decision_file,
    decision_files,
    is_deleted,
    latest_snapshot,
    own_decision_files,
    shared_decision_files,
    snapshot_facts,
)
from maskinrum.decisions.queries.joint import (
    forgotten_joint_portfolios,
    in_force,
    invitations_between,
    joint_portfolio,
    joint_portfolios,
    joint_portfolios_of,
)
from maskinrum.decisions.queries.looking_back import is_unwritten, not_reminded_lately, versions_to_look_back_at
from maskinrum.decisions.queries.readiness import (
    PersonsPoints,
    Points,
    Said,
    own_points,
    points_by_person,
    points_of,
    said_of,
)
from maskinrum.decisions.queries.twins import KnownPartnership, experiences_from, known_partnerships, register_rows

__all__ = [
    "KnownPartnership",
    "PersonsPoints",
    "Points",
    "Said",
    "analyses_of",
    "analysis_of",
    "decision_file",
    "decision_files",
    "experiences_from",
    "exploration_of",
    "forgotten_joint_portfolios",
    "in_force",
    "invitations_between",
    "is_deleted",
    "is_under_way",
    "is_unwritten",
    "joint_portfolio",
    "joint_portfolios",
    "joint_portfolios_of",
    "known_partnerships",
    "latest_snapshot",
    "not_reminded_lately",
    "own_decision_files",
    "own_points",
    "points_by_person",
    "points_of",
    "register_rows",
    "said_of",
    "shared_decision_files",
    "snapshot_facts",
    "versions_to_look_back_at",
]
