"""What a document holds, whatever file it becomes. Text is text: none of it is ever read as markup or as a field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

from maskinrum.shared.tables import clean_text

DEEPEST = 3
# A list of contents leads to headings down to this level, in every kind of file.
CONTENTS_DEPTH = 2
UNSAID = "–"
_HELD = ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")
_BETWEEN = re.compile(rf"(?<=\S)([{''.join(_HELD)}])(?=\S)")
_NOT_IN_ADDRESS = re.compile(r"[^!#-;=?-\[\]_a-z~]")


class Tone(StrEnum):
    """How a paragraph or a box speaks."""

    BODY = "body"
    LEAD = "lead"
    QUIET = "quiet"
    ADVICE = "advice"
    NOTICE = "notice"
    VERDICT = "verdict"


class BlankKind(StrEnum):
    """What somebody is to write in a blank."""

    TEXT = "text"
    LINES = "lines"
    DATE = "date"
    CHOICE = "choice"
    TICK = "tick"


class ItemsKind(StrEnum):
    """What stands before the items of a list."""

    POINTS = "points"
    STEPS = "steps"
    TICKS = "ticks"


@dataclass(frozen=True)
class Span:
    """A piece of text that is strong, or quiet (a quotation, or what is not known), or leads to an address.

    ``language`` is that of the piece where it is not the document's.
    """

    text: str
    strong: bool = False
    quiet: bool = False
    url: str = ""
    language: str = ""


Text = str | tuple[Span, ...]


@dataclass(frozen=True)
class Blank:
    """A place to fill in. ``label`` names it for those who do not see the page; ``hint`` stands in it until then."""

    label: str
    hint: str
    kind: BlankKind = BlankKind.TEXT
    choices: tuple[str, ...] = ()


CellText = Text
Cell = Text | Blank


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 stands below the document's title. ``shown`` is never empty: readers jump to it.

    ``starts_page`` puts it at the top of a page, where there are pages.
    """

    text: str
    level: int = 1
    starts_page: bool = False

    @property
    def shown(self) -> str:
        return printable(self.text).strip() or UNSAID


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``LEAD`` opens a document, ``QUIET`` is a note, ``VERDICT`` the conclusion in one sentence."""

    text: Text
    tone: Tone = Tone.BODY


@dataclass(frozen=True)
class Callout:
    """A box: ``ADVICE`` is what somebody recommends, ``NOTICE`` what the reader must know before using the rest.

    ``QUIET`` is what can be read apart from the rest.
    """

    label: str
    text: Text
    tone: Tone = Tone.NOTICE


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Text, ...]
    kind: ItemsKind = ItemsKind.POINTS


@dataclass(frozen=True)
class Column:
    """A column: its title, its share of the width beside the others, and whether it holds figures."""

    title: str
    share: float = 1
    numeric: bool = False


@dataclass(frozen=True)
class Grid:
    """A table with one row of headings; ``row_titles`` tells that the first column names the rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_titles: bool = False


@dataclass(frozen=True)
class Form:
    """Blanks below each other, each with its label before it."""

    caption: str
    blanks: tuple[Blank, ...]


@dataclass(frozen=True)
class Figure:
    """A drawing, what it shows for those who do not see it, and the words below it."""

    svg: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class KeyFigures:
    """A few figures beside each other, each with what it means."""

    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Steps:
    """The answers that could be given, in their order, and the one that was; ``label`` says what they answer."""

    label: str
    steps: tuple[str, ...]
    reached: int


@dataclass(frozen=True)
class Source:
    """Where something was read; ``standing`` says in words what kind of statement it is."""

    text: str
    url: str = ""
    standing: str = ""


Block = Heading | Paragraph | Callout | Items | Grid | Form | Figure | KeyFigures | Steps


@dataclass(frozen=True)
class Document:
    """A document in one language. ``dated`` is its own date, not the day it was written to a file.

    ``foot`` stands at the foot of every page beside the page number; ``contents`` asks for a list of the headings;
    ``compact`` sets it closer, for what is read at a table.
    Raises ValueError when a heading skips a level, a figure has no alternative text, or a row does not fit its table.
    """

    title: str
    language: str
    dated: date
    blocks: tuple[Block, ...]
    subtitle: str = ""
    foot: str = ""
    subject: str = ""
    sources: tuple[Source, ...] = ()
    contents: bool = False
    compact: bool = False

    def __post_init__(self) -> None:
        if not printable(self.title).strip():
            raise ValueError("a document needs a title")
        level = 0
        for block in self.blocks:
            if isinstance(block, Heading):
                if not 1 <= block.level <= min(level + 1, DEEPEST):
                    raise ValueError(f"the heading “{block.text}” skips a level")
                level = block.level
            elif isinstance(block, Figure) and not block.alt.strip():
                raise ValueError("a figure needs words for those who do not see it")
            elif isinstance(block, Grid) and any(len(row) != len(block.columns) for row in block.rows):
                raise ValueError(f"a row of the table “{block.caption}” has another number of cells")

    @property
    def opening(self) -> tuple[Block, ...]:
        """What stands before the list of contents: the lead, where the document begins with one."""
        return tuple(one for one in self.blocks[:1] if isinstance(one, Paragraph) and one.tone is Tone.LEAD)

    @property
    def body(self) -> tuple[Block, ...]:
        """What stands after the list of contents."""
        return self.blocks[len(self.opening) :]

    @property
    def headings(self) -> Iterator[Heading]:
        """Every heading in its order."""
        return (block for block in self.blocks if isinstance(block, Heading))


def spans(text: Text) -> tuple[Span, ...]:
    """Return a text as pieces, each safe to print: control characters and marks that turn or hide text are out."""
    given = (Span(text),) if isinstance(text, str) else text
    return tuple(replace(span, text=printable(span.text)) for span in given)


def plain(text: Text) -> str:
    """Return a text without its marks."""
    return "".join(span.text for span in spans(text)).strip()


def printable(text: str) -> str:
    """Return a text safe to print. One space at either end is kept, since pieces of a text join there, and so are the
    spaces that hold a figure and its unit together.
    """
    clean = "".join(part if part in _HELD else clean_text(part) for part in _BETWEEN.split(text))
    before = " " if clean and text[:1].isspace() else ""
    after = " " if clean and text[-1:].isspace() else ""
    return before + clean + after if clean else " " * bool(text.isspace() and text)


def web_address(url: str) -> str:
    """Return an address as every program reads it, or an empty text when it is neither of the web, a mail nor a place
    in the document. Word refuses a whole file for one address that is not one.
    """
    address = iri_to_uri(url)
    try:
        parts = urlsplit(address)
        known = bool(parts.hostname) if parts.scheme in {"http", "https"} else parts.scheme == "mailto"
    except ValueError:
        return ""
    return address if (known or address.startswith("#")) and not _NOT_IN_ADDRESS.search(address) else ""
