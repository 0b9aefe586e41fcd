"""Make one of two experiences that tell the same, so that nothing told of either is lost."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.duplicates import forget_pairs
from maskinrum.knowledge.actions.keeping import locked_both, supersede_experience
from maskinrum.knowledge.actions.recommendations import keep_recommendation
from maskinrum.knowledge.actions.writing import rank_again
from maskinrum.knowledge.models import (
    Attachment,
    BookletItem,
    Experience,
    ExperienceComment,
    ExperienceUse,
    Recommendation,
    RecommendationEvidence,
    ToolOrigin,
)
from maskinrum.knowledge.permissions import can_keep
from maskinrum.knowledge.queries import parties_of
from maskinrum.knowledge.queries.recommendations import recommendation_facts
from maskinrum.knowledge.queries.use import told_of
from maskinrum.organisations.actions import record
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import grants_of
from maskinrum.shared.errors import DomainError

Place = tuple[object, ...]


@transaction.atomic
def merge_experiences(row: Experience, *, into: Experience, viewer: Viewer, now: datetime) -> Experience:
    """Make one of two that tell the same: what was told of this one moves, and this one leads to the other.

    Nobody learns anything by it: whoever reads the one that stays must be let in to it. Raises DomainError without the
    right to both, and when one of the two ended meanwhile.
    """
    goes, stays = locked_both(row, into)
    if not can_keep(viewer, stays, parties=parties_of(stays)):
        raise DomainError(_("You keep only one of the two. Ask the secretariat to merge them."))
    is_alike = goes.visibility == stays.visibility and goes.partnership_id == stays.partnership_id
    if not is_alike or _let_in(stays, now) - _let_in(goes, now):
        raise DomainError(_("The two are not read by the same people. Make them alike first, or replace one."))
    supersede_experience(goes, by=stays, viewer=viewer, now=now)
    _move_uses(goes, stays)
    _move_comments(goes, stays)
    Attachment.objects.filter(experience=goes).update(experience=stays)
    _move_evidence(goes, stays, viewer, now)
    _move_links(goes, stays)
    _move_counters(goes, stays)
    forget_pairs(goes)
    rank_again(stays)
    record("merge_experience", stays, viewer=viewer, now=now, changes={"from": [str(goes.pk), None]})
    return stays


def _let_in(row: Experience, now: datetime) -> set[tuple[object, str]]:
    """Who reads it by name alone; nobody does of what the whole network reads."""
    if row.visibility in {Visibility.NETWORK, Visibility.OPEN}:
        return set()
    return {(grant.organisation_id, grant.email) for grant in grants_of(row, now=now)}


def _move_uses(goes: Experience, stays: Experience) -> None:
    """Those by whoever told the one that stays remain where they were told: nobody uses what is their own."""
    told = {_place(use) for use in stays.uses.all()}
    uses = ExperienceUse.objects.filter(experience=goes)
    for use in uses.exclude(organisation=stays.organisation_id) if stays.organisation_id else uses:
        if _place(use) not in told:
            use.experience, use.readers = stays, told_of(goes, use.readers)
            use.former = [{**one, "readers": told_of(goes, one["readers"])} for one in use.former]
            use.save(update_fields=["experience", "readers", "former"])


def _move_comments(goes: Experience, stays: Experience) -> None:
    for comment in ExperienceComment.objects.filter(experience=goes):
        comment.experience, comment.readers = stays, told_of(goes, comment.readers)
        comment.save(update_fields=["experience", "readers"])


def _place(use: ExperienceUse) -> Place:
    return (use.organisation_id, use.partnership_id, use.project_id, use.place)


def _move_evidence(goes: Experience, stays: Experience, viewer: Viewer, now: datetime) -> None:
    """What a recommendation rests on is content of it: it gets another version, and whoever writes in it is told."""
    known = RecommendationEvidence.objects.filter(experience=stays).values("recommendation")
    links = RecommendationEvidence.objects.filter(experience=goes).exclude(recommendation__in=known)
    keys = list(links.values_list("recommendation", flat=True))
    rows = list(Recommendation.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    links.update(experience=stays)
    for row in rows:
        row.revision, row.changed_at = row.revision + 1, now
        row.save(update_fields=["revision", "changed_at"])
        keep_recommendation(row, recommendation_facts(row), viewer=viewer, now=now)


def _move_links(goes: Experience, stays: Experience) -> None:
    """Tools and booklets lead to the one that stays, once each."""
    origins, parts = ToolOrigin.objects.all(), BookletItem.objects.all()
    origins.filter(experience=goes, tool__in=_list(origins.filter(experience=stays).values_list("tool"))).delete()
    parts.filter(experience=goes, booklet__in=_list(parts.filter(experience=stays).values_list("booklet"))).delete()
    origins.filter(experience=goes).update(experience=stays)
    parts.filter(experience=goes).update(experience=stays)


def _list(found: Iterable[tuple[object]]) -> list[object]:
    return [key for (key,) in found]


def _move_counters(goes: Experience, stays: Experience) -> None:
    """What speaks against it, and what it speaks against itself."""
    Experience.objects.filter(counter_to=goes).exclude(pk=stays.pk).update(counter_to=stays)
    against = goes.counter_to
    if against is not None and against.pk != stays.pk and stays.counter_to_id is None:
        stays.counter_to = against
        stays.save(update_fields=["counter_to"])
        rank_again(against)
