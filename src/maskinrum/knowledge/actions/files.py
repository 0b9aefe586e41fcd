"""What an attached file is as it is kept: read and cleaned by a process of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from maskinrum.knowledge.enums import AttachmentKind
from maskinrum.shared.errors import DomainError
from maskinrum.shared.foreign.process import read_foreign
from maskinrum.shared.foreign.reading import LARGEST, ForeignFile, kind_of, largest_of
from maskinrum.shared.limits import turn
from maskinrum.shared.tables import clean_text

MEGABYTE = 1024 * 1024
START = 16  # bytes; what a file is, stands in them
HELD_AT_ONCE = 4
WAIT = 15.0  # seconds


@dataclass(frozen=True)
class ReadFile:
    """A file as it is kept: what it is, its content, and the text that stands in it."""

    kind: AttachmentKind
    content: bytes
    text: str = ""


def read_attachment(content: bytes) -> ReadFile:
    """Return the file as it may be kept. Raises DomainError for what is too large, unknown or broken."""
    if len(content) > largest_of(content):
        raise too_large(largest_of(content))
    read = read_foreign(content) if kind_of(content) else None
    if read is None or read.kind not in AttachmentKind.values:
        words = _("This kind of file is not kept. Choose a photo (JPEG or PNG), a PDF or a Word file.")
        raise DomainError(words, field="file")
    return ReadFile(AttachmentKind(read.kind), read.content, clear_text(read))


def refuse_too_large(sent: UploadedFile) -> None:
    """Raise DomainError for a file that is larger than its kind may be; no more than its beginning is read."""
    start = sent.read(START)
    sent.seek(0)
    if (sent.size or 0) > largest_of(start):
        raise too_large(largest_of(start))


@contextmanager
def content_held(sent: UploadedFile) -> Iterator[bytes]:
    """The content of a file that was sent. Only so many are in memory at once. Raises BusyError."""
    with turn("hold-files", places=HELD_AT_ONCE, patience=WAIT):
        yield sent.read()


def too_large(most: int = LARGEST) -> DomainError:
    """It is larger than what is kept; nobody needs to have read it to say so."""
    words = _("The file is larger than %(n)s MB. Choose a smaller one.")
    return DomainError(words % {"n": most // MEGABYTE}, field="file")


def clear_text(read: ForeignFile) -> str:
    """The text, line by line without what cannot be seen."""
    lines = (clean_text(line) for line in read.text.splitlines())
    return "\n".join(line for line in lines if line)
