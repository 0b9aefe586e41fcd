"""What a tool's file is, by its content: Word, Excel or PDF, and nothing of it that runs."""

import os
import time
import uuid
from datetime import timedelta

from django.core import signing
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.attachments import store_file, tidy_name
from maskinrum.knowledge.actions.files import clear_text, too_large
from maskinrum.knowledge.enums import ToolKind
from maskinrum.knowledge.facts.tools import ToolFileFacts
from maskinrum.knowledge.queries.attachments import place_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.foreign.process import read_foreign
from maskinrum.shared.foreign.reading import LARGEST, ForeignFile, kind_of, read_here

HELD, HELD_FOR = "tool-file-held", timedelta(hours=12)


def read_tool_file(content: bytes, *, name: str, language: str) -> ToolFileFacts:
    """Return the file as it may be kept. Raises DomainError for what is too large, unknown, broken or can run."""
    if len(content) > LARGEST:
        raise too_large()
    return _facts(read_foreign(content) if kind_of(content) in {"zip", "pdf"} else None, name, language)


def read_own_file(content: bytes, *, name: str, language: str) -> ToolFileFacts:
    """Return a file that was made here as it is kept. It can do no harm, so no process is begun to read it in."""
    return _facts(read_here(content), name, language)


def _facts(read: ForeignFile | None, name: str, language: str) -> ToolFileFacts:
    if read is None:
        raise _unknown()
    kind = ToolKind(read.kind)
    return ToolFileFacts(language, tidy_name(name, kind), kind, read.content, clear_text(read))


def hold_file(file: ToolFileFacts, *, person: uuid.UUID | None) -> str:
    """Keep a file while the rest of its form is put right, and return what asks for it again.

    Where nobody takes it over meanwhile, it is tidied away like every file that no row knows: its age counts from when
    it is held no longer.
    """
    stored = store_file(file.content)
    until = time.time() + HELD_FOR.total_seconds()
    os.utime(place_of(stored), (until, until))
    return signing.dumps([stored, file.name, file.language, str(person)], salt=HELD)


def held_file(token: str, *, language: str, person: uuid.UUID | None) -> ToolFileFacts | None:
    """Return the file that was held for this person and language, or None where there is none (any longer)."""
    try:
        stored, name, *whose = signing.loads(token, salt=HELD, max_age=HELD_FOR)
        content = place_of(stored).read_bytes()
    except (signing.BadSignature, OSError):
        return None
    return read_tool_file(content, name=name, language=language) if whose == [language, str(person)] else None


def _unknown() -> DomainError:
    return DomainError(_("This kind of file is not kept. Choose a Word, Excel or PDF file."))
