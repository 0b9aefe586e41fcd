"""Files that were stored before they were cleaned, or by an older cleaner: cleaned once, each by itself.

What takes too long to read is tried again some times. What cannot be cleaned is put aside: it stays on the disk,
nobody fetches or finds it, and whoever brought it is told.
"""

import hashlib
import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import translation

from maskinrum.knowledge.actions.attachments import store_file
from maskinrum.knowledge.actions.files import read_attachment
from maskinrum.knowledge.actions.letters import tell_of_set_aside
from maskinrum.knowledge.actions.tool_files import read_tool_file
from maskinrum.knowledge.enums import AttachmentKind
from maskinrum.knowledge.models import CLEANER, Attachment, Experience, Tool, ToolFile
from maskinrum.knowledge.queries.attachments import place_of
from maskinrum.organisations.actions import record
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import deciders_of
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import BusyError, DomainError
from maskinrum.shared.foreign.pictures import clean_picture
from maskinrum.shared.foreign.refusals import SlowError

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 50
MOST_SLOW_READS = 3
"""An hour apart; the machine may have had much to do the first time."""

Stored = Attachment | ToolFile


def clean_stored(now: datetime) -> int:
    """Clean some of the files that the cleaner of today has not seen, and say how many there were. Safe to repeat."""
    found: list[Stored] = [*_waiting_attachments()[:MOST_AT_ONCE], *_waiting_tool_files()[:MOST_AT_ONCE]]
    done = sum(int(_clean(row, now)) for row in found)
    if done:
        logger.info("Stored files looked through by cleaner %s: %s", CLEANER, done)
    return done


def _waiting_attachments() -> QuerySet[Attachment]:
    return Attachment.objects.filter(cleaned_by__lt=CLEANER, set_aside_at=None).order_by("pk")


def _waiting_tool_files() -> QuerySet[ToolFile]:
    """What ships was made here, and there is nobody in it."""
    rows = ToolFile.objects.filter(cleaned_by__lt=CLEANER, set_aside_at=None).order_by("pk")
    return rows.exclude(version__tool__organisation=None)


def _clean(found: Stored, now: datetime) -> bool:
    """Clean one file, and say whether it was done: not while too many are read, nor where somebody was quicker."""
    people = list(_told(found))
    read, why = None, ""
    with translation.override(people[0].language if people else translation.get_language()):
        try:
            # It may take a minute, in which nobody else must wait to write.
            read = _read(found)
        except FileNotFoundError:
            logger.warning("A stored file is not on the disk: %s", found.pk)
        except BusyError:
            return False
        except SlowError as late:
            if found.slow_reads + 1 < MOST_SLOW_READS:
                return _wait_an_hour(found)
            why = late.message
        except DomainError as refused:
            why = refused.message
        return _settle(found, read, people, why, now)


def _wait_an_hour(found: Stored) -> bool:
    logger.warning("A stored file took too long to read, and waits for the next time: %s", found.pk)
    type(found).objects.filter(pk=found.pk).update(slow_reads=F("slow_reads") + 1)
    return False


@transaction.atomic
def _settle(found: Stored, read: tuple[bytes, str] | None, people: list[Person], why: str, now: datetime) -> bool:
    """Write what came of reading a file, where it waits still."""
    waiting = _waiting_attachments() if isinstance(found, Attachment) else _waiting_tool_files()
    row: Stored | None = waiting.select_for_update(of=("self",)).filter(pk=found.pk, file=found.file).first()
    if row is None:
        return False
    if why:
        _set_aside(row, people, why, now)
        return True
    if read is not None:
        _replace(row, *read, now)
    row.cleaned_by, row.slow_reads = CLEANER, 0
    row.save()
    return True


def _read(row: Stored) -> tuple[bytes, str]:
    content = place_of(row.file).read_bytes()
    if isinstance(row, ToolFile):
        tool_file = read_tool_file(content, name=row.name, language=row.language)
        return tool_file.content, tool_file.text
    if row.kind in {AttachmentKind.JPEG, AttachmentKind.PNG}:  # drawn anew since the first day
        return clean_picture(content), row.text
    attached = read_attachment(content)
    return attached.content, attached.text


def _replace(row: Stored, content: bytes, text: str, now: datetime) -> None:
    digest = hashlib.sha256(content).hexdigest()
    row.text = text
    if digest == row.digest:
        return
    old, row.file = row.file, store_file(content)
    row.size, row.digest = len(content), digest
    record("clean_file", row, viewer=OPERATOR, now=now, changes={"kind": [row.kind, row.kind]})
    note_change(_about(row))
    transaction.on_commit(lambda: place_of(old).unlink(missing_ok=True))


def _set_aside(row: Stored, people: list[Person], why: str, now: datetime) -> None:
    row.set_aside_at = now
    row.save()
    record("set_aside_file", row, viewer=OPERATOR, now=now, changes={"set_aside_at": [None, now.isoformat()]})
    note_change(_about(row))
    for person in people:
        tell_of_set_aside(row, person, why, now=now)


def _about(row: Stored) -> Experience | Tool:
    return row.experience if isinstance(row, Attachment) else row.version.tool


def _told(row: Stored) -> Iterable[Person]:
    """Whoever brought it, or those who decide for the organisation that has it now."""
    brought_by = row.uploaded_by if isinstance(row, Attachment) else row.version.uploaded_by
    people = list(Person.objects.filter(pk__in=[brought_by], is_active=True, erased_at=None))
    organisation = _about(row).organisation_id
    return people or (deciders_of(organisation) if organisation else [])
