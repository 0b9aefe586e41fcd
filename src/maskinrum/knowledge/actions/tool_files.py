"""What a tool's file is, by its content: Word, Excel or PDF, and nothing of it that runs."""

import io
import re
import uuid
import zipfile
from datetime import timedelta

from django.core import signing
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.attachments import store_file, tidy_name
from maskinrum.knowledge.actions.cleaning_office import clean_office
from maskinrum.knowledge.actions.files import LARGEST, MOST_TEXT, read_attachment
from maskinrum.knowledge.actions.office_parts import Parts, read_parts
from maskinrum.knowledge.enums import AttachmentKind, ToolKind
from maskinrum.knowledge.facts.tools import ToolFileFacts
from maskinrum.knowledge.queries.attachments import place_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.tables import clean_text

HELD, HELD_FOR = "tool-file-held", timedelta(hours=12)
CELLS = re.compile(r"xl/(sharedStrings|worksheets/[\w-]+)\.xml", re.IGNORECASE)
CELL_TYPES = re.compile(r".*spreadsheetml\.(sharedstrings|worksheet)\+xml")
TEXTS = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t>")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def read_tool_file(content: bytes, *, name: str, language: str) -> ToolFileFacts:
    """Return the file as it may be kept. Raises DomainError for what is too large, unknown, broken or can run."""
    if len(content) > LARGEST:
        raise DomainError(_("The file is larger than 5 MB. Choose a smaller one."))
    if content.startswith(b"PK\x03\x04"):
        parts = read_parts(content)
        if parts.is_workbook():
            tidy, clean = tidy_name(name, ToolKind.EXCEL), clean_office(content)
            return ToolFileFacts(language, tidy, ToolKind.EXCEL, clean, _text_of_workbook(clean, parts))
        if not parts.is_word():
            raise _unknown()
    elif not content.startswith(b"%PDF-"):
        raise _unknown()
    read = read_attachment(content)
    kind = ToolKind.PDF if read.kind == AttachmentKind.PDF else ToolKind.WORD
    return ToolFileFacts(language, tidy_name(name, kind), kind, read.content, read.text)


def hold_file(file: ToolFileFacts, *, person: uuid.UUID | None) -> str:
    """Keep a file while the rest of its form is put right, and return what asks for it again.

    Nobody takes it over within the day: it is tidied away like every file that no row knows.
    """
    return signing.dumps([store_file(file.content), file.name, file.language, str(person)], salt=HELD)


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


def _text_of_workbook(content: bytes, parts: Parts) -> str:
    """The words of the cells, wherever the workbook keeps them; formulas and numbers are left out."""
    lines: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if CELLS.fullmatch(name) or CELL_TYPES.fullmatch(parts.type_of(name)):
                lines += (clean_text(_plain(found)) for found in TEXTS.findall(archive.read(name)))
    return "\n".join(line for line in lines if line)[:MOST_TEXT]


def _plain(found: bytes) -> str:
    text = found.decode("utf-8", errors="replace")
    for entity, letter in ENTITIES:
        text = text.replace(entity, letter)
    return text
