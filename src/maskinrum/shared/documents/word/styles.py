"""How our Word files look: the look of the pages with fonts that everybody has, on A4."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from maskinrum.shared.documents.word.elements import element, with_children

INK, QUIET, GREEN = RGBColor(0x10, 0x21, 0x1D), RGBColor(0x48, 0x60, 0x5A), RGBColor(0x0B, 0x5A, 0x4E)
HAIR, GROUND, TINT, YELLOW = "CBD6D1", "F0F4F2", "DFEEE8", "FFCC1A"
SANS, SERIF = "Calibri", "Cambria"
LOCALES = {"da": "da-DK", "en": "en-GB"}
TABLE_TEXT, ADVICE, NOTICE, QUIET_TEXT, LEAD = "Table Text", "Advice", "Notice", "Quiet Text", "Lead"
VERDICT, KEY_FIGURE, ASIDE = "Verdict", "Key Figure", "Aside"
PLACEHOLDER = "PlaceholderText"

# (font, points, bold, colour, points before, points after)
_LOOKS = {
    "Normal": (SANS, 11, False, INK, 0, 6),
    "Title": (SERIF, 26, False, INK, 0, 4),
    "Subtitle": (SANS, 12, False, QUIET, 0, 6),
    "Heading 1": (SERIF, 17, False, INK, 22, 6),
    "Heading 2": (SANS, 13, True, INK, 16, 4),
    "Heading 3": (SANS, 11, True, INK, 12, 3),
    "Caption": (SANS, 10, True, INK, 12, 4),
    "List Bullet": (SANS, 11, False, INK, 0, 4),
    "List Number": (SANS, 11, False, INK, 0, 4),
    "Footer": (SANS, 9, False, QUIET, 0, 0),
    TABLE_TEXT: (SANS, 10, False, INK, 2, 2),
    ADVICE: (SERIF, 14, False, INK, 6, 8),
    NOTICE: (SANS, 11, False, INK, 8, 10),
    QUIET_TEXT: (SANS, 9.5, False, QUIET, 0, 6),
    LEAD: (SERIF, 13, False, INK, 8, 12),
    VERDICT: (SERIF, 18, False, INK, 6, 8),
    KEY_FIGURE: (SANS, 11, False, INK, 2, 4),
    ASIDE: (SANS, 11, False, INK, 8, 10),
}


def dress(word: WordDocument, language: str) -> None:
    """Give an empty Word document our styles, page and language."""
    # To look through all styles for each of ours took a quarter of the time a document needs.
    known: dict[str | None, Any] = {style.name: style for style in word.styles}
    for name, look in _LOOKS.items():
        _dress(known[name] if name in known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), *look)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
        word.styles[name].paragraph_format.keep_with_next = True
    _frame(word.styles[ADVICE], TINT)
    _frame(word.styles[NOTICE], GROUND, YELLOW)
    _frame(word.styles[ASIDE], GROUND)
    _placeholder(word)
    _speak(word, LOCALES[language])
    _page(word)


def _dress(style: Any, family: str, size: float, bold: bool, colour: Any, before: int, after: int) -> None:
    font, paragraphs = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic, font.color.rgb = family, Pt(size), bold, False, colour
    fonts = style.element.rPr.rFonts
    # Fonts of the theme would win over ours.
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), family)
    paragraphs.space_before, paragraphs.space_after = Pt(before), Pt(after)
    paragraphs.line_spacing_rule, paragraphs.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.12
    paragraphs.widow_control = True
    # A character style of the template is linked to each heading and would bring its own look along.
    for link in style.element.findall(qn("w:link")):
        style.element.remove(link)
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    for spacing in style.element.rPr.findall(qn("w:spacing")) + style.element.rPr.findall(qn("w:kern")):
        style.element.rPr.remove(spacing)


def _frame(style: Any, fill: str, bar: str = "") -> None:
    properties = style.element.get_or_add_pPr()
    borders = element("pBdr")
    if bar:
        borders.append(element("left", val="single", sz=36, space=8, color=bar))
    shading = element("shd", val="clear", color="auto", fill=fill)
    spacing = properties.find(qn("w:spacing"))
    spacing.addprevious(shading)
    if len(borders):
        shading.addprevious(borders)


def _placeholder(word: WordDocument) -> None:
    style: Any = word.styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)
    style.element.set(qn("w:styleId"), PLACEHOLDER)
    style.font.color.rgb = QUIET
    style.element.rPr.append(element("shd", val="clear", color="auto", fill=GROUND))


def _speak(word: WordDocument, locale: str) -> None:
    for spoken in word.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), locale)
        spoken.set(qn("w:eastAsia"), locale)


def _page(word: WordDocument) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin, section.footer_distance = Mm(22), Mm(24), Mm(12)


def styled(paragraph: WordParagraph, name: str) -> WordParagraph:
    """Give a paragraph a style by its id; looking it up by its name takes most of the time a large file needs."""
    paragraph._p.style = name.replace(" ", "")  # noqa: SLF001 - the library's own way down to its element
    return paragraph


def modern(word: WordDocument) -> None:
    """Say that the file is of Word 2013 or later: without it boxes to tick are shown in compatibility mode."""
    # The library's own template has this element.
    compat: Any = word.settings.element.find(qn("w:compat"))
    for old in compat.findall(qn("w:compatSetting")):
        compat.remove(old)
    uri = "http://schemas.microsoft.com/office/word"
    with_children(compat, element("compatSetting", name="compatibilityMode", uri=uri, val=15))
