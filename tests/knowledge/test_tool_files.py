"""The files of a tool: one in each language, refused, held, replaced and left out."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.actions import tool_files as bounds
from maskinrum.knowledge.actions.tool_files import read_tool_file
from maskinrum.knowledge.models import Tool, ToolFile
from maskinrum.organisations.models import Person
from maskinrum.shared.errors import DomainError
from tests.knowledge.test_attachments import word
from tests.knowledge.tooling import a_file, brought, shipped_tool

ClientOf = Callable[[Person | None], Client]

TOLD = {"title": "Vores ark", "note": "Kortere.", "visibility": "network"}


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media" / "experiences"


def sent(text: str, name: str = "ark.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, word(text))


def files_of(row: Tool) -> list[tuple[str, str]]:
    newest = row.versions.order_by("-number")[0]
    return [(file.name, file.text.split("\n")[0]) for file in newest.files.all()]


def test_a_file_in_each_language_is_kept_under_names_that_differ(member: Person, client_of: ClientOf) -> None:
    row = shipped_tool()
    both = {"file_da": sent("Kvadersten"), "file_en": sent("Ashlar")}
    client_of(member).post(reverse("tools:bring", args=[row.key]), {**TOLD, **both})
    own = Tool.objects.get(variant_of=row)
    assert files_of(own) == [("ark-da.docx", "Kvadersten"), ("ark-en.docx", "Ashlar")]


def test_a_file_that_is_refused_says_so_and_loses_nothing_of_the_rest(member: Person, client_of: ClientOf) -> None:
    row, browser = shipped_tool(), client_of(member)
    where = reverse("tools:bring", args=[row.key])
    both = {"file_da": sent("Kvadersten"), "file_en": SimpleUploadedFile("ark.docx", b"MZ program")}
    answer = browser.post(where, {**TOLD, **both}).content.decode()
    assert 'href="#id_file_en"' in answer
    assert "ark.docx ligger klar" in answer
    token = re.search('name="held_da" value="([^"]+)"', answer)
    assert token is not None
    browser.post(where, {**TOLD, "held_da": token[1], "file_en": sent("Ashlar", "sheet.docx")})
    assert files_of(Tool.objects.get(variant_of=row)) == [("ark.docx", "Kvadersten"), ("sheet.docx", "Ashlar")]


def test_a_file_is_held_when_something_else_is_wrong(member: Person, client_of: ClientOf) -> None:
    row = shipped_tool()
    given = {**TOLD, "note": "", "file_en": sent("Ashlar")}
    assert 'name="held_en"' in client_of(member).post(reverse("tools:bring", args=[row.key]), given).content.decode()
    assert Tool.objects.count() == 1


def test_a_held_file_is_for_the_one_who_chose_it_in_its_language(member: Person, outsider: Person, db: None) -> None:
    token = bounds.hold_file(read_tool_file(word("Kun mit"), name="a.docx", language="da"), person=member.pk)
    asked = [(token, "da", member), (token, "en", member), (token, "da", outsider), ("x", "da", member)]
    assert [
        bounds.held_file(one, language=language, person=person.pk) is not None for one, language, person in asked
    ] == [True, False, False, False]


def test_one_file_is_replaced_and_another_left_out_of_the_next_version(member: Person, client_of: ClientOf) -> None:
    own = brought(shipped_tool(), member, files=[a_file("Kvadersten"), a_file("Ashlar", "en")])
    browser, where = client_of(member), reverse("tools:bring", args=[own.key])
    assert "ark-en.docx bliver, medmindre" in browser.get(where).content.decode()
    browser.post(where, {**TOLD, "file_da": sent("Granit", "nyt.docx")})
    assert files_of(own) == [("nyt.docx", "Granit"), ("ark-en.docx", "Ashlar")]
    browser.post(where, {**TOLD, "remove_en": "on"})
    assert files_of(own) == [("nyt.docx", "Granit")]
    answer = browser.post(where, {**TOLD, "remove_da": "on"}).content.decode()
    assert "Vælg en fil på dansk eller på engelsk." in answer
    assert own.versions.count() == 3


def test_a_file_that_is_gone_from_the_disk_is_asked_for_again(
    member: Person, client_of: ClientOf, data_folder: Path
) -> None:
    own = brought(shipped_tool(), member)
    for stored in data_folder.iterdir():
        stored.unlink()
    assert "er væk" in client_of(member).post(reverse("tools:bring", args=[own.key]), TOLD).content.decode()
    file = ToolFile.objects.get(version__tool=own)
    assert client_of(member).get(reverse("tools:file", args=[own.key, file.pk])).status_code == 404


def test_too_many_files_in_a_minute_are_refused_and_the_words_stay(
    member: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maskinrum.knowledge.views.tools.MOST_A_MINUTE", 0)
    row = shipped_tool()
    answer = client_of(member).post(reverse("tools:bring", args=[row.key]), {**TOLD, "file_da": sent("x")})
    assert "mange filer" in answer.content.decode()
    assert "Vores ark" in answer.content.decode()


@pytest.mark.parametrize("files", [[], [a_file(), a_file("Andet")]], ids=["none", "two in one language"])
def test_a_version_has_one_file_in_a_language(files: list[Any], member: Person) -> None:
    with pytest.raises(DomainError, match="én fil"):
        brought(shipped_tool(), member, files=files)
