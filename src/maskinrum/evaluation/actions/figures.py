"""Type the figures of a quarter that no record holds."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.evaluation.facts.figures import TYPED, Quarter, TypedFigure, indicators, typed_mark
from maskinrum.evaluation.models import ManualFigure
from maskinrum.evaluation.permissions import can_type_figures
from maskinrum.evaluation.phrases.figures import name_of
from maskinrum.evaluation.queries.figures import typed_figures
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError, OvertakenError


@transaction.atomic
def type_figures(
    partnership: Partnership,
    quarter: Quarter,
    figures: Sequence[TypedFigure],
    *,
    is_client: bool,
    viewer: Viewer,
    now: datetime,
    seen: str = "",
) -> None:
    """Let these be the typed figures of a quarter; one that is not among them any more is removed.

    ``seen`` is the mark of those that stood on the page. Raises DomainError without the right, for a quarter that has
    not begun, for a figure that is not typed, and where a colleague has typed others since, if ``seen`` is given.
    """
    if not can_type_figures(viewer, is_client=is_client):
        raise DomainError(_("Only the client's managers type these figures. Nothing was changed."))
    if quarter.first > timezone.localdate(now):
        raise DomainError(_("The quarter has not begun. Choose an earlier one."), field="quarter")
    if not {one.indicator for one in figures} <= set(TYPED):
        raise DomainError(_("Only what no record holds is typed."))
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    _refuse_unseen(partnership, quarter, seen)
    before = {row.indicator: row for row in ManualFigure.objects.filter(partnership=partnership, quarter=quarter.first)}
    changed: dict[str, list[object]] = {}
    for one in figures:
        row = before.pop(one.indicator, None)
        told = {"value": one.value, "of": one.of, "source": one.source, "note": one.note}
        if row is not None and all(getattr(row, name) == value for name, value in told.items()):
            continue
        changed[one.indicator] = [row and str(row.value), str(one.value)]
        row = row or ManualFigure(partnership=partnership, indicator=one.indicator, quarter=quarter.first)
        for name, value in told.items():
            setattr(row, name, value)
        row.written_by, row.written_at = viewer.person, now
        row.save()
    for row in before.values():
        changed[row.indicator] = [str(row.value), None]
        row.delete()
    if changed:
        changes = {"quarter": [None, quarter.key], "indicator": [None, ", ".join(sorted(changed))]}
        record("type_figures", partnership, viewer=viewer, now=now, changes=changes)


def _refuse_unseen(partnership: Partnership, quarter: Quarter, seen: str) -> None:
    stored = [one for one in typed_figures(partnership) if one.quarter == quarter]
    if seen and seen != typed_mark(stored):
        told = ", ".join(name_of(indicators()[one.indicator].da, indicators()[one.indicator].en) for one in stored)
        words = _(
            "A colleague has changed the figures of this quarter since you opened the page. Stored now: %(names)s. "
            "Yours still stand here; save again if they count."
        )
        raise OvertakenError(words % {"names": told or "–"})
