"""What becomes of a pooled prior: it enters the calculation, or the page says that it is not used, and why."""

import html
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.calculation import priors_of
from maskinrum.decisions.analysis.keeping import kept_findings
from maskinrum.decisions.analysis.parameters import (
    PER_PROJECT,
    equivalent_row,
    limits_of,
    parameter_row,
    shipped_priors,
)
from maskinrum.decisions.analysis.pooling import Use, renewed_priors, together, use_of
from maskinrum.decisions.models import Analysis, DecisionFile
from maskinrum.decisions.reports.findings import findings_page
from maskinrum.decisions.reports.numbers import Naming, value_words
from maskinrum.decisions.reports.parameter_page import ParameterPage, parameter_page
from maskinrum.engine import Distribution, Prior
from maskinrum.knowledge.actions import keep_network_row, load_evidence
from maskinrum.knowledge.facts.evidence import SourceCard
from maskinrum.knowledge.facts.parameters import unit_of_evidence
from maskinrum.knowledge.queries import shipped_cards
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.domain import load
from tests.decisions.test_analyses import kept
from tests.knowledge.evidence_rows import PROBE

PARTNERSHIP = "strategic_partnership"
DEVIATION = (PARTNERSHIP, "cost_deviation_mean")
KEYS = [
    (model, slug)
    for model, stated in load("priors")["models"].items()
    for slug, entry in stated.get("parameters", {}).items()
    if unit_of_evidence(entry["unit"]) in {"share", "ratio", "months"}
]


def two(key: tuple[str, str], *estimates: float, **given: Any) -> Mapping[str, SourceCard]:
    """The shipped evidence with two more rows about a number, in its unit."""
    rows = [
        replace(PROBE, id=f"ny-{place}", applies_to=key[0], parameter=key[1], estimate=one, **given)
        for place, one in enumerate(estimates)
    ]
    return {**shipped_cards(), **{one.id: one for one in rows}}


def shown(key: tuple[str, str], cards: Mapping[str, SourceCard]) -> ParameterPage:
    with override("da"):
        return parameter_page(key, cards)


@pytest.mark.parametrize("key", KEYS, ids=".".join)
def test_a_pooled_prior_enters_the_calculation_or_is_not_announced(key: tuple[str, str]) -> None:
    """For every number of every model: two rows in its unit renew it, or its page says judgement and why."""
    entry = load("priors")["models"][key[0]]["parameters"][key[1]]
    first = max(limits_of(key[1], entry["unit"])[0], 0.0) + 0.09
    cards = two(key, first, first + 0.01, unit=unit_of_evidence(entry["unit"]), standard_error=0.02)
    page, renewal = shown(key, cards), renewed_priors(cards).get(key)
    drawn = priors_of({}, renewed_priors(cards)).model(key[0]).parameters[key[1]]
    assert (renewal is not None) == use_of(key, cards).is_used == page.shown.is_renewed
    if renewal is None:
        assert drawn == shipped_priors().model(key[0]).parameters[key[1]]
        assert page.is_judgement
        assert page.finding.startswith("Skøn: Det, ")
        assert "bruges ikke" in page.finding
        assert "En ny sag: fordelingen, der regnes med" not in dict(page.pooled)
    else:
        assert drawn == Prior("absolute", renewal.prior)
        assert not page.is_judgement
        assert "En ny sag: fordelingen, der regnes med" in dict(page.pooled)


@pytest.mark.parametrize("key", KEYS, ids=".".join)
def test_no_renewed_number_can_be_what_a_person_may_not_type(key: tuple[str, str]) -> None:
    entry = load("priors")["models"][key[0]]["parameters"][key[1]]
    low, high = limits_of(key[1], entry["unit"])
    least = max(low, 0.0)
    near = (least + 0.001, least + 0.004)
    renewal = renewed_priors(two(key, *near, unit=unit_of_evidence(entry["unit"]), standard_error=0.01)).get(key)
    if renewal is not None:
        ends = renewal.prior.quantile(np.array([2.0**-54, 1 - 2.0**-53]))
        assert low <= ends[0] <= ends[1] <= high


def test_what_two_sources_say_of_the_clients_tender_cost_is_never_below_nothing_and_keeps_its_mean() -> None:
    key = ("separate", "client_tender_cost")
    cards = {name: card for name, card in two(key, 0.010, 0.013, standard_error=0.0012).items() if name != "tc-01"}
    found, pooled = renewed_priors(cards)[key].prior, together(key, cards).pooled
    assert pooled is not None
    assert found.quantile(np.array([1e-9]))[0] >= 0
    assert found.mean() == pytest.approx(pooled.predictive.mean, rel=1e-6)
    assert 0.010 < found.mean() < 0.013


def test_estimates_outside_what_the_number_can_be_leave_it_a_judgement() -> None:
    key = (PARTNERSHIP, "early_stop")
    page = shown(key, two(key, 1.4, 1.6))
    assert page.is_judgement
    assert page.finding == (
        "Skøn: Kilderne er i forskellige enheder eller uden for det, tallet kan være, så ingen bruges"
    )


def test_a_difference_that_is_measured_as_a_level_becomes_one_and_its_page_says_what_follows() -> None:
    cards = two(DEVIATION, 0.01, 0.02)
    page = shown(DEVIATION, cards)
    assert "procentpoint" in page.shown.standard or "point" in page.shown.standard
    assert "point" not in page.shown.in_force
    assert page.shown.in_force.endswith("%")
    assert page.consequence.startswith("Tallet følger med som en forskel eller en faktor til særskilte udbud.")
    assert shown(("separate", "cost_deviation_mean"), two(("separate", "cost_deviation_mean"), 0.1)).consequence == ""
    assert shown(DEVIATION, shipped_cards()).consequence == ""


def test_the_partnership_no_longer_follows_separate_tenders_where_its_own_level_is_measured() -> None:
    drawn = priors_of({}, renewed_priors(two(DEVIATION, 0.01, 0.02))).model(PARTNERSHIP).parameters[DEVIATION[1]]
    assert (drawn.form, shipped_priors().model(PARTNERSHIP).parameters[DEVIATION[1]].form) == ("absolute", "difference")
    assert drawn.distribution is not None
    assert drawn.distribution.mean() == pytest.approx(0.015, abs=0.002)


@pytest.mark.parametrize(
    ("key", "use", "why"),
    [
        (("separate", "time_deviation"), Use.PER_PROJECT, "gennemsnit af mange projekter"),
        ((PARTNERSHIP, "time_deviation"), Use.PER_PROJECT, "gennemsnit af mange projekter"),
        ((PARTNERSHIP, "learning_cost_share"), Use.SAME, "som ved særskilte udbud"),
        (("separate", "term"), Use.ABSENT, "Modellen har ikke det tal"),
    ],
)
def test_what_is_not_used_says_why_and_stays_a_judgement(key: tuple[str, str], use: Use, why: str) -> None:
    unit = unit_of_evidence(load("priors")["models"][key[0]]["parameters"][key[1]]["unit"])
    cards = two(key, 0.1, 0.2, unit=unit) if unit == "share" else two(key, 40.0, 50.0, unit=unit)
    page = shown(key, cards)
    assert use_of(key, cards) == use
    assert why in page.finding
    assert page.is_judgement
    assert key not in renewed_priors(cards)
    assert {"time_deviation"} <= PER_PROJECT


def test_rows_in_another_unit_are_said_to_be() -> None:
    key = (PARTNERSHIP, "setup_time")
    cards = {name: card for name, card in two(key, 0.1, 0.2).items() if name.startswith("ny")}
    assert use_of(key, cards) == Use.UNIT
    assert "De måler i en anden enhed" in shown(key, cards).finding


def test_a_sheet_that_states_the_level_has_what_ships_as_a_level_beside_it() -> None:
    """The model's file states what each relative number amounts to."""
    row = equivalent_row(DEVIATION)
    assert row.standard is not None
    assert (row.form, row.factor) == ("absolute", 100)
    assert (row.standard.least, row.standard.most) == (-0.0172, 0.0443)
    assert (
        equivalent_row((PARTNERSHIP, "setup_cost")).standard
        == parameter_row((PARTNERSHIP, "setup_cost"), Assumptions()).standard
    )


@pytest.fixture
def stored(file: DecisionFile, viewer: Viewer, now: datetime) -> Analysis:
    """A version in which two partnerships' own cost deviation was measured."""
    load_evidence(now)
    for key, card in two(DEVIATION, 0.06, 0.08).items():
        if key.startswith("ny"):
            keep_network_row(f"net-{key}", replace(card, id=f"net-{key}"), reason="Lent.", now=now)
    return Analysis.objects.get(pk=kept(file, viewer, now).pk)


def test_a_stored_version_has_the_level_and_reads_its_values_in_per_cent(
    stored: Analysis, manager: Person, client_of: Callable[[Person | None], Client]
) -> None:
    stated = stored.inputs["priors"][PARTNERSHIP]["parameters"][DEVIATION[1]]
    assert stated["form"] == "absolute"
    assert Distribution.from_mapping(stated).mean() == pytest.approx(0.07, abs=0.005)
    findings = kept_findings(stored.findings)
    assert findings is not None
    assert findings.weighed.levels == (".".join(DEVIATION),)
    with override("da"):
        drivers = {one.parameter: one for one in findings.drivers if one.model == PARTNERSHIP}
        one = drivers[DEVIATION[1]]
        levels = findings.weighed.levels
        assert "point" in value_words(*DEVIATION, one.at_high)
        assert value_words(*DEVIATION, one.at_high, Naming(levels=levels)).endswith("%")
        page = findings_page(findings)
    assert page is not None
    told = [row for row in page.flips if row.url.endswith("/cost_deviation_mean/") and PARTNERSHIP in row.url]
    assert all("point" not in row.cells[0] for row in told)
    answer = client_of(manager).get(reverse("decisions:analysis", args=[stored.decision_file_id, stored.pk]))
    assert "nyere kilder" in html.unescape(answer.content.decode())


@pytest.mark.django_db
def test_the_page_and_the_list_call_it_newer_evidence_and_not_a_judgement(client: Client, now: datetime) -> None:
    load_evidence(now)
    key = (PARTNERSHIP, "client_tender_cost")
    for name, card in two(key, 0.002, 0.003, standard_error=0.0006).items():
        if name.startswith("ny"):
            keep_network_row(f"net-{name}", replace(card, id=f"net-{name}"), reason="Lent.", now=now)
    page = client.get(reverse("decisions:parameter", args=key)).content.decode()
    head = page.partition("<h1>")[0].rpartition('class="page-head"')[2]
    assert ("Nyere kilder" in head, "skøn" in head.lower()) == (True, False)
    assert "kr.</strong>" in page
    listed = client.get(reverse("decisions:standard")).content.decode()
    place = listed.partition('<li id="client_tender_cost">')[2].partition("</li>")[0]
    assert ("Nyere kilder</span>" in place, "D · skøn" in place) == (True, False)
