"""What kind of file this is, by its content, and a workbook's parts within strict bounds.

Nothing is unpacked before the archive's own directory has been checked, and what is unpacked is counted: a directory
that lies about sizes cannot make more memory be used than the bounds allow.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from maskinrum.shared.tables.table import TableRefusedError, clean_text, shorten

MAX_ENTRIES = 1_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_PART = 20 * 1024 * 1024
MAX_RATIO = 200
_RATIO_FROM = 1024 * 1024
_CHUNK = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"%PDF-", "pdf", gettext_noop("a PDF document")),
    (b"MZ\x90\x00", "program", gettext_noop("a program")),
    (b"\x7fELF", "program", gettext_noop("a program")),
    (b"\x89PNG", "picture", gettext_noop("a picture")),
    (b"\xff\xd8\xff", "picture", gettext_noop("a picture")),
    (b"GIF8", "picture", gettext_noop("a picture")),
    (b"\x1f\x8b", "archive", gettext_noop("a packed archive")),
    (b"7z\xbc\xaf", "archive", gettext_noop("a packed archive")),
    (b"Rar!", "archive", gettext_noop("a packed archive")),
    (b"{\\rtf", "document", gettext_noop("a text document")),
)
_MARKUP = (b"<?xml", b"<!doctype", b"<html", b"<table")
_ZIPPED = (
    ("xl/workbook.bin", "xlsb", gettext_noop("a binary Excel workbook (.xlsb)")),
    ("content.xml", "opendocument", gettext_noop("an OpenDocument file")),
    ("word/document.xml", "document", gettext_noop("a text document")),
    ("ppt/presentation.xml", "document", gettext_noop("a presentation")),
)


def is_workbook(content: bytes, filename: str) -> bool:
    """Return whether the content is a workbook; False means text. Raise TableRefusedError for everything else."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise TableRefusedError("empty", _("The file is empty. Choose the file with the table."))
    if content.startswith(_OLE):
        raise _old_or_locked(content, filename)
    for signature, code, kind in _SIGNATURES:
        if content.startswith(signature):
            raise _not_a_table(code, kind, filename)
    if content[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise _not_a_table("markup", gettext_noop("a web page or XML"), filename)
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _old_or_locked(content: bytes, filename: str) -> TableRefusedError:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _locked()
    return _not_a_table("old-excel", gettext_noop("an Office file of the old kind (such as .xls)"), filename)


def _locked() -> TableRefusedError:
    words = _(
        "The workbook is locked with a password. Remove the password in Excel (File, Info), save, and choose it again."
    )
    return TableRefusedError("password", words)


def _not_a_table(code: str, kind: str, filename: str) -> TableRefusedError:
    words = _(
        "“%(file)s” is %(kind)s. We read Excel (.xlsx) and CSV. Save the table as one of them and choose that file."
    )
    return TableRefusedError(code, words % {"file": shorten(clean_text(filename)), "kind": _(kind)})


def damaged() -> TableRefusedError:
    """Return the refusal of a workbook that does not hold together."""
    words = _("The workbook is damaged. Open it in Excel, save it under a new name and choose the new file.")
    return TableRefusedError("damaged", words)


def too_big_inside() -> TableRefusedError:
    """Return the refusal of a workbook that unpacks to more than a table can need."""
    words = _(
        "The workbook unpacks to far more than a table needs. Copy the table alone into a new workbook and choose that."
    )
    return TableRefusedError("too-big-inside", words)


class Parts:
    """The parts of a checked workbook, unpacked one chunk at a time."""

    def __init__(self, content: bytes, filename: str) -> None:
        self._archive = _open(content)
        self._names = {info.filename.lower(): info for info in self._archive.infolist()}
        _check_directory(self._archive.infolist())
        for name, code, kind in _ZIPPED:
            if name in self._names:
                raise _not_a_table(code, kind, filename)
        if "[content_types].xml" not in self._names:
            raise _not_a_table("archive", gettext_noop("a packed archive"), filename)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the part in chunks. Raise TableRefusedError when it is missing, damaged or larger than ``MAX_PART``."""
        if name not in self:
            raise damaged()
        info, read = self._names[name.lower()], 0
        try:
            with self._archive.open(info) as part:
                while chunk := part.read(_CHUNK):
                    read += len(chunk)
                    if read > MAX_PART:
                        raise too_big_inside()
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
        ) as error:
            raise damaged() from error


def resolve(origin: str, target: str) -> str:
    """Return the name of the part that a relation in ``origin`` points to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(origin), target)).lstrip("/")


def _open(content: bytes) -> zipfile.ZipFile:
    # Each entry of the directory begins with this mark: counting it bounds the directory before it is parsed.
    if content.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise too_big_inside()
    try:
        return zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, OverflowError, IndexError) as error:
        raise damaged() from error


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise damaged()
    if any(entry.flag_bits & 1 for entry in entries):
        raise _locked()
    if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
        raise damaged()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED or any(_is_bomb(entry) for entry in entries):
        raise too_big_inside()


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _RATIO_FROM and entry.file_size > MAX_RATIO * max(1, entry.compress_size)
