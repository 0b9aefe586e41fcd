"""The register as it ships: facts from the domain data."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from maskinrum.organisations.enums import OrganisationKind
from maskinrum.partnerships.enums import (
    ClientKind,
    Discipline,
    Inside,
    PartnershipStatus,
    PartnershipType,
    SourceLabel,
    VolumeKind,
)
from maskinrum.partnerships.facts import JobFacts, PartnershipFacts, PartyFacts, SourceFacts, Words
from maskinrum.shared.domain import load, load_table


@dataclass(frozen=True)
class JointEstimateFacts:
    """A volume announced for several partnerships together, million DKK ex VAT."""

    slug: str
    low: Decimal
    high: Decimal
    kind: VolumeKind
    label: SourceLabel
    note: Words
    source_url: str


@dataclass(frozen=True)
class GroupFacts:
    """A corporate group: its parent and its companies by name."""

    name: str
    kind: OrganisationKind
    companies: tuple[str, ...]


def shipped_joint_estimates() -> list[JointEstimateFacts]:
    """Return the volumes that ship for several partnerships together."""
    return [
        JointEstimateFacts(
            slug=entry["id"],
            low=_money(entry["volume_mdkk"]["low"]),
            high=_money(entry["volume_mdkk"]["high"]),
            kind=VolumeKind(entry["volume_mdkk"]["kind"]),
            label=SourceLabel(entry["label"]),
            note=_words(entry["note"]),
            source_url=entry["sources"][0]["url"],
        )
        for entry in load("partnerships")["joint_estimates"]
    ]


def shipped_groups() -> list[GroupFacts]:
    """Return the corporate groups that ship."""
    return [
        GroupFacts(entry["name"], OrganisationKind(entry["kind"]), tuple(entry["companies"]))
        for entry in load("organisations")["groups"]
    ]


@cache
def shipped_partnerships() -> dict[str, PartnershipFacts]:
    """Return the entries that ship, by slug."""
    return {entry["slug"]: _partnership(entry) for entry in load("partnerships")["partnerships"]}


def shipped_jobs_elsewhere() -> tuple[JobFacts, ...]:
    """Return the known jobs that belong to no agreement of the register."""
    return tuple(_job(row, {}) for row in load_table("real_portfolio_known_jobs") if not row["partnership"])


def shipped_client_kinds() -> dict[str, OrganisationKind]:
    """Return what kind of organisation each client is, by the name under which it stands among the parties."""
    return {
        party["name"]: OrganisationKind(entry["client"]["kind"])
        for entry in load("partnerships")["partnerships"]
        for party in entry["parties"]
        if party["role"] == Discipline.CLIENT
    }


@dataclass(frozen=True)
class RegisterNote:
    """What holds for the register as a whole."""

    slug: str
    label: SourceLabel
    text: dict[str, str]


COUNTED_NOTE = "concentration"  # the page counts it anew from the rows


def register_notes() -> list[RegisterNote]:
    """Return the notes to the register that ship, without the one that is counted from its rows."""
    return [
        RegisterNote(note["id"], SourceLabel(note["label"]), {"da": note["da"], "en": note["en"]})
        for note in load("partnerships")["register_notes"]
        if note["id"] != COUNTED_NOTE
    ]


def _partnership(entry: dict[str, Any]) -> PartnershipFacts:
    client, volume, status = entry["client"], entry["volume_mdkk"], entry["status"]
    own, parties = entry.get("organisation_note"), entry.get("parties_note")
    return PartnershipFacts(
        name=entry["name"],
        type=PartnershipType(entry["type"]),
        client_kind=ClientKind(entry["sector"]),
        client_name=client["name"],
        status=PartnershipStatus(status["code"]),
        name_note=_words(entry.get("name_note")),
        client_homes=client.get("homes"),
        client_note=_words(client.get("note")),
        signed=str(entry["signed"] or ""),
        start=str(entry["start"] or ""),
        start_words=_words(entry["start_text"]),
        term_months=entry["term_months"],
        option_months=entry["option_months"],
        scope=_words(entry["scope"]),
        volume_low=_money(volume["low"]) if volume["low"] is not None else None,
        volume_high=_money(volume["high"]) if volume["high"] is not None else None,
        volume_kind=VolumeKind(volume["kind"]) if volume["kind"] else None,
        volume_note=_words(volume["note"]),
        joint_estimate=volume["joint"] or "",
        also_in=tuple(volume.get("also_in", ())),
        procurement=_procurement(entry["procurement"]),
        status_words=_words(status),
        succeeded_by=entry.get("succeeded_by") or "",
        organisation_note=_words(own),
        organisation_note_label=SourceLabel(own["label"]) if own else None,
        parties_note=_words(parties),
        parties_note_label=SourceLabel(parties["label"]) if parties else None,
        unknown=tuple(entry["unknown"]),
        parties=tuple(_party(party) for party in entry["parties"]),
        jobs=tuple(_jobs(entry)),
        sources=tuple(SourceFacts(source["url"], SourceLabel(source["label"])) for source in entry["sources"]),
    )


def _party(party: dict[str, Any]) -> PartyFacts:
    return PartyFacts(
        name=party["name"],
        discipline=Discipline(party["role"]) if party["role"] else None,
        label=SourceLabel(party["role_label"]) if party["role_label"] else None,
        note=_words(party.get("note")),
    )


def _procurement(known: dict[str, Any]) -> dict[str, Any]:
    note = _words(known.get("note"))
    words = {"note_da": note.da, "note_en": note.en} if note != Words() else {}
    return {key: value for key, value in known.items() if key != "note"} | words


def _jobs(entry: dict[str, Any]) -> Iterator[JobFacts]:
    """The known jobs of an entry; the register says when works run more closely than the list of jobs."""
    closer = {(job["source"], job["homes"]): job for job in entry["projects"]}
    for row in load_table("real_portfolio_known_jobs"):
        if row["partnership"] == entry["slug"]:
            yield _job(row, closer.get((row["source_url"], int(row["homes"]) if row["homes"] else None), {}))


def _job(row: dict[str, str], closer: dict[str, Any]) -> JobFacts:
    begins, _slash, ends = (closer.get("works") or f"{row['year_start']}/{row['year_end']}").partition("/")
    return JobFacts(
        slug=row["id"],
        client=row["client"],
        name=row["name"],
        inside=Inside(row["inside_partnership"]),
        kind=row["kind"],
        homes=int(row["homes"]) if row["homes"] else None,
        value=_money(row["value"]) if row["value"] else None,
        currency=row["currency"],
        begins=begins,
        ends=ends,
        label=SourceLabel(row["label"]),
        source_url=row["source_url"],
        note=Words(row["note_da"], row["note"]),
    )


def _money(value: object) -> Decimal:
    return Decimal(str(value))


def _words(given: dict[str, Any] | None) -> Words:
    return Words(given.get("da") or "", given.get("en") or "") if given else Words()
