"""Tables: a header row that repeats, hairlines, widths that stay, and words for those who do not see them."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from maskinrum.shared.documents.document import Blank, Cell, Form, Grid, printable
from maskinrum.shared.documents.word.blanks import Controls
from maskinrum.shared.documents.word.elements import element, with_children
from maskinrum.shared.documents.word.runs import write_text
from maskinrum.shared.documents.word.styles import HAIR, TABLE_TEXT, styled

_WIDTH = 9412  # twentieths of a point: 166 mm
_HIGH_ENOUGH_TO_WRITE = 454
_FORM_SHARES = (1.0, 2.0)


def write_grid(word: WordDocument, grid: Grid, controls: Controls) -> None:
    """Add a table with its caption above it."""
    _caption(word, grid.caption)
    table: Any = _table(word, grid.caption, [column.share for column in grid.columns], row_titles=grid.row_titles)
    head: Any = table.add_row()
    _row_properties(head, header=True)
    for cell, column in zip(head.cells, grid.columns, strict=True):
        paragraph = _paragraph(cell, numeric=column.numeric)
        paragraph.add_run(printable(column.title).strip()).bold = True
        paragraph.paragraph_format.keep_with_next = True
    for row in grid.rows:
        cells: Any = table.add_row()
        _row_properties(cells, open_to_write=any(isinstance(cell, Blank) for cell in row))
        for place, (box, cell) in enumerate(zip(cells.cells, row, strict=True)):
            paragraph = _paragraph(box, numeric=grid.columns[place].numeric)
            _fill(paragraph, cell, controls, bold=grid.row_titles and place == 0)
    _gap(word)


def write_form(word: WordDocument, form: Form, controls: Controls) -> None:
    """Add labels and blanks beside each other."""
    _caption(word, form.caption)
    table: Any = _table(word, form.caption, list(_FORM_SHARES), row_titles=True, headed=False)
    for blank in form.blanks:
        row: Any = table.add_row()
        _row_properties(row, open_to_write=True)
        label, box = row.cells
        _paragraph(label).add_run(printable(blank.label).strip()).bold = True
        _fill(_paragraph(box), blank, controls)
    _gap(word)


def _caption(word: WordDocument, caption: str) -> None:
    if caption:
        styled(word.add_paragraph(printable(caption).strip()), "Caption")


def _gap(word: WordDocument) -> None:
    # Two tables that touch become one in Word.
    paragraph = styled(word.add_paragraph(), TABLE_TEXT)
    paragraph.paragraph_format.space_after = 0


def _table(word: WordDocument, caption: str, shares: list[float], *, row_titles: bool, headed: bool = True) -> Any:
    table: Any = word.add_table(rows=0, cols=len(shares))
    table.autofit = False
    properties: Any = table._tbl.tblPr  # noqa: SLF001 - the library's own way down to its element
    for name in ("w:tblW", "w:tblLook", "w:tblBorders", "w:tblStyle"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    properties.insert(0, element("tblW", w=_WIDTH, type="dxa"))
    layout = properties.find(qn("w:tblLayout"))
    borders = element("tblBorders")
    for edge in ("bottom", "insideH"):
        borders.append(element(edge, val="single", sz=4, space=0, color=HAIR))
    layout.addprevious(borders)
    margins = with_children(
        element("tblCellMar"), element("left", w=0, type="dxa"), element("right", w=113, type="dxa")
    )
    look = element("tblLook", val="0000", firstRow=int(headed), firstColumn=int(row_titles), noHBand=1, noVBand=1)
    layout.addnext(margins)
    margins.addnext(look)
    if caption:
        look.addnext(element("tblCaption", val=printable(caption).strip()))
    for share, column in zip(shares, table.columns, strict=True):
        column.width = round(_WIDTH * share / sum(shares)) * 635
    return table


def _row_properties(row: Any, *, header: bool = False, open_to_write: bool = False) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    properties.append(element("cantSplit"))
    if open_to_write:
        properties.append(element("trHeight", val=_HIGH_ENOUGH_TO_WRITE, hRule="atLeast"))
    if header:
        properties.append(element("tblHeader"))
        for cell in row.cells:
            edge = element("bottom", val="single", sz=8, space=0, color="10211D")
            cell._tc.get_or_add_tcPr().append(with_children(element("tcBorders"), edge))  # noqa: SLF001


def _paragraph(cell: Any, *, numeric: bool = False) -> WordParagraph:
    paragraph: WordParagraph = styled(cell.paragraphs[0], TABLE_TEXT)
    if numeric:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def _fill(paragraph: WordParagraph, cell: Cell, controls: Controls, *, bold: bool = False) -> None:
    if isinstance(cell, Blank):
        paragraph._p.append(controls.blank(cell))  # noqa: SLF001
        return
    write_text(paragraph, cell)
    if bold:
        for made in paragraph.runs:
            made.bold = True
