"""Documents as PDF, read back by PDFium."""

import ctypes
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from pypdfium2 import raw

from maskinrum.shared.documents import (
    Callout,
    Column,
    Figure,
    Grid,
    Heading,
    KeyFigures,
    Paragraph,
    Steps,
    Tone,
    html_fragment,
    write_pdf,
    write_word,
)
from maskinrum.shared.documents.document import Span, spans
from maskinrum.shared.documents.drawing import for_typesetter
from maskinrum.shared.documents.pdf import document_data
from maskinrum.shared.documents.typesetting import TypesettingError, drawable, drawn_characters
from maskinrum.shared.errors import BusyError
from tests.house.sources import PACKAGE
from tests.shared.chart_cases import HOSTILE as CHART_HOSTILE
from tests.shared.chart_cases import every_chart
from tests.shared.making_documents import HOSTILE, SVG, document, pdf_file

FONTS = PACKAGE / "shared" / "documents" / "fonts"
PAGES = PACKAGE / "shared" / "static" / "maskinrum" / "vendor" / "plex"


@pytest.fixture(scope="module")
def pdf() -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(pdf_file())


def text_of(made: bytes) -> str:
    """All text on one line, without the typesetter's hyphens at the ends of lines."""
    pages = pypdfium2.PdfDocument(made)
    text = "".join(pages[number].get_textpage().get_text_range() for number in range(len(pages)))
    return " ".join(re.sub("[\u00ad\ufffe\x02]\\s*", "", text).split())


def structure(pdf: pypdfium2.PdfDocument) -> list[tuple[str, str]]:
    """Kind and alternative text of every element of the structure, page by page."""
    found: list[tuple[str, str]] = []

    def walk(one: object) -> None:
        found.append((read(raw.FPDF_StructElement_GetType, one), read(raw.FPDF_StructElement_GetAltText, one)))
        for place in range(raw.FPDF_StructElement_CountChildren(one)):
            child = raw.FPDF_StructElement_GetChildAtIndex(one, place)
            if child:
                walk(child)

    for page in pdf:
        tree = raw.FPDF_StructTree_GetForPage(page)
        for place in range(raw.FPDF_StructTree_CountChildren(tree)):
            walk(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
        raw.FPDF_StructTree_Close(tree)
    return found


def read(function: object, one: object) -> str:
    """A text that PDFium gives in a buffer."""
    assert callable(function)
    length = function(one, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    function(one, buffer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le")


def test_the_file_says_that_it_can_be_read_aloud(pdf: pypdfium2.PdfDocument) -> None:
    assert raw.FPDFCatalog_IsTagged(pdf)
    assert b"pdfuaid:part" in pdf_file()
    assert b"/Lang(da)" in pdf_file()
    assert b"/DisplayDocTitle true" in pdf_file()
    facts = pdf.get_metadata_dict()
    assert (facts["Title"], facts["Author"]) == ("Partnerskabets hæfte", "Maskinrum")
    assert facts["CreationDate"].startswith("D:20261125")


def test_headings_tables_lists_and_pictures_are_tagged(pdf: pypdfium2.PdfDocument) -> None:
    kinds = [kind for kind, _alt in structure(pdf)]
    assert {"H1", "H2", "Table", "TH", "TD", "L", "LI", "Figure", "Link", "TOC"} <= set(kinds)
    assert ("Figure", "Volumen pr. år") in structure(pdf)


def test_the_outline_is_that_of_the_headings(pdf: pypdfium2.PdfDocument) -> None:
    outline = [(item.get_title(), item.level) for item in pdf.get_toc()]
    assert [title for title, _level in outline if title != "Indhold"] == ["Formål", "Detaljer", "Tegning", "Kilder"]


def test_every_text_is_printed_as_it_was_typed() -> None:
    text = text_of(pdf_file())
    assert text.count(HOSTILE) == 3
    for word in ("Ω Ж", "Begynd med porteføljen.", "Østergård", "Side 1 af", "25. november 2026"):
        assert word in text


def test_letters_from_right_to_left_are_there() -> None:
    text = text_of(pdf_file())
    assert "שלום" in text
    assert "مرحبا" in text


def test_what_no_font_has_stands_as_its_name() -> None:
    assert drawable("🙂 a\U000e0041漢") == "[slightly smiling face] a[cjk unified ideograph-6f22]"
    assert drawable("\ue000") == "[u+e000]"
    assert "[slightly smiling face]" in text_of(pdf_file())


def test_in_a_drawing_what_no_font_has_takes_the_room_of_one_character() -> None:
    svg = '<svg viewBox="0 0 9 9"><text>\u00c6 \U0001f642\u6f22 &amp; \U000e0041b</text></svg>'
    assert "<text>\u00c6 \u25a1\u25a1 &amp; b</text>" in for_typesetter(svg)


def test_every_character_said_to_be_drawable_is_drawn() -> None:
    # Parted by spaces, so that no two of them are drawn as one.
    write_pdf(document("da", Paragraph(" ".join(drawn_characters()))))


def test_marks_that_our_fonts_cannot_place_do_not_stop_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maskinrum.shared.documents.pdf.drawable", lambda text: text)
    assert "Åsen ?" in text_of(write_pdf(document("da", Paragraph("Åsen 漢"))))


def test_another_fault_of_the_typesetter_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maskinrum.shared.documents.pdf._template", lambda: b"#panic()")
    with pytest.raises(TypesettingError, match="panicked"):
        write_pdf(document())


def test_a_page_that_takes_too_long_is_stopped_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maskinrum.shared.documents.typesetting.PATIENCE", 0.001)
    with pytest.raises(BusyError, match="for lang tid"):
        write_pdf(document())


def test_a_process_that_makes_files_never_loads_the_typesetter() -> None:
    made = (
        "import django, sys; django.setup();"
        "from maskinrum.shared.documents import write_pdf, write_word;"
        "from tests.shared.making_documents import document;"
        "print(write_pdf(document())[:5], write_word(document())[:2], 'typst' in sys.modules)"
    )
    command = [sys.executable, "-c", made]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert told.stdout.strip() == "b'%PDF-' b'PK' False"


def divided(language: str) -> set[tuple[str, str]]:
    """How words are divided at the ends of lines."""
    long = "Boligorganisationernes partnerskabsaftaler kræver beslutningsdygtighed og medarbejderinddragelse. " * 12
    pages = pypdfium2.PdfDocument(write_pdf(document(language, Paragraph(long))))
    return set(re.findall(r"(\w+)[\u00ad\ufffe\x02]\s*(\w+)", pages[0].get_textpage().get_text_range()))


def test_words_are_divided_as_in_the_documents_language() -> None:
    assert ("beslutningsdygtig", "hed") in divided("da")
    assert divided("da") != divided("en")


@pytest.mark.parametrize("file", sorted(path.stem for path in FONTS.glob("*.ttf")))
def test_the_fonts_are_those_of_the_pages(file: str) -> None:
    font = TTFont(PAGES / f"{file}.woff2", recalcTimestamp=False)
    font.flavor = None
    unpacked = BytesIO()
    font.save(unpacked)
    assert unpacked.getvalue() == (FONTS / f"{file}.ttf").read_bytes()


def test_text_reaches_the_typesetter_as_data() -> None:
    data = document_data(document("da", Paragraph(HOSTILE)))
    assert data["blocks"] == [
        {
            "is": "paragraph",
            "text": [{"text": HOSTILE, "strong": False, "quiet": False, "url": "", "language": ""}],
            "tone": "body",
        }
    ]


def test_only_addresses_of_the_web_become_links() -> None:
    assert [source["url"] for source in document_data(document())["sources"]] == ["https://almennet.dk/", ""]


def test_the_same_content_gives_the_same_bytes() -> None:
    assert write_pdf(document()) == pdf_file()


def test_a_drawing_keeps_its_colours_on_paper(pdf: pypdfium2.PdfDocument) -> None:
    made = pypdfium2.PdfDocument(write_pdf(document("da", Heading("x"), Figure(SVG, "Volumen"))))
    pixels = made[0].render(scale=0.5).to_numpy().reshape(-1, 3)
    green = (pixels[:, 0] < 100) & (pixels[:, 1] > 70) & (pixels[:, 2] < 40)
    assert green.sum() > 500


def test_our_charts_go_into_a_document_whatever_they_are_called() -> None:
    figures = [Figure(str(chart.wide), "Diagram") for chart in every_chart(CHART_HOSTILE)]
    assert write_pdf(document("da", Heading("x"), *figures)).startswith(b"%PDF")


def test_a_drawing_without_a_size_is_refused() -> None:
    with pytest.raises(ValueError, match="how large"):
        write_pdf(document("da", Heading("x"), Figure("<svg></svg>", "Intet")))


PARTS = (
    Heading("Svaret"),
    Steps("Afgørelse", ("Ja", "Kun hvis", "Nej"), 1),
    Paragraph("Kun hvis der kommer flere.", Tone.VERDICT),
    KeyFigures((("8 af 10", "fremtider"), ("#strong[x]", HOSTILE))),
    Callout("Sådan", "Regnet én gang.", Tone.QUIET),
    Heading("Bilag", starts_page=True),
)


def test_a_verdict_its_scale_and_its_figures_are_printed_as_they_are() -> None:
    made = write_pdf(replace(document("da", *PARTS), compact=True))
    assert len(pypdfium2.PdfDocument(made)) == 2
    for words in ("Ja", "Kun hvis", "Nej", "8 af 10", "fremtider", "#strong[x]", HOSTILE, "Regnet én gang."):
        assert words in text_of(made)


def test_a_web_page_and_a_word_file_have_the_same_parts() -> None:
    page = html_fragment(document("da", *PARTS))
    assert "<p>Afgørelse: Ja · <strong>Kun hvis</strong> · Nej</p>" in page
    assert "<dt><strong>#strong[x]</strong></dt>" in page
    word = docx.Document(BytesIO(write_word(document("da", *PARTS))))
    styles = {paragraph.text: paragraph.style.name for paragraph in word.paragraphs if paragraph.style}
    assert styles["Afgørelse: Ja · Kun hvis · Nej"] == "Normal"
    assert (styles["Kun hvis der kommer flere."], styles["8 af 10  fremtider"]) == ("Verdict", "Key Figure")
    assert [one for one in word.paragraphs if one.text == "Bilag"][-1].paragraph_format.page_break_before


def test_a_figure_is_never_parted_from_its_unit() -> None:
    shown = "1.033\u202fmio.\u00a0kr."
    assert spans(f" {shown}  og\u00a0 ") == (Span(f" {shown} og "),)


def test_a_word_without_end_stays_in_its_column() -> None:
    grid = Grid("", (Column("Navn"), Column("Tal")), (("x" * 200, "1"),))
    page = pypdfium2.PdfDocument(write_pdf(document("da", grid)))[0]
    width = page.get_width()
    objects = page.get_textpage()
    rights = [objects.get_charbox(place)[2] for place in range(objects.count_chars())]
    assert max(rights) <= width
    crosses = [
        box
        for place in range(objects.count_chars())
        if objects.get_text_range(place, 1) == "x"
        for box in [objects.get_charbox(place)]
    ]
    assert max(box[2] for box in crosses) <= width / 2
