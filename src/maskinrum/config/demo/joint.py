"""Two invented organisations that calculate together: one result, and one invitation that waits."""

from dataclasses import replace
from datetime import datetime, timedelta

from maskinrum.decisions.actions import agree_to_joint, invite_to_joint, open_decision_file
from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.joint import calculate_joint
from maskinrum.decisions.models import DecisionFile, JointPortfolio
from maskinrum.decisions.queries import latest_snapshot, snapshot_facts
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.actions import import_projects
from maskinrum.partnerships.facts import add_months
from maskinrum.partnerships.forms import shipped_portfolio

HOLDS = timedelta(days=180)
PLACES = (
    "Bakken",
    "Dalen",
    "Engen",
    "Floden",
    "Haven",
    "Kilden",
    "Lunden",
    "Marken",
    "Noret",
    "Odden",
    "Parken",
    "Skoven",
)


def invent_joint_portfolios(own: Viewer, other: Viewer, now: datetime) -> None:
    """Let the two agree from the first one's file; an invitation of the other's waits besides."""
    if JointPortfolio.objects.exists():
        return
    file = DecisionFile.objects.get(organisation__in=[own.organisation], title="Partnerskab 2028?")
    theirs = _file_of_the_other(other, now)
    joint = invite_to_joint(file, organisation=theirs.organisation, expires_at=now + HOLDS, viewer=own, now=now)
    mine, snapshot = latest_snapshot(file), latest_snapshot(theirs)
    result = calculate_joint(
        snapshot_facts(mine), snapshot_facts(snapshot), Assumptions.from_json(joint.assumptions), joint.case_date
    )
    agree_to_joint(joint, file=theirs, snapshot=snapshot, result=result, viewer=other, now=now)
    invite_to_joint(theirs, organisation=file.organisation, expires_at=now + HOLDS, viewer=other, now=now)


def _file_of_the_other(other: Viewer, now: datetime) -> DecisionFile:
    """A portfolio like the invented one: every other project, under another name and some months later."""
    organisation = Organisation.objects.get(pk__in=[other.organisation])
    reading = shipped_portfolio("demo_portfolio.csv")
    facts = [
        replace(one, name=f"{place}, tage og facader", planned_start=add_months(one.planned_start, 3))
        for place, one in zip(PLACES, reading.facts[::2], strict=False)
    ]
    kept = import_projects(organisation, facts=facts, viewer=other, now=now)
    return open_decision_file(
        organisation,
        title="Sammen eller hver for sig?",
        case_date=reading.case_date or now.date(),
        projects=kept.projects,
        viewer=other,
        now=now,
    )
