"""Where attached files lie, and what stands in them."""

from pathlib import Path

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


def content_of(attachment: Attachment | ToolFile) -> bytes:
    """The content of a file. Ask only for one whose experience or tool the viewer may read."""
    return place_of(attachment.file).read_bytes()
