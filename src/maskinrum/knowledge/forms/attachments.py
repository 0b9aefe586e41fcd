"""Choose a photo or a document."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.actions.files import refuse_too_large
from maskinrum.shared.errors import DomainError
from maskinrum.shared.foreign.reading import LARGEST_PHOTO


class FileField(forms.FileField):
    """A photo or a document: one that is too large is refused where it is chosen, by the browser if it can."""

    too_large = _("The file is larger than 20 MB, so it is not taken. Choose a smaller one.")

    def clean(self, data: UploadedFile | None, initial: object = None) -> UploadedFile:
        """Refuse what is too large before any of it is in memory."""
        sent: UploadedFile = super().clean(data, initial)
        try:
            refuse_too_large(sent)
        except DomainError as refused:
            raise forms.ValidationError(refused.message) from refused
        return sent


class AttachForm(forms.Form):
    """One file at a time: what it is, is told by its content."""

    use_required_attribute = False

    file = FileField(
        label=_("Photo or document"),
        help_text=_(
            "A photo (JPEG or PNG) of at most 20 MB, a PDF or a Word file of at most 5 MB. Where a photo was taken, "
            "and who made a document, is removed."
        ),
        error_messages={"required": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,.pdf,.docx", "data-largest": LARGEST_PHOTO}),
    )
