"""The index is deleted, damaged or of another version, the disk is full, the indexer is killed: nothing is lost."""

import importlib
import re
import resource
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.permissions import VISITOR
from maskinrum.partnerships.models import Partnership
from maskinrum.search.actions import check_index, note_change, writing
from maskinrum.search.indexing import (
    UNUSABLE,
    BeingBuiltError,
    Question,
    ask,
    can_be_opened,
    current,
    is_wanted,
    only_writer,
    place,
    read,
)
from maskinrum.search.models import IndexChange
from tests.conftest import NOW
from tests.partnerships.entries import added, entry_facts
from tests.processes import PATIENCE, wait_for
from tests.shared.test_worker import Installation, own_database

where = importlib.import_module("maskinrum.search.indexing.place")
Follow = Callable[[], int]
NAME = "Kvistgaarden"
REBUILT = "Søgningen bygges op igen"


def page(client: Client) -> str:
    """The page of answers as a visitor reads it."""
    answer = client.get(reverse("search:index"), {"q": NAME, "kind": "partnership"})
    assert answer.status_code == 200
    return answer.content.decode()


def is_found() -> bool:
    return [one.hit.title for one in ask(VISITOR, Question(NAME), language="da", now=NOW).found][:1] == [NAME]


def _delete_all() -> None:
    shutil.rmtree(place())


def _delete_index() -> None:
    shutil.rmtree(place() / current())


def _files() -> list[Path]:
    return [path for path in (place() / current()).rglob("*") if path.is_file()]


def _cut_off() -> None:
    for file in _files():
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _other_version() -> None:
    for file in _files():
        if (
            re.fullmatch(r"[\w.-]+", content := file.read_bytes().decode(errors="replace").strip())
            and len(content) < 40
        ):
            file.write_text("another")


@pytest.mark.parametrize("harm", [_delete_all, _delete_index, _cut_off])
def test_harm_to_the_folder_is_told_and_mended_by_itself(
    harm: Callable[[], None], follow: Follow, client: Client
) -> None:
    added(entry_facts(name=NAME))
    follow()
    assert REBUILT not in page(client)
    harm()
    check_index()
    assert not can_be_opened()
    assert REBUILT in page(client)
    follow()
    assert (REBUILT in page(client), is_found(), IndexChange.objects.count()) == (False, True, 0)


def test_a_reader_that_meets_harm_asks_for_a_new_index(follow: Follow, client: Client) -> None:
    added(entry_facts(name=NAME))
    follow()
    _other_version()
    assert REBUILT in page(Client())
    assert is_wanted()
    follow()
    assert is_found()


def test_a_question_at_fault_has_nothing_built_anew(follow: Follow) -> None:
    def fail(_index: object) -> None:
        raise ValueError("a question that cannot be asked")

    with pytest.raises(ValueError, match="cannot be asked"):
        read(fail)
    assert not is_wanted()


def test_without_an_index_there_is_no_answer(settings: object, tmp_path: Path, db: None) -> None:
    settings.SEARCH_FOLDER = tmp_path / "nothing"  # type: ignore[attr-defined]
    with pytest.raises(BeingBuiltError):
        is_found()


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow, as on a disk without room."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_loses_nothing_and_search_goes_on(follow: Follow) -> None:
    added(entry_facts(name=NAME))
    follow()
    added(entry_facts(name="Mosegaarden"), slug="en-anden")
    waiting = IndexChange.objects.count()
    with full_disk(), pytest.raises(UNUSABLE):
        follow()
    assert (IndexChange.objects.count(), is_found()) == (waiting, True)
    follow()
    found = ask(VISITOR, Question("Mosegaarden"), language="da", now=NOW).found
    assert ([one.hit.title for one in found][:1], IndexChange.objects.count()) == (["Mosegaarden"], 0)


def test_only_one_process_writes(follow: Follow) -> None:
    with only_writer() as first, only_writer() as second:
        assert (first, second) == (True, False)
    with only_writer() as again:
        assert again


def written_again() -> None:
    """Everything that ships and every agreement, as if it had changed."""
    check_index()
    with transaction.atomic():
        note_change(*Partnership.objects.all())


def kept_and_needed() -> tuple[int, int]:
    return read(lambda index: index.kept), read(lambda index: index.needed)


def test_an_index_that_is_mostly_waste_is_built_anew_by_itself(follow: Follow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(where, "LEAST_KEPT", 0)
    added(entry_facts(name=NAME))
    follow()
    first = current()
    written_again()
    follow()
    kept, needed = kept_and_needed()
    assert (current(), needed < kept <= 2 * needed) == (first, True)
    written_again()
    follow()
    kept, needed = kept_and_needed()
    assert (current() != first, kept == needed, is_found()) == (True, True, True)


def test_of_a_small_index_it_does_not_matter_what_is_waste(follow: Follow) -> None:
    first = current()
    for _time in range(3):
        written_again()
        follow()
    assert (current(), can_be_opened()) == (first, True)


def test_an_index_is_not_built_anew_where_another_has_no_room(follow: Follow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(where, "LEAST_KEPT", 0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(1, 1, 0))
    first = current()
    for _time in range(3):
        written_again()
        follow()
    assert current() == first


@pytest.mark.parametrize("step", ["all_documents", "_forget"])
def test_building_anew_that_is_interrupted_loses_nothing(
    step: str, follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(entry_facts(name=NAME))
    follow()

    def interrupted(*_given: object) -> None:
        raise OSError(step)

    with monkeypatch.context() as at_that_step:
        at_that_step.setattr(writing, step, interrupted)
        with pytest.raises(OSError, match=step):
            writing.build_index()
    assert (is_found(), [path.name for path in indexes(place())]) == (
        True,
        [current()],
    )


PREPARE = """
from tests.partnerships.entries import added, entry_facts
for number in range(20):
    added(entry_facts(name=f"Aftale{number}"), slug=f"aftale-{number}")
"""
CHANGE = """
from django.utils import timezone
from maskinrum.organisations.actions import change_organisation
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import OPERATOR
row = Organisation.objects.filter(parties__isnull=False).order_by("pk").first()
for number in range(60):
    name = f"Navn{number}"
    change_organisation(row, name=name, kind=row.kind, cvr="", group=None, viewer=OPERATOR, now=timezone.now())
"""
# Writes everything again and again, so that the index is built anew by itself all the time.
WASTE = """
import importlib, itertools
from django.db import transaction
from django.utils import timezone
from maskinrum.partnerships.models import Partnership
from maskinrum.search.actions import check_index, keep_up, note_change
from maskinrum.search.indexing import only_writer
importlib.import_module("maskinrum.search.indexing.place").LEAST_KEPT = 0
with only_writer() as is_ours:
    assert is_ours
    while True:
        check_index()
        with transaction.atomic():
            note_change(*Partnership.objects.all())
        keep_up(timezone.now())
"""
COMPARE = """
import time
from maskinrum.search.indexing import BeingBuiltError, all_documents, read
from maskinrum.search.models import IndexChange
waiting = IndexChange.objects.exclude(kind="term")  # an indexer that begins writes what ships again
deadline = time.monotonic() + 60
while waiting.exists() and time.monotonic() < deadline:
    time.sleep(0.1)
documents = list(all_documents([]))
found = read(lambda index: [index.search(one.title, readers=one.readers, limit=200) for one in documents])
missing = [one.key for one, results in zip(documents, found) if one.key not in {hit.key for hit in results.hits}]
print(waiting.count(), missing, read(lambda index: index.count) - len(documents), len(documents) > 40)
"""


WASTING = ("shell", "--no-imports", "--command", WASTE)


def indexes(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.thorough
def test_an_indexer_killed_again_and_again_loses_nothing(tmp_path: Path, prepared_folder: Path) -> None:
    shutil.copytree(prepared_folder / "data", tmp_path / "data")
    with own_database(tmp_path) as database:
        made = Installation(tmp_path, database | {"PYTHONPATH": str(Path(__file__).parents[2])})
        made.run("shell", "--no-imports", "--command", PREPARE)

        def killed_when(happened: Callable[[], object], *words: str) -> None:
            indexer = made.start(*(words or ("indexer",)))
            wait_for(happened, "the indexer did nothing")
            indexer.send_signal(signal.SIGKILL)
            indexer.wait()

        folder = tmp_path / "data" / "search"
        killed_when(folder.exists)  # while it builds
        killed_when((folder / "current").exists)  # before it has forgotten what it built from
        changing = made.start("shell", "--no-imports", "--command", CHANGE)
        killed_when(lambda: changing.poll() is not None)  # while it writes what changes
        killed_when(lambda: len(indexes(folder)) > 1, *WASTING)  # while it builds anew what is mostly waste
        indexer = made.start("indexer")
        try:
            assert made.run("shell", "--no-imports", "--command", COMPARE) == "0 [] 0 True"
            before = (folder / "current").readlink()
            assert re.search("built anew and in use. It holds [1-9]", made.run("reindex"))
            assert (folder / "current").readlink() != before
            indexer.send_signal(signal.SIGTERM)
            assert indexer.wait(PATIENCE) == 0
        finally:
            indexer.kill()
            indexer.wait()
