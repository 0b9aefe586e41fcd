"""Begin a chart anew for a reason, and say what boards may read."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.evaluation.enums import ReportSection
from maskinrum.evaluation.models import NewBasis, ReportRelease, Result, Round, Wording
from maskinrum.evaluation.queries import party_organisations, runs_rounds
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer, can_manage_organisation
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError


@transaction.atomic
def begin_anew(row: Round, wording: Wording, *, reason: str, viewer: Viewer, now: datetime) -> NewBasis:
    """Let the chart of a question begin anew with a round. Raises DomainError without a reason, and for the first."""
    if not runs_rounds(viewer, row.partnership):
        raise DomainError(_("Only those who run the evaluation of the partnership can do that."))
    if not reason:
        raise DomainError(_("Write what changed, so that everybody who reads the chart knows."), field="reason")
    asked = Result.objects.filter(wording=wording, round__partnership=row.partnership_id)
    if not asked.filter(round=row).exists() or not asked.filter(round__number__lt=row.number).exists():
        raise DomainError(_("Choose a round that has asked this, and that is not the first."), field="round")
    made, is_new = NewBasis.objects.get_or_create(
        wording=wording,
        from_round=row,
        defaults={
            "partnership": row.partnership,
            "reason": reason,
            "created_by": viewer.person,
            "created_at": now,
        },
    )
    if not is_new:
        raise DomainError(_("The chart begins anew with that round already."), field="round")
    record("begin_chart_anew", made, viewer=viewer, now=now, changes={"from_round": [None, row.number]})
    return made


@transaction.atomic
def take_back_basis(row: NewBasis, *, viewer: Viewer, now: datetime) -> None:
    """Let a chart go on as if it had not begun anew."""
    if not runs_rounds(viewer, row.partnership):
        raise DomainError(_("Only those who run the evaluation of the partnership can do that."))
    record("take_back_new_basis", row, viewer=viewer, now=now)
    row.delete()


@transaction.atomic
def release_report(
    partnership: Partnership, year: int, *, sections: Collection[str], viewer: Viewer, now: datetime
) -> int:
    """Say which sections of the report of a year the viewer's organisation lets boards read; say how many changed.

    What was released before and is not among them is taken back, and is not in the next report. Raises DomainError for
    who does not decide for a party.
    """
    parties = {one.pk: one for one in party_organisations(partnership)}
    party = parties.get(viewer.organisation) if viewer.organisation else None
    if party is None or not can_manage_organisation(viewer):
        raise DomainError(_("Only those who decide for a party can release its report."))
    wanted = {section for section in sections if section in ReportSection.values}
    open_rows = ReportRelease.objects.select_for_update().filter(
        partnership=partnership, party=party, year=year, withdrawn_at=None
    )
    given = {row.section: row for row in open_rows}
    for section in sorted(given.keys() - wanted):
        _withdraw(given[section], viewer, now)
    for section in sorted(wanted - given.keys()):
        _release(partnership, party.pk, year, section, viewer, now)
    return len(given.keys() ^ wanted)


def _withdraw(row: ReportRelease, viewer: Viewer, now: datetime) -> None:
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    record("withdraw_report", row, viewer=viewer, now=now, changes={"section": [row.section, None]})


def _release(
    partnership: Partnership, party: uuid.UUID, year: int, section: str, viewer: Viewer, now: datetime
) -> None:
    row = ReportRelease.objects.create(
        partnership=partnership,
        party_id=party,
        year=year,
        section=section,
        released_by=viewer.person,
        released_at=now,
    )
    record("release_report", row, viewer=viewer, now=now, changes={"section": [None, section], "year": [None, year]})
