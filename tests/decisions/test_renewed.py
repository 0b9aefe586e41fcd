"""Where newer evidence renews a number, the answer, what is stored of it and the papers say so and cite it."""

import html
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maskinrum.decisions.actions import change_assumptions
from maskinrum.decisions.analysis.assumptions import Assumptions, Range
from maskinrum.decisions.analysis.keeping import kept_case
from maskinrum.decisions.models import Analysis, DecisionFile
from maskinrum.decisions.reports.answer import answer_warnings
from maskinrum.decisions.reports.paper import model_workbook, paper_document
from maskinrum.decisions.reports.paper.stored import read_back
from maskinrum.knowledge.actions import keep_network_row, load_evidence
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.documents import Grid
from tests.decisions.test_analyses import kept
from tests.knowledge.evidence_rows import PROBE

Browser = Callable[[Person | None], Client]
ABOUT = ("strategic_partnership", "procurement_time")
IDS = ("net-a", "net-b")


@pytest.fixture(autouse=True)
def newer(db: None, now: datetime) -> None:
    """Two partnerships have lent what they measured about one number of the partnership."""
    load_evidence(now)
    for key, months in zip(IDS, (1.5, 2.0), strict=True):
        card = replace(PROBE, id=key, applies_to=ABOUT[0], parameter=ABOUT[1], unit="months")
        card = replace(card, estimate=months, standard_error=0.3)
        keep_network_row(key, card, reason="Lent.", now=now)


@pytest.fixture
def stored(file: DecisionFile, viewer: Viewer, now: datetime) -> Analysis:
    """A version that newer evidence is in, read from the database."""
    return Analysis.objects.get(pk=kept(file, viewer, now).pk)


def test_the_answer_says_it_and_marks_the_number(file: DecisionFile, manager: Person, client_of: Browser) -> None:
    answer = client_of(manager).get(reverse("decisions:file", args=[file.pk]))
    page = html.unescape(answer.content.decode())
    assert "Regnet med nyere kilder end dem, der følger med, til 1 tal:" in page
    (row,) = [one for one in answer.context["page"].rests_on.rows if one.is_renewed]
    assert (row.row.slug, row.source_ids, row.basis) == (ABOUT[1], IDS, "evidence")
    assert f"Nyere kilder er trådt i stedet for det, der følger med ({row.standard})." in page


def test_a_stored_version_says_it_and_shows_what_was_used(
    stored: Analysis, manager: Person, client_of: Browser
) -> None:
    assert kept_case(stored).renewed[ABOUT].card_ids == IDS
    page = client_of(manager).get(reverse("decisions:analysis", args=[stored.decision_file_id, stored.pk]))
    assert any("nyere kilder" in words for words in page.context["page"].warnings)


def test_where_a_person_knows_better_nothing_is_renewed(file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    own = Assumptions(overrides={ABOUT: Range(1, 2, 3)})
    file = change_assumptions(file, assumptions=own, expected_revision=file.revision, viewer=viewer, now=now) or file
    stored = kept(DecisionFile.objects.get(pk=file.pk), viewer, now)
    assert (stored.summary["renewed"], answer_warnings(read_back(stored).calculation)) == ({}, [])


def test_the_board_paper_cites_the_rows_it_is_pooled_from(stored: Analysis) -> None:
    document = paper_document(stored, language="en", address="")
    rows = [row for one in document.blocks if isinstance(one, Grid) for row in one.rows]
    (grounds,) = [row[2] for row in rows if str(row[-1]).startswith("newer evidence, pooled from [")]
    numbers = [int(part.strip("[]")) for part in str(grounds).split() if part.startswith("[")]
    measure = str(PROBE.measure_en)
    assert [document.sources[number - 1].text.startswith(measure) for number in numbers] == [True, True]


def test_the_workbook_marks_it_and_names_the_rows(stored: Analysis) -> None:
    with override("en"):
        book = openpyxl.load_workbook(io.BytesIO(model_workbook(stored, language="en")))
        sheet = book[_("Parameters")]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    marked = [row for row in rows if "newer evidence, pooled" in row]
    assert [", ".join(IDS) in row for row in marked] == [True]
