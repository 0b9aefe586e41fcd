"""When teams have work: the days of works of each project, the holes between them, and what outlives the agreement.

By planned days and without chance: a project that is late is under works today, one that has not begun begins today at
the earliest.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import ceil

from maskinrum.partnerships.enums import Inside, ProjectEnd
from maskinrum.steering.facts.board import BoardProject
from maskinrum.steering.facts.meters import BoardTerms, Tail, TeamGap

SHORTEST = 60  # days without work that are a gap
AHEAD = 24  # months a gap may begin in
MONTH = 30.4375  # days


def works_of(project: BoardProject, today: date) -> tuple[date, date]:
    """The first and the last day of works: as it went, else as approved to start, else as planned."""
    start = project.started_on or project.scheme_b_start or project.planned_start
    if project.handed_over_on:
        return min(start, project.handed_over_on), project.handed_over_on
    planned = start + timedelta(days=ceil(float(project.duration) * MONTH))
    end = project.scheme_b_handover or planned
    if project.started_on is None and start < today:  # late: the whole of it lies ahead
        return today, max(today, today + (max(end, start) - start))
    return start, max(end, today) if start <= today else max(end, start)


def team_gaps(projects: Iterable[BoardProject], terms: BoardTerms, today: date) -> tuple[TeamGap, ...]:
    """The holes ahead of each team, the first first, within two years and before the agreement expires."""
    last = min(terms.expires_on or date.max, today + timedelta(days=round(AHEAD * MONTH)))
    busy: dict[uuid.UUID, list[tuple[date, date]]] = defaultdict(list)
    names: dict[uuid.UUID, str] = {}
    for one in projects:
        if one.inside == Inside.YES and one.contractor and one.end != ProjectEnd.GIVEN_UP:
            busy[one.contractor].append(works_of(one, today))
            names[one.contractor] = one.contractor_name
    found = [
        TeamGap(team, names[team], starts, ends, ((ends or terms.expires_on or last) - starts).days / MONTH)
        for team, periods in busy.items()
        for starts, ends in _holes(periods, today, last)
    ]
    return tuple(sorted(found, key=lambda gap: (gap.starts, gap.name)))


def _holes(periods: Sequence[tuple[date, date]], today: date, last: date) -> Iterator[tuple[date, date | None]]:
    free = today
    for start, end in sorted(periods):
        if end < today:
            continue
        if (start - free).days >= SHORTEST and free <= last:
            yield free, start
        free = max(free, end)
    if (last - free).days >= SHORTEST:
        yield free, None


def tail_of(projects: Iterable[BoardProject], terms: BoardTerms, today: date) -> Tail | None:
    """What runs on after the agreement; None where nothing does, or where its end is not known."""
    if terms.expires_on is None:
        return None
    running = [
        works_of(one, today)[1] for one in projects if one.inside == Inside.YES and one.end != ProjectEnd.GIVEN_UP
    ]
    after = [end for end in running if end > terms.expires_on]
    return Tail(len(after), terms.expires_on, max(after)) if after else None
