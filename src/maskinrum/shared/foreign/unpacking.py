"""What an office file may unpack to, itself and every document inside it together.

The archive's own directory may lie, so what comes out is counted while it comes out; and only those ways of packing
are let in that come out a piece at a time. A tree of markup takes many times the room of its text, so its marks are
counted too.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass

from maskinrum.shared.foreign.refusals import broken, too_much

MOST_UNPACKED = 60 * 1024 * 1024  # bytes
MOST_PARTS = 5_000
MOST_MARKS = 2_000_000  # of elements and attributes; a report of 300 pages has half a million
CHUNK = 1024 * 1024
DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, RuntimeError, EOFError)
"""What reading a damaged, locked or unknown archive raises."""


@dataclass
class Room:
    """What is left of the bounds for a document and all that is inside it."""

    unpacked: int
    parts: int
    marks: int

    def take(self, chunk: bytes) -> None:
        """Count a piece that came out. Raises DomainError when it is more than there is room for."""
        self.unpacked -= len(chunk)
        self.marks -= chunk.count(b"<") + chunk.count(b"=")
        if self.unpacked < 0 or self.marks < 0:
            raise too_much()


def whole_room() -> Room:
    """The room that one file has."""
    return Room(MOST_UNPACKED, MOST_PARTS, MOST_MARKS)


def names_within(content: bytes, room: Room) -> list[str]:
    """The names of an archive's parts, after counting all that comes out of them. Raises DomainError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_packing(entries, room)
            for entry in entries:
                _count(archive, entry, room)
    except DAMAGED as error:
        raise broken() from error
    return [entry.filename for entry in entries]


def _refuse_packing(entries: list[zipfile.ZipInfo], room: Room) -> None:
    room.parts -= len(entries)
    if room.parts < 0:
        raise too_much()
    if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
        raise broken()


def _count(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: Room) -> None:
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            room.take(chunk)
