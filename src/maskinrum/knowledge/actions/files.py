"""What an attached file is, by its content: images drawn anew without what the camera wrote,
text out of documents, and nothing left in them of who made them.

Nothing is believed of a file's name or of what a browser says about it. Everything is bounded: bytes, pixels, pages,
what an archive unpacks to, and how much text is kept.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import docx
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from maskinrum.knowledge.actions.cleaning_office import clean_office
from maskinrum.knowledge.actions.cleaning_pdf import clean_pdf
from maskinrum.knowledge.actions.cleaning_refusals import broken
from maskinrum.knowledge.actions.office_parts import read_parts
from maskinrum.knowledge.actions.reading_pdf import read_pdf
from maskinrum.knowledge.enums import AttachmentKind
from maskinrum.shared.errors import DomainError
from maskinrum.shared.tables import clean_text

LARGEST = 5 * 1024 * 1024  # bytes
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2_400  # pixels; enough to read a drawing
MOST_PAGES = 300
MOST_TEXT = 200_000  # characters
OF_PARTS = (AttributeError, TypeError, SyntaxError)  # what python-docx raises for parts that are none
QUALITY = 85


@dataclass(frozen=True)
class ReadFile:
    """A file as it is kept: what it is, its content, and the text that stands in it."""

    kind: AttachmentKind
    content: bytes
    text: str = ""


def read_attachment(content: bytes) -> ReadFile:
    """Return the file as it may be kept. Raises DomainError for what is too large, unknown or broken."""
    if len(content) > LARGEST:
        raise DomainError(_("The file is larger than 5 MB. Choose a smaller one."), field="file")
    if content.startswith(b"\xff\xd8\xff"):
        return ReadFile(AttachmentKind.JPEG, _drawn_anew(content, "JPEG"))
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return ReadFile(AttachmentKind.PNG, _drawn_anew(content, "PNG"))
    if content.startswith(b"%PDF-"):
        text = _kept(read_pdf(content, most_pages=MOST_PAGES, most_text=MOST_TEXT))
        return ReadFile(AttachmentKind.PDF, clean_pdf(content), text)
    if content.startswith(b"PK\x03\x04"):
        text = _text_of_word(content)
        return ReadFile(AttachmentKind.WORD, clean_office(content), text)
    raise DomainError(
        _("This kind of file is not kept. Choose a photo (JPEG or PNG), a PDF or a Word file."), field="file"
    )


def _drawn_anew(content: bytes, form: str) -> bytes:
    """The picture alone, upright and not larger than needed: no place, no hour, no camera, nothing hidden behind it."""
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise DomainError(_("The picture has too many pixels. Make it smaller first."), field="file")
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            plain = upright.convert("RGB" if form == "JPEG" else "RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise broken() from error
    clean = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    written = io.BytesIO()
    clean.save(written, form, quality=QUALITY) if form == "JPEG" else clean.save(written, form)
    return written.getvalue()


def _text_of_word(content: bytes) -> str:
    _refuse_what_is_no_word(content)
    try:
        document = docx.Document(io.BytesIO(content))
    except (zipfile.BadZipFile, LookupError, ValueError, OSError, RuntimeError, *OF_PARTS) as error:
        raise broken() from error
    return _kept(_lines_of(document.element))


def _lines_of(root: Any) -> Iterator[str]:
    """The paragraphs as they stand, in cells and boxes too, each read once whatever the table says of its columns."""
    line: list[str] = []
    for one in root.iter("{*}p", "{*}t", "{*}tab", "{*}br"):
        tag = one.tag.rpartition("}")[2]
        if tag == "p":
            yield "".join(line)
            line = []
        else:
            line.append((one.text or "") if tag == "t" else " ")
    yield "".join(line)


def _refuse_what_is_no_word(content: bytes) -> None:
    if not read_parts(content).is_word():
        words = _("This kind of file is not kept. Choose a photo (JPEG or PNG), a PDF or a Word file.")
        raise DomainError(words, field="file")


def _kept(parts: Iterable[str]) -> str:
    """The text, line by line without what cannot be seen, as far as it is kept."""
    lines: list[str] = []
    length = 0
    for part in parts:
        for line in part.splitlines():
            clean = clean_text(line)
            lines.append(clean)
            length += len(clean) + 1
        if length >= MOST_TEXT:
            break
    return "\n".join(line for line in lines if line)[:MOST_TEXT]
