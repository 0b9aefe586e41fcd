"""The list of what was searched for in vain."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions.audit import record
from maskinrum.organisations.permissions import Viewer, can_manage_network
from maskinrum.search.actions import forget_unanswered
from maskinrum.search.queries import unanswered_called
from maskinrum.shared.errors import DomainError


@transaction.atomic
def take_off_search(words: str, *, viewer: Viewer, now: datetime) -> None:
    """Take words off the list, because they are dealt with or should not stand there.

    Raises DomainError without the right. Words that have gone meanwhile are no fault.
    """
    if not can_manage_network(viewer):
        raise DomainError(_("Only the secretariat can take this off. Write to it."))
    row = unanswered_called(words)
    if row is not None:
        record("take_off_search", row, viewer=viewer, now=now)
        forget_unanswered(words)
