"""Fields of the register: text that is safe to show, numbers as Danes write them, dates as far as they are known."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maskinrum.shared.figures import number
from maskinrum.shared.partial_dates import is_partial_date, partial_date_from
from maskinrum.shared.rendering import SteadySelect
from maskinrum.shared.tables import NumberStyle, clean_text, parse_number, possible_styles

FILL_IN = _("Fill this in.")
TOO_LONG = _("At most %(limit_value)d characters; this has %(show_value)d. Shorten it.")
PICK = _("Choose")
CHOOSE = _("Choose one of those on the list.")
MOST_MONTHS = 600
EARLIEST, LATEST = "1900", "2199"


class SharedFields(dict[str, forms.Field]):
    """The fields of a form that copies none of them but its ``own``: those that differ from one form to the next.

    Django copies every field for every form, also the two hundred of an entry with ten jobs that no form changes.
    """

    def __init__(self, fields: Mapping[str, forms.Field], *, own: Iterable[str] = ()) -> None:
        super().__init__(fields)
        self.own = frozenset(own)

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return {name: deepcopy(one, memo) if name in self.own else one for name, one in self.items()}


class LineField(forms.CharField):
    """One line of text, without characters that cannot be seen. ``missing`` asks for it, and makes it required."""

    def __init__(
        self, *, label: Any, length: int = 200, required: bool = False, missing: Any = "", hint: Any = "", **more: Any
    ) -> None:
        messages = {"required": missing or FILL_IN, "max_length": TOO_LONG}
        is_required = required or bool(missing)
        super().__init__(
            label=label, max_length=length, required=is_required, help_text=hint, error_messages=messages, **more
        )
        self.widget.attrs["autocomplete"] = "off"

    def to_python(self, value: Any) -> str:
        """Clean the text before its length is looked at."""
        return clean_text(super().to_python(value) or "")


class ParagraphField(forms.CharField):
    """A text of several lines; each is cleaned by itself. ``missing`` asks for it, and makes it required."""

    def __init__(
        self,
        *,
        label: Any,
        length: int = 4000,
        required: bool = False,
        missing: Any = "",
        hint: Any = "",
        rows: int = 3,
    ) -> None:
        messages = {"required": missing or FILL_IN, "max_length": TOO_LONG}
        widget = forms.Textarea(attrs={"rows": rows})
        is_required = required or bool(missing)
        super().__init__(
            label=label, max_length=length, required=is_required, help_text=hint, error_messages=messages, widget=widget
        )

    def to_python(self, value: Any) -> str:
        """Clean the text and keep its lines."""
        lines = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return "\n".join(clean_text(line) for line in lines).strip()


class FigureField(forms.CharField):
    """A number as it is written in the language of the page; empty means not known and gives None."""

    def __init__(
        self, *, label: Any, most: int, least: int = 0, decimals: int = 0, hint: Any = "", unit: Any = ""
    ) -> None:
        super().__init__(
            label=label, required=False, help_text=hint, max_length=40, error_messages={"max_length": TOO_LONG}
        )
        self.least, self.most, self.decimals, self.unit = least, most, decimals, unit
        self.widget.attrs |= {"inputmode": "decimal" if decimals else "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        """Return a Decimal, an int where there are no decimals, or None."""
        text = super().clean(value)
        if not text:
            return None
        found = _number(text)
        if found is None or found != round(found, self.decimals):
            raise ValidationError(_not_a_number(self.decimals))
        if not self.least <= found <= self.most:
            words = _("Write a number from %(least)s to %(most)s.")
            raise ValidationError(words % {"least": number(self.least), "most": number(self.most)})
        return found if self.decimals else int(found)


def _not_a_number(decimals: int) -> Any:
    return _("Write a number, for example 1,234.5.") if decimals else _("Write a whole number, for example 48.")


def _number(text: str) -> Decimal | None:
    own = NumberStyle.DANISH if (get_language() or "da").startswith("da") else NumberStyle.ENGLISH
    styles = possible_styles(text)
    style = own if own in styles else next(iter(styles), own)
    return parse_number(text, style)


class PartialDateField(forms.CharField):
    """A year, a month or a day: *2019*, *2021-11*, *1.1.2025*; empty means not known."""

    def __init__(self, *, label: Any, hint: Any = "") -> None:
        super().__init__(
            label=label,
            required=False,
            help_text=hint or _("Year, month or day: 2019, 3.2019 or 17.3.2019."),
            max_length=40,
            error_messages={"max_length": TOO_LONG},
        )
        self.widget.attrs["autocomplete"] = "off"

    def clean(self, value: Any) -> str:
        """Return the date as it is known."""
        text = partial_date_from(super().clean(value))
        if text and not (is_partial_date(text) and EARLIEST <= text[:4] <= LATEST):
            raise ValidationError(_("There is no such date. Write 2019, 3.2019 or 17.3.2019."))
        return str(text)


class WebAddressField(forms.CharField):
    """The address of a page, http or https and nothing else."""

    WRONG = _("Write the whole address of a page, beginning with https://.")

    def __init__(self, *, label: Any, required: bool = False, hint: Any = "") -> None:
        messages = {"required": _("Say where it can be read."), "max_length": TOO_LONG}
        super().__init__(label=label, required=required, help_text=hint, max_length=500, error_messages=messages)
        self.widget.attrs |= {"inputmode": "url", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        """Return the address as it was written."""
        text = str(super().clean(value)).strip()
        if text:
            URLValidator(schemes=["http", "https"], message=str(self.WRONG))(text)
        return text


def choice(label: Any, choices: Any, *, required: bool = True, empty: Any = PICK, hint: Any = "") -> forms.ChoiceField:
    """A list to choose from; ``empty`` are the words for no choice, which stand first so that nothing is guessed.

    Without ``choices`` they are set later, for each form.
    """
    messages = {"required": CHOOSE, "invalid_choice": CHOOSE}
    offered = [("", empty), *choices]
    widget = SteadySelect if choices else forms.Select
    return forms.ChoiceField(
        label=label, choices=offered, required=required, help_text=hint, error_messages=messages, widget=widget
    )


def figure_text(value: Decimal | int | None) -> str:
    """A number as the fields read it; nothing for what is not known."""
    if value is None:
        return ""
    return number(value, 0 if value == int(value) else 1)
