"""Files that lay in the data folder before they were cleaned: cleaned once, or put aside and told of."""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maskinrum.knowledge.actions import attach_file, clean_stored
from maskinrum.knowledge.models import CLEANER, Attachment, Experience, ToolFile
from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.search.indexing import Question, ask
from maskinrum.shared.foreign import process
from maskinrum.shared.limits import turn
from maskinrum.shared.models import OutboxMail
from maskinrum.shared.periodic import jobs
from tests.conftest import NOW
from tests.knowledge.telling import published_one
from tests.knowledge.test_cleaning import SECRET, naming, photo, sheet, with_parts, word
from tests.knowledge.tooling import a_file, brought, shipped_tool

ClientOf = Callable[[Person | None], Client]
SIGNED = {"_xmlsignatures/sig1.xml": b"<s/>"}


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media" / "experiences"


@pytest.fixture
def row(member: Person) -> Experience:
    return published_one(member, visibility="open")


def as_of_old(
    row: Experience, content: bytes, member: Person, folder: Path, *, name: str = "referat.docx"
) -> Attachment:
    """A file in place as it was stored before anything was taken out of it."""
    made = attach_file(row, name="referat.docx", content=word(), viewer=viewer_of(member), now=NOW)
    (folder / made.file).write_bytes(content)
    Attachment.objects.filter(pk=made.pk).update(cleaned_by=0, digest="of old", size=len(content))
    Experience.objects.filter(pk=row.pk).update(state="published")
    return Attachment.objects.get(pk=made.pk)


def test_an_old_file_is_cleaned_once(
    row: Experience, member: Person, data_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    old = as_of_old(row, word(), member, data_folder)
    with django_capture_on_commit_callbacks(execute=True):
        assert [clean_stored(NOW) for _time in range(2)] == [1, 0]
    now = Attachment.objects.get(pk=old.pk)
    content = (data_folder / now.file).read_bytes()
    assert (naming(content), len(content), now.cleaned_by, now.text) == ([], now.size, CLEANER, "Referat af mødet")
    assert [one.name for one in data_folder.iterdir()] == [now.file]
    assert AuditEvent.objects.filter(verb="clean_file", object_id=old.pk).count() == 1


def test_an_old_photo_loses_what_the_camera_wrote_and_no_point(
    row: Experience, member: Person, data_folder: Path
) -> None:
    old = as_of_old(row, photo(), member, data_folder)
    Attachment.objects.filter(pk=old.pk).update(kind="jpeg")
    clean_stored(NOW)
    content = (data_folder / Attachment.objects.get(pk=old.pk).file).read_bytes()
    assert content.startswith(b"\xff\xd8\xff")
    assert SECRET.encode() not in content


def test_what_cannot_be_cleaned_is_put_aside_and_told_of(
    row: Experience, member: Person, data_folder: Path, client_of: ClientOf, follow: Callable[[], int]
) -> None:
    old = as_of_old(row, with_parts(word(), SIGNED), member, data_folder)
    where = reverse("knowledge:file", args=[row.key, old.pk])
    assert client_of(None).get(where).status_code == 200
    assert [clean_stored(NOW) for _time in range(2)] == [1, 0]
    assert [client_of(one).get(where).status_code for one in (None, member)] == [404, 404]
    assert (data_folder / old.file).exists()
    (mail,) = OutboxMail.objects.filter(kind="file_set_aside")
    assert mail.to == member.email
    assert [one for one in ("referat.docx", "underskrevet", f"/{row.key}/filer/") if one not in mail.text] == []
    assert AuditEvent.objects.filter(verb="set_aside_file", object_id=old.pk).count() == 1
    page = client_of(member).get(reverse("knowledge:files", args=[row.key])).content.decode()
    assert "Lagt til side" in page
    assert f'href="{where}"' not in page
    assert "referat.docx" not in client_of(None).get(reverse("knowledge:experience", args=[row.key])).content.decode()
    follow()
    question = Question("referat", facets={"kind": ("experience",)})
    assert ask(viewer_of(member), question, language="da", now=NOW).found == []


def test_a_file_that_is_gone_from_the_disk_is_passed_over_and_said(
    row: Experience, member: Person, data_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    old = as_of_old(row, word(), member, data_folder)
    (data_folder / old.file).unlink()
    with caplog.at_level(logging.WARNING):
        assert [clean_stored(NOW) for _time in range(2)] == [1, 0]
    assert f"not on the disk: {old.pk}" in caplog.text


def test_where_too_many_files_are_read_an_old_one_waits_for_its_turn_and_holds_nobody_up(
    row: Experience,
    member: Person,
    data_folder: Path,
    tmp_path: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = as_of_old(row, word(), member, data_folder)
    settings.TURNS_FOLDER = tmp_path / "turns"
    monkeypatch.setattr(process, "WAIT", 0.0)
    with ExitStack() as held:
        for _place in range(process.AT_ONCE):
            held.enter_context(turn("read-foreign", places=process.AT_ONCE, patience=0))
        with CaptureQueriesContext(connection) as asked:
            assert clean_stored(NOW) == 0
    assert [one["sql"] for one in asked if "SAVEPOINT" in one["sql"]] == []
    waits = Attachment.objects.get(pk=old.pk)
    assert (waits.set_aside_at, waits.cleaned_by) == (None, 0)
    assert clean_stored(NOW) == 1


def test_what_takes_too_long_is_tried_three_times_before_it_is_put_aside_and_told_of(
    row: Experience, member: Person, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = as_of_old(row, word(), member, data_folder)
    monkeypatch.setattr(process, "PATIENCE", 0.001)
    states, told = [], OutboxMail.objects.filter(kind="file_set_aside")
    for _hour in range(3):
        clean_stored(NOW)
        old.refresh_from_db()
        states.append((old.slow_reads, old.set_aside_at is None, told.count()))
    assert states == [(1, True, 0), (2, True, 0), (2, False, 1)]
    assert "for lang tid" in told.get().text


def test_what_takes_too_long_once_is_cleaned_the_next_time(
    row: Experience, member: Person, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = as_of_old(row, word(), member, data_folder)
    with monkeypatch.context() as hurried:
        hurried.setattr(process, "PATIENCE", 0.001)
        assert clean_stored(NOW) == 0
    assert clean_stored(NOW) == 1
    old.refresh_from_db()
    assert (old.set_aside_at, old.cleaned_by, old.slow_reads) == (None, CLEANER, 0)


def test_those_who_decide_are_told_where_nobody_is_left_who_brought_it(
    row: Experience, member: Person, manager: Person, data_folder: Path
) -> None:
    old = as_of_old(row, with_parts(word(), SIGNED), member, data_folder)
    Attachment.objects.filter(pk=old.pk).update(uploaded_by=None)
    clean_stored(NOW)
    assert [mail.to for mail in OutboxMail.objects.filter(kind="file_set_aside")] == [manager.email]


@pytest.mark.parametrize(("parts", "is_aside"), [({}, False), (SIGNED, True)], ids=["cleaned", "put aside"])
def test_files_of_tools_are_looked_through_too(
    parts: dict[str, bytes], is_aside: bool, member: Person, data_folder: Path, client_of: ClientOf
) -> None:
    own = brought(shipped_tool(), member, files=[a_file("a"), a_file("b")])
    first, second = ToolFile.objects.filter(version__tool=own)
    (data_folder / first.file).write_bytes(with_parts(sheet(), parts))
    ToolFile.objects.filter(pk=first.pk).update(cleaned_by=0)
    assert clean_stored(NOW) == 1
    first.refresh_from_db()
    assert (first.set_aside_at is not None, second.cleaned_by) == (is_aside, CLEANER)
    answers = [client_of(member).get(reverse("tools:file", args=[own.key, one.pk])) for one in (first, second)]
    assert [one.status_code for one in answers] == [404 if is_aside else 200, 200]
    page = client_of(member).get(reverse("tools:tool", args=[own.key])).content.decode()
    assert ("er lagt til side" in page) == is_aside
    if not is_aside:
        assert naming(answers[0].content) == []


def test_what_ships_is_left_alone(db: None) -> None:
    shipped_tool()
    ToolFile.objects.update(cleaned_by=0)
    assert clean_stored(NOW) == 0


def test_it_is_done_by_itself() -> None:
    assert jobs()["clean_stored"].function == "maskinrum.knowledge.actions.clean_stored"
