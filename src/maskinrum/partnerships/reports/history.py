"""A change to an entry of the register in words: field for field, before and after, never as it is stored."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from maskinrum.organisations.enums import Visibility
from maskinrum.partnerships.enums import (
    ClientKind,
    Discipline,
    Inside,
    PartnershipStatus,
    PartnershipType,
    SourceLabel,
    VolumeKind,
)
from maskinrum.partnerships.phrases import FACT_NAMES, PROCEDURES, PROCUREMENT_NAMES, UNKNOWNS
from maskinrum.partnerships.reports.wording import choice_words, homes_words, partial_date, period_words
from maskinrum.shared import figures

CHOICES = {
    "type": PartnershipType,
    "client_kind": ClientKind,
    "status": PartnershipStatus,
    "volume_kind": VolumeKind,
    "estimate_kind": VolumeKind,
    "estimate_label": SourceLabel,
    "organisation_note_label": SourceLabel,
    "parties_note_label": SourceLabel,
    "visibility": Visibility,
}
LISTS = ("parties", "jobs", "sources", "call_off", "unknown", "also_in")


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, in words; empty words mean that it is not known, or that nothing stands in a list."""

    field: str
    name: str
    before: str
    after: str

    @property
    def is_list(self) -> bool:
        """Whether the field is a list, of which only what came and went is told."""
        return self.field in LISTS


def changes_in_words(changes: Mapping[str, Sequence[Any]], names: Mapping[str, str]) -> list[FieldChange]:
    """Say what a change did. ``names`` are those of the entries that the viewer may see, by address."""
    return [said for field, (before, after) in changes.items() for said in _said(field, before, after, names)]


def slugs_in(changes: Mapping[str, Sequence[Any]]) -> set[str]:
    """The addresses of other entries that a change speaks of."""
    return {slug for slug in changes.get("succeeded_by", ()) if slug}


def _said(field: str, before: Any, after: Any, names: Mapping[str, str]) -> Iterator[FieldChange]:
    name = str(FACT_NAMES.get(field, field))
    if field == "procurement":
        yield from _procurement(before or {}, after or {})
    elif field in LISTS:
        yield FieldChange(field, name, *_lists(field, before or [], after or []))
    elif isinstance(before, dict) or isinstance(after, dict):
        yield from _texts(field, name, before or {}, after or {})
    else:
        yield FieldChange(field, name, _value(field, before, names), _value(field, after, names))


def _value(field: str, value: Any, names: Mapping[str, str]) -> str:
    if value in {None, ""}:
        return ""
    if field == "succeeded_by":
        return names.get(str(value)) or _("another entry")
    if field in CHOICES:
        return choice_words(CHOICES[field], str(value))
    return VALUES[field](value) if field in VALUES else str(value)


def _million(value: Any) -> str:
    return figures.money(float(value))


VALUES: dict[str, Callable[[Any], str]] = {
    "signed": partial_date,
    "start": partial_date,
    "term_months": figures.months,
    "option_months": figures.months,
    "volume_low": _million,
    "volume_high": _million,
    "estimate_low": _million,
    "estimate_high": _million,
    "client_homes": homes_words,
}


def _texts(field: str, name: str, before: dict[str, str], after: dict[str, str]) -> Iterator[FieldChange]:
    languages = {"da": _("in Danish"), "en": _("in English")}
    for code, words in languages.items():
        old, new = before.get(code, ""), after.get(code, "")
        if old != new:
            yield FieldChange(field, f"{name} ({words})", old, new)


def _procurement(before: dict[str, Any], after: dict[str, Any]) -> Iterator[FieldChange]:
    for key, name in PROCUREMENT_NAMES.items():
        old, new = before.get(key), after.get(key)
        if old != new:
            yield FieldChange("procurement", str(name), _procured(key, old), _procured(key, new))


def _procured(key: str, value: Any) -> str:
    if value in {None, ""}:
        return ""
    if key == "procedure":
        return str(PROCEDURES.get(value, value))
    if "months" in key:
        return figures.months(int(value))
    if key in {"applicants", "prequalified", "days_notice_to_award"}:
        return figures.number(int(value))
    return partial_date(str(value))


def _lists(field: str, before: Sequence[Any], after: Sequence[Any]) -> tuple[str, str]:
    """Only what differs of two lists: a party that stayed as it was says nothing."""
    words = ROWS[field]
    gone = [words(one) for one in before if one not in after]
    new = [words(one) for one in after if one not in before]
    if not gone and not new:
        return tuple("; ".join(words(one) for one in rows) for rows in (before, after))  # type: ignore[return-value]
    return "; ".join(gone), "; ".join(new)


def _party(row: dict[str, Any]) -> str:
    discipline = choice_words(Discipline, row["discipline"]) if row["discipline"] else _("discipline not known")
    return _with(f"{row['name']}, {discipline}", row)


def _job(row: dict[str, Any]) -> str:
    value = f"{figures.number(float(row['value']), 1)} {row['currency']}" if row["value"] is not None else ""
    homes = homes_words(row["homes"]) if row["homes"] else ""
    told = (choice_words(Inside, row["inside"]), homes, value, period_words(row["begins"], row["ends"]))
    return _with(", ".join([row["name"], *filter(None, told)]), row)


def _source(row: dict[str, Any]) -> str:
    return f"{row['url']} [{choice_words(SourceLabel, row['label'])}]"


def _right(row: dict[str, Any]) -> str:
    return _with(" ".join(filter(None, (row["organisation"], row["department"]))), row)


def _with(text: str, row: dict[str, Any]) -> str:
    """The text with the note and how well it is known."""
    note = row.get("note") or {}
    words = note.get("da") or note.get("en")
    label = f" [{choice_words(SourceLabel, row['label'])}]" if row.get("label") else ""
    return f"{text} ({words}){label}" if words else f"{text}{label}"


ROWS: dict[str, Callable[[Any], str]] = {
    "parties": _party,
    "jobs": _job,
    "sources": _source,
    "call_off": _right,
    "unknown": lambda slug: str(UNKNOWNS.get(slug, slug)),
    "also_in": str,
}
