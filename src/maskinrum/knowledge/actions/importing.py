"""Bring many experiences at once, as drafts of whoever brings them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from maskinrum.knowledge.actions.drafts import start_draft
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries import experience_facts
from maskinrum.organisations.permissions import Viewer


@dataclass(frozen=True)
class Imported:
    """How many became drafts, and how many already were drafts in the same words."""

    made: int
    known: int


@transaction.atomic
def import_experiences(rows: Iterable[ExperienceFacts], *, viewer: Viewer, now: datetime) -> Imported:
    """Keep all of them as drafts, or none. Those that the viewer already has as drafts are not made twice.

    Raises DomainError as ``start_draft`` does.
    """
    own = Experience.objects.filter(
        organisation=viewer.organisation, written_by=viewer.person, state=ExperienceState.DRAFT
    )
    there = {_unlabelled(experience_facts(row)) for row in own}
    made = known = 0
    for facts in rows:
        if _unlabelled(facts) in there:
            known += 1
            continue
        start_draft(facts, viewer=viewer, now=now)
        there.add(_unlabelled(facts))
        made += 1
    return Imported(made, known)


def _unlabelled(facts: ExperienceFacts) -> ExperienceFacts:
    return replace(facts, source_label="")
