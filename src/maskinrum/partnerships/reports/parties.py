"""The organisations of the register as a list, and one of them as a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.organisations.enums import OrganisationKind
from maskinrum.partnerships.enums import Discipline
from maskinrum.partnerships.facts import PartyKey, folded
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries.participation import Participation
from maskinrum.partnerships.queries.parties import Participant
from maskinrum.partnerships.reports.register_rows import RowGroup, days_of, listed
from maskinrum.partnerships.reports.register_totals import SharedLine, shared_lines, totals_report
from maskinrum.shared import figures
from maskinrum.shared.charts import LineDrawer, Years, axis_hatch, axis_head, years_around

PAGE = 50


@dataclass(frozen=True)
class PartyLine:
    """An organisation in words."""

    slug: str
    name: str
    kind: str
    group: str
    count: int
    disciplines: str
    is_group: bool


@dataclass(frozen=True)
class PartiesPage:
    """One page of the list; ``count`` is of all that answer."""

    lines: Sequence[PartyLine]
    count: int
    number: int
    pages: int
    query: str
    earlier: str
    later: str


def answering_parties(everybody: Sequence[Participant], word: str, discipline: str) -> list[Participant]:
    """Those whose name has all the words, and who do what is asked for (``unknown``: what nobody says)."""
    words = folded(word).split()
    if word.strip() and not words:
        return []
    return [
        one
        for one in everybody
        if (not words or all(each in folded(one.name) for each in words))
        and (
            not discipline or discipline in one.disciplines or (discipline == "unknown" and one.has_unknown_discipline)
        )
    ]


def party_line(one: Participant) -> PartyLine:
    """An organisation in words."""
    disciplines = [str(Discipline(each).label) for each in one.disciplines]
    disciplines += [_("not known")] if one.has_unknown_discipline else []
    kind = str(dict(OrganisationKind.choices).get(one.kind, one.kind))
    return PartyLine(one.slug, one.name, kind, one.group, one.count, ", ".join(disciplines), one.is_group)


def parties_page(found: Sequence[Participant], number: int, asked: Mapping[str, str]) -> PartiesPage:
    """Return one page; ``asked`` is what the address says, and a page beyond the last is the last."""
    pages = max(1, -(-len(found) // PAGE))
    shown = min(number, pages)
    kept = {name: value for name, value in asked.items() if value}
    query = f"?{urlencode(kept)}" if kept else ""
    return PartiesPage(
        lines=[party_line(one) for one in found[(shown - 1) * PAGE : shown * PAGE]],
        count=len(found),
        number=shown,
        pages=pages,
        query=query,
        earlier=f"?{urlencode({**kept, 'page': shown - 1})}" if shown > 1 else "",
        later=f"?{urlencode({**kept, 'page': shown + 1})}" if shown < pages else "",
    )


@dataclass(frozen=True)
class PartyPage:
    """One organisation with everything that stands on its page."""

    found: Participation
    kind: str
    sentence: str
    unconfirmed: str
    parts: Sequence[tuple[str, int, int]]
    groups: Sequence[RowGroup]
    head: SafeString
    hatch: SafeString
    volume: str
    shares: Sequence[SharedLine]
    earlier: str
    later: str


def party_page(found: Participation, *, today: date) -> PartyPage:
    """Put together the page of one organisation."""
    rows, page = found.page.rows, found.page
    years = years_around([found.own.first_day, found.own.last_day, *days_of(rows)], today)
    names = _discipline_names()
    return PartyPage(
        found=found,
        kind=str(dict(OrganisationKind.choices).get(found.organisation.kind, found.organisation.kind)),
        sentence=_sentence(found),
        unconfirmed=_unconfirmed(found),
        parts=[(names[part.discipline], part.count, part.confirmed) for part in found.parts],
        groups=_by_discipline(found, names, today, years),
        head=axis_head(years, today),
        hatch=axis_hatch(),
        volume=totals_report(found.own).sentence,
        shares=shared_lines(found.own, found.whole),
        earlier=f"?page={page.number - 1}" if page.number > 1 else "",
        later=f"?page={page.number + 1}" if page.number < page.pages else "",
    )


def _discipline_names() -> dict[str, str]:
    return {**{value: str(words) for value, words in Discipline.choices}, "": _("Discipline not known")}


def _sentence(found: Participation) -> str:
    words = {"count": figures.number(found.count), "of": figures.number(found.of)}
    if found.organisation.is_fictitious:
        return _("Takes part in %(count)s of %(of)s invented agreements.") % words
    if found.is_group:
        return _("Companies of the group take part in %(count)s of the register's %(of)s agreements.") % words
    return _("Takes part in %(count)s of the register's %(of)s agreements.") % words


def _unconfirmed(found: Participation) -> str:
    missing = found.count - found.confirmed
    if not missing:
        return ""
    words = _("No public source confirms its part in %(missing)s of them: it is common knowledge, not verified.")
    return words % {"missing": figures.number(missing)}


def _by_discipline(found: Participation, names: Mapping[str, str], today: date, years: Years) -> list[RowGroup]:
    rows = found.page.rows
    counts = {part.discipline: part.count for part in found.parts}
    order = [*Discipline, ""]
    first = {row.pk: min((order.index(key.discipline) for key in found.roles[row.pk]), default=0) for row in rows}
    groups = []
    for place, discipline in enumerate(order):
        members = [row for row in rows if first[row.pk] == place]
        if members:
            shown = listed(members, found.page.sharing, LineDrawer(years, today), _notes(members, found, names))
            groups.append(RowGroup(names[discipline], counts[discipline], is_example=False, rows=shown))
    return groups


def _notes(rows: Sequence[Partnership], found: Participation, names: Mapping[str, str]) -> list[str]:
    return [_role_words(found.roles[row.pk], names) for row in rows]


def _role_words(keys: Sequence[PartyKey], names: Mapping[str, str]) -> str:
    """What it is besides the discipline of the group it stands in, and whether that is confirmed."""
    words = [names[each] for each in dict.fromkeys(key.discipline for key in keys)][1:]
    if all(key.label != "F" for key in keys):
        words.append(_("not confirmed"))
    return ", ".join(words)
