"""What a person says about oneself."""

import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.enums import OptionalMail
from maskinrum.organisations.models import Person
from maskinrum.shared.fields import CleanLineField
from maskinrum.shared.mail import MailKind, optional_mail

LONGEST_NAME = 120  # characters, as the database holds them
JOINS_EMOJI = {"\u200c", "\u200d"}


class NameForm(forms.Form):
    """How colleagues see the person. Signs that turn the direction of other text around are left out."""

    name = CleanLineField(
        label=_("Name"),
        help_text=_("As colleagues know you: Mette Holm. Leave it empty and your e-mail address is shown instead."),
        required=False,
        max_length=LONGEST_NAME,
        error_messages={"max_length": _("This is too long. 120 characters are enough.")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )

    def clean_name(self) -> str:
        """Give the name on one line, without signs that nobody sees."""
        name: str = self.cleaned_data["name"]
        return "".join(sign for sign in name if unicodedata.category(sign) != "Cf" or sign in JOINS_EMOJI)


class LanguageForm(forms.Form):
    """The language that pages greet the person in and that mails are written in."""

    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect, help_text=_("Of pages and e-mails.")
    )


class MailForm(forms.Form):
    """Which of the mails that one can do without the person wants."""

    wanted = forms.MultipleChoiceField(
        label=_("Write to me"),
        choices=lambda: [(kind.name, _sentence(kind)) for kind in optional_mail()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def muted(self) -> list[str]:
        """The kinds that were not ticked, as they are kept."""
        return [kind.name for kind in optional_mail() if kind.name not in self.cleaned_data["wanted"]]


def _sentence(kind: MailKind) -> "str | Promise":
    """When such a mail is written: ours in a sentence, those of the apps above as they are called."""
    return OptionalMail(kind.name).label if kind.name in OptionalMail.values else kind.label


class CloseAccountForm(forms.Form):
    """The person's own address, written once more, so that nothing is deleted by a slip."""

    email = forms.CharField(
        label=_("Your e-mail address"),
        help_text=_("Write it to show that you mean it."),
        error_messages={"required": _("Write your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self) -> str:
        """Refuse any address but the person's own."""
        email: str = self.cleaned_data["email"].lower()
        if email != self.person.email:
            raise ValidationError(_("This is not the address of your account. Nothing was deleted."))
        return email


class EraseForm(CloseAccountForm):
    """The address of somebody else who has asked to be deleted."""

    email = CleanLineField(
        label=_("The person's e-mail address"),
        help_text=_("Write the whole address to show that it is the right person."),
        error_messages={"required": _("Write the person's e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_email(self) -> str:
        """Refuse any address but that of the person."""
        email: str = self.cleaned_data["email"].strip().lower()
        if email != self.person.email:
            raise ValidationError(_("This is not the address of the person. Nothing was deleted."))
        return email
