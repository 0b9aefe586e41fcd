"""The totals of rounds that were held before Maskinrum, as they are pasted from a spreadsheet."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from maskinrum.evaluation.actions import EarlierRound
from maskinrum.evaluation.enums import Aspect
from maskinrum.evaluation.facts.answers import Asked, Counts
from maskinrum.evaluation.models import ModelItem
from maskinrum.organisations.models import Organisation
from maskinrum.shared.errors import DomainError
from maskinrum.shared.tables import Row, Wanted, parse_date, read_pasted

HEADINGS = {
    "opened": _("Opened"),
    "closed": _("Closed"),
    "invited": _("Invited"),
    "answered": _("Answered"),
    "party": _("Party"),
    "statement": _("Statement"),
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "unknown": _("Don't know"),
}
LEVELS = ("one", "two", "three", "four", "five", "unknown")
MOST = 100_000


def recognised(heading: str) -> str | None:
    """The field that a heading means."""
    word = heading.strip().casefold()
    for language in ("da", "en"):
        with override(language):
            found = next((name for name, words in HEADINGS.items() if word == str(words).casefold()), None)
        if found:
            return found
    return None


class EarlierForm(forms.Form):
    """One row for each statement of each round, and each party where the totals are known by party."""

    use_required_attribute = False

    pasted = forms.CharField(
        label=_("The totals"),
        help_text=_("Copied from Excel with the headings of the example below. One row for each statement of a round."),
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off"}),
        error_messages={"required": _("Paste the rows with their headings.")},
    )

    def __init__(self, data: Any = None, *, items: Sequence[ModelItem], parties: Sequence[Organisation]) -> None:
        super().__init__(data)
        self.numbers = {str(place): item.wording_id for place, item in enumerate(items, start=1)}
        self.numbers |= {item.wording.text_da.strip().casefold(): item.wording_id for item in items}
        self.numbers |= {item.wording.question.slug: item.wording_id for item in items}
        self.names = {one.name.casefold(): one.pk for one in parties}

    def clean_pasted(self) -> list[EarlierRound]:
        """Read the rows as rounds, or say which row cannot be read."""
        wanted = Wanted(recognised, [str(words) for words in HEADINGS.values()])
        try:
            table = read_pasted(self.cleaned_data["pasted"], wanted=wanted, max_rows=5_000)
        except DomainError as error:
            raise ValidationError(error.message) from None
        places = {recognised(column.name): place for place, column in enumerate(table.columns)}
        missing = [str(words) for name, words in HEADINGS.items() if name not in places and name != "party"]
        if missing:
            raise ValidationError(_("These headings are missing: %(names)s.") % {"names": ", ".join(missing)})
        rows = [(row.number, _cells(row, places)) for row in table.rows]
        return self._rounds(rows)

    def _rounds(self, rows: Sequence[tuple[int, Mapping[str, str]]]) -> list[EarlierRound]:
        found: dict[tuple[date, date, int, int], dict[uuid.UUID | None, dict[Asked, Counts]]] = {}
        for number, cells in rows:
            try:
                head = (
                    _day(cells["opened"]),
                    _day(cells["closed"]),
                    _count(cells["invited"]),
                    _count(cells["answered"]),
                )
                party = self.names[cells["party"].casefold()] if cells["party"] else None
                wording = self.numbers[cells["statement"].casefold()]
                one, two, three, four, five, unknown = (_count(cells[name]) for name in LEVELS)
            except (KeyError, ValueError):
                words = _("Row %(row)s cannot be read. Look at its days, figures, party and statement.")
                raise ValidationError(words % {"row": number}) from None
            counts: Counts = (one, two, three, four, five, unknown)
            found.setdefault(head, {}).setdefault(party, {})[wording, Aspect.AGREEMENT] = counts
        return [EarlierRound(*head, groups=groups) for head, groups in found.items()]


def _cells(row: Row, places: Mapping[str | None, int]) -> dict[str, str]:
    return {name: row.cells[places[name]].text.strip() if name in places else "" for name in HEADINGS}


def _day(text: str) -> date:
    found = parse_date(text)
    if found is None:
        raise ValueError(text)
    return found


def _count(text: str) -> int:
    count = int(text or "0")
    if not 0 <= count <= MOST:
        raise ValueError(text)
    return count
