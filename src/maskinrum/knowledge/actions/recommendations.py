"""Write recommendations, keep what they said before, and bring those that ship."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.shipped import Loaded
from maskinrum.knowledge.actions.writing import new_key
from maskinrum.knowledge.enums import EvidenceSide
from maskinrum.knowledge.facts import MOST_THEMES, theme_named
from maskinrum.knowledge.facts.recommendations import RecommendationFacts
from maskinrum.knowledge.models import Experience, Recommendation, RecommendationEvidence, RecommendationVersion
from maskinrum.knowledge.permissions import can_write_recommendation
from maskinrum.knowledge.queries.recommendations import recommendation_facts
from maskinrum.knowledge.queries.shipped import shipped_recommendations
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

PLAIN = (
    *("statement", "statement_en", "reasons", "reasons_en", "caveat", "caveat_en"),
    *("phase", "owner_role", "visibility", "review_months"),
)
A_MONTH = timedelta(days=30.44)


@transaction.atomic
def write_recommendation(
    row: Recommendation | None,
    *,
    facts: RecommendationFacts,
    expected_revision: int = 0,
    viewer: Viewer,
    now: datetime,
) -> Recommendation:
    """Write a new one, or change one, and say by it that it holds today; what it said before is kept.

    Raises DomainError without the right, without a theme, for an experience on both sides, and when somebody else has
    saved it since.
    """
    if not can_write_recommendation(viewer):
        raise DomainError(_("The secretariat keeps the recommendations. Write to it."))
    if row is None:
        current = Recommendation(key=new_key(), created_at=now, organisation_id=viewer.organisation, revision=0)
        before = None
    else:
        current = Recommendation.objects.select_for_update().get(pk=row.pk)
        before = recommendation_facts(current)
        if current.revision != expected_revision:
            raise DomainError(
                _("Somebody else saved it meanwhile. Your words stand below: open it in a new window and write there.")
            )
    _store(current, facts, viewer, now)
    record("write_recommendation", current, viewer=viewer, now=now, changes=_changes(before, facts))
    return current


def _changes(before: RecommendationFacts | None, after: RecommendationFacts) -> dict[str, list[object]]:
    old, new = (before.to_json() if before else {}), after.to_json()
    return {name: [old.get(name), new[name]] for name in new if old.get(name) != new[name]}


def _store(row: Recommendation, facts: RecommendationFacts, viewer: Viewer, now: datetime) -> None:
    if not 0 < len(facts.themes) <= MOST_THEMES or any(theme_named(code) is None for code in facts.themes):
        raise DomainError(_("Choose from one to three themes."), field="theme_1")
    if set(facts.support) & set(facts.counter):
        raise DomainError(_("The same experience cannot speak both for it and against it."), field="counter")
    today = timezone.localdate(now)
    for name in PLAIN:
        setattr(row, name, getattr(facts, name))
    row.theme_codes = " ".join(facts.themes)
    row.revision, row.changed_at, row.reviewed_on = row.revision + 1, now, today
    row.review_on = today + facts.review_months * A_MONTH
    row.save()
    row.evidence.all().delete()
    _support(row, facts)
    keep_recommendation(row, facts, viewer=viewer, now=now)
    note_change(row)


def keep_recommendation(row: Recommendation, facts: RecommendationFacts, *, viewer: Viewer, now: datetime) -> None:
    """Remember what the row says now under its revision. Only the other actions call this."""
    RecommendationVersion.objects.create(
        recommendation=row,
        revision=row.revision,
        at=now,
        written_by=viewer.person,
        organisation_id=viewer.organisation,
        content=facts.to_json(),
    )


def _support(row: Recommendation, facts: RecommendationFacts) -> None:
    known = dict(Experience.objects.filter(key__in=[*facts.support, *facts.counter]).values_list("key", "pk"))
    sides = [(EvidenceSide.SUPPORT, facts.support), (EvidenceSide.COUNTER, facts.counter)]
    RecommendationEvidence.objects.bulk_create(
        RecommendationEvidence(recommendation=row, experience_id=known[key], side=side, position=place)
        for side, keys in sides
        for place, key in enumerate(keys)
        if key in known
    )


@transaction.atomic
def load_recommendations(now: datetime) -> Loaded:
    """Add what ships and is not there, and renew what nobody has changed since. Doing it again changes nothing."""
    verbs = [_bring(key, facts, now) for key, facts in shipped_recommendations().items()]
    return Loaded(verbs.count("added"), verbs.count("changed"), verbs.count("left"))


def _bring(key: str, facts: RecommendationFacts, now: datetime) -> str:
    row = Recommendation.objects.filter(key=key).first()
    verb = "changed"
    if row is None:
        row, verb = Recommendation(key=key, created_at=now, revision=0), "added"
    elif row.versions.filter(organisation__isnull=False).exists():
        return "left"
    elif recommendation_facts(row) == facts:
        return "same"
    _store(row, facts, OPERATOR, now)
    record("load_recommendation", row, viewer=OPERATOR, now=now, changes={"revision": [None, row.revision]})
    return verb
