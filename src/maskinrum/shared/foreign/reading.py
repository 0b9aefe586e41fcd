"""What a file from outside is, by its content: images drawn anew without what the camera wrote,
text out of documents, and nothing left in them of who made them.

Nothing is believed of a file's name or of what a browser says about it. Everything is bounded: bytes, pixels, pages,
what an archive unpacks to, and how much text is kept.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from maskinrum.shared.foreign.office import clean_office
from maskinrum.shared.foreign.parts import Parts, read_parts
from maskinrum.shared.foreign.refusals import broken

LARGEST = 5 * 1024 * 1024  # bytes of a document, which is kept as large as it is
LARGEST_PHOTO = 20 * 1024 * 1024  # what a telephone makes of its finest picture; it is drawn anew and becomes small
PICTURES = {"jpeg", "png"}
MOST_PAGES = 300
MOST_TEXT = 200_000  # characters
OF_PARTS = (AttributeError, TypeError, SyntaxError)  # what python-docx raises for parts that are none
CELLS = re.compile(r"xl/(sharedStrings|worksheets/[\w-]+)\.xml", re.IGNORECASE)
CELL_TYPES = re.compile(r".*spreadsheetml\.(sharedstrings|worksheet)\+xml")
TEXTS = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t>")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


@dataclass(frozen=True)
class ForeignFile:
    """A file as it may be kept: ``kind`` is *jpeg*, *png*, *pdf*, *docx* or *xlsx*; ``text`` is what stands in it."""

    kind: str
    content: bytes
    text: str = ""


def kind_of(content: bytes) -> str:
    """What a file begins like; *zip* may be a document of Word or Excel, and nothing is what is not kept."""
    starts = {b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png", b"%PDF-": "pdf", b"PK\x03\x04": "zip"}
    return next((kind for start, kind in starts.items() if content.startswith(start)), "")


def largest_of(start: bytes) -> int:
    """How many bytes a file that begins like this may have."""
    return LARGEST_PHOTO if kind_of(start) in PICTURES else LARGEST


def read_here(content: bytes) -> ForeignFile | None:
    """Read a file in this process; None is what is not kept. Raises DomainError for what is broken or too much.

    Each kind needs its own libraries, and they are loaded for it alone.
    """
    kind = kind_of(content)
    if kind in PICTURES:
        from maskinrum.shared.foreign.drawing import drawn_anew  # noqa: PLC0415

        return ForeignFile(kind, drawn_anew(content, kind.upper()))
    if kind == "pdf":
        from maskinrum.shared.foreign.pdf import clean_pdf, texts_of  # noqa: PLC0415

        text = _kept(texts_of(content, MOST_PAGES, MOST_TEXT))
        return ForeignFile(kind, clean_pdf(content), text)
    return _office(content) if kind == "zip" else None


def _office(content: bytes) -> ForeignFile | None:
    parts = read_parts(content)
    if parts.is_workbook():
        clean = clean_office(content)
        return ForeignFile("xlsx", clean, _kept(_texts_of_workbook(clean, parts)))
    if parts.is_word():
        text = _kept(_texts_of_word(content))
        return ForeignFile("docx", clean_office(content), text)
    return None


def _texts_of_word(content: bytes) -> Iterator[str]:
    import docx  # noqa: PLC0415 - see ``read_here``

    try:
        document = docx.Document(io.BytesIO(content))
    except (zipfile.BadZipFile, LookupError, ValueError, OSError, RuntimeError, *OF_PARTS) as error:
        raise broken() from error
    return _lines_of(document.element)


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


def _texts_of_workbook(content: bytes, parts: Parts) -> Iterator[str]:
    """The words of the cells, wherever the workbook keeps them; formulas and numbers are left out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if CELLS.fullmatch(name) or CELL_TYPES.fullmatch(parts.type_of(name)):
                yield from (_plain(found[1]) for found in TEXTS.finditer(archive.read(name)))


def _plain(found: bytes) -> str:
    text = found.decode("utf-8", errors="replace")
    for entity, letter in ENTITIES:
        text = text.replace(entity, letter)
    return text


def _kept(pieces: Iterable[str]) -> str:
    """The text as far as it is kept, without empty lines."""
    kept: list[str] = []
    length = 0
    for line in (line for piece in pieces for line in piece.splitlines() if line.strip()):
        kept.append(line)
        length += len(line) + 1
        if length >= MOST_TEXT:
            break
    return "\n".join(kept)[:MOST_TEXT]
