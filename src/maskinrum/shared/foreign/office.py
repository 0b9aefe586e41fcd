"""Word and Excel: an archive of parts, of which those that tell who, where and when are emptied or mended."""

import io
import re
import zipfile
from collections.abc import Callable

from lxml import etree

from maskinrum.shared.foreign.fields import as_utf8, starts_programs, tree_of
from maskinrum.shared.foreign.parts import CONTENT_TYPES, LED_TO, NAMES, TYPES, Part, parts_of
from maskinrum.shared.foreign.pictures import JPEG, PNG, clean_picture
from maskinrum.shared.foreign.refusals import broken, can_run, holds_files, signed
from maskinrum.shared.foreign.unpacking import Room, names_within, whole_room

DEEPEST = 3  # documents inside documents
SOMEBODY = "Author"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
EMPTIED = {
    Part.CORE: f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"/>',
    Part.APP: f'<Properties xmlns="{_OFFICE}/extended-properties"/>',
    Part.CUSTOM: f'<Properties xmlns="{_OFFICE}/custom-properties"/>',
    Part.LABELS: '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"/>',
    Part.PEOPLE: '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>',
}
"""Parts that are only about the document, and what is left of them."""

ARCHIVE, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MARKUP = re.compile(rb"(\xef\xbb\xbf)?\s*<|\xff\xfe<\x00|\xfe\xff\x00<")
FONT = re.compile(r".*\.(odttf|fntdata)")

ABOUT_DOCUMENT = re.compile(r"office/2006/(metadata/properties|coverPageProps)$")
ABOUT_WORDS = (b"metadata/properties", b"coverPageProps")
NAMING = {
    "author": SOMEBODY,
    "initials": "",
    "userName": "",
    "displayName": SOMEBODY,
    "userId": "",
    "providerId": "None",
    "refreshedBy": "",
}
"""Attributes that name a person, and what takes the place of the name."""

SAID_AT = {"date", "dateUtc", "dT", "refreshedDate", "refreshedDateIso"}


def clean_office(content: bytes, *, depth: int = 0, room: Room | None = None) -> bytes:
    """The same document without who made it, changed it or commented on it, and without what cameras wrote.

    What it unpacks to is bounded, with all documents inside it that share its ``room``. Raises DomainError for what is
    damaged, signed or too much, and for what carries things that nobody looks into.
    """
    if depth > DEEPEST:
        raise holds_files()
    room = room or whole_room()
    names_within(content, room)
    written = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(written, "w") as clean:
            names = archive.namelist()
            if len({name.casefold() for name in names}) != len(names):
                raise broken()
            parts = parts_of(archive)
            found = {name: parts.what_is(name) for name in names}
            _refuse(set(found.values()))
            for name, what in found.items():
                if what is not Part.PRINTER:
                    read = _without_printing(archive.read(name), parts.printing.get(name.casefold(), set()))
                    part = _part(name, what, read, depth, room)
                    clean.writestr(zipfile.ZipInfo(name), part, compress_type=zipfile.ZIP_DEFLATED)
    except (zipfile.BadZipFile, etree.LxmlError, KeyError, ValueError, OSError, RuntimeError, EOFError) as error:
        raise broken() from error
    return written.getvalue()


def _refuse(found: set[Part | None]) -> None:
    if Part.SIGNATURE in found:
        raise signed()
    if Part.RUNNING in found:
        raise can_run()


def _part(name: str, what: Part | None, content: bytes, depth: int, room: Room) -> bytes:
    """A part as it is kept: what it says it is, and what its first bytes say, whichever is stricter."""
    if what in EMPTIED:
        return _declared(EMPTIED[what])
    if what is Part.INSIDE or content.startswith((ARCHIVE, OLD_OFFICE)):
        return _inside(content, depth, room)
    if content.startswith((JPEG, PNG)) or what is Part.PICTURE:
        return clean_picture(content)
    if what is Part.DRAWN or not content:
        return content
    return _mended_markup(name, what, content) if MARKUP.match(content) else _font(name, content)


def _font(name: str, content: bytes) -> bytes:
    if FONT.fullmatch(name.casefold()) is None:
        raise holds_files()
    return content


def _mended_markup(name: str, what: Part | None, content: bytes) -> bytes:
    content = as_utf8(content)
    if starts_programs(content):
        raise can_run()
    change = _change_of(name, what, content)
    return _mended(content, change) if change else content


def _without_printing(content: bytes, numbers: set[str]) -> bytes:
    """A sheet or document that no longer asks for the settings of a printer, by these numbers of its relations."""
    for number in numbers:
        told = re.escape(number.encode())
        content = re.sub(rb"(<(?:\w+:)?pageSetup\b[^>]*?)\s\w+:id=[\"']%b[\"']" % told, rb"\1", content)
        content = re.sub(rb"<(?:\w+:)?printerSettings\b[^>]*?:id=[\"']%b[\"'][^>]*/>" % told, b"", content)
    return content


def _inside(content: bytes, depth: int, room: Room) -> bytes:
    if not content.startswith(ARCHIVE):
        raise holds_files()
    return clean_office(content, depth=depth + 1, room=room)


def _declared(root: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}'.encode()


def _change_of(name: str, what: Part | None, content: bytes) -> Callable[[etree._Element], bool] | None:
    lower = name.casefold()
    if lower.endswith(".rels"):
        return _forget_paths
    if lower == TYPES:
        return _forget_printers
    if what is Part.NAMING:
        return _forget_names
    # A sheet of many cells is not made a tree for nothing.
    is_about = lower.startswith("customxml/") or any(words in content for words in ABOUT_WORDS)
    return _empty_if_about_document if is_about else None


def _forget_printers(root: etree._Element) -> bool:
    """What is not there any longer has no content type."""
    kind, name = re.compile(CONTENT_TYPES[Part.PRINTER]), re.compile(NAMES[Part.PRINTER])
    found = [
        one
        for one in root
        if kind.fullmatch(str(one.get("ContentType", "")).casefold())
        or name.fullmatch(str(one.get("PartName", "")).casefold())
    ]
    for one in found:
        root.remove(one)
    return bool(found)


def _mended(content: bytes, change: Callable[[etree._Element], bool]) -> bytes:
    """The part with a change, or byte by byte as it was when there was nothing to change."""
    root = tree_of(content)
    if not change(root):
        return content
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _forget_paths(root: etree._Element) -> bool:
    """A path holds the name of whoever saved it there; what is fetched from elsewhere runs, or tells who reads."""
    printing = [one for one in root if re.fullmatch(LED_TO[Part.PRINTER], str(one.get("Type", "")).casefold())]
    for one in printing:
        root.remove(one)
    found = [one for one in root if _leads_astray(one)]
    for one in found:
        one.set("Target", "file:///removed")
    return bool(found or printing)


def _leads_astray(relation: etree._Element) -> bool:
    target = str(relation.get("Target", "")).strip()
    if re.match(r"file:|[A-Za-z]:\\|\\\\", target, re.IGNORECASE):
        return True
    if relation.get("TargetMode") != "External":
        return False
    is_link = str(relation.get("Type", "")).endswith("/hyperlink")
    return not is_link or re.match(r"(https?|mailto):|#|$", target, re.IGNORECASE) is None


def _empty_if_about_document(root: etree._Element) -> bool:
    is_about = ABOUT_DOCUMENT.search(etree.QName(root).namespace or "") is not None
    if is_about:
        for one in list(root):
            root.remove(one)
    return is_about


def _forget_names(root: etree._Element) -> bool:
    changed = False
    for one in root.iter(etree.Element):
        tag = _local(str(one.tag))
        if tag == "author" and one.text:
            one.text, changed = SOMEBODY, True
        if tag == "absPath" and one.getparent() is not None:
            one.set("url", "")
            changed = True
        keys = one.keys()
        named = {key for key in keys if _local(key) in NAMING}
        for key in named:
            one.set(key, NAMING[_local(key)])
        if named:
            for key in [key for key in keys if _local(key) in SAID_AT]:
                del one.attrib[key]
        changed = changed or bool(named)
    return changed


def _local(key: str) -> str:
    """The name of an element or attribute without its namespace; a document has tens of thousands of them."""
    return key.rpartition("}")[2]
