"""Projects as documents, for those who act for the organisation on whose list they stand."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from maskinrum.organisations.models import Department
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Project
from maskinrum.partnerships.queries import projects
from maskinrum.search.indexing import Document, Shown, key_of


def ids() -> Iterator[str]:
    """Every project that is on a list."""
    rows = Project.objects.filter(removed_at__isnull=True).order_by()
    return (str(pk) for pk in rows.values_list("pk", flat=True).iterator())


def documents(chosen: Collection[str]) -> Iterator[Document]:
    """Name, similarity group and department, in people's own words; the rest is chosen from lists."""
    rows = Project.objects.filter(pk__in=chosen, removed_at__isnull=True).select_related("department")
    for row in rows:
        department = f"{row.department.number} {row.department.name}".strip() if row.department else ""
        yield Document(
            key=key_of("project", row.pk),
            kind="project",
            title=row.name,
            text="\n".join(one for one in (row.group, department) if one),
            readers=frozenset({f"organisation:{row.organisation_id}"}),
            facets={"language": ("da", "en")},
            names=(row.name, department),
        )


def shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """The projects among these that stand on the list of the viewer's organisation."""
    rows = projects(viewer).filter(pk__in=chosen).select_related("department")
    return {str(row.pk): Shown(reverse("partnerships:projects"), _facts(row)) for row in rows}


def _facts(row: Project) -> tuple[str, ...]:
    department = str(row.department) if row.department else ""
    said = [_("Your list of projects"), row.get_kind_display(), row.get_approval_display(), department]
    return tuple(str(one) for one in said if one)


def of_department(row: Department) -> Iterable[Project]:
    """The projects that say the name of a department."""
    return row.projects.filter(removed_at__isnull=True)
