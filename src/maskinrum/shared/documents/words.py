"""The words a document has of its own, in the document's language whatever the page's is."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override


def words_of(language: str) -> dict[str, str]:
    """Return the fixed words by key. ``page`` has the places %(page)s and %(pages)s."""
    with override(language):
        return {
            "contents": _("Contents"),
            "sources": _("Sources"),
            "page": _("Page %(page)s of %(pages)s"),
            "tick": _("To tick"),
        }


def long_date(day: date, language: str) -> str:
    """Return a date as it is written out in a language."""
    with override(language):
        return date_format(day, "DATE_FORMAT")
