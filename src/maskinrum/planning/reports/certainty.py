"""How sure a plan is: beside real courses, what moves it most, and how long things took for others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.planning.analysis import compare_durations, plan_template
from maskinrum.planning.facts.exploring import Alternative, Swing
from maskinrum.planning.facts.real_durations import ObservedDays, RealDuration
from maskinrum.planning.facts.schedule import Schedule
from maskinrum.planning.phrases.values import in_language
from maskinrum.planning.reports.dates import full_date
from maskinrum.shared.figures import number, of_hundred, signed

MOST_SWINGS, MOST_CRITICAL = 10, 12


@dataclass(frozen=True)
class RealLine:
    """A known course beside the plan's own over the same span."""

    names: str
    span: str
    real: str
    planned: str
    source: str


@dataclass(frozen=True)
class ObservedLine:
    """How long a task took for others, beside the template."""

    name: str
    middle: str
    half: str
    template: str
    organisations: int


def real_lines(schedule: Schedule) -> Iterator[RealLine]:
    """Every known course, with what the plan says of the same span."""
    spans = {
        "idea_to_signature": _("from idea to signature"),
        "notice_to_signature": _("from notice to signature"),
        "notice_to_award": _("from notice to award"),
    }
    for one in compare_durations(schedule):
        own = one.plan
        planned = _("%(p50)s days, from %(p10)s to %(p90)s") % {"p50": own.p50, "p10": own.p10, "p90": own.p90}
        names = ", ".join(one.real.clients or one.real.agreements)
        yield RealLine(names, spans[one.real.span], _real(one.real), planned, one.real.source)


def _real(real: RealDuration) -> str:
    if real.months is not None:
        return _("about %(n)s months") % {"n": number(real.months)}
    return ngettext("%(n)s day", "%(n)s days", real.days) % {"n": real.days}


def swing_lines(swings: Sequence[Swing]) -> list[tuple[str, str, str]]:
    """The tasks that move the signature most: name, at its shortest, at its longest, in days."""
    return [(in_language(one.name), signed(one.at_low[0]), signed(one.at_high[0])) for one in swings[:MOST_SWINGS]]


def critical_lines(schedule: Schedule) -> list[tuple[str, str, str]]:
    """The tasks that are most often on the path that decides the signature."""
    open_tasks = [task for task in schedule.tasks if task.state != "done" and task.criticality > 0]
    ordered = sorted(open_tasks, key=lambda task: (-task.criticality, task.end))[:MOST_CRITICAL]
    return [(task.id, in_language(task.name), of_hundred(task.criticality)) for task in ordered]


def alternative_lines(found: Sequence[Alternative]) -> list[tuple[str, str, str]]:
    """The same plan by each procedure: name, when it would be signed, and the days against the plan."""
    return [(in_language(one.name), full_date(one.signature_range.p50), signed(one.p50_days)) for one in found]


def observed_lines(observed: Sequence[ObservedDays]) -> Iterator[ObservedLine]:
    """How long tasks took in finished plans, beside the template."""
    known = plan_template().by_id
    for one in observed:
        if one.task in known:
            days = known[one.task].days
            half = f"{number(one.p25)}–{number(one.p75)}"
            template = f"{days.mode} ({days.low}–{days.high})"
            yield ObservedLine(in_language(known[one.task].name), number(one.p50), half, template, one.organisations)
