"""A day in a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

WRONG_DAY = _("Write a day, for example 2027-02-10.")


def day_field(label: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    """A day, chosen or typed."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": WRONG_DAY, "invalid": WRONG_DAY},
    )
