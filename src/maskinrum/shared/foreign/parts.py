"""What each part of an office file is.

A part's name is only a habit of programs: what a part is, its content type and the relations that lead to it say. They
are believed when they make a part more dangerous, and so is its name; the first bytes are looked at by whoever cleans.
"""

import io
import posixpath
import re
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum, auto

from lxml import etree

from maskinrum.shared.foreign.fields import tree_of
from maskinrum.shared.foreign.refusals import broken
from maskinrum.shared.foreign.unpacking import DAMAGED, names_within, whole_room

TYPES = "[content_types].xml"
RELATIONS = re.compile(r"(?P<folder>.*?)_rels/(?P<name>[^/]*)\.rels")


class Part(Enum):
    """The ways in which a part is treated, the strictest first."""

    SIGNATURE = auto()
    RUNNING = auto()
    PRINTER = auto()
    INSIDE = auto()
    DRAWN = auto()
    PICTURE = auto()
    CORE = auto()
    APP = auto()
    CUSTOM = auto()
    LABELS = auto()
    PEOPLE = auto()
    NAMING = auto()


NAMES = {
    Part.SIGNATURE: r"_xmlsignatures/.*",
    Part.RUNNING: r".*(vbaproject|vbadata|/activex/|/macrosheets/).*",
    Part.PRINTER: r".*/printersettings/[^/]*\.bin",
    Part.INSIDE: r".*/embeddings/.*",
    Part.DRAWN: r".*\.(emf|wmf|svg)",
    Part.PICTURE: r".*/media/.*|docprops/thumbnail\..*",
    Part.CORE: r"docprops/core\.xml",
    Part.APP: r"docprops/app\.xml",
    Part.CUSTOM: r"docprops/custom\.xml",
    Part.LABELS: r"docmetadata/labelinfo\.xml",
    Part.PEOPLE: r"word/people\.xml",
    Part.NAMING: (
        r"word/[^/]+\.xml|xl/(comments[^/]*|persons/.*|threadedcomments/.*|pivotcache/.*|revisions/.*|workbook)\.xml|"
        r"xl/comments/.*\.xml"
    ),
}
"""How the names of such parts usually are, in small letters."""

CONTENT_TYPES = {
    Part.SIGNATURE: r".*digital-signature.*",
    Part.RUNNING: r".*(vbaproject|vbadata|macroenabled|macrosheet|activex).*",
    Part.PRINTER: r".*\.printersettings",
    Part.INSIDE: r".*\.oleobject",
    Part.DRAWN: r"image/(x-)?(emf|wmf)|image/svg\+xml",
    Part.PICTURE: r"image/.*",
    Part.CORE: r".*\.core-properties\+xml",
    Part.APP: r".*\.extended-properties\+xml",
    Part.CUSTOM: r".*\.custom-properties\+xml",
    Part.LABELS: r".*\.classificationlabels\+xml",
    Part.PEOPLE: r".*wordprocessingml\.people\+xml",
    Part.NAMING: (
        r".*wordprocessingml\..*\+xml|.*spreadsheetml\.(comments|sheet\.main|template\.main|pivotcachedefinition|"
        r"revisionheaders|revisionlog|usernames)\+xml|.*ms-excel\.(person|threadedcomments)\+xml"
    ),
}
LED_TO = {
    Part.SIGNATURE: r".*/digital-signature/.*",
    Part.RUNNING: r".*/(vbaproject|wordvbadata|control|activexcontrolbinary|xlmacrosheet|xlintlmacrosheet)",
    Part.PRINTER: r".*/printersettings",
    Part.INSIDE: r".*/(oleobject|package|afchunk)",
    Part.PICTURE: r".*/(image|hdphoto|media/thumbnail|metadata/thumbnail)",
    Part.CORE: r".*/core-properties",
    Part.APP: r".*/extended-properties",
    Part.CUSTOM: r".*/custom-properties",
    Part.LABELS: r".*/classificationlabels",
    Part.PEOPLE: r".*/people",
    Part.NAMING: r".*/(comments|threadedcomment|person|pivotcachedefinition|revisionheaders|revisionlog|usernames)",
}
"""How the types of relations end that lead to such parts."""

WORD = re.compile(r".*wordprocessingml\.document\.main\+xml")
WORKBOOK = re.compile(r".*spreadsheetml\.sheet\.main\+xml")


@dataclass
class Parts:
    """What an archive says of its parts, all names in small letters.

    ``types`` are content types by name, ``leading`` types of relations by the name they lead to, and ``printing`` the
    numbers of relations to printer settings by the part that has them.
    """

    types: dict[str, str] = field(default_factory=dict)
    endings: dict[str, str] = field(default_factory=dict)
    leading: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    printing: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def type_of(self, name: str) -> str:
        """The content type of a part, or nothing."""
        name = name.casefold()
        return self.types.get(name) or self.endings.get(name.rpartition(".")[2], "")

    def what_is(self, name: str) -> Part | None:
        """What a part is: the strictest of what its name, its content type and the relations to it say."""
        told, name = self.type_of(name), name.casefold()
        for part in Part:
            by_relation = LED_TO.get(part)
            if re.fullmatch(NAMES[part], name) or re.fullmatch(CONTENT_TYPES[part], told):
                return part
            if by_relation and any(re.fullmatch(by_relation, one) for one in self.leading.get(name, ())):
                return part
        return None

    def is_word(self) -> bool:
        """Whether it is a document of Word, macros or not."""
        return "word/document.xml" in self.types or any(WORD.fullmatch(one) for one in self.types.values())

    def is_workbook(self) -> bool:
        """Whether it is a workbook."""
        return "xl/workbook.xml" in self.types or any(WORKBOOK.fullmatch(one) for one in self.types.values())


def read_parts(content: bytes) -> Parts:
    """The same for a file from outside. Raises DomainError for what is damaged, locked or too much."""
    names_within(content, whole_room())
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return parts_of(archive)
    except (*DAMAGED, etree.LxmlError) as error:
        raise broken() from error


def parts_of(archive: zipfile.ZipFile) -> Parts:
    """Read what an archive says of its parts. What it unpacks to must have been counted before."""
    names = {name.casefold(): name for name in archive.namelist()}
    parts = Parts(types=dict.fromkeys(names, ""))
    for lower, name in names.items():
        if lower == TYPES:
            _read_types(tree_of(archive.read(name)), parts)
        elif found := RELATIONS.fullmatch(lower):
            _read_relations(tree_of(archive.read(name)), found["folder"], found["name"], parts)
    return parts


def _read_types(root: etree._Element, parts: Parts) -> None:
    for one in root.iter(etree.Element):
        told = str(one.get("ContentType", "")).strip().casefold()
        if name := one.get("PartName"):
            parts.types[str(name).casefold().lstrip("/")] = told
        elif ending := one.get("Extension"):
            parts.endings[str(ending).casefold()] = told


def _read_relations(root: etree._Element, folder: str, source: str, parts: Parts) -> None:
    for one in root.iter(etree.Element):
        kind, target = str(one.get("Type", "")).casefold(), str(one.get("Target", "")).casefold()
        if not target or one.get("TargetMode") == "External":
            continue
        name = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        parts.leading[name].add(kind)
        if re.fullmatch(LED_TO[Part.PRINTER], kind):
            parts.printing[folder + source].add(str(one.get("Id", "")))
