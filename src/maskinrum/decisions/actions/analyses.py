"""Writes of stored analyses."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.calculation import Case
from maskinrum.decisions.analysis.keeping import Kept, engine_version
from maskinrum.decisions.models import Analysis, DecisionFile
from maskinrum.decisions.permissions import can_remove_analysis
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.errors import DomainError


@transaction.atomic
def keep_analysis(
    file: DecisionFile, *, case: Case, rows: Sequence[dict[str, Any]], kept: Kept, viewer: Viewer, now: datetime
) -> Analysis:
    """Store an analysis as the file's next version, or return the latest when nothing has changed since.

    ``rows`` are those of the snapshot the case is of.
    """
    current = DecisionFile.objects.select_for_update().get(pk=file.pk)
    latest = Analysis.objects.filter(decision_file=file).first()
    if latest is not None and _is_same(latest, kept):
        return latest
    analysis = Analysis.objects.create(
        decision_file=file,
        number=1 + max(current.removed_number, 0 if latest is None else latest.number),
        case_date=case.case_date,
        rows=list(rows),
        assumptions=case.assumptions.to_json(),
        inputs=kept.inputs,
        result=kept.result,
        findings=kept.findings,
        readiness=kept.readiness,
        evidence=kept.evidence,
        shipped=kept.shipped,
        machine=kept.machine,
        summary=kept.summary,
        seed=case.seed,
        futures=case.futures,
        engine_version=engine_version(),
        input_hash=kept.input_hash,
        evidence_hash=kept.evidence_hash,
        created_by=viewer.person,
        created_at=now,
    )
    record("keep_analysis", file, viewer=viewer, now=now, changes={"version": [None, analysis.number]})
    return analysis


@transaction.atomic
def remove_analysis(analysis: Analysis, *, viewer: Viewer, now: datetime) -> None:
    """Delete a version with its longer calculation. Its number is not given again; the other versions stay.

    A worker that is at the longer calculation finds it gone, and writes nothing. Raises DomainError without the right.
    """
    file = DecisionFile.objects.select_for_update().get(pk=analysis.decision_file_id)
    if not can_remove_analysis(viewer, file):
        raise DomainError(_("Only a manager of your organisation can delete a version. Ask one of them."))
    file.removed_number = max(file.removed_number, analysis.number)
    file.save(update_fields=["removed_number"])
    changes = {"version": [analysis.number, None], "input_hash": [analysis.input_hash, None]}
    record("remove_analysis", file, viewer=viewer, now=now, changes=changes)
    analysis.delete()


def _is_same(latest: Analysis, kept: Kept) -> bool:
    stored = (latest.input_hash, latest.evidence_hash, latest.engine_version, latest.readiness, latest.shipped)
    return stored == (kept.input_hash, kept.evidence_hash, engine_version(), kept.readiness, kept.shipped)
