"""Words that every app writes alike: quotation marks, and the messages of form fields.

The messages stand under Django's own English, so that our Danish replaces Django's.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FIELD_MESSAGES = (
    _("This field is required."),
    _("Enter a whole number."),
    _("Enter a number."),
    _("Enter a valid date."),
    _("Enter a valid email address."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    _("Ensure this value is greater than or equal to %(limit_value)s."),
    _("The submitted file is empty."),
    _("No file was submitted. Check the encoding type on the form."),
)


def quoted(words: str) -> str:
    """Some words of a person or a heading in the quotation marks of the page's language."""
    return gettext("“%(words)s”") % {"words": words}
