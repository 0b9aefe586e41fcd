"""How a question is held, known and written down. Only the other actions call this."""

import re
import secrets
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from maskinrum.network.models import Question, SparringRequest
from maskinrum.network.permissions import is_asker
from maskinrum.organisations.actions import record
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR, Viewer

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
KEY_LENGTH = 10
Asked = TypeVar("Asked", Question, SparringRequest)
_KEY = re.compile(f"[{LETTERS}]{{{KEY_LENGTH}}}")


def new_key() -> str:
    """An address that says nothing and cannot be guessed; without letters that are easily mistaken."""
    return "".join(secrets.choice(LETTERS) for _place in range(KEY_LENGTH))


def sent_before(rows: QuerySet[Asked], key: str, *, viewer: Viewer) -> tuple[Asked | None, str]:
    """What the viewer has sent with the key that the page chose, if anything, and the key for what is new.

    A button pressed twice, or once more because no answer came, asks once. The person is held, so that two at once
    come one after the other; a key that is none, or somebody else's, is not used.
    """
    if not _KEY.fullmatch(key):
        return None, new_key()
    Person.objects.select_for_update().get(pk__in=[viewer.person])
    return rows.filter(key=key, asked_by__in=[viewer.person]).first(), new_key() if rows.filter(key=key) else key


def locked(row: Question) -> Question:
    """The row as it is stored now, held until the transaction ends."""
    return Question.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=row.pk)


def note(
    verb: str, row: Question, obj: Model, *, viewer: Viewer, now: datetime, changes: dict[str, Any] | None = None
) -> None:
    """Add a line to the log; what somebody does with the own question without a name is done by nobody there.

    The log is never changed, so a name in it would stay.
    """
    hides = row.is_anonymous and is_asker(viewer, row)
    record(verb, obj, viewer=VISITOR if hides else viewer, now=now, changes=changes)
