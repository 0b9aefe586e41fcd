"""Attach photos and documents to an experience. Their content lies in the data folder, under a name that says nothing.

The file is written before the row, and goes after it: a crash between the two leaves a file that nobody knows, which is
tidied away, and never a row without a file.
"""

import hashlib
import uuid
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.files import ReadFile, read_attachment
from maskinrum.knowledge.actions.judging import judge_again
from maskinrum.knowledge.actions.writing import keep_version, locked, refuse_ended
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.models import CLEANER, Attachment, Experience
from maskinrum.knowledge.permissions import AT_WORK, can_edit, can_review
from maskinrum.knowledge.queries import parties_of
from maskinrum.knowledge.queries.attachments import folder, known_files, place_of
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError
from maskinrum.shared.tables import clean_text

MOST_FILES = 10
LONGEST_NAME = 150
LEFT_ALONE = timedelta(hours=1)  # a file may be younger than the row that is about to be written


def attach_file(row: Experience, *, name: str, content: bytes, viewer: Viewer, now: datetime) -> Attachment:
    """Keep a file beside an experience. What is published and gets a file is judged again, as when its words change.

    Raises DomainError without the right, for a file that is not kept, and for one too many.
    """
    _refuse_more(row, viewer)
    # It may take a minute, in which nobody else must wait to write.
    read = read_attachment(content)
    return _attach(row, tidy_name(name, read.kind), read, viewer, now)


@transaction.atomic
def _attach(row: Experience, name: str, read: ReadFile, viewer: Viewer, now: datetime) -> Attachment:
    current = locked(row)
    _refuse_more(current, viewer)
    stored = store_file(read.content)
    attachment = Attachment.objects.create(
        experience=current,
        name=name,
        kind=read.kind,
        file=stored,
        size=len(read.content),
        digest=hashlib.sha256(read.content).hexdigest(),
        text=read.text,
        cleaned_by=CLEANER,
        uploaded_by=viewer.person,
        uploaded_at=now,
    )
    _judge(current, viewer, now)
    record("attach_file", attachment, viewer=viewer, now=now, changes={"kind": [None, read.kind.value]})
    return attachment


@transaction.atomic
def remove_file(attachment: Attachment, *, viewer: Viewer, now: datetime) -> None:
    """Take a file away for good. Raises DomainError without the right, and beside what is no longer valid.

    On the way it is judged again; what is published stays so, for nothing is shown that nobody has read. One that is
    gone already is left so.
    """
    current = locked(attachment.experience)
    _refuse_others(current, viewer)
    found = current.attachments.filter(pk=attachment.pk).first()
    if found is None:
        return
    record("remove_file", found, viewer=viewer, now=now, changes={"kind": [found.kind, None]})
    stored = found.file
    found.delete()
    if current.state in AT_WORK:
        _judge(current, viewer, now)
    note_change(current)
    transaction.on_commit(lambda: place_of(stored).unlink(missing_ok=True))


def _refuse_more(row: Experience, viewer: Viewer) -> None:
    _refuse_others(row, viewer)
    if row.attachments.count() >= MOST_FILES:
        raise DomainError(_("There are ten files already. Take one away first."), field="file")


def _refuse_others(row: Experience, viewer: Viewer) -> None:
    refuse_ended(row)
    if not can_edit(viewer, row, parties=parties_of(row)):
        raise DomainError(_("Only those who told it, and whoever reads it before others, can change this."))


def _judge(row: Experience, viewer: Viewer, now: datetime) -> None:
    """A file is read and said yes to as words are, so it counts as a revision once somebody may have read it."""
    judge_again(row, may_review=can_review(viewer, row, parties=parties_of(row)), viewer=viewer, now=now)
    was_read = row.versions.exists()
    row.revision += 1 if was_read else 0
    row.changed_at = now
    row.save()
    if was_read and row.state != ExperienceState.DRAFT:
        keep_version(row, viewer=viewer, now=now)
    note_change(row)


def tidy_name(name: str, kind: str) -> str:
    """Return the name without a path, and with the ending of what the file is."""
    stem = PurePosixPath(clean_text(name).replace("\\", "/")).stem[:LONGEST_NAME].strip(". ") or _("file")
    return f"{stem}.{'jpg' if kind == 'jpeg' else kind}"


def store_file(content: bytes) -> str:
    """Keep the content in the data folder, and return the name it lies under. The caller writes a row with it."""
    name = uuid.uuid4().hex
    folder().mkdir(parents=True, exist_ok=True)
    place = place_of(name)
    half = place.with_suffix(".half")
    half.write_bytes(content)
    half.replace(place)
    return name


def tidy_files(now: datetime) -> int:
    """Take away the files that no row knows, and say how many there were."""
    known = known_files()
    old = now.timestamp() - LEFT_ALONE.total_seconds()
    left = [one for one in _stored() if one.stem not in known and one.stat().st_mtime < old]
    for one in left:
        one.unlink(missing_ok=True)
    return len(left)


def _stored() -> list[Path]:
    return [one for one in folder().glob("*") if one.is_file()] if Path(settings.MEDIA_ROOT).exists() else []
