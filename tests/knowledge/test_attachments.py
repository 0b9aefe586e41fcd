"""Photos and documents: known by their content, without what the camera wrote, fetched only by whoever may read."""

import io
import os
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from maskinrum.knowledge.actions import (
    attach_file,
    discard_draft,
    pass_review,
    remove_file,
    send_to_review,
    tidy_files,
)
from maskinrum.knowledge.actions.attachments import MOST_FILES
from maskinrum.knowledge.actions.files import read_attachment
from maskinrum.knowledge.models import Attachment, Experience
from maskinrum.organisations.actions import end_membership, grant_access, revoke_access
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.search.indexing import Question, ask
from maskinrum.shared.errors import DomainError
from maskinrum.shared.foreign import drawing, reading, unpacking
from maskinrum.shared.foreign.drawing import LONGEST_SIDE
from maskinrum.shared.foreign.reading import read_here
from tests.conftest import NOW
from tests.knowledge.telling import draft, published_one

ClientOf = Callable[[Person | None], Client]
MEGABYTE = 1024 * 1024
PDF = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R
 /Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj
4 0 obj <</Length 44>> stream
BT /F1 18 Tf 20 100 Td (Kvadersten her) Tj ET
endstream endobj
trailer <</Root 1 0 R>>
"""


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media" / "experiences"


def photo(form: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture that says where it was taken and by whom."""
    exif = Image.Exif()
    exif[0x013B] = "Genkendelig Fotograf"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (55.0, 40.0, 0.0)
    written = io.BytesIO()
    Image.new("RGB", size, (11, 90, 78)).save(written, form, exif=exif, comment=b"hemmelig bemaerkning")
    return written.getvalue()


def word(text: str = "Referat af mødet") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    document.add_table(rows=1, cols=1).cell(0, 0).text = "I en celle"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def kept(row: Experience, person: Person | Viewer, content: bytes, name: str = "fil.jpg") -> Attachment:
    viewer = person if isinstance(person, Viewer) else viewer_of(person)
    return attach_file(row, name=name, content=content, viewer=viewer, now=NOW)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_is_drawn_anew_upright_and_without_what_the_camera_wrote(form: str) -> None:
    read = read_attachment(photo(form))
    with Image.open(io.BytesIO(read.content)) as image:
        assert (image.format, image.size, dict(image.getexif())) == (form, (30, 40), {})
    assert b"Fotograf" not in read.content
    assert b"hemmelig" not in read.content


def test_a_large_picture_becomes_smaller() -> None:
    with Image.open(io.BytesIO(read_attachment(photo(size=(3000, 1500))).content)) as image:
        assert max(image.size) == LONGEST_SIDE


def test_the_finest_photo_of_a_telephone_is_kept_small() -> None:
    with Image.open(io.BytesIO(read_attachment(photo(size=(8064, 6048))).content)) as image:
        assert (image.size, dict(image.getexif())) == ((LONGEST_SIDE * 3 // 4, LONGEST_SIDE), {})


def test_a_photo_may_take_20_mb_and_a_document_5(member: Person, client_of: ClientOf) -> None:
    browser, address = client_of(member), reverse("knowledge:files", args=[draft(member).key])
    large = {start: start + b"0" * (19 * MEGABYTE) for start in (photo(), PDF)}
    refused = [
        "mere end 5 MB" in browser.post(address, {"file": SimpleUploadedFile("x", one)}).content.decode()
        for one in large.values()
    ]
    assert (refused, Attachment.objects.get().size < MEGABYTE) == ([False, True], True)
    larger = browser.post(address, {"file": SimpleUploadedFile("x", photo() + b"0" * (20 * MEGABYTE))})
    assert (larger.status_code, "mere end 20 MB" in larger.content.decode()) == (200, True)


@pytest.mark.parametrize(("content", "text"), [(PDF, "Kvadersten her"), (word(), "Referat af mødet\nI en celle")])
def test_the_text_of_documents_is_read(content: bytes, text: str) -> None:
    assert read_attachment(content).text == text


def test_nobody_waits_to_write_while_a_file_is_read(member: Person) -> None:
    row = draft(member)
    with CaptureQueriesContext(connection) as asked, pytest.raises(DomainError):
        kept(row, member, b"%PDF-1.4 and nothing else")
    assert [one["sql"] for one in asked if "SAVEPOINT" in one["sql"]] == []


def many_pixels() -> bytes:
    return photo("PNG", (300, 200))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\x00 program", "Den slags fil"),
        (b"<html><script>alert(1)</script>", "Den slags fil"),
        (b"", "Den slags fil"),
        (photo()[:200], "kan ikke læses"),
        (b"%PDF-1.4 intet", "kan ikke læses"),
        (b"PK\x03\x04 intet", "kan ikke læses"),
        (b"x" * (5 * 1024 * 1024 + 1), "mere end 5 MB"),
    ],
    ids=["program", "page", "empty", "cut", "no pdf", "no archive", "large"],
)
def test_what_is_not_kept_says_why(content: bytes, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        read_attachment(content)


def archive(name: str, content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return written.getvalue()


def test_an_archive_that_is_no_word_file_is_not_kept() -> None:
    with pytest.raises(DomainError, match="Den slags fil"):
        read_attachment(archive("xl/workbook.xml", b"<workbook/>"))


def test_a_word_file_that_unpacks_to_too_much_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_UNPACKED", 1_000)
    with pytest.raises(DomainError, match="pakker ud"):
        read_here(archive("word/document.xml", b"0" * 2_000))


def test_a_way_of_packing_that_comes_out_all_at_once_is_not_unpacked() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_BZIP2) as packed:
        packed.writestr("word/document.xml", b"0" * 2_000)
    with pytest.raises(DomainError, match="kan ikke læses"):
        read_attachment(written.getvalue())


@pytest.mark.parametrize(("bound", "most"), [("MOST_MARKS", 100), ("MOST_PARTS", 5)])
def test_a_word_file_of_too_many_marks_or_parts_is_not_opened(
    bound: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, bound, most)
    with pytest.raises(DomainError, match="pakker ud"):
        read_here(word())


@pytest.mark.parametrize("span", ["900000000", "x"])
def test_a_cell_is_read_once_however_many_columns_it_says_it_spans(span: str) -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Bred"
    cell._tc.get_or_add_tcPr().append(OxmlElement("w:gridSpan", {qn("w:val"): span}))
    written = io.BytesIO()
    document.save(written)
    assert read_attachment(written.getvalue()).text == "Bred"


def test_a_word_file_of_nonsense_cannot_be_read() -> None:
    with pytest.raises(DomainError, match="kan ikke læses"):
        read_attachment(archive("word/document.xml", b"<w"))


def test_a_picture_of_too_many_pixels_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MOST_PIXELS", 1_000)
    with pytest.raises(DomainError, match="for mange pixels"):
        read_here(many_pixels())


def test_only_so_much_text_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_TEXT", 10)
    read = read_here(word("Ti tegn og flere"))
    assert read is not None
    assert read.text == "Ti tegn og"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("C:\\billeder\\Tag.JPEG", "Tag.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("", "fil.jpg"),
        ("a\x00b.exe", "a b.jpg"),
    ],
)
def test_a_file_keeps_its_name_without_a_path_and_with_the_right_ending(given: str, name: str, member: Person) -> None:
    assert kept(draft(member), member, photo(), given).name == name


def test_an_outsider_attaches_and_removes_nothing(member: Person, outsider: Person, data_folder: Path) -> None:
    row = published_one(member)
    attachment = kept(row, member, photo())
    with pytest.raises(DomainError):
        kept(row, outsider, photo())
    with pytest.raises(DomainError):
        remove_file(attachment, viewer=viewer_of(outsider), now=NOW)
    assert len(list(data_folder.iterdir())) == 1


def test_a_published_one_with_a_new_file_is_read_again(member: Person, secretary: Person) -> None:
    row = published_one(member)
    kept(row, secretary, photo())
    assert Experience.objects.get().state == "published"
    kept(row, member, photo())
    assert Experience.objects.get().state == "in_review"


def test_ten_files_are_enough(member: Person) -> None:
    row = draft(member)
    Attachment.objects.bulk_create(
        Attachment(experience=row, name="fil", kind="pdf", file=str(number), size=1, digest="x", uploaded_at=NOW)
        for number in range(MOST_FILES)
    )
    with pytest.raises(DomainError, match="ti filer"):
        kept(row, member, photo())


def test_a_file_is_fetched_as_a_download_by_those_who_may_read_it(
    member: Person, outsider: Person, client_of: ClientOf
) -> None:
    row = draft(member)
    attachment = kept(row, member, photo(), "Tømrer på taget.jpg")
    address = reverse("knowledge:file", args=[row.key, attachment.pk])
    assert [client_of(one).get(address).status_code for one in (None, outsider)] == [404, 404]
    answer = client_of(member).get(address)
    assert (answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"]) == (
        *("application/octet-stream", "nosniff"),
    )
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''T%C3%B8mrer")
    assert answer.content.startswith(b"\xff\xd8\xff")


def test_a_file_is_not_fetched_any_more_once_the_right_to_it_is_lost(
    member: Person, manager: Person, outsider: Person, other_organisation: Organisation, client_of: ClientOf
) -> None:
    row = published_one(member, visibility="organisation")
    address = reverse("knowledge:file", args=[row.key, kept(row, OPERATOR, photo()).pk])
    grant = grant_access(row, organisation=other_organisation, viewer=viewer_of(manager), now=NOW)
    browsers = [client_of(member), client_of(outsider)]
    assert [one.get(address).status_code for one in browsers] == [200, 200]
    revoke_access(grant, viewer=viewer_of(manager), now=NOW)
    end_membership(member.memberships.get(), viewer=viewer_of(manager), now=NOW)
    assert [one.get(address).status_code for one in browsers] == [404, 404]


def test_a_file_of_another_experience_is_not_fetched_through_this_one(member: Person, client_of: ClientOf) -> None:
    one, other = draft(member), draft(member, title="Den anden")
    attachment = kept(one, member, photo())
    assert client_of(member).get(reverse("knowledge:file", args=[other.key, attachment.pk])).status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_not_there(member: Person, client_of: ClientOf, data_folder: Path) -> None:
    row = draft(member)
    attachment = kept(row, member, photo())
    (data_folder / attachment.file).unlink()
    assert client_of(member).get(reverse("knowledge:file", args=[row.key, attachment.pk])).status_code == 404


def test_a_file_is_brought_and_taken_away_on_its_page(
    member: Person, client_of: ClientOf, data_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    row, browser = draft(member), client_of(member)
    address = reverse("knowledge:files", args=[row.key])
    assert "Vælg en fil" in browser.post(address, {}).content.decode()
    wrong = browser.post(address, {"file": SimpleUploadedFile("x.jpg", b"<html>")})
    assert "Den slags fil" in wrong.content.decode()
    browser.post(address, {"file": SimpleUploadedFile("tag.jpg", photo())})
    assert "tag.jpg" in browser.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(reverse("knowledge:remove_file", args=[row.key, Attachment.objects.get().pk]))
    assert (Attachment.objects.count(), list(data_folder.iterdir())) == (0, [])


def test_files_that_no_row_knows_are_tidied_away_when_they_are_old(
    member: Person, data_folder: Path, now: datetime
) -> None:
    known, gone = draft(member), draft(member, title="Kasseres")
    kept(known, member, photo())
    left = kept(gone, member, photo())
    discard_draft(gone, viewer=viewer_of(member), now=NOW)
    assert tidy_files(now) == 0
    old = (now - timedelta(hours=2)).timestamp()
    for one in data_folder.iterdir():
        os.utime(one, (old, old))
    assert (tidy_files(now), (data_folder / left.file).exists(), len(list(data_folder.iterdir()))) == (1, False, 1)


def test_nothing_is_tidied_where_nothing_was_ever_kept(now: datetime, db: None) -> None:
    assert tidy_files(now) == 0


def test_what_stands_in_a_document_is_found(follow: Callable[[], int], member: Person, now: datetime) -> None:
    row = draft(member)
    kept(row, member, PDF, "blad.pdf")
    pass_review(send_to_review(row, viewer=viewer_of(member), now=NOW), named=[], viewer=OPERATOR, now=NOW)
    follow()
    found = ask(viewer_of(member), Question("kvadersten"), language="da", now=now).found
    assert [one.hit.title for one in found] == [row.title]
