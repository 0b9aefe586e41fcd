"""What is opened to others by name gets more readers, so those whom it names are asked first."""

from datetime import datetime

from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.judging import judge_again
from maskinrum.knowledge.actions.writing import keep_version, locked, refuse_ended
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries import parties_of
from maskinrum.knowledge.queries.choices import named_in_all
from maskinrum.organisations.actions import record
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Grant, Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError


def ask_when_opened(row: Experience, grant: Grant, viewer: Viewer, now: datetime) -> None:
    """Let those whom it names say yes before whoever is let in reads it. Call within the transaction of the grant.

    Each yes was said to fewer readers, so it is asked for anew. Where somebody was never asked, it is read again. What
    the whole network reads gets no new readers, and a draft is read before it is published anyhow. Raises DomainError
    for what is no longer valid and names others: it is not changed, so nobody can be asked.
    """
    current = locked(row)
    others = [one for one in _concerned(current, grant, viewer, now) if one.pk != grant.organisation_id]
    if not others:
        return
    try:
        refuse_ended(current)
    except DomainError as error:
        words = _("It is no longer valid and names %(names)s, so nobody new is let in. Tell a new experience.")
        raise DomainError(words % {"names": _listed(others)}) from error
    before, asked = current.state, set(current.named.values_list("organisation", flat=True))
    judge_again(current, may_review={one.pk for one in others} <= asked, viewer=viewer, now=now)
    if before != ExperienceState.DRAFT:
        # Whoever has the page open to answer has read of fewer readers.
        current.revision, current.changed_at = current.revision + 1, now
        current.save()
        keep_version(current, viewer=viewer, now=now)
        note_change(current)
    if before != current.state:
        record("send_experience", current, viewer=viewer, now=now, changes={"state": [str(before), str(current.state)]})


def _concerned(row: Experience, grant: Grant, viewer: Viewer, now: datetime) -> list[Organisation]:
    if row.visibility in {Visibility.NETWORK, Visibility.OPEN}:
        return []
    if row.visibility == Visibility.PARTNERSHIP and grant.organisation_id in parties_of(row):
        return []
    return named_in_all(viewer, row, now=now)


def _listed(organisations: list[Organisation]) -> str:
    return ", ".join(one.name for one in organisations)
