"""Begin a start-up checklist, and answer it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.queries import published
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError, OvertakenError
from maskinrum.steering.actions.holding import chosen_project, held_partnership
from maskinrum.steering.enums import StartAnswer
from maskinrum.steering.facts.starts import AnswerFacts
from maskinrum.steering.models import StartChecklist, StartItem
from maskinrum.steering.queries.starts import subjects

MOST_OWN = 40


@transaction.atomic
def open_checklist(
    partnership: Partnership, *, project: str, meeting_on: date | None, viewer: Viewer, now: datetime
) -> StartChecklist:
    """Begin the checklist of a project with the subjects of the tool, or give the one that is begun.

    Raises DomainError for a project that is not the viewer's to name.
    """
    held = held_partnership(partnership, viewer)
    found = chosen_project(project, viewer, held, kept=None)
    if found is None:
        raise DomainError(_("Choose the project that starts."), field="project")
    row, is_new = StartChecklist.objects.select_for_update().get_or_create(
        project=found,
        defaults={
            "partnership": held,
            "meeting_on": meeting_on,
            "opened_by": viewer.person,
            "opened_at": now,
            "changed_at": now,
        },
    )
    if row.partnership_id != held.pk:
        raise DomainError(_("The project has its checklist in another partnership."), field="project")
    if is_new:
        StartItem.objects.bulk_create(
            StartItem(checklist=row, key=one.key, position=position) for position, one in enumerate(subjects())
        )
        record("open_checklist", row, viewer=viewer, now=now)
    return row


@transaction.atomic
def answer_subject(
    item: StartItem, facts: AnswerFacts, *, expected_revision: int, viewer: Viewer, now: datetime
) -> StartItem:
    """Answer whether a subject is developed or reused. What is reused must say from where.

    Raises DomainError for who is no party, and when somebody else was quicker.
    """
    held_partnership(item.checklist.partnership, viewer)
    current = StartItem.objects.select_for_update().select_related("checklist").get(pk=item.pk)
    told = published(viewer, now=now).filter(key=facts.experience).first() if facts.experience else None
    kept = current.experience
    if facts.experience and told is None:
        told = kept if kept is not None and kept.key == facts.experience else None
    if facts.answer == StartAnswer.REUSE and not facts.what and told is None:
        raise DomainError(_("Say from which case it is taken, or choose the experience."), field="what")
    if current.revision != expected_revision:
        raise OvertakenError(
            _("Somebody has answered since you opened the page. Yours still stands; look at theirs first.")
        )
    was = current.answer
    current.answer, current.what, current.who, current.experience = facts.answer, facts.what, facts.who, told
    current.answered_by, current.answered_at, current.revision = viewer.person, now, current.revision + 1
    current.save()
    _touch(current.checklist, now)
    record("answer_subject", current, viewer=viewer, now=now, changes={"answer": [was, current.answer]})
    return current


@transaction.atomic
def add_subject(checklist: StartChecklist, *, title: str, viewer: Viewer, now: datetime) -> StartItem:
    """Add a subject that the tool does not have; sent twice it is added once.

    Raises DomainError without a title, and for very many.
    """
    held_partnership(checklist.partnership, viewer)
    own = checklist.items.filter(key__startswith="own-")
    if not title:
        raise DomainError(_("Write what is to be decided."), field="title")
    if sent := own.filter(title=title).first():
        return sent
    if own.count() >= MOST_OWN:
        raise DomainError(_("There are %(n)s subjects of your own already.") % {"n": MOST_OWN}, field="title")
    number = checklist.items.count()
    row = StartItem.objects.create(checklist=checklist, key=f"own-{number}", title=title, position=number)
    _touch(checklist, now)
    record("add_subject", row, viewer=viewer, now=now)
    return row


def _touch(row: StartChecklist, now: datetime) -> None:
    StartChecklist.objects.filter(pk=row.pk).update(changed_at=now)
