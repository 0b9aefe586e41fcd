"""Tell an experience, and change what was told."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.judging import has_new_readers, judge_again, refuse_wider
from maskinrum.knowledge.actions.writing import (
    changes_between,
    keep_version,
    locked,
    new_key,
    rank_again,
    refuse_ended,
    write_facts,
)
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.facts import TEXTS, ExperienceFacts
from maskinrum.knowledge.models import Attachment, DistinctPair, Experience, ExperienceVersion, NamedPartner
from maskinrum.knowledge.permissions import can_edit, can_review, can_tell, is_own
from maskinrum.knowledge.queries import experience_facts, parties_of
from maskinrum.knowledge.queries.choices import named_in_texts, parties_to_name
from maskinrum.organisations.actions import close_grants, record
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import SourceLabel
from maskinrum.shared.errors import DomainError


@transaction.atomic
def start_draft(
    facts: ExperienceFacts, *, viewer: Viewer, now: datetime, counter_to: Experience | None = None
) -> Experience:
    """Keep what somebody has begun to tell. Only one text is needed. Raises DomainError without one or the right."""
    if not can_tell(viewer):
        raise DomainError(_("Only those who act for an organisation can tell an experience. Ask to take part first."))
    if not any(getattr(facts, name) for name in TEXTS):
        raise DomainError(_("Write a few words first. The rest can come later."), field="context")
    row = Experience(
        key=new_key(),
        organisation_id=viewer.organisation,
        written_by=viewer.person,
        counter_to=counter_to,
        created_at=now,
        changed_at=now,
    )
    write_facts(row, facts)
    row.source_label = row.source_label or SourceLabel.STATEMENT
    row.save()
    record("start_experience", row, viewer=viewer, now=now)
    return row


@transaction.atomic
def change_experience(
    row: Experience, *, facts: ExperienceFacts, expected_revision: int, viewer: Viewer, now: datetime
) -> Experience:
    """Change what was told; nothing is noted when nothing differs.

    What is published and changed by those who told it is read again before others see it. Changed by whoever reads, it
    stays published unless it names others: those asked before are asked again, and where the new words name somebody
    who was not asked, or more may read it, it is read again. Raises DomainError without the right, when others than
    those who told it let more read it, or when somebody has changed it since ``expected_revision``.
    """
    current = locked(row)
    may_review = can_review(viewer, current, parties=parties_of(current))
    if not can_edit(viewer, current, parties=parties_of(current)):
        raise DomainError(_("Only those who told it, and whoever reads it before others, can change this."))
    refuse_ended(current)
    stored = experience_facts(current)
    changes = changes_between(stored, facts)
    if not changes:
        return current  # also when the same words come twice, because the line dropped before the answer came
    if current.revision != expected_revision:
        raise DomainError(
            _("Somebody has changed it since you opened it. Yours still stands here; look at theirs first.")
        )
    refuse_wider(current, stored, facts, viewer)
    before = named_by(current, viewer, now)
    write_facts(current, facts)
    current.revision += 1
    current.changed_at = now
    # Whoever reads it under the old readers must read it under the new ones too, and has not when there are more.
    may_review = may_review and can_review(viewer, current, parties=parties_of(current))
    may_review = may_review and not has_new_readers(stored, facts) and named_by(current, viewer, now) <= before
    judge_again(current, may_review=may_review, viewer=viewer, now=now)
    current.save()
    if current.state != ExperienceState.DRAFT:
        keep_version(current, viewer=viewer, now=now)
    rank_again(current)
    record("change_experience", current, viewer=viewer, now=now, changes=changes)
    return current


def named_by(row: Experience, viewer: Viewer, now: datetime) -> set[str]:
    """Whom the words of a row name, or who was asked; nobody while it is read before others anyhow."""
    if row.state in {ExperienceState.DRAFT, ExperienceState.IN_REVIEW}:
        return set()
    asked = {str(key) for key in row.named.values_list("organisation_id", flat=True)}
    return asked | set(named_in_texts(row, parties_to_name(viewer, row, now=now)))


def is_built_on(row: Experience) -> bool:
    """Whether anything but its own parts leads to it, in whatever app: it would lose what it rests on."""
    own = (ExperienceVersion, NamedPartner, Attachment, DistinctPair)
    leading = [one.field for one in Experience._meta.related_objects if one.related_model not in own]
    models = [(one.model._default_manager, one.name) for one in leading]  # noqa: SLF001 - documented
    return any(rows.filter(**{name: row.pk}).exists() for rows, name in models)


@transaction.atomic
def discard_draft(row: Experience, *, viewer: Viewer, now: datetime) -> None:
    """Throw a draft away, also one that was published and taken back.

    Raises DomainError without the right, for what has been sent on, and for what others have used or built on.
    """
    current = locked(row)
    if not is_own(viewer, current):
        raise DomainError(_("Only those who wrote the draft can throw it away."))
    if current.state in {ExperienceState.IN_REVIEW, ExperienceState.APPROVAL}:
        raise DomainError(_("It has been sent on. Take it back first."))
    if current.state != ExperienceState.DRAFT:
        raise DomainError(_("It has been sent on and published. Retire it, and say why it no longer holds."))
    if is_built_on(current):
        raise DomainError(
            _("Others have used it or built on it. Send it on again, and retire it when it is published.")
        )
    close_grants(current, viewer=viewer, now=now)
    record("discard_draft", current, viewer=viewer, now=now)
    current.delete()
