"""Which mails of the outbox to show."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maskinrum.shared.enums import MailState


class OutboxForm(forms.Form):
    """A state and a part of an address; what cannot be read asks for nothing in particular."""

    state = forms.ChoiceField(label=_("Status"), choices=[("", _("All")), *MailState.choices], required=False)
    to = forms.CharField(label=_("A part of the address"), max_length=254, required=False)

    def wanted(self) -> dict[str, str]:
        """What was asked for."""
        cleaned = self.cleaned_data if self.is_valid() else {}
        return {"state": cleaned.get("state", ""), "to": cleaned.get("to", "").strip()}
