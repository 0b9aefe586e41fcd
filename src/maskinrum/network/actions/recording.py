"""How a question is held, known and written down. Only the other actions call this."""

import secrets
from datetime import datetime
from typing import Any

from django.db.models import Model

from maskinrum.network.models import Question
from maskinrum.network.permissions import is_asker
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import VISITOR, Viewer

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
KEY_LENGTH = 10


def new_key() -> str:
    """An address that says nothing and cannot be guessed; without letters that are easily mistaken."""
    return "".join(secrets.choice(LETTERS) for _place in range(KEY_LENGTH))


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
