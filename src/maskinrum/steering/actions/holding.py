"""What several actions begin with: a partnership that the viewer is a party to, held, and a day that can be."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership, Project
from maskinrum.shared.errors import DomainError
from maskinrum.steering.queries.reaching import earliest_day, own_partnerships, projects_of


def held_partnership(partnership: Partnership, viewer: Viewer) -> Partnership:
    """The partnership as it stands, so that two do not write at once. Raises DomainError for who is no party to it."""
    if not own_partnerships(viewer).filter(pk=partnership.pk).exists():
        raise DomainError(_("Only the parties of the partnership can write here. Nothing was changed."))
    return Partnership.objects.select_for_update().get(pk=partnership.pk)


def refuse_day(day: date, *, field: str, partnership: Partnership, now: datetime) -> None:
    """Raise DomainError for a day in the future, or before there was an agreement."""
    today, earliest = timezone.localdate(now), earliest_day(partnership)
    if day > today:
        words = _("The day lies ahead. Write today, %(day)s, or one before it.")
        raise DomainError(words % {"day": date_format(today, "DATE_FORMAT")}, field=field)
    if earliest is not None and day < earliest:
        words = _("The day is before the agreement, which is from %(day)s. Choose a later one.")
        raise DomainError(words % {"day": date_format(earliest, "DATE_FORMAT")}, field=field)


def chosen_project(key: str, viewer: Viewer, partnership: Partnership, *, kept: Project | None) -> Project | None:
    """The project behind a choice; what was chosen before may stay. Raises DomainError for one there is not."""
    if not key:
        return None
    if kept is not None and str(kept.pk) == key:
        return kept
    found = next((one for one in projects_of(viewer, partnership) if str(one.pk) == key), None)
    if found is None:
        raise DomainError(_("Choose one of the projects on the list."), field="project")
    return found
