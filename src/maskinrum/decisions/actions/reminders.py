"""Reminders to look back. The tick sends them, so nothing here needs the libraries of the engine."""

from datetime import datetime

from django.db import transaction

from maskinrum.decisions.models import Analysis
from maskinrum.decisions.queries import not_reminded_lately, versions_to_look_back_at
from maskinrum.organisations.actions import record, write_to
from maskinrum.organisations.actions.letters import address_of_page
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import deciders_of

LOOK_BACK = "look_back"


def remind_to_look_back(now: datetime) -> int:
    """Write to the managers of each file that is due, once a year for a file, and say how many files that were."""
    return sum(_remind(analysis, now) for analysis in list(versions_to_look_back_at(now)))


@transaction.atomic
def _remind(analysis: Analysis, now: datetime) -> bool:
    """Take the file, if no other process was quicker, and write."""
    file = analysis.decision_file
    if not not_reminded_lately(now).filter(pk=file.pk).update(reminded_at=now):
        return False
    for reader in deciders_of(file.organisation_id):
        page = {"file_id": file.pk, "analysis_id": analysis.pk}
        link = address_of_page("decisions:hindsight", reader.language, **page)
        write_to(reader, LOOK_BACK, now=now, file=file, analysis=analysis, link=link)
    record("remind_to_look_back", file, viewer=OPERATOR, now=now, changes={"version": [None, analysis.number]})
    return True
