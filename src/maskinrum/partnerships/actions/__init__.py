"""Writes to projects and to the register: one verb each, in a transaction, with its trace in the audit log."""

from maskinrum.partnerships.actions.corrections import erase_corrections
from maskinrum.partnerships.actions.projects import KeptProjects, import_projects, save_project_list

__all__ = ["KeptProjects", "erase_corrections", "import_projects", "save_project_list"]
