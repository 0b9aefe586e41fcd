"""The files of a tool: several in each language, told apart, in order, refused, held, replaced and left out."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.knowledge.actions import tidy_files
from maskinrum.knowledge.actions import tool_files as bounds
from maskinrum.knowledge.actions.tool_files import held_file, hold_file, read_tool_file
from maskinrum.knowledge.facts.tools import ToolFileFacts
from maskinrum.knowledge.models import Tool, ToolFile
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.search.indexing import Question, ask
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
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
    both = {"file_da_1": sent("Kvadersten"), "file_en_1": sent("Ashlar")}
    client_of(member).post(reverse("tools:bring", args=[row.key]), {**TOLD, **both})
    own = Tool.objects.get(variant_of=row)
    assert files_of(own) == [("ark-da.docx", "Kvadersten"), ("ark-en.docx", "Ashlar")]


def test_a_file_that_is_refused_says_so_and_loses_nothing_of_the_rest(member: Person, client_of: ClientOf) -> None:
    row, browser = shipped_tool(), client_of(member)
    where = reverse("tools:bring", args=[row.key])
    both = {"file_da_1": sent("Kvadersten"), "file_en_1": SimpleUploadedFile("ark.docx", b"MZ program")}
    answer = browser.post(where, {**TOLD, **both}).content.decode()
    assert 'href="#id_file_en_1"' in answer
    assert "ark.docx ligger klar" in answer
    token = re.search('name="held_da_1" value="([^"]+)"', answer)
    assert token is not None
    browser.post(where, {**TOLD, "held_da_1": token[1], "file_en_1": sent("Ashlar", "sheet.docx")})
    assert files_of(Tool.objects.get(variant_of=row)) == [("ark.docx", "Kvadersten"), ("sheet.docx", "Ashlar")]


def test_nothing_chosen_asks_for_one_file_where_it_was_asked_for(member: Person, client_of: ClientOf) -> None:
    answer = client_of(member).post(reverse("tools:bring", args=[shipped_tool().key]), TOLD).content.decode()
    shown = re.sub("<details.*?</details>", "", answer, flags=re.DOTALL)
    assert re.findall('name="(file_[a-z]+_[0-9])"', shown) == ["file_da_1", "file_en_1"]


def test_a_file_is_held_when_something_else_is_wrong(member: Person, client_of: ClientOf) -> None:
    row = shipped_tool()
    given = {**TOLD, "note": "", "file_en_1": sent("Ashlar")}
    assert 'name="held_en_1"' in client_of(member).post(reverse("tools:bring", args=[row.key]), given).content.decode()
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
    browser.post(where, {**TOLD, "file_da_1": sent("Granit", "nyt.docx")})
    assert files_of(own) == [("nyt.docx", "Granit"), ("ark-en.docx", "Ashlar")]
    browser.post(where, {**TOLD, "remove_en_1": "on"})
    assert files_of(own) == [("nyt.docx", "Granit")]
    answer = browser.post(where, {**TOLD, "remove_da_1": "on"}).content.decode()
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
    answer = client_of(member).post(reverse("tools:bring", args=[row.key]), {**TOLD, "file_da_1": sent("x")})
    assert "mange filer" in answer.content.decode()
    assert "Vores ark" in answer.content.decode()


def test_several_files_of_one_language_are_kept_in_the_order_they_were_chosen(
    member: Person, client_of: ClientOf
) -> None:
    row = shipped_tool()
    three = {"file_da_2": sent("Arket", "a.docx"), "file_da_1": sent("Vejledning", "v.docx"), "file_en_3": sent("X")}
    client_of(member).post(reverse("tools:bring", args=[row.key]), {**TOLD, **three})
    assert files_of(Tool.objects.get(variant_of=row)) == [
        ("v.docx", "Vejledning"),
        ("a.docx", "Arket"),
        ("ark.docx", "X"),
    ]


def test_a_refused_file_of_several_keeps_the_others_and_names_its_own_field(
    member: Person, client_of: ClientOf
) -> None:
    row, browser = shipped_tool(), client_of(member)
    where = reverse("tools:bring", args=[row.key])
    both = {"file_da_1": sent("Vejledning", "v.docx"), "file_da_2": SimpleUploadedFile("ark.xlsm", b"MZ program")}
    answer = browser.post(where, {**TOLD, **both}).content.decode()
    assert 'href="#id_file_da_2"' in answer
    token = re.search('name="held_da_1" value="([^"]+)"', answer)
    assert token is not None
    browser.post(where, {**TOLD, "held_da_1": token[1], "file_da_2": sent("Arket", "a.docx")})
    assert files_of(Tool.objects.get(variant_of=row)) == [("v.docx", "Vejledning"), ("a.docx", "Arket")]


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ({"place_da_3": "1"}, "cab"),
        ({"place_da_1": "3"}, "bca"),
        ({"place_da_1": "2", "place_da_2": "1"}, "bac"),
        ({}, "abc"),
    ],
    ids=["up", "down", "exchanged", "as before"],
)
def test_the_files_that_stay_can_be_moved(
    places: dict[str, str], order: str, member: Person, client_of: ClientOf
) -> None:
    own = brought(shipped_tool(), member, files=[replace(a_file(one), name=f"{one}.docx") for one in "abc"])
    browser, where = client_of(member), reverse("tools:bring", args=[own.key])
    assert "Plads for b.docx" in browser.get(where).content.decode()
    browser.post(where, {**TOLD, **places})
    assert [name for name, _text in files_of(own)] == [f"{one}.docx" for one in order]


def test_a_place_that_is_none_is_said_at_its_field(member: Person, client_of: ClientOf) -> None:
    own = brought(shipped_tool(), member, files=[a_file("a"), a_file("b")])
    answer = client_of(member).post(reverse("tools:bring", args=[own.key]), {**TOLD, "place_da_2": "9"})
    assert 'href="#id_place_da_2"' in answer.content.decode()


def test_what_is_wrong_is_listed_in_the_order_of_the_fields(member: Person, client_of: ClientOf) -> None:
    given = {"title": "", "note": "", "file_en_2": SimpleUploadedFile("x.docx", b"MZ program"), "file_da_1": sent("x")}
    answer = client_of(member).post(reverse("tools:bring", args=[shipped_tool().key]), given).content.decode()
    summary = answer[answer.index('id="error-summary"') : answer.index('<form method="post" enctype')]
    assert re.findall('href="#([^"]+)"', summary) == ["id_file_en_2", "id_title", "id_note", "id_visibility_0"]


@pytest.mark.parametrize(
    ("files", "words"),
    [([], "Vælg en fil"), ([a_file(str(number)) for number in range(5)], "Højst fire filer")],
    ids=["none", "five in one language"],
)
def test_a_version_has_one_to_four_files_in_a_language(files: list[Any], words: str, member: Person) -> None:
    with pytest.raises(DomainError, match=words):
        brought(shipped_tool(), member, files=files)


def test_files_of_one_name_are_told_apart(member: Person) -> None:
    files = [replace(a_file(str(number)), name=name) for number, name in enumerate(("a.docx", "A.docx", "a-2.docx"))]
    own = brought(shipped_tool(), member, files=[*files, replace(a_file("4", "en"), name="a-2.docx")])
    assert [name for name, _text in files_of(own)] == ["a.docx", "A-2.docx", "a-2-da.docx", "a-2-en.docx"]


def test_each_file_is_fetched_by_itself_and_found_by_its_name(
    member: Person, client_of: ClientOf, follow: Callable[[], int]
) -> None:
    files = [replace(a_file("Kvadersten"), name="vejledning.docx"), replace(a_file("Granit"), name="kalkule.docx")]
    own = brought(shipped_tool(), member, files=[*files])
    browser = client_of(member)
    fetched = [
        browser.get(reverse("tools:file", args=[own.key, file.pk]))
        for file in ToolFile.objects.filter(version__tool=own)
    ]
    assert [(one.content, one["Content-Disposition"]) for one in fetched] == [
        (b"Kvadersten", 'attachment; filename="vejledning.docx"'),
        (b"Granit", 'attachment; filename="kalkule.docx"'),
    ]
    follow()
    found = ask(viewer_of(member), Question("kalkule"), language="da", now=NOW).found
    assert [(one.hit.title, one.shown.facts) for one in found] == [("Vores mødeark", ("Boligselskabet Nord", "Word"))]


def test_a_file_is_held_as_long_as_is_promised_and_then_tidied_away(member: Person, data_folder: Path) -> None:
    held, now = a_file_of(word("Kvadersten")), timezone.now()
    token = hold_file(held, person=member.pk)
    assert tidy_files(now + bounds.HELD_FOR - timedelta(minutes=1)) == 0
    kept = held_file(token, language="da", person=member.pk)
    assert kept is not None
    assert (kept.name, kept.text) == (held.name, held.text)
    assert tidy_files(now + bounds.HELD_FOR + timedelta(hours=2)) == 1
    assert held_file(token, language="da", person=member.pk) is None


def a_file_of(content: bytes) -> ToolFileFacts:
    return read_tool_file(content, name="ark.docx", language="da")
