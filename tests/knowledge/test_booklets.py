"""Booklets: put together by an organisation, and read by each with what that reader may see."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.actions import add_to_booklet, begin_booklet, move_item, record_use, write_in_booklet
from maskinrum.knowledge.actions import booklets as bounds
from maskinrum.knowledge.actions.booklets import BookletFacts
from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.models import Booklet, BookletItem, Experience
from maskinrum.knowledge.queries.booklets import booklets, choices
from maskinrum.knowledge.views import booklets as views
from maskinrum.organisations.actions import grant_access, merge_organisations
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.search.indexing import Question, ask
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.knowledge.telling import published_one
from tests.knowledge.test_recommendations import written
from tests.knowledge.tooling import shipped_tool

ClientOf = Callable[[Person | None], Client]


def begun(person: Person, **given: Any) -> Booklet:
    facts = BookletFacts(**{"title": "Kom godt i gang", "visibility": "network", **given})
    return begin_booklet(facts, viewer=viewer_of(person), now=NOW)


def wrote(row: Booklet, person: Person, heading: str) -> BookletItem:
    return write_in_booklet(row, None, heading=heading, text="Ord.", viewer=viewer_of(person), now=NOW)


def put(row: Booklet, person: Person, *chosen: Any) -> None:
    for one in chosen:
        add_to_booklet(row, one, viewer=viewer_of(person), now=NOW)


def read(browser: Client, row: Booklet) -> str:
    answer = browser.get(reverse("booklets:booklet", args=[row.key]))
    assert answer.status_code == 200
    return answer.content.decode()


def order(row: Booklet) -> list[str]:
    return list(row.items.values_list("heading", flat=True))


@pytest.fixture
def row(member: Person) -> Booklet:
    return begun(member)


@pytest.fixture
def whole(row: Booklet, member: Person, secretary: Person) -> Booklet:
    """One with a part of each kind, one of which stays in the organisation."""
    told = published_one(member, title="Det gik fint", visibility="network")
    inside = published_one(member, title="Kun hos os", visibility="organisation")
    wrote(row, member, "Begynd her")
    put(row, member, written(secretary, support=(told.key,)), shipped_tool(), inside)
    return row


def test_each_kind_of_part_stands_in_it_with_its_source(whole: Booklet, member: Person, client_of: ClientOf) -> None:
    shown = read(client_of(member), whole)
    wanted = ("Begynd her", "Det gik fint [1]", "Mødeark", "Kun hos os", "Kilder", "fortalt af Boligselskabet Nord")
    assert [one for one in wanted if one not in shown] == []
    assert "Noget er udeladt" not in shown


def test_what_a_reader_may_not_see_is_left_out_and_said_without_a_name(
    whole: Booklet, outsider: Person, client_of: ClientOf
) -> None:
    shown = read(client_of(outsider), whole)
    assert shown.count("udeladt") == 1
    assert "Kun hos os" not in shown
    assert "Mødeark" in shown


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!doctype html>")])
def test_it_is_fetched_as_a_file(
    kind: str, start: bytes, whole: Booklet, outsider: Person, client_of: ClientOf
) -> None:
    answer = client_of(outsider).get(reverse("booklets:file", args=[whole.key, kind]))
    assert answer.content.startswith(start)
    assert answer["Content-Disposition"] == f'attachment; filename="haefte-{whole.key}.{kind}"'
    assert b"Kun hos os" not in answer.content


def test_too_many_files_in_a_minute_are_refused_in_words(
    row: Booklet, member: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_A_MINUTE", 0)
    answer = client_of(member).get(reverse("booklets:file", args=[row.key, "html"]), follow=True)
    assert "mange filer på kort tid" in answer.content.decode()


def test_an_english_booklet_speaks_english(member: Person, secretary: Person, client_of: ClientOf) -> None:
    row = begun(member, language="en")
    put(row, member, shipped_tool(), published_one(member))
    shown = read(client_of(member), row)
    assert "Tool: Meeting sheet" in shown
    assert "told by Boligselskabet Nord in Maskinrum" in shown


@pytest.mark.parametrize(("place", "by", "expected"), [(0, 1, "bac"), (2, -1, "acb"), (0, -1, "abc"), (2, 1, "abc")])
def test_a_part_moves_one_place(place: int, by: int, expected: str, row: Booklet, member: Person) -> None:
    items = [wrote(row, member, heading) for heading in "abc"]
    move_item(row, items[place].pk, by=by, viewer=viewer_of(member), now=NOW)
    assert order(row) == list(expected)


def test_parts_are_ordered_and_taken_out_by_plain_buttons(row: Booklet, member: Person, client_of: ClientOf) -> None:
    items, browser = [wrote(row, member, heading) for heading in "abc"], client_of(member)
    browser.post(reverse("booklets:move", args=[row.key, items[2].pk]), {"way": "up"})
    browser.post(reverse("booklets:move", args=[row.key, items[2].pk]), {"way": "sideways"})
    browser.post(reverse("booklets:remove", args=[row.key, items[0].pk]))
    assert order(row) == ["c", "b"]


def test_it_is_put_together_from_nothing(member: Person, client_of: ClientOf, db: None) -> None:
    browser, told = client_of(member), published_one(member)
    said = {"title": "Nyt hæfte", "introduction": "", "language": "da", "visibility": "network"}
    answer = browser.post(reverse("booklets:new"), said)
    row = Booklet.objects.get()
    assert (answer["Location"], row.organisation_id) == (
        reverse("booklets:parts", args=[row.key]),
        told.organisation_id,
    )
    for _twice in range(2):
        browser.post(reverse("booklets:choose", args=[row.key]), {"kind": "experience", "chosen": told.key})
    assert [item.experience for item in row.items.all()] == [told]
    browser.post(reverse("booklets:edit", args=[row.key]), {**said, "title": "Andet"})
    assert Booklet.objects.get().title == "Andet"
    browser.post(reverse("booklets:discard", args=[row.key]))
    assert (Booklet.objects.count(), Experience.objects.count()) == (0, 1)


def test_bad_input_keeps_what_was_typed(row: Booklet, member: Person, client_of: ClientOf) -> None:
    browser = client_of(member)
    answer = browser.post(reverse("booklets:new"), {"title": "", "introduction": "Til nye", "visibility": "open"})
    assert "Til nye" in answer.content.decode()
    answer = browser.post(reverse("booklets:text", args=[row.key]), {"heading": "", "text": "Lang tekst"})
    assert "Lang tekst" in answer.content.decode()
    assert (Booklet.objects.count(), row.items.count()) == (1, 0)


@pytest.mark.parametrize("facts", [{"title": ""}, {"visibility": "open"}, {"language": "xx"}])
def test_a_booklet_for_everybody_or_without_a_title_is_not_kept(facts: dict[str, str], member: Person) -> None:
    with pytest.raises(DomainError):
        begun(member, **facts)


def test_a_full_booklet_takes_no_more(row: Booklet, member: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_ITEMS", 1)
    wrote(row, member, "a")
    with pytest.raises(DomainError, match="højst 1"):
        wrote(row, member, "b")


def test_only_what_one_may_see_is_found_and_put_in(
    member: Person, outsider: Person, client_of: ClientOf, row: Booklet
) -> None:
    inside = published_one(member, title="Kun hos os", visibility="organisation")
    published_one(member, title="Åben for nettet", visibility="network")
    theirs = begun(outsider)

    def found(person: Person, words: str) -> list[str]:
        return [one.title for one in choices(viewer_of(person), theirs, words, now=NOW)]

    assert (found(outsider, "hos os"), found(member, "OS hos")) == ([], ["Kun hos os"])
    assert found(outsider, "åben") == ["Åben for nettet"]
    tried = {"kind": "experience", "chosen": inside.key}
    assert client_of(outsider).post(reverse("booklets:choose", args=[theirs.key]), tried).status_code == 404


def test_nobody_else_changes_it(row: Booklet, outsider: Person, newcomer: Person) -> None:
    with pytest.raises(DomainError, match="hæfte"):
        wrote(row, outsider, "a")
    with pytest.raises(DomainError, match="organisation"):
        begun(newcomer)


def test_a_grant_lets_another_organisation_read_it(
    manager: Person, outsider: Person, other_organisation: Organisation
) -> None:
    row = begun(manager, visibility="organisation")
    reader = viewer_of(outsider)
    assert not booklets(reader, now=NOW).exists()
    grant_access(row, organisation=other_organisation, expires_at=None, viewer=viewer_of(manager), now=NOW)
    assert booklets(reader, now=NOW).exists()


def test_it_moves_when_two_organisations_become_one(
    row: Booklet, organisation: Organisation, other_organisation: Organisation
) -> None:
    merge_organisations(organisation, into=other_organisation, viewer=OPERATOR, now=NOW)
    assert Booklet.objects.get().organisation == other_organisation


def test_it_is_found_by_its_own_words(row: Booklet, member: Person, follow: Callable[[], int]) -> None:
    wrote(row, member, "Stenbiderlog")
    follow()
    found = [
        [one.shown.address for one in ask(viewer, Question("stenbiderlog"), language="da", now=NOW).found]
        for viewer in (viewer_of(member), VISITOR)
    ]
    assert found == [[f"/haefter/{row.key}/"], []]


def test_the_list_and_the_page_ask_as_much_of_many_as_of_few(
    row: Booklet, member: Person, client_of: ClientOf, assert_constant_queries: Callable[..., None]
) -> None:
    browser = client_of(member)

    def more(count: int) -> None:
        for _one in range(count):
            begun(member)
            put(row, member, published_one(member))

    assert_constant_queries(more, lambda: browser.get(reverse("booklets:index")))
    assert_constant_queries(more, lambda: browser.get(reverse("booklets:booklet", args=[row.key])))


def test_an_own_text_is_written_again(row: Booklet, member: Person, client_of: ClientOf) -> None:
    item, browser = wrote(row, member, "Først"), client_of(member)
    address = reverse("booklets:change_text", args=[row.key, item.pk])
    assert 'value="Først"' in browser.get(address).content.decode()
    browser.post(address, {"heading": "Til sidst", "text": ""})
    assert order(row) == ["Til sidst"]


def test_who_keeps_it_sees_its_parts_and_what_can_be_put_in(
    whole: Booklet, member: Person, client_of: ClientOf
) -> None:
    browser = client_of(member)
    shown = browser.get(reverse("booklets:parts", args=[whole.key])).content.decode()
    wanted = ("Begynd her", "Mødeark", "Kun hos os", "Byg en prøvebolig først.")
    assert [one for one in wanted if one not in shown] == []
    published_one(member, title="Endnu en")
    found = browser.get(reverse("booklets:choose", args=[whole.key]), {"q": "endnu"}).content.decode()
    assert ("Endnu en" in found, "Det gik fint" in found) == (True, False)


@pytest.mark.parametrize("given", [{"kind": "person", "chosen": "x"}, {"kind": "experience", "chosen": "x"}, {}])
def test_what_is_not_there_is_not_put_in(
    given: dict[str, str], row: Booklet, member: Person, client_of: ClientOf
) -> None:
    assert client_of(member).post(reverse("booklets:choose", args=[row.key]), given).status_code == 404
    assert row.items.count() == 0


def test_a_text_of_another_booklet_and_what_is_no_text_are_not_written_again(
    row: Booklet, member: Person, client_of: ClientOf
) -> None:
    theirs = wrote(begun(member), member, "a")
    put(row, member, published_one(member))
    browser, led = client_of(member), row.items.get()
    addresses = [reverse("booklets:change_text", args=[row.key, pk]) for pk in (theirs.pk, led.pk)]
    assert [browser.get(address).status_code for address in addresses] == [404, 404]


def test_a_part_that_is_taken_out_already_changes_nothing(row: Booklet, member: Person, client_of: ClientOf) -> None:
    answer = client_of(member).post(reverse("booklets:remove", args=[row.key, row.pk]))
    assert answer["Location"] == reverse("booklets:parts", args=[row.key])
    assert Booklet.objects.get().changed_at == row.changed_at


def test_a_part_that_says_little_leaves_out_what_it_does_not_say(
    row: Booklet, member: Person, secretary: Person, client_of: ClientOf
) -> None:
    told = published_one(member, title="Kun en titel", visibility="network")
    Experience.objects.filter(pk=told.pk).update(organisation=None, source_url="https://b.example/", source_label="")
    put(row, member, told, written(secretary, owner_role="", reasons=""))
    shown = read(client_of(member), row)
    assert "Kun en titel, b.example" in shown
    assert "Ejer:" not in shown


def test_a_part_that_is_gone_is_not_moved(row: Booklet, member: Person) -> None:
    wrote(row, member, "a")
    move_item(row, row.pk, by=1, viewer=viewer_of(member), now=NOW)
    assert order(row) == ["a"]


def test_the_picker_says_when_the_booklet_is_full(
    row: Booklet, member: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MOST_ITEMS", 0)
    told = {"kind": "experience", "chosen": published_one(member).key}
    answer = client_of(member).post(reverse("booklets:choose", args=[row.key]) + "?q=byg", told, follow=True)
    assert "højst 0 dele" in answer.content.decode()
    assert answer.redirect_chain == [(reverse("booklets:choose", args=[row.key]) + "?q=byg", 302)]


def test_who_used_an_experience_stands_in_it(
    row: Booklet, member: Person, outsider: Person, other_organisation: Organisation, client_of: ClientOf
) -> None:
    told = published_one(member, title="Det gik fint", visibility="network")
    put(row, member, told)
    for place, outcome in (("Vejle", UseOutcome.WORKED), ("", UseOutcome.PARTLY)):
        record_use(told, outcome=outcome, place=place, viewer=viewer_of(outsider), now=NOW)
    Organisation.objects.filter(pk=other_organisation.pk).update(is_fictitious=True)
    shown = read(client_of(member), row)
    assert "Brugt af: </strong>" in shown
    assert f"{other_organisation.name} (Eksempel, Vejle): Det virkede" in shown
    assert f"{other_organisation.name} (Eksempel): Det virkede delvis" in shown


def test_a_source_outside_is_named_with_what_kind_of_statement_it_is(
    row: Booklet, member: Person, client_of: ClientOf
) -> None:
    told = published_one(member, title="Set i en kilde")
    Experience.objects.filter(pk=told.pk).update(source_url="https://www.kilde.example/a", source_label="F")
    put(row, member, told)
    shown = read(client_of(member), row)
    assert "Set i en kilde, kilde.example" in shown
    assert 'href="https://www.kilde.example/a"' in shown


KEEPING = ("edit", "choose", "text", "discard")


@pytest.mark.parametrize("name", KEEPING)
def test_the_workplace_of_a_booklet_is_not_there_for_who_may_only_read_it(
    name: str, row: Booklet, outsider: Person, client_of: ClientOf
) -> None:
    where = reverse(f"booklets:{name}", args=[row.key])
    assert client_of(outsider).post(where, {"title": "Taget over", "heading": "x"}).status_code == 404
    row.refresh_from_db()
    assert (row.title, row.items.count()) == ("Kom godt i gang", 0)
    assert client_of(outsider).get(reverse("booklets:parts", args=[row.key])).status_code == 404


def test_who_acts_for_nobody_begins_none(newcomer: Person, client_of: ClientOf) -> None:
    answers = [getattr(client_of(newcomer), way)(reverse("booklets:new")).status_code for way in ("get", "post")]
    assert (answers, Booklet.objects.count()) == ([404, 404], 0)


@pytest.mark.parametrize("kind", ["exe", "PDF", "docx%00"])
def test_a_file_of_a_kind_that_is_not_made_is_not_there(
    kind: str, row: Booklet, member: Person, client_of: ClientOf
) -> None:
    where = reverse("booklets:file", args=[row.key, "pdf"]).replace("pdf", kind)
    assert client_of(member).get(where).status_code == 404


def test_a_booklet_is_not_thrown_away_by_a_link(row: Booklet, member: Person, client_of: ClientOf) -> None:
    assert client_of(member).get(reverse("booklets:discard", args=[row.key])).status_code == 405
    assert client_of(member).post(reverse("booklets:discard", args=[row.key])).status_code == 302
    assert Booklet.objects.count() == 0
    assert client_of(member).post(reverse("booklets:discard", args=[row.key])).status_code == 404


def test_what_it_says_of_itself_is_changed_and_bad_input_changes_nothing(
    row: Booklet, member: Person, client_of: ClientOf
) -> None:
    where = reverse("booklets:edit", args=[row.key])
    given = {"title": "Til bestyrelsen", "introduction": "Læs det først.", "language": "da", "visibility": "network"}
    assert client_of(member).get(where).content.decode().count("Kom godt i gang") >= 1
    for wrong in ({"title": ""}, {"visibility": "open"}, {"language": "xx"}, {"title": "x" * 2_000}):
        answer = client_of(member).post(where, given | wrong)
        assert (answer.status_code, "Læs det først." in answer.content.decode()) == (200, True)
    row.refresh_from_db()
    assert row.title == "Kom godt i gang"
    assert client_of(member).post(where, given)["Location"] == reverse("booklets:parts", args=[row.key])
    row.refresh_from_db()
    assert (row.title, row.introduction) == ("Til bestyrelsen", "Læs det først.")


@pytest.mark.parametrize("way", ["", "sideways", "-1"])
def test_a_way_that_is_none_moves_nothing(way: str, row: Booklet, member: Person, client_of: ClientOf) -> None:
    first, _second = wrote(row, member, "a"), wrote(row, member, "b")
    client_of(member).post(reverse("booklets:move", args=[row.key, first.pk]), {"way": way})
    assert order(row) == ["a", "b"]


def test_the_first_is_not_moved_up_nor_the_last_down(row: Booklet, member: Person, client_of: ClientOf) -> None:
    first, last = wrote(row, member, "a"), wrote(row, member, "b")
    for item, way in ((first, "up"), (last, "down")):
        client_of(member).post(reverse("booklets:move", args=[row.key, item.pk]), {"way": way})
    assert order(row) == ["a", "b"]
