"""Say that an experience was used, and add what makes it clearer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.writing import locked, rank_again
from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.models import Experience, ExperienceComment, ExperienceUse
from maskinrum.knowledge.permissions import can_comment, can_review, can_use
from maskinrum.knowledge.queries import parties_of
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership, Project
from maskinrum.shared.errors import DomainError


@transaction.atomic
def record_use(
    row: Experience,
    *,
    outcome: UseOutcome,
    text: str = "",
    place: str = "",
    partnership: Partnership | None = None,
    project: Project | None = None,
    viewer: Viewer,
    now: datetime,
) -> ExperienceUse:
    """Say that the own organisation used it there, and how it went; telling again of the same place changes that.

    Raises DomainError for the organisation that told it, and for what is not published.
    """
    current = locked(row)
    if not can_use(viewer, current):
        raise DomainError(_("Only other organisations can say that they used it. You told it yourselves."))
    there = {"experience": current, "organisation_id": viewer.organisation, "partnership": partnership}
    use = ExperienceUse.objects.filter(**there, project=project, place=place).first()
    is_new = use is None
    if use is None:
        use = ExperienceUse(**there, project=project, place=place, recorded_by=viewer.person, used_at=now)
    before = use.outcome
    use.outcome, use.text, use.changed_at = outcome, text, now
    use.save()
    rank_again(current)
    verb = "record_use" if is_new else "change_use"
    record(verb, use, viewer=viewer, now=now, changes={"outcome": [before or None, outcome.value]})
    return use


@transaction.atomic
def add_comment(row: Experience, *, text: str, viewer: Viewer, now: datetime) -> ExperienceComment:
    """Add something that makes it clearer. Raises DomainError without words, and for what is not published."""
    if not can_comment(viewer, row):
        raise DomainError(_("Only those who act for an organisation can add to a published experience."))
    if not text.strip():
        raise DomainError(_("Write what makes it clearer."), field="text")
    comment = ExperienceComment(experience=row, written_by=viewer.person, text=text.strip(), written_at=now)
    comment.organisation_id = viewer.organisation  # type: ignore[assignment]
    comment.save()
    record("add_comment", comment, viewer=viewer, now=now)
    return comment


@transaction.atomic
def remove_comment(comment: ExperienceComment, *, viewer: Viewer, now: datetime) -> ExperienceComment:
    """Take a comment back, or away. Raises DomainError for the comments of others, unless the viewer reads for all."""
    row = comment.experience
    if viewer.person != comment.written_by and not can_review(viewer, row, parties=parties_of(row)):
        raise DomainError(_("Only whoever wrote it can take it back."))
    if comment.removed_at is None:
        comment.removed_at = now
        comment.save(update_fields=["removed_at"])
        record("remove_comment", comment, viewer=viewer, now=now)
    return comment
