"""Documents as Word files, read back by python-docx and as XML."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from maskinrum.shared.documents import Grid, Paragraph, write_word
from tests.shared.making_documents import FAR, HOSTILE, document, word_file

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


@pytest.fixture(scope="module")
def word() -> WordDocument:
    return docx.Document(BytesIO(word_file()))


def part(name: str) -> etree._Element:
    """One part of the file."""
    with zipfile.ZipFile(BytesIO(word_file())) as package:
        return etree.fromstring(package.read(name))


def controls() -> list[etree._Element]:
    """Every field to fill in."""
    return list(part("word/document.xml").iter(qn("w:sdt")))


def test_headings_are_headings(word: WordDocument) -> None:
    names = [
        (p.style.name, p.text) for p in word.paragraphs if p.style and p.style.name.startswith(("Title", "Heading"))
    ]
    assert names == [
        ("Title", "Partnerskabets hæfte"),
        ("Heading 1", "Formål"),
        ("Heading 2", "Detaljer"),
        ("Heading 1", "Tegning"),
        ("Heading 1", "Kilder"),
    ]


def test_the_file_says_title_language_and_its_own_date(word: WordDocument) -> None:
    facts = word.core_properties
    assert (facts.title, facts.language, facts.author, facts.subject) == (
        "Partnerskabets hæfte", "da-DK", "Maskinrum", "Et eksempel",
    )  # fmt: skip
    assert facts.created is not None
    assert facts.created.date().isoformat() == "2026-11-25"
    spoken = {lang.get(qn("w:val")) for lang in part("word/styles.xml").iter(qn("w:lang"))}
    assert spoken == {"da-DK"}


def test_the_page_is_a4_and_counts_itself(word: WordDocument) -> None:
    section = word.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    footers = [name for name in zipfile.ZipFile(BytesIO(word_file())).namelist() if "footer" in name]
    orders = [order.text.strip() for name in footers for order in part(name).iter(qn("w:instrText"))]
    assert orders == ["PAGE", "NUMPAGES"]
    foot = word.sections[0].footer.paragraphs[0]
    assert foot.text == "Partnerskabets hæfte\tSide 1 af 1"
    # One stop for the page: another before it would set the page close upon a text that ends between them.
    assert [len(place.paragraph_format.tab_stops) for place in (foot, foot.style)] == [1, 0]


def test_a_table_has_a_header_row_that_repeats_and_a_name() -> None:
    table, form = part("word/document.xml").iter(qn("w:tbl"))
    rows = table.findall(qn("w:tr"))
    assert [bool(row.findall(f"{qn('w:trPr')}/{qn('w:tblHeader')}")) for row in rows] == [True, False, False, False]
    names = [one.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}") for one in (table, form)]
    assert [name.get(qn("w:val")) for name in names if name is not None] == ["Mål", "Skema"]


def test_what_is_to_be_filled_in_is_a_named_field_with_a_hint() -> None:
    told = [
        (control.findtext(f".//{qn('w:t')}"), control.find(f".//{qn('w:alias')}").get(qn("w:val"))[:20])
        for control in controls()
    ]
    assert told == [
        ("☐", "Er det aftalt?"),
        ("☐", HOSTILE[:20]),
        ("ja / nej", "Valg: Åsen"),
        ("skriv her", "Valg: Østergård"),
        ("☐", "Valg: tre"),
        ("Vælg dato", "Dato"),
        ("Skriv her", "Problemet"),
        ("…", "Navn"),
    ]


def test_a_field_is_of_its_kind() -> None:
    kinds = (f"{W14}checkbox", qn("w:dropDownList"), qn("w:date"), qn("w:text"))
    found = [
        next(etree.QName(kind).localname for kind in kinds if control.find(f".//{kind}") is not None)
        for control in controls()
    ]
    assert found == ["checkbox", "checkbox", "dropDownList", "text", "checkbox", "date", "text", "text"]
    numbers = [control.find(f".//{qn('w:id')}").get(qn("w:val")) for control in controls()]
    assert len(set(numbers)) == len(numbers)
    choices = [item.get(qn("w:value")) for item in part("word/document.xml").iter(qn("w:listItem"))]
    assert choices == ["ja", "nej"]


def test_boxes_to_tick_work_because_the_file_is_of_a_new_word() -> None:
    modes = {
        one.get(qn("w:name")): one.get(qn("w:val")) for one in part("word/settings.xml").iter(qn("w:compatSetting"))
    }
    assert modes["compatibilityMode"] == "15"


def test_each_list_of_steps_begins_at_one() -> None:
    paragraphs = part("word/document.xml").iter(qn("w:p"))
    numbers = [one.find(f".//{qn('w:numId')}") for one in paragraphs]
    used = [number.get(qn("w:val")) for number in numbers if number is not None]
    first, second, sources = used[:2], used[2:4], used[4:]
    assert [len(set(one)) for one in (first, second, sources)] == [1, 1, 1]
    assert len(set(used)) == 3
    starts = {one.get(qn("w:numId")): one.find(f".//{qn('w:startOverride')}") for one in part("word/numbering.xml")}
    assert [starts[number].get(qn("w:val")) for number in used] == ["1"] * len(used)


def test_paragraphs_have_the_styles_of_their_tone(word: WordDocument) -> None:
    styles = {paragraph.style.name for paragraph in word.paragraphs if paragraph.style}
    assert {"Lead", "Quiet Text", "Advice", "Notice", "Caption", "List Bullet", "List Number", "Subtitle"} <= styles
    cell = word.tables[0].rows[1].cells[0].paragraphs[0].style
    assert cell is not None
    assert cell.name == "Table Text"


def test_every_text_is_printed_as_it_was_typed(word: WordDocument) -> None:
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert HOSTILE in texts
    assert FAR in texts
    assert HOSTILE in [row.cells[0].text for row in word.tables[0].rows]


def test_words_of_another_language_say_so() -> None:
    spoken = [lang.get(qn("w:val")) for lang in part("word/document.xml").iter(qn("w:lang"))]
    assert spoken == ["en-GB"]


def test_what_xml_cannot_hold_is_left_out() -> None:
    made = write_word(document("da", Paragraph("før\x00\x0b\u202eefter\ud800"), Grid("", (), ())))
    assert "før efter" in [paragraph.text for paragraph in docx.Document(BytesIO(made)).paragraphs]


def test_only_addresses_of_the_web_become_links(word: WordDocument) -> None:
    links = {link.address for paragraph in word.paragraphs for link in paragraph.hyperlinks if link.address}
    assert links == {"https://almennet.dk/?a=1&b=2", "https://almennet.dk/"}


def test_a_drawing_is_a_picture_with_words_for_those_who_do_not_see_it() -> None:
    described = [one.get("descr") for one in part("word/document.xml").iter("{*}docPr")]
    assert described == ["Volumen pr. år"]
    with zipfile.ZipFile(BytesIO(word_file())) as package:
        pictures = [package.read(name)[:4] for name in package.namelist() if name.startswith("word/media/")]
    assert pictures == [b"\x89PNG"]


def test_the_contents_lead_to_the_headings() -> None:
    body = part("word/document.xml")
    wanted = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert wanted == ["heading-0", "heading-1", "heading-2"]
    assert marks[:3] == wanted


def test_the_same_content_gives_the_same_bytes() -> None:
    assert write_word(document()) == word_file()
    with zipfile.ZipFile(BytesIO(word_file())) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"
        assert [name for name in package.namelist() if "thumbnail" in name] == []


def test_a_document_in_english_says_so() -> None:
    made = docx.Document(BytesIO(write_word(document("en"))))
    assert made.core_properties.language == "en-GB"
    assert made.sections[0].footer.paragraphs[0].text.endswith("Page 1 of 1")
