"""Forget a person, and keep what the person gave to others."""

from datetime import datetime

from django.db import transaction

from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.models import (
    Attachment,
    Booklet,
    DistinctPair,
    EvidenceVersion,
    Experience,
    ExperienceComment,
    ExperienceUse,
    ExperienceVersion,
    NamedPartner,
    RecommendationVersion,
    ToolUse,
    ToolVersion,
)
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer


@transaction.atomic
def erase_from_experiences(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """Drafts that were never sent on go with their files; everything else stays, and no longer leads to the person."""
    Experience.objects.filter(written_by=person.pk, state=ExperienceState.DRAFT, versions=None).delete()
    Experience.objects.filter(written_by=person.pk).update(written_by=None)
    ExperienceVersion.objects.filter(written_by=person.pk).update(written_by=None)
    ExperienceComment.objects.filter(written_by=person.pk).update(written_by=None)
    ExperienceUse.objects.filter(recorded_by=person.pk).update(recorded_by=None)
    NamedPartner.objects.filter(decided_by=person.pk).update(decided_by=None)
    DistinctPair.objects.filter(said_by=person.pk).update(said_by=None)
    Attachment.objects.filter(uploaded_by=person.pk).update(uploaded_by=None, name="")


@transaction.atomic
def erase_from_tools(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """Versions and uses of tools stay, and no longer lead to the person."""
    ToolVersion.objects.filter(uploaded_by=person.pk).update(uploaded_by=None)
    ToolUse.objects.filter(recorded_by=person.pk).update(recorded_by=None)


@transaction.atomic
def erase_from_recommendations(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """What a recommendation said stays, and no longer leads to the person."""
    RecommendationVersion.objects.filter(written_by=person.pk).update(written_by=None)


@transaction.atomic
def erase_from_evidence(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """What a row of evidence said stays, and no longer leads to the person."""
    EvidenceVersion.objects.filter(written_by=person.pk).update(written_by=None)


@transaction.atomic
def erase_from_booklets(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """Booklets stay with their organisation, and no longer lead to the person."""
    Booklet.objects.filter(written_by=person.pk).update(written_by=None)
