"""What the tour shows: the register, what is told, and where knowledge is weak, as they stand at the moment."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet

from maskinrum.knowledge.enums import Phase
from maskinrum.knowledge.models import Experience, Recommendation
from maskinrum.knowledge.queries import published
from maskinrum.knowledge.queries.evidence import evidence_counts
from maskinrum.knowledge.queries.experiences import in_order
from maskinrum.knowledge.queries.recommendations import recommendations
from maskinrum.network.enums import QuestionState, Stage
from maskinrum.network.models import Question
from maskinrum.network.queries.questions import questions
from maskinrum.network.queries.stands import stand_counts
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import PartnershipType, SourceLabel
from maskinrum.partnerships.models import JointEstimate, Partnership
from maskinrum.partnerships.queries import partnerships
from maskinrum.shared.domain import load

FIRST_BOTH = "joint-fsb-kab-2019"
SHOWN, ADVICE, ASKED, CRITERIA = 5, 6, 3, 7
BEFORE = (Phase.IDEA, Phase.CLARIFICATION, Phase.PREPARATION)
ENDS = "0", "4"  # of the scale on which a criterion is judged
NOW_ASKED = "not_yet"


def known(viewer: Viewer, *, now: datetime) -> QuerySet[Partnership]:
    """The real entries of the register that the viewer may see."""
    return partnerships(viewer, now=now).filter(is_fictitious=False)


def first_ones(viewer: Viewer, *, now: datetime) -> tuple[list[Partnership], JointEstimate | None]:
    """The two that opened their engine room, and the estimate that covers them together."""
    rows = known(viewer, now=now).filter(joint_estimate__slug=FIRST_BOTH)
    found = list(rows.select_related("joint_estimate").prefetch_related("parties").order_by("starts_on", "slug"))
    return found, found[0].joint_estimate if found else None


def by_type(viewer: Viewer, *, now: datetime) -> list[tuple[str, Any, int]]:
    """How many entries there are of each type of agreement, in the order of the types."""
    counted = dict(known(viewer, now=now).order_by().values_list("type").annotate(many=Count("id")))
    return [(value, label, counted[value]) for value, label in PartnershipType.choices if value in counted]


def gates() -> list[dict[str, Any]]:
    """The five questions that a decision file asks before it calculates anything."""
    return list(load("readiness")["gates"])


def heaviest_criteria() -> list[dict[str, Any]]:
    """What weighs most when a portfolio is judged ready, the heaviest first, with both ends of its scale."""
    chosen = sorted(load("readiness")["criteria"], key=lambda one: -one["weight"])[:CRITERIA]
    return [one | {"least": one["anchors"][ENDS[0]], "most": one["anchors"][ENDS[1]]} for one in chosen]


def known_durations() -> list[dict[str, Any]]:
    """How long real agreements took to come about, each with its source."""
    return list(load("phases")["reported_durations"])


def alternatives() -> list[dict[str, Any]]:
    """Every way of procuring that a decision file compares, with *not yet*."""
    compared = {*load("readiness")["alternatives_always_compared"], NOW_ASKED}
    return [way for way in load("facets")["delivery_model"]["values"] if way["slug"] in compared]


def phases() -> list[dict[str, Any]]:
    """The way from idea to final evaluation, with what each part of it yields."""
    return list(load("phases")["phases"])


def weak_and_all() -> tuple[int, int]:
    """How many figures of the evidence are judgement or single cases, and how many there are."""
    strength = evidence_counts()["strength"]
    return strength["C"] + strength["D"], sum(strength.values())


def told_before_choosing(viewer: Viewer, *, now: datetime, today: date) -> list[Experience]:
    """The best experiences of the phases in which the choice is made, each with a source, of different partnerships.

    Facts stand first.
    """
    rows = published(viewer, now=now).filter(phase__in=BEFORE).exclude(organisation__is_fictitious=True)
    rows = rows.exclude(source_url="").exclude(advice="").exclude(partnership=None)
    ordered = in_order(rows, today=today).values_list("pk", "partnership_id", "source_label")[:50]
    first: dict[Any, Any] = {}
    for pk, partnership, _label in sorted(ordered, key=lambda row: row[2] != SourceLabel.FACT):
        first.setdefault(partnership, pk)
    chosen = list(first.values())[:SHOWN]
    found = Experience.objects.select_related("partnership", "organisation").in_bulk(chosen)
    return [found[pk] for pk in chosen if pk in found]


def advice_before_choosing(viewer: Viewer, *, now: datetime) -> list[Recommendation]:
    """Recommendations for the same phases."""
    rows = recommendations(viewer, now=now).filter(phase__in=BEFORE).exclude(organisation__is_fictitious=True)
    return list(rows.order_by("phase", "statement", "id")[:ADVICE])


def who_is_where(viewer: Viewer, *, now: datetime) -> list[tuple[str, Any, int]]:
    """How many organisations tell that they stand at each place, in the order of the way."""
    counted = stand_counts(viewer, now=now)["stage"]
    return [(value, label, counted[value]) for value, label in Stage.choices if counted[value]]


def asked_in_the_open(viewer: Viewer, *, now: datetime) -> list[Question]:
    """The latest questions that were answered and that the viewer may read."""
    rows = questions(viewer, now=now).filter(state__in=(QuestionState.ANSWERED, QuestionState.CLOSED))
    return list(rows.select_related("organisation").order_by("-asked_at", "id")[:ASKED])
