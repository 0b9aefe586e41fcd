"""A document with one of everything, full of texts that are markup somewhere."""

from datetime import date
from functools import cache

from maskinrum.shared.documents import (
    Blank,
    BlankKind,
    Block,
    Callout,
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
    Tone,
    write_pdf,
    write_word,
)

HOSTILE = "#import \"x\" $ _ * [ ] \\ < @ {{ x }} &amp; <b>=1+1 'q' `r`"
FAR = "🙂 שלום مرحبا Ω Ж"
DAY = date(2026, 11, 25)
SVG = (
    '<svg viewBox="0 0 400 100" class="chart-wide"><rect class="c-solid" x="0" y="0" width="200" height="40"/>'
    '<text class="c-text" x="10" y="80">Volumen</text></svg>'
)
GRID = Grid(
    "Mål",
    (Column("Navn", 2), Column("Beløb", numeric=True), Column("Valg")),
    (
        ("Åsen", "1.000", Blank("Valg: Åsen", "", BlankKind.CHOICE, ("ja", "nej"))),
        ("Østergård", "2", Blank("Valg: Østergård", "skriv her")),
        (HOSTILE, "3", Blank("Valg: tre", "", BlankKind.TICK)),
    ),
    row_titles=True,
)
FORM = Form(
    "Skema",
    (Blank("Dato", "Vælg dato", BlankKind.DATE), Blank("Problemet", "Skriv her", BlankKind.LINES), Blank("Navn", "")),
)
BLOCKS: tuple[Block, ...] = (
    Paragraph("Indledning", Tone.LEAD),
    Heading("Formål"),
    Paragraph((Span("Fed ", strong=True), Span("not known", quiet=True, language="en"), Span(" side", url="https://almennet.dk/?a=1&b=2"))),
    Paragraph(HOSTILE),
    Paragraph(FAR, Tone.QUIET),
    Items(("et", "to"), ItemsKind.STEPS),
    Items(("punkt",)),
    Items(("Er det aftalt?", HOSTILE), ItemsKind.TICKS),
    Items(("tre", "fire"), ItemsKind.STEPS),
    Heading("Detaljer", 2),
    Callout("Råd", "Begynd med porteføljen.", Tone.ADVICE),
    Callout("Bemærk", "Orientering, ikke juridisk rådgivning."),
    GRID,
    FORM,
    Heading("Tegning"),
    Figure(SVG, "Volumen pr. år", "Tallene er opdigtet"),
)  # fmt: skip


def document(language: str = "da", *blocks: Block, title: str = "Partnerskabets hæfte") -> Document:
    """A document of these blocks, or of one of everything."""
    return Document(
        title,
        language,
        DAY,
        blocks or BLOCKS,
        subtitle="Udkast",
        subject="Et eksempel",
        contents=True,
        sources=(Source("AlmenNet", "https://almennet.dk/", "fakta"), Source("En fælde", "javascript:alert(1)")),
    )


@cache
def word_file() -> bytes:
    """The whole document as a Word file."""
    return write_word(document())


@cache
def pdf_file() -> bytes:
    """The whole document as PDF."""
    return write_pdf(document())
