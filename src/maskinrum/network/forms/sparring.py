"""Ask for a conversation, agree on a day, and say what came of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maskinrum.network.facts.conversations import Slot
from maskinrum.network.forms.stands import ThemedForm
from maskinrum.partnerships.forms.entry_fields import ParagraphField, choice


class SparringForm(ThemedForm):
    """What one wants to talk about."""

    theme_1 = choice(_("Theme"), ())
    theme_2 = choice(_("A second theme"), (), required=False, empty=_("None"))
    theme_3 = choice(_("A third theme"), (), required=False, empty=_("None"))
    text = ParagraphField(
        label=_("What do you want to talk about?"),
        length=2000,
        required=True,
        rows=4,
        hint=_("Two sentences are enough. Only the one who is asked and the secretariat read it."),
    )
    writer = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    once = forms.CharField(required=False, widget=forms.HiddenInput)


class DayForm(forms.Form):
    """The day and the hour of a conversation."""

    use_required_attribute = False

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=dict.fromkeys(("required", "invalid"), _("Write a day, for example 2027-03-17.")),
    )
    hour = forms.TimeField(
        label=_("Begins at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S", "%H"],
        error_messages=dict.fromkeys(("required", "invalid"), _("Write an hour, for example 09:30.")),
    )

    @property
    def slot(self) -> Slot:
        """What was typed, to the minute: that is what the page and the letters say, and what is accepted."""
        return Slot(self.cleaned_data["day"], self.cleaned_data["hour"].replace(second=0))


class StepBackForm(forms.Form):
    """A word to the other one from whoever said yes and cannot after all."""

    use_required_attribute = False

    words = ParagraphField(
        label=_("A word to the other one"),
        length=500,
        rows=2,
        hint=_("It stands in the e-mail about it, and nowhere else."),
    )
    writer = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class YieldForm(forms.Form):
    """What came of a conversation."""

    use_required_attribute = False

    came_of_it = ParagraphField(
        label=_("What came of it?"),
        length=2000,
        hint=_("One sentence is enough. The other one and the secretariat read it."),
    )
    writer = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
