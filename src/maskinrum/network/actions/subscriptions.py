"""Follow something, change how often it is told, and stop."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.facts import theme_named
from maskinrum.network.enums import Rhythm, SubscriptionKind
from maskinrum.network.models import Question, Subscription
from maskinrum.network.queries import may_follow_partnership, questions, subscriptions
from maskinrum.organisations.actions import record
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.errors import DomainError

MOST_FOLLOWED = 50


@dataclass(frozen=True)
class Followed:
    """What is followed: exactly one of these."""

    theme: str = ""
    partnership: str = ""
    words: str = ""
    question: Question | None = None

    @property
    def kind(self) -> SubscriptionKind:
        """Which one it is."""
        if self.question is not None:
            return SubscriptionKind.QUESTION
        if self.partnership:
            return SubscriptionKind.PARTNERSHIP
        return SubscriptionKind.THEME if self.theme else SubscriptionKind.SEARCH


@transaction.atomic
def follow(what: Followed, *, rhythm: Rhythm, viewer: Viewer, now: datetime) -> Subscription:
    """Follow something from now on; following it again changes how often it is told.

    Raises DomainError for whoever is not signed in, for what the viewer may not see, and for more than fifty.
    """
    if not viewer.is_known:
        raise DomainError(_("Log in first, so that we know where to write."))
    _refuse_unseen(what, viewer, now)
    Person.objects.select_for_update().get(pk__in=[viewer.person])
    partnership = uuid.UUID(what.partnership) if what.partnership else None
    same = {"kind": what.kind, "theme": what.theme, "words": what.words, "partnership": partnership}
    row = subscriptions(viewer).filter(**same, question=what.question).first()
    if row is not None:
        return set_rhythm(row, rhythm=rhythm, viewer=viewer, now=now)
    if subscriptions(viewer).count() >= MOST_FOLLOWED:
        raise DomainError(_("You follow fifty things already. Take one off first."))
    row = Subscription(kind=what.kind, theme=what.theme, words=what.words, question=what.question, rhythm=rhythm)
    row.person_id, row.partnership_id = viewer.person, partnership  # type: ignore[assignment]
    row.told_until = row.created_at = now
    row.save()
    record("follow", row, viewer=viewer, now=now, changes={"kind": [None, what.kind.value], "rhythm": [None, rhythm]})
    return row


def _refuse_unseen(what: Followed, viewer: Viewer, now: datetime) -> None:
    if sum(map(bool, (what.theme, what.partnership, what.words.strip(), what.question))) != 1:
        raise DomainError(
            _("Choose one thing to follow: a theme, a partnership or the words of a search."), field="theme"
        )
    if what.theme and theme_named(what.theme) is None:
        raise DomainError(_("Choose one of those on the list."), field="theme")
    if what.partnership and not may_follow_partnership(viewer, what.partnership, now=now):
        raise DomainError(_("Choose one of those on the list."), field="partnership")
    if what.question is not None and not questions(viewer, now=now).filter(pk=what.question.pk).exists():
        raise DomainError(_("The question is no longer there."))


@transaction.atomic
def set_rhythm(row: Subscription, *, rhythm: Rhythm, viewer: Viewer, now: datetime) -> Subscription:
    """Say how often it is told. What was new while it was off is not told afterwards."""
    _refuse_others(row, viewer)
    if row.rhythm != rhythm:
        before, row.rhythm = row.rhythm, rhythm
        row.told_until = now if before == Rhythm.OFF else row.told_until
        row.save(update_fields=["rhythm", "told_until"])
        record("set_rhythm", row, viewer=viewer, now=now, changes={"rhythm": [before, rhythm]})
    return row


@transaction.atomic
def unfollow(row: Subscription, *, viewer: Viewer, now: datetime) -> None:
    """Follow it no more; what is followed no more already is left so."""
    _refuse_others(row, viewer)
    current = Subscription.objects.select_for_update().filter(pk=row.pk).first()
    if current is not None:
        record("unfollow", current, viewer=viewer, now=now)
        current.delete()


def _refuse_others(row: Subscription, viewer: Viewer) -> None:
    if row.person_id != viewer.person:
        raise DomainError(_("Only whoever follows it can do this."))


@transaction.atomic
def stop_digests(person: Person, *, now: datetime) -> int:
    """Send nothing more of what somebody follows, and return how much was stopped. Twice changes nothing."""
    viewer, rows = Viewer(person=person.pk), Subscription.objects.filter(person=person).exclude(rhythm=Rhythm.OFF)
    return len([set_rhythm(row, rhythm=Rhythm.OFF, viewer=viewer, now=now) for row in rows])


@transaction.atomic
def erase_subscriptions(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """Forget what a person follows."""
    Subscription.objects.filter(person=person).delete()
