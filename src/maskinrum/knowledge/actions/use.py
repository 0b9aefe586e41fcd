"""Say that an experience was used, and add what makes it clearer."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.writing import locked, rank_again
from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.facts.seen import seen_of
from maskinrum.knowledge.models import Experience, ExperienceComment, ExperienceUse, ToolUse
from maskinrum.knowledge.permissions import can_comment, can_review, can_use
from maskinrum.knowledge.queries import parties_of
from maskinrum.knowledge.queries.use import readers_now
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
    changes = tell_again(use, outcome, text, readers=readers_now(current), now=now)
    use.save()
    rank_again(current)
    record("record_use" if is_new else "change_use", use, viewer=viewer, now=now, changes=changes)
    return use


@transaction.atomic
def record_use_seen(row: Experience, *, seen: str, viewer: Viewer, **told: Any) -> ExperienceUse:
    """``record_use`` by somebody who had ``seen`` what was told there before. Raises DomainError where they had not."""
    current = locked(row)
    there = {name: told.get(name) for name in ("partnership", "project")} | {"place": told.get("place", "")}
    use = current.uses.filter(organisation__in=[viewer.organisation], **there).first()
    refuse_unseen(use, told.get("text", ""), seen)
    return record_use(current, viewer=viewer, **told)


def told_seen(use: ExperienceUse | ToolUse | None) -> str:
    """The mark of what was told of a use, for whoever is about to tell again; empty where nothing was told."""
    return seen_of(use.outcome, use.text) if use is not None and use.outcome else ""


def refuse_unseen(use: ExperienceUse | ToolUse | None, text: str, seen: str) -> None:
    """Raise DomainError where the words of a colleague would go that whoever writes has not seen."""
    if use is not None and use.text and use.text != text and seen != told_seen(use):
        raise DomainError(
            _("Your organisation has told of this already: “%(told)s” Save again to put your words in its place.")
            % {"told": f"{use.get_outcome_display()}. {use.text}"},
            field="text",
        )


def tell_again(
    use: ExperienceUse | ToolUse, outcome: UseOutcome, text: str, *, readers: dict[str, str], now: datetime
) -> dict[str, list[object]]:
    """Put the words into the use, which is not saved, and return what the log keeps of it.

    What was told before is kept beside it, with for whom that was told.
    """
    before, told = use.outcome, use.text
    if before and (before, told) != (outcome.value, text):
        kept = {"outcome": before, "text": told, "at": use.changed_at, "readers": use.readers}
        use.former = [kept, *use.former]
    use.outcome, use.text, use.changed_at, use.readers = outcome, text, now, readers
    changes: dict[str, list[object]] = {"outcome": [before or None, outcome.value]}
    return changes | {"text": [told, text]} if before and told != text else changes


@transaction.atomic
def add_comment(row: Experience, *, text: str, viewer: Viewer, now: datetime) -> ExperienceComment:
    """Add something that makes it clearer; sent twice in a row it stands there once, unless others read it by now.

    Raises DomainError without words, and for what is not published.
    """
    current = locked(row)
    if not can_comment(viewer, current):
        raise DomainError(_("Only those who act for an organisation can add to a published experience."))
    if not text.strip():
        raise DomainError(_("Write what makes it clearer."), field="text")
    last = current.comments.order_by("written_at", "id").last()
    if last is not None and last.removed_at is None and _is_sent_again(last, text, readers_now(current), viewer):
        return last
    comment = ExperienceComment(experience=current, written_by=viewer.person, text=text.strip(), written_at=now)
    comment.organisation_id = viewer.organisation  # type: ignore[assignment]
    comment.readers = readers_now(current)
    comment.save()
    record("add_comment", comment, viewer=viewer, now=now)
    return comment


def _is_sent_again(last: ExperienceComment, text: str, readers: dict[str, str], viewer: Viewer) -> bool:
    same = (last.text, last.readers, last.written_by, last.organisation_id)
    return same == (text.strip(), readers, viewer.person, viewer.organisation)


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
