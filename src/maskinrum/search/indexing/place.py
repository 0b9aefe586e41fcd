"""Where the index is kept, who writes it, and how a process that only reads it finds it.

An index is built in a folder of its own and then pointed to by the link ``current``, so that readers have the whole of
the old or the whole of the new one. One process at a time writes; the system gives its lock back however it ends.
"""

import fcntl
import logging
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings

from maskinrum.search.index import IndexMissingError, IndexOutdatedError
from maskinrum.search.indexing.access import OPEN

if TYPE_CHECKING:
    from maskinrum.search.index import Index

logger = logging.getLogger(__name__)

CURRENT = "current"
WANTED = "wanted"
UNUSABLE = (IndexMissingError, IndexOutdatedError, OSError, ValueError, KeyError)
"""What opening or reading an index raises that is missing, damaged or made by another version."""

LATELY = 600  # seconds

LEAST_KEPT = 8_000_000  # bytes: of a smaller file it does not matter what is waste
_NEEDED: dict[str, int] = {}

T = TypeVar("T")

_OPENED: "dict[str, Index]" = {}


class BeingBuiltError(Exception):
    """There is no index that can be read. The indexer makes one by itself."""


def _open(path: Path, *, writable: bool = False, anew: bool = False) -> "Index":
    from maskinrum.search.index import Index  # noqa: PLC0415 - only those who search or write need its libraries

    return Index.open(path, writable=writable, anew=anew)


def place() -> Path:
    """The folder of all that is kept of the index."""
    return Path(settings.SEARCH_FOLDER)


def current() -> str:
    """The name of the index in use, or nothing."""
    try:
        return (place() / CURRENT).readlink().name
    except OSError:
        return ""


def read(work: "Callable[[Index], T]") -> T:
    """Do something with the index as this process reads it.

    Raises BeingBuiltError where there is none, or where it turns out to be damaged or of another version; the indexer
    is then asked for a new one. An index that took the place of the one in hand is no damage: that one is read.
    """
    while name := current():
        try:
            if name not in _OPENED:
                opened = _open(place() / name)
                _OPENED.clear()
                _OPENED[name] = opened
            return work(_OPENED[name])
        except UNUSABLE as error:
            _OPENED.clear()
            if name != current():
                continue
            if _is_new(name) and can_be_opened():
                raise
            logger.warning("The search index cannot be read, and is built anew: %s", error)
            want_anew()
            break
    raise BeingBuiltError


def _is_new(name: str) -> bool:
    """Whether it was built so lately that building it again can hardly help: the question itself is at fault."""
    with suppress(OSError):
        return time.time() - (place() / name).stat().st_ctime < LATELY
    return False


def want_anew() -> None:
    """Ask the indexer to build the index anew."""
    with suppress(OSError):
        place().mkdir(parents=True, exist_ok=True)
        (place() / WANTED).touch()


def is_wanted() -> bool:
    """Whether an index has to be built: there is none, or somebody has asked for another."""
    return not (place() / CURRENT).exists() or (place() / WANTED).exists()


def can_be_opened() -> bool:
    """Whether there is an index, made by this version, that answers."""
    try:
        _open(place() / CURRENT).search("a", readers=[OPEN], limit=1)
    except UNUSABLE:
        return False
    return True


def writing() -> "Index":
    """The index in use, for the one who writes."""
    return _open(place() / current(), writable=True)


@contextmanager
def new_index() -> "Iterator[Index]":
    """An empty index to fill. It comes into use at the end, if all went well; what is left of others is removed."""
    _tidy()
    asked = _asked_at()
    name = uuid.uuid4().hex
    try:
        yield _open(place() / name, writable=True, anew=True)
    except BaseException:
        shutil.rmtree(place() / name, ignore_errors=True)  # on a full disk its room is missed at once
        raise
    link = place() / f"{name}.link"
    link.symlink_to(name)
    link.replace(place() / CURRENT)
    if asked == _asked_at():
        (place() / WANTED).unlink(missing_ok=True)
    _tidy()


def is_wasteful() -> bool:
    """Whether more than half of the file of records is of no document any longer, and another would find room.

    The file is only read through when it has grown to twice what was needed the last time.
    """
    name = current()
    index = _open(place() / name)
    kept = index.kept
    if kept < LEAST_KEPT or kept <= 2 * _NEEDED.get(name, 0):
        return False
    needed = index.needed
    _NEEDED.clear()
    _NEEDED[name] = needed
    whole = sum(path.stat().st_size for path in (place() / name).rglob("*") if path.is_file())
    return kept > 2 * needed and shutil.disk_usage(place()).free > 2 * whole


def _asked_at() -> int:
    try:
        return (place() / WANTED).stat().st_mtime_ns
    except OSError:
        return 0


def _tidy() -> None:
    """Remove what was begun and not finished, and what is no longer used."""
    place().mkdir(parents=True, exist_ok=True)
    for left in place().iterdir():
        if left.is_symlink() and left.name != CURRENT:
            left.unlink()
        elif left.is_dir() and not left.is_symlink() and left.name != current():
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def only_writer() -> Iterator[bool]:
    """Whether this process is the one that writes, for as long as it is within."""
    lock = place().with_suffix(".lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(lock, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
