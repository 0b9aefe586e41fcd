"""Say of two experiences that are alike that they do not tell the same, and take it back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.models import DistinctPair, Experience
from maskinrum.knowledge.permissions import can_keep
from maskinrum.knowledge.queries import parties_of
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.errors import DomainError


@transaction.atomic
def tell_apart(row: Experience, *, other: Experience, viewer: Viewer, now: datetime) -> DistinctPair:
    """Remember that the two are not the same, so that they are not suggested again; saying it twice changes nothing.

    Raises DomainError without the right to merge them, and unless both are published.
    """
    _refuse_without_right(row, other, viewer)
    if row.pk == other.pk or {row.state, other.state} != {ExperienceState.PUBLISHED}:
        raise DomainError(_("Only two that are published can be told apart. Go back to the list."))
    first, second = _in_order(row, other)
    said = {"said_by": viewer.person, "said_at": now}
    pair, is_new = DistinctPair.objects.get_or_create(first=first, second=second, defaults=said)
    if is_new:
        record("tell_apart", first, viewer=viewer, now=now, changes={"other": [None, str(second.pk)]})
    return pair


@transaction.atomic
def suggest_again(row: Experience, *, other: Experience, viewer: Viewer, now: datetime) -> None:
    """Forget that the two were told apart. Raises DomainError without the right; nothing to forget is no error."""
    _refuse_without_right(row, other, viewer)
    first, second = _in_order(row, other)
    forgotten, _by_table = DistinctPair.objects.filter(first=first, second=second).delete()
    if forgotten:
        record("suggest_again", first, viewer=viewer, now=now, changes={"other": [str(second.pk), None]})


def forget_pairs(row: Experience) -> None:
    """Forget what was said of one that is merged away: whoever stays tells more than before."""
    DistinctPair.objects.filter(Q(first=row) | Q(second=row)).delete()


def _refuse_without_right(row: Experience, other: Experience, viewer: Viewer) -> None:
    if not all(can_keep(viewer, one, parties=parties_of(one)) for one in (row, other)):
        raise DomainError(_("You keep only one of the two. Ask the secretariat to look at them."))


def _in_order(row: Experience, other: Experience) -> tuple[Experience, Experience]:
    return (row, other) if row.pk < other.pk else (other, row)
