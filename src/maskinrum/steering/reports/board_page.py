"""The page of a board: what needs somebody now, the meters, and the portfolio as a table."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.partnerships.enums import Inside
from maskinrum.shared import figures
from maskinrum.shared.partial_dates import months_later
from maskinrum.shared.templatetags.maskinrum.badges import unknown
from maskinrum.steering.analysis import option_clock, tail_of, team_gaps, works_of
from maskinrum.steering.analysis.ceiling import ceiling_meter
from maskinrum.steering.analysis.warning_words import day_words, gap_words, month, tail_words
from maskinrum.steering.facts.board import BoardProject
from maskinrum.steering.facts.meters import BoardTerms, CeilingMeter, ClockState, OptionClock
from maskinrum.steering.queries import Seat
from maskinrum.steering.reports.board_needs import Need, needs_of
from maskinrum.steering.reports.board_words import index_of, place_words, project_address, stage, sum_words

SHOWN_NEEDS = 6


@dataclass(frozen=True)
class BoardRow:
    """A project in the table."""

    name: str
    address: str
    below: str
    team: str
    stage: str
    works: str
    budget: str
    called_off: str
    index: str
    is_inside: bool


@dataclass(frozen=True)
class TeamRow:
    """A contractor: how many of the projects and homes, and for whom it is theirs to see, the sum called off."""

    name: str
    projects: int
    share: str
    homes: str
    called_off: str
    index: str


@dataclass(frozen=True)
class Reading:
    """A meter in words: what it says, and what that rests on."""

    name: str
    words: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class BoardPage:
    """All that the page shows."""

    headline: str
    first: Need | None
    needs: list[Need]
    more_needs: list[Need]
    meter: CeilingMeter | None
    readings: list[Reading]
    maximum: str
    rows: SafeString
    outside: SafeString
    teams: list[TeamRow]
    others_index: int | None
    is_whole: bool


def board_page(
    seat: Seat, projects: Sequence[BoardProject], terms: BoardTerms, others_index: int | None, *, today: date
) -> BoardPage:
    """Put the page together, with what the viewer may see."""
    clock = option_clock(terms, today)
    meter = ceiling_meter(projects, terms, today) if seat.is_client else None
    needs = needs_of(seat, projects, terms, meter, today=today)
    address = project_address("project", seat.partnership.slug)
    rows = [_row(one, address(one.placement), today) for one in projects]
    inside = [one for one in projects if one.inside == Inside.YES]
    return BoardPage(
        headline=needs[0].words if needs else _("Nothing needs you today."),
        first=needs[0] if needs else None,
        needs=needs[1:SHOWN_NEEDS],
        more_needs=needs[SHOWN_NEEDS:],
        meter=meter,
        readings=readings(seat, projects, terms, clock, meter, today=today),
        maximum=figures.money(terms.maximum) if terms.maximum else "",
        rows=_cells(row for row in rows if row.is_inside),
        outside=_cells(row for row in rows if not row.is_inside),
        teams=_teams(inside),
        others_index=others_index,
        is_whole=seat.is_client,
    )


def _cells(rows: Iterable[BoardRow]) -> SafeString:
    """The rows of the table: a template would take ten times as long over some thousand cells."""
    return format_html_join(
        "",
        '<tr><th scope="row"><a href="{}" translate="no">{}</a><span class="below">{}</span></th><td>{}</td><td>{}</td>'
        '<td>{}</td><td class="number">{}</td><td class="number">{}</td><td class="number">{}</td></tr>',
        (
            (
                *(row.address, row.name, row.below),
                *map(_known, (row.team, row.stage, row.works, row.budget, row.called_off, row.index)),
            )
            for row in rows
        ),
    )


def _known(words: str) -> str:
    return words or unknown()


def _row(project: BoardProject, address: str, today: date) -> BoardRow:
    start, end = works_of(project, today)
    index = index_of(project)
    below = [project.organisation, project.group, figures.number(project.homes) if project.homes else ""]
    if project.homes:
        below[2] = ngettext("%(n)s home", "%(n)s homes", project.homes) % {"n": below[2]}
    return BoardRow(
        name=project.name,
        address=address,
        below=" · ".join(one for one in below if one) if project.inside == Inside.YES else place_words(project),
        team=project.contractor_name,
        stage=stage(project),
        works=f"{month(start)} – {month(end)}",
        budget=sum_words(project, project.scheme_b_budget or project.budget),
        called_off=sum_words(project, project.call_off_value),
        index=figures.number(index) if index is not None else sum_words(project, None),
        is_inside=project.inside == Inside.YES,
    )


def _teams(projects: Iterable[BoardProject]) -> list[TeamRow]:
    """Shares are of projects and homes: of money they would give away sums to whoever knows one of them."""
    by_team: dict[tuple[str, object], list[BoardProject]] = defaultdict(list)
    for one in projects:
        by_team[(one.contractor_name, one.contractor)].append(one)
    count = sum(map(len, by_team.values()))
    return [
        _team(name or _("Not chosen yet"), rows, count) for (name, _key), rows in sorted(by_team.items(), key=_first)
    ]


def _first(item: tuple[tuple[str, object], list[BoardProject]]) -> tuple[bool, str]:
    return not item[0][0], item[0][0].casefold()


def _team(name: str, rows: list[BoardProject], count: int) -> TeamRow:
    is_priced = all(one.is_priced for one in rows)
    sums = [one.call_off_value for one in rows if one.call_off_value is not None]
    indices = [index for one in rows if (index := index_of(one)) is not None]
    return TeamRow(
        name=name,
        projects=len(rows),
        share=figures.percent(len(rows) / count),
        homes=figures.number(sum(one.homes or 0 for one in rows)),
        called_off=figures.money(sum(sums)) if is_priced else _("not yours to see"),
        index=figures.number(median(indices)) if indices and is_priced else "",
    )


def readings(
    seat: Seat,
    projects: Sequence[BoardProject],
    terms: BoardTerms,
    clock: OptionClock | None,
    meter: CeilingMeter | None,
    *,
    today: date,
) -> list[Reading]:
    """The meters in words."""
    return [
        _ceiling(projects, terms, meter, today),
        _option(terms, clock),
        _gaps(projects, terms, today),
        _tail(projects, terms, today),
    ]


def _ceiling(projects: Sequence[BoardProject], terms: BoardTerms, meter: CeilingMeter | None, today: date) -> Reading:
    name = _("Ceiling")
    if meter is None:
        own = sum(one.call_off_value or 0 for one in projects if one.is_priced)
        words = _("%(own)s is called off for your own projects.") % {"own": figures.money(own)}
        why = _("The client follows the ceiling. The total is not shown: with your own sums it would tell the others'.")
        return Reading(name, words, (why,))
    given = {"sum": figures.money(meter.called_off), "maximum": figures.money(meter.maximum)}
    if meter.share is None:
        words = _("%(sum)s is called off. The agreement's maximum is not written down yet.") % given
    else:
        given["share"] = figures.percent(meter.share)
        words = _("%(sum)s of %(maximum)s is called off: %(share)s of the ceiling.") % given
    return Reading(name, words, tuple(_forecast(meter, terms, today)))


def _forecast(meter: CeilingMeter, terms: BoardTerms, today: date) -> Iterable[str]:
    told = meter.forecast
    if meter.unknown:
        yield ngettext(
            "%(n)s signed call-off has no sum, so the meter shows too little.",
            "%(n)s signed call-offs have no sum, so the meter shows too little.",
            meter.unknown,
        ) % {"n": meter.unknown}
    if not meter.pending:
        yield _("Nothing more waits to be called off.")
        return
    if told.chance is not None:
        yield _("It is exceeded before the agreement ends in %(chance)s futures.") % {
            "chance": figures.of_ten(told.chance)
        }
    if told.months is not None and told.chance is not None and told.chance >= 0.05:
        low, middle, high = (month(_after(today, one)) for one in told.months)
        yield _("When it is, then in 8 of 10 cases between %(low)s and %(high)s, most often about %(middle)s.") % {
            "low": low,
            "high": high,
            "middle": middle,
        }
    ends = figures.interval(told.total[0], told.total[2], unit="mdkk")
    yield _("At the end %(sums)s is called off, in 8 of 10 futures.") % {"sums": ends}
    spread = (
        _("Sums vary as the signed ones did against their budgets.")
        if told.has_spread
        else _("Fewer than five call-offs are signed, so sums are taken to be as budgeted: the range is too narrow.")
    )
    yield (
        _("%(n)s futures. Chances and delays follow each project's approval; they are judgements, strength D.")
        % {"n": figures.number(told.futures)}
        + " "
        + spread
    )


def _after(today: date, months: float) -> date:
    return months_later(today.replace(day=1), int(months))


def _option(terms: BoardTerms, clock: OptionClock | None) -> Reading:
    name = _("Option")
    if terms.expires_on is None:
        return Reading(name, _("When the agreement ends is not known. Write its start and term in the register."))
    ends = _("The agreement ends on %(day)s.") % {"day": day_words(terms.expires_on)}
    if clock is None:
        return Reading(name, _("No option is known."), (ends,))
    given = {
        "from": day_words(clock.decide_from),
        "by": day_words(clock.decide_by),
        "to": day_words(clock.prolonged_to),
    }
    words = {
        ClockState.EARLY: _("The option is to be decided from %(from)s to %(by)s."),
        ClockState.NOW: _("The option is to be decided now, at the latest on %(by)s."),
        ClockState.LATE: _("The option should have been decided by %(by)s."),
        ClockState.TAKEN: _("The option is taken: the agreement runs to %(to)s."),
        ClockState.DECLINED: _("The option is not taken."),
        ClockState.PASSED: _("The agreement ended without the option being taken."),
    }[clock.state]
    why = _("Twelve to nine months before the end there is still time to tender anew.")
    return Reading(name, words % given, (ends, why))


def _gaps(projects: Sequence[BoardProject], terms: BoardTerms, today: date) -> Reading:
    found = [gap_words(gap, today) for gap in team_gaps(projects, terms, today)]
    words = found[0] if found else _("Every team has work ahead, without holes of two months or more.")
    return Reading(_("Continuity"), words, tuple(found[1:4]))


def _tail(projects: Sequence[BoardProject], terms: BoardTerms, today: date) -> Reading:
    tail = tail_of(projects, terms, today)
    if tail is None:
        return Reading(_("Tail"), _("No project is known to run on after the agreement."))
    return Reading(_("Tail"), tail_words(tail))
