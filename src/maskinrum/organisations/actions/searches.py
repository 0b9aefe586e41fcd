"""What was searched for in vain, and the words that the search is taught."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions.audit import record
from maskinrum.organisations.permissions import Viewer, can_manage_network
from maskinrum.search.actions import drop_synonym, forget_unanswered, keep_synonym
from maskinrum.search.models import SiteSynonym
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


@transaction.atomic
def add_synonym(word: str, other: str, *, viewer: Viewer, now: datetime) -> SiteSynonym:
    """Let a search for one word search for another too, both ways.

    Raises DomainError without the right, and for what is no word. What is known already is no fault.
    """
    _refuse_others(viewer)
    row, is_new = keep_synonym(word, other, now=now)
    if is_new:
        record("add_synonym", row, viewer=viewer, now=now, changes={"words": [None, str(row)]})
    return row


@transaction.atomic
def remove_synonym(key: UUID | None, *, viewer: Viewer, now: datetime) -> None:
    """Let two words be searched for apart again. Raises DomainError without the right; one that is gone is no fault."""
    _refuse_others(viewer)
    row = SiteSynonym.objects.filter(pk=key).first() if key else None
    if row is not None:
        record("remove_synonym", row, viewer=viewer, now=now, changes={"words": [str(row), None]})
        drop_synonym(row)


def _refuse_others(viewer: Viewer) -> None:
    if not can_manage_network(viewer):
        raise DomainError(_("Only the secretariat teaches the search its words. Write to it."))
