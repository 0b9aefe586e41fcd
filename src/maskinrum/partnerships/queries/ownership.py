"""Who owns a project, and who may call off under an agreement."""

from django.db.models import Q, QuerySet

from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import organisations_kept
from maskinrum.partnerships.models import Partnership, Project


def owner_of(project: Project) -> Organisation:
    """Who builds: the organisation of the project's department, else that on whose list it stands."""
    return project.department.organisation if project.department else project.organisation


def may_call_off(partnership: Partnership) -> QuerySet[Organisation]:
    """Who may call off under the agreement: the client, and those that a right to call off names; by name."""
    named = Q(pk__in=[partnership.organisation_id]) | Q(call_off_rights__partnership=partnership)
    return Organisation.objects.filter(named).distinct().order_by("name", "id")


def calls_off(viewer: Viewer, partnership: Partnership) -> bool:
    """Whether the viewer acts for one who may call off, or for one that runs its housing by common consent."""
    return may_call_off(partnership).filter(pk__in=organisations_kept(viewer).values("pk")).exists()
