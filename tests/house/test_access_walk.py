"""Every address answers every kind of viewer as it should, gives nobody outside a secret, and stands what is tried.

Each stop is visited once for all these rules; see ``visits.py``.
"""

import io
import re
import zipfile
from http import HTTPStatus

import pikepdf
import pytest
from django.http import HttpResponse

from tests.house.stops import STOPS
from tests.house.visits import (
    DRAWN,
    HEADERS,
    WAYS,
    Walk,
    Write,
    answers,
    bytes_that_are_no_text,
    forms_by_lot,
    other_methods,
    other_ways,
    there_and_elsewhere,
    without_token,
)
from tests.house.walk import KINDS, Answer, World, leaks, named_urls

# What a visit may write: the session itself, the counts of the limits, and that somebody read a mail of the outbox.
OWN_TRACES = re.compile(r"^(?:django_session|usersessions_usersession|cache_entry|organisations_auditevent)$")
# Traces of a visit, what waits for a process beside the pages, and the log itself.
BESIDE = re.compile(
    r"^(?:django_session|usersessions_|cache_entry|django_tasks|search_indexchange|search_unanswered|shared_outboxmail"
    r"|organisations_auditevent|account_)"
)
LOG = "organisations_auditevent"
judges = pytest.mark.judges.with_args
LEAST = 40  # of what a walk finds: one that finds none holds nothing


def test_every_address_has_a_stop() -> None:
    assert sorted(set(named_urls()) - {stop.name for stop in STOPS}) == []


def test_no_stop_is_left_over_from_an_address_that_is_gone() -> None:
    assert sorted({stop.name for stop in STOPS} - set(named_urls())) == []


@pytest.mark.django_db
@judges(answers)
@pytest.mark.telling
@pytest.mark.whole_list
@pytest.mark.parametrize("turn", range(len(STOPS)), ids=[str(stop) for stop in STOPS])
def test_each_viewer_gets_the_answer_due_and_no_secret(turn: int, walk: Walk) -> None:
    stop, told = STOPS[turn], walk.at(turn, answers).told
    assert {kind: one.answer for kind, one in told.items()} == {kind: stop.gets.to(kind) for kind in told}
    assert {kind: one.leaked for kind, one in told.items()} == {kind: set() for kind in told}


def test_a_quick_run_asks_for_every_answer_and_as_every_viewer() -> None:
    asked = [stop.telling_kinds(turn) for turn, stop in enumerate(STOPS)]
    answers = [{stop.gets.to(kind) for kind in kinds} for stop, kinds in zip(STOPS, asked, strict=True)]
    assert answers == [{stop.gets.to(kind) for kind in KINDS} for stop in STOPS]
    assert {kind for kinds in asked for kind in kinds} == set(KINDS)


# What this holds is the walk itself, not the site: a secret that is shown to nobody could not leak.
@pytest.mark.django_db
@judges(answers)
@pytest.mark.thorough
def test_every_secret_is_shown_to_a_manager_or_the_secretariat_somewhere(walk: Walk) -> None:
    looked = [one for _, one in walk.all(answers) if one.stop.method == "get"]
    shown = {
        secret
        for one in looked
        for kind in ("manager", "secretariat")
        if kind in one.told
        for secret in one.told[kind].shown
    }
    assert shown == {secret for one in looked for secret in one.secrets}


@pytest.mark.django_db
@judges(answers)
def test_looking_changes_nothing(walk: Walk) -> None:
    changed = {
        f"{kind} {name}": tables
        for name, one in walk.all(answers)
        if one.stop.method == "get"
        for kind, told in one.told.items()
        if (tables := {write.sql for write in told.written if not is_own_trace(write)})
    }
    assert changed == {}


def is_own_trace(write: Write) -> bool:
    """Whether looking may write this: lines of the log are only ever added."""
    return bool(OWN_TRACES.match(write.table)) and (write.table != LOG or write.sql.startswith("INSERT"))


@pytest.mark.django_db
@judges(answers)
def test_whatever_is_changed_is_logged(walk: Walk) -> None:
    changes = [
        (f"{kind} {name}", told)
        for name, one in walk.all(answers)
        if one.stop.method == "post"
        for kind, told in one.told.items()
        if told.answer in {Answer.MOVED, Answer.OK} and changed_tables(told.written)
    ]
    assert len(changes) > LEAST
    assert {name: changed_tables(told.written) for name, told in changes if not told.logged} == {}


def changed_tables(written: list[Write]) -> set[str]:
    """The tables of ours in which rows were written or taken away."""
    return {write.table for write in written if write.touched and not BESIDE.match(write.table)}


@pytest.mark.django_db
@judges(other_ways)
def test_no_other_way_of_asking_tells_an_outsider_more(walk: Walk) -> None:
    told = {(way, name): answer for name, asked in walk.all(other_ways) for way, answer in asked.items()}
    assert {way for way, _ in told} == set(WAYS)
    assert {key: answer for key, answer in told.items() if answer[0] not in {404, 405} or answer[1]} == {}


@pytest.mark.django_db
@judges(there_and_elsewhere)
@pytest.mark.parametrize("method", ["get", "post"])
def test_not_there_and_not_yours_are_one_answer(method: str, walk: Walk) -> None:
    """Words, headers and questions to the database."""
    found = {name: both for name, both in walk.all(there_and_elsewhere) if name.startswith(method)}
    assert len(found) >= LEAST
    unalike = {name: both for name, both in found.items() if both[0] != both[1]}
    assert {name: [(answer[0], queries) for answer, queries in both] for name, both in unalike.items()} == {}


@pytest.mark.django_db
@judges(other_methods)
@pytest.mark.either_database
def test_no_other_method_changes_anything_or_is_an_error(walk: Walk) -> None:
    wrong = {
        f"{method} {name}": (status, changed_tables(written))
        for name, asked in walk.all(other_methods)
        for method, (status, written, has_page) in asked.items()
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or changed_tables(written) or (method == "HEAD" and has_page)
    }
    assert wrong == {}


@pytest.mark.django_db
@judges(without_token)
@pytest.mark.either_database
def test_a_change_without_its_token_is_refused_however_it_is_sent(walk: Walk) -> None:
    found = dict(walk.all(without_token))
    assert len(found) >= LEAST
    assert {name: statuses for name, statuses in found.items() if statuses != [403] * len(HEADERS)} == {}


@pytest.mark.django_db
@judges(bytes_that_are_no_text)
def test_bytes_that_are_no_text_break_no_address(walk: Walk) -> None:
    found = {f"{way} {name}": one for name, asked in walk.all(bytes_that_are_no_text) for way, one in asked.items()}
    assert {name: status for name, status in found.items() if status >= HTTPStatus.INTERNAL_SERVER_ERROR} == {}


@pytest.mark.django_db
@judges(forms_by_lot)
@pytest.mark.either_database
@pytest.mark.thorough
def test_whatever_is_sent_to_booklets_and_stored_analyses_breaks_nothing(walk: Walk) -> None:
    found = {f"{name} {sent}": one for name, asked in walk.all(forms_by_lot) for sent, one in asked.items()}
    assert {STOPS[int(name.split()[2])].name for name in found} == DRAWN
    assert {name: status for name, status in found.items() if status >= HTTPStatus.INTERNAL_SERVER_ERROR} == {}


def packed(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<si>{text}</si>")
    return buffer.getvalue()


def printed(text: str) -> bytes:
    buffer, font = (
        io.BytesIO(),
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica),
    )
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = pdf.make_stream(f"BT /F 12 Tf 20 100 Td ({text}) Tj ET".encode())
        pdf.save(buffer, compress_streams=True)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("<h1>hemmeligtitelkraghede</h1>"),
        HttpResponse("<h1>Hemmelig&#84;itelKraghede</h1>"),
        HttpResponse(
            "ok", headers={"Content-Disposition": "attachment; filename*=UTF-8''Hemmelig%54itelKraghede.xlsx"}
        ),
        HttpResponse(packed("HemmeligTitelKraghede")),
        HttpResponse(printed("HemmeligTitelKraghede")),
    ],
    ids=["body", "entity", "file name", "Excel file", "PDF"],
)
def test_secret_is_found_wherever_it_hides(response: HttpResponse, world: World) -> None:
    secret = world.secret("Titel")
    assert leaks(response, [secret, "HemmeligAndetKraghede"]) == {secret}


def test_guest_may_know_what_is_shared_and_nothing_else(world: World) -> None:
    shared, own = world.secret("Fil", is_shared=True), world.secret("Note")
    assert [world.hidden_from(kind) for kind in ("outsider", "guest", "member")] == [{shared, own}, {own}, set()]
