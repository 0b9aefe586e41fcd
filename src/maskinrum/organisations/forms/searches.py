"""Teach the search another word for the same."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 80


class SynonymForm(forms.Form):
    """A word that was searched for, and what else it is called."""

    word = forms.CharField(label=_("Word that is searched for"), max_length=LONGEST)
    other = forms.CharField(label=_("Other word for the same"), max_length=LONGEST)
