"""The pages that read closed rounds."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maskinrum.evaluation.actions.basis import begin_anew
from maskinrum.evaluation.actions.proposing import read_closed_round
from maskinrum.evaluation.enums import AnswerWay, ResultView
from maskinrum.evaluation.facts.reading import Range
from maskinrum.evaluation.models import ModelItem, NewBasis, Wording
from maskinrum.evaluation.reports.words import change_sentence
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.evaluation.closed_rounds import (
    FAIR,
    GOOD,
    POOR,
    add_result,
    closed_round,
    maturity_round,
    model_of,
    pulse_rounds,
    question_called,
    running_partnership,
    wording_called,
)

ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def laid(organisation: Organisation, other_organisation: Organisation) -> Partnership:
    """A partnership of two parties."""
    return running_partnership(organisation, other_organisation)


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("&#x27;", "'").split())


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def read(client: Client, name: str, *arguments: object, **query: str) -> str:
    answer = client.get(reverse(f"evaluation:{name}", args=arguments), query)
    assert answer.status_code == 200
    return text_of(answer)


def test_a_party_reads_every_question_with_its_sentence(
    laid: Partnership, outsider: Person, client_of: ClientOf
) -> None:
    pulse_rounds(laid, [GOOD, FAIR, GOOD])
    page = read(client_of(outsider), "development", laid.slug)
    assert "Jeg ved, hvem der gør hvad." in page
    assert "3 målinger: for få punkter til at sige noget." in page


def test_a_small_chart_rings_what_its_sentence_tells_and_the_own_page_all(
    laid: Partnership, outsider: Person, client_of: ClientOf
) -> None:
    pulse_rounds(laid, [*[GOOD] * 9, *[FAIR] * 4])
    pages = [
        read(client_of(outsider), "development", laid.slug),
        read(client_of(outsider), "question", laid.slug, question_called("clear_roles").pk),
    ]
    (named,) = re.findall(r"Signal: [^(]*\(måling ([\d, og]+)\)", main_of(pages[0]))[:1]
    rings = [main_of(page).partition("</svg>")[0].count("c-orange") for page in pages]
    assert rings[0] == len(re.findall(r"\d+", named)) < rings[1]


def test_who_takes_no_part_finds_none_of_it(laid: Partnership, secretary: Person, client_of: ClientOf) -> None:
    row = closed_round(laid, 1, {"clear_roles": GOOD})
    client, question = client_of(secretary), question_called("clear_roles").pk
    places: dict[str, list[Any]] = {
        "development": [laid.slug],
        "question": [laid.slug, question],
        "maturity": [laid.slug],
        "results": [row.key],
        "findings": [laid.slug],
        "yearly": [laid.slug],
    }
    told = {name: client.get(reverse(f"evaluation:{name}", args=given)).status_code for name, given in places.items()}
    assert set(told.values()) == {404}


def test_a_question_with_other_words_begins_a_series_that_is_seen(
    laid: Partnership, member: Person, client_of: ClientOf
) -> None:
    old = wording_called("clear_roles")
    pulse_rounds(laid, [GOOD, FAIR])
    other = Wording.objects.create(question=old.question, series=2, text_da="Jeg ved, hvad jeg selv gør.")
    ModelItem.objects.create(model=model_of(laid), wording=other)
    closed_round(laid, 3, {"clear_roles": GOOD})
    page = read(client_of(member), "question", laid.slug, old.question_id)
    assert "Fra måling 3 bliver der spurgt med andre ord: »Jeg ved, hvad jeg selv gør.«" in page
    assert "andre ord</text>" in page


def test_answers_from_the_wall_are_read_apart(laid: Partnership, member: Person, client_of: ClientOf) -> None:
    row = closed_round(laid, 1, {"clear_roles": GOOD}, wall_answered=30)
    add_result(row, "clear_roles", (30, 0, 0, 0, 0), way=AnswerWay.WALL)
    by_link = read(client_of(member), "results", row.key)
    on_wall = read(client_of(member), "results", row.key, vej="vaeg")
    assert ("median 4,1" in by_link, "median 1,0" in by_link) == (True, False)
    assert ("median 1,0" in on_wall, "samme kan have svaret" in on_wall) == (True, False)
    assert "samme kan have svaret to gange" in read(client_of(member), "development", laid.slug, vej="vaeg")


def test_the_manager_lets_a_chart_begin_anew_and_takes_it_back(
    laid: Partnership, manager: Person, client_of: ClientOf
) -> None:
    rows = pulse_rounds(laid, [GOOD, FAIR, GOOD])
    question, client = question_called("clear_roles").pk, client_of(manager)
    address = reverse("evaluation:new_basis", args=[laid.slug, question])
    kept = text_of(client.post(address, {"round": rows[0].key, "reason": "Ny styregruppe"}))
    assert "Vælg en måling, der har spurgt om det" in kept
    assert 'value="Ny styregruppe"' in kept
    client.post(address, {"round": rows[1].key, "reason": "Ny styregruppe"})
    page = read(client, "question", laid.slug, question)
    assert "Fra måling 2 begynder diagrammet forfra: Ny styregruppe" in page
    client.post(reverse("evaluation:drop_basis", args=[laid.slug, question, NewBasis.objects.get().pk]))
    assert NewBasis.objects.count() == 0


def test_only_who_runs_the_evaluation_begins_a_chart_anew(
    laid: Partnership, outsider: Person, client_of: ClientOf
) -> None:
    row = pulse_rounds(laid, [GOOD, FAIR])[1]
    with pytest.raises(DomainError):
        begin_anew(row, wording_called("clear_roles"), reason="x", viewer=viewer_of(outsider), now=NOW)
    address = reverse("evaluation:new_basis", args=[laid.slug, question_called("clear_roles").pk])
    assert client_of(outsider).get(address).status_code == 404


def test_a_round_tells_of_a_change_and_shows_withheld_groups_alike(
    laid: Partnership, organisation: Organisation, other_organisation: Organisation, member: Person, client_of: ClientOf
) -> None:
    rows = pulse_rounds(laid, [GOOD, POOR])
    for party, levels in ((organisation, (3, 3, 1, 0, 0)), (other_organisation, None)):
        add_result(rows[1], "clear_roles", levels, view=ResultView.PARTY, party=party)
    read_closed_round(rows[1], viewer=OPERATOR, now=NOW)
    page = read(client_of(member), "results", rows[1].key)
    assert "1 af 1 udsagn har ændret sig siden forrige måling." in page
    assert "lavere end i forrige måling, −2,3 (−" in page
    line = page[page.index('<th scope="row">Entreprenør Syd</th>') :]
    assert line[: line.index("</tr>")].count("vises ikke") == 6


def test_a_stored_reading_is_what_the_page_would_calculate(
    laid: Partnership, member: Person, client_of: ClientOf
) -> None:
    row = pulse_rounds(laid, [GOOD, POOR])[1]
    before = main_of(read(client_of(member), "results", row.key))
    read_closed_round(row, viewer=OPERATOR, now=NOW)
    assert main_of(read(client_of(member), "results", row.key)) == before


def test_maturity_tells_where_the_parties_lie_apart(
    laid: Partnership, organisation: Organisation, other_organisation: Organisation, member: Person, client_of: ClientOf
) -> None:
    maturity_round(laid, 1, {"learning": {organisation: 2, other_organisation: 2}})
    maturity_round(
        laid,
        2,
        {
            "learning": {organisation: 4, other_organisation: 1},
            "conflict": {organisation: 3, other_organisation: 3},
        },
    )
    page = read(client_of(member), "maturity", laid.slug)
    assert "På 1 af 2 temaer ligger parterne 2 trin eller mere fra hinanden: Læring." in page
    assert "3 trin imellem" in page
    assert "Der holdes afslutningsmøder." in page
    assert "Ring: medianen sidste gang." in page
    assert f"1 {organisation.name} · 2 {other_organisation.name}" in page


def test_a_first_maturity_explains_no_ring_and_numbers_only_who_has_answered(
    laid: Partnership, organisation: Organisation, other_organisation: Organisation, member: Person, client_of: ClientOf
) -> None:
    maturity_round(laid, 1, {"learning": {other_organisation: 2}})
    page = read(client_of(member), "maturity", laid.slug)
    assert "Ring: medianen" not in page
    assert f"1 {other_organisation.name}" in page
    assert f"1 {organisation.name}" not in page
    assert f"Har ikke svaret: {organisation.name}." in page
    assert [f">{one.name}</th>" in page for one in (organisation, other_organisation)] == [False, True]


def test_reading_asks_as_often_for_one_round_as_for_three(
    laid: Partnership,
    member: Person,
    client_of: ClientOf,
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], Any]], None],
) -> None:
    client, made = client_of(member), list[int]()

    def more(count: int) -> None:
        for _place in range(count):
            made.append(len(made) + 1)
            closed_round(laid, made[-1], {"clear_roles": GOOD, "reuse": FAIR})

    assert_constant_queries(more, lambda: client.get(reverse("evaluation:development", args=[laid.slug])))


def test_a_statement_loses_its_full_stop_where_the_sentence_goes_on() -> None:
    with translation.override("da"):
        assert change_sentence("Vi deler viden.", Range(0.5, 0.2, 0.8)).startswith("Vi deler viden: ")
