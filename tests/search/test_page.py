"""The page of answers: what stands on it, whatever is asked."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from django.db.models import TextChoices
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from maskinrum.knowledge.enums import Phase
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.enums import ClientKind, PartnershipType
from maskinrum.partnerships.facts import Words
from maskinrum.search.index import Span
from maskinrum.search.indexing import typed_filter, written_filter
from maskinrum.search.reports import Part, parts
from tests.conftest import NOW
from tests.decisions.making import opened
from tests.partnerships.entries import added, entry_facts

Follow = Callable[[], int]


def asked(client: Client, text: str, *, language: str = "", **given: Any) -> HttpResponse:
    """The answer to a search, read in Danish or English."""
    return client.get(f"{language}/soeg/", {"q": text, **given})  # type: ignore[return-value]


def read(response: HttpResponse) -> str:
    """What a page says, without its tags."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.fixture
def entries(follow: Follow) -> None:
    """Three agreements about roofs, of two kinds of clients."""
    for number, kind in enumerate([ClientKind.HOUSING, ClientKind.HOUSING, ClientKind.MUNICIPAL]):
        facts = entry_facts(
            name=f"Tagaftalen {number}", client_kind=kind, scope=Words("Kvadersten på taget.", "Ashlar on the roof.")
        )
        added(facts, slug=f"tagaftalen-{number}")
    follow()


def test_what_answers_stands_there_with_its_words_marked(entries: None, client: Client) -> None:
    page = asked(client, "kvadersten").content.decode()
    assert "<h2>3 svar<" in page
    assert page.count("<mark>Kvadersten</mark>") == 3
    assert f'href="{reverse("register:entry", args=["tagaftalen-1"])}"' in page


def test_an_english_page_searches_in_the_english_words(entries: None, client: Client) -> None:
    assert "3 answers" in read(asked(client, "ashlar", language="/en"))
    assert "We found nothing" in read(asked(client, "kvadersten", language="/en"))


def test_facets_count_and_narrow(entries: None, client: Client) -> None:
    whole = read(asked(client, "kvadersten"))
    assert "Boligorganisationer 2" in whole
    assert "Kommuner 1" in whole
    narrow = asked(client, "kvadersten", client_kind="municipal")
    assert "1 svar" in read(narrow)
    assert "Boligorganisationer 2" in read(narrow)
    assert re.search(r'value="municipal" id="client_kind-municipal" checked', narrow.content.decode())


@pytest.mark.parametrize(
    "text",
    [
        "kvadersten bygherre:municipal",
        "bygherre:kommuner kvadersten",
        'kvadersten client:"Kommuner"',
        "Client:munici kvadersten type:partnerskab",
    ],
)
def test_what_narrows_can_be_typed_in_either_language(entries: None, client: Client, text: str) -> None:
    page = asked(client, text)
    assert "1 svar · kvadersten" in read(page)
    assert re.search(r'value="municipal" id="client_kind-municipal" checked', page.content.decode())
    answer = client.get(reverse("search:index"), {"q": text}, headers={"HX-Request": "true"})
    assert "q=kvadersten&" in answer["HX-Replace-Url"]
    assert "client_kind=municipal" in answer["HX-Replace-Url"]


@pytest.mark.parametrize("text", ["kvadersten -bygherre:kommuner", "-Client:munici kvadersten"])
def test_what_has_an_unwanted_value_is_not_found(entries: None, client: Client, text: str) -> None:
    page = asked(client, text)
    assert ("2 svar" in read(page), "Kommuner" in read(page)) == (True, False)
    assert html.escape(f'value="{text}"', quote=False) in page.content.decode()


@pytest.mark.parametrize("text", ["kvadersten tema:nothing", "kvadersten ord:kommuner", "kvadersten -type:tool"])
def test_what_no_facet_has_is_searched_for_as_words(entries: None, client: Client, text: str) -> None:
    page = asked(client, text)
    assert "3 svar" in read(page)
    assert html.escape(f'value="{text}"', quote=False) in page.content.decode()


def test_following_a_narrowed_search_follows_it_as_it_is_narrowed(
    entries: None, client_of: Callable[[Person], Client], member: Person
) -> None:
    page = asked(client_of(member), "kvadersten", client_kind="municipal", kind="partnership").content.decode()
    [way] = re.findall(r'href="/foelger/\?q=([^"]+)"', page)
    assert unquote(way) == "kvadersten slags:partnership bygherre:municipal"


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("choices", [("phase", Phase), ("client_kind", ClientKind), ("agreement", PartnershipType)])
def test_each_choice_is_read_as_it_is_written(choices: tuple[str, type[TextChoices]], language: str) -> None:
    name, values = choices
    with override(language):
        assert [typed_filter(*written_filter(name, one).split(":")) for one in values.values] == [
            (name, one) for one in values.values
        ]
        assert written_filter(name, "nothing") == ""


def test_a_choice_alone_is_searched_for_as_words(entries: None, client: Client) -> None:
    assert 'value="bygherre:kommuner"' in asked(client, "bygherre:kommuner").content.decode()


def test_each_choice_is_taken_off_by_itself(entries: None, client: Client) -> None:
    chosen: dict[str, Any] = {"client_kind": ["municipal", "housing"], "kind": "partnership", "synonyms": "0"}
    page = asked(client, "kvadersten", **chosen).content.decode()
    ways = re.findall(r'class="chip chip-off" href="([^"]+)">([^<]+)', page)
    assert [(html.unescape(way), name.strip()) for way, name in ways] == [
        ("/soeg/?q=kvadersten&client_kind=municipal&client_kind=housing&synonyms=0", "Partnerskab"),
        ("/soeg/?q=kvadersten&kind=partnership&client_kind=housing&synonyms=0", "Kommuner"),
        ("/soeg/?q=kvadersten&kind=partnership&client_kind=municipal&synonyms=0", "Boligorganisationer"),
    ]
    assert "Vist: Partnerskab, Kommuner, Boligorganisationer" in read(asked(client, "kvadersten", **chosen))


@pytest.mark.parametrize("given", [{"kind": "nothing"}, {"client_kind": "x" * 100}, {"page": "-3"}, {"page": "9" * 30}])
def test_a_choice_that_makes_no_sense_is_no_error(entries: None, client: Client, given: dict[str, str]) -> None:
    assert asked(client, "kvadersten", **given).status_code == 200


@pytest.mark.parametrize("name", ["kind", "client_kind", "theme", "phase"])
def test_a_value_that_no_facet_has_narrows_nothing_and_is_not_offered(entries: None, client: Client, name: str) -> None:
    given: dict[str, Any] = {name: ["nothing", "nowhere"]}
    page = asked(client, "kvadersten", **given)
    assert ("3 svar" in read(page), "nothing" in read(page), 'value="nothing"' in page.content.decode()) == (
        True,
        False,
        False,
    )
    kept = asked(client, "kvadersten", phase="F8")
    assert 'id="phase-F8" checked' in kept.content.decode(), "a value that exists stays, though nothing has it"


def test_nothing_found_leads_on(entries: None, client: Client) -> None:
    page = asked(client, "kvist").content.decode()
    assert "Vi fandt ikke noget om »kvist«" in page
    assert page.count(f'href="{reverse("register:index")}"') > asked(client, "kvadersten").content.decode().count(
        f'href="{reverse("register:index")}"'
    )


def test_a_word_that_is_not_finished_is_answered_by_one_that_begins_so(entries: None, client: Client) -> None:
    page = asked(client, "xyz kva")
    assert "Mente du xyz kvadersten ? Vi viser svar på det." in read(page)
    assert page.content.decode().count("<mark>Kvadersten</mark>") == 3
    assert 'href="/soeg/?q=xyz+kvadersten"' in page.content.decode()


@pytest.mark.parametrize("text", ["xyz -kva", "xyz -kvadersten"])
def test_what_is_not_wanted_is_never_what_was_perhaps_meant(entries: None, client: Client, text: str) -> None:
    page = read(asked(client, text))
    assert f"Vi fandt ikke noget om »{text}«" in page
    assert "Mente du" not in page


def test_a_phrase_that_stands_nowhere_is_answered_word_by_word(entries: None, client: Client) -> None:
    page = read(asked(client, '"taget kvadersten"'))
    assert "Mente du taget kvadersten ? Vi viser svar på det." in page
    assert "Et citationstegn mangler" not in page


def test_another_spelling_leaves_phrases_and_what_is_not_wanted_as_they_are(entries: None, client: Client) -> None:
    page = asked(client, 'kvaderstin -fliser "kvadersten på taget"')
    assert 'Mente du kvadersten -fliser "kvadersten på taget" ?' in read(page)


@pytest.mark.parametrize(
    ("text", "given", "counts"),
    [("kvist", {}, True), ("xyz kva", {}, True), ("kvadersten", {}, False), ("kvist", {"kind": "tool"}, False)],
)
def test_what_is_searched_for_in_vain_is_counted_also_where_another_word_is_answered(
    entries: None, client: Client, text: str, given: dict[str, str], counts: bool
) -> None:
    page = asked(client, text, **given).content.decode()
    assert (f'data-hx-post="{reverse("search:unanswered")}"' in page) is counts


def test_what_is_typed_is_answered_in_part_and_the_address_follows(entries: None, client: Client) -> None:
    answer = client.get(
        reverse("search:index"), {"q": "kvadersten", "kind": "partnership"}, headers={"HX-Request": "true"}
    )
    assert answer["HX-Replace-Url"] == "/soeg/?q=kvadersten&kind=partnership"
    assert 'id="answers"' in answer.content.decode()


def test_without_a_word_it_says_how_to_search(follow: Follow, client: Client) -> None:
    page = read(client.get(reverse("search:index")))  # type: ignore[arg-type]
    assert "Det kan du finde" in page
    assert "Partnerskab, Part, Projekt" in page


BAD = {
    "long": "kvadersten " * 1000,
    "one long word": "k" * 10_000,
    "punctuation": "?!.,;:()[]{}<>*~^\\/|&@#",
    "quotes": 'kvadersten "på taget',
    "only quotes": '""" " ""',
    "control": "kvader\x00\x08\x1b\u2028sten",
    "surrogate": "\ud800kvadersten",
    "markup": "<script>alert(1)</script>",
    "operators": "kvadersten AND OR NOT title:(x) +y -z ~1 ^2 {a TO b}",
    "minus": "-kvadersten",
    "emoji": "🏠🏗️ ﷽",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_whatever_is_typed_gets_an_answer(entries: None, client: Client, text: str) -> None:
    query = text.encode("utf-8", "surrogatepass")
    answer = client.get(reverse("search:index"), query_params={"q": query})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_it_is_told_what_could_not_be_used(entries: None, client: Client) -> None:
    assert "Din tekst var lang" in read(asked(client, BAD["long"]))
    assert "Der var intet ord" in read(asked(client, BAD["punctuation"]))


def test_too_many_searches_are_asked_to_wait(entries: None, client: Client, settings: Any) -> None:
    settings.SEARCHES_PER_MINUTE = 0
    answer = asked(client, "kvadersten")
    assert (answer.status_code, "Vent et minut" in read(answer)) == (429, True)
    assert 'value="kvadersten"' in answer.content.decode()


def test_an_outsider_is_told_the_same_as_of_what_does_not_exist(
    organisation: Organisation, manager: Person, outsider: Person, follow: Follow, client_of: Callable[..., Client]
) -> None:
    opened(organisation, viewer_of(manager), NOW, title="Kvadersten")
    follow()
    assert "1 svar" in read(asked(client_of(manager), "kvadersten"))
    hidden, absent = (read(asked(client_of(outsider), word)) for word in ("kvadersten", "kvadderstok"))
    assert hidden.replace("kvadersten", "…") == absent.replace("kvadderstok", "…")


def test_more_answers_stand_on_the_next_page(follow: Follow, client: Client) -> None:
    for number in range(25):
        added(replace(entry_facts(name=f"Aftale {number}"), scope=Words("Kvadersten.")), slug=f"aftale-{number}")
    follow()
    first, second = (asked(client, "kvadersten", page=page).content.decode() for page in (1, 2))
    links = [set(re.findall(r'href="/register/(aftale-\d+)/"', page)) for page in (first, second)]
    assert ([len(one) for one in links], links[0] & links[1]) == ([20, 5], set())
    assert ('rel="next"' in first, 'rel="next"' in second, 'rel="prev"' in second) == (True, False, True)
    beyond = asked(client, "kvadersten", page=9).content.decode()
    assert set(re.findall(r'href="/register/(aftale-\d+)/"', beyond)) == links[1]
    assert re.findall(r'href="([^"]*)" rel="prev"', beyond) == re.findall(r'href="([^"]*)" rel="prev"', second)


def test_a_page_of_answers_asks_the_database_as_often_for_three_as_for_one(
    organisation: Organisation,
    manager: Person,
    follow: Follow,
    client_of: Callable[..., Client],
    assert_constant_queries: Callable[..., None],
) -> None:
    browser, made = client_of(manager), iter(range(100))

    def make(count: int) -> None:
        for number in (next(made) for _ in range(count)):
            facts = entry_facts(name=f"Kvadersten {number}", contractor=f"Kvadersten Byg {number}")
            added(facts, slug=f"kvadersten-{number}")
            opened(organisation, viewer_of(manager), NOW, title=f"Kvadersten {number}")
        follow()

    assert_constant_queries(make, lambda: asked(browser, "kvadersten"))


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [("abcdef", False)]),
        ([(0, 2)], [("ab", True), ("cdef", False)]),
        ([(4, 6), (1, 3)], [("a", False), ("bc", True), ("d", False), ("ef", True)]),
        ([(0, 4), (2, 6)], [("abcd", True), ("ef", True)]),
        ([(0, 6), (2, 3)], [("abcdef", True)]),
    ],
)
def test_words_are_marked_in_pieces(spans: list[tuple[int, int]], expected: list[tuple[str, bool]]) -> None:
    assert parts("abcdef", [Span(*one) for one in spans]) == [Part(*one) for one in expected]
