"""PDF: what the file says of itself, who commented, what cameras wrote into its pictures, and what would run."""

import base64
import binascii
import io
import zlib
from typing import Any

import pikepdf
import pypdfium2

from maskinrum.shared.foreign.pictures import clean_jpeg
from maskinrum.shared.foreign.refusals import broken, holds_files, signed, too_much, uncleanable_picture

ABOUT = ("/Metadata", "/PieceInfo", "/LastModified", "/CreatorInfo")
OF_COMMENTS = ("/T", "/M", "/CreationDate")
RUNNING = ("/JS", "/JavaScript", "/XFA", "/AA")
"""What holds programs: scripts, forms with scripts in them, and what happens when a page is opened or left."""

ACTING = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition"}
"""Actions that start something or send something away; links and places to go to are no such ones."""

OF_ACTIONS = ("/F", "/Win", "/Mac", "/Unix", "/R", "/Next")
JPEG_FILTERS = {"/DCTDecode", "/DCT"}
OTHER_PICTURES = {"/JPXDecode"}
TOLD = (b"<x:xmpmeta", b"Exif\x00", b"uuid")
DEEPEST = 30
MOST_UNPACKED = 60 * 1024 * 1024  # bytes


def clean_pdf(content: bytes) -> bytes:
    """The same pages without Info, XMP, authors of comments, and what cameras wrote; older versions inside and
    whatever would run or send something away when it is opened go, too.

    Raises DomainError for what is damaged, locked or signed, and for what carries other files.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            _refuse(document)
            if "/Info" in document.trailer:
                del document.trailer["/Info"]
            for one in document.objects:
                _clean(one, 0)
            written = io.BytesIO()
            document.save(written, deterministic_id=True)
    except (pikepdf.PasswordError, pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise broken() from error
    return written.getvalue()


def texts_of(content: bytes, most_pages: int, most_text: int) -> list[str]:
    """The texts of the pages. Raises DomainError for what is damaged or locked, and for what takes too much to read."""
    try:
        return _texts(content, most_pages, most_text)
    except (pikepdf.PasswordError, pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, KeyError) as error:
        raise broken() from error
    except RuntimeError as error:
        raise (too_much() if "alloc" in str(error) else broken()) from error


def _texts(content: bytes, most_pages: int, most_text: int) -> list[str]:
    """Whoever cleans the file opens it and goes through all objects, too: what that takes is tried here first."""
    with pikepdf.open(io.BytesIO(content)) as given:
        for one in given.objects:
            del one
        written = io.BytesIO()
        given.save(written)
    document = pypdfium2.PdfDocument(written.getvalue())
    texts: list[str] = []
    for number in range(min(len(document), most_pages)):
        texts.append(document[number].get_textpage().get_text_bounded()[:most_text])
        most_text -= len(texts[-1])
        if most_text <= 0:
            break
    return texts


def _refuse(document: pikepdf.Pdf) -> None:
    root = document.Root
    if "/Perms" in root or any(_is_signature(one) for one in document.objects):
        raise signed()
    if "/Collection" in root or any(_is_file(one) for one in document.objects):
        raise holds_files()


def _is_signature(one: Any) -> bool:
    """A signature has been given where there are bytes that it counts; a field that waits for one has none."""
    return isinstance(one, pikepdf.Dictionary) and "/ByteRange" in one and "/Contents" in one


def _is_file(one: Any) -> bool:
    return isinstance(one, pikepdf.Dictionary) and "/EF" in one


def _clean(one: Any, depth: int) -> None:
    """Clean an object and what stands directly in it; what it refers to is cleaned by itself."""
    if depth > DEEPEST:
        raise broken()
    if isinstance(one, pikepdf.Array):
        for part in one:
            _clean_part(part, depth)
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        _clean_dictionary(one, depth)


def _clean_dictionary(one: Any, depth: int) -> None:
    if isinstance(one, pikepdf.Stream):
        _clean_stream(one)
    _forget(one, (*ABOUT, *RUNNING))
    if str(one.get("/S", "")) in ACTING:
        _forget(one, OF_ACTIONS)
    if "/Rect" in one and str(one.get("/Subtype", "")) != "/Widget":
        _forget(one, OF_COMMENTS)
    for name in list(one.keys()):
        _clean_part(one[name], depth)


def _forget(one: Any, names: tuple[str, ...]) -> None:
    for name in names:
        if name in one:
            del one[name]


def _clean_part(part: Any, depth: int) -> None:
    if isinstance(part, pikepdf.Object) and not part.is_indirect:
        _clean(part, depth + 1)


def _clean_stream(one: pikepdf.Stream) -> None:
    given = one.get("/Filter", None)
    names = [str(name) for name in given] if isinstance(given, pikepdf.Array) else [str(given)]
    if names[-1] in OTHER_PICTURES and any(word in one.read_raw_bytes() for word in TOLD):
        raise uncleanable_picture()
    if names[-1] in JPEG_FILTERS:
        picture = clean_jpeg(_unpacked(one.read_raw_bytes(), names[:-1]))
        how: Any = one.get("/DecodeParms", None)
        parameters: Any = how[-1] if isinstance(how, pikepdf.Array) else how
        one.write(picture, filter=pikepdf.Name("/DCTDecode"), decode_parms=parameters)


def _unpacked(raw: bytes, filters: list[str]) -> bytes:
    """Take off what is wrapped around a JPEG. Raises DomainError for wrappings that nobody uses for pictures."""
    for name in filters:
        try:
            if name in {"/FlateDecode", "/Fl"}:
                raw = zlib.decompressobj().decompress(raw, MOST_UNPACKED)
            elif name in {"/ASCII85Decode", "/A85"}:
                raw = base64.a85decode(raw.strip().removeprefix(b"<~").removesuffix(b"~>"))
            elif name in {"/ASCIIHexDecode", "/AHx"}:
                raw = bytes.fromhex(raw.decode("ascii").strip().rstrip(">"))
            else:
                raise uncleanable_picture()
        except (zlib.error, binascii.Error, ValueError) as error:
            raise broken() from error
    return raw
