"""A document as PDF: tagged (PDF/UA-1) and in our fonts. Text is data to the typesetter, never markup."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any

from maskinrum.shared.documents.document import (
    CONTENTS_DEPTH,
    UNSAID,
    Blank,
    Block,
    Callout,
    Cell,
    Document,
    Figure,
    Form,
    Grid,
    Heading,
    Items,
    KeyFigures,
    Paragraph,
    Source,
    Steps,
    Text,
    printable,
    spans,
    web_address,
)
from maskinrum.shared.documents.drawing import for_typesetter, proportions
from maskinrum.shared.documents.typesetting import TypesettingError, drawable, typeset
from maskinrum.shared.documents.words import long_date, words_of

_NO_SHAPE = "could not be displayed"


def write_pdf(document: Document) -> bytes:
    """Return the document as PDF/UA-1; the same content gives the same bytes on every machine.

    What no font can draw (emoji, Chinese) stands as its name in brackets.
    """
    try:
        return _typeset(document_data(document))
    except TypesettingError as refused:
        if _NO_SHAPE not in str(refused):
            raise
        # A letter and a mark that our fonts draw apart, not together: only plain letters are left.
        return _typeset(_bare(document_data(document)))


@cache
def _template() -> bytes:
    return files("maskinrum.shared.documents").joinpath("document.typ").read_bytes()


def _typeset(data: dict[str, Any]) -> bytes:
    return typeset(
        _template(), {"data": json.dumps(data)}, format="pdf", pdf_standards=["ua-1"], timestamp=data["made"]
    )


def _bare(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: value if key == "svg" else _bare(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_bare(part) for part in data]
    if isinstance(data, str):
        return "".join(mark if ord(mark) < 0x180 or mark in "–—‘’“”•…−" else "?" for mark in data)
    return data


def document_data(document: Document) -> dict[str, Any]:
    """Return what the template reads: a tree of mappings, lists and texts, nothing of it markup."""
    words = words_of(document.language)
    page = words["page"] % {"page": "\x01", "pages": "\x02"}
    return {
        "title": _line(document.title) or UNSAID,
        "subtitle": _line(document.subtitle),
        "language": document.language,
        "date": long_date(document.dated, document.language),
        "day": [document.dated.year, document.dated.month, document.dated.day],
        "made": int(datetime.combine(document.dated, time(), UTC).timestamp()),
        "foot": _line(document.foot or document.title),
        "subject": _line(document.subject),
        "page": page.replace("\x01", "\x02").split("\x02"),
        "contents": _line(words["contents"]) if document.contents else "",
        "depth": CONTENTS_DEPTH,
        "compact": document.compact,
        "sources_title": _line(words["sources"]),
        "sources": [_source(source) for source in document.sources],
        "opening": [_block(block) for block in document.opening],
        "blocks": [_block(block) for block in document.body],
    }


def _line(text: str) -> str:
    return drawable(printable(text).strip())


def _text(text: Text) -> list[dict[str, Any]]:
    pieces = [replace(span, url=web_address(span.url)) for span in spans(text)]
    return [
        {
            "text": drawable(one.text),
            "strong": one.strong,
            "quiet": one.quiet,
            "url": one.url,
            "language": one.language,
        }
        for one in pieces
    ]


def _source(source: Source) -> dict[str, Any]:
    return {
        "text": _line(source.text),
        "url": web_address(source.url),
        "shown": _line(source.url),
        "standing": _line(source.standing),
    }


def _block(block: Block) -> dict[str, Any]:
    return _DATA[type(block)](block)


def _heading(block: Heading) -> dict[str, Any]:
    return {
        "is": "heading",
        "text": drawable(block.shown) or UNSAID,
        "level": block.level,
        "starts_page": block.starts_page,
    }


def _paragraph(block: Paragraph) -> dict[str, Any]:
    return {"is": "paragraph", "text": _text(block.text), "tone": block.tone}


def _callout(block: Callout) -> dict[str, Any]:
    return {"is": "callout", "label": _line(block.label), "text": _text(block.text), "tone": block.tone}


def _items(block: Items) -> dict[str, Any]:
    return {"is": "items", "kind": block.kind, "items": [_text(item) for item in block.items]}


def _form(block: Form) -> dict[str, Any]:
    rows = [{"label": _line(blank.label), "blank": _cell(blank)} for blank in block.blanks]
    return {"is": "form", "caption": _line(block.caption), "rows": rows}


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "is": "grid",
        "caption": _line(grid.caption),
        "shares": [column.share for column in grid.columns],
        "numeric": [column.numeric for column in grid.columns],
        "titles": [_line(column.title) for column in grid.columns],
        "row_titles": grid.row_titles,
        "rows": [[_cell(cell) for cell in row] for row in grid.rows],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    if isinstance(cell, Blank):
        hint = _line(cell.hint or " · ".join(cell.choices))
        return {"is": "blank", "kind": cell.kind, "hint": hint, "choices": [_line(one) for one in cell.choices]}
    return {"is": "text", "text": _text(cell)}


def _figure(figure: Figure) -> dict[str, Any]:
    width, height = proportions(figure.svg)
    return {
        "is": "figure",
        "svg": for_typesetter(figure.svg),
        "tall": height / width,
        "alt": _line(figure.alt),
        "caption": _line(figure.caption),
    }


def _key_figures(block: KeyFigures) -> dict[str, Any]:
    return {"is": "key_figures", "figures": [[_line(value), _line(words)] for value, words in block.figures]}


def _steps(block: Steps) -> dict[str, Any]:
    return {"is": "steps", "label": _line(block.label), "steps": list(map(_line, block.steps)), "at": block.reached}


_DATA: dict[type, Callable[[Any], dict[str, Any]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Callout: _callout,
    Items: _items,
    Grid: _grid,
    Form: _form,
    Figure: _figure,
    KeyFigures: _key_figures,
    Steps: _steps,
}
