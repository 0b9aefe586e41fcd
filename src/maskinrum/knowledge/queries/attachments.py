"""Where attached files lie, and what stands in them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from maskinrum.knowledge.models import Attachment, Experience, ToolFile


def folder() -> Path:
    """The folder of attached files, in the data folder and below no public address."""
    return Path(settings.MEDIA_ROOT) / "experiences"


def place_of(name: str) -> Path:
    """Where a file lies by the name it is stored under."""
    return folder() / name


def files_shown(row: Experience) -> QuerySet[Attachment]:
    """The files of an experience that can be fetched: those put aside cannot. Ask as of ``content_of``."""
    return row.attachments.filter(set_aside_at=None)


def content_of(attachment: Any) -> bytes:
    """The content of a file. Ask only for one whose experience or tool the viewer may read."""
    return place_of(attachment.file).read_bytes()


_KNOWN: dict[str, Callable[[], Iterable[str]]] = {
    "attachments": lambda: Attachment.objects.values_list("file", flat=True),
    "tool files": lambda: ToolFile.objects.values_list("file", flat=True),
}


def know_files(name: str, stored: Callable[[], Iterable[str]]) -> None:
    """Say at start-up which files in the folder an app above knows, so that nobody tidies them away."""
    _KNOWN[name] = stored


def known_files() -> set[str]:
    """The names of all files that some row knows."""
    return {name for stored in _KNOWN.values() for name in stored()}
