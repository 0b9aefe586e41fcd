"""The one exception that is safe to show to a person."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:  # what only reads files raises these too, and begins without the rest of Django
    from django.forms import BaseForm
    from django.http import HttpResponse

logger = logging.getLogger(__name__)
OVERTAKEN = "overtaken"  # the code of the error in a form


class DomainError(Exception):
    """A broken rule, told in a translated sentence that says what happened, what to do and what was kept.

    ``field`` names the form field it belongs to, or is empty when it concerns the whole.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = str(message)
        self.field = field


class BusyError(DomainError):
    """More was asked for than the machine does at once; the same request may succeed in a moment."""


class OvertakenError(DomainError):
    """Somebody else has changed it since whoever saves opened the page; the words tell them so."""


def tell_scripts(response: "HttpResponse", words: str) -> "HttpResponse":
    """Give what a part of a page cannot show to its script, which otherwise only knows that something failed."""
    response["Problem-Words"] = quote(words)
    return response


def tried(form: "BaseForm", act: Callable[[], object]) -> bool:
    """Act on a valid form, and say whether it was done; a broken rule then stands in the form, at its field.

    A form that is not valid is not acted on. Where what it is about is gone when the action asks for it, because
    somebody removed it at this moment, the form says so and keeps what was typed; the log keeps where.
    """
    from django.core.exceptions import (  # noqa: PLC0415 - not for what only reads files
        ObjectDoesNotExist,
        ValidationError,
    )
    from django.utils.translation import gettext as _  # noqa: PLC0415

    if not form.is_valid():
        return False
    try:
        act()
    except ObjectDoesNotExist:
        logger.warning("Gone while a form was sent", exc_info=True)
        form.add_error(None, _("Somebody has removed this at this moment, so nothing was saved. Copy what you need."))
        return False
    except OvertakenError as error:
        form.add_error(None, ValidationError(error.message, OVERTAKEN))
        return False
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return False
    return True


def mark_shown(form: "BaseForm", sent: str | None, now: str) -> str:
    """The mark of what whoever sends the page next has seen: how it stands ``now``, or when they opened the page.

    A form that is shown again for another fault has told of nobody's change, so the mark that was ``sent`` stays.
    """
    from django.core.exceptions import NON_FIELD_ERRORS  # noqa: PLC0415 - not for what only reads files

    return now if sent is None or form.has_error(NON_FIELD_ERRORS, OVERTAKEN) else sent


def show_revision(form: "BaseForm", now: int) -> None:
    """Let a form that has told of somebody's change send the revision of it next, so that saving again saves."""
    from django.core.exceptions import NON_FIELD_ERRORS  # noqa: PLC0415 - not for what only reads files

    if form.has_error(NON_FIELD_ERRORS, OVERTAKEN):
        sent: Any = form.data
        form.data = sent = sent.copy()  # what a request sent cannot be changed
        sent["revision"] = str(now)
