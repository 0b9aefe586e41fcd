"""What closed rounds say stays true when a party is merged or leaves: names, levels, and who releases what."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.evaluation.actions.proposing import read_closed_round
from maskinrum.evaluation.enums import ReportSection, ResultView
from maskinrum.evaluation.models import Finding, ReportRelease, ResponseRate, Round
from maskinrum.evaluation.queries.findings import released_sections
from maskinrum.evaluation.queries.taking_part import parties_of_year
from maskinrum.organisations.actions import merge_organisations
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.partnerships.models import Partnership, Party
from tests.conftest import NOW
from tests.evaluation.closed_rounds import GOOD, POOR, add_result, maturity_round, pulse_rounds, running_partnership
from tests.evaluation.rounding import organisation_called
from tests.evaluation.test_yearly import fetched, sheets_of, words_of_document

ClientOf = Callable[[Person | None], Client]
YEAR = 2024
REST = "De øvrige samlet"


class Laid:
    """A partnership of a client and two others, with a pulse of three groups and a maturity."""

    def __init__(self, client: Organisation, other: Organisation) -> None:
        self.client, self.other, self.third = client, other, organisation_called("Tredje Byg")
        self.row = running_partnership(client, other, self.third)
        self.pulse = pulse_rounds(self.row, [GOOD, POOR])[1]
        for party in (client, other, self.third):
            add_result(self.pulse, "clear_roles", (1, 2, 3, 1, 1), view=ResultView.PARTY, party=party)
            self.rate(party)
        self.rate(None)
        read_closed_round(self.pulse, viewer=OPERATOR, now=NOW)
        levels = {client: 4, other: 3, self.third: 1}
        self.maturity = maturity_round(self.row, 1, {"learning": levels})
        read_closed_round(self.maturity, viewer=OPERATOR, now=NOW)

    def rate(self, party: Organisation | None) -> None:
        """Seven of a group answered."""
        ResponseRate.objects.create(round=self.pulse, view=ResultView.PARTY, party=party, invited=9, answered=7)

    def leaves(self, party: Organisation) -> None:
        """A party is one no longer."""
        Party.objects.filter(partnership=self.row, organisation=party).delete()


@pytest.fixture
def laid(organisation: Organisation, other_organisation: Organisation) -> Laid:
    """It is laid."""
    return Laid(organisation, other_organisation)


def page(client: Client, name: str, *arguments: object) -> str:
    answer: Any = client.get(reverse(f"evaluation:{name}", args=arguments))
    assert answer.status_code == 200
    found = " ".join(answer.content.decode().split())
    return found[found.index("<main") : found.index("</main>")]


def both(client: Client, row: Round) -> tuple[str, str]:
    """The pages of a round of the pulse: how many answered, and what."""
    return page(client, "round", row.key), page(client, "results", row.key)


def test_a_party_that_left_keeps_its_name_in_the_rounds_it_answered(
    laid: Laid, member: Person, client_of: ClientOf
) -> None:
    laid.leaves(laid.third)
    counted, said = both(client_of(member), laid.pulse)
    assert (counted.count("Tredje Byg"), counted.count(REST)) == (1, 1)
    assert (said.count(">Tredje Byg<"), said.count("andre, lagt sammen")) == (2, 1)


def test_a_merged_party_has_the_name_that_carries_on(laid: Laid, member: Person, client_of: ClientOf) -> None:
    into = organisation_called("Den Store Byg")
    merge_organisations(laid.third, into=into, viewer=OPERATOR, now=NOW)
    counted, said = both(client_of(member), laid.pulse)
    assert ("Tredje Byg" in counted + said, counted.count("Den Store Byg"), counted.count(REST)) == (False, 1, 1)
    assert said.count(">Den Store Byg<") == 2


def test_of_two_parties_that_became_one_the_older_name_stands_behind(
    laid: Laid, member: Person, client_of: ClientOf
) -> None:
    merge_organisations(laid.third, into=laid.other, viewer=OPERATOR, now=NOW)
    counted, said = both(client_of(member), laid.pulse)
    name = f"{laid.other.name} (tidligere Tredje Byg)"
    assert (counted.count(name), said.count(name), counted.count(REST)) == (1, 2, 1)
    assert counted.count(laid.other.name) == 2


def test_a_closed_maturity_tells_the_same_when_a_party_leaves(laid: Laid, member: Person, client_of: ClientOf) -> None:
    browser = client_of(member)
    before = page(browser, "maturity", laid.row.slug)
    assert "Tredje Byg" in before
    assert Finding.objects.get(signal="spread").saw == {"low": 1, "high": 4}
    laid.leaves(laid.third)
    assert page(browser, "maturity", laid.row.slug) == before
    assert "Tredje Byg" in page(browser, "round", laid.maturity.key)


def test_the_middle_of_the_round_before_stays_when_who_answered_it_has_left(
    laid: Laid, member: Person, client_of: ClientOf
) -> None:
    later = {"learning": {laid.client: 4, laid.other: 4}}
    laid.leaves(laid.third)
    maturity_round(laid.row, 2, later)
    found = page(client_of(member), "maturity", laid.row.slug)
    # The middle was 3 of 4, 3 and 1; without who has left it would be 3½.
    assert re.search(r"<td[^>]*>\+1</td>", found)
    assert "Tredje Byg" not in found


def release(laid: Laid, *parties: Organisation, year: int = YEAR) -> None:
    for one in parties:
        told = {"section": ReportSection.WHOLE, "year": year, "released_at": NOW}
        ReportRelease.objects.create(partnership=laid.row, party=one, **told)


def sections(laid: Laid, year: int = YEAR) -> set[str]:
    return released_sections(laid.row, year, [one.pk for one in parties_of_year(laid.row, year)])


def test_who_was_a_party_that_year_is_asked_about_its_report_also_when_it_has_left(
    laid: Laid, manager: Person, client_of: ClientOf
) -> None:
    address = reverse("evaluation:yearly", args=[laid.row.slug])
    assert "der er trådt ud" not in client_of(manager).get(address, {"aar": YEAR}).content.decode()
    release(laid, laid.client, laid.other)
    laid.leaves(laid.third)
    assert sections(laid) == set()
    shown: Any = client_of(manager).get(address, {"aar": YEAR})
    assert [words in shown.content.decode() for words in ("var part det år", "der er trådt ud")] == [True, True]
    release(laid, laid.third)
    assert ReportSection.MATURITY in sections(laid)
    text = words_of_document(fetched(client_of(manager), laid.row, "docx"))
    assert "Tredje Byg" in text
    assert "Tredje Byg" in sheets_of(fetched(client_of(manager), laid.row, "xlsx"))


def test_what_a_party_answered_that_left_is_in_a_later_report_only_if_it_released_the_year_of_the_round(
    laid: Laid, manager: Person, client_of: ClientOf
) -> None:
    laid.leaves(laid.third)
    later = laid.pulse.closes_on.replace(year=YEAR + 1)
    pulse = Round.objects.get(pk=laid.pulse.pk)
    Round.objects.filter(pk=pulse.pk).update(closes_on=later)
    ResponseRate.objects.filter(round=pulse, party=laid.third).delete()
    pulse.results.filter(party=laid.third).delete()
    release(laid, laid.client, laid.other, year=YEAR + 1)
    address = reverse("evaluation:yearly_file", args=[laid.row.slug, YEAR + 1, "docx"])
    browser = client_of(manager)
    assert "Tredje Byg" not in words_of_document(browser.get(address).getvalue())
    release(laid, laid.third)
    assert "Tredje Byg" in words_of_document(browser.get(address).getvalue())


def test_one_that_carries_on_after_a_merger_releases_for_the_one_that_ended(laid: Laid) -> None:
    merge_organisations(laid.third, into=laid.other, viewer=OPERATOR, now=NOW)
    assert [one.pk for one in parties_of_year(laid.row, YEAR)] == [laid.client.pk, laid.other.pk]
    release(laid, laid.client)
    assert sections(laid) == set()
    release(laid, laid.other)
    assert ReportSection.MATURITY in sections(laid)


@pytest.mark.parametrize("name", ["round", "results"])
def test_names_are_asked_for_as_often_for_one_group_as_for_more(
    laid: Laid, member: Person, client_of: ClientOf, name: str, assert_constant_queries: Any
) -> None:
    browser = client_of(member)

    def more(count: int) -> None:
        for number in range(count):
            party = organisation_called(f"Byg {ResponseRate.objects.count()} {number}")
            add_result(laid.pulse, "clear_roles", (1, 2, 3, 1, 1), view=ResultView.PARTY, party=party)
            laid.rate(party)

    assert_constant_queries(more, lambda: browser.get(reverse(f"evaluation:{name}", args=[laid.pulse.key])))


def test_a_party_of_today_that_is_new_is_a_party_of_an_earlier_year_too(laid: Laid, partnership: Partnership) -> None:
    late = organisation_called("Sent Byg")
    Party.objects.create(partnership=laid.row, organisation=late, name=late.name, discipline="contractor", position=9)
    assert parties_of_year(laid.row, YEAR)[-1] == late
    assert parties_of_year(partnership, YEAR)[0] == laid.client
