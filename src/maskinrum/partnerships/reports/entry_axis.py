"""The time of one entry or of several on one axis, and the figures behind the drawing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import Discipline, Inside, PartnershipType
from maskinrum.partnerships.facts import JobFacts, PartnershipFacts
from maskinrum.partnerships.queries.entries import Entry
from maskinrum.partnerships.reports.wording import month_words
from maskinrum.shared.charts import AxisPartnership, AxisWorks, Drawings, partnership_axis
from maskinrum.shared.partial_dates import first_day, is_partial_date, last_day, months_later
from maskinrum.shared.tables import shorten

MOST_WORKS = 6
LONGEST_NAME = 26  # letters beside a bar
BEFORE = ("announced", "market_meeting", "notice", "prequalification", "deadline")


@dataclass(frozen=True)
class Span:
    """One bar of the drawing in words."""

    entry: str
    name: str
    begins: str
    ends: str


@dataclass(frozen=True)
class EntryAxis:
    """The two drawings, what they show in a sentence, and each bar in words."""

    drawings: Drawings
    title: str
    spans: tuple[Span, ...]


def entry_axis(entries: Sequence[Entry], *, today: date, ident: str = "axis") -> EntryAxis | None:
    """Draw planning, agreement, option and works of the entries; None when no day is known of any of them."""
    drawn = [_partnership(entry) for entry in entries]
    if not any(one.days for one in drawn):
        return None
    title = _title(entries, today)
    drawings = partnership_axis(drawn, today=today, ident=ident, title=title)
    return EntryAxis(drawings, title, tuple(span for one in drawn for span in _spans(one)))


def _title(entries: Sequence[Entry], today: date) -> str:
    if len(entries) > 1:
        return _("The agreements on one axis of years")
    row = entries[0].row
    if row.works_until and row.ends_on and row.works_until > (row.option_ends_on or row.ends_on):
        return _("Known works run until %(month)s, after the agreement has expired") % {
            "month": month_words(row.works_until)
        }
    if row.ends_on is None:
        return _("How long the agreement runs is not known")
    if row.ends_on < today:
        return _("The term ran out in %(month)s") % {"month": month_words(row.ends_on)}
    return _("The term runs until %(month)s") % {"month": month_words(row.ends_on)}


def _partnership(entry: Entry) -> AxisPartnership:
    facts, row = entry.facts, entry.row
    partners = [party.name for party in facts.parties if party.discipline is Discipline.CONTRACTOR]
    return AxisPartnership(
        name=shorten(facts.name, LONGEST_NAME),
        partners=[shorten(name, LONGEST_NAME) for name in partners[:3]] or [shorten(facts.client_name, LONGEST_NAME)],
        planning=_planning(facts, row.starts_on),
        start=row.starts_on,
        end=row.ends_on,
        option_end=row.option_ends_on,
        works=[
            AxisWorks(shorten(job.name, LONGEST_NAME), first_day(job.begins), _day_after(job.ends))
            for job in _own_works(facts)[:MOST_WORKS]
        ],
    )


def _day_after(known: str) -> date:
    return last_day(known) + timedelta(days=1)


def _own_works(facts: PartnershipFacts) -> list[JobFacts]:
    is_single = facts.type is PartnershipType.EARLY_INVOLVEMENT
    return [job for job in facts.jobs if job.begins and job.ends and (is_single or job.inside is Inside.YES)]


def _planning(facts: PartnershipFacts, start: date | None) -> date | None:
    """When the planning began: the first day that is stated, else counted back from the start."""
    known = [str(facts.procurement.get(key) or "") for key in BEFORE]
    stated = [first_day(text) for text in known if is_partial_date(text)]
    months = facts.procurement.get("planning_and_tender_months")
    if not stated and start and months:
        return months_later(start, -int(months))
    return min(stated, default=None)


def _spans(one: AxisPartnership) -> Iterator[Span]:
    unknown = _("not known")
    if one.planning and one.start and one.planning < one.start:
        yield Span(one.name, _("Planning and tender"), month_words(one.planning), month_words(one.start))
    start = month_words(one.start) if one.start else unknown
    yield Span(one.name, _("Agreement"), start, month_words(one.end) if one.end else unknown)
    if one.end and one.option_end:
        yield Span(one.name, _("Option"), month_words(one.end), month_words(one.option_end))
    for works in one.works:
        yield Span(one.name, works.name, month_words(works.start), month_words(works.end - timedelta(days=1)))
