"""Who is on the list of a round, who was asked last time, and whose link was opened."""

from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from maskinrum.evaluation.enums import EvaluationPart, RoundState
from maskinrum.evaluation.facts.planning import MONTHS_BETWEEN, Invited, due_since
from maskinrum.evaluation.models import Invitation, MaturityAnswer, Respondent, Round
from maskinrum.evaluation.queries.rounds import rounds
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import memberships_of
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.tokens import digest_of

FORGOTTEN = "-"


def people_on_list(row: Round) -> QuerySet[Invitation]:
    """Those a round asks whose address is kept, for whoever runs it: whether they have answered is not read."""
    rows = Invitation.objects.filter(round=row).exclude(email__startswith=FORGOTTEN)
    return rows.select_related("party").defer("has_answered").order_by("party__name", "role", "email")


def counted_list(row: Round) -> list[dict[str, object]]:
    """How many a round asks, by party and role."""
    rows = Invitation.objects.filter(round=row).values("party__name", "role").annotate(count=Count("pk"))
    return [dict(one) for one in rows.order_by("party__name", "role")]


def respondents(partnership: Partnership) -> list[Invited]:
    """Whom the partnership asked last time."""
    rows = Respondent.objects.filter(partnership=partnership).order_by("email")
    return [Invited(one.email, one.party_id, one.role, one.language) for one in rows]


def own_people(viewer: Viewer, role: str) -> list[Invited]:
    """Everybody who acts for the organisation that the viewer acts for, in one role of the partnership."""
    if viewer.organisation is None:
        return []
    rows = memberships_of(viewer.organisation).filter(person__is_active=True, person__erased_at=None)
    return [Invited(one.person.email, viewer.organisation, role, one.person.language) for one in rows]


def invitation_of_token(token: str) -> Invitation | None:
    """Whose link it is, while the round is there."""
    rows = Invitation.objects.filter(token_digest=digest_of(token))
    return rows.select_related("round", "round__partnership", "round__model").first()


def round_of_wall(token: str) -> Round | None:
    """The round behind a QR code on the wall."""
    rows = Round.objects.filter(wall_digest=digest_of(token), state=RoundState.OPEN)
    return rows.select_related("partnership", "model").first()


def maturity_answers(row: Round, party: object) -> dict[object, MaturityAnswer]:
    """What one party has answered in a maturity, by wording."""
    return {one.wording_id: one for one in MaturityAnswer.objects.filter(round=row, party__in=[party])}


def parties_answered(row: Round, parties: list[Organisation]) -> list[tuple[Organisation, int]]:
    """On how many themes each party has answered; what, nobody else sees before it is closed."""
    counts = MaturityAnswer.objects.filter(round=row).values_list("party").annotate(count=Count("pk")).order_by()
    found = dict(counts)
    return [(one, found.get(one.pk, 0)) for one in parties]


def pulse_due_since(viewer: Viewer, partnership: Partnership, *, now: datetime) -> date | None:
    """Since when a pulse is due that nobody has planned: three months after the last one opened; None where none is."""
    pulses = rounds(viewer, now=now).filter(partnership=partnership, part=EvaluationPart.PULSE)
    return _due_since(pulses.order_by("-number").first(), now)


def running_and_due(viewer: Viewer, partnership: Partnership, *, now: datetime) -> tuple[list[Round], date | None]:
    """The rounds of a partnership that are open, the pulse first, and since when a pulse is due; in one question."""
    told = Q(state=RoundState.OPEN) | Q(part=EvaluationPart.PULSE)
    rows = rounds(viewer, now=now).filter(told, partnership=partnership).order_by("-part", "number")
    found = list(rows)
    pulses = [one for one in found if one.part == EvaluationPart.PULSE]
    last = max(pulses, key=lambda one: one.number, default=None)
    return [one for one in found if one.state == RoundState.OPEN], _due_since(last, now)


def _due_since(last: Round | None, now: datetime) -> date | None:
    """Since when a pulse is due after the last one there is."""
    if last is None or last.state != RoundState.CLOSED:
        return None
    return due_since(last.opens_on, timezone.localdate(now), months=MONTHS_BETWEEN)


def open_rounds(viewer: Viewer, partnership: Partnership, *, now: datetime) -> QuerySet[Round]:
    """Those of a partnership that are planned or open, the pulse first."""

    rows = rounds(viewer, now=now).filter(partnership=partnership).exclude(state=RoundState.CLOSED)
    return rows.order_by("-part", "number")
