"""A form that does nothing but show how fields look."""

from django import forms
from django.utils.translation import gettext_lazy as _


class StyleGuideForm(forms.Form):
    """One field of every kind, with hints, units and choices."""

    name = forms.CharField(
        label=_("Name of the project"), help_text=_("As it is called at your place, for example Elmehusene.")
    )
    months = forms.IntegerField(label=_("Duration"), max_value=240, help_text=_("From start to handover."))
    start = forms.DateField(label=_("Planned start"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("renovation", _("Renovation")), ("new", _("New build"))])
    story = forms.CharField(label=_("What happened?"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    file = forms.FileField(label=_("Portfolio"), required=False, help_text=_("Excel or CSV, at most 5 MB."))
    who = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[("network", _("The network")), ("open", _("Everyone"))],
        widget=forms.RadioSelect,
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes"),
        required=False,
        choices=[("a", _("Portfolio")), ("b", _("Price"))],
        widget=forms.CheckboxSelectMultiple,
    )
    shared = forms.BooleanField(label=_("Show my name on the list"), required=False)

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        self.fields["who"].choice_hints = {"network": _("Members of the network"), "open": _("Also without an account")}  # type: ignore[attr-defined]
