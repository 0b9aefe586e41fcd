"""Files that leave the system: always as a download, never as a page."""

from collections.abc import Iterable

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from maskinrum.shared.tables import clean_text

TYPES = {
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
}


def download(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """Return the content as an attachment called ``name.kind``. Raises KeyError for a kind we do not make."""
    response = HttpResponse(content, content_type=TYPES[kind])
    _as_attachment(response, f"{name}.{kind}")
    return response


def download_file(content: bytes, *, name: str) -> HttpResponse:
    """Return what somebody else made, as an attachment under its own name and as no type that a browser would open."""
    response = HttpResponse(content, content_type="application/octet-stream")
    _as_attachment(response, name)
    return response


def stream(parts: Iterable[bytes], *, name: str, kind: str) -> StreamingHttpResponse:
    """As ``download``, of content that is sent as it is made, however long it becomes."""
    response = StreamingHttpResponse(parts, content_type=TYPES[kind])
    _as_attachment(response, f"{name}.{kind}")
    return response


def _as_attachment(response: HttpResponseBase, name: str) -> None:
    one_place = clean_text(name).replace("/", "-").replace("\\", "-").lstrip(".") or "file"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=one_place) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
