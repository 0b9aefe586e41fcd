"""Documents that leave the system: one content, written as Word, PDF or a web page. Same content, same bytes."""

from maskinrum.shared.documents.document import (
    Blank,
    BlankKind,
    Block,
    Callout,
    Cell,
    CellText,
    Column,
    Document,
    Figure,
    Form,
    Grid,
    Heading,
    Items,
    ItemsKind,
    Paragraph,
    Source,
    Span,
    Text,
    Tone,
    plain,
)
from maskinrum.shared.documents.pdf import write_pdf
from maskinrum.shared.documents.web import html_fragment, write_html
from maskinrum.shared.documents.word import write_word

__all__ = [
    "Blank",
    "BlankKind",
    "Block",
    "Callout",
    "Cell",
    "CellText",
    "Column",
    "Document",
    "Figure",
    "Form",
    "Grid",
    "Heading",
    "Items",
    "ItemsKind",
    "Paragraph",
    "Source",
    "Span",
    "Text",
    "Tone",
    "html_fragment",
    "plain",
    "write_html",
    "write_pdf",
    "write_word",
]
