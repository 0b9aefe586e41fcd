"""Writes to projects and to the register: one verb each, in a transaction, with its trace in the audit log."""

from maskinrum.partnerships.actions.corrections import (
    answer_correction,
    erase_corrections,
    forget_addresses,
    send_correction,
)
from maskinrum.partnerships.actions.departments import tie_to_departments
from maskinrum.partnerships.actions.joint_estimates import add_joint_estimate, change_joint_estimate
from maskinrum.partnerships.actions.merging import move_call_off_rights, move_parties
from maskinrum.partnerships.actions.outcomes import record_outcomes, record_progress
from maskinrum.partnerships.actions.projects import (
    KeptProjects,
    UnansweredError,
    bring_projects,
    import_projects,
    save_project_list,
)
from maskinrum.partnerships.actions.register import add_partnership, change_partnership
from maskinrum.partnerships.actions.shipped import Loaded, load_register

__all__ = [
    "KeptProjects",
    "Loaded",
    "UnansweredError",
    "add_joint_estimate",
    "add_partnership",
    "answer_correction",
    "bring_projects",
    "change_joint_estimate",
    "change_partnership",
    "erase_corrections",
    "forget_addresses",
    "import_projects",
    "load_register",
    "move_call_off_rights",
    "move_parties",
    "record_outcomes",
    "record_progress",
    "save_project_list",
    "send_correction",
    "tie_to_departments",
]
