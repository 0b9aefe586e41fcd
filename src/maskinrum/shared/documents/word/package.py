"""The parts of a Word file, packed so that the same content gives the same bytes."""

import zipfile
from datetime import datetime, time
from io import BytesIO

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.pkgwriter import PackageWriter

from maskinrum.shared.documents.document import Document, printable
from maskinrum.shared.documents.word.styles import LOCALES

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FOR_EVERYBODY = 0o644 << 16


def describe(word: WordDocument, document: Document) -> None:
    """Write what the file says about itself: title, language, date, who made it."""
    moment = datetime.combine(document.dated, time())
    facts = word.core_properties
    facts.title = printable(document.title).strip()[:255]
    facts.subject = printable(document.subject).strip()[:255]
    facts.author = facts.last_modified_by = "Maskinrum"
    facts.language = LOCALES[document.language]
    facts.created = facts.modified = moment
    facts.revision, facts.comments, facts.keywords, facts.category = 1, "", "", ""


def packed(word: WordDocument) -> bytes:
    """Return the file; parts stand in the order of their names and carry no time."""
    package = word.part.package
    # The library's template brings a picture of some other document.
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.rels.pop(key)
    buffer = BytesIO()
    for part in package.parts:
        part.before_marshal()
    PackageWriter.write(buffer, package.rels, package.parts)  # type: ignore[no-untyped-call]
    made = BytesIO()
    with zipfile.ZipFile(buffer) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as kept:
        # A reader knows the kind of file by its first part.
        for name in sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, _FOR_EVERYBODY, 3
            kept.writestr(entry, given.read(name))
    return made.getvalue()
