"""Documents as web pages, read back by html5lib."""

from datetime import date
from xml.etree.ElementTree import Element

import html5lib
import pytest

from maskinrum.shared.documents import (
    Column,
    Document,
    Figure,
    Grid,
    Heading,
    Paragraph,
    Span,
    html_fragment,
    plain,
    write_html,
)
from maskinrum.shared.documents.document import printable, web_address
from tests.shared.making_documents import DAY, FAR, HOSTILE, document


@pytest.fixture(scope="module")
def page() -> Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root = parser.parse(write_html(document()).decode())
    assert isinstance(root, Element)
    return root


def texts(page: Element, path: str) -> list[str]:
    """The text of every element of a path, in one line."""
    return [" ".join("".join(one.itertext()).split()) for one in page.findall(path)]


def test_the_page_is_valid_and_says_its_language_and_title(page: Element) -> None:
    assert page.get("lang") == "da"
    assert texts(page, ".//title") == texts(page, ".//h1") == ["Partnerskabets hæfte"]


def test_headings_go_on_below_the_title(page: Element) -> None:
    assert texts(page, ".//h2") == ["Indhold", "Formål", "Tegning", "Kilder"]
    assert texts(page, ".//h3") == ["Detaljer"]


def test_every_text_is_shown_as_it_was_typed(page: Element) -> None:
    assert HOSTILE in texts(page, ".//p")
    assert FAR in texts(page, ".//p")
    assert texts(page, ".//b") == []


def test_a_table_has_a_caption_and_headings_both_ways(page: Element) -> None:
    assert texts(page, ".//caption") == ["Mål", "Skema"]
    scopes = [one.get("scope") for one in page.findall(".//th")]
    assert scopes == ["col"] * 3 + ["row"] * 6


def test_only_addresses_of_the_web_become_links(page: Element) -> None:
    links = [one.get("href") for one in page.findall(".//a")]
    assert links == [
        "#document-0",
        "#document-1",
        "#document-2",
        "#document-sources",
        "https://almennet.dk/?a=1&b=2",
        "https://almennet.dk/",
    ]


def test_the_contents_lead_to_the_headings(page: Element) -> None:
    wanted = [str(one.get("href"))[1:] for one in page.findall(".//nav//a")]
    assert wanted == [one.get("id") for one in page.iter() if one.tag in {"h2", "h3"} and one.get("id")]


def test_the_contents_go_as_deep_as_those_of_the_pdf(page: Element) -> None:
    assert [one.text for one in page.findall(".//nav/ol/li/a")] == ["Formål", "Tegning", "Kilder"]
    assert [one.text for one in page.findall(".//nav/ol/li/ol/li/a")] == ["Detaljer"]


def test_the_lead_stands_before_the_contents(page: Element) -> None:
    main = page.find(".//main")
    assert main is not None
    kinds = [one.get("class") or one.tag for one in main]
    assert kinds[:6] == ["h1", "document-quiet", "document-date", "document-lead", "nav", "h2"]


def test_words_of_another_language_say_so(page: Element) -> None:
    assert [("".join(one.itertext()), one.get("lang")) for one in page.findall(".//em/span")] == [("not known", "en")]


def test_a_part_of_our_page_has_no_style_of_its_own() -> None:
    fragment = html_fragment(document(), top=3)
    assert "<style" not in fragment
    assert "style=" not in fragment
    assert '<h4 id="document-1">Detaljer</h4>' in fragment


def test_a_drawing_has_words_for_those_who_do_not_see_it(page: Element) -> None:
    assert [one.get("aria-label") for one in page.findall(".//figure/div")] == ["Volumen pr. år"]
    assert texts(page, ".//figcaption") == ["Tallene er opdigtet"]


def test_nothing_is_fetched_from_elsewhere() -> None:
    made = write_html(document()).decode()
    assert "src=" not in made
    assert "@import" not in made


def test_a_heading_may_not_skip_a_level() -> None:
    with pytest.raises(ValueError, match="skips a level"):
        document("da", Heading("a"), Heading("b", 3))
    with pytest.raises(ValueError, match="skips a level"):
        document("da", Heading("b", 2))


def test_a_picture_needs_words() -> None:
    with pytest.raises(ValueError, match="do not see"):
        document("da", Figure("<svg/>", " "))


def test_a_row_must_fit_its_table() -> None:
    with pytest.raises(ValueError, match="number of cells"):
        document("da", Grid("Mål", (Column("a"), Column("b")), (("1",),)))


def test_a_document_needs_a_title() -> None:
    for nothing in (" ", "\u200b\x00"):
        with pytest.raises(ValueError, match="title"):
            Document(nothing, "da", DAY, ())


@pytest.mark.parametrize(
    ("given", "printed"),
    [(" a\x00b ", " a b "), ("a", "a"), ("", ""), (" ", " "), ("\x00", ""), ("a\u202eb", "ab"), ("\n", " ")],
)
def test_texts_are_cleaned_but_still_join(given: str, printed: str) -> None:
    assert printable(given) == printed


def test_the_plain_text_of_pieces_is_one_text() -> None:
    assert plain((Span("Fed ", strong=True), Span("side"))) == "Fed side"
    assert plain(" a ") == "a"


def test_what_is_not_there_leaves_nothing_behind() -> None:
    bare = Document("Notat", "en", date(2026, 1, 2), (Paragraph("Text"),))
    assert html_fragment(bare) == "<p>Text</p>"
    assert b"2 January 2026" in write_html(bare)


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://almennet.dk/a?b=1&c=%20#d", "https://almennet.dk/a?b=1&c=%20#d"),
        ("https://da.example.dk/høst", "https://da.example.dk/h%C3%B8st"),
        ("mailto:a@b.dk", "mailto:a@b.dk"),
        ("#top", "#top"),
        ("javascript:alert(1)", ""),
        ("https://[", ""),
        ("http://", ""),
        ("https://a.dk/<b>", "https://a.dk/%3Cb%3E"),
        ("https://a.dk/`x`", "https://a.dk/%60x%60"),
        (" https://a.dk", ""),
        ("/etc", ""),
        ("", ""),
    ],
)
def test_only_addresses_that_every_program_reads_are_addresses(given: str, address: str) -> None:
    assert web_address(given) == address
