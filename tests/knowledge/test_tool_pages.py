"""Tools in versions: brought, fetched, used, made one's own, and found."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.actions import load_tools, record_tool_use, tidy_files
from maskinrum.knowledge.actions.shipped import Loaded
from maskinrum.knowledge.actions.tool_files import read_tool_file
from maskinrum.knowledge.enums import ToolKind, UseOutcome
from maskinrum.knowledge.models import Tool, ToolFile, ToolUse, ToolVersion
from maskinrum.knowledge.queries.tools import newer_than_used, tools
from maskinrum.knowledge.reports.tools import files_to_bring, releases
from maskinrum.organisations.actions import merge_organisations
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.search.indexing import Question, ask
from maskinrum.shared.errors import DomainError
from maskinrum.shared.foreign import unpacking
from maskinrum.shared.foreign.reading import read_here
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.knowledge.test_attachments import PDF, archive, word
from tests.knowledge.tooling import a_file, brought, release, shipped_tool, two_files

ClientOf = Callable[[Person | None], Client]


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media" / "experiences"


def page(browser: Client, row: Tool, name: str = "tool") -> str:
    answer = browser.get(reverse(f"tools:{name}", args=[row.key]))
    assert answer.status_code == 200
    return answer.content.decode()


def told(row: Tool, person: Person, outcome: UseOutcome = UseOutcome.WORKED, **given: str) -> ToolUse:
    return record_tool_use(row, outcome=outcome, viewer=viewer_of(person), now=NOW, **given)


def sheet(text: str = "I en celle") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/sharedStrings.xml", f'<sst><si><t xml:space="preserve">{text}</t></si></sst>')
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "kind", "text"),
    [
        (PDF, ToolKind.PDF, "Kvadersten her"),
        (word(), ToolKind.WORD, "Referat af mødet\nI en celle"),
        (sheet("A &amp; B"), ToolKind.EXCEL, "A & B"),
    ],
)
def test_a_file_is_known_by_its_content(content: bytes, kind: ToolKind, text: str) -> None:
    read = read_tool_file(content, name="ark.txt", language="da")
    assert (read.kind, read.text, read.name) == (kind, text, f"ark.{kind.value}")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xd8\xff photo", "Word-, Excel- eller PDF-fil"),
        (archive("noget.txt", b"x"), "Word-, Excel- eller PDF-fil"),
        (archive("word/vbaProject.bin", b"x"), "Word-, Excel- eller PDF-fil"),
        (b"PK\x03\x04 intet", "kan ikke læses"),
        (b"x" * (5 * 1024 * 1024 + 1), "mere end 5 MB"),
    ],
    ids=["photo", "archive", "only macro", "no archive", "large"],
)
def test_what_is_not_kept_says_why(content: bytes, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        read_tool_file(content, name="ark.xlsx", language="da")


def test_a_workbook_that_can_run_is_not_kept() -> None:
    written = io.BytesIO(sheet())
    with zipfile.ZipFile(written, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(DomainError, match="makro"):
        read_tool_file(written.getvalue(), name="ark.xlsm", language="da")


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_UNPACKED", 50)
    with pytest.raises(DomainError, match="pakker ud"):
        read_here(sheet("x" * 100))


def test_the_ten_that_ship_are_word_and_excel_in_both_languages() -> None:
    assert len(releases()) == 10
    made = files_to_bring("portfolio-sheet")
    assert [(file.language, file.kind) for file in made] == [("da", "xlsx"), ("en", "xlsx")]
    assert "Lighedsgruppe" in made[0].text


def test_what_ships_comes_once(db: None) -> None:
    first = load_tools([release()], two_files, NOW)
    assert (first, load_tools([release()], two_files, NOW)) == (Loaded(1, 0, 0), Loaded(0, 0, 0))
    assert sorted(ToolFile.objects.values_list("language", flat=True)) == ["da", "en"]


def test_a_newer_one_adds_a_version_and_leaves_what_others_brought(member: Person) -> None:
    own = brought(shipped_tool(), member)
    assert load_tools([release("1.1", purpose="Nyt formål.")], two_files, NOW) == Loaded(0, 1, 0)
    assert list(ToolVersion.objects.filter(tool__key="moedeark").values_list("label", flat=True)) == ["1.1", "1.0"]
    own.refresh_from_db()
    assert (own.purpose, own.latest) == ("Mødet svarer på spørgsmål.", 1)


def test_better_words_of_the_same_version_are_brought_without_files(db: None) -> None:
    shipped_tool()
    assert load_tools([release(purpose="Bedre sagt.")], two_files, NOW) == Loaded(0, 1, 0)
    assert (Tool.objects.get().purpose, ToolVersion.objects.count()) == ("Bedre sagt.", 1)


def test_the_page_has_both_languages_and_what_it_rests_on(client_of: ClientOf, db: None) -> None:
    shown = page(client_of(None), shipped_tool())
    wanted = ("ark-da.docx", "ark-en.docx", "Send det dagen før.", "Set i en kilde.", "Styregruppe og beslutninger")
    assert [one for one in wanted if one not in shown] == []


def test_a_file_is_fetched_as_a_download(client_of: ClientOf, db: None) -> None:
    row = shipped_tool()
    file = ToolFile.objects.get(language="en")
    answer = client_of(None).get(reverse("tools:file", args=[row.key, file.pk]))
    assert (answer.content, answer["X-Content-Type-Options"]) == (b"Ashlar", "nosniff")
    assert answer["Content-Disposition"] == 'attachment; filename="ark-en.docx"'


def test_a_file_of_others_is_not_there(member: Person, outsider: Person, client_of: ClientOf) -> None:
    own = brought(shipped_tool(), member, visibility="organisation")
    where = reverse("tools:file", args=[own.key, ToolFile.objects.get(version__tool=own).pk])
    assert [client_of(one).get(where).status_code for one in (member, outsider, None)] == [200, 404, 404]
    other = ToolFile.objects.filter(version__tool__key="moedeark").first()
    assert other is not None
    assert client_of(member).get(reverse("tools:file", args=[own.key, other.pk])).status_code == 404


def test_files_of_tools_are_not_tidied_away(db: None, data_folder: Path) -> None:
    shipped_tool()
    later = NOW.replace(year=NOW.year + 5)
    assert (tidy_files(later), len(list(data_folder.iterdir()))) == (0, 2)


def test_an_organisation_tells_of_its_use_once_for_each_place(outsider: Person, client_of: ClientOf) -> None:
    row, browser = shipped_tool(), client_of(outsider)
    where = reverse("tools:used", args=[row.key])
    assert "Vælg, hvordan det gik" in browser.post(where, {"text": "Kortere møder."}).content.decode()
    for outcome in ("too_early", "worked"):
        browser.post(where, {"outcome": outcome, "text": "Kortere møder.", "place": "Styregruppen"})
    assert [use.outcome for use in ToolUse.objects.all()] == ["worked"]
    shown = page(client_of(None), row)
    assert "Kortere møder." in shown
    assert "1 organisation har fortalt om det. Det virkede for én." in shown


def test_nobody_praises_the_own_tool(member: Person, client_of: ClientOf) -> None:
    own = brought(shipped_tool(), member)
    assert client_of(member).get(reverse("tools:used", args=[own.key])).status_code == 404
    with pytest.raises(DomainError, match="jeres eget"):
        told(own, member)


def test_those_that_more_used_stand_first_and_variants_last(
    member: Person, outsider: Person, client_of: ClientOf
) -> None:
    first = shipped_tool()
    load_tools([replace(release(title="Aaben dag"), key="aabendag")], two_files, NOW)
    told(first, outsider)
    brought(first, member, title="Aa egen")
    shown = client_of(outsider).get(reverse("tools:index")).content.decode()
    titles = ["Mødeark", "Aaben dag", "Aa egen"]
    assert sorted(titles, key=lambda title: shown.index(f">{title}<")) == titles
    assert "brugt af 1 organisation" in shown


def test_those_who_used_an_older_version_hear_of_the_newer(outsider: Person, member: Person, now: Any) -> None:
    row = shipped_tool()
    told(row, outsider)
    assert newer_than_used(viewer_of(outsider), row) is None
    load_tools([release("1.1")], two_files, NOW)
    row.refresh_from_db()
    assert newer_than_used(viewer_of(outsider), row) is not None
    assert [newer_than_used(one, row) for one in (viewer_of(member), VISITOR)] == [None, None]
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.subject) == (outsider.email, "Der er en nyere udgave af Mødeark")
    assert "/vaerktoejer/moedeark/" in mail.text


def test_the_page_says_that_a_newer_version_came(outsider: Person, client_of: ClientOf) -> None:
    row = shipped_tool()
    told(row, outsider)
    load_tools([release("1.1")], two_files, NOW)
    assert "I brugte udgave 1.0. Udgave 1.1 er kommet siden." in page(client_of(outsider), row)


def test_who_may_no_longer_see_it_hears_nothing(member: Person, outsider: Person) -> None:
    own = brought(shipped_tool(), member)
    told(own, outsider)
    brought(own, member, visibility="organisation")
    assert OutboxMail.objects.count() == 0


def test_an_own_variant_has_a_page_of_its_own(member: Person, outsider: Person, client_of: ClientOf) -> None:
    row, browser = shipped_tool(), client_of(member)
    where = reverse("tools:bring", args=[row.key])
    sent = {"title": "Vores ark", "note": "Kortere.", "visibility": "network"}
    assert "Vælg en fil" in browser.post(where, sent).content.decode()
    wrong = browser.post(where, {**sent, "file_da_1": SimpleUploadedFile("ark.docx", b"MZ program")})
    assert "Den slags fil bliver ikke gemt" in wrong.content.decode()
    answer = browser.post(where, {**sent, "file_da_1": SimpleUploadedFile("ark.docx", word("Forkortet"))})
    own = Tool.objects.get(variant_of=row)
    assert answer["Location"] == reverse("tools:tool", args=[own.key])
    assert (own.purpose, own.organisation, own.latest) == (row.purpose, member.memberships.get().organisation, 1)
    assert "Vores ark" in page(client_of(outsider), row)
    assert client_of(None).get(answer["Location"]).status_code == 404


def test_the_owner_brings_the_next_version(member: Person, client_of: ClientOf) -> None:
    own = brought(shipped_tool(), member)
    assert brought(own, member, title="Andet navn").pk == own.pk
    assert list(own.versions.values_list("label", flat=True)) == ["2", "1"]
    shown = page(client_of(member), Tool.objects.get(pk=own.pk))
    assert "Ældre udgaver" in shown
    assert "Læg en ny udgave ind" in shown


@pytest.mark.parametrize("visibility", ["open", "partnership", "alle"])
def test_nothing_unread_is_for_the_whole_world(visibility: str, member: Person) -> None:
    with pytest.raises(DomainError, match="hvem der må se"):
        brought(shipped_tool(), member, visibility=visibility)


def test_without_an_organisation_nothing_is_brought(member: Person) -> None:
    with pytest.raises(DomainError, match="handler for en organisation"):
        brought(shipped_tool(), Viewer(person=member.pk))


def test_it_is_found_by_the_words_in_its_file_by_who_may_see_it(
    member: Person, outsider: Person, follow: Callable[[], int]
) -> None:
    own = brought(shipped_tool(), member, visibility="organisation", files=[a_file("Stenbiderlog")])
    follow()

    def found(viewer: Viewer) -> list[str]:
        return [one.shown.address for one in ask(viewer, Question("stenbiderlog"), language="da", now=NOW).found]

    assert [found(viewer_of(one)) for one in (member, outsider)] == [[f"/vaerktoejer/{own.key}/"], []]


def test_the_list_asks_as_much_of_many_as_of_few(
    member: Person, client_of: ClientOf, assert_constant_queries: Callable[..., None]
) -> None:
    row, browser = shipped_tool(), client_of(member)

    def more(count: int) -> None:
        for _one in range(count):
            brought(row, member)

    assert_constant_queries(more, lambda: browser.get(reverse("tools:index")))


def test_one_tool_asks_as_much_of_many_uses_and_variants_as_of_few(
    member: Person, outsider: Person, client_of: ClientOf, assert_constant_queries: Callable[..., None]
) -> None:
    row, browser, places = shipped_tool(), client_of(outsider), iter("abcdef")

    def more(count: int) -> None:
        for _one in range(count):
            brought(row, member)
            told(row, outsider, place=next(places))

    assert_constant_queries(more, lambda: browser.get(reverse("tools:tool", args=[row.key])))


def test_after_a_merger_the_one_that_carries_on_owns_and_used_them(
    member: Person, outsider: Person, secretary: Person, organisation: Organisation, other_organisation: Organisation
) -> None:
    own = brought(shipped_tool(), member)
    told(Tool.objects.get(key="moedeark"), member)
    merge_organisations(organisation, into=other_organisation, viewer=viewer_of(secretary), now=NOW)
    own.refresh_from_db()
    assert (own.organisation, ToolUse.objects.get().organisation) == (other_organisation, other_organisation)
    assert tools(viewer_of(outsider), now=NOW).filter(pk=own.pk).exists()


def test_who_acts_for_nobody_brings_nothing_and_used_nothing(newcomer: Person, client_of: ClientOf) -> None:
    row, browser = shipped_tool(), client_of(newcomer)
    assert [browser.get(reverse(f"tools:{name}", args=[row.key])).status_code for name in ("bring", "used")] == [
        404
    ] * 2


def test_a_phase_is_explained_where_it_is_named(client_of: ClientOf, db: None) -> None:
    row, browser = shipped_tool(), client_of(None)
    for shown in (page(browser, row), browser.get(reverse("tools:index")).content.decode()):
        assert "Kom godt i gang" in shown
        assert "Start de første projekter samtidig" in shown
        assert "Værktøjerne bygges, mens de første projekter allerede kører" in shown
