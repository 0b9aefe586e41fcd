"""The filters of the register: choices with counts, and what is chosen with a way to take it off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.partnerships.enums import ClientKind, PartnershipStatus, PartnershipType, ScopeKind
from maskinrum.partnerships.queries.filtering import DEFAULT_SORT, DIMENSIONS, PartyChoice, RegisterFilter
from maskinrum.partnerships.queries.listing import Choices
from maskinrum.shared import figures
from maskinrum.shared.tables import shorten

NAMES = {
    "client_kind": gettext_lazy("Client"),
    "type": gettext_lazy("Type of agreement"),
    "scope": gettext_lazy("Works"),
    "status": gettext_lazy("Status"),
}
VALUES: Mapping[str, Any] = {
    "client_kind": ClientKind,
    "type": PartnershipType,
    "scope": ScopeKind,
    "status": PartnershipStatus,
}
LONGEST_WORD = 40


@dataclass(frozen=True)
class Chip:
    """One choice of a dimension."""

    ident: str
    value: str
    name: str
    count: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """The choices of one dimension."""

    name: str
    title: str
    chips: Sequence[Chip]


@dataclass(frozen=True)
class Removal:
    """Something that is asked for, the word with which the form takes it off, and an address that does."""

    name: str
    off: str
    address: str


def query_of(asked: RegisterFilter, **more: str | int) -> str:
    """What goes behind an address to ask for this, with its question mark; nothing for the whole register."""
    pairs = [*asked.parameters(), *((name, str(value)) for name, value in more.items())]
    return f"?{urlencode(pairs)}" if pairs else ""


def address_with(asked: RegisterFilter, **more: str | int) -> str:
    """The address of the list that asks for this."""
    return f"{reverse('register:index')}{query_of(asked, **more)}"


def facets(asked: RegisterFilter, choices: Choices) -> list[Facet]:
    """Return the choices of each dimension that at least one entry has, and those that are chosen."""
    return [_facet(name, asked, choices) for name in DIMENSIONS]


def _facet(name: str, asked: RegisterFilter, choices: Choices) -> Facet:
    chosen = asked.values(name)
    counts = choices.counts[name]
    chips = [
        Chip(f"{name}-{value}", value, str(words), figures.number(counts.get(value, 0)), value in chosen)
        for value, words in VALUES[name].choices
        if counts.get(value) or value in chosen
    ]
    return Facet(name, str(NAMES[name]), chips)


def removals(asked: RegisterFilter) -> list[Removal]:
    """Everything that is asked for, each with what takes it off."""
    found: list[tuple[str, str]] = []
    if asked.word:
        words = _("with “%(words)s”") % {"words": shorten(asked.word, LONGEST_WORD)}
        found.append((words, "q"))
    for name in DIMENSIONS:
        labels = dict(VALUES[name].choices)
        found += [(str(labels[value]), f"{name}:{value}") for value in asked.values(name)]
    if asked.year_from is not None or asked.year_to is not None:
        found.append((_period(asked), "period"))
    if asked.party:
        found.append((asked.party.name, "party"))
    return [Removal(name, off, address_with(asked, off=off)) for name, off in found]


def _period(asked: RegisterFilter) -> str:
    if asked.year_to is None:
        return _("from %(year)s") % {"year": asked.year_from}
    if asked.year_from is None:
        return _("until %(year)s") % {"year": asked.year_to}
    return f"{asked.year_from}{figures.EN_DASH}{asked.year_to}"


def party_options(offered: Iterable[tuple[PartyChoice, int]]) -> list[tuple[str, str]]:
    """The parties to choose between, each with its count."""
    options = [("", _("All parties"))]
    for choice, count in offered:
        name = _("%(name)s (group)") % {"name": choice.name} if choice.is_group else choice.name
        options.append((choice.slug, f"{name} ({figures.number(count)})"))
    return options


def kept_values(asked: RegisterFilter) -> list[tuple[str, str]]:
    """What is asked for and has no field of its own in the form."""
    return [(name, value) for name, value in asked.parameters() if name == "examples"]


def has_more(asked: RegisterFilter) -> bool:
    """Whether something is asked for that stands among the further filters."""
    return bool(asked.scope or asked.status or asked.party or asked.year_from or asked.year_to)


def has_any(asked: RegisterFilter) -> bool:
    """Whether anything in the form is asked for, so that whoever chose it sees it."""
    return asked.is_narrow or asked.sort != DEFAULT_SORT
