"""Why a task starts and ends when it does, as facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from maskinrum.deadlines import Ending, LegalRules, Period, WorkingDays, ending
from maskinrum.deadlines.periods import unverified
from maskinrum.planning.analysis.tasks import PlanTask
from maskinrum.planning.facts.plan import PlanFacts
from maskinrum.planning.facts.reasons import Reason


@dataclass(frozen=True, slots=True)
class Dated:
    """A task with its planned days. ``counted``: its most probable days from its start; ``legal``: its minimum.

    ``ends``: the planned end of every task; ``plan_start``: the day before which nothing starts.
    """

    task: PlanTask
    start: date
    end: date
    counted: Ending | None
    legal: Period | None
    ends: Mapping[str, date]
    plan_start: date


def counted_days(task: PlanTask, start: date, today: date, working: WorkingDays) -> Ending | None:
    """The most probable days from its start, or as many as it has lasted, ended on a working day; None when done."""
    if task.finished is not None:
        return None
    lasted = (today - start).days if task.started is not None else 0
    return ending(start, max(task.template.days.mode, lasted), "days", working, least=0)


def explained(facts: PlanFacts, dated: Dated) -> tuple[Reason, ...]:
    """Every step from what the task waits for to its end."""
    if dated.counted is None:
        return (Reason("done", {"day": dated.end}),)
    return (*_starting(facts, dated), *_ending(dated, dated.counted))


def rests_on(rules: LegalRules, dated: Dated) -> tuple[str, ...]:
    """The rules nobody vouches for that the end rests on, in the order met; a minimum counts even where it is kept."""
    legal = dated.legal
    if legal is not None and _is_legal(dated):
        return legal.unverified
    found = () if dated.counted is None else unverified(rules, dated.task.rule, dated.counted)
    applied = () if legal is None else (name for name in legal.unverified if name.startswith(legal.rule.id))
    return tuple(dict.fromkeys((*found, *applied)))


def _starting(facts: PlanFacts, dated: Dated) -> Iterator[Reason]:
    task, start = dated.task, dated.start
    if task.started is not None:
        yield Reason("started", {"day": start, "by_event": task.said.started is None})
        return
    waited = [name for name in task.template.predecessors if dated.ends[name] == start]
    yield from (Reason("waits_for", {"task": name, "day": start}) for name in waited)
    if task.said.not_before == start:
        yield Reason("not_before", {"day": start})
    elif not waited and start > dated.plan_start:
        yield Reason("anchored", {"months": -(task.template.anchor_months or 0), "day": start})
    elif not waited:
        yield Reason("today" if start == facts.today and start != facts.start else "plan_start", {"day": start})


def _ending(dated: Dated, counted: Ending) -> Iterator[Reason]:
    task, legal = dated.task, dated.legal
    days = {"days": counted.count, "end": counted.end, "decides": not _is_legal(dated)}
    yield Reason("template_days" if task.days_from == "template" else "own_days", days)
    if legal is not None:
        yield legal_reason(legal, "legal_minimum", decides=_is_legal(dated))
    elif task.rule is not None:
        reference = task.rule.reference
        law = {"rule": task.rule.id, "paragraph": reference.paragraph, "note": reference.note}
        yield Reason("no_legal_length", {**law, "verified": reference.verified})
    decisive = legal.ending if legal is not None and _is_legal(dated) else counted
    if decisive.end == dated.end:
        yield from moves(decisive)
    fixed = task.said.set_day(dated.end)
    if fixed is not None and fixed >= dated.end:
        yield Reason("fixed_end", {"day": fixed})
    elif fixed is not None:
        yield Reason("fixed_end_missed", {"day": fixed, "end": dated.end, "days": (dated.end - fixed).days})


def moves(found: Ending) -> Iterator[Reason]:
    """The days that could not be the last: what closed each, or the bare day where it leaves too few working days."""
    if found.moves and found.unit != "working_days":
        days = tuple(move.day if move.closed is None else move.closed for move in found.moves)
        yield Reason("rolled", {"days": days, "end": found.end})
    if found.debated:
        yield Reason("debated", {"days": found.debated})


def legal_reason(legal: Period, code: Literal["legal_minimum", "legal_period"], *, decides: bool) -> Reason:
    """A legal period with its count and law; ``decides``: it is what sets the date."""
    rule = legal.rule
    return Reason(
        code,
        {
            "rule": rule.id,
            "paragraph": rule.reference.paragraph,
            "count": legal.ending.count,
            "unit": legal.ending.unit,
            "event": rule.event,
            "event_day": legal.ending.event,
            "nominal_end": legal.ending.nominal_end,
            "end": legal.end,
            "verified": rule.reference.verified,
            "source": rule.reference.source,
            "shortened_by": tuple(one.shortening.code for one in legal.applied),
            "decides": decides,
        },
    )


def _is_legal(dated: Dated) -> bool:
    """Whether the law sets the end: the most probable days would end earlier."""
    return dated.legal is not None and (dated.counted is None or dated.legal.end > dated.counted.end)
