"""What becomes of an experience after it was published."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.letters import ask_partner
from maskinrum.knowledge.actions.review import refuse_review_day
from maskinrum.knowledge.actions.writing import locked, rank_again
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.models import Experience, ExperienceComment, ExperienceUse, NamedPartner, Recommendation
from maskinrum.knowledge.permissions import can_keep
from maskinrum.knowledge.queries import parties_of
from maskinrum.organisations.actions import record
from maskinrum.organisations.enums import Decision
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change, note_changes
from maskinrum.shared.errors import DomainError

CAREFUL = (Decision.APPROVED, Decision.WAITING, Decision.DECLINED)
"""Of two answers of those who become one, the later of these stands."""
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
    current, other = locked_both(row, by)
    _refuse_others(current, viewer)
    if other.pk == current.pk or other.state != ExperienceState.PUBLISHED:
        raise DomainError(_("Choose another experience that is published."), field="by")
    current.superseded_by = other
    return _end(current, ExperienceState.SUPERSEDED, "supersede_experience", viewer, now)


@transaction.atomic
def retire_experience(row: Experience, *, reason: str, viewer: Viewer, now: datetime) -> Experience:
    """Say that it no longer holds, and why; it stays readable. Raises DomainError without the right or a reason."""
    current = _published(row, viewer)
    if not reason.strip():
        raise DomainError(_("Write why it no longer holds."), field="reason")
    current.answer = reason.strip()
    return _end(current, ExperienceState.RETIRED, "retire_experience", viewer, now)


def locked_both(row: Experience, other: Experience) -> tuple[Experience, Experience]:
    """Two rows as they are stored now, held in the same order whichever way they are named."""
    keys = [row.pk, other.pk]
    held = {one.pk: one for one in Experience.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    return held[row.pk], held[other.pk]


def _published(row: Experience, viewer: Viewer) -> Experience:
    current = locked(row)
    _refuse_others(current, viewer)
    return current


def _refuse_others(row: Experience, viewer: Viewer) -> None:
    if not can_keep(viewer, row, parties=parties_of(row)):
        raise DomainError(_("Only the managers of its organisation, and whoever reads it before others, can do that."))
    if row.state != ExperienceState.PUBLISHED:
        raise DomainError(_("Only what is published can be renewed, replaced or retired."))


def _end(row: Experience, state: ExperienceState, verb: str, viewer: Viewer, now: datetime) -> Experience:
    row.state, row.changed_at = state, now
    row.save()
    note_change(row)
    record(verb, row, viewer=viewer, now=now, changes={"state": [ExperienceState.PUBLISHED.value, state.value]})
    if row.counter_to is not None:
        rank_again(row.counter_to)
    return row


def sink_overdue(now: datetime) -> int:
    """Let the search know of those that became overdue since it was last told, and say how many: they lose weight.

    Experiences and recommendations alike.
    """
    today = timezone.localdate(now)
    late = {"review_on__lt": today, "review_on__gte": today - LOOKED_BACK}
    told = Experience.objects.filter(state=ExperienceState.PUBLISHED, **late).values_list("pk", flat=True)
    advised = Recommendation.objects.filter(**late).values_list("pk", flat=True)
    keys = {"experience": list(told), "recommendation": list(advised)}
    for kind, found in keys.items():
        note_changes(kind, found)
    return sum(map(len, keys.values()))


def move_experiences(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the organisation that carries on after a merger own what the other told."""
    rows = Experience.objects.filter(organisation=old)
    keys = list(rows.values_list("pk", flat=True))
    rows.update(organisation=into)
    ExperienceComment.objects.filter(organisation=old).update(organisation=into)
    _told_of_the_heir(old, into)
    for row in Experience.objects.filter(pk__in=keys):
        rank_again(row)


def _told_of_the_heir(old: Organisation, into: Organisation) -> None:
    """What moved when two experiences became one keeps whose it was told of: from now on of the one that carries on."""

    def renamed(readers: dict[str, str]) -> dict[str, str]:
        return {**readers, "whose": str(into.pk)} if readers.get("whose") == str(old.pk) else readers

    for comment in ExperienceComment.objects.filter(readers__whose=str(old.pk)):
        comment.readers = renamed(comment.readers)
        comment.save(update_fields=["readers"])
    uses = ExperienceUse.objects.annotate(before=Cast("former", TextField()))
    for use in uses.filter(Q(readers__whose=str(old.pk)) | Q(before__contains=str(old.pk))):
        use.readers = renamed(use.readers)
        use.former = [{**one, "readers": renamed(one["readers"])} for one in use.former]
        use.save(update_fields=["readers", "former"])


def move_uses(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the one that carries on have used what the other used."""
    uses = ExperienceUse.objects.filter(organisation=old)
    keys = list(uses.values_list("experience", flat=True))
    uses.update(organisation=into)
    for row in Experience.objects.filter(pk__in=keys):
        rank_again(row)


def move_named(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the one that carries on answer, once for both: a no of either stands, and so does a yes of both.

    Otherwise it is asked again, for whoever comes from the other has not said yes yet.
    """
    there = {one.experience_id: one for one in NamedPartner.objects.filter(organisation=into)}
    for named in NamedPartner.objects.filter(organisation=old):
        if kept := there.get(named.experience_id):
            _answer_for_both(kept, named, now)
            named.delete()
        else:
            named.organisation = into
            named.save(update_fields=["organisation"])


def _answer_for_both(kept: NamedPartner, other: NamedPartner, now: datetime) -> None:
    if CAREFUL.index(Decision(other.decision)) <= CAREFUL.index(Decision(kept.decision)):
        return
    for name in ("decision", "decided_at", "decided_by", "note"):
        setattr(kept, name, getattr(other, name))
    kept.save()
    if kept.decision == Decision.WAITING and kept.experience.state == ExperienceState.APPROVAL:
        ask_partner(kept, now=now)
