"""The rows of the register's list: an entry in words, its volume alone or in a bracket, and its line on the axis."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.dates import MONTHS
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.partnerships.enums import ClientKind, PartnershipStatus, PartnershipType, VolumeKind
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries.listing import Sharing
from maskinrum.partnerships.reports.wording import partial_date
from maskinrum.shared import figures
from maskinrum.shared.charts import AgreementLine, LineDrawer

MOST_NAMES = 3
KINDS = {
    VolumeKind.ESTIMATE: gettext_lazy("estimate"),
    VolumeKind.CEILING: gettext_lazy("ceiling"),
    VolumeKind.AWARD: gettext_lazy("awarded"),
}
JOINT_KINDS = {
    VolumeKind.ESTIMATE: gettext_lazy("joint estimate"),
    VolumeKind.CEILING: gettext_lazy("joint ceiling"),
    VolumeKind.AWARD: gettext_lazy("joint award"),
}


@dataclass(frozen=True)
class VolumeCell:
    """The volume of a row. ``rows`` is how many rows a bracket spans: 0 inside one, 1 for a number of one row.

    ``alone`` says the same for a row that stands without its bracket.
    """

    text: str
    note: str
    rows: int = 1
    is_joint: bool = False
    alone: str = ""


@dataclass(frozen=True)
class TimeWords:
    """When an entry begins and ends, in words; empty is not known."""

    start: str
    end: str
    option_end: str
    works: str


@dataclass(frozen=True)
class ListedRow:
    """One row of the list."""

    slug: str
    name: str
    client: str
    type: str
    status: str
    volume: VolumeCell
    axis: SafeString
    time: TimeWords
    sources: str
    visibility: str
    pick: str
    note: str = ""


@dataclass(frozen=True)
class RowGroup:
    """The rows of one kind of client, or the invented ones; ``count`` counts those on other pages too."""

    title: str
    count: int
    is_example: bool
    rows: Sequence[ListedRow]


def row_groups(
    rows: Sequence[Partnership],
    sharing: Mapping[uuid.UUID, Sharing],
    counts: Mapping[str, int],
    examples: int,
    drawer: LineDrawer,
) -> list[RowGroup]:
    """Return rows that stand in order by group."""
    titles = dict(ClientKind.choices)
    return [
        RowGroup(
            title=_("Examples, invented") if is_example else str(titles.get(kind, kind)),
            count=examples if is_example else counts.get(kind, 0),
            is_example=is_example,
            rows=listed(list(members), sharing, drawer),
        )
        for (is_example, kind), members in groupby(
            rows, key=lambda row: (row.is_fictitious, "" if row.is_fictitious else row.client_kind)
        )
    ]


def listed(
    rows: Sequence[Partnership],
    sharing: Mapping[uuid.UUID, Sharing],
    drawer: LineDrawer,
    notes: Sequence[str] = (),
) -> list[ListedRow]:
    """Return rows in words and drawings; ``notes`` says something more of each."""
    ground = drawer.ground
    types, statuses = dict(PartnershipType.choices), dict(PartnershipStatus.choices)
    volumes = volume_cells(rows, sharing)
    return [
        ListedRow(
            slug=row.slug,
            name=row.name,
            client=row.client_name,
            type="" if row.type == PartnershipType.STRATEGIC_PARTNERSHIP else str(types.get(row.type, row.type)),
            status="" if row.status == PartnershipStatus.UNKNOWN else str(statuses.get(row.status, row.status)),
            volume=volume,
            axis=drawer.draw(line_of(row), ground, axis_words(time)),
            time=time,
            sources=figures.number(row.source_count),
            visibility="" if row.visibility == "open" else row.visibility,
            pick=_("Compare %(name)s") % {"name": row.name},
            note=note,
        )
        for row, volume, note, time in zip(rows, volumes, notes or [""] * len(rows), map(time_words, rows), strict=True)
    ]


def volume_cells(rows: Sequence[Partnership], sharing: Mapping[uuid.UUID, Sharing]) -> list[VolumeCell]:
    """The volume of each row: neighbours with one estimate share a bracket, others name whom they share it with."""
    cells: list[VolumeCell] = []
    for estimate, members in groupby(rows, key=lambda row: row.joint_estimate_id):
        run = list(members)
        cells += _joint_cells(run, sharing[estimate]) if estimate else map(_own_cell, run)
    return cells


def _own_cell(row: Partnership) -> VolumeCell:
    if row.volume_low is None:
        return VolumeCell("", "")
    kind = KINDS[VolumeKind(row.volume_kind)] if row.volume_kind else ""
    return VolumeCell(figures.volumes(row.volume_low, row.volume_high), str(kind))


def _joint_cells(run: Sequence[Partnership], sharing: Sharing) -> list[VolumeCell]:
    joint = run[0].joint_estimate
    assert joint is not None  # noqa: S101 - the caller has looked
    text, what = figures.volumes(joint.low, joint.high), str(JOINT_KINDS[VolumeKind(joint.kind)])
    others = [name for pk, name in sharing.names.items() if pk not in {row.pk for row in run}]
    alone = [_with(what, [name for pk, name in sharing.names.items() if pk != row.pk]) for row in run]
    if len(run) == 1:
        return [VolumeCell(text, alone[0], is_joint=True)]
    first = VolumeCell(text, _with(what, others, own=len(run)), len(run), is_joint=True, alone=alone[0])
    return [first, *(VolumeCell(text, "", 0, is_joint=True, alone=words) for words in alone[1:])]


def _with(what: str, others: Sequence[str], own: int = 1) -> str:
    """*joint estimate with &os*; for all of a bracket *for the two*; with nobody the reader may know *for several*."""
    if others:
        named = ", ".join(others[:MOST_NAMES])
        if more := len(others) - MOST_NAMES:
            named = _("%(names)s and %(count)s more") % {"names": named, "count": more} if more > 0 else named
        return _("%(what)s with %(names)s") % {"what": what, "names": named}
    if own == 2:
        return _("%(what)s for the two") % {"what": what}
    return (
        _("%(what)s for all %(count)s") % {"what": what, "count": own}
        if own > 1
        else _("%(what)s for several") % {"what": what}
    )


def line_of(row: Partnership) -> AgreementLine:
    """What is known of the time of an entry, for drawing."""
    return AgreementLine(row.starts_on, row.ends_on, row.option_ends_on, row.works_from, row.works_until)


def _month(day: date) -> str:
    """The month and year of a day: what ``month_words`` says, without reading a pattern for each day of a long list."""
    return f"{MONTHS[day.month]} {day.year}"


def time_words(row: Partnership) -> TimeWords:
    """When an entry begins and ends, in words."""
    works = [_month(day) for day in (row.works_from, row.works_until) if day and row.works_until]
    return TimeWords(
        start=partial_date(row.start) if row.start else "",
        end=_month(row.ends_on) if row.ends_on else "",
        option_end=_month(row.option_ends_on) if row.option_ends_on else "",
        works=figures.EN_DASH.join(works),
    )


def axis_words(time: TimeWords) -> str:
    """What the line of an entry shows, as a sentence."""
    words = [_("start %(month)s") % {"month": time.start} if time.start else _("start not known")]
    words.append(_("term until %(month)s") % {"month": time.end} if time.end else _("term not known"))
    if time.option_end:
        words.append(_("option until %(month)s") % {"month": time.option_end})
    if time.works:
        words.append(_("known works %(months)s") % {"months": time.works})
    return ", ".join(words)


def days_of(rows: Sequence[Partnership]) -> list[date | None]:
    """Every day that an axis must hold for these rows."""
    return [day for row in rows for day in (row.starts_on, row.last_on, row.works_from)]
