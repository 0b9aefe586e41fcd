"""What an attached file is as it is kept: read and cleaned by a process of its own."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maskinrum.knowledge.enums import AttachmentKind
from maskinrum.shared.errors import DomainError
from maskinrum.shared.foreign.process import read_foreign
from maskinrum.shared.foreign.reading import LARGEST, ForeignFile, kind_of
from maskinrum.shared.tables import clean_text


@dataclass(frozen=True)
class ReadFile:
    """A file as it is kept: what it is, its content, and the text that stands in it."""

    kind: AttachmentKind
    content: bytes
    text: str = ""


def read_attachment(content: bytes) -> ReadFile:
    """Return the file as it may be kept. Raises DomainError for what is too large, unknown or broken."""
    if len(content) > LARGEST:
        raise too_large()
    read = read_foreign(content) if kind_of(content) else None
    if read is None or read.kind not in AttachmentKind.values:
        words = _("This kind of file is not kept. Choose a photo (JPEG or PNG), a PDF or a Word file.")
        raise DomainError(words, field="file")
    return ReadFile(AttachmentKind(read.kind), read.content, clear_text(read))


def too_large() -> DomainError:
    """It is larger than what is kept; nobody needs to have read it to say so."""
    return DomainError(_("The file is larger than 5 MB. Choose a smaller one."), field="file")


def clear_text(read: ForeignFile) -> str:
    """The text, line by line without what cannot be seen."""
    lines = (clean_text(line) for line in read.text.splitlines())
    return "\n".join(line for line in lines if line)
