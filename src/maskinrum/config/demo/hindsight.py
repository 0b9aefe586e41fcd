"""An invented older file whose projects are done, so that there is something to look back at."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from maskinrum.decisions.actions import explore_analysis, keep_analysis, open_decision_file
from maskinrum.decisions.actions.explorations import work_on_exploration
from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.calculation import Case
from maskinrum.decisions.analysis.keeping import analyse
from maskinrum.decisions.analysis.readiness import readiness_to_keep
from maskinrum.decisions.models import DecisionFile
from maskinrum.decisions.queries import latest_snapshot
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.actions import import_projects, record_outcomes, save_project_list
from maskinrum.partnerships.enums import ApprovalState, ProjectEnd, ProjectKind
from maskinrum.partnerships.facts import Outcome, ProjectFacts
from maskinrum.partnerships.models import Project
from maskinrum.partnerships.queries import list_version, outcomes_version, project_facts, projects

TITLE = "Tagrenoveringer 2019–2024"
CASE_DATE = date(2019, 1, 1)
FUTURES = 512
_SHARED = ProjectFacts(
    name="",
    kind=ProjectKind.RENOVATION,
    group="Tage",
    homes=60,
    budget=Decimal(30),
    planned_start=CASE_DATE,
    duration=Decimal(12),
    approval=ApprovalState.SCHEME_A,
)
# Name, budget in DKK m, planned start, months; and how it ended, when, and at what cost.
DONE = (
    ("Elmegården, tage", "28.5", date(2019, 9, 1), 12, "handed_over", date(2020, 11, 20), "30.1"),
    ("Fyrreparken, tage", "41", date(2020, 3, 1), 14, "handed_over", date(2021, 9, 3), "47.9"),
    ("Granvænget, tage", "19.8", date(2020, 8, 1), 10, "handed_over", date(2021, 8, 13), "19.2"),
    ("Hasselhaven, tage", "33", date(2021, 2, 1), 12, "handed_over", date(2022, 6, 24), "36.4"),
    ("Lindebo, tage", "52.5", date(2021, 6, 1), 16, "handed_over", date(2023, 2, 10), "61.7"),
    ("Pilegården, tage", "24", date(2022, 1, 1), 11, "given_up", None, None),
    ("Rønnebo, tage", "37.2", date(2022, 4, 1), 13, "handed_over", date(2023, 9, 29), "39.9"),
    ("Tjørnehaven, tage", "22.4", date(2022, 9, 1), 10, "handed_over", date(2024, 1, 19), None),
)


def invent_hindsight(viewer: Viewer, now: datetime) -> None:
    """Store the older file with its analysis, take its projects off the list, and say what became of them."""
    if viewer.organisation is None or DecisionFile.objects.filter(organisation=viewer.organisation, title=TITLE):
        return
    organisation = DecisionFile.objects.filter(organisation=viewer.organisation)[0].organisation
    standing = list(projects(viewer))
    facts = [
        replace(_SHARED, name=name, budget=Decimal(budget), planned_start=start, duration=Decimal(months))
        for name, budget, start, months, *_came in DONE
    ]
    done = import_projects(organisation, facts=facts, viewer=viewer, now=now).projects
    _calculate(done, viewer, now)
    outcomes = {
        project.pk: Outcome(ProjectEnd(end), day, None if cost is None else Decimal(cost))
        for project, (*_said, end, day, cost) in zip(done, DONE, strict=True)
    }
    version = outcomes_version(done)
    record_outcomes(organisation, outcomes=outcomes, expected_version=version, viewer=viewer, now=now)
    rows = [(project.pk, project_facts(project)) for project in standing]
    save_project_list(
        organisation, rows=rows, expected_version=list_version(list(projects(viewer))), viewer=viewer, now=now
    )


def _calculate(done: list[Project], viewer: Viewer, now: datetime) -> None:
    file = open_decision_file(
        done[0].organisation, projects=done, title=TITLE, case_date=CASE_DATE, note="", viewer=viewer, now=now
    )
    snapshot = latest_snapshot(file)
    facts = tuple(project_facts(project) for project in done)
    case = Case(facts, file.case_date, Assumptions(), file.seed, FUTURES)
    kept = analyse(case, readiness_to_keep(file))
    stored = keep_analysis(file, case=case, rows=snapshot.rows, kept=kept, viewer=viewer, now=now)
    job = explore_analysis(stored, viewer=viewer, now=now)
    work_on_exploration.call(str(job.pk), str(job.claim))
