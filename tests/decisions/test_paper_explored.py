"""The board paper and the workbook where the longer calculation is done, and what a second press costs."""

import copy
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from pytest_django.fixtures import Settings

from maskinrum.decisions.actions import Answered, answer_readiness
from maskinrum.decisions.analysis.exploring import JudgedInside, explore
from maskinrum.decisions.analysis.exploring import explored as as_it_came_out
from maskinrum.decisions.analysis.keeping import plain
from maskinrum.decisions.analysis.readiness import answered_gates, standard_weights
from maskinrum.decisions.analysis.readiness.scoring import robustness, score_of
from maskinrum.decisions.models import Analysis, DecisionFile, Exploration
from maskinrum.decisions.reports.explored import explored_page
from maskinrum.decisions.reports.paper import model_workbook, paper_document
from maskinrum.decisions.reports.paper.stored import read_back
from maskinrum.decisions.reports.readiness_kept import readiness_said
from maskinrum.decisions.views import analyses
from maskinrum.engine.statistics import Estimate
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.documents import Grid, Heading, Paragraph, write_pdf, write_word
from tests.decisions.making import CASE_DATE, TAGET
from tests.decisions.packages import broken
from tests.decisions.test_analyses import address
from tests.decisions.test_paper import ADDRESS, NOTHING_SAID, analysed, text_of

Browser = Callable[[Person | None], Client]
SIXTY = tuple(
    replace(
        TAGET,
        name=f"Afdeling {n}",
        group=("tage", "facader", "")[n % 3],
        budget=Decimal(10 + n * 7 % 50),
        planned_start=date(CASE_DATE.year + n * 3 // 12 % 5, n * 3 % 12 + 1, 1),
    )
    for n in range(60)
)


@pytest.fixture(scope="module")
def stored() -> Analysis:
    """Sixty projects, on few futures."""
    return analysed(*SIXTY)


@pytest.fixture(scope="module")
def explored(stored: Analysis) -> dict[str, Any]:
    """What the longer calculation of it finds."""
    return explore(read_back(stored).case, stored.inputs, stored.result, lambda _done: None)


@pytest.mark.parametrize("language", ["da", "en"])
def test_with_sixty_projects_and_the_longer_calculation_it_has_six_to_ten_pages(
    stored: Analysis, explored: dict[str, Any], language: str
) -> None:
    made = write_pdf(paper_document(stored, language=language, address=ADDRESS, explored=explored))
    assert 6 <= len(pypdfium2.PdfDocument(made)) <= 10
    with override(language):
        assert _("Which projects belong inside, and what waiting costs") in text_of(made)
        assert _("What each project is forecast to come to") in text_of(made)


@pytest.mark.parametrize("language", ["da", "en"])
def test_with_points_for_every_criterion_too_it_has_no_more_than_ten_pages(
    stored: Analysis, explored: dict[str, Any], language: str
) -> None:
    weights = standard_weights()
    medians = dict.fromkeys(weights, 2.5)
    score = score_of(medians, weights)
    drawn = robustness(list(medians.values()), list(weights.values()), seed=1, draws=100)
    kept = replace(NOTHING_SAID, medians=medians, weights=weights, score=score, robustness=drawn, people=3)
    told = copy.copy(stored)
    told.readiness = plain(kept)
    made = write_pdf(paper_document(told, language=language, address=ADDRESS, explored=explored))
    assert 6 <= len(pypdfium2.PdfDocument(made)) <= 10
    with override(language):
        said = readiness_said(kept)
        text = text_of(made)
        costly = sorted(said.criteria, key=lambda one: -one.weight)[:3]
        assert [one.name in text for one in costly] == [True, True, True]
        assert _("Raise the points:") in text


def test_the_largest_are_forecast_in_their_order(stored: Analysis, explored: dict[str, Any]) -> None:
    blocks = paper_document(stored, language="en", address=ADDRESS, explored=explored).blocks
    place = blocks.index(Heading("What each project is forecast to come to", 2))
    grid = blocks[place + 1]
    assert isinstance(grid, Grid)
    largest = sorted(range(60), key=lambda n: -SIXTY[n].budget)[:8]
    assert [row[0] for row in grid.rows] == [f"Afdeling {n}" for n in sorted(largest)]
    forecast = explored["forecasts"]["strategic_partnership"][min(largest)]
    assert grid.rows[0][1] == str(round(100 * forecast["p_realised"]))


def test_projects_to_leave_out_are_named_and_many_counted(stored: Analysis, explored: dict[str, Any]) -> None:
    out = [{"row": row, "inside": False, "value": {"mean": -1.0, "se": 0.1}} for row in range(14)]
    left = {
        **explored,
        "inside": {**explored["inside"], "leave_out": list(range(14))},
        "judged": {"gain": {"mean": 9.0, "se": 0.5}, "left_out": out, "futures": 512},
    }
    blocks = paper_document(stored, language="en", address=ADDRESS, explored=left).blocks
    (words,) = [str(one.text) for one in blocks if isinstance(one, Paragraph) and "Leave these out" in str(one.text)]
    assert ("“Afdeling 11” and 2 more" in words, "Afdeling 12" in words) == (True, False)


def test_where_all_are_better_left_out_none_is_named(stored: Analysis, explored: dict[str, Any]) -> None:
    found = as_it_came_out(explored)
    inside = replace(found.inside, rows=(), leave_out=tuple(range(60)), gain=Estimate(4.4, 0.5))
    judged = JudgedInside(Estimate(3.3, 0.5), (), 512)
    with override("en"):
        page = explored_page(replace(found, inside=inside, judged=judged), read_back(stored).case)
    words = (
        "None of the projects belongs inside: with all of them out, the mean cost of the whole changes by DKK −3.3 m"
    )
    assert (page.sentence.replace("\u202f", " ").partition(" (")[0], page.leave_out) == (words, [])


@pytest.mark.parametrize(
    ("gain", "words"),
    [
        (Estimate(2.0, 0.1), "With two more like"),
        (Estimate(-2.0, 0.1), "Two more projects do not help, whatever they are like"),
        (Estimate(0.1, 0.1), "It cannot be told whether two more projects help"),
    ],
    ids=["helps", "harms", "within the error"],
)
def test_whether_two_more_help_is_said(gain: Estimate, words: str, stored: Analysis, explored: dict[str, Any]) -> None:
    found = as_it_came_out(explored)
    more = (replace(found.more[0], gain=gain), *found.more[1:])
    with override("en"):
        page = explored_page(replace(found, more=more), read_back(stored).case)
    assert page.more_sentence.startswith(words)


def test_where_it_is_not_calculated_the_paper_says_so(stored: Analysis) -> None:
    text = text_of(write_pdf(paper_document(stored, language="en", address=ADDRESS)))
    assert "had not been calculated for this version when the paper was made" in text
    assert "Add two like this" not in text


def test_the_workbook_has_contributions_and_every_forecast(stored: Analysis, explored: dict[str, Any]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(model_workbook(stored, language="en", explored=explored)))
    inside, forecasts = list(book["Belongs inside"].values), list(book["Forecasts"].values)
    assert len(inside) == 61
    assert inside[1][2] == pytest.approx(explored["inside"]["as_stated"][0]["value"]["mean"])
    assert len(forecasts) == 1 + 60 * len(explored["forecasts"])
    assert {type(value) for value in forecasts[1][2:10]} == {float}
    assert isinstance(forecasts[1][10], datetime)
    assert len(list(book["Starting later"].values)) == 5
    assert len(list(book["Two more"].values)) == 1 + len(explored["more"])


def refuse(*_given: object) -> None:
    raise AssertionError("it was calculated")


def test_a_second_press_calculates_nothing_until_something_has_changed(
    file: DecisionFile,
    viewer: Viewer,
    now: datetime,
    manager: Person,
    client_of: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    browser, press = client_of(manager), address("paper", file, "pdf")
    browser.post(press)
    with monkeypatch.context() as patched:
        patched.setattr(analyses, "answer", refuse)
        answer = browser.post(press)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    gates = {gate.slug: Answered("yes") for gate in answered_gates()}
    answer_readiness(file, answers=gates, figures={}, expected_revision=0, viewer=viewer, now=now)
    browser.post(press)
    assert [one.number for one in Analysis.objects.order_by("number")] == [1, 2]


def test_the_paper_of_a_version_has_what_was_calculated_about_it(
    file: DecisionFile, manager: Person, client_of: Browser
) -> None:
    browser = client_of(manager)
    browser.post(address("paper", file, "pdf"))
    kept = Analysis.objects.get()
    page = reverse("decisions:paper_of", args=[file.pk, kept.pk, "en", "pdf"])
    assert "had not been calculated" in text_of(browser.get(page).content)
    found = explore(read_back(kept).case, kept.inputs, kept.result, lambda _done: None)
    day = kept.created_at
    Exploration.objects.create(analysis=kept, state="done", result=found, started_at=day, beat_at=day)
    assert "What each project is forecast to come to" in text_of(browser.get(page).content)
    book = browser.get(reverse("decisions:model_of", args=[file.pk, kept.pk])).content
    with override("da"):
        assert _("Forecasts") in openpyxl.load_workbook(io.BytesIO(book)).sheetnames


def test_more_papers_than_there_may_be_in_a_minute_are_refused_and_nothing_is_stored(
    file: DecisionFile, manager: Person, client_of: Browser, settings: Settings
) -> None:
    settings.PAPERS_PER_MINUTE = 0
    answer = client_of(manager).post(address("paper", file, "pdf"))
    words = _("That was many papers and models in a short while. Wait a minute and fetch this one again.")
    assert (answer.status_code, words in answer.content.decode(), Analysis.objects.exists()) == (400, True, False)


@pytest.mark.parametrize("language", ["da", "en"])
def test_word_and_excel_are_as_the_standard_wants_them(
    stored: Analysis, explored: dict[str, Any], language: str
) -> None:
    document = paper_document(stored, language=language, address=ADDRESS, explored=explored)
    workbook = model_workbook(stored, language=language, explored=explored)
    assert (broken(write_word(document)), broken(workbook)) == ([], [])


def test_a_file_that_is_not_as_the_standard_wants_it_is_told(stored: Analysis) -> None:
    made = write_word(paper_document(stored, language="da", address=ADDRESS))
    spoiled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as file, zipfile.ZipFile(spoiled, "w") as other:
        for name in file.namelist():
            content = file.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:tblGrid>", b"<w:tblGrid><w:gridCol/>").replace(
                    b"<w:pPr>", b"<w:pPr><w:jc/>"
                )
            if not name.endswith(".png"):
                other.writestr(name, content)
    told = set(broken(spoiled.getvalue()))
    assert {"a row is not as wide as its table", "word/document.xml: pPr"} <= told
