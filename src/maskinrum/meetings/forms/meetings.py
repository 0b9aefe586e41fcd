"""Call a meeting, invite to it, and answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maskinrum.knowledge.facts import MOST_THEMES
from maskinrum.knowledge.forms.telling import theme_choices
from maskinrum.meetings.enums import Answer, MeetingRole
from maskinrum.meetings.facts.meetings import COPENHAGEN, MeetingFacts, moment_of
from maskinrum.meetings.models import Meeting
from maskinrum.organisations.enums import Visibility
from maskinrum.partnerships.forms.entry_fields import LineField, ParagraphField, WebAddressField, choice

THEME_FIELDS = tuple(f"theme_{number}" for number in range(1, MOST_THEMES + 1))
READERS = {
    Visibility.NETWORK: _("Everybody who acts for an organisation of the network"),
    Visibility.PARTNERSHIP: _("Only the parties of the partnership you choose, and those invited"),
    Visibility.ORGANISATION: _("Only your own organisation, and those invited"),
    Visibility.OPEN: _("Also without an account"),
}
NO_SUCH_HOUR = _("That hour does not exist: the clock is put forward that night. Choose another.")


def day_field(label: Any, hint: Any = "") -> forms.DateField:
    """A day, chosen or typed."""
    wrong = _("Write a day, for example 2027-02-10.")
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": wrong, "invalid": wrong},
    )


def hour_field(label: Any) -> forms.TimeField:
    """An hour of a day in Denmark."""
    wrong = _("Write an hour, for example 09:30.")
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        error_messages={"required": wrong, "invalid": wrong},
    )


class MeetingForm(forms.Form):
    """What a meeting is about, when and where it is, and who may see it."""

    use_required_attribute = False

    title = LineField(label=_("Title"), required=True, hint=_("What is to be found out, best as a question."))
    purpose = ParagraphField(label=_("Purpose"), rows=3, hint=_("What will you know afterwards that you do not now?"))
    day = day_field(_("Day"))
    starts = hour_field(_("Begins at"))
    ends = hour_field(_("Ends at"))
    place = LineField(label=pgettext_lazy("where a meeting is held", "Place"), length=300)
    online_url = WebAddressField(label=_("Address of the online meeting"), hint=_("Only those invited see it."))
    partnership = choice(_("Partnership"), (), required=False, empty=_("None: it is for the whole network"))
    theme_1 = choice(_("Theme"), (), required=False, empty=_("None"))
    theme_2 = choice(_("A second theme"), (), required=False, empty=_("None"))
    theme_3 = choice(_("A third theme"), (), required=False, empty=_("None"))
    visibility = forms.ChoiceField(
        label=_("Who may see the meeting?"),
        choices=[(value.value, value.label) for value in READERS],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose who may see it.")),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        partnerships: Sequence[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        offer_choices(self, "partnership", partnerships)
        for name in THEME_FIELDS:
            offer_choices(self, name, theme_choices())
        self.fields["visibility"].choice_hints = {value.value: words for value, words in READERS.items()}  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Make moments of day and hours; an hour that is skipped in spring is told of at its own field."""
        given: dict[str, Any] = super().clean() or {}
        for name in ("starts", "ends"):
            if given.get("day") and given.get(name):
                given[f"{name}_at"] = moment_of(given["day"], given[name])
                if given[f"{name}_at"] is None:
                    self.add_error(name, str(NO_SUCH_HOUR))
        return given

    def facts(self) -> MeetingFacts:
        """What was typed, of a valid form."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("title", "purpose", "place", "online_url", "visibility", "partnership")}
        themes = dict.fromkeys(given[name] for name in THEME_FIELDS if given[name])
        return MeetingFacts(starts_at=given["starts_at"], ends_at=given["ends_at"], themes=tuple(themes), **plain)


def offer_choices(form: forms.Form, name: str, offered: Sequence[Any]) -> None:
    """Put what may be chosen after the words for no choice."""
    field = form.fields[name]
    field.choices = [*field.choices, *offered]  # type: ignore[attr-defined]


def initial_of(row: Meeting) -> dict[str, Any]:
    """A stored meeting as its form shows it."""
    starts, ends = (timezone.localtime(one, COPENHAGEN) for one in (row.starts_at, row.ends_at))
    plain = ("title", "purpose", "place", "online_url", "visibility")
    given: dict[str, Any] = {name: getattr(row, name) for name in plain}
    given |= {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
    given |= dict(zip(THEME_FIELDS, row.theme_codes.split(), strict=False))
    return given | {"partnership": str(row.partnership_id or "")}


class InviteForm(forms.Form):
    """Whom to invite, by address."""

    use_required_attribute = False

    emails = ParagraphField(label=_("E-mail addresses"), required=True, hint=_("One on each line."), rows=4)
    role = forms.ChoiceField(label=_("They"), choices=MeetingRole.choices, initial=MeetingRole.TAKES_PART.value)

    def addresses(self) -> list[str]:
        """The addresses, whatever stands between them."""
        text: str = self.cleaned_data["emails"]
        return text.replace(",", " ").replace(";", " ").split()


class AnswerForm(forms.Form):
    """Whether somebody comes; the name where there is no account."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        label=_("Are you coming?"),
        choices=[(Answer.COMING.value, _("Yes, I am coming")), (Answer.NOT_COMING.value, _("No, I am not coming"))],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose one of the two.")),
    )
    name = LineField(label=_("Your name"), length=120, hint=_("The others at the meeting see it."))
