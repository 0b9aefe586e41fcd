"""The texts that recur: one wording for one thing, on every page.

The messages of form fields stand here under Django's own English, so that our Danish replaces Django's.
"""

from django.utils.translation import gettext_lazy as _

SAVE = _("Save")
CANCEL = _("Cancel")
DELETE = _("Delete")
BACK = _("Back")
EDIT = _("Edit")
CONTINUE = _("Continue")
DOWNLOAD_EXCEL = _("Excel")
DOWNLOAD_CSV = _("CSV")
SAVED = _("It is saved.")
DELETED = _("It is deleted.")
NOT_SAVED = _("We could not save. Your text is still here. Try again in a moment.")
COMPUTED_AGAIN = _("The figures are computed again.")

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
