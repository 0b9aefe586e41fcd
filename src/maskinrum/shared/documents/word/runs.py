"""Text with its marks inside a paragraph."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from maskinrum.shared.documents.document import Span, Text, spans, web_address
from maskinrum.shared.documents.word.elements import element, with_children
from maskinrum.shared.documents.word.styles import GREEN, LOCALES, QUIET


def write_text(paragraph: WordParagraph, text: Text) -> None:
    """Add a text at the end of a paragraph."""
    for span in spans(text):
        if span.text:
            _write(paragraph, span)


def _write(paragraph: WordParagraph, span: Span) -> None:
    made = paragraph.add_run(span.text)
    if span.strong:
        made.bold = True
    if span.quiet:
        made.italic, made.font.color.rgb = True, QUIET
    if span.language:
        made._r.get_or_add_rPr().append(element("lang", val=LOCALES[span.language]))  # noqa: SLF001
    if url := web_address(span.url):
        made.font.underline, made.font.color.rgb = True, GREEN
        link = element("hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        made._r.addprevious(link)  # noqa: SLF001 - the library's own way down to its element
        with_children(link, made._r)  # noqa: SLF001
