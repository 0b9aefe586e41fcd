"""From blocks to paragraphs and tables."""

from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from maskinrum.shared.documents.document import (
    CONTENTS_DEPTH,
    Block,
    Callout,
    Document,
    Figure,
    Form,
    Grid,
    Heading,
    Items,
    ItemsKind,
    KeyFigures,
    Paragraph,
    Source,
    Span,
    Steps,
    Tone,
    printable,
)
from maskinrum.shared.documents.drawing import as_png
from maskinrum.shared.documents.word.blanks import Controls
from maskinrum.shared.documents.word.elements import element, page_field, run, with_children
from maskinrum.shared.documents.word.package import describe, packed
from maskinrum.shared.documents.word.runs import write_text
from maskinrum.shared.documents.word.styles import (
    ADVICE,
    ASIDE,
    KEY_FIGURE,
    LEAD,
    NOTICE,
    QUIET_TEXT,
    VERDICT,
    YELLOW,
    dress,
    modern,
    styled,
)
from maskinrum.shared.documents.word.tables import write_form, write_grid
from maskinrum.shared.documents.words import long_date, words_of

_TEXT_WIDTH = Mm(166)
_STEP = Mm(6)
_STYLES = {Tone.BODY: "Normal", Tone.LEAD: LEAD, Tone.QUIET: QUIET_TEXT, Tone.VERDICT: VERDICT}
_FRAMES = {Tone.ADVICE: ADVICE, Tone.QUIET: ASIDE}


def write_word(document: Document) -> bytes:
    """Return the document as .docx for Word 2013 and later; the same content gives the same bytes."""
    word = docx.Document()
    dress(word, document.language)
    modern(word)
    describe(word, document)
    words = words_of(document.language)
    _foot(word, printable(document.foot or document.title).strip(), words["page"])
    styled(word.add_paragraph(printable(document.title).strip()), "Title")
    if document.subtitle:
        styled(word.add_paragraph(printable(document.subtitle).strip()), "Subtitle")
    styled(word.add_paragraph(long_date(document.dated, document.language)), QUIET_TEXT)
    writer = _Writer(word, document.language)
    for block in document.opening:
        writer.add(block)
    if document.contents:
        listed = [heading for heading in document.headings if heading.level <= CONTENTS_DEPTH]
        writer.contents(listed, words["contents"])
    for block in document.body:
        writer.add(block)
    if document.sources:
        writer.sources(document.sources, words["sources"])
    return packed(word)


def _foot(word: WordDocument, text: str, page: str) -> None:
    paragraph = word.sections[0].footer.paragraphs[0]
    # The library's style has a stop in the middle: the page would stand there, close upon a text that ends before it.
    word.styles["Footer"].paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{text}\t")
    before, _mark, rest = page.partition("%(page)s")
    between, _mark, after = rest.partition("%(pages)s")
    parts = [run(before), *page_field("PAGE"), run(between), *page_field("NUMPAGES"), run(after)]
    with_children(paragraph._p, *parts)  # noqa: SLF001 - the library's own way down to its element


class _Writer:
    """Adds blocks to a Word document; keeps count of headings and of fields."""

    def __init__(self, word: WordDocument, language: str) -> None:
        self._word, self._controls, self._headings, self._figures = word, Controls(language), 0, 0

    def add(self, block: Block) -> None:
        """Add one block at the end."""
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Paragraph):
            write_text(styled(self._word.add_paragraph(), _STYLES[block.tone]), block.text)
        elif isinstance(block, Callout):
            self._callout(block)
        elif isinstance(block, Items):
            self._items(block)
        elif isinstance(block, Grid):
            write_grid(self._word, block, self._controls)
        elif isinstance(block, Form):
            write_form(self._word, block, self._controls)
        elif isinstance(block, KeyFigures):
            self._key_figures(block)
        elif isinstance(block, Steps):
            self._steps(block)
        else:
            self._figure(block)

    def contents(self, headings: list[Heading], title: str) -> None:
        """Add links to the headings that are listed; they are there before Word has counted any page."""
        styled(self._word.add_paragraph(title), "Caption")
        for place, heading in enumerate(headings):
            paragraph = self._word.add_paragraph()
            paragraph.paragraph_format.left_indent = _STEP * (heading.level - 1)
            link = element("hyperlink", anchor=f"heading-{place}")
            paragraph._p.append(with_children(link, run(heading.shown)))  # noqa: SLF001

    def _heading(self, block: Heading) -> None:
        paragraph = self._word.add_heading(block.shown, block.level)
        if block.starts_page:
            paragraph.paragraph_format.page_break_before = True
        if block.level <= CONTENTS_DEPTH:
            self._bookmark(paragraph)

    def _bookmark(self, paragraph: WordParagraph) -> None:
        number = self._headings
        self._headings += 1
        inner = paragraph._p  # noqa: SLF001
        start = element("bookmarkStart", id=number, name=f"heading-{number}")
        inner.insert(1 if inner.pPr is not None else 0, start)
        inner.append(element("bookmarkEnd", id=number))

    def _callout(self, block: Callout) -> None:
        paragraph = styled(self._word.add_paragraph(), _FRAMES.get(block.tone, NOTICE))
        if block.label:
            paragraph.add_run(printable(block.label).strip() + "  ").bold = True
        write_text(paragraph, block.text)

    def _items(self, block: Items) -> None:
        number = self._new_numbers() if block.kind is ItemsKind.STEPS else None
        for item in block.items:
            if block.kind is ItemsKind.TICKS:
                self._tick(item)
                continue
            paragraph = styled(self._word.add_paragraph(), "List Number" if number else "List Bullet")
            if number:
                numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
                numbering.get_or_add_ilvl().val, numbering.get_or_add_numId().val = 0, number
            write_text(paragraph, item)

    def _key_figures(self, block: KeyFigures) -> None:
        for value, words in block.figures:
            paragraph = styled(self._word.add_paragraph(), KEY_FIGURE)
            paragraph.add_run(printable(value).strip()).bold = True
            paragraph.add_run(f"  {printable(words).strip()}")

    def _steps(self, block: Steps) -> None:
        paragraph = self._word.add_paragraph()
        paragraph.add_run(f"{printable(block.label).strip()}: ")
        for place, step in enumerate(block.steps):
            if place:
                paragraph.add_run(" · ")
            made = paragraph.add_run(printable(step).strip())
            if place == block.reached:
                made.bold = True
                made._r.get_or_add_rPr().append(element("shd", val="clear", color="auto", fill=YELLOW))  # noqa: SLF001

    def _tick(self, item: str | tuple[Span, ...]) -> None:
        paragraph = self._word.add_paragraph()
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(8), Mm(-8)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(8))
        label = item if isinstance(item, str) else "".join(span.text for span in item)
        paragraph._p.append(self._controls.tick(label))  # noqa: SLF001
        paragraph.add_run("\t")
        write_text(paragraph, item)

    def _new_numbers(self) -> int:
        """Return a numbering that begins at 1: all lists of a style would else count on."""
        numbering: Any = self._word.part.numbering_part.element
        style = self._word.styles["List Number"].element
        asked = style.pPr.numPr.numId.val
        abstract = next(one for one in numbering.num_lst if one.numId == asked).abstractNumId.val
        made = numbering.add_num(abstract)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(made.numId)

    def _figure(self, block: Figure) -> None:
        self._figures += 1
        paragraph = self._word.add_paragraph()
        paragraph.paragraph_format.keep_with_next = bool(block.caption)
        picture: Any = paragraph.add_run().add_picture(BytesIO(as_png(block.svg)), width=_TEXT_WIDTH)
        described = picture._inline.docPr  # noqa: SLF001
        described.set("descr", printable(block.alt).strip())
        described.set("name", f"figure-{self._figures}")
        if block.caption:
            styled(self._word.add_paragraph(printable(block.caption).strip()), QUIET_TEXT)

    def sources(self, sources: tuple[Source, ...], title: str) -> None:
        """Add the numbered list of sources."""
        self.add(Heading(title))
        items = tuple(
            (
                Span(source.text),
                Span(f" ({source.standing})" if source.standing else "", quiet=True),
                Span(f" {source.url}", url=source.url),
            )
            for source in sources
        )
        self.add(Items(items, ItemsKind.STEPS))
