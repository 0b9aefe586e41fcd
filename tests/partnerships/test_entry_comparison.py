"""Up to four entries side by side: the same lines, what differs told apart, nothing lost when too many are asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import VISITOR
from maskinrum.partnerships.enums import Discipline, SourceLabel
from maskinrum.partnerships.facts import PartyFacts, SourceFacts
from maskinrum.partnerships.queries.entries import entries
from maskinrum.partnerships.reports.comparison import comparison
from tests.partnerships.entries import added, changed, entry_facts, job

COMPARE = "/register/sammenlign/"


def several(count: int) -> list[str]:
    return [added(entry_facts(name=f"Aftale {n}"), slug=f"aftale-{n}").slug for n in range(count)]


def test_two_entries_stand_side_by_side_in_the_order_asked(db: None, client: Client) -> None:
    several(2)
    page = client.get(COMPARE, {"slug": ["aftale-1", "aftale-0"]})
    assert [one.row.slug for one in page.context["entries"]] == ["aftale-1", "aftale-0"]
    assert page.content.decode().count('class="table comparison"') == 1


def test_what_differs_is_marked_and_can_stand_alone(db: None, now: datetime) -> None:
    added()
    added(entry_facts(term_months=60), slug="lang")
    rows = {
        row.name: row.differs
        for group in comparison(entries(VISITOR, ["nordaftalen", "lang"], now=now))
        for row in group.rows
    }
    assert [name for name, differs in rows.items() if differs] == ["Løbetid", "Slutter"]
    alone = comparison(entries(VISITOR, ["nordaftalen", "lang"], now=now), only_differences=True)
    assert [(group.title, [row.name for row in group.rows]) for group in alone] == [("Aftalen", ["Løbetid", "Slutter"])]


def test_a_line_that_only_one_has_is_not_known_of_the_other(db: None, now: datetime) -> None:
    added()
    architect = PartyFacts("Tegnestuen Fjord", Discipline.ARCHITECT, SourceLabel.FACT)
    facts = entry_facts()
    added(replace(facts, parties=(*facts.parties, architect)), slug="med-arkitekt")
    groups = comparison(entries(VISITOR, ["nordaftalen", "med-arkitekt"], now=now))
    row = next(row for group in groups for row in group.rows if row.name == "Arkitekt")
    assert [[said.text for said in cell] for cell in row.cells] == [[], ["Tegnestuen Fjord"]]


def test_five_are_told_and_stay_chosen(db: None, client: Client) -> None:
    page = client.get(COMPARE, {"slug": several(5)})
    text = page.content.decode()
    assert "I har valgt 5. Der er højst plads til 4 side om side" in text
    assert [f'value="aftale-{n}" checked' in text for n in range(5)] == [True] * 5
    assert "comparison" not in [table.strip() for table in text.split('"') if table == "table comparison"]


def test_a_hidden_entry_is_like_one_that_does_not_exist(organisation: Organisation, client: Client) -> None:
    added(slug="aaben")
    added(entry_facts(name="Hemmelig aftale"), slug="skjult", visibility=Visibility.ORGANISATION)
    hidden, missing = (
        client.get(COMPARE, {"slug": ["aaben", slug]}).content.decode().partition("<footer")[0]
        for slug in ("skjult", "findes")
    )
    assert hidden.replace("skjult", "findes") == missing
    assert "Hemmelig" not in hidden


def test_an_address_that_is_made_up_is_shown_as_text_only(db: None, client: Client) -> None:
    page = client.get(COMPARE, {"slug": ["<script>alert(1)</script>", "x" * 10_000]})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_others_are_found_by_name_or_client(db: None, client: Client) -> None:
    several(2)
    added(entry_facts(name="Sydaftalen"), slug="syd")
    page = client.get(COMPARE, {"slug": "aftale-0", "find": "SYD"})
    assert [one.slug for one in page.context["offered"]] == ["syd"]
    added(entry_facts(name="Østerbo-aftalen"), slug="oest")
    assert [one.slug for one in client.get(COMPARE, {"find": "ØSTERBO"}).context["offered"]] == ["oest"]
    assert not client.get(COMPARE, {"find": "Ω"}).context["offered"]
    assert "Intet andet partnerskab har »findes ej«" in client.get(COMPARE, {"find": "findes ej"}).content.decode()


def test_without_a_choice_the_first_are_offered(db: None, client: Client) -> None:
    several(3)
    page = client.get(COMPARE)
    assert [one.slug for one in page.context["offered"]] == ["aftale-0", "aftale-1", "aftale-2"]


@pytest.mark.parametrize(("kind", "start"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_the_comparison_can_be_taken_away(kind: str, start: bytes, db: None, client: Client) -> None:
    several(2)
    answer = client.get(reverse("register:compare_export", args=[kind]), {"slug": ["aftale-0", "aftale-1"]})
    assert answer.content.startswith(start)
    assert f'filename="sammenligning.{kind}"' in answer["Content-Disposition"]


@pytest.mark.parametrize("count", [0, 5])
def test_no_file_of_none_or_of_too_many(count: int, db: None, client: Client) -> None:
    answer = client.get(reverse("register:compare_export", args=["csv"]), {"slug": several(count)})
    assert answer.status_code == 404


def test_the_comparison_asks_as_little_for_many_rows(
    client: Client, assert_constant_queries: Callable[..., None]
) -> None:
    rows = [added(entry_facts(name=slug, jobs=(), sources=()), slug=slug) for slug in ("en", "to")]
    made: list[int] = []

    def more(count: int) -> None:
        made.extend(range(len(made), len(made) + count))
        for row in rows:
            changed(
                row,
                parties=tuple(PartyFacts(f"Part {n}", Discipline.ENGINEER, SourceLabel.FACT) for n in made),
                jobs=tuple(job(n) for n in made),
                sources=tuple(SourceFacts(f"https://kilde.example/{n}", SourceLabel.FACT) for n in made),
            )

    assert_constant_queries(more, lambda: client.get(COMPARE, {"slug": ["en", "to"]}))


def test_four_entries_are_read_with_as_few_questions_as_two(
    client: Client, assert_constant_queries: Callable[..., None]
) -> None:
    several(1)
    chosen = ["aftale-0"]

    def more(count: int) -> None:
        for _one in range(count):
            slug = f"mere-{len(chosen)}"
            chosen.append(added(entry_facts(name=slug), slug=slug).slug)

    assert_constant_queries(more, lambda: client.get(COMPARE, {"slug": chosen}))
