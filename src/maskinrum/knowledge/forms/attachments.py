"""Choose a photo or a document."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AttachForm(forms.Form):
    """One file at a time: what it is, is told by its content."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("Photo or document"),
        help_text=_(
            "JPEG, PNG, PDF or Word, at most 5 MB. Where a photo was taken, and who made a document, is removed."
        ),
        error_messages={"required": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,.pdf,.docx"}),
    )
