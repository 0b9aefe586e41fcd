"""Open a disagreement, take it up the ladder, and settle it."""

import uuid
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError, OvertakenError
from maskinrum.steering.actions.holding import chosen_project, held_partnership, refuse_day
from maskinrum.steering.analysis.ladder import QUICK_DECISION, due, ladder, not_tried, rung
from maskinrum.steering.facts.disagreements import Climb, Opening
from maskinrum.steering.models import Disagreement, DisagreementParty, LadderStep
from maskinrum.steering.queries.disagreements import seen_disagreements, shows_size
from maskinrum.steering.queries.reaching import parties_of

LEAST_PARTIES = 2


@transaction.atomic
def open_disagreement(partnership: Partnership, facts: Opening, *, viewer: Viewer, now: datetime) -> Disagreement:
    """Open one at the lowest step, once however often it is sent.

    Raises DomainError for who is no party, and for what cannot be.
    """
    held = held_partnership(partnership, viewer)
    parties = parties_of(held)
    chosen = _chosen_parties(facts, set(parties.names))
    concerned = {*parties.clients, *chosen, *parties.facilitators}
    if viewer.organisation not in concerned:
        words = _("Your organisation must be one of the parties. Only the client and the facilitator open for others.")
        raise DomainError(words, field="parties")
    _refuse_impossible(held, facts, now)
    first = ladder()[0]
    if (sent := _sent_before(held, facts, chosen, first.slug, viewer)) is not None:
        return sent
    row = Disagreement.objects.create(
        partnership=held,
        project=chosen_project(facts.project, viewer, held, kept=None),
        organisation_id=viewer.organisation,
        subject=facts.subject,
        text=facts.text,
        size=facts.size,
        opened_on=facts.opened_on,
        step=first.slug,
        written_by=viewer.person,
        written_at=now,
        changed_at=now,
    )
    DisagreementParty.objects.bulk_create(DisagreementParty(disagreement=row, organisation_id=pk) for pk in chosen)
    _begin(row, Climb(first.slug, facts.opened_on), position=0, missed=(), viewer=viewer, now=now)
    note_change(row)
    record("open_disagreement", row, viewer=viewer, now=now, changes={"step": [None, first.slug]})
    return row


def _sent_before(
    held: Partnership, facts: Opening, chosen: Collection[uuid.UUID], step: str, viewer: Viewer
) -> Disagreement | None:
    """The same one, as somebody has opened it whose answer was lost on the way; nothing has become of it yet."""
    same = {"subject": facts.subject, "text": facts.text, "size": facts.size, "opened_on": facts.opened_on}
    rows = Disagreement.objects.filter(**same, partnership=held, step=step, revision=1, written_by=viewer.person)
    for one in rows.filter(organisation=viewer.organisation):
        if set(one.parties.values_list("organisation", flat=True)) == set(chosen):
            return one
    return None


@transaction.atomic
def change_disagreement(
    row: Disagreement, facts: Opening, *, expected_revision: int, viewer: Viewer, now: datetime
) -> Disagreement:
    """Change what it is about and between whom; the size only for those who see it.

    Raises DomainError without the right, for what is settled, and when somebody else was quicker.
    """
    current = _held(row, viewer, expected_revision)
    held = current.partnership
    before = {one.organisation_id for one in current.parties.all()}
    who = parties_of(held)
    chosen = _chosen_parties(facts, {*who.names, *before})
    _refuse_impossible(held, facts, now)
    first = current.steps.order_by("position").first()
    later = current.steps.order_by("position")[1:2]
    if any(facts.opened_on > one.began_on for one in later):
        raise DomainError(_("The next step began before that day. Choose an earlier one."), field="opened_on")
    if shows_size(viewer, current, who):
        current.size = facts.size
    current.project = chosen_project(facts.project, viewer, held, kept=current.project)
    current.subject, current.text, current.opened_on = facts.subject, facts.text, facts.opened_on
    if first is not None:
        first.began_on = facts.opened_on
        first.save(update_fields=["began_on"])
    current.parties.exclude(organisation__in=chosen).delete()
    new = [pk for pk in chosen if pk not in before]
    DisagreementParty.objects.bulk_create(DisagreementParty(disagreement=current, organisation_id=pk) for pk in new)
    _save(current, now)
    record("change_disagreement", current, viewer=viewer, now=now, changes={"parties": [len(before), len(chosen)]})
    return current


@transaction.atomic
def climb(row: Disagreement, facts: Climb, *, expected_revision: int, viewer: Viewer, now: datetime) -> Disagreement:
    """Take it to a higher step. Raises DomainError without the right, for a step below, and when another was quicker.

    A step of negotiation may be passed by with a reason, which stays on the page: AB 18 wants negotiation first.
    """
    current = _held(row, viewer, expected_revision)
    if facts.step not in {one.slug for one in ladder()}:
        raise DomainError(_("Choose one of the steps on the list."), field="step")
    if rung(facts.step).number <= rung(current.step).number:
        raise DomainError(_("It stands at that step already, or above it. Choose a higher one."), field="step")
    before = list(current.steps.order_by("position"))
    _refuse_before(facts.began_on, before[-1].began_on, "began_on")
    refuse_day(facts.began_on, field="began_on", partnership=current.partnership, now=now)
    missed = not_tried(facts.step, {one.step for one in before})
    if missed and not facts.missed_because:
        words = _("AB 18 wants negotiation tried first. Say why a step was passed by; it stands beside the step.")
        raise DomainError(words, field="missed_because")
    _end(before[-1], facts.began_on, facts.agreed)
    _begin(current, facts, position=len(before), missed=missed, viewer=viewer, now=now)
    was, current.step = current.step, facts.step
    _save(current, now)
    record("climb_ladder", current, viewer=viewer, now=now, changes={"step": [was, facts.step]})
    return current


@transaction.atomic
def note_decision(
    row: Disagreement, *, decided_on: date, expected_revision: int, viewer: Viewer, now: datetime
) -> Disagreement:
    """Say on which day the quick decision was given; from it runs the time to take it to arbitration.

    Doing it again corrects the day. Raises DomainError as ``climb``, and at any other step.
    """
    current = _held(row, viewer, expected_revision)
    step = current.steps.filter(step=QUICK_DECISION).first()
    if step is None or current.step != QUICK_DECISION:
        raise DomainError(_("It does not stand at the quick decision, so no decision can be given."))
    if decided_on < step.began_on:
        words = _("The decision was asked for on %(day)s. Choose that day or a later one.")
        raise DomainError(words % {"day": date_format(step.began_on, "DATE_FORMAT")}, field="decided_on")
    refuse_day(decided_on, field="decided_on", partnership=current.partnership, now=now)
    found, today = due(step.step, step.began_on, decided_on), timezone.localdate(now)
    was, step.decided_on = step.decided_on, decided_on
    step.due_on = found.day if found else None
    # What ran out before it was written down is not warned of any more; a corrected day is told of anew.
    step.warned_on = today if found and found.day < today else None
    step.lapsed_on = None
    step.save(update_fields=["decided_on", "due_on", "warned_on", "lapsed_on"])
    _save(current, now)
    changes = {"decided_on": [was.isoformat() if was else None, decided_on.isoformat()]}
    record("note_quick_decision", current, viewer=viewer, now=now, changes=changes)
    return current


@transaction.atomic
def settle(
    row: Disagreement, *, settled_on: date, outcome: str, expected_revision: int, viewer: Viewer, now: datetime
) -> Disagreement:
    """Say that it is settled, when, and how. Raises DomainError as ``climb``."""
    current = _held(row, viewer, expected_revision)
    if not outcome:
        raise DomainError(_("Write what you agreed, or what was decided."), field="outcome")
    last = current.steps.order_by("position").last()
    if last is not None:
        _refuse_before(settled_on, last.began_on, "settled_on")
    refuse_day(settled_on, field="settled_on", partnership=current.partnership, now=now)
    if last is not None:
        _end(last, settled_on, last.agreed)
    current.settled_on, current.outcome = settled_on, outcome
    _save(current, now)
    changes = {"settled_on": [None, settled_on.isoformat()]}
    record("settle_disagreement", current, viewer=viewer, now=now, changes=changes)
    return current


def _held(row: Disagreement, viewer: Viewer, expected_revision: int) -> Disagreement:
    if not seen_disagreements(viewer).filter(pk=row.pk).exists():
        raise DomainError(_("Only the client, the parties to it and the facilitator can write here."))
    current = Disagreement.objects.select_for_update().get(pk=row.pk)
    if current.settled_on is not None:
        raise DomainError(_("It is settled, so nothing is changed. Open a new one where it comes up again."))
    if current.revision != expected_revision:
        raise OvertakenError(
            _("Somebody has written here since you opened the page. Yours still stands; look at theirs first.")
        )
    return current


def _save(row: Disagreement, now: datetime) -> None:
    row.revision += 1
    row.changed_at = now
    row.save()
    note_change(row)


def _chosen_parties(facts: Opening, offered: set[uuid.UUID]) -> list[uuid.UUID]:
    chosen = [uuid.UUID(key) for key in dict.fromkeys(facts.parties)]
    if len(chosen) < LEAST_PARTIES:
        raise DomainError(_("Choose at least two parties."), field="parties")
    if set(chosen) - offered:
        raise DomainError(_("Choose among the parties of the partnership."), field="parties")
    return chosen


def _refuse_impossible(held: Partnership, facts: Opening, now: datetime) -> None:
    if not facts.subject:
        raise DomainError(_("Write what it is about."), field="subject")
    refuse_day(facts.opened_on, field="opened_on", partnership=held, now=now)


def _refuse_before(day: date, earliest: date, field: str) -> None:
    if day < earliest:
        words = _("The step before began on %(day)s. Choose that day or a later one.")
        raise DomainError(words % {"day": date_format(earliest, "DATE_FORMAT")}, field=field)


def _begin(
    row: Disagreement, facts: Climb, *, position: int, missed: tuple[str, ...], viewer: Viewer, now: datetime
) -> None:
    """Note the step with its last day. What ran out before it was written down is not warned of any more."""
    found = due(facts.step, facts.began_on)
    LadderStep.objects.create(
        disagreement=row,
        step=facts.step,
        began_on=facts.began_on,
        due_on=found.day if found else None,
        taking_part=facts.taking_part,
        missed=list(missed),
        missed_because=facts.missed_because if missed else "",
        warned_on=timezone.localdate(now) if found and found.day < timezone.localdate(now) else None,
        position=position,
        written_by=viewer.person,
        written_at=now,
    )


def _end(step: LadderStep, day: date, agreed: str) -> None:
    step.ended_on, step.agreed = day, agreed
    step.save(update_fields=["ended_on", "agreed"])
