"""Stored analyses: shown as stored, calculated again to the same bits, and compared."""

import html
import io
import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from math import inf
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maskinrum.decisions.actions import (
    Answered,
    Scored,
    answer_readiness,
    change_assumptions,
    keep_analysis,
    remove_decision_file,
    rename_decision_file,
    score_readiness,
    take_snapshot,
    weigh_readiness,
)
from maskinrum.decisions.analysis import comparing
from maskinrum.decisions.analysis.assumptions import Assumptions, Range
from maskinrum.decisions.analysis.calculation import calculate, engine_inputs
from maskinrum.decisions.analysis.keeping import (
    PARTS,
    analyse,
    kept_calculation,
    kept_findings,
    kept_inputs,
    kept_readiness,
    result_parts,
)
from maskinrum.decisions.analysis.readiness import (
    UNANSWERED,
    KeptReadiness,
    answered_gates,
    criteria,
    readiness_to_keep,
    standard_weights,
)
from maskinrum.decisions.analysis.readiness.scoring import Score
from maskinrum.decisions.analysis.verdicts import find
from maskinrum.decisions.enums import VerdictAnswer
from maskinrum.decisions.models import Analysis, DecisionFile
from maskinrum.decisions.queries import latest_snapshot
from maskinrum.decisions.reports.analyses import between, said_again
from maskinrum.decisions.reports.answer import answer_page
from maskinrum.decisions.reports.paper import model_workbook
from maskinrum.decisions.reports.readiness_kept import criterion_words
from maskinrum.decisions.views.files import case_of
from maskinrum.engine import ENGINE_VERSION, input_sha256
from maskinrum.knowledge.actions import load_evidence
from maskinrum.knowledge.models import EvidenceRow
from maskinrum.organisations.actions import grant_access
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import import_projects
from tests.decisions.making import TAGET, THREE, by_length, case, every_third_month, opened

Browser = Callable[[Person | None], Client]
Constant = Callable[[Callable[[int], object], Callable[[], HttpResponse]], None]
PARTNERSHIP = "strategic_partnership"
NOTHING_SAID = KeptReadiness(UNANSWERED, (), {}, {}, Score(0, 100, ()), None, 0)


def kept(file: DecisionFile, viewer: Viewer, now: datetime) -> Analysis:
    """The file as it stands, on few futures, as its next version."""
    snapshot = latest_snapshot(file)
    few = replace(case_of(file, snapshot), futures=256)
    return keep_analysis(
        file, case=few, rows=snapshot.rows, kept=analyse(few, readiness_to_keep(file)), viewer=viewer, now=now
    )


def again_of(stored: Analysis, **others: Any) -> comparing.Again:
    """The analysis calculated once more, with something of it other than it was stored."""
    given = {"inputs": stored.inputs, "result": stored.result, "findings": stored.findings} | others
    grounds = kept_readiness(stored.readiness).grounds
    return comparing.calculate_again(replace(case_of(stored.decision_file), futures=256), grounds=grounds, **given)


def address(name: str, file: DecisionFile, *others: object) -> str:
    return reverse(f"decisions:{name}", args=[file.pk, *others])


@pytest.mark.django_db
def test_what_is_read_back_is_what_was_calculated() -> None:
    calculation = calculate(case())
    stored = json.loads(json.dumps(result_parts(calculation), allow_nan=False))
    assert kept_calculation(calculation.case, stored) == calculation


def test_verdict_drivers_and_readiness_are_read_back_as_they_were(
    file: DecisionFile, viewer: Viewer, now: datetime
) -> None:
    stored = Analysis.objects.get(pk=kept(file, viewer, now).pk)
    case_then = replace(case_of(file), futures=256)
    told = readiness_to_keep(file)
    assert kept_findings(stored.findings) == find(engine_inputs(case_then), told.grounds)
    assert (kept_readiness(stored.readiness), kept_findings(None)) == (told, None)


@pytest.mark.django_db
def test_the_inputs_read_back_are_the_same_question() -> None:
    asked = case(overrides={(PARTNERSHIP, "price_level"): Range(-0.1, 0, 0.1)}, ceiling=200)
    kept_now = analyse(asked, NOTHING_SAID)
    found = kept_inputs(asked, json.loads(json.dumps(kept_now.inputs)))
    expected = engine_inputs(asked)
    assert (found.portfolio.projects, found.settings) == (expected.portfolio.projects, expected.settings)
    assert input_sha256(found.portfolio, found.priors, found.settings) == kept_now.input_hash


def test_a_stored_analysis_comes_out_again_to_the_last_bit(file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    stored = Analysis.objects.get(pk=kept(file, viewer, now).pk)
    again = again_of(stored)
    assert (again.is_exact, again.is_close, {one.part for one in again.deviations}) == (
        True,
        True,
        {*PARTS, "findings"},
    )


@pytest.mark.parametrize(
    ("change", "exact", "close"), [(1e-9, False, True), (1e-3, False, False)], ids=["last digits", "more"]
)
def test_what_differs_is_told_by_how_much_and_where(
    file: DecisionFile, viewer: Viewer, now: datetime, *, change: float, exact: bool, close: bool
) -> None:
    stored = kept(file, viewer, now)
    other = deepcopy(stored.result)
    other["result"]["models"][0]["cost"]["mean"] *= 1 + change
    again = again_of(stored, result=other)
    assert (again.is_exact, again.is_close) == (exact, close)
    assert [one.part for one in again.deviations if one.greatest] == ["result"]
    stored.engine_version = "0.9"
    told = said_again(again, stored)
    assert told.parts[0][2] == ("0" if close else "1")
    assert (told.machine[0].before, told.machine[0].after) == ("0.9", ENGINE_VERSION)


def test_inputs_of_another_engine_are_told_apart_from_other_figures(
    file: DecisionFile, viewer: Viewer, now: datetime
) -> None:
    stored = kept(file, viewer, now)
    again = again_of(stored, inputs={**stored.inputs, "priors": {}})
    assert (again.same_inputs, again.is_exact, again.is_close) == (False, False, False)


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ({"a": [1.0, 2]}, {"a": [1.0, 2]}, [0, 0]),
        (2e6, 2e6 + 1, [pytest.approx(5e-7)]),
        (0.25, 0.5, [0.25]),
        ([1], [1, 2], [inf]),
        ({"a": 1}, {"b": 1}, [inf]),
        (None, None, [0]),
        (True, False, [inf]),
    ],
)
def test_distance_is_a_share_of_the_figure_from_one_on(one: Any, other: Any, far: list[float]) -> None:
    assert list(comparing.distances(one, other)) == far


def test_nothing_changed_makes_no_new_version(file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    first = kept(file, viewer, now)
    assert kept(file, viewer, now + timedelta(days=1)) == first
    assert list(AuditEvent.objects.filter(verb="keep_analysis").values_list("changes", flat=True)) == [
        {"version": [None, 1]}
    ]
    named: dict[str, Any] = {"title": "Et nyt navn", "case_date": file.case_date, "note": "En note"}
    renamed = rename_decision_file(file, **named, expected_revision=file.revision, viewer=viewer, now=now)
    assert kept(renamed, viewer, now + timedelta(days=2)) == first


def test_a_stored_analysis_stays_as_it_was_when_file_and_evidence_change(
    file: DecisionFile, viewer: Viewer, now: datetime
) -> None:
    load_evidence(now)
    before = Analysis.objects.filter(pk=kept(file, viewer, now).pk).values().get()
    own = Assumptions(overrides={(PARTNERSHIP, "price_level"): Range(0, 0.05, 0.1)})
    change_assumptions(file, assumptions=own, expected_revision=2, viewer=viewer, now=now)
    EvidenceRow.objects.filter(key=EvidenceRow.objects.order_by("key")[0].key).update(is_retired=True)
    assert kept(file, viewer, now).number == 2
    assert Analysis.objects.filter(pk=before["id"]).values().get() == before


def test_between_two_versions_stand_choices_projects_numbers_and_evidence(
    file: DecisionFile, organisation: Organisation, viewer: Viewer, now: datetime
) -> None:
    load_evidence(now)
    first = kept(file, viewer, now)
    facts = (replace(TAGET, budget=Decimal(60), homes=None), *THREE[1:2], replace(TAGET, name="Tilbygningen"))
    projects = import_projects(organisation, facts=facts, viewer=viewer, now=now).projects
    take_snapshot(file, projects=projects, expected_revision=file.revision, viewer=viewer, now=now + timedelta(days=1))
    numbers = ("price_level", "price_drift")
    own = Assumptions(shift=24, overrides={(PARTNERSHIP, name): Range(-0.05, 0, 0.05) for name in numbers})
    change_assumptions(file, assumptions=own, expected_revision=3, viewer=viewer, now=now)
    row = EvidenceRow.objects.exclude(estimate=None).order_by("key")[0]
    EvidenceRow.objects.filter(pk=row.pk).update(is_retired=True)
    second = kept(DecisionFile.objects.get(pk=file.pk), viewer, now + timedelta(days=2))
    with override("en"):
        said = between(first, second)
    assert [(one.name, one.before, one.after) for one in said.choices] == [("Later start, months", "12", "24")]
    assert [(one.name, one.before, one.after) for one in said.projects] == [
        ("Taget: Homes", "84", "not known"),
        ("Taget: Budget, DKK m", "41.5", "60"),
        ("Kælderen", "in the portfolio", ""),
        ("Tilbygningen", "", "in the portfolio"),
    ]
    assert [one.name.partition(":")[0] for one in said.numbers][:1] == ["Strategic partnership"]
    assert [(one.name.partition(":")[0], one.after) for one in said.evidence] == [(row.key, "not in force")]
    assert not said.is_same_question
    for one in (first, second):
        for name in ("inputs", "readiness"):
            setattr(one, name, by_length(getattr(one, name)))
    with override("en"):
        assert between(first, second) == said


def test_the_answer_moves_by_the_difference_of_what_was_stored(
    file: DecisionFile, viewer: Viewer, now: datetime
) -> None:
    first = kept(file, viewer, now)
    fewer = Assumptions(alternatives=("separate", PARTNERSHIP))
    change_assumptions(file, assumptions=fewer, expected_revision=2, viewer=viewer, now=now)
    second = kept(DecisionFile.objects.get(pk=file.pk), viewer, now)
    moved = {one.slug: one for one in comparing.moves(first.result, second.result)}
    means = [
        next(model["difference"]["mean"] for model in one.result["result"]["models"] if model["slug"] == PARTNERSHIP)
        for one in (first, second)
    ]
    assert (moved[PARTNERSHIP].before, moved[PARTNERSHIP].by) == (means[0], means[1] - means[0])
    assert (moved["parallel_frameworks"].after, moved["parallel_frameworks"].by) == (None, None)
    assert "separate" not in moved


def test_removing_the_file_removes_its_analyses(file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    kept(file, viewer, now)
    remove_decision_file(file, viewer=viewer, now=now)
    assert Analysis.objects.count() == 0


def test_the_button_stores_what_the_page_shows(file: DecisionFile, browser: Client) -> None:
    answer = browser.post(address("analyses", file), {"what_if": "price_level=-20"}, follow=True)
    stored = Analysis.objects.get()
    assert (stored.number, stored.summary["changed"], stored.futures) == (1, 1, 4096)
    page = html.unescape(answer.content.decode())
    shown = answer_page(kept_calculation(answer.context["case"], stored.result))
    assert (shown.sentence in page, stored.input_hash in page) == (True, True)
    again = browser.post(address("analyses", file), {"what_if": "price_level=-20"}, follow=True)
    assert (again.request["PATH_INFO"], Analysis.objects.count()) == (address("analysis", file, stored.pk), 1)


def test_what_no_panel_says_is_refused_and_nothing_stored(file: DecisionFile, browser: Client) -> None:
    answer = browser.post(address("analyses", file), {"what_if": "price_level=meget"})
    assert (answer.status_code, Analysis.objects.count()) == (400, 0)


def test_a_guest_reads_versions_and_stores_none(
    file: DecisionFile,
    viewer: Viewer,
    now: datetime,
    outsider: Person,
    other_organisation: Organisation,
    client_of: Browser,
) -> None:
    stored = kept(file, viewer, now)
    pages = [
        address("analyses", file),
        address("analysis", file, stored.pk),
        address("analysis_again", file, stored.pk),
    ]
    pages.append(address("compare_analyses", file))
    browser = client_of(outsider)
    assert [browser.get(page).status_code for page in pages] == [404] * 4
    grant_access(file, organisation=other_organisation, viewer=viewer, now=now)
    assert [browser.get(page).status_code for page in pages] == [200] * 4
    assert browser.post(pages[0]).status_code == 404


def test_a_version_is_not_found_under_another_file(
    file: DecisionFile, organisation: Organisation, viewer: Viewer, now: datetime, browser: Client
) -> None:
    stored = kept(file, viewer, now)
    other = DecisionFile.objects.create(
        organisation=organisation, title="B", case_date=file.case_date, seed=1, created_at=now, changed_at=now
    )
    assert browser.get(address("analysis", other, stored.pk)).status_code == 404


def test_what_is_said_of_readiness_makes_a_new_version_and_is_told(
    organisation: Organisation, viewer: Viewer, now: datetime, browser: Client
) -> None:
    file = opened(organisation, viewer, now, *every_third_month(12))
    before = kept(file, viewer, now)
    said = {gate.slug: Answered("yes") for gate in answered_gates()}
    answer_readiness(file, answers=said, figures={}, expected_revision=0, viewer=viewer, now=now)
    after = kept(file, viewer, now)
    told = between(before, after)
    assert ([one.verdict for one in (before, after)], len(told.readiness), told.is_same_question) == (
        [VerdictAnswer.NOT_YET, VerdictAnswer.YES],
        # Four gates from unsure to yes, and the sign that operations are absent goes out.
        5,
        False,
    )
    assert (told.verdict_before[:10], told.verdict_after[:2]) == ("Ikke endnu", "Ja")
    page = browser.get(address("analysis", file, after.pk))
    assert page.context["page"].verdict.answer == "yes"
    assert [gate.is_shut for gate in page.context["ready"].gates] == [False] * 5
    assert 'id="readiness"' in page.content.decode()


def test_points_and_weights_of_criteria_are_shown_and_told_when_they_move(
    file: DecisionFile, viewer: Viewer, member: Person, now: datetime, browser: Client
) -> None:
    for one in (viewer, viewer_of(member)):
        score_readiness(file, scores={each.slug: Scored(2) for each in criteria()}, viewer=one, now=now)
    before = kept(file, viewer, now)
    for one in (viewer, viewer_of(member)):
        score_readiness(file, scores={"data": Scored(4)}, viewer=one, now=now)
    weights = standard_weights()
    weights["data"], weights["volume"] = weights["data"] + 2, weights["volume"] - 2
    weigh_readiness(file, weights=weights, expected_revision=0, viewer=viewer, now=now)
    after = kept(file, viewer, now)
    told = {one.name: (one.before, one.after) for one in between(before, after).readiness}
    data, volume = (criterion_words(slug) for slug in ("data", "volume"))
    assert told.keys() >= {f"{data}: point", f"{data}: vægt", f"{volume}: vægt"}
    assert (told[f"{data}: point"], told[f"{volume}: vægt"]) == (("2 af 4", "4 af 4"), ("10", "8"))

    page = browser.get(address("analysis", file, after.pk))
    shown = html.unescape(page.content.decode())
    ready = page.context["ready"]
    assert len(ready.criteria) == len(criteria())
    assert ready.robustness
    assert all(text in shown for text in (ready.robustness, data, "4 af 4"))
    sheet = openpyxl.load_workbook(io.BytesIO(model_workbook(after, language="da")))["Parathed"]
    rows = [row[:5] for row in sheet.iter_rows(values_only=True)]
    assert (_("Criterion"), data, "4 af 4", 7, 4) in rows
    assert any(ready.robustness in row for row in rows)


def test_a_choice_that_is_none_is_told(file: DecisionFile, viewer: Viewer, now: datetime, browser: Client) -> None:
    kept(file, viewer, now)
    change_assumptions(file, assumptions=Assumptions(shift=18), expected_revision=2, viewer=viewer, now=now)
    kept(DecisionFile.objects.get(pk=file.pk), viewer, now)
    plain, wrong = (browser.get(address("compare_analyses", file), data) for data in ({}, {"before": "x"}))
    assert ([plain.context["before"].number, plain.context["after"].number], "between" in wrong.context) == (
        [1, 2],
        False,
    )
    assert set(wrong.context["form"].errors) == {"before", "after"}


def test_the_list_asks_as_much_for_three_versions_as_for_one(
    file: DecisionFile, viewer: Viewer, now: datetime, browser: Client, assert_constant_queries: Constant
) -> None:
    def fill(count: int) -> None:
        values = Analysis.objects.filter(pk=kept(file, viewer, now).pk).values().get()
        latest = Analysis.objects.count()
        for number in range(latest + 1, latest + count + 1):
            Analysis.objects.create(**{**values, "id": uuid4(), "number": number})

    assert_constant_queries(fill, lambda: browser.get(address("analyses", file)))  # type: ignore[arg-type,return-value]
