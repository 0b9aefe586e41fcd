"""A word of several meanings is searched for as it stands, and what it may have meant is offered beside the answers."""

import html
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from maskinrum.search.index.language import shipped_language
from maskinrum.search.index.showing import meanings
from maskinrum.shared.domain import load

Follow = Callable[[], int]
TRAPS: dict[str, Any] = load("search_traps")
HOMOGRAPHS = {row["term"]: [one["da"] for one in row["senses"]] for row in TRAPS["homographs"]}
SHARED = {
    row["term"]: [one for one in row["groups"] if one != row["term"]]
    for row in TRAPS["shared_terms"]
    if row["term"] not in HOMOGRAPHS
}


def offered(text: str) -> list[str]:
    return [one.names["da"] for one in meanings(text, shipped_language())]


@pytest.mark.parametrize(("word", "expected"), [*HOMOGRAPHS.items(), *SHARED.items()])
def test_each_word_that_misleads_offers_all_that_it_may_mean(word: str, expected: list[str]) -> None:
    assert offered(f"god {word} for alle") == expected


@pytest.mark.parametrize("word", [*HOMOGRAPHS, *SHARED])
def test_whoever_takes_a_meaning_is_not_offered_the_same_again(word: str) -> None:
    several = offered(word)
    assert [set(offered(name)) & set(several) for name in several] == [set() for _ in several]


@pytest.mark.parametrize("text", ["AB 18", "-option", '"fælles mål"', 'nej -"god drift"', "tag", ""])
def test_what_is_clear_unwanted_or_in_a_phrase_is_left_alone(text: str) -> None:
    assert offered(text) == []


def ways(client: Client, text: str, language: str = "") -> dict[str, dict[str, list[str]]]:
    """The meanings offered on the page of a search, each with what its link asks for."""
    page = client.get(f"{language}/soeg/", {"q": text, "kind": "partnership"}).content.decode()
    line = "".join(re.findall(r'<p class="search-meant">.*?</p>', page))
    found = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', line)
    return {html.unescape(name): parse_qs(urlsplit(html.unescape(address)).query) for address, name in found}


@pytest.mark.django_db
def test_a_meaning_stands_in_the_place_of_the_word_and_all_else_is_asked_as_before(
    follow: Follow, client: Client
) -> None:
    assert ways(client, "hurtig aflevering til tiden") == {
        "aflevering af byggeri": {"q": ["hurtig aflevering af byggeri til tiden"], "kind": ["partnership"]},
        "aflevering af tilbud": {"q": ["hurtig aflevering af tilbud til tiden"], "kind": ["partnership"]},
    }
    assert [*ways(client, "option", "/en")] == ["option to extend", "option on extra scope"]


@pytest.mark.django_db
def test_a_meaning_that_is_a_phase_narrows_to_it(follow: Follow, client: Client) -> None:
    assert ways(client, "drift")["drift af partnerskabet (fase F5)"] == {
        "q": ["drift"],
        "kind": ["partnership"],
        "phase": ["F5"],
    }
