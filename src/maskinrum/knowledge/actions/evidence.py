"""Write evidence, retire it, keep what it said before, and bring what ships."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.shipped import Loaded
from maskinrum.knowledge.actions.writing import new_key
from maskinrum.knowledge.facts.evidence import SourceCard
from maskinrum.knowledge.facts.parameters import parameter_unit
from maskinrum.knowledge.models import EvidenceRow, EvidenceVersion
from maskinrum.knowledge.permissions import can_write_evidence
from maskinrum.knowledge.phrases import UNITS
from maskinrum.knowledge.queries.evidence import FIELDS, card_of, shipped_cards
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError


@transaction.atomic
def write_evidence(
    row: EvidenceRow | None,
    *,
    card: SourceCard,
    reason: str,
    expected_revision: int = 0,
    viewer: Viewer,
    now: datetime,
) -> EvidenceRow:
    """Add a row, or change one; it is kept what it said before, and why. New analyses take it in, never stored ones.

    Raises DomainError without the right, without a reason for a change, for a spread that no other row holds, for
    what cannot be pooled as it says, and when somebody else has saved it since.
    """
    _check_right(viewer)
    current, before = EvidenceRow(key=new_key(), created_at=now, revision=0), None
    if row is not None:
        current = _locked(row, expected_revision)
        before = card_of(current)
        _check_reason(reason)
    _check_spread(current, card)
    _check_pooling(card)
    _store(current, card, reason, viewer, now)
    changes = {name: [getattr(before, name, None), getattr(card, name)] for name in FIELDS}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    record("write_evidence", current, viewer=viewer, now=now, changes=changes)
    return current


@transaction.atomic
def retire_evidence(
    row: EvidenceRow, *, reason: str, expected_revision: int, is_retired: bool = True, viewer: Viewer, now: datetime
) -> EvidenceRow:
    """Let no new analysis rest on a row, or (``is_retired`` false) let them again.

    Raises DomainError without the right, without a reason, and when somebody else has saved it since.
    """
    _check_right(viewer)
    current = _locked(row, expected_revision)
    _check_reason(reason)
    if current.is_retired == is_retired:
        return current
    current.is_retired = is_retired
    _store(current, card_of(current), reason, viewer, now)
    verb = "retire_evidence" if is_retired else "restore_evidence"
    record(verb, current, viewer=viewer, now=now, changes={"is_retired": [not is_retired, is_retired]})
    return current


@transaction.atomic
def keep_network_row(key: str, card: SourceCard | None, *, reason: str, now: datetime) -> EvidenceRow | None:
    """Add, renew or bring back a row that partnerships share; without a card, retire it. Twice is as once.

    What the secretariat has written about it stands, but whether it counts is the parties' to say.
    """
    row = EvidenceRow.objects.select_for_update().filter(key=key).first()
    if row is None and card is None:
        return None
    is_new, before = row is None, card_of(row) if row else None
    row = row or EvidenceRow(key=key, created_at=now, revision=0)
    is_written = not is_new and row.versions.filter(organisation__isnull=False).exists()
    content = before if card is None or (is_written and before) else card
    if content is None or (content == before and row.is_retired == (card is None)):
        return row
    verb = "retire_evidence" if card is None else "restore_evidence" if row.is_retired else "write_evidence"
    row.is_retired = card is None
    _store(row, content, reason, OPERATOR, now)
    record(verb, row, viewer=OPERATOR, now=now, changes={"revision": [row.revision - 1, row.revision]})
    return row


@transaction.atomic
def load_evidence(now: datetime) -> Loaded:
    """Add what ships and is not there, and renew what nobody has changed since. Doing it again changes nothing."""
    known = EvidenceRow.objects.in_bulk(field_name="key")
    edited = set(EvidenceVersion.objects.filter(organisation__isnull=False).values_list("row__key", flat=True))
    verbs = [_bring(known.get(key), card, now, is_edited=key in edited) for key, card in shipped_cards().items()]
    return Loaded(verbs.count("added"), verbs.count("changed"), verbs.count("left"))


def _bring(row: EvidenceRow | None, card: SourceCard, now: datetime, *, is_edited: bool) -> str:
    verb = "changed"
    if row is None:
        row, verb = EvidenceRow(key=card.id, created_at=now, revision=0), "added"
    elif is_edited:
        return "left"
    elif card_of(row) == card:
        return "same"
    _store(row, card, "", OPERATOR, now)
    record("load_evidence", row, viewer=OPERATOR, now=now, changes={"revision": [None, row.revision]})
    return verb


def _check_right(viewer: Viewer) -> None:
    if not can_write_evidence(viewer):
        raise DomainError(_("The secretariat keeps the evidence. Write to it."))


def _check_reason(reason: str) -> None:
    if not reason:
        raise DomainError(_("Say why it is changed. The reason stands in the history."), field="reason")


def _check_spread(row: EvidenceRow, card: SourceCard) -> None:
    if not card.spread_from:
        return
    holder = EvidenceRow.objects.filter(key=card.spread_from).exclude(key=row.key).first()
    if holder is None or holder.unit != card.unit or holder.estimate is None:
        raise DomainError(_("No other row with this id holds a spread in the same unit."), field="spread_from")


def _check_pooling(card: SourceCard) -> None:
    """What is pooled becomes a number of new calculations, so it must be in the parameter's unit."""
    unit = parameter_unit(card.parameter)
    if card.is_poolable and card.unit != unit:
        words = _("Only rows in the unit of the parameter can be pooled. Here it is: %(unit)s.")
        raise DomainError(words % {"unit": UNITS.get(unit, unit) or _("none")}, field="is_poolable")


def _locked(row: EvidenceRow, expected_revision: int) -> EvidenceRow:
    current = EvidenceRow.objects.select_for_update().get(pk=row.pk)
    if current.revision != expected_revision:
        raise DomainError(
            _("Somebody else saved it meanwhile. Your words stand below: open it in a new window and write there.")
        )
    return current


def _store(row: EvidenceRow, card: SourceCard, reason: str, viewer: Viewer, now: datetime) -> None:
    for name in FIELDS:
        setattr(row, name, getattr(card, name))
    row.revision, row.changed_at = row.revision + 1, now
    row.save()
    EvidenceVersion.objects.create(
        row=row,
        revision=row.revision,
        at=now,
        written_by=viewer.person,
        organisation_id=viewer.organisation,
        reason=reason,
        content=card_of(row).to_json() | {"is_retired": row.is_retired},
    )
    note_change(row)
