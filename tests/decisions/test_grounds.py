"""What the numbers of a stored version are said to rest on stays as it was, whatever the next release says of them."""

import html
import io
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from maskinrum.decisions.actions import change_assumptions
from maskinrum.decisions.analysis import keeping, parameters
from maskinrum.decisions.analysis.assumptions import Assumptions, Range
from maskinrum.decisions.analysis.parameters import Shipped, shipped_now
from maskinrum.decisions.models import Analysis, DecisionFile
from maskinrum.decisions.reports.analyses import between
from maskinrum.decisions.reports.paper import model_workbook, paper_document
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.domain import load
from tests.decisions.making import address, by_length
from tests.decisions.test_analyses import kept

Browser = Callable[[Person | None], Client]
PARTNERSHIP = "strategic_partnership"
GRADED, CHANGED, DRIVING = "setup_cost", "running_cost", "price_level"
REASON = "Målt i ti partnerskaber."
TODAY = "dem, der gælder i dag"


@pytest.fixture
def file(file: DecisionFile, viewer: Viewer, now: datetime) -> DecisionFile:
    """The file with one number changed by hand."""
    own = Assumptions(overrides={(PARTNERSHIP, CHANGED): Range(1, 2, 3)})
    change_assumptions(file, assumptions=own, expected_revision=file.revision, viewer=viewer, now=now)
    return DecisionFile.objects.get(pk=file.pk)


@pytest.fixture
def stored(file: DecisionFile, viewer: Viewer, now: datetime) -> Analysis:
    """A version of it, stored with what ships today."""
    return Analysis.objects.get(pk=kept(file, viewer, now).pk)


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts a priors file in place that grades one number anew, and ships another value of the one changed by hand.

    ``renamed``: it calls the number that drives the answer something else, too, and states it in another unit.
    """
    priors = deepcopy(load("priors"))
    numbers = priors["models"][PARTNERSHIP]["parameters"]
    numbers[GRADED] |= {
        "basis": "evidence",
        "strength": "A",
        "evidence_ids": ["tc-01"],
        "da": REASON,
        "en": "Measured.",
    }
    numbers[CHANGED] |= {"family": "triangular", "params": {"a": 7.1, "m": 7.2, "b": 7.3}}

    def put(*, renamed: bool = False) -> None:
        if renamed:
            (named,) = [one for one in priors["parameters"] if one["slug"] == DRIVING]
            named |= {"da": "Omdøbt", "en": "Renamed"}
            numbers[DRIVING] |= {"unit": "months"}
        monkeypatch.setattr(parameters, "load", {"priors": priors}.get)
        made = parameters.shipped_now.__wrapped__()
        for module in (parameters, keeping):
            monkeypatch.setattr(module, "shipped_now", lambda: made)

    return put


def told(stored: Analysis, browser: Client) -> dict[str, Any]:
    """What page, paper and workbook say."""
    answer = browser.get(reverse("decisions:analysis", args=[stored.decision_file_id, stored.pk]))
    book = openpyxl.load_workbook(io.BytesIO(model_workbook(stored, language="da")))
    return {
        "page": html.unescape(answer.content.decode().partition('class="dims"')[2].partition("<section")[0]),
        "rests on": answer.context["page"].rests_on,
        "findings": answer.context["findings"],
        "between": between(stored, stored),
        "paper": paper_document(stored, language="da", address=""),
        "workbook": [list(sheet.values) for sheet in book],
    }


def test_another_release_changes_nothing_that_a_stored_version_says(
    stored: Analysis, manager: Person, client_of: Browser, release: Callable[..., None]
) -> None:
    before = told(stored, client_of(manager))
    release(renamed=True)
    after = told(stored, client_of(manager))
    assert [name for name, one in before.items() if one != after[name]] == []
    assert [TODAY in str(one) for one in after.values()] == [False] * len(after)


def test_what_drives_a_stored_version_that_kept_no_names_is_named_as_of_today(
    stored: Analysis, manager: Person, client_of: Browser, release: Callable[..., None]
) -> None:
    stored.shipped = None
    stored.save()
    release(renamed=True)
    assert "Omdøbt" in str(told(stored, client_of(manager))["findings"])


def test_a_number_that_is_gone_since_is_still_told_by_the_version_that_had_it_and_leads_nowhere(
    stored: Analysis, manager: Person, client_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = told(stored, client_of(manager))["findings"]
    entries = shipped_now().entries
    left = {slug: one for slug, one in entries[PARTNERSHIP].items() if slug != DRIVING}
    monkeypatch.setattr(parameters, "shipped_now", lambda: Shipped({**entries, PARTNERSHIP: left}))
    after = told(stored, client_of(manager))["findings"]
    assert after.advice == before.advice
    assert after.chart == before.chart
    page = client_of(manager).get(reverse("decisions:analysis", args=[stored.decision_file_id, stored.pk]))
    assert 'href=""' not in page.content.decode()
    gone = [old.name for old, new in zip(before.flips, after.flips, strict=True) if old.url != new.url]
    assert len(gone) == 1
    assert "Prisniveau" in gone[0]


def test_what_was_stored_before_this_was_kept_says_what_is_told_as_of_today(
    stored: Analysis, manager: Person, client_of: Browser, release: Callable[..., None]
) -> None:
    used = told(stored, client_of(manager))
    stored.shipped = None
    stored.save()
    release()
    after = told(stored, client_of(manager))
    assert [TODAY in str(after[name]) for name in ("page", "paper", "workbook")] == [True] * 3
    assert [REASON in str(one["workbook"]) for one in (used, after)] == [False, True]
    assert ["7,1" in one["page"] for one in (used, after)] == [False, True]
    # The values are those that it was calculated with.
    rows = [{shown.row.slug: shown for shown in one["rests on"].rows} for one in (used, after)]
    assert [one[GRADED].row.strength for one in rows] == ["D", "A"]
    values = [{slug: shown.in_force for slug, shown in one.items()} for one in rows]
    assert values[0] == values[1]


def test_what_is_said_of_every_number_comes_back_in_its_order_from_any_database() -> None:
    shipped = shipped_now()
    again = Shipped.from_json(by_length(shipped.to_json()))
    assert again == shipped
    assert [list(one) for one in again.entries.values()] == [list(one) for one in shipped.entries.values()]


def test_a_release_that_grades_a_number_anew_makes_a_new_version_and_is_told_between_the_two(
    file: DecisionFile, stored: Analysis, manager: Person, client_of: Browser, release: Callable[..., None]
) -> None:
    browser = client_of(manager)
    browser.post(address("analyses", file))
    assert Analysis.objects.count() == 2  # the first is on fewer futures
    browser.post(address("analyses", file))
    assert Analysis.objects.count() == 2
    release()
    browser.post(address("analyses", file))
    _first, before, after = Analysis.objects.order_by("number")
    with override("da"):
        found = between(before, after)
    (graded,) = [one for one in found.grounds if "engangs" in one.name.lower()]
    assert graded.after == "kilde; A; tc-01"
    assert not found.is_same_question
    page = browser.get(f"{address('compare_analyses', file)}?before={before.pk}&after={after.pk}")
    assert "kilde; A; tc-01" in page.content.decode()
