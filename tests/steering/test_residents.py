"""What residents answered: means that tell of no single one of them, however often they are written."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.shared.errors import DomainError
from maskinrum.steering.actions import place_projects, remove_placement
from maskinrum.steering.models import AnswersTold, Placement
from tests.steering.boards import Running, running

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FIVE: dict[str, Any] = {"satisfaction": Decimal("3.41"), "nuisance": Decimal("2.73"), "resident_answers": 35}


@pytest.fixture
def board(now: datetime) -> Running:
    """A project whose residents have been asked."""
    found = running(now)
    found.place("Nordvej", by="east", **FIVE)
    return found


def tried(board: Running, **given: Any) -> bool:
    """Whether it may be written."""
    try:
        board.say(Placement.objects.get(), **given)
    except DomainError as error:
        return error.field != "resident_answers"
    return True


@pytest.mark.parametrize(
    ("answers", "is_kept"), [(34, False), (35, True), (36, False), (39, False), (40, True), (300, True)]
)
def test_a_mean_is_written_anew_when_five_more_have_answered(board: Running, answers: int, is_kept: bool) -> None:
    """Of 35 answers and of 36 the means tell the last: 36 times the one less 35 times the other."""
    assert tried(board, satisfaction=Decimal("3.46"), resident_answers=answers) is is_kept
    assert (Placement.objects.get().resident_answers == answers) is is_kept


CLEARED: dict[str, Any] = {"satisfaction": None, "nuisance": None, "resident_answers": None}


@pytest.mark.parametrize(
    ("answers", "is_kept"), [(31, False), (34, False), (35, True), (36, False), (30, True), (40, True)]
)
def test_means_that_were_cleared_have_been_read_all_the_same(board: Running, answers: int, is_kept: bool) -> None:
    """A number that was quite wrong is put right; one that is nearly the same would tell of single residents."""
    assert tried(board, **CLEARED)
    assert tried(board, **FIVE | {"resident_answers": answers}) is is_kept


def test_neither_a_detour_nor_taking_the_project_off_the_board_makes_them_forgotten(board: Running) -> None:
    assert tried(board, **FIVE | {"resident_answers": 60})
    assert not tried(board, **FIVE | {"resident_answers": 36})
    row = Placement.objects.select_related("project").get()
    remove_placement(row, viewer=board.viewer("client"), now=board.now)
    place_projects(board.board, projects=[row.project], viewer=board.viewer("client"), now=board.now)
    assert [n for n in (35, 36, 59, 60, 61, 65) if tried(board, **FIVE | {"resident_answers": n})] == [35, 60, 65]


def test_what_is_written_while_a_project_is_taken_off_is_not_forgotten(board: Running) -> None:
    opened = Placement.objects.select_related("project__answers_told").get()
    assert tried(board, **FIVE | {"resident_answers": 60})
    remove_placement(opened, viewer=board.viewer("client"), now=board.now)
    remove_placement(opened, viewer=board.viewer("client"), now=board.now)  # pressed twice
    assert (AnswersTold.objects.get().counts, Placement.objects.count()) == ([35, 60], 0)


def test_what_stood_there_before_numbers_were_remembered_counts_as_well(board: Running) -> None:
    AnswersTold.objects.all().delete()
    assert tried(board, **CLEARED)
    assert not tried(board, **FIVE | {"resident_answers": 36})


def test_the_form_says_so_at_the_number_and_a_file_names_the_cell(
    board: Running, client_of: Callable[[Person | None], Client]
) -> None:
    row = Placement.objects.get()
    browser, slug = client_of(board.people["client"]), board.partnership.slug
    typed = {"inside": "yes", "approval": "scheme_a", "satisfaction": "3,46", "resident_answers": "36"}
    answer: Any = browser.post(reverse("steering:edit_project", args=[slug, row.pk]), typed)
    assert (list(answer.context["form"].errors), answer.context["form"]["satisfaction"].value()) == (
        ["resident_answers"], "3,46",
    )  # fmt: skip
    pasted = "Projekt\tBeboere, der svarede\nNordvej\t36"
    answer = browser.post(reverse("steering:board_read", args=[slug]), {"pasted": pasted})
    assert "Skriv nye, når 40 har svaret" in answer.content.decode()


def test_the_log_keeps_no_mean_that_a_later_one_could_be_held_against(board: Running) -> None:
    board.say(Placement.objects.get(), satisfaction=Decimal("3.97"), resident_answers=61)
    said = str(list(AuditEvent.objects.values_list("verb", "changes")))
    assert "satisfaction" in said
    assert [text for text in ("3.41", "3.97", "2.73", "'35'", "'61'") if text in said] == []
