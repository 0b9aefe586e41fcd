"""Sessions as Django keeps them in the database, looked up by a question that is written once."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from maskinrum.shared.prepared import Prepared

_alive = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    (CharField(), "a key"),
    (DateTimeField(), datetime(1970, 1, 1, tzinfo=UTC)),
)


class SessionStore(db.SessionStore):
    """Django's own store: every page of somebody signed in begins by reading a session."""

    def _get_session_from_db(self) -> Any:
        found = _alive(self.session_key, timezone.now())
        if found:
            return found[0]
        self._session_key = None
        return None
