"""Nothing tells who made a document: told by readers that had no part in the cleaning."""

import base64
import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from PIL import Image

from maskinrum.knowledge.actions.files import read_attachment
from maskinrum.knowledge.actions.tool_files import read_tool_file
from maskinrum.shared.errors import DomainError
from maskinrum.shared.foreign.office import clean_office
from maskinrum.shared.foreign.pdf import clean_pdf
from maskinrum.shared.foreign.pictures import clean_jpeg, clean_picture

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SECRET = "Genkendelig Person"


def photo(form: str = "JPEG", *, progressive: bool = False) -> bytes:
    exif = Image.Exif()
    exif[0x013B] = SECRET
    exif.get_ifd(0x8825)[2] = (55.0, 40.0, 0.0)
    written = io.BytesIO()
    image = Image.effect_noise((64, 48), 80).convert("RGB")
    options = {"progressive": True} if progressive else {}
    image.save(written, form, exif=exif, comment=SECRET.encode(), **options)
    return written.getvalue()


def pdf(change: Callable[[pikepdf.Pdf], object] = lambda _document: None, *, jpeg: bytes | None = None) -> bytes:
    """A page with a photo and a comment, and everything that a program writes about whoever made it."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    page = document.pages[0]
    picture = pikepdf.Stream(document, jpeg or photo())
    picture.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=64, Height=48, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode,
        Metadata=document.make_stream(f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()),
    )  # fmt: skip
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture), Font=pikepdf.Dictionary(F=font))
    page.Contents = document.make_stream(b"q 64 0 0 48 20 20 cm /P Do Q BT /F 12 Tf 20 150 Td (Kvadersten) Tj ET")
    field = pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, Rect=[0, 0, 9, 9], FT=pikepdf.Name.Tx, T="felt")
    field = document.make_indirect(field)
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
    page.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=SECRET, Contents="Se her"),
            field,
        ]
    )
    document.docinfo["/Author"] = SECRET
    document.docinfo["/Firma"] = SECRET
    with document.open_metadata() as xmp:
        xmp["dc:creator"] = [SECRET]
    change(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def everything_in(content: bytes) -> bytes:
    """The bytes as they are, and whatever streams unpack to."""
    streams = [piece.split(b"endstream", 1)[0].lstrip(b"\r\n") for piece in content.split(b"stream")[1:]]
    unpacked = [zlib.decompressobj().decompress(one) for one in streams if one[:1] == b"x"]
    return b"\n".join([content, *unpacked])


def test_a_pdf_tells_nothing_of_whoever_made_it() -> None:
    made = pdf()
    assert SECRET.encode() in everything_in(made)
    clean = clean_pdf(made)
    assert SECRET.encode() not in everything_in(clean)
    assert SECRET.encode("utf-16-be") not in everything_in(clean)
    with pypdfium2.PdfDocument(clean) as document:
        assert set(document.get_metadata_dict(skip_empty=True)) == set()
        page = document[0]
        assert page.get_textpage().get_text_bounded().strip() == "Kvadersten"
        (image,) = (one for one in page.get_objects() if isinstance(one, pypdfium2.PdfImage))
        raw = bytes(image.get_data(decode_simple=False))
    assert dict(Image.open(io.BytesIO(raw)).getexif()) == {}
    with pikepdf.open(io.BytesIO(clean)) as document:
        told = [(str(one.get("/T", "")), str(one.get("/Contents", ""))) for one in document.pages[0].Annots]
    assert told == [("", "Se her"), ("felt", "")]


def test_the_same_pdf_gives_the_same_bytes() -> None:
    made = pdf()
    assert clean_pdf(made) == clean_pdf(made)


@pytest.mark.parametrize(
    ("filters", "wrap"),
    [
        (["/FlateDecode", "/DCTDecode"], zlib.compress),
        (["/ASCIIHexDecode", "/DCTDecode"], lambda raw: raw.hex().encode() + b">"),
        (["/ASCII85Decode", "/DCTDecode"], lambda raw: base64.a85encode(raw) + b"~>"),
    ],
)
def test_a_photo_that_is_wrapped_once_more_is_cleaned(filters: list[str], wrap: Callable[[bytes], bytes]) -> None:
    def wrapped(document: pikepdf.Pdf) -> None:
        picture = document.pages[0].Resources.XObject.P
        raw = picture.read_raw_bytes()
        picture.write(wrap(raw), filter=pikepdf.Array([pikepdf.Name(one) for one in filters]))

    with pikepdf.open(io.BytesIO(clean_pdf(pdf(wrapped)))) as document:
        raw = document.pages[0].Resources.XObject.P.read_raw_bytes()
    assert SECRET.encode() not in raw
    assert Image.open(io.BytesIO(raw)).size == (64, 48)


def sign(document: pikepdf.Pdf) -> None:
    signature = pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=b"underskrift")
    document.Root.AcroForm.V = document.make_indirect(signature)


def attach(document: pikepdf.Pdf) -> None:
    document.attachments["bilag.txt"] = b"noget"


def scan(document: pikepdf.Pdf) -> None:
    picture = document.pages[0].Resources.XObject.P
    picture.write(b"jP  uuid hemmeligt", filter=pikepdf.Name.JPXDecode)


@pytest.mark.parametrize(
    ("change", "words"),
    [(sign, "underskrevet"), (attach, "andre filer inde i"), (scan, "billede inde i")],
    ids=["signed", "holds files", "picture that tells"],
)
def test_a_pdf_that_cannot_be_cleaned_says_what_to_do(change: Callable[[pikepdf.Pdf], None], words: str) -> None:
    with pytest.raises(DomainError, match=words) as refused:
        read_attachment(pdf(change))
    assert refused.value.field == "file"


def test_a_locked_pdf_cannot_be_read() -> None:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(written, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(DomainError, match="kan ikke læses"):
        read_attachment(written.getvalue())


def word() -> bytes:
    document = docx.Document()
    document.core_properties.author = document.core_properties.last_modified_by = SECRET
    document.core_properties.title = document.core_properties.comments = SECRET
    run = document.add_paragraph("Referat af mødet").runs[0]
    document.add_comment([run], text="Er det rigtigt?", author=SECRET, initials="GP")
    document.add_picture(io.BytesIO(photo()))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def with_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    """The archive with some parts more, or in the place of others."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(written, "w") as packed:
        for name in given.namelist():
            if name not in parts:
                packed.writestr(name, given.read(name))
        for name, part in parts.items():
            packed.writestr(name, part)
    return written.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def naming(content: bytes) -> list[str]:
    return [name for name, part in parts_of(content).items() if SECRET.encode() in part]


def test_a_word_file_tells_nothing_of_whoever_made_it() -> None:
    people = f'<w15:people xmlns:w15="x"><w15:person w15:author="{SECRET}"/></w15:people>'.encode()
    app = f"<Properties><Company>{SECRET}</Company></Properties>".encode()
    template = f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" TargetMode="External" Type="t" Target="file:///C:/Users/{SECRET}/a.dotm"/></Relationships>'
    about = "http://schemas.microsoft.com/office/2006/coverPageProps"
    parts = {
        "word/people.xml": people,
        "docProps/app.xml": app,
        "docProps/custom.xml": app,
        "customXml/item7.xml": f'<c xmlns="{about}"><Mail>{SECRET}</Mail></c>'.encode(),
        "word/_rels/settings.xml.rels": template.encode(),
    }
    made = with_parts(word(), parts)
    assert {"docProps/core.xml", "word/comments.xml", *parts} <= set(naming(made))
    clean = read_attachment(made).content
    assert naming(clean) == []
    opened = docx.Document(io.BytesIO(clean))
    told = opened.core_properties
    assert (told.author, told.last_modified_by, told.title, told.comments) == ("", "", "", "")
    (comment,) = opened.comments
    assert (comment.author, comment.text) == ("Author", "Er det rigtigt?")
    assert opened.paragraphs[0].text == "Referat af mødet"
    (picture,) = (part for name, part in parts_of(clean).items() if "/media/" in name)
    assert dict(Image.open(io.BytesIO(picture)).getexif()) == {}


def test_parts_without_names_stay_byte_by_byte() -> None:
    made = word()
    kept = {"word/document.xml", "word/styles.xml", "[Content_Types].xml"}
    assert {name: part for name, part in parts_of(clean_office(made)).items() if name in kept} == {
        name: part for name, part in parts_of(made).items() if name in kept
    }


def sheet() -> bytes:
    workbook: Any = openpyxl.Workbook()
    workbook.properties.creator = workbook.properties.lastModifiedBy = SECRET
    workbook.custom_doc_props.append(StringProperty(name="Kunde", value=SECRET))
    workbook.active["A1"] = "Tal"
    workbook.active["A1"].comment = Comment("Er det med moms?", SECRET)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def test_a_workbook_tells_nothing_of_whoever_made_it() -> None:
    made = sheet()
    assert {"docProps/core.xml", "docProps/custom.xml", "xl/comments/comment1.xml"} <= set(naming(made))
    clean = read_tool_file(made, name="ark.xlsx", language="da").content
    assert naming(clean) == []
    opened: Any = openpyxl.load_workbook(io.BytesIO(clean))
    assert (opened.properties.creator, opened.properties.lastModifiedBy) == (
        "openpyxl",
        None,
    )  # the first is what it says where nothing stands
    assert list(opened.custom_doc_props) == []
    cell = opened.active["A1"]
    assert (cell.value, cell.comment.text, cell.comment.author) == ("Tal", "Er det med moms?", "Author")


def test_a_workbook_inside_a_word_file_is_cleaned_too() -> None:
    made = with_parts(word(), {"word/embeddings/ark.xlsx": sheet()})
    inside = parts_of(clean_office(made))["word/embeddings/ark.xlsx"]
    assert naming(inside) == []


@pytest.mark.parametrize(
    ("name", "part", "words"),
    [
        ("_xmlsignatures/sig1.xml", b"<s/>", "underskrevet"),
        ("word/vbaProject.bin", b"x", "makro"),
        ("word/activeX/activeX1.xml", b"<x/>", "makro"),
        ("word/embeddings/gammel.bin", b"\xd0\xcf\x11\xe0", "andre filer inde i"),
        ("word/media/image9.tiff", b"II*\x00", "billede inde i"),
        ("word/comments2.xml", b"<w", "kan ikke læses"),
        ("word/_rels/document.xml.rels", b"<Relationships/>", "kan ikke læses"),
    ],
)
def test_a_word_file_that_cannot_be_cleaned_says_what_to_do(name: str, part: bytes, words: str) -> None:
    with pytest.raises(DomainError, match=words) as refused:
        read_attachment(with_parts(word(), {name: part}))
    assert refused.value.field == "file"


def test_documents_inside_documents_end_somewhere() -> None:
    made = word()
    for _time in range(4):
        made = with_parts(word(), {"word/embeddings/inde.docx": made})
    with pytest.raises(DomainError, match="andre filer inde i"):
        clean_office(made)


@pytest.mark.parametrize("progressive", [False, True])
def test_the_picture_itself_is_not_touched(progressive: bool) -> None:
    made = photo(progressive=progressive) + b"bag billedet: " + photo()
    clean = clean_jpeg(made)
    assert SECRET.encode() not in clean
    before, after = (Image.open(io.BytesIO(one)).convert("RGB").tobytes() for one in (made, clean))
    assert before == after


def test_a_png_keeps_its_points_and_nothing_else() -> None:
    made = photo("PNG")
    clean = clean_picture(made)
    assert SECRET.encode() in made
    assert SECRET.encode() not in clean
    before, after = (Image.open(io.BytesIO(one)).tobytes() for one in (made, clean))
    assert before == after


@pytest.mark.parametrize("content", [photo()[:60], photo("PNG")[:60], b"\xff\xd8\xff\xe1\x00\x00"])
def test_a_picture_that_is_cut_off_is_broken(content: bytes) -> None:
    with pytest.raises(DomainError, match="kan ikke læses"):
        clean_picture(content)


def test_drawings_have_nothing_to_hide_and_the_place_of_a_workbook_on_a_disk_goes() -> None:
    where = f'<workbook xmlns:x="x"><x:absPath url="C:\\Users\\{SECRET}"/></workbook>'.encode()
    parts = {"xl/workbook.xml": where, "xl/media/tegning.emf": b"EMF", "xl/media/punkter.gif": b"GIF89a"}
    clean = parts_of(clean_office(with_parts(word(), parts)))
    assert SECRET.encode() not in clean["xl/workbook.xml"]
    assert (clean["xl/media/tegning.emf"], clean["xl/media/punkter.gif"]) == (b"EMF", b"GIF89a")


def test_two_parts_of_one_name_are_broken() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("word/document.xml", b"<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("word/document.xml", b"<b/>")
    with pytest.raises(DomainError, match="kan ikke læses"):
        clean_office(written.getvalue())


@pytest.mark.parametrize(("filters", "words"), [("/LZWDecode", "billede inde i"), ("/FlateDecode", "kan ikke læses")])
def test_a_photo_in_a_wrapping_that_cannot_be_taken_off_is_refused(filters: str, words: str) -> None:
    def wrapped(document: pikepdf.Pdf) -> None:
        picture = document.pages[0].Resources.XObject.P
        picture.write(b"noget andet", filter=pikepdf.Array([pikepdf.Name(filters), pikepdf.Name.DCTDecode]))

    with pytest.raises(DomainError, match=words):
        clean_pdf(pdf(wrapped))


def test_what_is_nested_too_deeply_is_broken() -> None:
    def nested(document: pikepdf.Pdf) -> None:
        deep = pikepdf.Array([])
        for _time in range(40):
            deep = pikepdf.Array([deep])
        document.Root.Dyb = deep

    with pytest.raises(DomainError, match="kan ikke læses"):
        clean_pdf(pdf(nested))
