"""Rows of a file or of a paste laid into a table: a project known by its name keeps its row and its id."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.partnerships.enums import Field
from maskinrum.partnerships.facts.names import loose_name
from maskinrum.partnerships.forms.portfolio import PortfolioReading
from maskinrum.partnerships.forms.posted import typed_values
from maskinrum.shared.phrases import quoted

Typed = Mapping[str, str]
_SHOWN_NAMES = 5


@dataclass(frozen=True)
class Brought:
    """The rows afterwards, how many came new and how many took the place of one, and the names nobody can tell apart.

    ``left`` counts the rows of the table that nothing was brought for; ``places``: in which row each project that was
    brought stands afterwards, counted from 0.
    """

    rows: Sequence[Typed]
    added: int
    replaced: int
    left: int
    doubtful: Sequence[str]
    places: Sequence[int]

    @property
    def sentence(self) -> str:
        """What was done, in words."""
        said = []
        if self.added or not self.replaced:
            words = ngettext(
                "%(n)s project was added to the table.", "%(n)s projects were added to the table.", self.added
            )
            said.append(words % {"n": self.added})
        if self.replaced:
            words = ngettext(
                "%(n)s project keeps its row and stands as brought.",
                "%(n)s projects keep their rows and stand as brought.",
                self.replaced,
            )
            said.append(words % {"n": self.replaced})
        if self.replaced and self.left:
            words = ngettext(
                "%(n)s row of the table was not among them and stands as before.",
                "%(n)s rows of the table were not among them and stand as before.",
                self.left,
            )
            said.append(words % {"n": self.left})
        return " ".join(said)

    @property
    def warning(self) -> str:
        """Which names could not be matched because they stand more than once, in words; empty when there are none."""
        if not self.doubtful:
            return ""
        names = [quoted(name) for name in self.doubtful[:_SHOWN_NAMES]]
        more = ", …" if len(self.doubtful) > _SHOWN_NAMES else ""
        words = _(
            "%(names)s: the name stands more than once, so it is not clear which project is meant. Those rows were "
            "added; remove the ones that are too many."
        )
        return words % {"names": ", ".join(names) + more}


def bring(typed: Sequence[Typed], reading: PortfolioReading, stored: Sequence[Typed] = ()) -> Brought:
    """Lay the projects that were read into the rows of a table.

    A project whose name stands once in the table takes that row's place. One that only ``stored`` knows, the rows of
    the list as it is kept, gets the id from there. Columns that were not brought keep what the row holds. Of several
    with one name, each takes the row that says the same; else it is added, and the name is told as doubtful.
    """
    rows: list[Typed] = list(typed)
    here = {row.get("id") for row in typed} - {None, ""}
    elsewhere = [row for row in stored if row.get("id") not in here]
    names, kept = _places(typed), _places(elsewhere)
    given = _given(reading)
    new = [typed_values(one) for one in reading.facts]
    often = Counter(loose_name(row[Field.NAME]) for row in new)
    replaced, doubtful, places = 0, dict[str, None](), list[int]()
    for one in new:
        name = loose_name(one[Field.NAME])
        pool, source = (names[name], typed) if name in names else (kept.get(name, []), elsewhere)
        place = _same(one, pool, source, given)
        if place is None and often[name] == 1 and len(pool) == 1:
            place = pool[0]
        if place is None:
            rows.append(one)
            if pool or often[name] > 1:
                doubtful.setdefault(one[Field.NAME])
        else:
            merged = {**source[place], **{key: one[key] for key in given}}
            if source is typed:
                rows[place] = merged
                replaced += 1
            else:
                rows.append(merged)
            pool.remove(place)
        places.append(len(rows) - 1 if place is None or source is not typed else place)
    added = len(rows) - len(typed)
    return Brought(rows, added, replaced, len(typed) - replaced, tuple(doubtful), places)


def _places(rows: Sequence[Typed]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        if name := loose_name(row.get(Field.NAME, "")):
            places.setdefault(name, []).append(place)
    return places


def _given(reading: PortfolioReading) -> list[str]:
    # A column of dates and one of months are the same column on screen.
    return list({Field.START if field is Field.START_DATE else field for field in reading.fields})


def _same(one: Typed, pool: Sequence[int], source: Sequence[Typed], given: Sequence[str]) -> int | None:
    return next((place for place in pool if all(source[place].get(key, "") == one[key] for key in given)), None)
