"""How a heading that someone typed is known as a column of a portfolio."""

import re
import unicodedata

from maskinrum.partnerships.enums import Field
from maskinrum.partnerships.phrases import HEADINGS, label
from maskinrum.shared.tables import Wanted

DELAYS = (Field.DELAY_LEAST, Field.DELAY_TYPICAL, Field.DELAY_MOST)
NUMBERS = (Field.HOMES, Field.BUDGET, Field.START, Field.DURATION, Field.REALISATION, *DELAYS)


_MILLION = frozenset({"mio", "mill", "million", "millioner", "mdkk", "mkr"})
_PLAIN_KRONER = frozenset({"kr", "dkk", "kroner", "tkr"})
_MONTHS = frozenset({"maneder", "maned", "mdr", "md", "months", "month"})
_UNITS = _MILLION | _PLAIN_KRONER | _MONTHS | {"t", "ex", "ekskl", "excl", "moms", "vat", "andel"}


def folded(text: str) -> str:
    """Return a text for comparison: no case, accents or marks, one space; æ, ø and å as ae, o and a."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("æ", "ae").replace("ø", "o"))
    letters = "".join(mark for mark in plain if not unicodedata.combining(mark))
    words = re.sub(r"[^a-z0-9]+", " ", letters).strip()
    # Those without Danish keys write aa for å and oe for ø.
    return words.replace("aa", "a").replace("oe", "o")


def _known_as(heading: str) -> str:
    words = folded(heading).split()
    return " ".join(word for word in words if word not in _UNITS)


_FIELDS = {
    _known_as(name): field
    for field, heading in HEADINGS.items()
    for name in (field.value, heading.da, heading.en, *heading.others)
}


def recognise(heading: str) -> Field | None:
    """Return the column that a heading means, or None."""
    return _FIELDS.get(_known_as(heading[:200]))


def says_kroner(heading: str) -> bool:
    """Return whether a heading gives the unit as kroner or thousands of kroner, not millions."""
    words = set(folded(heading).split())
    return bool(words & _PLAIN_KRONER) and not words & _MILLION


def portfolio_columns() -> Wanted:
    """Return how to know a table of projects, for ``read_table`` and ``read_pasted``."""
    needed = (Field.NAME, Field.BUDGET, Field.START, Field.DURATION, Field.APPROVAL)
    return Wanted(recognise, tuple(label(field) for field in needed))
