"""Teach the search another word for the same."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maskinrum.shared.fields import CleanLineField

LONGEST = 80


class SynonymForm(forms.Form):
    """A word that was searched for, and what else it is called."""

    word = CleanLineField(label=_("Word that is searched for"), max_length=LONGEST)
    other = CleanLineField(label=_("Other word for the same"), max_length=LONGEST)
