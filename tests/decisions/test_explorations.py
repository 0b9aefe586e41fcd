"""The longer calculation of a stored analysis: started once, done by a worker, stored, started again where one died."""

import html
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from maskinrum.decisions.actions import explorations, explore_analysis
from maskinrum.decisions.actions.explorations import work_on_exploration
from maskinrum.decisions.analysis import exploring, verdicts
from maskinrum.decisions.analysis.exploring import explored
from maskinrum.decisions.analysis.keeping import (
    engine_version,
    kept_case,
    kept_findings,
    kept_inputs,
    plain,
    this_machine,
)
from maskinrum.decisions.enums import WITHOUT_PARTNERSHIP, JobState
from maskinrum.decisions.models import Analysis, DecisionFile, Exploration
from maskinrum.decisions.queries import is_under_way
from maskinrum.decisions.reports.explored import explored_page
from maskinrum.decisions.reports.paper import paper_document
from maskinrum.decisions.reports.verdict import verdict_words
from maskinrum.decisions.views.files import case_of
from maskinrum.organisations.actions import grant_access
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.shared.documents import Paragraph
from maskinrum.shared.stopping import STOP
from tests.decisions.making import TAGET, opened
from tests.decisions.test_analyses import kept
from tests.decisions.test_paper import text_of

Browser = Callable[[Person | None], Client]


@pytest.fixture
def analysis(file: DecisionFile, viewer: Viewer, now: datetime) -> Analysis:
    """A stored version of the file."""
    return kept(file, viewer, now)


def address(analysis: Analysis) -> str:
    return reverse("decisions:exploration", args=[analysis.decision_file_id, analysis.pk])


def worked(job: Exploration) -> str:
    """Let a worker do the job as it was asked for."""
    return str(work_on_exploration.call(str(job.pk), str(job.claim)))


def test_what_comes_out_is_stored_and_read_back(analysis: Analysis, viewer: Viewer) -> None:
    job = explore_analysis(analysis, viewer=viewer, now=timezone.now())
    assert worked(job) == "done"
    stored = Exploration.objects.get()
    assert (stored.state, stored.done, stored.finished_at is not None) == (JobState.DONE, 100, True)
    assert (stored.engine_version, stored.machine) == (engine_version(), this_machine())
    found = explored(stored.result or {})
    assert [one.row for one in found.inside.at_best] == [0, 1, 2]
    assert [one.months for one in found.later] == [6, 12, 18, 24]
    assert found.reference in WITHOUT_PARTNERSHIP
    assert plain(found) == stored.result


def test_a_second_start_while_it_is_under_way_or_done_starts_nothing(
    analysis: Analysis, viewer: Viewer, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    now = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        first = explore_analysis(analysis, viewer=viewer, now=now)
        second = explore_analysis(analysis, viewer=viewer, now=now + timedelta(seconds=5))
    assert (second.claim, DBTaskResult.objects.count()) == (first.claim, 1)
    worked(first)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        third = explore_analysis(analysis, viewer=viewer, now=now + timedelta(days=1))
    assert (third.state, DBTaskResult.objects.count()) == (JobState.DONE, 1)
    assert AuditEvent.objects.filter(verb="explore_analysis").count() == 1


def test_one_that_went_silent_is_started_again_and_the_dead_one_writes_nothing(
    analysis: Analysis, viewer: Viewer
) -> None:
    now = timezone.now()
    first = explore_analysis(analysis, viewer=viewer, now=now)
    assert is_under_way(Exploration.objects.get(), now=now + timedelta(minutes=9))  # others stand before it
    Exploration.objects.update(state=JobState.RUNNING)  # its worker is killed here
    assert [is_under_way(Exploration.objects.get(), now=now + timedelta(seconds=s)) for s in (59, 60)] == [True, False]
    second = explore_analysis(analysis, viewer=viewer, now=now + timedelta(minutes=2))
    assert (second.claim == first.claim, second.state) == (False, JobState.WAITING)
    with pytest.raises(explorations._NotOursError):
        explorations._write(first, state=JobState.DONE)
    assert (worked(first), worked(second)) == ("taken", "done")


def test_the_search_runs_on_no_more_futures_than_its_worst_case_allows(analysis: Analysis) -> None:
    given = kept_inputs(replace(kept_case(analysis), futures=16_384), analysis.inputs | {"futures": 16_384})
    assert exploring._futures(given) == 1024


@pytest.mark.parametrize("compared", [("separate", "parallel_frameworks"), ("separate", "strategic_partnership")])
def test_projects_too_many_to_forecast_in_several_ways_are_forecast_in_one(
    analysis: Analysis, compared: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exploring, "FORECAST_PROJECTS", 2)
    inputs = analysis.inputs | {"alternatives": list(compared)}
    given = kept_inputs(kept_case(analysis), inputs)
    found = exploring._forecasts(given, compared[1], lambda _done, _total: None)
    assert {slug: len(each) for slug, each in found.items()} == {compared[1]: 3}


def test_one_whose_file_is_removed_meanwhile_ends_quietly(
    analysis: Analysis, viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = explore_analysis(analysis, viewer=viewer, now=timezone.now())
    monkeypatch.setattr(explorations, "LEAST_PAUSE", timedelta(0))
    real = exploring.explore

    def removed(*given: object) -> object:
        analysis.decision_file.delete()
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(explorations, "explore", removed)
    assert (worked(job), Exploration.objects.count()) == ("superseded", 0)


def test_a_worker_that_has_to_stop_puts_it_back(analysis: Analysis, viewer: Viewer) -> None:
    job = explore_analysis(analysis, viewer=viewer, now=timezone.now())
    STOP.set()
    try:
        assert worked(job) == "put back"
    finally:
        STOP.clear()
    assert (Exploration.objects.get().state, DBTaskResult.objects.count()) == (JobState.WAITING, 1)
    assert worked(job) == "done"


def test_what_breaks_fails_and_may_be_started_again(
    analysis: Analysis, viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exploring, "calculate_break_even", None)
    job = explore_analysis(analysis, viewer=viewer, now=timezone.now())
    assert (worked(job), Exploration.objects.get().state) == ("failed", JobState.FAILED)
    assert explore_analysis(analysis, viewer=viewer, now=timezone.now()).state == JobState.WAITING


@pytest.mark.parametrize(
    "other",
    [
        lambda stored: {"inputs": {**stored.inputs, "priors": {}}},
        lambda stored: {"inputs": {**stored.inputs, "sha256": "0" * 64}},
        lambda stored: {"result": {**stored.result, "result": {**stored.result["result"], "evpi": -1.0}}},
    ],
    ids=["cannot be read", "another question", "another answer"],
)
def test_what_this_engine_reads_or_answers_otherwise_is_refused(
    analysis: Analysis, viewer: Viewer, manager: Person, client_of: Browser, other: Callable[[Analysis], dict[str, Any]]
) -> None:
    Analysis.objects.update(**other(analysis))
    job = explore_analysis(analysis, viewer=viewer, now=timezone.now())
    assert worked(job) == "refused"
    stored = Exploration.objects.get()
    assert (stored.state, stored.result, stored.engine_version) == (JobState.REFUSED, None, "")
    page = html.unescape(client_of(manager).get(address(analysis)).content.decode())
    assert ("Beregneren regner anderledes i dag" in page, _("Start it again") in page) == (True, False)
    assert explore_analysis(analysis, viewer=viewer, now=timezone.now()).state == JobState.WAITING


def test_page_and_papers_name_the_engine_and_the_machine_it_was_made_with(
    analysis: Analysis, viewer: Viewer, manager: Person, client_of: Browser
) -> None:
    worked(explore_analysis(analysis, viewer=viewer, now=timezone.now()))
    Exploration.objects.update(engine_version="9.8.7", machine={"processor": "riscv", "numpy": "7.6"})
    browser = client_of(manager)
    words = "9.8.7 (Processor riscv, NumPy 7.6)"
    assert words in browser.get(address(analysis)).content.decode()
    names = [analysis.decision_file_id, analysis.pk]
    paper = text_of(browser.get(reverse("decisions:paper_of", args=[*names, "da", "pdf"])).content)
    assert f"Den længere beregning er lavet med beregnerens version {words}." in paper
    assert f"beregnerens version {analysis.engine_version} (Processor {analysis.machine['processor']}, " in paper
    book = openpyxl.load_workbook(io.BytesIO(browser.get(reverse("decisions:model_of", args=names)).content))
    assert [_("Longer calculation: engine and machine"), words] in [
        list(row) for row in book.worksheets[0].iter_rows(max_col=2, values_only=True)
    ]


def test_progress_is_written_and_never_falls(analysis: Analysis, file: DecisionFile) -> None:
    told: list[int] = []
    exploring.explore(replace(case_of(file), futures=256), analysis.inputs, analysis.result, told.append)
    assert (told == sorted(told), told[-1], len(set(told)) >= 4) == (True, 100, True)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ((TAGET,), "Every project that may go in belongs in: none is cheaper to leave out."),
        (
            (replace(TAGET, eligible=False),),
            "No project may go into an agreement, so there is nothing to choose between.",
        ),
    ],
    ids=["one", "none may go in"],
)
def test_a_small_portfolio_is_answered_too(
    organisation: Organisation, viewer: Viewer, now: datetime, facts: tuple[ProjectFacts, ...], sentence: str
) -> None:
    file = opened(organisation, viewer, now, *facts, title="Lille")
    stored = kept(file, viewer, now)
    job = explore_analysis(stored, viewer=viewer, now=timezone.now())
    assert worked(job) == "done"
    found = explored(Exploration.objects.get().result or {})
    with override("en"):
        page = explored_page(found, replace(case_of(file), futures=256))
    assert (page.sentence, page.leave_out) == (sentence, [])


def test_the_page_starts_follows_and_shows(analysis: Analysis, manager: Person, client_of: Browser) -> None:
    browser = client_of(manager)
    assert b'<form method="post" action="' + address(analysis).encode() in browser.get(address(analysis)).content
    under_way = browser.post(address(analysis), follow=True)
    page = under_way.content.decode()
    marks = ('data-hx-trigger="every 1s"', 'http-equiv="refresh"', "<progress")
    assert [mark in page for mark in marks] == [True, True, True]
    worked(Exploration.objects.get())
    done = browser.get(address(analysis))
    shown = html.unescape(done.content.decode())
    assert ("every 1s" in shown, done.context["page"].later_sentence in shown) == (False, True)
    lines = [*done.context["page"].more, *done.context["page"].later]
    # Both say their unit: a change below a million stands in kroner.
    assert {cell.endswith("kr.") for line in lines for cell in (line.change, line.error)} == {True}


def test_of_a_portfolio_too_large_to_be_searched_at_once_it_states_the_whole_verdict(
    file: DecisionFile,
    viewer: Viewer,
    now: datetime,
    manager: Person,
    client_of: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(verdicts, "SEARCH_PROJECTS", 2)
    stored = kept(file, viewer, now)
    untried = kept_findings(stored.findings)
    assert untried is not None
    assert not untried.leaving_out_is_tried
    worked(explore_analysis(stored, viewer=viewer, now=timezone.now()))
    result = Exploration.objects.get().result or {}
    whole = explored(result).completed(untried)
    assert whole is not None
    assert [one.change for one in whole.changed] == ["best_subset", *(one.change for one in untried.changed)]
    words = verdict_words(whole.weighed)
    assert words is not None
    shown = html.unescape(client_of(manager).get(address(stored)).content.decode())
    assert words.clause in shown
    version = reverse("decisions:analysis", args=[stored.decision_file_id, stored.pk])
    assert words.sentence in html.unescape(client_of(manager).get(version).content.decode())
    # The board reads that verdict, and where it comes from; without the longer calculation, that it is not tried.
    with override("en"):
        texts = [
            [str(one.text) for one in paper_document(stored, language="en", address="", explored=came).blocks
             if isinstance(one, Paragraph)]
            for came in (None, result)
        ]  # fmt: skip
    assert [any("has not been tried here" in text for text in told) for told in texts] == [True, False]
    assert [any("was tried in the longer calculation" in text for text in told) for told in texts] == [False, True]


@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.FAILED])
def test_one_that_stopped_says_so_and_can_be_started_again(
    analysis: Analysis, manager: Person, client_of: Browser, state: JobState
) -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    Exploration.objects.create(analysis=analysis, state=state, claim=uuid4(), started_at=long_ago, beat_at=long_ago)
    page = client_of(manager).get(address(analysis)).content.decode()
    assert (_("Start it again") in page, 'class="notice notice-error"' in page) == (True, True)


def test_a_guest_reads_what_came_out_and_starts_nothing(
    analysis: Analysis,
    viewer: Viewer,
    now: datetime,
    outsider: Person,
    other_organisation: Organisation,
    client_of: Browser,
) -> None:
    browser = client_of(outsider)
    assert [browser.get(address(analysis)).status_code, browser.post(address(analysis)).status_code] == [404, 404]
    grant_access(analysis.decision_file, organisation=other_organisation, viewer=viewer, now=now)
    assert [browser.get(address(analysis)).status_code, browser.post(address(analysis)).status_code] == [200, 404]
    assert Exploration.objects.count() == 0
