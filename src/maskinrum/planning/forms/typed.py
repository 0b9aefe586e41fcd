"""Fields that several forms of plans have."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.deadlines import Text
from maskinrum.partnerships.forms.entry_fields import FigureField, ParagraphField, figure_text
from maskinrum.planning.facts.plan import CallerFacts

MOST_CALLERS = 200
MOST_NAME = 200
MOST_MDKK = 99_999
WRONG_DAY = gettext_lazy("Write a day, for example 2027-02-10.")
A_PAIR = 2


def optional_day(label: Any, hint: Any = "") -> forms.DateField:
    """A day, chosen or typed, or nothing."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": WRONG_DAY},
    )


def needed_day(label: Any, hint: Any = "") -> forms.DateField:
    """A day that cannot be left out."""
    field = optional_day(label, hint)
    field.required = True
    field.error_messages["required"] = str(WRONG_DAY)
    return field


def days_field(label: Any, hint: Any = "") -> FigureField:
    """A number of calendar days, or nothing."""
    return FigureField(label=label, hint=hint, least=1, most=3660, unit=gettext_lazy("days"))


def value_field(label: Any, hint: Any = "") -> FigureField:
    """Million DKK without VAT, or nothing."""
    return FigureField(label=label, hint=hint, most=MOST_MDKK, decimals=3, unit=gettext_lazy("DKK m"))


class CallersField(ParagraphField):
    """Who may call off, one on each line, with the expected value after a semicolon where it is known."""

    def clean(self, value: Any) -> tuple[CallerFacts, ...]:
        """Return the callers; raises ValidationError with the number of the line that cannot be read."""
        lines = [line.strip() for line in str(super().clean(value)).splitlines()]
        named = [(number, line) for number, line in enumerate(lines, start=1) if line]
        if len(named) > MOST_CALLERS:
            raise ValidationError(_("At most %(n)s lines.") % {"n": MOST_CALLERS})
        return tuple(self._caller(number, line) for number, line in named)

    def _caller(self, number: int, line: str) -> CallerFacts:
        name, mark, figure = (part.strip() for part in line.rpartition(";"))
        if not mark:
            name, figure = figure, ""
        if not name or len(name) > MOST_NAME:
            words = _("Line %(number)s: write a name, at most %(most)s characters long.")
            raise ValidationError(words % {"number": number, "most": MOST_NAME})
        return CallerFacts(name, self._value(number, figure))

    @staticmethod
    def _value(number: int, figure: str) -> Decimal | None:
        try:
            read: Any = value_field("").clean(figure)
        except ValidationError as error:
            words = _("Line %(number)s: write the value in DKK m after the semicolon, for example 120.")
            raise ValidationError(words % {"number": number}) from error
        return None if read is None else Decimal(read)


def callers_text(callers: Iterable[CallerFacts]) -> str:
    """Callers as the field reads them."""
    return "\n".join(
        one.name if one.value_mdkk is None else f"{one.name}; {figure_text(one.value_mdkk)}" for one in callers
    )


def day_choice(day: date) -> str:
    """A day as a choice."""
    return day.isoformat()


def own_words(name: Text, language: str) -> str:
    """A name of the template in a language."""
    return name.da if language.startswith("da") else name.en


def chosen_keys(offered: Sequence[tuple[str, str]], chosen: Iterable[str]) -> tuple[str, ...]:
    """The chosen ones in the order they were offered."""
    kept = set(chosen)
    return tuple(key for key, _words in offered if key in kept)
