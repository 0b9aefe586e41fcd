"""Whether a Word or Excel file is in order, read as ECMA-376 says and not by the library that wrote it."""

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
# The order in which the schema wants what may stand in each; readers other than Word refuse another.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
}
SHEET = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter ignoredErrors drawing legacyDrawing tableParts"
)


def broken(content: bytes) -> list[str]:
    """What a strict reader would stumble over; empty where the file is in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
        twice = [f"{name} stands twice" for name in parts if file.namelist().count(name) > 1]
    trees = {name: etree.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
    return [*twice, *_types(trees, set(parts)), *_relations(trees, set(parts)), *_words(trees), *_sheets(trees)]


def _types(trees: dict[str, etree._Element], names: set[str]) -> Iterator[str]:
    stated = trees["[Content_Types].xml"]
    named = {one.get("PartName", "")[1:] for one in stated.iter(f"{TYPES}Override")}
    endings = {one.get("Extension", "").lower() for one in stated.iter(f"{TYPES}Default")}
    yield from (f"{name} is named and not there" for name in named - names)
    for name in names - named - {"[Content_Types].xml"}:
        if name.rpartition(".")[2].lower() not in endings:
            yield f"{name} has no type"


def _relations(trees: dict[str, etree._Element], names: set[str]) -> Iterator[str]:
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        ids = [one.get("Id") for one in tree]
        if len(ids) != len(set(ids)):
            yield f"{name} has an id twice"
        for one in tree:
            target = one.get("Target", "")
            place = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if one.get("TargetMode") != "External" and place not in names:
                yield f"{name} leads to {target}"


def _words(trees: dict[str, etree._Element]) -> Iterator[str]:
    document = trees.get("word/document.xml")
    if document is None:
        return
    drawn = [one.get("id") for one in document.iter(f"{DRAWING}docPr")]
    if len(drawn) != len(set(drawn)):
        yield "a drawing has the id of another"
    known = {one.get(f"{WORD}styleId") for one in trees["word/styles.xml"].iter(f"{WORD}style")}
    used = {one.get(f"{WORD}val") for tag in ("pStyle", "rStyle", "tblStyle") for one in document.iter(f"{WORD}{tag}")}
    yield from (f"no style {name}" for name in used - known)
    for table in document.iter(f"{WORD}tbl"):
        yield from _table(table)
    for name in ("word/document.xml", "word/styles.xml"):
        for tag, order in ORDERS.items():
            yield from (f"{name}: {tag}" for one in trees[name].iter(f"{WORD}{tag}") if not _is_ordered(one, order))


def _table(table: etree._Element) -> Iterator[str]:
    grid = table.find(f"{WORD}tblGrid")
    for row in table.findall(f"{WORD}tr"):
        cells = row.findall(f"{WORD}tc")
        spans = [cell.find(f"{WORD}tcPr/{WORD}gridSpan") for cell in cells]
        if sum(1 if one is None else int(one.get(f"{WORD}val", "1")) for one in spans) != len(grid):
            yield "a row is not as wide as its table"
        if any(cell[-1].tag != f"{WORD}p" for cell in cells):
            yield "a cell does not end with a paragraph"


def _sheets(trees: dict[str, etree._Element]) -> Iterator[str]:
    for name, tree in trees.items():
        if name.startswith("xl/worksheets/sheet") and not _is_ordered(tree, SHEET):
            yield f"{name} is out of order"
        if name == "xl/workbook.xml":
            titles = [one.get("name", "") for one in tree.iter("{*}sheet")]
            if len(titles) != len(set(titles)) or max(map(len, titles)) > 31:
                yield "a sheet's name is too long, or stands twice"


def _is_ordered(element: etree._Element, order: str) -> bool:
    known = order.split()
    tags = [etree.QName(one).localname for one in element]
    return set(tags) <= set(known) and sorted(tags, key=known.index) == tags
