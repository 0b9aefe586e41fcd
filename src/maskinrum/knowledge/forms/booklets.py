"""Put a booklet together."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import BookletReaders
from maskinrum.partnerships.forms.entry_fields import LineField, ParagraphField


class BookletForm(forms.Form):
    """What a booklet says of itself, and who may read it."""

    use_required_attribute = False

    seen = LineField(label="", widget=forms.HiddenInput)
    title = LineField(label=_("Title"), required=True)
    introduction = ParagraphField(label=_("Introduction"), hint=_("Whom is it for, and what can they use it for?"))
    language = forms.ChoiceField(
        label=_("Language of the booklet"),
        choices=[("da", _("Danish")), ("en", _("English"))],
        initial="da",
        help_text=_("Experiences keep the language they were told in."),
    )
    visibility = forms.ChoiceField(
        label=_("Who may read the booklet?"),
        choices=BookletReaders.choices,
        initial=BookletReaders.ORGANISATION.value,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose who may read it.")),
    )


class OwnTextForm(forms.Form):
    """A heading with a text of one's own."""

    use_required_attribute = False

    seen = LineField(label="", widget=forms.HiddenInput)
    heading = LineField(label=_("Heading"), required=True, hint=_("What follows stands below it until the next one."))
    text = ParagraphField(label=_("Text"), length=10000, rows=6)
