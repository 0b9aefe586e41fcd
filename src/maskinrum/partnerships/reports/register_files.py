"""The register as Excel and CSV: one row for each entry, and the parties, jobs and sources on sheets of their own."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import (
    ClientKind,
    Discipline,
    Inside,
    PartnershipStatus,
    PartnershipType,
    ScopeKind,
    SourceLabel,
    VolumeKind,
)
from maskinrum.partnerships.facts import unpacked
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.phrases import UNKNOWNS
from maskinrum.partnerships.queries.files import FileRows
from maskinrum.partnerships.queries.parties import Participant
from maskinrum.partnerships.reports.parties import party_line
from maskinrum.partnerships.reports.register_rows import volume_cells
from maskinrum.partnerships.reports.wording import choice_words, kind_words
from maskinrum.shared.tables import OutColumn, OutSheet, OutValue, write_csv, write_xlsx

MONEY = "#,##0.0"
BETWEEN = "; "


def register_workbook(rows: FileRows, language: str) -> bytes:
    """Return the entries, their parties, known jobs and sources as four sheets."""
    with override(language):
        sheets = [
            OutSheet(_("Agreements"), _columns(), _entries(rows)),
            OutSheet(_("Parties"), _party_columns(), _parties(rows.entries)),
            OutSheet(_("Known jobs"), _job_columns(), _jobs(rows)),
            OutSheet(_("Sources"), _source_columns(), _sources(rows)),
        ]
        return write_xlsx(sheets, language=language)


def register_csv(rows: FileRows, language: str) -> bytes:
    """Return the first sheet of ``register_workbook`` as CSV."""
    with override(language):
        return write_csv([column.title for column in _columns()], _entries(rows), language=language)


def _columns() -> list[OutColumn]:
    disciplines = [OutColumn(str(one.label), 28) for one in Discipline if one is not Discipline.CLIENT]
    return [
        OutColumn(_("Name"), 40),
        OutColumn(_("Type of agreement"), 26),
        OutColumn(_("Client"), 32),
        OutColumn(_("Kind of client"), 20),
        OutColumn(_("The client's homes"), 12, "#,##0"),
        OutColumn(_("Status"), 20),
        OutColumn(_("Signed"), 12),
        OutColumn(_("Start as far as it is known"), 14),
        OutColumn(_("Term (months)"), 10, "0"),
        OutColumn(_("Option (months)"), 10, "0"),
        OutColumn(_("Term until"), 12),
        OutColumn(_("Option until"), 12),
        OutColumn(_("Known works until"), 12),
        OutColumn(_("Works (our inference)"), 26),
        OutColumn(_("Scope"), 60),
        OutColumn(_("Volume from (DKK m)"), 12, MONEY),
        OutColumn(_("Volume to (DKK m)"), 12, MONEY),
        OutColumn(_("What the volume is"), 14),
        OutColumn(_("Joint volume, not to be divided or added"), 44),
        *disciplines,
        OutColumn(_("Discipline not known"), 28),
        OutColumn(_("Not known"), 60),
        OutColumn(_("Number of sources"), 10, "0"),
        OutColumn(_("Invented example"), 10),
        OutColumn(_("Key"), 24),
    ]


def _entries(rows: FileRows) -> list[Sequence[OutValue]]:
    words = cache(choice_words)  # a register of thousands has some dozens of them, all in one language
    columns = [*(one for one in Discipline if one is not Discipline.CLIENT), ""]
    return [_entry(row, rows, words, columns) for row in rows.entries]


def _entry(
    row: Partnership, rows: FileRows, words: Callable[[Any, str], str], columns: Sequence[str]
) -> Sequence[OutValue]:
    joint = volume_cells([row], rows.sharing)[0] if row.joint_estimate_id else None
    parties = rows.names.get(row.slug, {})
    return [
        row.name,
        words(PartnershipType, row.type),
        row.client_name or None,
        words(ClientKind, row.client_kind),
        row.client_homes,
        words(PartnershipStatus, row.status) if row.status != PartnershipStatus.UNKNOWN else None,
        row.signed or None,
        row.start or None,
        row.term_months,
        row.option_months,
        row.ends_on,
        row.option_ends_on,
        row.works_until,
        _scope_kinds(row, words) or None,
        _text(row.scope_da, row.scope_en),
        row.volume_low,
        row.volume_high,
        words(VolumeKind, row.volume_kind) if row.volume_kind and row.volume_low is not None else None,
        f"{joint.text} ({joint.note})" if joint else None,
        *(BETWEEN.join(parties.get(one, ())) or None for one in columns),
        BETWEEN.join(str(UNKNOWNS.get(name, name)) for name in row.unknown) or None,
        row.source_count,
        row.is_fictitious,
        row.slug,
    ]


def _scope_kinds(row: Partnership, words: Callable[[Any, str], str]) -> str:
    kinds = [one for one in unpacked(row.scope_kinds) if one != ScopeKind.NOT_STATED]
    return BETWEEN.join(words(ScopeKind, one) for one in kinds)


def _text(danish: str, english: str) -> str | None:
    first, second = (danish, english) if (get_language() or "da").startswith("da") else (english, danish)
    return first or second or None


def _party_columns() -> list[OutColumn]:
    return [
        OutColumn(_("Partnership"), 40),
        OutColumn(_("Party"), 40),
        OutColumn(_("Discipline"), 24),
        OutColumn(_("How we know"), 24),
        OutColumn(_("Note"), 40),
    ]


def _parties(entries: Sequence[Partnership]) -> list[Sequence[OutValue]]:
    return [
        [
            row.name,
            party.name,
            choice_words(Discipline, party.discipline) if party.discipline else None,
            choice_words(SourceLabel, party.label) if party.label else None,
            _text(party.note_da, party.note_en),
        ]
        for row in entries
        for party in row.parties.all()
    ]


def _job_columns() -> list[OutColumn]:
    return [
        OutColumn(_("Partnership"), 40),
        OutColumn(_("Job"), 40),
        OutColumn(_("Client"), 30),
        OutColumn(_("Under the agreement"), 20),
        OutColumn(_("Kind"), 18),
        OutColumn(_("Homes"), 10, "#,##0"),
        OutColumn(_("Value (millions)"), 12, MONEY),
        OutColumn(_("Currency"), 10),
        OutColumn(_("Begins"), 12),
        OutColumn(_("Ends"), 12),
        OutColumn(_("Note"), 60),
        OutColumn(_("How we know"), 24),
        OutColumn(_("Source"), 60),
    ]


def _jobs(rows: FileRows) -> list[Sequence[OutValue]]:
    names = {row.pk: row.name for row in rows.entries}
    return [
        [
            names[job.partnership_id],  # type: ignore[index]
            job.name,
            job.client,
            choice_words(Inside, job.inside),
            kind_words(job.kind) if job.kind else None,
            job.homes,
            job.value,
            job.currency or None,
            job.begins or None,
            job.ends or None,
            _text(job.note_da, job.note_en),
            choice_words(SourceLabel, job.label),
            job.source_url or None,
        ]
        for job in rows.jobs
    ]


def _source_columns() -> list[OutColumn]:
    return [OutColumn(_("Partnership"), 40), OutColumn(_("Source"), 90), OutColumn(_("How we know"), 24)]


def _sources(rows: FileRows) -> list[Sequence[OutValue]]:
    names = {row.pk: row.name for row in rows.entries}
    return [[names[one.partnership_id], one.url, choice_words(SourceLabel, one.label)] for one in rows.sources]


def parties_workbook(found: Sequence[Participant], language: str) -> bytes:
    """Return the list of organisations as a workbook."""
    with override(language):
        return write_xlsx([OutSheet(_("Organisations"), _list_columns(), _list(found))], language=language)


def parties_csv(found: Sequence[Participant], language: str) -> bytes:
    """Return the list of organisations as CSV."""
    with override(language):
        return write_csv([column.title for column in _list_columns()], _list(found), language=language)


def _list_columns() -> list[OutColumn]:
    return [
        OutColumn(_("Name"), 40),
        OutColumn(_("Kind"), 24),
        OutColumn(_("Group"), 30),
        OutColumn(_("Is a group; its companies are counted in"), 14),
        OutColumn(_("Number of agreements"), 12, "0"),
        OutColumn(_("Disciplines"), 40),
    ]


def _list(found: Sequence[Participant]) -> list[Sequence[OutValue]]:
    lines = [party_line(one) for one in found]
    return [[one.name, one.kind, one.group or None, one.is_group, one.count, one.disciplines or None] for one in lines]
