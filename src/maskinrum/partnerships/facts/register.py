"""The facts of one entry of the register: what shipped data and forms give, and what the history compares.

Money is million DKK ex VAT unless a currency stands beside it; dates are ISO dates as far as they are known (*2019*,
*2021-11*, *2025-01-01*). None or an empty text means that it is not known.
"""

from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from maskinrum.partnerships.enums import (
    ClientKind,
    Discipline,
    Inside,
    PartnershipStatus,
    PartnershipType,
    SourceLabel,
    VolumeKind,
)
from maskinrum.shared.partial_dates import first_day, last_day, months_later, start_date


@dataclass(frozen=True)
class Words:
    """The same text in Danish and English; either may be empty."""

    da: str = ""
    en: str = ""


@dataclass(frozen=True)
class PartyFacts:
    """A party by its name; ``discipline`` is None where it is not known, ``label`` says how well it is known."""

    name: str
    discipline: Discipline | None
    label: SourceLabel | None = None
    note: Words = Words()


@dataclass(frozen=True)
class JobFacts:
    """A publicly known job; ``value`` is million of ``currency`` as the source gives it, never converted."""

    slug: str
    client: str
    name: str
    inside: Inside
    kind: str
    homes: int | None
    value: Decimal | None
    currency: str
    begins: str
    ends: str
    label: SourceLabel
    source_url: str
    note: Words = Words()


@dataclass(frozen=True)
class SourceFacts:
    """Where it can be read, and how far it is to be trusted."""

    url: str
    label: SourceLabel


@dataclass(frozen=True)
class CallOffFacts:
    """An organisation that may call off beside the client; ``department`` is its number or name, or empty for all."""

    organisation: str
    department: str
    label: SourceLabel
    source_url: str = ""


@dataclass(frozen=True)
class PartnershipFacts:
    """One entry. ``joint_estimate`` and ``also_in`` are slugs of joint estimates, ``succeeded_by`` that of an entry.

    ``procurement`` holds what is known of these keys: ``procedure``, ``applicants``, ``prequalified``, ``announced``,
    ``market_meeting``, ``notice``, ``prequalification``, ``deadline``, ``award``, ``contract`` (dates),
    ``days_notice_to_award``, ``months_announcement_to_contract``, ``planning_and_tender_months``, ``note_da`` and
    ``note_en``. ``unknown`` names what no public source was found for.
    """

    name: str
    type: PartnershipType
    client_kind: ClientKind
    client_name: str
    status: PartnershipStatus
    name_note: Words = Words()
    client_homes: int | None = None
    client_note: Words = Words()
    signed: str = ""
    start: str = ""
    start_words: Words = Words()
    term_months: int | None = None
    option_months: int | None = None
    scope: Words = Words()
    volume_low: Decimal | None = None
    volume_high: Decimal | None = None
    volume_kind: VolumeKind | None = None
    volume_note: Words = Words()
    joint_estimate: str = ""
    also_in: tuple[str, ...] = ()
    procurement: dict[str, Any] = field(default_factory=dict)
    status_words: Words = Words()
    succeeded_by: str = ""
    organisation_note: Words = Words()
    organisation_note_label: SourceLabel | None = None
    parties_note: Words = Words()
    parties_note_label: SourceLabel | None = None
    unknown: tuple[str, ...] = ()
    parties: tuple[PartyFacts, ...] = ()
    jobs: tuple[JobFacts, ...] = ()
    sources: tuple[SourceFacts, ...] = ()
    call_off: tuple[CallOffFacts, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the facts for JSON, decimals exactly as text; equal facts give equal JSON."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    def changes_from(self, before: "PartnershipFacts") -> dict[str, list[Any]]:
        """Return each field that differs, with its value before and after."""
        old, new = before.to_json(), self.to_json()
        return {name: [old[name], value] for name, value in new.items() if old[name] != value}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class RegisterDays:
    """The days a list sorts by and a time axis draws: what is known only in part begins with its first day.

    ``works_from`` and ``works_until`` hold the known works whose end is known.
    """

    starts: date | None
    ends: date | None
    option_ends: date | None
    works_from: date | None
    works_until: date | None

    @property
    def last(self) -> date | None:
        """The last day that is known of it, its start where nothing later is; ``ends`` is the first day without it."""
        over = [day - timedelta(days=1) for day in (self.ends, self.option_ends) if day]
        days = [day for day in (self.starts, self.works_until) if day]
        return max([*days, *over], default=None)


def register_days(facts: PartnershipFacts) -> RegisterDays:
    """Return the days of an entry; the works are those known to be carried out under the agreement."""
    starts = start_date(facts.start, facts.start_words.en) if facts.start else None
    ends = months_later(starts, facts.term_months) if starts and facts.term_months else None
    option_ends = months_later(ends, facts.option_months) if ends and facts.option_months else None
    own = [job for job in facts.jobs if job.inside is Inside.YES or facts.type is PartnershipType.EARLY_INVOLVEMENT]
    works_from = min((first_day(job.begins) for job in own if job.begins and job.ends), default=None)
    works_until = max((last_day(job.ends) for job in own if job.ends), default=None)
    return RegisterDays(starts, ends, option_ends, works_from, works_until)
