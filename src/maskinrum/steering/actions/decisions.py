"""Write into the decision log, and change what stands there."""

import uuid
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.queries import published
from maskinrum.meetings.models import MeetingDecision
from maskinrum.organisations.actions import record
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import own_organisation
from maskinrum.partnerships.models import Partnership
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError, OvertakenError
from maskinrum.steering.actions.holding import chosen_project, held_partnership, refuse_day
from maskinrum.steering.facts.decisions import DecisionFacts
from maskinrum.steering.models import DecisionBasis, PartnershipDecision
from maskinrum.steering.permissions import can_change_decision
from maskinrum.steering.queries.decisions import basis_of, decision_facts, meeting_decisions
from maskinrum.steering.queries.reaching import parties_of

PLAIN = ("text", "decided_on", "body", "body_name", "reason", "alternatives", "covers", "look_again_on")
LONGEST_CHAIN = 1000


@transaction.atomic
def log_decision(
    partnership: Partnership, facts: DecisionFacts, *, viewer: Viewer, now: datetime
) -> PartnershipDecision:
    """Write a decision down, once however often it is sent. Raises DomainError for no party, and for what cannot be."""
    held = held_partnership(partnership, viewer)
    same = held.decisions.filter(text=facts.text, decided_on=facts.decided_on, written_by=viewer.person)
    for sent in same.filter(organisation=viewer.organisation):
        if _in_one_order(decision_facts(sent)) == _in_one_order(facts):
            return sent
    row = PartnershipDecision(
        partnership=held, organisation=own_organisation(viewer), written_by=viewer.person, written_at=now
    )
    _write(row, held, facts, viewer=viewer, now=now)
    record("log_decision", row, viewer=viewer, now=now, changes={"body": [None, row.body]})
    return row


def _in_one_order(facts: DecisionFacts) -> DecisionFacts:
    return replace(facts, bound=tuple(sorted(facts.bound)))


@transaction.atomic
def change_decision(
    row: PartnershipDecision, facts: DecisionFacts, *, expected_revision: int, viewer: Viewer, now: datetime
) -> PartnershipDecision:
    """Change what was written down. Raises DomainError without the right, and when somebody else was quicker."""
    held = held_partnership(row.partnership, viewer)
    current = PartnershipDecision.objects.select_for_update().get(pk=row.pk)
    if not can_change_decision(viewer, current, clients=parties_of(held).clients):
        raise DomainError(_("Only those who wrote the decision down, and the client, can change it."))
    before = decision_facts(current)
    if before == facts:
        return current
    if current.revision != expected_revision:
        raise OvertakenError(
            _("Somebody has changed it since you opened it. Yours still stands here; look at it first.")
        )
    current.revision += 1
    _write(current, held, facts, viewer=viewer, now=now)
    changed = [name for name in DecisionFacts.__dataclass_fields__ if getattr(before, name) != getattr(facts, name)]
    changes = {name: ["", "changed"] for name in changed}
    record("change_decision", current, viewer=viewer, now=now, changes=changes)
    return current


def _write(row: PartnershipDecision, held: Partnership, facts: DecisionFacts, *, viewer: Viewer, now: datetime) -> None:
    _refuse_impossible(held, facts, now)
    kept = list(row.bound.values_list("pk", flat=True)) if row.revision > 1 else []
    bound = [uuid.UUID(key) for key in facts.bound]
    if set(bound) - {*parties_of(held).names, *kept}:
        raise DomainError(_("Choose among the parties of the partnership."), field="bound")
    for name in PLAIN:
        setattr(row, name, getattr(facts, name))
    row.replaces, row.replaces_in_meeting = _replaced(row, held, facts.replaces, viewer, now)
    row.changed_at = now
    row.save()
    row.bound.set(Organisation.objects.filter(pk__in=bound))
    _write_basis(row, held, facts, viewer, now)
    note_change(row)


def _refuse_impossible(held: Partnership, facts: DecisionFacts, now: datetime) -> None:
    if not facts.text:
        raise DomainError(_("Write what was decided."), field="text")
    refuse_day(facts.decided_on, field="decided_on", partnership=held, now=now)
    if facts.look_again_on is not None and facts.look_again_on <= facts.decided_on:
        words = _("It is to be looked at again before it was decided. Choose a later day.")
        raise DomainError(words, field="look_again_on")


def _replaced(
    row: PartnershipDecision, held: Partnership, key: str, viewer: Viewer, now: datetime
) -> tuple[PartnershipDecision | None, MeetingDecision | None]:
    """What it takes the place of. Raises DomainError for one that is not there, or that another has replaced."""
    if not key:
        return None, None
    pk = _uuid(key[1:])
    own: PartnershipDecision | None = None
    told: MeetingDecision | None = None
    if key.startswith("d"):
        rows = PartnershipDecision.objects.filter(partnership=held, pk__in=[pk]).exclude(pk=row.pk)
        own = rows.select_related("replaced_by").first()
    elif row.replaces_in_meeting_id == pk and pk is not None:
        told = row.replaces_in_meeting
    else:
        told = meeting_decisions(viewer, held, now=now).filter(pk__in=[pk]).first()
    found = own or told
    if found is None:
        raise DomainError(_("Choose one of the decisions on the list."), field="replaces")
    later = getattr(found, "replaced_by", None)
    if later is not None and later.pk != row.pk:
        words = _("Another decision has taken the place of that one already. Choose the newest.")
        raise DomainError(words, field="replaces")
    if own is not None and _leads_to(own, row):
        raise DomainError(_("That one took the place of this. It cannot go both ways."), field="replaces")
    return own, told


def _leads_to(earlier: PartnershipDecision, row: PartnershipDecision) -> bool:
    one: PartnershipDecision | None = earlier
    for _step in range(LONGEST_CHAIN):
        if one is None or one.pk == row.pk:
            return one is not None
        one = one.replaces
    return True


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _write_basis(
    row: PartnershipDecision, held: Partnership, facts: DecisionFacts, viewer: Viewer, now: datetime
) -> None:
    """Put down what it rests on. Experiences that the viewer may not read stay as they are."""
    seen = basis_of(viewer, row, now=now)
    projects = {str(one.project.pk): one.project for one in seen if one.project is not None}
    DecisionBasis.objects.filter(pk__in=[one.pk for one in seen]).delete()
    keys = [one.experience for one in facts.basis if one.experience]
    readable = {one.key: one for one in published(viewer, now=now).filter(key__in=keys)} if keys else {}
    made = []
    for position, one in enumerate(facts.basis):
        told = readable.get(one.experience)
        if one.experience and told is None:
            continue  # one that stayed, or that is not the viewer's to name
        project = chosen_project(one.project, viewer, held, kept=projects.get(one.project))
        made.append(
            DecisionBasis(
                decision=row, experience=told, project=project, label=one.label, url=one.url, position=position
            )
        )
    DecisionBasis.objects.bulk_create(made)
