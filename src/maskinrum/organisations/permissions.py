"""The viewer, and the one rule that says what a viewer may see."""

import uuid
from dataclasses import dataclass

from maskinrum.organisations.enums import Role


@dataclass(frozen=True)
class Viewer:
    """Who is looking: nobody known (both ids None), or a person acting for an organisation in a role."""

    person: uuid.UUID | None = None
    organisation: uuid.UUID | None = None
    role: str = ""

    @property
    def is_known(self) -> bool:
        return self.person is not None

    @property
    def is_member(self) -> bool:
        return self.organisation is not None


VISITOR = Viewer()


def can_manage_organisation(viewer: Viewer) -> bool:
    """Managers decide for their organisation: share its files and stop sharing them."""
    return viewer.is_member and viewer.role in {Role.MANAGER, Role.SECRETARIAT}
