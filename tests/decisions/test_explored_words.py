"""What the longer calculation is said to have found: never more than its own error lets one tell."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from maskinrum.decisions.analysis.exploring import Estimate, Explored, JudgedInside, explored
from maskinrum.decisions.analysis.keeping import kept_case, plain
from maskinrum.decisions.models import Analysis
from maskinrum.decisions.reports.explored import ExploredPage, explored_page
from maskinrum.decisions.reports.paper.inside import inside
from maskinrum.decisions.reports.paper.stored import read_back
from maskinrum.shared.documents import Paragraph
from tests.decisions.test_stored_forms import FILES

FEW, SURE = Estimate(0.4, 0.5), Estimate(4.0, 0.5)


def told() -> tuple[Explored, Analysis]:
    """What a stored analysis of three projects found, and the analysis."""
    stored = json.loads(FILES[0].read_text(encoding="utf-8"))
    found = explored(stored.pop("exploration"))
    case_date = date.fromisoformat(stored.pop("case_date"))
    return found, Analysis(number=1, case_date=case_date, **stored)


def page_of(found: Explored, analysis: Analysis) -> ExploredPage:
    with override("en"):
        return explored_page(found, kept_case(analysis))


def leaving_out(gain: Estimate, values: Sequence[Estimate], judged: Estimate | None) -> ExploredPage:
    """The page where the search left out the first two of three; what it found itself was always sure of itself."""
    found, analysis = told()
    subset = replace(found.inside, rows=(2,), leave_out=(0, 1), gain=gain)
    left_out = tuple(
        replace(one, row=row, inside=False, value=value)
        for row, (one, value) in enumerate(zip(found.inside.as_stated, values, strict=False))
    )
    new = JudgedInside(judged, left_out, 2048) if judged else None
    return page_of(replace(found, inside=subset, judged=new), analysis)


@pytest.mark.parametrize(
    ("judged", "values", "said", "named"),
    [
        (SURE, [Estimate(-2.0, 0.2)] * 2, "The partnership is cheaper without 2 of the projects.", 2),
        (
            SURE,
            [Estimate(-2.0, 0.2), Estimate(-0.1, 0.2)],
            "The partnership is cheaper without one of the projects.",
            1,
        ),
        (SURE, [Estimate(-0.1, 0.2)] * 2, "The partnership is cheaper with fewer of the projects, but it cannot", 0),
        (FEW, [Estimate(-2.0, 0.2)] * 2, "It cannot be told whether the partnership is cheaper without any", 0),
        (Estimate(-4.0, 0.5), [Estimate(2.0, 0.2)] * 2, "No project can be told to be better left out", 0),
    ],
    ids=["both", "one of two", "not which", "within the error", "dearer"],
)
def test_only_what_can_be_told_on_other_futures_is_to_be_left_out(
    judged: Estimate, values: list[Estimate], said: str, named: int
) -> None:
    page = leaving_out(SURE, values, judged)
    assert (page.sentence[: len(said)], len(page.leave_out)) == (said, named)
    assert "2,048 futures that the search had not seen" in page.unsure


def test_a_project_of_which_it_cannot_be_told_is_named_as_such() -> None:
    page = leaving_out(SURE, [Estimate(-2.0, 0.2), Estimate(-0.1, 0.2)], SURE)
    _found, analysis = told()
    unsure = kept_case(analysis).facts[1].name
    assert f"it cannot be told whether that helps: “{unsure}”" in page.unsure


@pytest.mark.parametrize(("gain", "named"), [(SURE, 2), (FEW, 0)])
def test_what_was_stored_before_says_that_its_gain_was_measured_where_it_was_chosen(gain: Estimate, named: int) -> None:
    page = leaving_out(gain, [], None)
    assert (len(page.leave_out), "so it looks greater than it is" in page.unsure) == (named, True)


def test_a_board_paper_says_on_what_the_gain_was_measured() -> None:
    found, analysis = told()
    left = replace(found, inside=replace(found.inside, rows=(2,), leave_out=(0, 1), gain=FEW))
    with override("en"):
        blocks = list(inside(read_back(analysis, explored=plain(left))))
    texts = [str(one.text) for one in blocks if isinstance(one, Paragraph)]
    assert any("so it looks greater than it is" in text for text in texts)
    assert not any("Leave these out" in text for text in texts)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([Estimate(5.0, 0.2), Estimate(1.0, 0.2), Estimate(0.5, 0.2)], "gives the partnership most"),
        ([Estimate(1.2, 0.2), Estimate(1.0, 0.2), Estimate(0.5, 0.2)], "and others give the partnership about equally"),
        ([Estimate(0.2, 0.2), Estimate(0.1, 0.2), Estimate(0.0, 0.2)], "It cannot be told whether any project gives"),
        ([Estimate(-0.2, 0.2), Estimate(-1.0, 0.2), Estimate(-3.0, 0.2)], "No project gives the partnership anything"),
    ],
    ids=["most", "equally", "within the error", "none"],
)
def test_which_project_gives_most_is_said_where_it_can_be_told(values: list[Estimate], said: str) -> None:
    found, analysis = told()
    at_best = tuple(replace(one, value=value) for one, value in zip(found.inside.at_best, values, strict=True))
    page = page_of(replace(found, inside=replace(found.inside, at_best=at_best)), analysis)
    assert page.contributions is not None
    assert said in page.contributions.title


@pytest.mark.parametrize(
    ("means", "error", "said"),
    [
        (
            [1.0, 2.0, 3.0, 4.0],
            0.1,
            "Waiting saves nothing: starting 6 months later makes the partnership DKK 1.0 m dearer",
        ),
        ([1.0, 2.0, 3.0, 4.0], 1.0, "It cannot be told whether waiting pays: starting 6 months later changes"),
        ([-0.5, 2.0, 3.0, 4.0], 1.0, "It cannot be told whether waiting pays: starting 6 months later changes"),
        (
            [1.0, 2.0, -3.0, 4.0],
            0.5,
            "Waiting 18 months makes the partnership DKK 3.0 m cheaper on average (± DKK 1.0 m)",
        ),
    ],
    ids=["dearer", "some within the error", "cheaper within the error", "cheaper"],
)
def test_what_waiting_does_is_said_as_far_as_it_can_be_told(means: list[float], error: float, said: str) -> None:
    found, analysis = told()
    later = tuple(
        replace(one, against_now=replace(one.against_now, mean=mean, se=error))
        for one, mean in zip(found.later, means, strict=True)
    )
    sentence = page_of(replace(found, later=later), analysis).later_sentence.replace("\u202f", " ").replace("\xa0", " ")
    assert sentence.startswith(said)


def test_projects_that_stay_inside_within_the_error_are_counted() -> None:
    found, analysis = told()
    at_best = tuple(replace(one, value=Estimate(0.1, 0.2)) for one in found.inside.at_best)
    page = page_of(replace(found, inside=replace(found.inside, leave_out=(), at_best=at_best)), analysis)
    assert page.sentence.endswith("Of 3 it cannot be told whether they make a difference.")
