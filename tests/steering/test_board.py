"""What a board says, and who changes what on it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from maskinrum.evaluation.queries import evaluated_partnerships
from maskinrum.evaluation.queries.rounds import may_evaluate
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Department, Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.partnerships.enums import ApprovalState, Inside, ProjectEnd
from maskinrum.partnerships.facts import Outcome
from maskinrum.partnerships.models import Project
from maskinrum.partnerships.queries import current_projects, partnerships
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from maskinrum.steering.actions import change_board, open_board, place_projects, remove_placement
from maskinrum.steering.actions.board_warnings import warn_of_boards
from maskinrum.steering.facts.board import CallOffFacts
from maskinrum.steering.models import Board, BoardWarning, CallOff, Placement
from maskinrum.steering.queries import (
    boards,
    placement_at,
    placement_version,
    projects_at,
    projects_to_add,
    seat_at,
    without_board,
)
from maskinrum.steering.queries.board import board_or_opening
from maskinrum.steering.queries.reaching import own_partnerships, takes_part
from tests.partnerships.entries import added, entry_facts
from tests.steering.boards import Running, running, signed

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def board(now: datetime) -> Running:
    """A board with nothing on it."""
    return running(now, maximum=Decimal(400))


def at(board: Running, name: str, *rest: object) -> str:
    """An address of the board."""
    return reverse(f"steering:{name}", args=[board.partnership.slug, *rest])


def test_the_parties_and_those_who_call_off_sit_at_the_board(board: Running) -> None:
    seated = {name for name in board.people if boards(board.viewer(name)).exists()}
    assert seated == {"client", "east", "west", "drawing", "caller"}


def test_the_board_leads_only_parties_to_what_parties_read(
    board: Running, client_of: Callable[[Person | None], Client]
) -> None:
    pages = {name: client_of(person).get(at(board, "board")) for name, person in board.people.items()}
    led = {name for name, page in pages.items() if at(board, "decisions") in page.content.decode()}
    assert led == {"client", "east", "west", "drawing"}


def test_what_the_client_closes_is_closed_to_the_other_parties(now: datetime) -> None:
    shut = running(now, visibility=Visibility.ORGANISATION)
    assert {name for name in shut.people if boards(shut.viewer(name)).exists()} == {"client"}


@pytest.mark.parametrize("visibility", Visibility)
def test_what_an_entry_says_of_its_board_is_what_the_board_asks(now: datetime, visibility: Visibility) -> None:
    world = running(now, visibility=visibility)
    other = added(entry_facts(client="Firmaet client", contractor="Firmaet east"), slug="uden-tavle")
    for viewer in (VISITOR, *map(world.viewer, world.people)):
        for row in (world.partnership, other):
            sits, opens = boards(viewer).filter(partnership=row), without_board(viewer).filter(pk=row.pk)
            assert board_or_opening(viewer, row) == (sits.exists(), opens.exists())
            assert takes_part(viewer, row) == own_partnerships(viewer).filter(pk=row.pk).exists()
            if row in partnerships(viewer, now=now):
                assert may_evaluate(viewer, row) == (row in evaluated_partnerships(viewer, now=now))


def test_only_the_client_opens_a_board_and_only_one(board: Running) -> None:
    with pytest.raises(DomainError, match=r"\S"):
        open_board(board.partnership, maximum=None, viewer=board.viewer("client"), now=board.now)
    board.board.delete()
    offered = {name for name in board.people if without_board(board.viewer(name)).exists()}
    assert offered == {"client"}


def test_the_client_changes_every_project_and_its_owner_its_own(board: Running) -> None:
    own, theirs = board.place("Nordvej"), board.place("Kaldevej", of="caller")
    may = {
        name: {one.name for one in projects_at(seat_at(board.viewer(name), board.partnership.slug)) if one.may_edit}
        for name in ("client", "caller", "east")
    }
    assert may == {"client": {own.project.name, theirs.project.name}, "caller": {"Kaldevej"}, "east": set()}
    seat = seat_at(board.viewer("caller"), board.partnership.slug)
    assert placement_at(seat, theirs.pk) == theirs


def test_a_project_on_the_list_of_another_is_its_departments_too(board: Running) -> None:
    row = board.place("Nordvej")
    department = Department.objects.create(organisation=board.organisations["caller"], number="1", name="Egeparken")
    Project.objects.filter(pk=row.project_id).update(department=department)
    (one,) = projects_at(seat_at(board.viewer("caller"), board.partnership.slug))
    assert (one.may_edit, one.is_priced) == (True, True)


def test_a_project_stands_once_and_stays_on_its_list(board: Running) -> None:
    row, viewer = board.place("Nordvej"), board.viewer("client")
    assert place_projects(board.board, projects=[row.project], viewer=viewer, now=board.now) == []
    remove_placement(row, viewer=viewer, now=board.now)
    assert [one.name for one in current_projects(board.organisations["client"])] == ["Nordvej"]
    assert list(projects_to_add(seat_at(viewer, board.partnership.slug))) == [row.project]


def test_what_became_of_a_project_is_written_on_the_project(board: Running) -> None:
    over = Outcome(ProjectEnd.HANDED_OVER, date(2026, 6, 1), Decimal("43.5"))
    row = board.place("Nordvej", outcome=over, approval=ApprovalState.SCHEME_C)
    project = row.project
    assert (project.end, project.outturn, project.approval) == ("handed_over", Decimal("43.5"), "scheme_c")


def test_nobody_overwrites_what_a_colleague_wrote_on_board_or_list(board: Running) -> None:
    row = board.place("Nordvej")
    version = placement_version(row)
    row.project.approval = ApprovalState.SCHEME_B
    row.project.save(update_fields=["approval"])
    assert placement_version(row) != version
    with pytest.raises(DomainError, match=r"\S"):
        change_board(
            board.board, maximum=None, option="", option_decided_on=None, expected_revision=0,
            viewer=board.viewer("client"), now=board.now,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"inside": "no"}, "reason"),
        ({"satisfaction": "4", "resident_answers": "4"}, "resident_answers"),
        ({"reused": "5", "decided": "4"}, "reused"),
        ({"outturn": "40"}, "end"),
        ({"asked_on-0": "2026-03-01", "signed_on-0": "2026-02-01", "title-0": ""}, "signed_on-0"),
        ({"defects": "mange"}, "defects"),
    ],
)
def test_a_broken_rule_stands_at_its_field_and_nothing_typed_is_lost(
    given: dict[str, str], field: str, board: Running, client_of: Callable[[Person | None], Client]
) -> None:
    row = board.place("Nordvej")
    empty = dict.fromkeys(("ready_on-0", "value-0"), "") if field == "signed_on-0" else {}
    typed = {"inside": "yes", "approval": "scheme_a", "co2_per_m2": "5,25"} | empty | given
    answer = client_of(board.people["client"]).post(at(board, "edit_project", row.pk), typed)
    form = answer.context["form"]
    assert (list(form.errors), form["co2_per_m2"].value()) == ([field], "5,25")
    assert Placement.objects.get().co2_per_m2 is None


def test_a_form_saves_call_offs_and_the_next_one_is_told_of_a_newer_version(
    board: Running, client_of: Callable[[Person | None], Client]
) -> None:
    row = board.place("Nordvej")
    typed = {"inside": "yes", "approval": "scheme_a", "version": placement_version(row), "reason": ""}
    typed |= {"title-0": "Etape 1", "ready_on-0": "2026-02-01", "asked_on-0": "", "signed_on-0": "", "value-0": "12,5"}
    browser = client_of(board.people["client"])
    assert browser.post(at(board, "edit_project", row.pk), typed).status_code == 302
    (call_off,) = row.call_offs.all()
    assert (call_off.title, call_off.value) == ("Etape 1", Decimal("12.5"))
    again = browser.post(at(board, "edit_project", row.pk), typed | {"defects": "7"})
    assert (again.status_code, again.context["form"]["defects"].value()) == (200, "7")
    assert Placement.objects.get().defects is None


def test_the_board_asks_the_same_of_the_database_however_many_projects(
    board: Running,
    client_of: Callable[[Person | None], Client],
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], HttpResponse]], None],
) -> None:
    made = iter(range(10))
    browser = client_of(board.people["client"])

    def make(count: int) -> None:
        for _one in range(count):
            board.place(f"Vej {next(made)}", by="east", call_offs=signed())

    assert_constant_queries(make, lambda: browser.get(at(board, "board")))  # type: ignore[arg-type,return-value]


def upload(browser: Client, board: Running, text: str, **more: str) -> HttpResponse:
    """Send a table."""
    return browser.post(at(board, "board_read"), {"pasted": text, **more})  # type: ignore[return-value]


def test_a_file_is_shown_before_it_is_written(board: Running, client_of: Callable[[Person | None], Client]) -> None:
    board.place("Nordvej", defects=3)
    browser = client_of(board.people["client"])
    text = "Projekt\tMangler ved aflevering\tEntreprenør\nNordvej\t12\tFirmaet east"
    shown = upload(browser, board, text)
    reading = shown.context["reading"]  # type: ignore[attr-defined]
    assert [(one.field, one.before, one.after) for one in reading.changes] == [
        ("Entreprenør", "", "Firmaet east"),
        ("Mangler ved aflevering", "3", "12"),
    ]
    assert Placement.objects.get().defects == 3
    assert upload(browser, board, reading.text, confirm=reading.digest).status_code == 302
    row = Placement.objects.get()
    assert (row.defects, row.contractor) == (12, board.organisations["east"])


def test_a_file_that_a_colleague_was_quicker_than_is_shown_anew(
    board: Running, client_of: Callable[[Person | None], Client]
) -> None:
    row = board.place("Nordvej")
    browser = client_of(board.people["client"])
    text = "Projekt\tMangler ved aflevering\nNordvej\t12"
    digest = upload(browser, board, text).context["reading"].digest  # type: ignore[attr-defined]
    board.say(row, defects=2)
    answer = upload(browser, board, text, confirm=digest)
    assert (answer.status_code, Placement.objects.get().defects) == (200, 2)
    assert answer.context["refused"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Projekt\tMangler ved aflevering\nNordvej\tmange", "Række 2, kolonne B"),
        ("Projekt\tEntreprenør\nNordvej\tEn anden", "Række 2, kolonne B"),
        ("Projekt\tMangler ved aflevering\nFremmedvej\t3", "Række 2, kolonne A"),
        ("Projekt\tMangler ved aflevering\nNordvej\t3\nNordvej\t4", "Række 3, kolonne A"),
        ("Projekt\tBegrundelse\tUnder aftalen\nNordvej\t\tUden for aftalen", "Række 2"),
    ],
)
def test_what_does_not_hold_is_named_by_row_and_column_and_nothing_is_written(
    text: str, place: str, board: Running, client_of: Callable[[Person | None], Client]
) -> None:
    board.place("Nordvej")
    reading = upload(client_of(board.people["client"]), board, text).context["reading"]  # type: ignore[attr-defined]
    assert [str(one).startswith(place) for one in reading.problems] == [True]
    assert Placement.objects.get().revision == 2 - 1


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_fetched_says_nothing_new_when_it_is_read(
    kind: str, board: Running, client_of: Callable[[Person | None], Client]
) -> None:
    over = Outcome(ProjectEnd.HANDED_OVER, date(2026, 6, 1), Decimal("43.25"))
    board.place(
        "Nordvej", by="east", outcome=over, call_offs=signed("40.125"), satisfaction=Decimal("4.2"), resident_answers=9
    )
    board.place("Vestvej", inside=Inside.NO, reason="Brand", scheme_b_start=date(2027, 1, 4))
    browser = client_of(board.people["client"])
    content = b"".join(browser.get(at(board, "board_export", kind)))
    file = SimpleUploadedFile(f"tavle.{kind}", content)
    reading = browser.post(at(board, "board_read"), {"file": file}).context["reading"]
    assert ([str(one) for one in reading.problems], reading.changes, reading.unused) == ([], [], [])


def two_sheets(board: Running, browser: Client, change: Callable[[Any, Any], None]) -> SimpleUploadedFile:
    """The board as it is fetched, changed in Excel: ``change`` gets the sheet of projects and that of call-offs."""
    book = load_workbook(BytesIO(b"".join(browser.get(at(board, "board_export", "xlsx")))))
    change(*book.worksheets)
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("tavle.xlsx", out.getvalue())


def twice_called(board: Running) -> Placement:
    """A project with two call-offs."""
    first = CallOffFacts(title="Tag", ready_on=date(2025, 1, 6), signed_on=date(2025, 2, 3), value=Decimal("40.125"))
    second = CallOffFacts(title="Facade", ready_on=date(2025, 8, 4))
    return board.place("Nordvej", call_offs=(first, second))


def test_the_sheet_of_call_offs_is_read_too(board: Running, client_of: Callable[[Person | None], Client]) -> None:
    twice_called(board)
    browser = client_of(board.people["client"])

    def change(_projects: Any, call_offs: Any) -> None:
        call_offs["E3"], call_offs["F3"] = date(2025, 9, 1), 12.5  # signed, and the sum, of the second
        call_offs.append(["Nordvej", "Haver", None, date(2026, 1, 5)])
        call_offs.move_range("A3:H3", rows=10)  # rows may be sorted

    shown = browser.post(at(board, "board_read"), {"file": two_sheets(board, browser, change)})
    reading = shown.context["reading"]
    assert [str(one) for one in reading.problems] == []
    assert {(one.field, one.after) for one in reading.changes} == {
        ("Aftaleseddel underskrevet (2)", "2025-09-01"),
        ("Aftalesedlens beløb (2)", "12,5"),
        ("Hvad aftalesedlen gælder (3)", "Haver"),
        ("Aftaleseddel ønsket (3)", "2026-01-05"),
    }
    sent = {"pasted": reading.text, "call_offs": reading.call_offs_text, "confirm": reading.digest}
    assert browser.post(at(board, "board_read"), sent).status_code == 302
    found = CallOff.objects.order_by("position").values_list("title", "signed_on", "value")
    assert list(found) == [
        ("Tag", date(2025, 2, 3), Decimal("40.125")),
        ("Facade", date(2025, 9, 1), Decimal("12.500")),
        ("Haver", None, None),
    ]


def test_either_sheet_may_say_the_first_call_off_and_two_that_differ_are_refused(
    board: Running, client_of: Callable[[Person | None], Client]
) -> None:
    twice_called(board)
    browser = client_of(board.people["client"])

    def on_board(projects: Any, _call_offs: Any) -> None:
        projects["I2"] = 41

    def on_both(projects: Any, call_offs: Any) -> None:
        projects["I2"], call_offs["F2"] = 41, 42

    files = [two_sheets(board, browser, change) for change in (on_board, on_both)]
    one, both = (browser.post(at(board, "board_read"), {"file": file}).context["reading"] for file in files)
    assert [(each.before, each.after) for each in one.changes] == [("40,125", "41")]
    assert both.changes == []
    (problem,) = map(str, both.problems)
    assert ("De to ark" in problem, "arket »Aftalesedler«" in problem) == (True, True)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["Fremmedvej", "Tag"], "Intet enkelt projekt"),
        (["Nordvej", "Tag", None, None, None, None, 7], "ingen aftaleseddel med det nummer"),
        (["Nordvej", "Tag", None, None, None, None, 2], "står i to rækker"),
        (["Nordvej", "Tag", "snart"], "Skriv en dag"),
    ],
)
def test_a_row_of_call_offs_that_does_not_hold_is_named_with_its_sheet_and_nothing_is_written(
    row: list[Any], words: str, board: Running, client_of: Callable[[Person | None], Client]
) -> None:
    twice_called(board)
    browser = client_of(board.people["client"])
    file = two_sheets(board, browser, lambda _projects, call_offs: call_offs.append(row))
    reading = browser.post(at(board, "board_read"), {"file": file}).context["reading"]
    (problem,) = map(str, reading.problems)
    assert problem.startswith("Række 4")
    assert (words in problem, "Aftalesedler" in problem) == (True, True)


def test_a_sheet_that_is_not_read_is_named(board: Running, client_of: Callable[[Person | None], Client]) -> None:
    twice_called(board)
    browser = client_of(board.people["client"])

    def change(_projects: Any, call_offs: Any) -> None:
        call_offs["B1"], call_offs["F3"] = "Noget andet", 12

    shown = browser.post(at(board, "board_read"), {"file": two_sheets(board, browser, change)}).content.decode()
    assert "Arket »Aftalesedler« læses ikke" in shown


def test_call_offs_alone_can_be_pasted_and_without_numbers_their_order_counts(
    board: Running, client_of: Callable[[Person | None], Client]
) -> None:
    twice_called(board)
    browser = client_of(board.people["client"])
    text = "Projekt\tHvad aftalesedlen gælder\tAftaleseddel underskrevet\nNordvej\tTag\t\nNordvej\tFacade\t2025-09-01"
    reading = upload(browser, board, text).context["reading"]  # type: ignore[attr-defined]
    assert [(one.field, one.after) for one in reading.changes] == [("Aftaleseddel underskrevet (2)", "2025-09-01")]
    sent = {"pasted": "", "call_offs": reading.call_offs_text, "confirm": reading.digest}
    assert browser.post(at(board, "board_read"), sent).status_code == 302
    assert CallOff.objects.get(title="Facade").signed_on == date(2025, 9, 1)


def letters() -> list[str]:
    """The warnings that were sent."""
    return list(OutboxMail.objects.filter(kind="board_warning").values_list("to", flat=True))


def test_the_client_is_warned_once_for_each_period(board: Running) -> None:
    board.place("Nordvej", by="east", call_offs=signed("390"), approval=ApprovalState.SCHEME_B)
    assert (warn_of_boards(board.now), letters()) == (1, ["client@firmaet.example"])
    told = set(BoardWarning.objects.values_list("kind", flat=True))
    assert {"option", "ceiling", "gap"} <= told
    assert (warn_of_boards(board.now + timedelta(days=1)), len(letters())) == (0, 1)
    assert warn_of_boards(board.now + timedelta(days=60)) == 1


def test_who_has_no_client_is_not_warned(board: Running) -> None:
    Board.objects.update(opened_at=board.now)
    board.partnership.organisation = None
    board.partnership.save(update_fields=["organisation"])
    assert warn_of_boards(board.now) == 0


def test_a_call_off_with_part_unsigned_counts_what_is_signed(board: Running) -> None:
    board.place("Nordvej", call_offs=(*signed("12"), CallOffFacts("Etape 2", value=Decimal(20))))
    (one,) = projects_at(seat_at(board.viewer("client"), board.partnership.slug))
    assert (one.call_off_value, one.called_off_on, one.ready_on) == (Decimal(12), date(2026, 3, 2), date(2026, 1, 5))
