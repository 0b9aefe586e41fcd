"""What is known of an entry of the register, line by line: its page, a comparison and a file all read these lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.partnerships.enums import ClientKind, Discipline, PartnershipStatus, PartnershipType, VolumeKind
from maskinrum.partnerships.facts import PartyFacts, Words
from maskinrum.partnerships.phrases import FACT_NAMES, PROCEDURES, PROCUREMENT_NAMES, UNKNOWNS
from maskinrum.partnerships.queries.entries import Entry, Estimate, Neighbour
from maskinrum.partnerships.reports.wording import (
    Said,
    choice_words,
    homes_words,
    month_words,
    partial_date,
    period_words,
    told,
    value_words,
    volume_words,
)
from maskinrum.shared import figures
from maskinrum.shared.partial_dates import is_partial_date

ALWAYS = ("procedure", "applicants", "prequalified", "notice", "award")
DATES = ("announced", "market_meeting", "notice", "prequalification", "deadline", "award", "contract")
INFERENCE = "I"


@dataclass(frozen=True)
class Line:
    """A heading and what is said; nothing said means that it is not known. ``key`` is the same in all entries."""

    key: str
    name: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Part:
    """Lines that belong together."""

    key: str
    title: str
    lines: tuple[Line, ...]


def parts(entry: Entry) -> list[Part]:
    """Everything that is known of an entry but its axis, in the order people ask for it."""
    return [
        Part("about", _("What it is"), tuple(_about(entry))),
        Part("agreement", _("The agreement"), tuple(_agreement(entry))),
        Part("volume", _("Volume"), tuple(_volume(entry))),
        Part("parties", _("The parties"), tuple(_parties(entry))),
        Part("procurement", _("The procurement"), tuple(_procurement(entry))),
        Part("jobs", _("Known jobs"), tuple(_jobs(entry))),
        Part("call_off", _("Who may call off"), (_call_off(entry),)),
        Part("unknown", _("What is not known"), (_unknown(entry),)),
        Part("sources", _("Sources"), (_sources(entry),)),
    ]


def _line(key: str, *said: Said, name: str = "") -> Line:
    return Line(key, name or str(FACT_NAMES.get(key, key)), tuple(one for one in said if one.text))


def _about(entry: Entry) -> Iterator[Line]:
    facts, row = entry.facts, entry.row
    yield _line("type", Said(choice_words(PartnershipType, facts.type)), *told(facts.name_note))
    # the kind of client names a whole sector; of an organisation we know what it is itself
    kind = row.organisation.get_kind_display() if row.organisation else choice_words(ClientKind, facts.client_kind)
    yield _line("client_name", Said(facts.client_name, note=kind), *told(facts.client_note))
    homes = Said(homes_words(facts.client_homes)) if facts.client_homes else Said("")
    yield _line("client_homes", homes)
    yield _line("scope", *told(facts.scope))
    status = "" if facts.status is PartnershipStatus.UNKNOWN else choice_words(PartnershipStatus, row.status)
    yield _line("status", Said(status), *told(facts.status_words))
    if entry.successor:
        yield _line("succeeded_by", _linked(entry.successor))
    if entry.predecessors:
        yield _line("predecessors", *map(_linked, entry.predecessors), name=_("Follows"))


def _linked(other: Neighbour) -> Said:
    return Said(other.name, link=reverse("register:entry", args=[other.slug]))


def _agreement(entry: Entry) -> Iterator[Line]:
    facts, row = entry.facts, entry.row
    yield _line("signed", _sourced(entry, "signed", partial_date(facts.signed)))
    start = told(facts.start_words) or (_sourced(entry, "start", partial_date(facts.start)),)
    yield _line("start", *start)
    term = figures.term(facts.term_months) if facts.term_months else ""
    yield _line("term_months", _sourced(entry, "term_months", term))
    option = figures.term(facts.option_months) if facts.option_months else ""
    use = _("Whether it was used is not public.") if "option_exercised" in facts.unknown else ""
    yield _line("option_months", _sourced(entry, "option_months", option, note=use))
    if row.ends_on:
        after = row.option_ends_on
        note = _("with the option %(month)s") % {"month": month_words(after)} if after else ""
        words = _("About %(month)s") % {"month": month_words(row.ends_on)}
        yield _line("ends", Said(words, label=INFERENCE, note=note), name=_("Ends"))


def _sourced(entry: Entry, field: str, text: str, *, note: str = "") -> Said:
    """A value with its own source, where a change has brought one; else it rests on the entry's sources as a whole."""
    known = entry.source_of(field)
    return Said(text, label=known.label if known.url else "", url=known.url, note=note)


def _volume(entry: Entry) -> Iterator[Line]:
    facts = entry.facts
    known = "" if facts.volume_low is None and facts.volume_high is None else volume_words(*_ends(entry))
    kind = choice_words(VolumeKind, facts.volume_kind) if known and facts.volume_kind else ""
    own = _sourced(entry, "volume_low", known, note=kind)
    yield Line("volume", _("Own volume"), tuple(one for one in (own, *told(facts.volume_note)) if one.text))
    if entry.joint:
        yield _line("joint_estimate", *_estimate(entry.joint, entry))
    if entry.also_in:
        yield _line("also_in", *(said for one in entry.also_in for said in _estimate(one, entry)))


def _ends(entry: Entry) -> tuple[Any, Any]:
    return entry.facts.volume_low, entry.facts.volume_high


def _estimate(estimate: Estimate, entry: Entry) -> tuple[Said, ...]:
    row = estimate.row
    words = volume_words(row.low, row.high)
    note = choice_words(VolumeKind, row.kind)
    together = [one.name for one in estimate.shared_by if one.slug != entry.row.slug]
    if together:
        note += ", " + _("together with %(names)s") % {"names": listed(together)}
    about = told(Words(row.note_da, row.note_en))
    return (Said(words, label=row.label, url=row.source_url, note=note), *about)


def listed(names: Sequence[str]) -> str:
    """Names in a row, with *and* before the last."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _parties(entry: Entry) -> Iterator[Line]:
    facts = entry.facts
    for discipline in Discipline:
        there = [party for party in facts.parties if party.discipline is discipline]
        if there or discipline in {Discipline.CLIENT, Discipline.CONTRACTOR}:
            yield _line(f"party_{discipline}", *_people(there), name=str(discipline.label))
    if unplaced := [party for party in facts.parties if party.discipline is None]:
        yield _line("party_", *_people(unplaced), name=_("Others, whose discipline is not known"))
    if note := told(facts.parties_note, label=facts.parties_note_label or ""):
        yield _line("parties_note", *note)
    if note := told(facts.organisation_note, label=facts.organisation_note_label or ""):
        yield _line("organisation_note", *note)


def _people(parties: Sequence[PartyFacts]) -> Iterator[Said]:
    for party in parties:
        yield Said(party.name, label=party.label or "")
        yield from told(party.note)


def _procurement(entry: Entry) -> Iterator[Line]:
    known = entry.facts.procurement
    for key, name in PROCUREMENT_NAMES.items():
        text = _procurement_words(key, known)
        if text or key in ALWAYS:
            yield _line(key, _sourced(entry, "procurement", text), name=str(name))
        if key == "award":
            yield from _days(entry, known)
    if note := told(Words(known.get("note_da", ""), known.get("note_en", ""))):
        yield _line("procurement_note", *note, name=_("In words"))


def _procurement_words(key: str, known: dict[str, Any]) -> str:
    value = known.get(key)
    if value in {None, ""} or key in {"days_notice_to_award", "note_da", "note_en"}:
        return ""
    if key == "procedure":
        return str(PROCEDURES.get(str(value), value))
    if key in DATES:
        return partial_date(str(value))
    return figures.months(int(str(value))) if "months" in key else figures.number(int(str(value)))


def _days(entry: Entry, known: dict[str, Any]) -> Iterator[Line]:
    days, label = days_notice_to_award(known), INFERENCE
    if days is None and known.get("days_notice_to_award"):
        days, label = int(known["days_notice_to_award"]), ""
    words = ngettext("%(count)s day", "%(count)s days", days) % {"count": figures.number(days)} if days else ""
    counted = _("counted from the two dates") if label == INFERENCE and words else ""
    name = str(PROCUREMENT_NAMES["days_notice_to_award"])
    yield _line("days", Said(words, label=label, note=counted), name=name)


def days_notice_to_award(known: dict[str, Any]) -> int | None:
    """The days from notice to award when both are known to the day."""
    ends = [str(known.get(key) or "") for key in ("notice", "award")]
    if not all(len(end) == 10 and is_partial_date(end) for end in ends):
        return None
    notice, award = map(date.fromisoformat, ends)
    return (award - notice).days


def _jobs(entry: Entry) -> Iterator[Line]:
    found = False
    for inside, name in _insides():
        there = [job for job in entry.facts.jobs if job.inside == inside]
        found = found or bool(there)
        said = []
        for job in there:
            homes = homes_words(job.homes) if job.homes else ""
            note = ", ".join(filter(None, (homes, value_words(job), period_words(job.begins, job.ends))))
            said.append(Said(job.name, label=job.label, url=job.source_url, note=note))
        if said or inside == "yes":
            yield _line(f"jobs_{inside}", *said, name=name)


def _insides() -> tuple[tuple[str, str], ...]:
    return (
        ("yes", _("Under the agreement")),
        ("no", _("Outside the agreement")),
        ("unknown", _("Not stated whether under it")),
    )


def _call_off(entry: Entry) -> Line:
    rights = entry.facts.call_off
    department = _("department %(department)s")
    said = (
        Said(
            right.organisation,
            label=right.label,
            url=right.source_url,
            note=department % {"department": right.department} if right.department else "",
        )
        for right in rights
    )
    return _line("call_off", *said, name=_("Beside the client"))


def _unknown(entry: Entry) -> Line:
    said = (Said(str(UNKNOWNS.get(slug, slug))) for slug in entry.facts.unknown)
    return _line("unknown", *said, name=_("No public source was found for"))


def _sources(entry: Entry) -> Line:
    said = (Said(source.url, label=source.label, url=source.url) for source in entry.facts.sources)
    return _line("sources", *said)
