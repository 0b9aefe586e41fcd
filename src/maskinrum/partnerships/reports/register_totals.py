"""What the shown entries come to, as a sentence and a small table, and how concentrated the register is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maskinrum.partnerships.enums import VolumeKind
from maskinrum.partnerships.queries.parties import Concentration
from maskinrum.partnerships.queries.totals import Totals, VolumeTotal
from maskinrum.shared import figures

SUMS = {
    VolumeKind.ESTIMATE: gettext_lazy("estimates of %(sum)s"),
    VolumeKind.CEILING: gettext_lazy("ceilings of %(sum)s"),
    VolumeKind.AWARD: gettext_lazy("awards of %(sum)s"),
}
NAMES = {
    VolumeKind.ESTIMATE: gettext_lazy("Estimates"),
    VolumeKind.CEILING: gettext_lazy("Ceilings"),
    VolumeKind.AWARD: gettext_lazy("Awards"),
}
FEWEST, LEAST_SHARE = 3, 0.2
"""A contractor is named when it is in at least so many entries, and in at least that part of them."""


@dataclass(frozen=True)
class TotalLine:
    """One kind of volume in the table."""

    name: str
    own: int
    joint: int
    estimates: int
    sum: str


@dataclass(frozen=True)
class TotalsReport:
    """The sentences and the table."""

    sentence: str
    homes: str
    lines: Sequence[TotalLine]
    has_split: bool


def totals_report(totals: Totals) -> TotalsReport:
    """Return what the entries come to, in words."""
    return TotalsReport(
        sentence=_sentence(totals),
        homes=_homes(totals),
        lines=[TotalLine(str(NAMES[one.kind]), one.own, one.joint, one.estimates, _sum(one)) for one in totals.volumes],
        has_split=any(one.low != one.high for one in totals.volumes),
    )


@dataclass(frozen=True)
class SharedLine:
    """What a party's agreements come to of one kind, beside the whole register."""

    name: str
    own: str
    whole: str


def shared_lines(own: Totals, whole: Totals) -> list[SharedLine]:
    """Return each kind of volume that the agreements of a party have; whose part of it is whose no source says."""
    everybody = {one.kind: one for one in whole.volumes}
    return [SharedLine(str(NAMES[one.kind]), _sum(one), _sum(everybody[one.kind])) for one in own.volumes]


def _sum(one: VolumeTotal) -> str:
    """The sum; where only a shared estimate is there, whose part of it is counted nobody knows, it is at most."""
    if one.low == 0 and one.high > 0:
        return _("at most %(figure)s") % {"figure": figures.volume(one.high)}
    return figures.volumes(one.low, one.high)


def _sentence(totals: Totals) -> str:
    count = _entries(totals.count)
    if not totals.volumes:
        return _("%(count)s, none of them with a public volume.") % {"count": count}
    sums = [str(SUMS[one.kind]) % {"sum": _sum(one)} for one in totals.volumes]
    listed = (
        sums[0]
        if len(sums) == 1
        else _("%(first)s and %(last)s")
        % {
            "first": ", ".join(sums[:-1]),
            "last": sums[-1],
        }
    )
    if totals.with_number == totals.count:
        return _("%(count)s, all with a public volume: %(sums)s.") % {"count": count, "sums": listed}
    words = _("%(count)s, of which %(known)s have a public volume: %(sums)s.")
    return words % {"count": count, "known": figures.number(totals.with_number), "sums": listed}


def _entries(count: int) -> str:
    words = ngettext("%(count)s agreement", "%(count)s agreements", count)
    return words % {"count": figures.number(count)}


def _homes(totals: Totals) -> str:
    if not totals.clients_with_homes:
        return ""
    words = ngettext(
        "%(known)s of %(clients)s client has a publicly known number of homes: %(homes)s.",
        "%(known)s of %(clients)s clients have a publicly known number of homes: %(homes)s together.",
        totals.clients,
    )
    return words % {
        "known": figures.number(totals.clients_with_homes),
        "clients": figures.number(totals.clients),
        "homes": figures.number(totals.homes),
    }


def concentration_sentence(found: Concentration | None) -> str:
    """Say how many entries the most frequent contractor is in; nothing where that is no concentration."""
    if found is None or found.known < FEWEST or found.known < LEAST_SHARE * found.count:
        return ""
    figures_of = {
        "count": figures.number(found.count),
        "confirmed": figures.number(found.confirmed),
        "known": figures.number(found.known),
        "more": figures.number(found.known - found.confirmed),
    }
    if found.known == found.confirmed:
        if found.is_group:
            return _("One contractor group takes part in at least %(known)s of the %(count)s agreements.") % figures_of
        return _("One contractor takes part in at least %(known)s of the %(count)s agreements.") % figures_of
    if found.is_group:
        return (
            _(
                "One contractor group takes part in at least %(confirmed)s of the %(count)s agreements; "
                "in %(known)s with those that no public source confirms."
            )
            % figures_of
        )
    return (
        _(
            "One contractor takes part in at least %(confirmed)s of the %(count)s agreements; "
            "in %(known)s with those that no public source confirms."
        )
        % figures_of
    )
