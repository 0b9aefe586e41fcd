"""Partnerships that are evaluated, and rounds in them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from maskinrum.evaluation.actions import invite_people, load_questions, open_round, plan_round
from maskinrum.evaluation.actions.tallying import asked_by
from maskinrum.evaluation.enums import EvaluationPart
from maskinrum.evaluation.facts.answers import Sheet
from maskinrum.evaluation.facts.planning import Invited
from maskinrum.evaluation.models import EvaluationModel, Invitation, Round
from maskinrum.organisations.actions import create_organisation
from maskinrum.organisations.enums import OrganisationKind
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.partnerships.enums import Discipline, SourceLabel
from maskinrum.partnerships.models import Partnership, Party
from tests.conftest import NOW

FEW: dict[tuple[int, str], int] = {(0, "management"): 5, (0, "project"): 5, (1, "site"): 6}


def partnership_of(
    client: Organisation, *others: Organisation, now: datetime = NOW, slug: str = "partnerskabet"
) -> Partnership:
    """A partnership for its parties alone; the last of several others facilitates it."""
    load_questions(now)
    row = Partnership.objects.create(
        slug=slug,
        name="Partnerskabet",
        organisation=client,
        visibility="partnership",
        type="strategic_partnership",
        client_kind="housing",
        status="active",
        added_at=now,
        changed_at=now,
    )
    disciplines = [Discipline.CLIENT, *(Discipline.CONTRACTOR for _one in others)]
    for place, (party, discipline) in enumerate(zip((client, *others), disciplines, strict=True)):
        Party.objects.create(
            partnership=row,
            organisation=party,
            name=party.name,
            discipline=discipline,
            label=SourceLabel.FACT,
            position=place,
        )
    return row


def organisation_called(name: str, kind: OrganisationKind = OrganisationKind.CONTRACTOR) -> Organisation:
    """Another party."""
    return create_organisation(name, kind=kind, viewer=OPERATOR, now=NOW)


def planned_round(
    partnership: Partnership,
    counts: Mapping[tuple[int, str], int] | None = None,
    *,
    part: EvaluationPart = EvaluationPart.PULSE,
    now: datetime = NOW,
) -> Round:
    """A round that opens today; ``counts`` says how many of each party, by its place, and role are on the list."""
    today = timezone.localdate(now)
    row = plan_round(
        partnership, part=part, opens_on=today, closes_on=today + timedelta(days=14), viewer=OPERATOR, now=now
    )
    parties = [one.organisation_id for one in partnership.parties.all()]
    people = [
        Invited(f"{role}{number}.{place}@part.example", parties[place], role)
        for (place, role), count in (counts or {}).items()
        for number in range(count)
    ]
    if people:
        invite_people(row, people, viewer=OPERATOR, now=now)
    return row


def opened_round(
    partnership: Partnership, counts: Mapping[tuple[int, str], int] | None = None, *, now: datetime = NOW, **more: Any
) -> Round:
    """The same, open."""
    people = {} if more.get("part") == EvaluationPart.MATURITY else counts or FEW
    return open_round(planned_round(partnership, people, now=now, **more), viewer=OPERATOR, now=now)


def sheet_of(model: EvaluationModel, level: int = 3, **more: Any) -> Sheet:
    """The same level for all that is asked."""
    return Sheet(dict.fromkeys(asked_by(model), level), **more)


def invited(row: Round, role: str = "") -> list[Invitation]:
    """Those who are invited, in a fixed order."""
    rows = Invitation.objects.filter(round=row).select_related("round", "cell").order_by("email")
    return list(rows.filter(role=role) if role else rows)
