"""What is told in one language is found on the pages of the other too, and marked as what it is."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from maskinrum.knowledge.actions import begin_booklet
from maskinrum.knowledge.actions.booklets import BookletFacts
from maskinrum.knowledge.models import ToolFile
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.search.indexing import Question, ask
from tests.conftest import NOW
from tests.knowledge.telling import published_one
from tests.knowledge.test_recommendations import written
from tests.knowledge.tooling import a_file, brought, shipped_tool
from tests.network.asking import asked_by

Follow = Callable[[], int]
PAGES = {"da": "/soeg/", "en": "/en/soeg/"}


def found(person: Person, text: str, language: str) -> list[str]:
    answer = ask(viewer_of(person), Question(text), language=language, now=NOW)
    return [one.hit.title for one in answer.found]


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_kind_is_found_on_the_pages_of_both_languages(
    language: str, member: Person, secretary: Person, follow: Follow
) -> None:
    tool, viewer = shipped_tool(), viewer_of(member)
    brought(tool, member, title="Kvistlisten", files=[a_file("Ashlar", "en")])
    brought(tool, member, title="Rygningslisten")
    written(secretary, statement="Gavlanbefalingen", reasons="")
    for title, spoken in (("Spærhæftet", "da"), ("Ridgebooklet", "en")):
        begin_booklet(BookletFacts(title, language=spoken), viewer=viewer, now=NOW)
    follow()
    for title in ("Kvistlisten", "Rygningslisten", "Gavlanbefalingen", "Spærhæftet", "Ridgebooklet"):
        assert title in found(member, title, language)


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_tool_is_found_by_its_words_when_its_files_are_put_aside(
    language: str, member: Person, follow: Follow
) -> None:
    brought(shipped_tool(), member, title="Kvistlisten")
    ToolFile.objects.update(set_aside_at=NOW)
    follow()
    assert "Kvistlisten" in found(member, "Kvistlisten", language)
    assert found(member, "Kvadersten", language) == []


def test_the_page_says_in_which_language_a_hit_is_told(
    member: Person, client_of: Callable[[Person | None], Client], follow: Follow
) -> None:
    published_one(member, title="Rafterstory", language="en")
    begin_booklet(BookletFacts("Ridgebooklet", language="en"), viewer=viewer_of(member), now=NOW)
    begin_booklet(BookletFacts("Spærhæftet"), viewer=viewer_of(member), now=NOW)
    follow()
    asked_by(member, title="Trussquestion", language="en")
    follow()
    browser = client_of(member)

    def marked(page: str, words: str) -> list[str]:
        shown = browser.get(page, {"q": words}).content.decode()
        line = shown.split('<li class="labelled">')[1]
        return [one for one in ("da", "en") if f'<h3 class="list-title" lang="{one}">' in line]

    danish, english = PAGES["da"], PAGES["en"]
    assert [marked(danish, "Rafterstory"), marked(english, "Rafterstory")] == [["en"], []]
    assert [marked(danish, "Ridgebooklet"), marked(english, "Ridgebooklet")] == [["en"], []]
    assert [marked(danish, "Spærhæftet"), marked(english, "Spærhæftet")] == [[], ["da"]]
    assert [marked(danish, "Trussquestion"), marked(english, "Trussquestion")] == [["en"], []]


def test_an_english_page_calls_a_hit_by_its_english_title(
    member: Person, secretary: Person, client_of: Callable[[Person | None], Client], follow: Follow
) -> None:
    published_one(member, title="Tagerfaring", title_en="Rafterstory")
    written(secretary, statement="Gavlanbefalingen", statement_en="Gableadvice", reasons="")
    follow()
    browser = client_of(member)

    def titles(page: str, words: str) -> list[str]:
        shown = browser.get(page, {"q": words}).content.decode()
        return re.findall(r'<h3 class="list-title"[^>]*><a [^>]*>(.*?)</a></h3>', shown)

    for words, there in (("Tagerfaring", "Rafterstory"), ("Gavlanbefalingen", "Gableadvice")):
        assert titles(PAGES["da"], words)[0] == f"<mark>{words}</mark>"
        assert titles(PAGES["en"], words)[0] == titles(PAGES["en"], there)[0] == there


def test_of_a_recommendation_only_what_is_danish_is_marked_so_on_an_english_page(
    secretary: Person, client: Client, follow: Follow
) -> None:
    long: dict[str, Any] = {
        "reasons": f"Kvisten holder. {'Taget er lagt om. ' * 30}",
        "reasons_en": f"{'The slates lie well. ' * 30}The dormer holds.",
    }
    written(secretary, statement="Gavlanbefalingen", statement_en="Gableadvice", **long)
    written(secretary, statement="Murbefalingen", reasons="Murkronen holder.", statement_en="Walladvice")
    written(secretary, statement="Tagbefalingen", reasons="Rygningen holder.")
    follow()

    def told(page: str, words: str) -> list[str]:
        shown = client.get(page, {"q": words}).content.decode().split("</h3>")[1].split("</p>")[0]
        return re.findall(r'<span(?: lang="(\w+)")?>', shown)

    for words, danish, english in (
        ("Kvisten", [""], ["da"]),
        ("dormer", ["en"], [""]),
        ("Murkronen", ["", "en"], ["da", ""]),
        ("Walladvice", ["", "en"], ["da", ""]),
        ("Rygningen", [""], ["da"]),
    ):
        assert (told(PAGES["da"], words), told(PAGES["en"], words)) == (danish, english), words


def test_a_word_of_the_glossary_keeps_its_danish_title_and_an_english_page_says_so(
    client: Client, follow: Follow
) -> None:
    follow()

    def titled(page: str) -> list[str]:
        shown = client.get(page, {"q": "aftaleseddel", "kind": "term"}).content.decode()
        return re.findall(r'<h3 class="list-title"( lang="da")?><a href="[^"]*#aftaleseddel">', shown)

    assert (titled(PAGES["da"]), titled(PAGES["en"])) == ([""], [' lang="da"'])


def test_the_danish_of_a_recommendation_is_shown_together(
    member: Person, secretary: Person, client_of: Callable[[Person | None], Client], follow: Follow
) -> None:
    danish: dict[str, Any] = {
        "statement": "Gavlanbefalingen",
        "reasons": "Kvisten holder.",
        "caveat": "Ikke på skrå tage.",
    }
    english: dict[str, Any] = {
        "statement_en": "Gableadvice",
        "reasons_en": "The dormer holds.",
        "caveat_en": "Not on steep roofs.",
    }
    written(secretary, **danish, **english)
    follow()
    page = client_of(member).get(PAGES["da"], {"q": "kvisten"}).content.decode()
    shown = re.sub("<[^>]+>", "", page[page.index("Gavlanbefalingen") :])
    assert re.search(r"Kvisten holder\.\s+Ikke på skrå tage\.", shown)
