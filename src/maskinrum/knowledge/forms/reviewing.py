"""Read an experience before others do, answer for an organisation that is named, and keep what is published."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.enums import Decision
from maskinrum.partnerships.forms.entry_fields import LineField, ParagraphField, choice

PASS, BACK = "pass", "back"
RENEW, SUPERSEDE, RETIRE = "renew", "supersede", "retire"
DAY = {"invalid": _("Write a date, for example 31-12-2027.")}


def day_field(label: Any, hint: Any = "") -> forms.DateField:
    """A day, as browsers write it or as Danes do."""
    return forms.DateField(
        label=label,
        required=False,
        help_text=hint,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DAY,
    )


class ReviewForm(forms.Form):
    """Let it go on, to those it names first, or give it back."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=_("What now?"),
        choices=[(PASS, _("It can be read by others")), (BACK, _("Give it back"))],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose what now.")),
    )
    named = forms.MultipleChoiceField(
        label=_("Whom does it name?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each of them must say yes before others read it. We write to them."),
    )
    review_on = day_field(_("To be reviewed by"), _("Left empty, it is a year from now."))
    answer = ParagraphField(label=_("What is missing?"), length=2000, hint=_("Whoever told it reads this."))
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        parties: Sequence[tuple[str, str]],
        likely: Sequence[str] = (),
        revision: int,
    ) -> None:
        super().__init__(data, initial={"named": list(likely), "revision": revision})
        self.fields["named"].choices = list(parties)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Giving it back needs a reason."""
        given = super().clean() or {}
        if given.get("outcome") == BACK and not given.get("answer"):
            self.add_error("answer", _("Write what is missing, so that it can be mended."))
        return given


class PartnerAnswerForm(forms.Form):
    """Yes or no to being named."""

    use_required_attribute = False

    decision = forms.ChoiceField(
        label=_("May others read it?"),
        choices=[
            (Decision.APPROVED.value, _("Yes, others may read it")),
            (Decision.DECLINED.value, _("No, something must be changed")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose yes or no.")),
    )
    note = ParagraphField(label=_("What must be changed?"), length=1000)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class CloseVersionForm(forms.Form):
    """Why nobody shall read an earlier version any more."""

    use_required_attribute = False

    reason = LineField(label=_("Why?"), length=300, required=True, hint=_("Those who work on it can read it."))


class KeepForm(forms.Form):
    """Does it still hold?"""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=_("Does it still hold?"),
        choices=[
            (RENEW, _("Yes, it still holds")),
            (SUPERSEDE, _("Another one has taken its place")),
            (RETIRE, _("No, it no longer holds")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose one of the three.")),
    )
    review_on = day_field(_("Look at it again by"))
    by = choice(_("Which one?"), (), required=False, hint=_("Use, comments and readers stay with this one."))
    reason = ParagraphField(label=_("Why not?"), length=2000)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, others: Sequence[tuple[str, str]], next_review: date
    ) -> None:
        super().__init__(data, initial={"review_on": next_review, "outcome": RENEW})
        self.fields["by"].choices = [*self.fields["by"].choices, *others]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Each outcome needs one thing more."""
        given = super().clean() or {}
        needed = {
            RENEW: ("review_on", _("Say until when.")),
            SUPERSEDE: ("by", _("Choose which one.")),
            RETIRE: ("reason", _("Write why it no longer holds.")),
        }
        name, words = needed.get(str(given.get("outcome")), ("", ""))
        if name and name not in self.errors and not given.get(name):
            self.add_error(name, words)
        return given
