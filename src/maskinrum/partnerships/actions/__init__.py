"""Writes to projects and to the register: one verb each, in a transaction, with its trace in the audit log."""

from maskinrum.partnerships.actions.corrections import erase_corrections
from maskinrum.partnerships.actions.projects import KeptProjects, import_projects, save_project_list
from maskinrum.partnerships.actions.register import add_partnership, change_partnership
from maskinrum.partnerships.actions.shipped import Loaded, load_register

__all__ = [
    "KeptProjects",
    "Loaded",
    "add_partnership",
    "change_partnership",
    "erase_corrections",
    "import_projects",
    "load_register",
    "save_project_list",
]
