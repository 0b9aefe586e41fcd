"""Word and Excel: an archive of parts, of which those that tell who, where and when are emptied or mended."""

import io
import re
import zipfile
from collections.abc import Callable

from lxml import etree

from maskinrum.knowledge.actions.cleaning_pictures import clean_picture
from maskinrum.knowledge.actions.cleaning_refusals import broken, can_run, holds_files, signed
from maskinrum.knowledge.actions.unpacking import Room, names_within, whole_room

DEEPEST = 3  # documents inside documents
SOMEBODY = "Author"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
EMPTIED = {
    "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"/>',
    "docProps/app.xml": f'<Properties xmlns="{_OFFICE}/extended-properties"/>',
    "docProps/custom.xml": f'<Properties xmlns="{_OFFICE}/custom-properties"/>',
    "docMetadata/LabelInfo.xml": (
        '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"/>'
    ),
    "word/people.xml": '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>',
}
"""Parts that are only about the document, and what is left of them."""

ABOUT_DOCUMENT = re.compile(r"office/2006/(metadata/properties|coverPageProps)$")
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
NAMING_PARTS = re.compile(
    r"word/[^/]+\.xml|xl/(comments[^/]*|persons/.*|threadedComments/.*|pivotCache/.*|revisions/.*|workbook)\.xml|"
    r"xl/comments/.*\.xml"
)
PICTURES = re.compile(r".*/media/.*|docProps/thumbnail\..*", re.IGNORECASE)
RUNNING = re.compile(r".*(vbaProject|vbaData|/activeX/).*", re.IGNORECASE)
INSIDE = re.compile(r".*/embeddings/.*", re.IGNORECASE)
DRAWN = re.compile(r".*\.(emf|wmf|svg)", re.IGNORECASE)


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
            if len(set(names)) != len(names):
                raise broken()
            if any(name.startswith("_xmlsignatures/") for name in names):
                raise signed()
            if any(RUNNING.fullmatch(name) for name in names):
                raise can_run()
            for name in names:
                part = _part(name, archive.read(name), depth, room)
                clean.writestr(zipfile.ZipInfo(name), part, compress_type=zipfile.ZIP_DEFLATED)
    except (zipfile.BadZipFile, etree.LxmlError, KeyError, ValueError, OSError, RuntimeError, EOFError) as error:
        raise broken() from error
    return written.getvalue()


def _part(name: str, content: bytes, depth: int, room: Room) -> bytes:
    if name in EMPTIED:
        return _declared(EMPTIED[name])
    if INSIDE.fullmatch(name):
        return _inside(content, depth, room)
    if PICTURES.fullmatch(name):
        return content if DRAWN.fullmatch(name) else clean_picture(content)
    change = _change_of(name)
    return _mended(content, change) if change else content


def _inside(content: bytes, depth: int, room: Room) -> bytes:
    if not content.startswith(b"PK\x03\x04"):
        raise holds_files()
    return clean_office(content, depth=depth + 1, room=room)


def _declared(root: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}'.encode()


def _change_of(name: str) -> Callable[[etree._Element], bool] | None:
    if name.endswith(".rels"):
        return _forget_paths
    if re.fullmatch(r"customXml/item\d+\.xml", name):
        return _empty_if_about_document
    return _forget_names if NAMING_PARTS.fullmatch(name) else None


def _mended(content: bytes, change: Callable[[etree._Element], bool]) -> bytes:
    """The part with a change, or byte by byte as it was when there was nothing to change."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(content, parser)
    if not change(root):
        return content
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _forget_paths(root: etree._Element) -> bool:
    """A path holds the name of whoever saved it there; what is fetched from elsewhere runs, or tells who reads."""
    found = [one for one in root if _leads_astray(one)]
    for one in found:
        one.set("Target", "file:///removed")
    return bool(found)


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
        tag = etree.QName(one).localname
        if tag == "author" and one.text:
            one.text, changed = SOMEBODY, True
        if tag == "absPath" and one.getparent() is not None:
            one.set("url", "")
            changed = True
        named = {key for key in one.attrib if etree.QName(key).localname in NAMING}
        for key in named:
            one.set(key, NAMING[etree.QName(key).localname])
        if named:
            for key in [key for key in one.attrib if etree.QName(key).localname in SAID_AT]:
                del one.attrib[key]
        changed = changed or bool(named)
    return changed
