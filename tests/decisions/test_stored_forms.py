"""Analyses stored by earlier versions of Maskinrum are read and shown for as long as they are kept.

Each file of ``stored`` is an analysis of three projects with its longer calculation, as the database held it in the
month it is named after. When the form changes, a file is added, and none is changed.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.decisions.analysis.comparing import calculate_again
from maskinrum.decisions.analysis.keeping import PARTS, kept_case, kept_inputs, kept_readiness, read
from maskinrum.decisions.enums import JobState
from maskinrum.decisions.models import Analysis, DecisionFile, Exploration
from maskinrum.organisations.models import Person
from tests.decisions.test_paper import text_of

FILES = sorted((Path(__file__).parent / "stored").glob("*.json"))
PAGES = ("analysis", "analysis_again", "exploration", "model_of", "hindsight")


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def stored(request: pytest.FixtureRequest, file: DecisionFile, now: Any) -> Analysis:
    """A version of a file, in the form of that month."""
    told = json.loads(request.param.read_text(encoding="utf-8"))
    longer, explored_with = told.pop("exploration"), told.pop("explored_with", {})
    day = date.fromisoformat(told.pop("case_date"))
    analysis = Analysis.objects.create(decision_file=file, number=1, created_at=now, case_date=day, **told)
    given = {"started_at": now, "beat_at": now, "finished_at": now, **explored_with}
    Exploration.objects.create(analysis=analysis, state=JobState.DONE, result=longer, **given)
    return analysis


def test_there_is_a_stored_analysis_of_each_form() -> None:
    assert [file.stem for file in FILES] == ["2026-11", "2026-11b", "2026-11c", "2026-11d", "2026-11e"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_what_was_stored_is_shown(page: str, stored: Analysis, manager: Person, client_of: Any) -> None:
    browser: Client = client_of(manager)
    answer = browser.get(reverse(f"decisions:{page}", args=[stored.decision_file_id, stored.pk]))
    assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_its_board_paper_is_made(kind: str, stored: Analysis, manager: Person, client_of: Any) -> None:
    address = reverse("decisions:paper_of", args=[stored.decision_file_id, stored.pk, "da", kind])
    assert client_of(manager).get(address).status_code == 200


@pytest.mark.django_db
def test_what_its_longer_calculation_was_made_with_and_what_is_told_as_of_today_is_said(
    stored: Analysis, manager: Person, client_of: Any
) -> None:
    browser: Client = client_of(manager)
    names = [stored.decision_file_id, stored.pk]
    version = Exploration.objects.get().engine_version
    known, unknown = f"længere beregning er lavet med beregnerens version {version} (", "er lavet med, vides ikke"
    assert (version == "") == (stored.shipped is None)
    page = browser.get(reverse("decisions:exploration", args=names)).content.decode()
    paper = text_of(browser.get(reverse("decisions:paper_of", args=[*names, "da", "pdf"])).content)
    assert [(known in text, unknown in text) for text in (page, paper)] == [(version != "", version == "")] * 2
    assert ("Versionen er gemt, før vi gemte, hvad tallene hviler på." in paper) == (stored.shipped is None)


@pytest.mark.django_db
@pytest.mark.parametrize("left_out", [True, False])
def test_it_is_said_of_what_was_left_out_where_it_was_judged_on_futures_the_search_had_seen(
    left_out: bool, stored: Analysis, manager: Person, client_of: Any
) -> None:
    assert stored.findings
    subset = stored.findings["changed"][0]
    seen = "unseen" not in subset
    if left_out:
        subset["standing"]["difference"]["mean"] -= 1
        stored.save()
    names = [stored.decision_file_id, stored.pk]
    page = client_of(manager).get(reverse("decisions:analysis", args=names)).content.decode()
    assert ("den linje kan se bedre ud" in page) == (left_out and seen)


@pytest.mark.django_db
def test_its_inputs_are_those_that_were_calculated(stored: Analysis) -> None:
    inputs = kept_inputs(kept_case(stored), stored.inputs)
    assert [project.name for project in inputs.portfolio.projects] == [
        row["name"] for row in stored.inputs["portfolio"]
    ]


@pytest.mark.django_db
def test_the_same_numbers_come_out_of_it_today(stored: Analysis) -> None:
    """Whoever changes what is drawn, or from which stream, meets this before the members meet it."""
    grounds = kept_readiness(stored.readiness).grounds
    again = calculate_again(kept_case(stored), stored.inputs, stored.result, stored.findings, grounds)
    assert again.same_inputs
    found = {part.part: (part.figures > 0, part.apart) for part in again.deviations}
    assert found == dict.fromkeys((*PARTS, "findings"), (True, 0))


@dataclass(frozen=True)
class Younger:
    """What became of a stored pair: one field is new."""

    name: str
    added: int = 7


def test_a_younger_field_takes_its_default_and_one_that_is_gone_is_passed_over() -> None:
    assert read(Younger, {"name": "Taget", "gone": 1}) == Younger("Taget", 7)


def test_a_field_without_a_default_that_was_not_stored_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        read(Younger, {"added": 3})
