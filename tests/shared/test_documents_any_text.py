"""Whatever somebody types, there is a document."""

from hypothesis import given, settings
from hypothesis import strategies as st

from maskinrum.shared.documents import (
    Blank,
    BlankKind,
    Callout,
    Column,
    Document,
    Form,
    Grid,
    Heading,
    Items,
    Paragraph,
    Source,
    Span,
    write_html,
    write_pdf,
    write_word,
)
from tests.shared.making_documents import DAY


@given(text=st.text(max_size=80), url=st.text(max_size=30).map("https://a.dk/".__add__))
@settings(max_examples=15, deadline=None)
def test_any_text_is_written(text: str, url: str) -> None:
    blank = Blank(text, text, BlankKind.CHOICE, (text,))
    grid = Grid(text, (Column(text),), ((text,), (blank,)), row_titles=True)
    pieces = (Span(text, strong=True, url=url), Span(text, quiet=True))
    blocks = (Heading(text), Paragraph(pieces), Callout(text, text), Items((text,)), grid, Form(text, (blank,)))
    sources = (Source(text, url, text),)
    document = Document(f"Titel {text}", "da", DAY, blocks, subtitle=text, foot=text, sources=sources, contents=True)
    assert write_pdf(document).startswith(b"%PDF")
    assert write_word(document).startswith(b"PK")
    assert write_html(document).startswith(b"<!doctype html>")
