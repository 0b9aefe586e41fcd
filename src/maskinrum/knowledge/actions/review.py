"""On the way from a draft to what others can read."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.letters import tell_writer
from maskinrum.knowledge.actions.naming import name_partners
from maskinrum.knowledge.actions.writing import keep_version, locked, rank_again, refuse_unread
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.permissions import can_review, is_own
from maskinrum.knowledge.phrases import FIELD_NAMES
from maskinrum.knowledge.queries import experience_facts, parties_of
from maskinrum.knowledge.queries.choices import is_opened, told_to_others
from maskinrum.organisations.actions import record
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

REVIEW_EVERY = timedelta(days=365)
REVIEW_LATEST = timedelta(days=5 * 366)  # what nobody looks at for longer than that, nobody keeps


@transaction.atomic
def send_to_review(row: Experience, *, viewer: Viewer, now: datetime) -> Experience:
    """Send a draft on to whoever reads it before others do. Raises DomainError while something is missing."""
    current = locked(row)
    if not is_own(viewer, current):
        raise DomainError(_("Only those who told it can send it on."))
    if current.state != ExperienceState.DRAFT:
        raise DomainError(_("It has been sent on already."))
    facts = experience_facts(current)
    if facts.untold:
        words = _("It is kept as a draft. Before it can be sent on, fill in: %(names)s.")
        raise DomainError(words % {"names": _named(facts.untold)})
    if current.visibility == Visibility.PARTNERSHIP and current.partnership_id is None:
        raise DomainError(_("Say which partnership, or choose that others may read it."), field="partnership")
    current.title = facts.headline[:200]
    current.answer = ""
    _move(current, ExperienceState.IN_REVIEW, "send_experience", viewer, now)
    keep_version(current, viewer=viewer, now=now)
    return current


@transaction.atomic
def take_back(row: Experience, *, viewer: Viewer, now: datetime) -> Experience:
    """Make a draft again of what waits to be read or answered."""
    current = locked(row)
    if not is_own(viewer, current):
        raise DomainError(_("Only those who told it can take it back."))
    if current.state not in {ExperienceState.IN_REVIEW, ExperienceState.APPROVAL}:
        raise DomainError(_("It does not wait for anybody, so there is nothing to take back."))
    return _move(current, ExperienceState.DRAFT, "take_back_experience", viewer, now)


@transaction.atomic
def send_back(row: Experience, *, answer: str, viewer: Viewer, now: datetime) -> Experience:
    """Give it back to whoever told it, with what is missing. Raises DomainError without a reason or the right."""
    current = _to_review(row, viewer)
    if not answer.strip():
        raise DomainError(_("Write what is missing, so that it can be mended."), field="answer")
    current.answer = answer.strip()
    _move(current, ExperienceState.DRAFT, "send_back_experience", viewer, now)
    tell_writer(current, "sent_back", now=now)
    return current


def refuse_review_day(day: date, today: date) -> None:
    """Raise DomainError for a day of review that has passed, or that nobody would live to see: 9999."""
    if day <= today:
        raise DomainError(_("The day has passed. Choose a later one."), field="review_on")
    if day > today + REVIEW_LATEST:
        raise DomainError(_("The day is more than five years ahead. Choose an earlier one."), field="review_on")


@transaction.atomic
def pass_review(
    row: Experience,
    *,
    named: Iterable[Organisation],
    review_on: date | None = None,
    expected_revision: int | None = None,
    viewer: Viewer,
    now: datetime,
) -> Experience:
    """Let it go on: to those it names where there are any, else to everybody who may read it.

    ``review_on`` is when it must be looked at again, a year from now where nothing is said. ``expected_revision`` is
    the one that was read. Raises DomainError without the right, for words that were changed since, for a day that has
    passed, while others could not find it, for asking anybody about what stays in an organisation, and for not asking
    somebody whom it names and others are let in to read of.
    """
    current = _to_review(row, viewer)
    refuse_unread(current, expected_revision)
    today = timezone.localdate(now)
    if missing := experience_facts(current).missing:
        words = _("Fill this in first, or give it back: %(names)s.")
        raise DomainError(words % {"names": _named(missing)}, field="outcome")
    if current.visibility == Visibility.PARTNERSHIP and current.partnership_id is None:
        raise DomainError(
            _("It says no partnership, so nobody could read it. Fill it in, or give it back."), field="outcome"
        )
    current.review_on = review_on or today + REVIEW_EVERY
    refuse_review_day(current.review_on, today)
    current.reviewed_on = today
    if _asks(current, list(named), viewer, now):
        return _move(current, ExperienceState.APPROVAL, "pass_experience", viewer, now)
    current.save()
    return publish(current, viewer=viewer, now=now)


def _asks(row: Experience, named: list[Organisation], viewer: Viewer, now: datetime) -> bool:
    """Whether anybody must answer. What stays inside is not shown to others by asking; a no from before is kept."""
    is_let_out = row.visibility == Visibility.ORGANISATION and is_opened(row, now=now)
    if is_let_out:
        _refuse_unasked(row, named, viewer, now)
    if is_let_out or row.visibility != Visibility.ORGANISATION:
        return name_partners(row, named, viewer=viewer, now=now)
    if any(one.pk != row.organisation_id for one in named):
        raise DomainError(_("It stays in the organisation, so nobody outside is asked about it."), field="named")
    return False


def _refuse_unasked(row: Experience, named: list[Organisation], viewer: Viewer, now: datetime) -> None:
    """Whoever lets it through is whoever opened it to others, so it is not for them to say that nobody is asked."""
    asked = {one.pk for one in named}
    left = [one.name for one in told_to_others(viewer, row, now=now) if one.pk not in asked]
    if left:
        words = _("Others are let in by name, so %(names)s must be asked. Tick the name, or take it out of the words.")
        raise DomainError(words % {"names": ", ".join(left)}, field="named")


def _named(fields: Iterable[str]) -> str:
    return ", ".join(str(FIELD_NAMES[name]).lower() for name in fields)


def _to_review(row: Experience, viewer: Viewer) -> Experience:
    current = locked(row)
    if not can_review(viewer, current, parties=parties_of(current)):
        raise DomainError(_("You do not read this one before others do."))
    if current.state != ExperienceState.IN_REVIEW:
        raise DomainError(_("It does not wait to be read. Somebody else may have been quicker."))
    return current


def publish(row: Experience, *, viewer: Viewer, now: datetime) -> Experience:
    """Let others read a row that everybody has said yes to, and tell whoever wrote it."""
    row.published_at = row.published_at or now
    row.answer = ""  # of how it came here: a no, or what was missing
    _move(row, ExperienceState.PUBLISHED, "publish_experience", viewer, now)
    keep_version(row, viewer=viewer, now=now)
    rank_again(row)
    if row.counter_to is not None:
        rank_again(row.counter_to)
    tell_writer(row, "published", now=now)
    return row


def _move(row: Experience, state: ExperienceState, verb: str, viewer: Viewer, now: datetime) -> Experience:
    before, row.state, row.changed_at = row.state, state, now
    row.save()
    note_change(row)
    record(verb, row, viewer=viewer, now=now, changes={"state": [str(before), state.value]})
    return row
