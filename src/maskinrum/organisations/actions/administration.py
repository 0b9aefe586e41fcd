"""Departments, and who runs whose housing."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions.audit import record
from maskinrum.organisations.actions.meanwhile import changed_meanwhile, held_carrier, hold_still
from maskinrum.organisations.models import Administration, Department, Organisation
from maskinrum.organisations.permissions import Viewer, can_manage_organisation, can_share
from maskinrum.organisations.queries import keeps, version_of
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError


@transaction.atomic
def add_department(
    organisation: Organisation, *, number: str, name: str, homes: int | None, viewer: Viewer, now: datetime
) -> Department:
    """Add a department. Raises DomainError without the right, or when the number is in use."""
    organisation = held_carrier(organisation)
    _refuse_without_right(organisation, viewer)
    department = Department(organisation=organisation, number=number, name=name, homes=homes)
    _save(department)
    changes = {"number": [None, number], "name": [None, name], "homes": [None, homes]}
    record("add_department", department, viewer=viewer, now=now, changes=changes)
    return department


@transaction.atomic
def change_department(
    department: Department,
    *,
    number: str,
    name: str,
    homes: int | None,
    viewer: Viewer,
    now: datetime,
    expected_version: str | None = None,
) -> Department:
    """Change what a department is called.

    Raises DomainError as ``add_department``, when it was taken off the list, and when somebody has changed it since
    ``expected_version``, if that is given.
    """
    current = _held(department, viewer)
    if current.removed_at is not None:
        raise DomainError(_("The department has been taken off the list meanwhile. Nothing was changed."))
    if expected_version is not None and version_of(current) != expected_version:
        homes_told = "" if current.homes is None else _("%(homes)s homes") % {"homes": current.homes}
        raise changed_meanwhile([str(current), homes_told])
    after = {"number": number, "name": name, "homes": homes}
    changes = {
        field: [getattr(current, field), value] for field, value in after.items() if getattr(current, field) != value
    }
    current.number, current.name, current.homes = number, name, homes
    _save(current)
    if changes:
        note_change(current)
        record("change_department", current, viewer=viewer, now=now, changes=changes)
    return current


@transaction.atomic
def remove_department(department: Department, *, viewer: Viewer, now: datetime) -> Department:
    """Take a department off the list; what points to it stays as it is. Raises DomainError without the right."""
    current = _held(department, viewer)
    if current.removed_at is None:
        current.removed_at = now
        current.save(update_fields=["removed_at"])
        record("remove_department", current, viewer=viewer, now=now)
    return current


@transaction.atomic
def state_administration(
    *, administrator: Organisation, administered: Organisation, viewer: Viewer, now: datetime
) -> Administration:
    """Say that one organisation runs another; it counts when the other side confirms.

    Raises DomainError unless a manager of one of the two says it, and when it is said already.
    """
    is_said_of_others = can_share(viewer, administrator.pk)
    if not (is_said_of_others or can_share(viewer, administered.pk)):
        raise DomainError(_("Only a manager can say who runs your housing. Ask one of them."))
    hold_still([administrator.pk, administered.pk])
    administrator, administered = held_carrier(administrator), held_carrier(administered)
    stated_by = administrator if is_said_of_others else administered
    if administrator.pk == administered.pk:
        raise DomainError(_("An organisation does not run itself. Choose another."), field="organisation")
    try:
        with transaction.atomic():
            administration = Administration.objects.create(
                administrator=administrator, administered=administered, stated_by=stated_by, stated_at=now
            )
    except IntegrityError as error:
        raise DomainError(_("This is said already. See the list."), field="organisation") from error
    changes = {"administrator": [None, str(administrator.pk)], "administered": [None, str(administered.pk)]}
    record("state_administration", administration, viewer=viewer, now=now, changes=changes)
    return administration


@transaction.atomic
def confirm_administration(administration: Administration, *, viewer: Viewer, now: datetime) -> Administration:
    """Confirm what the other side has said. Raises DomainError for anybody but a manager of this side."""
    administration = _locked(administration, viewer)
    if viewer.organisation == administration.stated_by_id:
        raise DomainError(_("The other organisation must confirm what yours has said."))
    if administration.confirmed_at is None:
        administration.confirmed_at = now
        administration.save(update_fields=["confirmed_at"])
        record("confirm_administration", administration, viewer=viewer, now=now)
    return administration


@transaction.atomic
def end_administration(administration: Administration, *, viewer: Viewer, now: datetime) -> Administration:
    """End it, or say no to it; either side may. Raises DomainError for anybody but a manager of one of the two."""
    administration = _locked(administration, viewer)
    administration.ended_at = now
    administration.save(update_fields=["ended_at"])
    record("end_administration", administration, viewer=viewer, now=now)
    return administration


def _held(department: Department, viewer: Viewer) -> Department:
    """The department as it is stored, held until the end of the transaction. Raises DomainError without the right."""
    current = Department.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=department.pk)
    _refuse_without_right(current.organisation, viewer)
    return current


def _locked(administration: Administration, viewer: Viewer) -> Administration:
    administration = Administration.objects.select_for_update().get(pk=administration.pk)
    sides = {administration.administrator_id, administration.administered_id}
    if not can_manage_organisation(viewer) or viewer.organisation not in sides:
        raise DomainError(_("Only a manager can say who runs your housing. Ask one of them."))
    if administration.ended_at is not None:
        raise DomainError(_("It has been ended meanwhile. Nothing was changed."))
    return administration


def _refuse_without_right(organisation: Organisation, viewer: Viewer) -> None:
    if not keeps(viewer, organisation.pk):
        raise DomainError(_("Only the organisation itself and the one that runs it keep its departments."))


def _save(department: Department) -> None:
    try:
        with transaction.atomic():
            department.save()
    except IntegrityError as error:
        raise DomainError(_("Another department has this number. Write a different one."), field="number") from error
