"""What is asked for, as an address says it. What makes no sense is left out; nothing is refused."""

import re

from django.http import QueryDict

from maskinrum.danish.queries import LONGEST, without_filters
from maskinrum.search.indexing import MOST_PAGES, Question, facets, is_choice, typed_filter

MOST_VALUES = 20
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]+")
_VALUE = re.compile(r"[\w+-]{1,60}")


def read_question(data: QueryDict) -> Question:
    """Return what is asked for. What is written as *tema:B2* narrows as the choice of it does, beside other words.

    What is written as *-tema:B2* stays among the words, which the index reads: nothing with that value is found.
    """
    typed = _UNPRINTABLE.sub(" ", data.get("q", "")).strip()
    text, filters = without_filters(typed, typed_filter) if len(typed) <= LONGEST else (typed, [])
    if not text.strip():
        text, filters = typed, []
    given = {name: [*data.getlist(name), *(value for one, value in filters if one == name)] for name in facets()}
    kept = {name: _values(name, values) for name, values in given.items()}
    return Question(
        text=" ".join(text.split()) if filters else typed,
        facets={name: values for name, values in kept.items() if values},
        synonyms=data.get("synonyms") != "0",
        page=_number(data.get("page", "")),
    )


def _values(name: str, given: list[str]) -> tuple[str, ...]:
    found = (value for value in dict.fromkeys(given[:MOST_VALUES]) if _VALUE.fullmatch(value))
    return tuple(value for value in found if is_choice(name, value))


def _number(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) < 4
    return min(max(1, int(text)), MOST_PAGES) if is_number else 1
