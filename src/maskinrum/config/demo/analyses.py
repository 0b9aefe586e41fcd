"""Two stored analyses of the invented file, to look back at and compare, and the longer calculation of one."""

from dataclasses import replace
from datetime import datetime

from maskinrum.config.demo.names import INVENTED_FILE
from maskinrum.decisions.actions import explore_analysis, keep_analysis
from maskinrum.decisions.actions.explorations import work_on_exploration
from maskinrum.decisions.analysis.assumptions import Assumptions, Range
from maskinrum.decisions.analysis.calculation import Case
from maskinrum.decisions.analysis.keeping import analyse
from maskinrum.decisions.analysis.readiness import readiness_to_keep
from maskinrum.decisions.models import Analysis, DecisionFile
from maskinrum.decisions.queries import latest_snapshot, snapshot_facts
from maskinrum.organisations.permissions import Viewer

# Fewer than a page takes: loading the demo must stay quick.
FUTURES = 512
CAUTIOUS = Assumptions(shift=24, overrides={("strategic_partnership", "price_level"): Range(-0.01, 0.03, 0.08)})


def invent_analyses(viewer: Viewer, now: datetime) -> None:
    """Store the invented file as it is, and once more with a more cautious price, which is explored."""
    file = DecisionFile.objects.get(organisation=viewer.organisation, title=INVENTED_FILE)
    if Analysis.objects.filter(decision_file=file).exists():
        return
    snapshot = latest_snapshot(file)
    usual = Case(tuple(snapshot_facts(snapshot)), file.case_date, Assumptions(), file.seed, FUTURES)
    readiness = readiness_to_keep(file)
    for case in (usual, replace(usual, assumptions=CAUTIOUS)):
        stored = keep_analysis(
            file, case=case, rows=snapshot.rows, kept=analyse(case, readiness), viewer=viewer, now=now
        )
    job = explore_analysis(stored, viewer=viewer, now=now)
    work_on_exploration.call(str(job.pk), str(job.claim))
