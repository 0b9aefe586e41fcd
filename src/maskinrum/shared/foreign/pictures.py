"""Pictures inside documents: what a camera wrote beside the picture goes, and the picture itself is not touched."""

import re
import struct
from collections.abc import Iterator

from maskinrum.shared.foreign.refusals import broken, uncleanable_picture

JPEG = b"\xff\xd8\xff"
PNG = b"\x89PNG\r\n\x1a\n"
PLAIN = (b"GIF8", b"BM", b"\xd7\xcd\xc6\x9a", b"\x01\x00\x00\x00")
"""How kinds begin that have no place for a camera's words: GIF, bitmap, and Windows drawings."""

_FIRST_OF_APPLICATIONS = 0xE0  # tables and frames come before these
_START_OF_SCAN, _END = 0xDA, 0xD9
_IN_SCAN = re.compile(rb"\xff(?=[^\x00\xff\xd0-\xd7])")
_KEPT_CHUNKS = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD"),
    *(b"pHYs", b"hIST", b"acTL", b"fcTL", b"fdAT"),
}


def clean_picture(content: bytes) -> bytes:
    """The same picture alone. Raises DomainError for a kind in which other things may hide."""
    if content.startswith(JPEG):
        return clean_jpeg(content)
    if content.startswith(PNG):
        return PNG + b"".join(_chunks(content))
    if content.startswith(PLAIN):
        return content
    raise uncleanable_picture()


def clean_jpeg(content: bytes) -> bytes:
    """Leave out every segment but those that the picture needs, and whatever stands behind its end."""
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # it may be repeated to fill
            at += 1
            continue
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        segment = content[at : at + 2 + length]
        at += len(segment)
        if marker == _START_OF_SCAN:
            found = _IN_SCAN.search(content, at)
            if found is None or content[found.end()] == _END:
                return b"".join([*kept, segment, content[at : found.end() + 1 if found else None]])
            segment, at = segment + content[at : found.start()], found.start()
        if marker < _FIRST_OF_APPLICATIONS or _is_needed(segment):
            kept.append(segment)
    raise broken()


def _is_needed(segment: bytes) -> bool:
    """JFIF, the profile of colours and how colours are divided; other words of applications, and comments, are not."""
    return segment[1:2] in (b"\xe0", b"\xee") or (segment[1:2] == b"\xe2" and segment[4:15] == b"ICC_PROFILE")


def _chunks(content: bytes) -> Iterator[bytes]:
    at = len(PNG)
    while at + 8 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if kind in _KEPT_CHUNKS:
            yield content[at:end]
        if kind == b"IEND":
            return
        at = end
    raise broken()
