"""The portfolio as a timeline under a strategic partnership: who gets in and when, gaps, the tail and the ceiling."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.decisions.analysis.calculation import UNGROUPED, Calculation, ProjectTimeline, Timeline
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.partnerships.queries import approval_state
from maskinrum.shared.charts import (
    Agreement,
    CalledOff,
    Chart,
    Gap,
    Portfolio,
    ProjectBar,
    ProjectGroup,
    Standing,
    gaps,
    portfolio_timeline,
)
from maskinrum.shared.figures import months, percent

# A smaller chance than one in two hundred rounds to none.
WORTH_SAYING = 0.005


def timeline_chart(calculation: Calculation) -> Chart | None:
    """Draw the timeline, or None when the partnership is not compared or there is nothing to draw."""
    line = calculation.timeline
    if line is None or line.opening is None or line.closing is None or not line.projects:
        return None
    agreement = Agreement(
        opens=line.opening.p50,
        closes=line.closing.p50,
        ceiling=line.ceiling.p50 if line.ceiling else None,
    )
    drawn = Portfolio(
        case_date=calculation.case.case_date,
        groups=list(_groups(calculation.case.facts, line)),
        agreement=agreement,
        called_off=CalledOff(
            low=[band.p05 for band in line.called_off],
            middle=[band.p50 for band in line.called_off],
            high=[band.p95 for band in line.called_off],
        ),
    )
    found = gaps(line.activity[0].probability, agreement)
    return portfolio_timeline(drawn, ident="timeline", title=_finding(found), note=_note(line))


def _groups(facts: tuple[ProjectFacts, ...], line: Timeline) -> Iterator[ProjectGroup]:
    activity = {one.group: one.probability for one in line.activity if one.group is not None}
    inside = {one.group for one in line.projects if one.p_inside > 0}
    names = list(dict.fromkeys(_group_name(one) for one in line.projects))
    for name in sorted(names, key=lambda name: name == ""):
        members = [one for one in line.projects if _group_name(one) == name]
        yield ProjectGroup(
            name=name or _("Without similarity group"),
            projects=[_bar(one, facts[one.row]) for one in members],
            at_work=activity.get(name, ()) if name in inside else (),
        )


def _group_name(project: ProjectTimeline) -> str:
    return "" if project.group.startswith(UNGROUPED) else project.group


def _bar(project: ProjectTimeline, facts: ProjectFacts) -> ProjectBar:
    start = project.start.p50 if project.start else project.planned_start
    end = project.planned_end.p50 if project.planned_end else start + project.duration
    return ProjectBar(
        name=project.name,
        budget=project.budget,
        start=start,
        end=end,
        standing=_standing(project, facts),
        inside=project.p_realised > 0 and project.p_inside / project.p_realised >= 0.5,
    )


def _standing(project: ProjectTimeline, facts: ProjectFacts) -> Standing:
    if project.committed:
        return Standing.COMMITTED
    return Standing.DECIDED if approval_state(facts.approval).past_own_decision else Standing.UNDECIDED


def _finding(found: tuple[Gap, ...]) -> str:
    if not found:
        return _("The team probably has work throughout the agreement")
    longest = max(gap.end - gap.start for gap in found)
    return ngettext(
        "The team will probably lack work once, for %(longest)s",
        "The team will probably lack work %(n)s times, at the longest for %(longest)s",
        len(found),
    ) % {"n": len(found), "longest": months(longest)}


def _note(line: Timeline) -> str:
    said = []
    if line.works_after_close is not None:
        share = percent(line.works_after_close.mean)
        said.append(_("On average %(share)s of the works inside run past the close: the tail.") % {"share": share})
    if line.left_after_close is not None:
        share = percent(line.left_after_close.mean)
        said.append(
            _("%(share)s of the volume is ready only after the close and is tendered separately.") % {"share": share}
        )
    if line.p_refused is not None and line.p_refused >= WORTH_SAYING:
        said.append(
            _("In %(share)s of the futures the ceiling alone turns a project away.")
            % {"share": percent(line.p_refused)}
        )
    return " ".join(said)
