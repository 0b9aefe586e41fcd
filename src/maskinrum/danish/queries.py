"""What somebody typed into the search box, taken apart."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from maskinrum.danish.tokens import normalise, tokenise

LONGEST = 1000
PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:(?P<field>\w+):)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))|(?P<quote>")')


@dataclass(frozen=True, slots=True)
class Query:
    """Words wanted, phrases that must stand together, words that must not be there, and values of fields."""

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


def parse_query(text: str, fields: Collection[str] = ()) -> Query:
    """Take apart what was typed; what makes no sense is read as words, and a warning tells of it."""
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    filters: list[tuple[str, str]] = []
    warnings = ["shortened"] if len(text) > LONGEST else []
    for part in PART.finditer(text[:LONGEST]):
        if part["quote"]:
            warnings.append("unbalanced_quotes")
            continue
        value = part["phrase"] if part["phrase"] is not None else part["word"]
        found = tuple(token.text for token in tokenise(value))
        if part["field"] and part["field"].lower() in fields:
            filters.append((part["field"].lower(), value))
            continue
        if part["field"]:
            found = (normalise(part["field"]), *found)
        if not found:
            continue
        if part["minus"]:
            excluded.append(found)
        elif part["phrase"] is not None and len(found) > 1:
            phrases.append(found)
        else:
            words.extend(found)
    if not (words or phrases or filters) and text.strip():
        warnings.append("no_words")
    return Query(tuple(words), tuple(phrases), tuple(excluded), tuple(filters), tuple(dict.fromkeys(warnings)))
