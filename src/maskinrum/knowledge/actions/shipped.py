"""Bring the experiences that ship with the product, as versioned data."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from maskinrum.knowledge.actions.review import REVIEW_EVERY
from maskinrum.knowledge.actions.writing import changes_between, keep_version, rank_again, write_facts
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries import experience_facts
from maskinrum.knowledge.queries.shipped import shipped_experiences
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import OPERATOR


@dataclass(frozen=True)
class Loaded:
    """How many experiences were new, renewed because the shipped data are newer, and left as the network made them."""

    added: int
    changed: int
    left: int


@transaction.atomic
def load_experiences(now: datetime) -> Loaded:
    """Add what ships and is not there, and renew what nobody has changed since. Doing it again changes nothing."""
    verbs = [_bring(key, facts, now) for key, facts in shipped_experiences().items()]
    return Loaded(verbs.count("added"), verbs.count("changed"), verbs.count("left"))


def _bring(key: str, facts: ExperienceFacts, now: datetime) -> str:
    row = Experience.objects.filter(key=key).first()
    if row is None:
        today = timezone.localdate(now)
        row = Experience(key=key, created_at=now, published_at=now, review_on=today + REVIEW_EVERY, reviewed_on=today)
        row.state, row.advice_is_editorial = ExperienceState.PUBLISHED, True
        return _store(row, facts, "added", now)
    if row.versions.filter(organisation__isnull=False).exists() or row.state != ExperienceState.PUBLISHED:
        return "left"
    if not changes_between(experience_facts(row), facts):
        return "same"
    row.revision += 1
    return _store(row, facts, "changed", now)


def _store(row: Experience, facts: ExperienceFacts, verb: str, now: datetime) -> str:
    write_facts(row, facts)
    row.changed_at = now
    row.save()
    keep_version(row, viewer=OPERATOR, now=now)
    rank_again(row)
    record("load_experience", row, viewer=OPERATOR, now=now, changes={"revision": [None, row.revision]})
    return verb
