"""The pages that are nobody's: language, colours, menu and what they count."""

from collections.abc import Callable

import pytest
from django.test import Client

from maskinrum.config import queries
from maskinrum.knowledge.actions import load_evidence, retire_evidence
from maskinrum.knowledge.queries.glossary import glossary_terms
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.domain import load_table
from maskinrum.shared.privacy import declarations
from tests.conftest import NOW
from tests.knowledge.evidence_rows import written
from tests.knowledge.telling import published_one

pytestmark = pytest.mark.django_db
# Where the page on personal data tells of the tables that hold an address, also of somebody without an account.
TOLD = {
    "meetings_signup": 'id="salons"',
    "meetings_participant": 'id="meetings"',
    "evaluation_invitation": 'id="rounds"',
    "evaluation_respondent": 'id="rounds"',
    "partnerships_correction": 'id="corrections"',
    "organisations_invitation": "Den adresse, en invitation er sendt til",
    "organisations_grant": "En organisation kan åbne noget for din adresse",
    "organisations_person": "Med en konto",
    "account_emailaddress": "Med en konto",
}
PATHS = ["", "menu/", "om/", "kilder-og-metode/", "ordliste/", "tilgaengelighed/", "persondata/", "stil/"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("prefix", "language"), [("/", "da"), ("/en/", "en")])
def test_every_page_says_its_language_and_links_to_the_other(
    path: str, prefix: str, language: str, client: Client
) -> None:
    page = client.get(prefix + path).content.decode()
    other = "en" if language == "da" else "da"
    assert f'<html lang="{language}"' in page
    assert f'hreflang="{other}" href="{"/en/" if other == "en" else "/"}{path}"' in page


@pytest.mark.parametrize("path", PATHS)
def test_an_open_page_reads_nothing_but_what_it_counts(
    path: str, client: Client, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries({"": 1, "om/": 4, "kilder-og-metode/": 1}.get(path, 0)):  # type: ignore[attr-defined]
        client.get("/" + path)


@pytest.mark.parametrize(
    ("scheme", "media"), [("dark", 'media="screen"'), ("", 'media="screen and (prefers-color-scheme: dark)"')]
)
def test_a_chosen_colour_scheme_is_remembered(scheme: str, media: str, client: Client) -> None:
    client.post("/farver/", {"scheme": scheme, "next": "/om/"})
    page = client.get("/om/").content.decode()
    assert media in page


def test_light_never_reads_the_dark_colours(client: Client) -> None:
    client.post("/farver/", {"scheme": "light", "next": "/om/"})
    page = client.get("/om/").content.decode()
    assert "tokens-dark" not in page
    assert '<html lang="da" data-color-scheme="light">' in page


def test_as_my_device_forgets_the_choice(client: Client) -> None:
    client.post("/farver/", {"scheme": "light"})
    client.post("/farver/", {"scheme": ""})
    assert "data-color-scheme" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("target", "place"), [("/ordliste/", "/ordliste/"), ("https://evil.example/", "/"), ("//evil.example", "/")]
)
def test_the_choice_of_colours_returns_to_our_own_pages_only(target: str, place: str, client: Client) -> None:
    assert client.post("/farver/", {"scheme": "dark", "next": target}).headers["Location"] == place


def test_the_menu_of_a_signed_in_person_can_sign_out(member: Person, client_of: Callable[[Person], Client]) -> None:
    page = client_of(member).get("/menu/").content.decode()
    assert "Du er logget ind for Boligselskabet Nord." in page
    assert 'action="/konto/logout/"' in page


def test_the_header_names_the_organisation_one_acts_for(member: Person, client_of: Callable[[Person], Client]) -> None:
    assert ">Boligselskabet Nord</a>" in client_of(member).get("/").content.decode()


def test_the_glossary_is_in_alphabetical_order_with_other_words_for_the_same() -> None:
    terms = glossary_terms()
    assert [term["term"] for term in terms[:3]] == ["AB 18", "Aftaleseddel", "Anbefaling"]
    assert terms[1]["synonyms"] == ["afkald", "leveranceaftale", "bestilling", "ordre", "KAP"]


def test_every_row_of_evidence_is_counted_under_one_strength() -> None:
    load_evidence(NOW)
    counted = queries.evidence_by_strength()
    assert [letter for letter, many in counted if many] == ["A", "B", "C", "D"]
    assert sum(many for _, many in counted) == len(load_table("evidence"))


def test_the_sources_page_counts_what_the_secretariat_has_made_of_the_evidence(
    secretary: Person, client: Client
) -> None:
    before = dict(client.get("/kilder-og-metode/").context["strengths"])
    row = written(secretary, strength="A")
    assert dict(client.get("/kilder-og-metode/").context["strengths"]) == before | {"A": before["A"] + 1}
    retire_evidence(row, reason="Forkert.", expected_revision=row.revision, viewer=viewer_of(secretary), now=NOW)
    answer = client.get("/kilder-og-metode/")
    assert dict(answer.context["strengths"]) == before
    assert answer.context["figures"] == sum(before.values())


def test_the_content_is_counted_as_far_as_the_reader_may_see_it(
    member: Person, client_of: Callable[[Person | None], Client]
) -> None:
    for visibility in ("open", "network", "organisation"):
        published_one(member, visibility=visibility, source_url="https://kilde.example/")
    published_one(member, visibility="open")
    readers = (None, member)
    assert [client_of(one).get("/om/").context["counts"]["experiences"] for one in readers] == [1, 3]
    Organisation.objects.update(is_fictitious=True)
    assert [client_of(one).get("/om/").context["counts"]["experiences"] for one in readers] == [0, 0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("target", "leads_to"), [("/menu/?a=1", "/menu/?a=1"), ("abc", "/"), ("//evil.example", "/"), ("", "/")]
)
def test_the_choice_of_colours_leads_back_to_a_page_of_ours(target: str, leads_to: str, client: Client) -> None:
    assert client.post("/farver/", {"next": target})["Location"] == leads_to


def test_the_page_on_personal_data_tells_of_every_table_with_an_address(client: Client) -> None:
    page = client.get("/persondata/").content.decode()
    tables = {table for table, told in declarations().items() if told is not None and "email" in told.fields}
    assert tables == set(TOLD)
    assert [table for table, words in TOLD.items() if words not in page] == []
