"""Sharing figures: everybody's consent, whole old years, the evidence register, and taking it all back."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from maskinrum.decisions.analysis.pooling import renewed_now, renewed_priors
from maskinrum.evaluation.actions.comparison import share_figures, share_what_is_due
from maskinrum.evaluation.actions.consents import consent_to_comparison, withdraw_consent
from maskinrum.evaluation.analysis.comparison import shared_rows
from maskinrum.evaluation.facts.comparison import SHAREABLE, evidence_key, last_year_shared
from maskinrum.evaluation.facts.figures import Portfolio, Quarter, Sight, TypedFigure, indicators
from maskinrum.evaluation.models import ComparisonConsent, SharedFigure
from maskinrum.knowledge.actions import load_evidence, write_evidence
from maskinrum.knowledge.models import EvidenceRow, EvidenceVersion
from maskinrum.knowledge.queries.evidence import card_of, evidence_snapshot
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Partnership, Party
from maskinrum.shared.domain import load
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.evaluation.portfolios import ONE, THREE, TWO, portfolio, project
from tests.evaluation.running import board_of, builder, partnership_of, person_of
from tests.knowledge.evidence_rows import PROBE

PARTIES = (ONE, TWO, THREE)


def finished(count: int, year: int = 2023, start: int = 1, **facts: Any) -> list[Any]:
    """Projects of three contractors in turn that were called off and handed over in one year."""
    rows = []
    for number in range(start, start + count):
        day = date(year, 1, 2) + timedelta(days=number)
        told: dict[str, Any] = {
            "contractor": PARTIES[number % 3],
            "called_off_on": day,
            "ready_on": day - timedelta(days=30 + number),
            "handed_over_on": day,
            "outturn": Decimal(100 + number),
            "scheme_b_budget": Decimal(100),
        }
        rows.append(project(number, **(told | facts)))
    return rows


def told(seen: Portfolio) -> dict[str, tuple[int, int, int]]:
    """How many of which years each shared figure rests on."""
    return {one.shareable.indicator: (one.n, one.first_year, one.last_year) for one in shared_rows(seen)}


def test_only_whole_years_that_ended_a_year_ago_are_shared() -> None:
    days = [date(2026, 11, 26), date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)]
    assert [last_year_shared(day) for day in days] == [2024, 2024, 2025, 2025]


def test_five_projects_are_shared_and_four_are_not() -> None:
    counts = {count: told(portfolio(*finished(count))).get("procurement_days") for count in (4, 5)}
    assert counts == {4: None, 5: (5, 2023, 2023)}


def test_a_young_year_is_not_shared() -> None:
    assert told(portfolio(*finished(9, year=2025))) == {}


def test_a_year_that_adds_a_few_waits_until_they_are_enough() -> None:
    rows = [*finished(5, 2021), *finished(2, 2022, start=10), *finished(2, 2023, start=20)]
    assert told(portfolio(*rows))["procurement_days"] == (5, 2021, 2021)
    assert told(portfolio(*rows, *finished(1, 2024, start=30)))["procurement_days"] == (10, 2021, 2024)


@pytest.mark.parametrize(
    ("built", "is_shared"),
    [
        ((4, 4, 0), False),  # whoever is one of two is left with the other's
        ((3, 3, 2), True),
        ((5, 2, 2), False),  # four are left to the first: a mean and an error would soon be enough
        ((4, 4, 1), False),  # the first is left with one of the third's beside the second's
    ],
)
def test_what_rests_on_prices_takes_so_much_that_each_is_left_with_enough_of_two_others(
    built: tuple[int, ...], is_shared: bool
) -> None:
    by = [PARTIES[place] for place, count in enumerate(built) for _each in range(count)]
    rows = [replace(one, contractor=party) for one, party in zip(finished(len(by)), by, strict=True)]
    assert ("cost_deviation" in told(portfolio(*rows))) is is_shared


def test_who_owns_projects_takes_those_off_too_and_the_client_sees_them_anyway() -> None:
    client, other = uuid.UUID(int=7), uuid.UUID(int=8)
    rows = [replace(one, owner=client if place < 3 else other) for place, one in enumerate(finished(9))]
    shared = [portfolio(*rows, sight=Sight(clients=frozenset(own))) for own in ((), (client,), (client, other))]
    assert ["cost_deviation" in told(one) for one in shared] == [False, False, True]


def test_a_year_of_which_a_price_is_missing_waits_and_the_others_with_it() -> None:
    rows = [*finished(9, 2021), *finished(9, 2022, start=20), *finished(9, 2023, start=40)]
    rows[12] = replace(rows[12], outturn=None)
    assert told(portfolio(*rows))["cost_deviation"] == (9, 2021, 2021)
    assert told(portfolio(*rows))["procurement_days"] == (27, 2021, 2023)


def test_prices_that_are_all_alike_are_not_shared_since_their_mean_would_be_each_ones() -> None:
    rows = [replace(one, outturn=Decimal(104)) for one in finished(9)]
    assert "cost_deviation" not in told(portfolio(*rows))


def test_what_rests_on_prices_has_no_digits_that_give_the_sums_away() -> None:
    rows = [replace(one, scheme_b_budget=Decimal("97.123")) for one in finished(9)]
    row = next(one for one in shared_rows(portfolio(*rows)) if one.shareable.indicator == "cost_deviation")
    assert [row.estimate, row.standard_error] == [round(row.estimate, 5), round(row.standard_error or 0, 5)]


def test_who_counts_how_many_there_were_before_and_after_does_not_learn_the_price_of_one_put_on_the_board_late() -> (
    None
):
    before, late = finished(9), finished(10)[-1]
    seen = set()
    for outturn in (102, 105, 108):
        [row] = [
            one
            for one in shared_rows(portfolio(*before, replace(late, outturn=Decimal(outturn))))
            if one.shareable.indicator == "cost_deviation"
        ]
        seen.add((row.n, row.estimate, row.standard_error))
    assert len(seen) == 1


def test_a_turnover_is_shared_of_five_people_or_more() -> None:
    typed = [TypedFigure("staff_turnover", Quarter(2023, 4), Decimal("0.25"), of=of) for of in (4, 8)]
    assert [told(portfolio(typed=(one,))) for one in typed] == [{}, {"staff_turnover": (8, 2023, 2023)}]


def test_figures_that_are_all_alike_have_no_error_and_can_not_be_pooled() -> None:
    rows = [replace(one, ready_on=one.called_off_on - timedelta(days=30)) for one in finished(6)]
    row = next(one for one in shared_rows(portfolio(*rows)) if one.shareable.indicator == "procurement_days")
    assert row.standard_error is None


def test_the_clients_tender_cost_is_told_as_of_the_contract_the_model_states_it_of() -> None:
    rows = [
        replace(one, client_procurement_cost=Decimal(1 + 2 * (place % 2)), call_off_value=Decimal(200))
        for place, one in enumerate(finished(8))
    ]
    assert "client_tender_cost" not in told(portfolio(*rows))
    [row] = [one for one in shared_rows(portfolio(*rows), with_clients=True) if one.shareable.is_clients]
    beta = load("priors")["models"]["separate"]["parameters"]["client_tender_cost_elasticity"]["params"]["m"]
    assert row.estimate == pytest.approx(0.01 * (200 / 50) ** beta, abs=1e-5)
    assert row.n == len(rows)


def test_a_key_is_stable_and_fits() -> None:
    assert evidence_key(ONE, "procurement_days") == evidence_key(ONE, "procurement_days") != evidence_key(TWO, "x")
    assert len(evidence_key(ONE, "procurement_days")) == 20


class Agreed:
    """A partnership of a client and three contractors, and who may say yes for each."""

    def __init__(self, client: Organisation, viewer: Viewer, *, name: str = "a", days: int = 20, **more: Any) -> None:
        made = [builder(f"Byg {name}{number}") for number in range(3)]
        self.client, self.viewers = client, [viewer, *(own for _row, own in made)]
        self.row = partnership_of(client, *(row for row, _own in made), slug=f"drift-{name}", **more)
        board_of(self.row, [row for row, _own in made], 9, days=days)

    def say_yes(self, *, but: int = 0) -> "Agreed":
        """All parties, or all but some, say yes."""
        for own in self.viewers[: len(self.viewers) - but]:
            consent_to_comparison(self.row, viewer=own, now=NOW)
        return self


@pytest.fixture
def agreed(organisation: Organisation, manager: Person) -> Agreed:
    """A real partnership."""
    return Agreed(organisation, viewer_of(manager))


def network_rows() -> dict[str, bool]:
    """The rows of the network by parameter, and whether they are retired."""
    return dict(EvidenceRow.objects.filter(key__startswith="net-").values_list("parameter", "is_retired"))


@pytest.mark.django_db
def test_nothing_is_shared_until_the_last_party_says_yes(agreed: Agreed) -> None:
    agreed.say_yes(but=1)
    assert (SharedFigure.objects.count(), network_rows()) == (0, {})
    consent_to_comparison(agreed.row, viewer=agreed.viewers[-1], now=NOW)
    assert network_rows() == {
        "procurement_time": False, "cost_deviation_mean": False, "time_deviation": False, "rework_cost": False,
        "progress_ratio": False,
    }  # fmt: skip


@pytest.mark.django_db
def test_a_row_names_nobody_and_no_price(agreed: Agreed) -> None:
    agreed.say_yes()
    names = [agreed.row.name, agreed.row.slug, agreed.client.name, "Byg a0"]
    for row in EvidenceRow.objects.filter(key__startswith="net-"):
        content = str(card_of(row).to_json())
        assert [name for name in names if name in content] == []
        assert (row.unit == "mDKK", row.strength, row.is_self_reported, row.applies_to) == (
            False, "C", False, "strategic_partnership",
        )  # fmt: skip
    row = EvidenceRow.objects.get(parameter="procurement_time")
    assert (row.n, row.year, row.unit, row.is_poolable) == (9, 2023, "months", True)
    assert row.estimate == pytest.approx(32 / 30.4375)
    assert row.source_url.endswith("/evaluering/netvaerkets-tal/")


@pytest.mark.django_db
def test_the_clients_tender_cost_goes_along_only_while_the_client_says_so(agreed: Agreed) -> None:
    consent_to_comparison(agreed.row, viewer=agreed.viewers[1], now=NOW, with_tender_cost=True)  # not the client
    agreed.say_yes()
    assert "client_tender_cost" not in network_rows()
    consent_to_comparison(agreed.row, viewer=agreed.viewers[0], now=NOW, with_tender_cost=True)
    assert (network_rows()["client_tender_cost"], network_rows()["procurement_time"]) == (False, False)
    row = EvidenceRow.objects.get(parameter="client_tender_cost")
    assert (row.unit, row.is_poolable, row.applies_to) == ("share", True, "strategic_partnership")
    consent_to_comparison(agreed.row, viewer=agreed.viewers[0], now=NOW)
    assert (network_rows()["client_tender_cost"], network_rows()["procurement_time"]) == (True, False)


@pytest.mark.django_db
def test_only_the_client_reads_its_own_cost_until_it_says_that_it_is_shared(agreed: Agreed, client: Client) -> None:
    page = f"/evaluering/partnerskab/{agreed.row.slug}/sammenligning/"
    own, builders_own = (Person.objects.get(pk=one.person or "") for one in agreed.viewers[:2])

    def read(who: Person) -> str:
        client.force_login(who)
        return str(client.get(f"/en{page}").content.decode())

    cost = "own cost until a call-off"
    assert (cost in read(own), cost in read(builders_own)) == (True, False)
    client.force_login(own)
    told = "Your cost of procurement goes along."
    assert told not in client.post(f"/en{page}ja/", {"tender_cost": "yes"}, follow=True).content.decode()
    assert (cost in read(own), cost in read(builders_own)) == (True, True)
    client.force_login(own)
    assert "stays with you" in client.post(f"/en{page}ja/", follow=True).content.decode()
    assert told in client.post(f"/en{page}ja/", {"tender_cost": "yes"}, follow=True).content.decode()


@pytest.mark.django_db
def test_saying_yes_twice_and_checking_daily_changes_nothing(agreed: Agreed) -> None:
    agreed.say_yes()
    before = (EvidenceVersion.objects.count(), ComparisonConsent.objects.count(), AuditEvent.objects.count())
    agreed.say_yes()
    share_what_is_due(NOW)
    assert (EvidenceVersion.objects.count(), ComparisonConsent.objects.count(), AuditEvent.objects.count()) == before


@pytest.mark.django_db
def test_withdrawing_retires_the_rows_with_their_history_and_saying_yes_again_brings_them_back(agreed: Agreed) -> None:
    agreed.say_yes()
    withdraw_consent(agreed.row, viewer=agreed.viewers[2], now=NOW)
    assert set(network_rows().values()) == {True}
    assert SharedFigure.objects.filter(retired_at=None).count() == 0
    row = EvidenceRow.objects.get(parameter="procurement_time")
    assert [version.content["is_retired"] for version in row.versions.all()] == [True, False]
    consent_to_comparison(agreed.row, viewer=agreed.viewers[2], now=NOW)
    assert set(network_rows().values()) == {False}


@pytest.mark.django_db
def test_two_partnerships_shift_the_prior_of_new_files_until_one_withdraws(agreed: Agreed) -> None:
    load_evidence(NOW)
    about = ("strategic_partnership", "procurement_time")
    agreed.say_yes()
    assert about not in renewed_now()  # a single row is not pooled
    Agreed(agreed.client, agreed.viewers[0], name="b", days=50).say_yes()
    kept = evidence_snapshot()
    assert renewed_now()[about].prior.mean() == pytest.approx(1.54, abs=0.03)
    withdraw_consent(agreed.row, viewer=agreed.viewers[1], now=NOW)
    assert about not in renewed_now()
    assert evidence_snapshot().digest != kept.digest  # what was stored keeps its own


def test_what_is_lent_to_be_calculated_with_moves_the_number_it_is_about_and_the_rest_does_not_say_so() -> None:
    """Among them what ships as a part of what separate tenders cost, or a difference to it: the level is measured."""
    calculated = {one.indicator: str(indicators()[one.indicator].parameter) for one in SHAREABLE if one.is_poolable}
    assert set(calculated) == {"procurement_days", "client_tender_cost", "cost_deviation", "staff_turnover"}
    for indicator, parameter in calculated.items():
        unit = next(one.unit for one in SHAREABLE if one.indicator == indicator)
        about: dict[str, Any] = {"applies_to": "strategic_partnership", "parameter": parameter, "unit": unit}
        cards = {
            str(n): replace(PROBE, id=str(n), estimate=0.02 + n / 100, standard_error=0.004, **about) for n in (1, 2)
        }
        found = renewed_priors(cards)["strategic_partnership", parameter].prior
        assert found.mean() == pytest.approx(0.035, abs=0.001), parameter


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["partnership", "client", "party"])
def test_what_is_invented_never_enters_the_register(agreed: Agreed, what: str) -> None:
    load_evidence(NOW)
    if what == "partnership":
        Partnership.objects.filter(pk=agreed.row.pk).update(is_fictitious=True)
    else:
        chosen = agreed.client if what == "client" else Organisation.objects.get(name="Byg a1")
        Organisation.objects.filter(pk=chosen.pk).update(is_fictitious=True)
    agreed.row = Partnership.objects.get(pk=agreed.row.pk)
    before = evidence_snapshot().digest
    agreed.say_yes()
    share_what_is_due(NOW)
    assert (network_rows(), evidence_snapshot().digest == before, renewed_now()) == ({}, True, {})
    assert set(SharedFigure.objects.values_list("evidence_key", flat=True)) == {""}
    assert SharedFigure.objects.exists()  # it shows how it works, inside the partnership


@pytest.mark.django_db
def test_a_partnership_found_to_be_invented_leaves_the_register(agreed: Agreed) -> None:
    agreed.say_yes()
    Partnership.objects.filter(pk=agreed.row.pk).update(is_fictitious=True)
    share_what_is_due(NOW)
    assert set(network_rows().values()) == {True}


@pytest.mark.django_db
def test_a_party_that_comes_later_has_to_say_yes_as_well(agreed: Agreed) -> None:
    agreed.say_yes()
    late, own = builder("Byg sent")
    Party.objects.create(partnership=agreed.row, organisation=late, name=late.name, discipline="contractor")
    share_what_is_due(NOW)
    assert set(network_rows().values()) == {True}
    consent_to_comparison(agreed.row, viewer=own, now=NOW)
    assert set(network_rows().values()) == {False}


@pytest.mark.django_db
def test_other_words_have_to_be_said_yes_to_again(agreed: Agreed) -> None:
    agreed.say_yes()
    ComparisonConsent.objects.update(terms=0)
    share_figures(agreed.row, now=NOW)
    assert set(network_rows().values()) == {True}
    agreed.say_yes()
    assert set(network_rows().values()) == {False}


@pytest.mark.django_db
def test_a_member_who_does_not_decide_can_not_say_yes_nor_can_an_outsider(agreed: Agreed, outsider: Person) -> None:
    member = viewer_of(person_of(agreed.client, "medlem@drift.example", Role.MEMBER))
    for own in (member, viewer_of(outsider)):
        with pytest.raises(DomainError):
            consent_to_comparison(agreed.row, viewer=own, now=NOW)
        with pytest.raises(DomainError):
            withdraw_consent(agreed.row, viewer=own, now=NOW)


@pytest.mark.django_db
def test_what_the_secretariat_wrote_about_a_row_stands_and_whether_it_counts_is_the_parties(
    agreed: Agreed, other_organisation: Organisation
) -> None:
    agreed.say_yes()
    row = EvidenceRow.objects.get(parameter="procurement_time")
    card = replace(card_of(row), note="Set efter", is_poolable=False)
    own = viewer_of(person_of(other_organisation, "sekretariat@net.example", Role.SECRETARIAT))
    write_evidence(row, card=card, reason="Set efter", expected_revision=row.revision, viewer=own, now=NOW)
    share_figures(agreed.row, now=NOW)
    withdraw_consent(agreed.row, viewer=agreed.viewers[1], now=NOW)
    row.refresh_from_db()
    assert (row.note, row.is_poolable, row.is_retired) == ("Set efter", False, True)
