"""Fields of forms for what people type: a character that nobody sees, or that turns other text around, gets no further.

Without them one line could hold the breaks of several, and what it is put into, such as a mail, would say what
somebody else wrote.
"""

from typing import Any

from django import forms

from maskinrum.shared.tables import clean_lines, clean_text


class CleanLineField(forms.CharField):
    """One line of text."""

    def to_python(self, value: Any) -> str:
        """Clean the text before its length is looked at."""
        return clean_text(super().to_python(value) or "")


class CleanLinesField(forms.CharField):
    """A text of several lines; each is cleaned by itself."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Clean the text and keep its lines."""
        return clean_lines(super().to_python(value) or "")
