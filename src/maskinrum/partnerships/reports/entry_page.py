"""What stands at the top of the page of an entry, and its tables of parties, jobs and sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import ClientKind, Discipline, Inside, PartnershipType, VolumeKind
from maskinrum.partnerships.facts import JobFacts, PartyFacts
from maskinrum.partnerships.queries.entries import Entry, Provenance
from maskinrum.partnerships.reports.entry import Part, listed, parts
from maskinrum.partnerships.reports.wording import (
    Said,
    choice_words,
    host_of,
    kind_words,
    period_words,
    told,
    value_per_home,
    value_words,
    volume_words,
)
from maskinrum.shared import figures

WITH_TABLES = ("parties", "jobs", "unknown", "sources", "call_off")


@dataclass(frozen=True)
class KeyFigure:
    """A figure and what it means, with how well it is known; an empty value is not known."""

    value: str
    words: str
    label: str = ""
    url: str = ""

    @property
    def host(self) -> str:
        """The site the figure is read on; empty when it is one of the entry's own sources."""
        return host_of(self.url)


@dataclass(frozen=True)
class PartyRow:
    """A party as the page lists it; ``slug`` is its organisation's address."""

    name: str
    slug: str
    discipline: str
    label: str
    note: tuple[Said, ...]


@dataclass(frozen=True)
class JobRow:
    """A known job as the page lists it; empty texts are not known."""

    name: str
    client: str
    inside: str
    kind: str
    homes: str
    value: str
    per_home: str
    period: str
    label: str
    url: str
    host: str
    note: tuple[Said, ...]


@dataclass(frozen=True)
class EntryPage:
    """One entry as its page shows it."""

    sentence: str
    figures: tuple[KeyFigure, ...]
    parts: tuple[Part, ...]
    parties: tuple[PartyRow, ...]
    party_notes: tuple[Said, ...]
    jobs: tuple[JobRow, ...]
    has_value_per_home: bool
    unknown: tuple[Said, ...]
    call_off: tuple[Said, ...]
    sources: tuple[Said, ...]


def entry_page(entry: Entry) -> EntryPage:
    """Put an entry into the words and shape of its page."""
    told_parts = {part.key: part for part in parts(entry)}
    lines = {line.key: line.said for part in told_parts.values() for line in part.lines}
    jobs = tuple(_job(job) for job in entry.facts.jobs)
    return EntryPage(
        sentence=_sentence(entry),
        figures=tuple(_figures(entry)),
        parts=tuple(part for key, part in told_parts.items() if key not in WITH_TABLES),
        parties=tuple(_parties(entry)),
        party_notes=(*lines.get("parties_note", ()), *lines.get("organisation_note", ())),
        jobs=jobs,
        has_value_per_home=any(job.per_home for job in jobs),
        unknown=lines["unknown"],
        call_off=lines["call_off"],
        sources=lines["sources"],
    )


def _sentence(entry: Entry) -> str:
    facts = entry.facts
    contractors = [party.name for party in facts.parties if party.discipline is Discipline.CONTRACTOR]
    words = {
        "type": choice_words(PartnershipType, facts.type),
        "client": facts.client_name,
        "kind": choice_words(ClientKind, facts.client_kind).lower(),
        "contractors": listed(contractors),
    }
    if not contractors:
        return _("%(type)s at %(client)s.") % words
    return _("%(type)s at %(client)s with %(contractors)s as contractor.") % words


def _figures(entry: Entry) -> Iterator[KeyFigure]:
    facts = entry.facts
    yield _volume(entry)
    term = figures.term(facts.term_months) if facts.term_months else ""
    yield _figure(term, _("Term"), entry.source_of("term_months"))
    option = figures.term(facts.option_months) if facts.option_months else ""
    yield _figure(option, _("Option to extend"), entry.source_of("option_months"))
    homes = figures.number(facts.client_homes) if facts.client_homes else ""
    yield _figure(homes, _("Homes of the client"), entry.source_of("client_homes"))


def _figure(value: str, words: str, source: Provenance) -> KeyFigure:
    return KeyFigure(value, words, source.label if value else "", source.url if value else "")


def _volume(entry: Entry) -> KeyFigure:
    facts = entry.facts
    if entry.joint and facts.volume_low is None:
        row = entry.joint.row
        others = [one.name for one in entry.joint.shared_by if one.slug != entry.row.slug]
        kind = choice_words(VolumeKind, row.kind).lower()
        words = _("Joint %(kind)s with %(names)s; not to be divided") % {"kind": kind, "names": listed(others)}
        if not others:
            words = _("Joint %(kind)s with others; not to be divided") % {"kind": kind}
        return KeyFigure(volume_words(row.low, row.high), words, row.label, row.source_url)
    known = (
        ""
        if facts.volume_low is None and facts.volume_high is None
        else volume_words(facts.volume_low, facts.volume_high)
    )
    kind = choice_words(VolumeKind, facts.volume_kind).lower() if facts.volume_kind and known else ""
    words = _("Volume, %(kind)s") % {"kind": kind} if kind else _("Volume")
    return _figure(known, words, entry.source_of("volume_low"))


def _parties(entry: Entry) -> Iterator[PartyRow]:
    slugs = {party.name: party.organisation.slug for party in entry.row.parties.all()}
    for party in sorted(entry.facts.parties, key=_by_discipline):
        discipline = str(party.discipline.label) if party.discipline else ""
        yield PartyRow(party.name, slugs.get(party.name, ""), discipline, party.label or "", told(party.note))


def _by_discipline(party: PartyFacts) -> int:
    return list(Discipline).index(party.discipline) if party.discipline else len(Discipline)


def _job(job: JobFacts) -> JobRow:
    return JobRow(
        name=job.name,
        client=job.client,
        inside=choice_words(Inside, job.inside),
        kind=kind_words(job.kind),
        homes=figures.number(job.homes) if job.homes else "",
        value=value_words(job),
        per_home=value_per_home(job),
        period=period_words(job.begins, job.ends),
        label=job.label,
        url=job.source_url,
        host=host_of(job.source_url),
        note=told(job.note),
    )
