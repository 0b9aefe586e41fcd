"""Files of somebody who means harm: what unpacks without end, what would run, and what is fetched from elsewhere."""

import io
import resource
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from maskinrum.knowledge.actions import files, tool_files
from maskinrum.knowledge.actions.files import read_attachment
from maskinrum.organisations.models import Person
from maskinrum.shared.errors import DomainError
from maskinrum.shared.foreign import process, unpacking
from maskinrum.shared.foreign.office import clean_office
from maskinrum.shared.foreign.pdf import clean_pdf
from maskinrum.shared.foreign.reading import read_here
from tests.knowledge.telling import draft
from tests.knowledge.test_cleaning import RELATIONS, parts_of, pdf, with_parts, word
from tests.knowledge.tooling import shipped_tool

MEGABYTE = 1024  # as the system counts memory, in kilobytes


def test_documents_inside_share_the_room_of_the_one_they_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = with_parts(word(), {"word/media/tom.bmp": b"BM" + b"0" * 300_000})
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inside)) as given, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as small:
        for name in given.namelist():
            small.writestr(name, given.read(name))
    made = with_parts(word(), {"word/embeddings/inde.docx": packed.getvalue()})
    monkeypatch.setattr(unpacking, "MOST_UNPACKED", 300_000)
    with pytest.raises(DomainError, match="pakker ud"):
        read_here(made)


def test_pages_that_unpack_to_too_much_are_not_read() -> None:
    def huge(document: pikepdf.Pdf) -> None:
        packer = zlib.compressobj(9)
        packed = b"".join(packer.compress(b" " * 1_000_000) for _time in range(400)) + packer.flush()
        contents = document.make_stream(b"")
        contents.write(packed, filter=pikepdf.Name.FlateDecode)
        document.pages[0].Contents = contents

    with pytest.raises(DomainError, match="pakker ud"):
        read_attachment(pdf(huge))


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.001)
    with pytest.raises(DomainError, match="for lang tid"):
        read_attachment(pdf())


def test_a_pdf_keeps_nothing_that_runs_or_sends() -> None:
    def running(document: pikepdf.Pdf) -> None:
        name = pikepdf.Name
        script = pikepdf.Dictionary(S=name.JavaScript, JS=document.make_stream(b"app.alert('ondt')"))
        launch = pikepdf.Dictionary(S=name.Launch, F="ondt.exe", Win=pikepdf.Dictionary(F="ondt.exe"), Next=script)
        document.Root.OpenAction = document.make_indirect(launch)
        document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["a", script])))
        document.pages[0].obj.AA = pikepdf.Dictionary(O=script)
        document.Root.AcroForm.XFA = document.make_stream(b"ondt")

    with pikepdf.open(io.BytesIO(clean_pdf(pdf(running)))) as clean:
        packed = [one for one in clean.objects if isinstance(one, pikepdf.Stream)]
        streams = [one.read_bytes() for one in packed if one.get("/Filter") != pikepdf.Name.DCTDecode]
        told = " ".join(map(repr, clean.objects))
    assert [one for one in streams if b"ondt" in one] == []
    assert "ondt" not in told


def test_a_link_of_a_pdf_stays() -> None:
    def linked(document: pikepdf.Pdf) -> None:
        go = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/kilde")
        document.pages[0].Annots = pikepdf.Array(
            [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=go)]
        )

    with pikepdf.open(io.BytesIO(clean_pdf(pdf(linked)))) as clean:
        assert str(clean.pages[0].Annots[0].A.URI) == "https://example.org/kilde"


@pytest.mark.parametrize(
    ("kind", "target", "left"),
    [
        ("attachedTemplate", "https://example.org/a.dotm", "file:///removed"),
        ("image", "http://example.org/hvem.png", "file:///removed"),
        ("oleObject", "mhtml:https://example.org/a!x-usc:b", "file:///removed"),
        ("hyperlink", "FILE://server/del", "file:///removed"),
        ("hyperlink", "ms-msdt:/id", "file:///removed"),
        ("hyperlink", "https://example.org/kilde", "https://example.org/kilde"),
        ("hyperlink", "mailto:post@example.org", "mailto:post@example.org"),
    ],
)
def test_a_word_file_fetches_nothing_from_elsewhere_and_keeps_its_links(kind: str, target: str, left: str) -> None:
    relation = f'<Relationship Id="a" TargetMode="External" Type="x/{kind}" Target="{target}"/>'
    made = f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>'.encode()
    clean = parts_of(clean_office(with_parts(word(), {"word/_rels/header9.xml.rels": made})))
    assert f'Target="{left}"'.encode() in clean["word/_rels/header9.xml.rels"]


def test_a_large_photo_is_drawn_in_no_process_that_shows_pages() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (8_000, 5_000), (120, 30, 60, 10)).save(written, "PNG")
    content = written.getvalue()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read = read_attachment(content)
    after, reader = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    assert read.content.startswith(b"\x89PNG")
    assert after - before < MEGABYTE * 20
    assert reader > MEGABYTE * 100


@pytest.mark.parametrize(
    ("kind", "size", "status"),
    [("files", 5_400_000, 200), ("files", 23_000_000, 413), ("bring", 5_400_000, 200), ("bring", 20_000_000, 413)],
)
def test_a_file_that_is_too_large_is_refused_unread(
    size: int, status: int, kind: str, member: Person, client_of: Callable[[Person], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def unread(content: bytes) -> None:
        raise AssertionError(f"{len(content)} bytes were read")

    for module in (files, tool_files):
        monkeypatch.setattr(module, "read_foreign", unread)
    sent = SimpleUploadedFile("stor.docx", b"PK\x03\x04" + b"0" * size)
    if kind == "files":
        where, given = reverse("knowledge:files", args=[draft(member).key]), {"file": sent}
    else:
        where, given = reverse("tools:bring", args=[shipped_tool().key]), {"file_da_1": sent}
    answer = client_of(member).post(where, given)
    assert (answer.status_code, "mere end 5 MB" in answer.content.decode()) == (status, status == 200)
    assert ("Du sendte" in answer.content.decode()) == (status == 413)
