"""Writes to projects and to the register: one verb each, in a transaction, with its trace in the audit log."""

from maskinrum.partnerships.actions.corrections import (
    answer_correction,
    erase_corrections,
    remove_overdue_corrections,
    send_correction,
)
from maskinrum.partnerships.actions.projects import KeptProjects, import_projects, save_project_list
from maskinrum.partnerships.actions.register import add_partnership, change_partnership
from maskinrum.partnerships.actions.shipped import Loaded, load_register

__all__ = [
    "KeptProjects",
    "Loaded",
    "add_partnership",
    "answer_correction",
    "change_partnership",
    "erase_corrections",
    "import_projects",
    "load_register",
    "remove_overdue_corrections",
    "save_project_list",
    "send_correction",
]
