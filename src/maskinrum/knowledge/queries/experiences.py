"""Reads of experiences: what is published, what is worked on, and in which order they stand."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.models import Experience, ExperienceUse, NamedPartner
from maskinrum.knowledge.permissions import AT_WORK, SHOWN
from maskinrum.organisations.enums import Decision, Role, Visibility
from maskinrum.organisations.permissions import Viewer, can_manage_network, can_manage_organisation
from maskinrum.organisations.queries import visible_to
from maskinrum.partnerships.models import Party, Project
from maskinrum.partnerships.queries import partnerships, partnerships_of
from maskinrum.partnerships.queries import projects as kept_projects
from maskinrum.shared.lists import Long, value_counts, word_counts

READ = (ExperienceState.IN_REVIEW, ExperienceState.APPROVAL)
FACETS = ("phase", "role", "works", "effect", "evidence")
IN_ORDER = ("is_late", "-rank", "title", "id")


@dataclass(frozen=True)
class ListFilter:
    """What the list is asked for; empty means no limit. ``partnership`` is an address in the register."""

    q: str = ""
    theme: str = ""
    phase: str = ""
    role: str = ""
    works: str = ""
    effect: str = ""
    evidence: str = ""
    partnership: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for."""
        return self == ListFilter()


def experiences_of_parties(viewer: Viewer) -> Q:
    """The rule for experiences from partnerships that the viewer's organisation is a party to."""
    return Q(partnership__in=partnerships_of(viewer))


def published(viewer: Viewer, *, now: datetime) -> QuerySet[Experience]:
    """The published experiences that the viewer may read."""
    return visible_to(viewer, Experience.objects.filter(state=ExperienceState.PUBLISHED), now=now)


def experiences(viewer: Viewer, *, now: datetime) -> QuerySet[Experience]:
    """Every experience that the viewer may read: published or no longer valid, and what the viewer works on."""
    return _readable(viewer, Experience.objects.all(), now=now)


def _readable(viewer: Viewer, rows: QuerySet[Experience], *, now: datetime) -> QuerySet[Experience]:
    """Those of the rows that the viewer may read. Who asks for one is not let wait for a list of all others."""
    shown = visible_to(viewer, rows.filter(state__in=SHOWN), now=now)
    return rows.filter(Q(pk__in=shown.values("pk")) | _own_work(viewer) | _to_read(viewer) | _named(viewer))


def _own_work(viewer: Viewer) -> Q:
    if not viewer.is_member:
        return Q(pk__in=[])
    own = Q(organisation=viewer.organisation, state__in=AT_WORK)
    return own if can_manage_organisation(viewer) else own & Q(written_by=viewer.person)


def _to_read(viewer: Viewer) -> Q:
    """What waits for the viewer to read it before others do; ``permissions.can_review`` says the same of one."""
    rule = Q(pk__in=[])
    leaves = Q(state__in=READ) & ~Q(visibility=Visibility.ORGANISATION)
    if can_manage_network(viewer):
        rule |= leaves
    elif viewer.is_member and viewer.role == Role.FACILITATOR:
        rule |= leaves & Q(partnership__in=partnerships_of(viewer)) & ~Q(written_by=viewer.person)
    if can_manage_organisation(viewer):
        rule |= Q(state__in=READ, visibility=Visibility.ORGANISATION, organisation=viewer.organisation)
    return rule


def _named(viewer: Viewer) -> Q:
    if not can_manage_organisation(viewer):
        return Q(pk__in=[])
    asked = NamedPartner.objects.filter(organisation__in=[viewer.organisation])
    return Q(state=ExperienceState.APPROVAL, pk__in=asked.values("experience"))


def experience(viewer: Viewer, key: str, *, now: datetime) -> Experience:
    """One experience, or Http404 for one that is not there and, alike, for one that the viewer may not read."""
    rows = _readable(viewer, Experience.objects.filter(key=key), now=now).select_related(
        "organisation", "partnership", "project", "superseded_by", "counter_to"
    )
    return get_object_or_404(rows)


def review_queue(viewer: Viewer, *, now: datetime) -> QuerySet[Experience]:
    """What waits for the viewer to read it, the longest waiting first."""
    rows = Experience.objects.filter(_to_read(viewer), state=ExperienceState.IN_REVIEW)
    return rows.select_related("organisation", "partnership").order_by("changed_at", "id")


def named_waiting(viewer: Viewer) -> QuerySet[NamedPartner]:
    """The experiences that name the viewer's organisation and wait for its answer; the secretariat sees all of them."""
    rows = NamedPartner.objects.filter(decision=Decision.WAITING, experience__state=ExperienceState.APPROVAL)
    if can_manage_network(viewer):
        mine = rows.exclude(experience__visibility=Visibility.ORGANISATION)
    elif can_manage_organisation(viewer):
        mine = rows.filter(organisation=viewer.organisation)
    else:
        return rows.none()
    return mine.select_related("experience", "experience__organisation", "organisation").order_by("asked_at", "id")


def has_been_answered(viewer: Viewer, key: str) -> bool:
    """Whether the viewer's organisation was asked about being named in it, and is not asked any more."""
    if can_manage_network(viewer) or not can_manage_organisation(viewer):
        return False
    asked = NamedPartner.objects.filter(experience__key=key, organisation__in=[viewer.organisation])
    state = asked.values_list("decision", "experience__state").first()
    return state is not None and state != (Decision.WAITING, ExperienceState.APPROVAL)


def own_experiences(viewer: Viewer) -> QuerySet[Experience]:
    """What the viewer told for the organisation acted for; whoever decides for it sees all of its."""
    if not viewer.is_member:
        return Experience.objects.none()
    rows = Experience.objects.filter(organisation=viewer.organisation)
    rows = rows if can_manage_organisation(viewer) else rows.filter(written_by=viewer.person)
    return rows.select_related("organisation", "partnership").order_by("-changed_at", "id")


def own_projects(viewer: Viewer) -> QuerySet[Project]:
    """The projects that the viewer may connect an experience to."""
    return kept_projects(viewer)


def parties_of(row: Experience) -> set[uuid.UUID]:
    """The organisations that are parties to the partnership of an experience."""
    return set(Party.objects.filter(partnership__in=[row.partnership_id]).values_list("organisation", flat=True))


def listed(viewer: Viewer, asked: ListFilter, *, now: datetime, today: date) -> Long[Experience]:
    """The published experiences that answer, those overdue last, then by rank: use and evidence, never date.

    The rows of a page come with their uses.
    """
    rows = published(viewer, now=now)
    for name in FACETS:
        if value := getattr(asked, name):
            rows = rows.filter(**{name: value})
    if asked.theme:
        rows = rows.filter(theme_codes__contains=asked.theme)
    if asked.partnership:
        seen = partnerships(viewer, now=now).filter(slug=asked.partnership)  # of a hidden entry nothing is told
        rows = rows.filter(partnership__in=seen.order_by().values("pk"))
    for word in asked.q.split():
        rows = rows.filter(has_word(word))
    told = ("experience", "organisation", "readers", "changed_at")  # what ``used_by`` asks of each
    used = Prefetch("uses", ExperienceUse.objects.order_by().only(*told))
    whole = Experience.objects.prefetch_related(used).select_related("organisation", "partnership")
    return Long(in_order(rows, today=today), whole)


def in_order(rows: QuerySet[Experience], *, today: date) -> QuerySet[Experience]:
    """Those overdue last, then by rank, then by title, so that the order is always the same."""
    late = Case(When(review_on__lt=today, then=Value(1)), default=Value(0), output_field=IntegerField())
    return rows.annotate(is_late=late).order_by(*IN_ORDER)


def has_word(word: str) -> Q:
    """The rule for those with a word in their title or texts."""
    rule = Q(pk__in=[])
    for field in ("title", "title_en", "context", "happened", "effect_text", "advice"):
        rule |= Q(**{f"{field}__icontains": word})
    return rule


def facet_counts(viewer: Viewer, *, now: datetime) -> Mapping[str, Counter[str]]:
    """How many published experiences have each value of each facet, in one question."""
    counts = value_counts(published(viewer, now=now), ["theme_codes", *FACETS])
    return {**counts, "theme": word_counts(counts["theme_codes"])}


def experience_facts(row: Experience) -> ExperienceFacts:
    """The content of a stored experience."""
    return ExperienceFacts(
        title=row.title,
        title_en=row.title_en,
        context=row.context,
        happened=row.happened,
        effect_text=row.effect_text,
        advice=row.advice,
        themes=tuple(row.theme_codes.split()),
        phase=row.phase,
        role=row.role,
        works=row.works,
        effect=row.effect,
        evidence=row.evidence,
        visibility=row.visibility,
        partnership=str(row.partnership_id or ""),
        project=str(row.project_id or ""),
        source_url=row.source_url,
        source_label=row.source_label,
        language=row.language,
    )
