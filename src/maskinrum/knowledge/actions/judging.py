"""What was changed is judged again: read before others see it, and asked about. Only the other actions call this."""

from datetime import datetime

from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.letters import ask_partner, tell_writer
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries.choices import is_opened
from maskinrum.organisations.enums import Decision, Visibility
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.shared.errors import DomainError

WIDTH = {Visibility.ORGANISATION: 0, Visibility.PARTNERSHIP: 1, Visibility.NETWORK: 2, Visibility.OPEN: 3}


def has_new_readers(before: ExperienceFacts, after: ExperienceFacts) -> bool:
    """Whether more may read it than before, or it is said to come from another partnership."""
    return _is_wider(before, after) or after.partnership != before.partnership


def _is_wider(before: ExperienceFacts, after: ExperienceFacts) -> bool:
    return WIDTH[Visibility(after.visibility)] > WIDTH[Visibility(before.visibility)]


def refuse_wider(row: Experience, before: ExperienceFacts, after: ExperienceFacts, viewer: Viewer) -> None:
    """Raise DomainError where anybody but the organisation that told it lets others in to it.

    Whoever reads it before others may change the words and let fewer read it. What ships is told by nobody.
    """
    if viewer == OPERATOR or row.organisation_id in {None, viewer.organisation}:
        return
    both = {before.visibility, after.visibility}
    moves = both == {Visibility.PARTNERSHIP.value} and after.partnership != before.partnership
    if moves or _is_wider(before, after):
        raise DomainError(_("Only the organisation that told it can let others read it."), field="visibility")


def judge_again(row: Experience, *, may_review: bool, viewer: Viewer, now: datetime) -> None:
    """Take back each yes, for it was said to other words or files, and ask or let read again. The row is not saved.

    A no stands until the words are asked about again. Whoever is asked again is written to, and so is whoever told
    it, when others cannot read it meanwhile.
    """
    before = row.state
    taken = list(row.named.filter(decision=Decision.APPROVED).select_related("organisation"))
    said = row.named.filter(pk__in=[one.pk for one in taken])
    said.update(decision=Decision.WAITING, decided_at=None, decided_by=None, note="")
    if before in {ExperienceState.DRAFT, ExperienceState.IN_REVIEW}:
        return
    stays_inside = row.visibility == Visibility.ORGANISATION and not is_opened(row, now=now)
    if not may_review or (stays_inside and before == ExperienceState.APPROVAL):
        row.state = ExperienceState.IN_REVIEW
    elif row.named.exists() and not stays_inside:
        row.state = ExperienceState.APPROVAL
        said.update(asked_at=now)
        for one in taken:
            ask_partner(one, now=now)
    if before == ExperienceState.PUBLISHED != row.state:
        row.answer = ""  # whatever was answered led to what was published
    if before == ExperienceState.PUBLISHED != row.state and viewer.person != row.written_by:
        tell_writer(row, "changed", now=now)
