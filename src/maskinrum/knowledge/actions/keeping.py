"""What becomes of an experience after it was published."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.duplicates import forget_pairs
from maskinrum.knowledge.actions.review import refuse_review_day
from maskinrum.knowledge.actions.writing import locked, rank_again
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.models import Experience, ExperienceComment, ExperienceUse, NamedPartner
from maskinrum.knowledge.permissions import can_keep
from maskinrum.knowledge.queries import parties_of
from maskinrum.organisations.actions import record
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change, note_changes
from maskinrum.shared.errors import DomainError

LOOKED_BACK = timedelta(days=7)  # more than the day between two looks, for a site that was not running


@transaction.atomic
def renew_experience(row: Experience, *, review_on: date, viewer: Viewer, now: datetime) -> Experience:
    """Say that it still holds, and until when. Raises DomainError without the right, and for a day of no use."""
    current = _published(row, viewer)
    refuse_review_day(review_on, timezone.localdate(now))
    before, current.review_on = current.review_on, review_on
    current.reviewed_on, current.changed_at = timezone.localdate(now), now
    current.save()
    note_change(current)
    record("renew_experience", current, viewer=viewer, now=now, changes={"review_on": [before, review_on]})
    return current


@transaction.atomic
def supersede_experience(row: Experience, *, by: Experience, viewer: Viewer, now: datetime) -> Experience:
    """Let another take its place; it leads there. Raises DomainError without the right, or for one not published."""
    current = _published(row, viewer)
    if by.pk == current.pk or by.state != ExperienceState.PUBLISHED:
        raise DomainError(_("Choose another experience that is published."), field="by")
    current.superseded_by = by
    return _end(current, ExperienceState.SUPERSEDED, "supersede_experience", viewer, now)


@transaction.atomic
def retire_experience(row: Experience, *, reason: str, viewer: Viewer, now: datetime) -> Experience:
    """Say that it no longer holds, and why; it stays readable. Raises DomainError without the right or a reason."""
    current = _published(row, viewer)
    if not reason.strip():
        raise DomainError(_("Write why it no longer holds."), field="reason")
    current.answer = reason.strip()
    return _end(current, ExperienceState.RETIRED, "retire_experience", viewer, now)


@transaction.atomic
def merge_experiences(row: Experience, *, into: Experience, viewer: Viewer, now: datetime) -> Experience:
    """Make one of two that tell the same: use, comments and counter-experience move, and this one leads to the other.

    Nobody learns anything by it: whoever reads the one that stays must be let in to it. Raises DomainError without the
    right to both.
    """
    if not can_keep(viewer, into, parties=parties_of(into)):
        raise DomainError(_("You keep only one of the two. Ask the secretariat to merge them."))
    if row.visibility != into.visibility or row.partnership_id != into.partnership_id:
        raise DomainError(_("The two are not read by the same people. Make them alike first, or replace one."))
    supersede_experience(row, by=into, viewer=viewer, now=now)
    told = set(into.uses.values_list("organisation", "partnership", "project"))
    for use in ExperienceUse.objects.filter(experience=row):
        if (use.organisation_id, use.partnership_id, use.project_id) not in told:
            use.experience = into
            use.save(update_fields=["experience"])
    ExperienceComment.objects.filter(experience=row).update(experience=into)
    Experience.objects.filter(counter_to=row).exclude(pk=into.pk).update(counter_to=into)
    forget_pairs(row)
    rank_again(into)
    record("merge_experience", into, viewer=viewer, now=now, changes={"from": [str(row.pk), None]})
    return into


def _published(row: Experience, viewer: Viewer) -> Experience:
    current = locked(row)
    if not can_keep(viewer, current, parties=parties_of(current)):
        raise DomainError(_("Only the managers of its organisation, and whoever reads it before others, can do that."))
    if current.state != ExperienceState.PUBLISHED:
        raise DomainError(_("Only what is published can be renewed, replaced or retired."))
    return current


def _end(row: Experience, state: ExperienceState, verb: str, viewer: Viewer, now: datetime) -> Experience:
    row.state, row.changed_at = state, now
    row.save()
    note_change(row)
    record(verb, row, viewer=viewer, now=now, changes={"state": [ExperienceState.PUBLISHED.value, state.value]})
    if row.counter_to is not None:
        rank_again(row.counter_to)
    return row


def sink_overdue(now: datetime) -> int:
    """Let the search know of those that became overdue since it was last told, and say how many: they lose weight."""
    today = timezone.localdate(now)
    rows = Experience.objects.filter(
        state=ExperienceState.PUBLISHED, review_on__lt=today, review_on__gte=today - LOOKED_BACK
    )
    keys = list(rows.values_list("pk", flat=True))
    note_changes("experience", keys)
    return len(keys)


def move_experiences(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the organisation that carries on after a merger own what the other told."""
    rows = Experience.objects.filter(organisation=old)
    keys = list(rows.values_list("pk", flat=True))
    rows.update(organisation=into)
    ExperienceComment.objects.filter(organisation=old).update(organisation=into)
    for row in Experience.objects.filter(pk__in=keys):
        rank_again(row)


def move_uses(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the one that carries on have used what the other used."""
    uses = ExperienceUse.objects.filter(organisation=old)
    keys = list(uses.values_list("experience", flat=True))
    uses.update(organisation=into)
    for row in Experience.objects.filter(pk__in=keys):
        rank_again(row)


def move_named(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the one that carries on answer; where it is asked already, once is enough."""
    there = set(NamedPartner.objects.filter(organisation=into).values_list("experience", flat=True))
    for named in NamedPartner.objects.filter(organisation=old):
        if named.experience_id in there:
            named.delete()
        else:
            named.organisation = into
            named.save(update_fields=["organisation"])
