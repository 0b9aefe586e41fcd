"""What somebody may type who finds something wrong in the register, and what is answered.

Whoever fills in forms by machine does it at once, and fills in what people do not see. Neither is refused: the form
comes back as it was typed, and is sent by pressing the button once more.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from maskinrum.partnerships.enums import CorrectionState
from maskinrum.partnerships.forms.entry_fields import ParagraphField, WebAddressField, choice

LONGEST = 2000
QUICKEST = timedelta(seconds=3)
SALT = "register.correction"
FIELDS = (
    ("", _("Something else")),
    ("name", _("The name")),
    ("parties", _("The parties, or what they do")),
    ("agreement", _("The term, the option or the dates of the agreement")),
    ("volume", _("The volume")),
    ("scope", _("Which works it covers")),
    ("procurement", _("The procurement")),
    ("jobs", _("The known jobs")),
    ("status", _("How it stands now")),
    ("call_off", _("Who may call off")),
    ("sources", _("A source")),
    ("unknown", _("Something that stands as not known")),
)


class CorrectionForm(forms.Form):
    """What is wrong, where it can be read, and where an answer may be sent."""

    use_required_attribute = False

    field = choice(_("What is wrong?"), FIELDS[1:], required=False, empty=FIELDS[0][1])
    text = ParagraphField(label=_("What is right?"), length=LONGEST, required=True, rows=6)
    source_url = WebAddressField(label=_("Where it can be read"), hint=_("The address of a page, if you know one."))
    email = forms.EmailField(
        label=_("Your e-mail"),
        required=False,
        max_length=254,
        help_text=_("Only for an answer to you. We forget it 30 days after the answer. Nobody else sees it."),
        error_messages={"invalid": _("Write the whole address, for example anna@bolig.dk, or leave it empty.")},
    )
    website = forms.CharField(label=_("Leave this empty"), required=False, max_length=200)
    opened = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, now: datetime) -> None:
        super().__init__(data, initial={"opened": signing.dumps(now.timestamp(), salt=SALT)})
        self.now = now
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        self.fields["text"].error_messages["required"] = _("Write what is right, or what you miss.")
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    @property
    def looks_hasty(self) -> bool:
        """Whether it was sent as a machine would send it."""
        opened = _opened_at(str(self.data.get("opened", "")))
        return bool(self.data.get("website")) or opened is None or self.now.timestamp() - opened < QUICKEST.seconds


def _opened_at(token: str) -> float | None:
    try:
        return float(signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def once_more(typed: CorrectionForm) -> CorrectionForm:
    """The form as it was typed, as if it had been opened long enough ago, with nothing in what people do not see."""
    opened = signing.dumps((typed.now - QUICKEST).timestamp(), salt=SALT)
    words = {name: typed.data[name] for name in typed.data}
    return CorrectionForm(words | {"website": "", "opened": opened}, now=typed.now)


def correction_field(chosen: str) -> Any:
    """The words of what was said to be wrong."""
    return dict(FIELDS).get(chosen, chosen)


class AnswerForm(forms.Form):
    """What came of a correction."""

    use_required_attribute = False

    state = forms.ChoiceField(
        label=_("What came of it?"),
        choices=[(one.value, one.label) for one in (CorrectionState.MENDED, CorrectionState.KEPT)],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose what came of it.")),
    )
    answer = ParagraphField(label=_("Answer"), length=LONGEST)

    def __init__(self, data: Mapping[str, Any] | None = None, *, has_address: bool) -> None:
        super().__init__(data)
        self.fields["answer"].help_text = (
            _("It is sent by e-mail to whoever wrote. Needed where nothing is changed.")
            if has_address
            else _("No address was given, so it stays here. Needed where nothing is changed.")
        )

    def clean(self) -> dict[str, Any]:
        """Leaving an entry as it was needs a reason."""
        given = super().clean() or {}
        if given.get("state") == CorrectionState.KEPT and not given.get("answer"):
            self.add_error("answer", _("Write why the entry stays as it was."))
        return given
