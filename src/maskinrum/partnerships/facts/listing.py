"""What lists search, filter and sort an entry by, worked out from its facts whenever it is written."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

from maskinrum.partnerships.enums import Inside, ScopeKind
from maskinrum.partnerships.facts.register import PartnershipFacts
from maskinrum.shared.domain import load
from maskinrum.shared.slugs import DANISH, LAST_LETTERS

LISTING_RULES = 2
"""Raise it when a rule below or the words of ``scope_kind`` in facets.yaml change: stored entries follow then."""

_BETWEEN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Listing:
    """The columns of an entry that only lists read; keys are letters and figures that every database sorts alike."""

    name_key: str
    client_key: str
    search_words: str
    scope_kinds: str
    source_count: int
    jobs_inside: int


STAMP_BYTES = 5  # a million of them add up to less than the integers of a database


def list_stamp(*values: object) -> int:
    """Return a number that stands for what lists count and add up of an entry: other values have another number."""
    return int.from_bytes(blake2b(repr([str(one) for one in values]).encode(), digest_size=STAMP_BYTES).digest())


def listing_of(facts: PartnershipFacts) -> Listing:
    """Return what lists search, filter and sort an entry by."""
    names = [facts.name, facts.client_name, *(party.name for party in facts.parties)]
    return Listing(
        name_key=sort_key(facts.name),
        client_key=sort_key(facts.client_name),
        search_words=" ".join(dict.fromkeys(folded(name) for name in names)),
        scope_kinds=packed(scope_kinds(facts)),
        source_count=len(facts.sources),
        jobs_inside=sum(job.inside == Inside.YES for job in facts.jobs),
    )


def folded(text: str) -> str:
    """Return a text as it is searched: small letters, the Danish ones written out, accents and signs taken off."""
    plain = unicodedata.normalize("NFKD", text.translate(DANISH).casefold()).encode("ascii", "ignore").decode()
    return _BETWEEN.sub(" ", plain).strip()


def sort_key(text: str) -> str:
    """Return a key that sorts as Danish does, the three last letters last, whatever the database sorts by."""
    last = unicodedata.normalize("NFC", text.casefold()).translate(LAST_LETTERS)
    plain = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode()
    return _BETWEEN.sub("", plain)


def scope_kinds(facts: PartnershipFacts) -> tuple[ScopeKind, ...]:
    """Return the kinds of works that the words of the scope, or the known jobs under the agreement, name.

    It is our inference: what no word names is not found. Without any it is NOT_STATED.
    """
    words = f" {folded(facts.scope.da)} {folded(facts.scope.en)} "
    jobs = {job.kind for job in facts.jobs}
    found = [kind for kind, (stems, kinds) in _stems().items() if kinds & jobs or any(stem in words for stem in stems)]
    return tuple(found) or (ScopeKind.NOT_STATED,)


@cache
def _stems() -> dict[ScopeKind, tuple[tuple[str, ...], frozenset[str]]]:
    return {
        ScopeKind(value["slug"]): (
            tuple(f" {folded(word)}" for word in value["words"]),
            frozenset(value["project_kinds"]),
        )
        for value in load("facets")["scope_kind"]["values"]
    }


def packed(kinds: tuple[ScopeKind, ...]) -> str:
    """Return kinds as one text in which each stands between commas, so that one of them can be looked for."""
    return f",{','.join(kinds)},"


@cache
def unpacked(kinds: str) -> tuple[str, ...]:
    """Return the kinds of such a text."""
    return tuple(kind for kind in kinds.split(",") if kind)
