"""Files beside a salon: kept, taken away, and cleaned again when the cleaner has learnt more."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.attachments import store_file, tidy_name
from maskinrum.knowledge.actions.files import ReadFile, read_attachment
from maskinrum.knowledge.actions.letters import FILE_SET_ASIDE
from maskinrum.knowledge.models import CLEANER
from maskinrum.knowledge.queries.attachments import content_of, place_of
from maskinrum.meetings.actions.seats import held
from maskinrum.meetings.models import Salon, SalonFile
from maskinrum.meetings.permissions import can_keep_salon
from maskinrum.organisations.actions import record, write_to
from maskinrum.organisations.actions.letters import address_of_page
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import deciders_of, viewer_of
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import BusyError, DomainError

MOST_FILES = 10
AT_ONCE = 50


def attach_to_salon(row: Salon, *, name: str, content: bytes, viewer: Viewer, now: datetime) -> SalonFile:
    """Keep a file beside a salon. Raises DomainError without the right, for one not kept, and for one too many."""
    _refuse(row, viewer)
    # It may take a minute, in which nobody else must wait to write.
    read = read_attachment(content)
    with transaction.atomic():
        current = held(row)
        _refuse(current, viewer)
        if current.files.count() >= MOST_FILES:
            raise DomainError(_("There are ten files already. Take one away first."), field="file")
        kept = SalonFile(
            salon=current, name=tidy_name(name, read.kind), kind=read.kind, uploaded_by=viewer.person, uploaded_at=now
        )
        _put(kept, read)
        record("attach_salon_file", kept, viewer=viewer, now=now, changes={"kind": [None, read.kind.value]})
        note_change(current)
    return kept


def _refuse(row: Salon, viewer: Viewer) -> None:
    if not can_keep_salon(viewer, row):
        raise DomainError(_("Only those who planned the salon can change it."))


def _put(row: SalonFile, read: ReadFile) -> None:
    digest = hashlib.sha256(read.content).hexdigest()
    if digest != row.digest:
        row.file, row.size, row.digest = store_file(read.content), len(read.content), digest
    row.text, row.cleaned_by = read.text, CLEANER
    row.save()


@transaction.atomic
def remove_salon_file(row: SalonFile, *, viewer: Viewer, now: datetime) -> None:
    """Take a file away for good; one that is gone already is left so. Raises DomainError without the right."""
    current = held(row.salon)
    _refuse(current, viewer)
    found = current.files.filter(pk=row.pk).first()
    if found is None:
        return
    record("remove_salon_file", found, viewer=viewer, now=now, changes={"kind": [found.kind, None]})
    stored = found.file
    found.delete()
    note_change(current)
    transaction.on_commit(lambda: place_of(stored).unlink(missing_ok=True))


def clean_salon_files(now: datetime) -> int:
    """Clean some of the files that the cleaner of today has not seen, and say how many there were. Safe to repeat.

    One that it does not take is put aside: nobody fetches it, and its planners see that and why to bring another.
    """
    waiting = SalonFile.objects.filter(cleaned_by__lt=CLEANER, set_aside_at=None).order_by("pk")
    return sum(_cleaned(row, now) for row in waiting.select_related("salon")[:AT_ONCE])


def _planners(row: SalonFile) -> list[Person]:
    """Whoever brought it or planned the salon and still keeps it, or those who decide for its organisation."""
    named = Person.objects.filter(pk__in=[row.uploaded_by, row.salon.written_by], is_active=True, erased_at=None)
    keep = [person for person in named.order_by("pk") if can_keep_salon(viewer_of(person), row.salon)]
    return keep or list(deciders_of(row.salon.organisation_id))


@transaction.atomic
def _set_aside(row: SalonFile, error: Exception, now: datetime) -> None:
    if SalonFile.objects.filter(pk=row.pk, file=row.file).update(set_aside_at=now):
        record("set_aside_file", row, viewer=OPERATOR, now=now, changes={"set_aside_at": [None, now.isoformat()]})
        note_change(row.salon)
        for person in _planners(row):
            with translation.override(person.language):
                why = error.message if isinstance(error, DomainError) else _("The file is gone from the disk.")
            link = address_of_page("salons:files", person.language, key=row.salon.key)
            write_to(person, FILE_SET_ASIDE, now=now, file=row.name, why=why, link=link)


def _cleaned(row: SalonFile, now: datetime) -> bool:
    old = row.file
    try:
        read = read_attachment(content_of(row))
    except BusyError:
        return False
    except (DomainError, FileNotFoundError) as error:
        _set_aside(row, error, now)
        return True
    with transaction.atomic():
        if SalonFile.objects.select_for_update().filter(pk=row.pk, file=old).exists():
            _put(row, read)
            if row.file != old:
                transaction.on_commit(lambda: place_of(old).unlink(missing_ok=True))
    return True
