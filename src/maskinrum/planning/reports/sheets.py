"""A plan, its legal dates and the checklist of the notice as workbooks."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maskinrum.planning.analysis import legal_file
from maskinrum.planning.facts.documents import NoticeItem, PriorNotice
from maskinrum.planning.phrases.values import in_language
from maskinrum.planning.reports.dates import period_reason
from maskinrum.planning.reports.papers import (
    BOUNDS,
    Paper,
    in_force_words,
    kept_words,
    legal_name,
    notice_lines,
    prior_notice_of,
    prior_notice_words,
    rests_on,
)
from maskinrum.shared.tables import OutColumn, OutSheet, OutValue, write_xlsx

DAY = "yyyy-mm-dd"


def plan_workbook(paper: Paper) -> bytes:
    """All tasks with their days, what is watched, and what is warned of."""
    return _written(paper, [_tasks(paper), _watches(paper), _warnings(paper)])


def _tasks(paper: Paper) -> OutSheet:
    columns = (
        OutColumn(_("Phase"), 8),
        OutColumn(_("Task"), 44),
        OutColumn(_("How far"), 16),
        OutColumn(_("Begins"), 12, DAY),
        OutColumn(_("Ends"), 12, DAY),
        OutColumn(_("1 of 10 courses by"), 12, DAY),
        OutColumn(_("9 of 10 courses by"), 12, DAY),
        OutColumn(_("Decides the signature"), 14),
        OutColumn(_("Role"), 30),
        OutColumn(_("Who"), 24),
        OutColumn(_("Why this day"), 70),
    )
    rows: list[Sequence[OutValue]] = []
    planned = paper.schedule.by_id
    for phase in paper.shown.phases:
        for line in phase.lines:
            told = planned.get(line.key)
            ends = told.end_range if told else None
            days = (line.begins, line.ends, ends.p10 if ends else None, ends.p90 if ends else None)
            decides = line.is_critical and not line.is_done
            words = (decides, line.role, line.owner, " ".join(line.why))
            rows.append((phase.code, line.name, line.state_words, *days, *words))
    return OutSheet(_("Tasks"), columns, rows, for_paper=True, filtered=True, pinned=2)


def _watches(paper: Paper) -> OutSheet:
    columns = (OutColumn(_("Day"), 12, DAY), OutColumn(_("What"), 50), OutColumn(_("Why this day"), 80))
    rows = [(one.day, one.name, one.why) for one in paper.shown.watches]
    return OutSheet(_("Legal dates to watch"), columns, rows, for_paper=True)


def _warnings(paper: Paper) -> OutSheet:
    columns = (OutColumn(_("Kind"), 16), OutColumn(_("Warning"), 100))
    kinds = {"error": _("Breaks a rule"), "warning": _("Risk"), "note": _("Know this")}
    rows = [(kinds[one.severity], one.words) for one in paper.shown.warnings]
    return OutSheet(_("Warnings"), columns, rows, for_paper=True)


def legal_workbook(paper: Paper) -> bytes:
    """Every legal date with what it rests on, and the prior notice where one is claimed."""
    columns = (
        OutColumn(_("By law"), 12, DAY),
        OutColumn(_("The day is"), 14),
        OutColumn(_("In the plan / held"), 16, DAY),
        OutColumn(_("Kept"), 18),
        OutColumn(_("What"), 44),
        OutColumn(_("Why this day"), 70),
        OutColumn(_("Counted from"), 12, DAY),
        OutColumn(_("Nominal end"), 12, DAY),
        OutColumn(_("Rule"), 26),
        OutColumn(_("Law, as it was read"), 44),
        OutColumn(_("Verified"), 10),
        OutColumn(_("Source"), 50),
    )
    rows: list[tuple[Any, ...]] = [
        (
            one.end,
            str(BOUNDS[one.bound]),
            one.planned,
            kept_words(one),
            legal_name(one),
            period_reason(one.period),
            one.event,
            one.period.ending.nominal_end,
            one.rule,
            in_force_words(one),
            not one.unverified,
            one.period.rule.reference.source,
        )
        for one in legal_file(paper.schedule)
    ]
    prior = prior_notice_of(paper)
    if prior is not None:
        rows.append(_prior_notice(prior))
    return _written(paper, [OutSheet(_("Legal dates"), columns, rows, for_paper=True, filtered=True)])


def _prior_notice(one: PriorNotice) -> tuple[Any, ...]:
    kept = "" if one.is_kept is None else _("kept") if one.is_kept else _("not kept")
    law = "" if one.statute is None else in_language(one.statute.name)
    words, reference = prior_notice_words(one), one.reference
    told = (one.last, str(BOUNDS["latest"]), one.sent, kept, _("Prior notice"), words, one.notice, one.last)
    return (*told, reference.id, law, reference.verified, reference.source)


def notice_workbook(paper: Paper, items: Sequence[NoticeItem]) -> bytes:
    """What the contract notice must state, filled from the plan."""
    columns = (
        OutColumn(_("Stands in the notice"), 34),
        OutColumn(_("Write"), 60),
        OutColumn(_("What to write"), 60),
        OutColumn(_("Rests on"), 34),
    )
    lines = [line for one in items for line in notice_lines(paper, one)]
    rows = [(line.title, line.words, in_language(line.item.help), rests_on(line.item)) for line in lines]
    return _written(paper, [OutSheet(_("The contract notice"), columns, rows, for_paper=True)])


def _written(paper: Paper, sheets: Sequence[OutSheet]) -> bytes:
    return write_xlsx(sheets, language=(get_language() or "da")[:2], title=paper.plan.title)
