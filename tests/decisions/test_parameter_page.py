"""The page of a parameter: its evidence drawn, pooled where that can be done, and called a judgement where not."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.decisions.analysis.assumptions import COMMON, Assumptions, Range
from maskinrum.decisions.analysis.calculation import priors_of
from maskinrum.decisions.analysis.parameters import MODELS_WITH_NUMBERS, parameter_rows, shipped_priors
from maskinrum.decisions.analysis.pooling import Renewal, error_of, evidence_about, renewed_priors, together
from maskinrum.decisions.reports.parameter_page import ParameterPage, parameter_page
from maskinrum.decisions.reports.subjects import SUBJECTS
from maskinrum.knowledge.actions import load_evidence
from maskinrum.knowledge.facts import theme_named
from maskinrum.knowledge.facts.evidence import SourceCard
from maskinrum.knowledge.queries import shipped_cards
from maskinrum.organisations.models import Person
from maskinrum.shared.domain import load
from tests.conftest import NOW
from tests.knowledge.evidence_rows import PROBE, written
from tests.knowledge.telling import published_one

POOLED = ("separate", "cost_deviation_mean")


def changed(**given: Any) -> Mapping[str, SourceCard]:
    """The shipped evidence with one more row."""
    return {**shipped_cards(), "ny": replace(PROBE, id="ny", **given)}


def shown(key: tuple[str, str], cards: Mapping[str, SourceCard] | None = None) -> ParameterPage:
    return parameter_page(key, cards or shipped_cards())


def test_the_error_of_a_mean_comes_from_the_row_with_its_spread_and_of_a_spread_from_n() -> None:
    cards = shipped_cards()
    assert error_of(cards["ov-03"], cards) == pytest.approx(0.1078 / 110**0.5)
    assert error_of(cards["ov-14"], cards) == pytest.approx(0.16 / (2 * 77) ** 0.5)
    assert error_of(replace(cards["ov-14"], n=1), cards) is None
    assert error_of(replace(cards["ov-03"], spread_from="findes-ikke"), cards) is None
    assert error_of(cards["tc-01"], cards) is None
    assert error_of(PROBE, cards) == PROBE.standard_error


def test_two_rows_of_a_parameter_are_pooled_and_one_is_not() -> None:
    two = together(POOLED, shipped_cards())
    assert two.pooled is not None
    assert [one.row.id for one in two.pooled.rows] == ["ov-03", "ov-12"]
    one = together(POOLED, {key: card for key, card in shipped_cards().items() if key != "ov-12"})
    assert (list(one.errors), one.pooled) == (["ov-03"], None)


def test_rows_in_other_units_are_not_pooled_but_called_a_judgement() -> None:
    assert together(POOLED, changed(unit="months")).pooled is None
    assert shown(POOLED, changed(unit="months")).is_judgement


def test_new_evidence_renews_the_prior_it_is_about_and_no_other() -> None:
    assert renewed_priors(shipped_cards()) == {}
    renewed = renewed_priors(changed())
    assert list(renewed) == [POOLED]
    pooled = together(POOLED, changed()).pooled
    assert pooled is not None
    assert renewed[POOLED] == Renewal(pooled.prior, tuple(sorted(["ny", "ov-03", "ov-12"])))


def test_evidence_in_another_unit_or_about_the_luck_of_a_project_renews_nothing() -> None:
    rows = {
        f"ny-{n}": replace(PROBE, id=f"ny-{n}", estimate=0.04 + n / 100, unit=unit, applies_to=model, parameter=slug)
        for n, (model, slug, unit) in enumerate(
            (model, slug, unit)
            for model, slug, unit in (
                ("strategic_partnership", "setup_time", "share"),
                ("strategic_partnership", "early_stop", "share"),
                ("joint_partnership", "cost_tail_size", "share"),
            )
            for _twice in range(2)
        )
    }
    assert list(renewed_priors(rows)) == [("strategic_partnership", "early_stop")]


def test_evidence_about_a_probability_is_drawn_as_shares_are() -> None:
    row = replace(PROBE, id="ny", applies_to="strategic_partnership", parameter="early_stop")
    page = shown(("strategic_partnership", "early_stop"), {**shipped_cards(), "ny": row})
    assert [one.card.id for one in page.drawn] == ["ny"]


@pytest.mark.parametrize(("slug", "badge"), [("term", True), ("extension", False)])
def test_a_number_without_a_source_is_called_a_judgement_in_the_list(
    client: Client, db: None, slug: str, badge: bool
) -> None:
    load_evidence(NOW)
    page = client.get(reverse("decisions:standard") + "?model=adviser_framework")
    entry = next(one for one in page.context["entries"] if one.shown.row.slug == slug)
    place = page.content.decode().partition(f'<li id="{slug}">')[2].partition("</li>")[0]
    assert (entry.shown.is_unfounded, "Skøn</span>" in place.partition("<details")[0]) == (badge, badge)


def test_a_calculation_takes_newer_evidence_in_unless_a_person_knows_better() -> None:
    renewed = renewed_priors(changed())
    assert priors_of({}, renewed) == shipped_priors().with_overrides({POOLED: renewed[POOLED].prior})
    own = {POOLED: Range(0.01, 0.02, 0.03)}
    assert priors_of(own, renewed) == priors_of(own)
    assert priors_of({}, {}) is shipped_priors()


def test_what_is_used_is_said_where_it_is_renewed() -> None:
    words = shown(POOLED, changed()).shown
    assert (words.is_renewed, shown(POOLED).shown.is_renewed) == (True, False)
    assert words.in_force != words.standard


def test_a_parameter_without_poolable_evidence_says_judgement_and_never_a_pooled_number() -> None:
    for model in MODELS_WITH_NUMBERS:
        for slug, entry in load("priors")["models"][model]["parameters"].items():
            page = shown((model, slug))
            expected = together((model, slug), shipped_cards()).pooled is None and entry["basis"] != "neutral"
            assert page.is_judgement == expected, (model, slug)
            assert page.finding.startswith("Skøn") == expected, (model, slug)
            assert bool(page.pooled) == (together((model, slug), shipped_cards()).pooled is not None)


def test_every_estimate_stands_with_interval_and_n() -> None:
    chart = shown(POOLED).chart
    assert chart is not None
    assert [row[0].split(":")[0] for row in chart.table.rows[:2]] == ["ov-03", "ov-12"]
    assert [row[4] for row in chart.table.rows[:2]] == ["110", "78"]
    assert all(row[3] for row in chart.table.rows)


def test_weak_evidence_is_drawn_hollow_and_dashed() -> None:
    weak = shown(("strategic_partnership", "time_multiplier")).chart
    strong = shown(POOLED).chart
    assert weak is not None
    assert strong is not None
    assert ("c-same" in weak.wide, "c-same" in strong.wide) == (True, False)


def test_rows_that_the_shipped_value_rests_on_stand_first_and_once() -> None:
    about = [card.id for card in evidence_about(POOLED, changed(), ("ov-12", "gone", "ov-03"))]
    assert about[:2] == ["ov-12", "ov-03"]
    assert len(about) == len(set(about))


def test_the_page_takes_in_what_the_secretariat_adds(secretary: Person, client: Client) -> None:
    load_evidence(NOW)
    written(secretary, measure_da="Ny optælling")
    answer = client.get(reverse("decisions:parameter", args=POOLED))
    assert "3 kilder tilsammen" in answer.content.decode()
    assert "Ny optælling" in answer.content.decode()


@pytest.mark.parametrize("key", [("not_yet", "term"), ("separate", "findes_ikke"), ("common", "tail_running_share")])
def test_a_parameter_that_has_no_page_is_not_there(key: tuple[str, str], client: Client, db: None) -> None:
    assert client.get(reverse("decisions:parameter", args=key)).status_code == 404


def test_pages_with_evidence_ask_equally_often(
    secretary: Person, client: Client, assert_constant_queries: Callable[..., None]
) -> None:
    def more(count: int) -> None:
        for _place in range(count):
            written(secretary)

    assert_constant_queries(more, lambda: client.get(reverse("decisions:parameter", args=POOLED)))


def test_the_assumptions_ask_equally_often_with_and_without_sources(
    client: Client, db: None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        shown(POOLED)
    load_evidence(NOW)
    assert "ov-03" in client.get(reverse("decisions:standard") + "?model=separate").content.decode()


def test_every_number_has_themes_of_its_own_that_there_are() -> None:
    slugs = {row.slug for model in (*MODELS_WITH_NUMBERS, COMMON) for row in parameter_rows(model, Assumptions())}
    assert slugs - set(SUBJECTS) == set()
    assert {code for codes in SUBJECTS.values() for code in codes if theme_named(code) is None} == set()


@pytest.mark.django_db
def test_experiences_about_a_number_stand_beside_it_and_not_beside_others(client: Client, manager: Person) -> None:
    about = published_one(manager, title="Holdet lærte af hver blok", themes=["F4", "F3"], visibility="open")
    listed = client.get(reverse("decisions:standard")).context["entries"]
    beside = {entry.shown.row.slug for entry in listed if about in [one.row for one in entry.beside]}
    assert ("progress_ratio" in beside, "bidder_count" in beside) == (True, False)
    pages = {
        slug: about.title
        in client.get(reverse("decisions:parameter", args=["strategic_partnership", slug])).content.decode()
        for slug in ("progress_ratio", "bidder_count")
    }
    assert pages == {"progress_ratio": True, "bidder_count": False}
