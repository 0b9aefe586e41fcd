"""Plan a salon, and tell what was said."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.forms.telling import THEME_FIELDS, theme_choices
from maskinrum.meetings.actions.salons import MOST_SEATS, facts_of
from maskinrum.meetings.facts.meetings import moment_of
from maskinrum.meetings.facts.salons import SalonFacts
from maskinrum.meetings.forms.meetings import NO_SUCH_HOUR
from maskinrum.meetings.models import Salon
from maskinrum.partnerships.forms.entry_fields import FigureField, LineField, ParagraphField, WebAddressField, choice

CHOOSE_DAY = _("Choose a day.")
WRITE_TIME = _("Write a time, such as 15:00.")
END_OF_DAY = time(23, 59)


def _day(label: Any, hint: Any = "") -> forms.DateField:
    messages = {"required": CHOOSE_DAY, "invalid": CHOOSE_DAY}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=hint, error_messages=messages)


def _hour(label: Any) -> forms.TimeField:
    messages = {"required": WRITE_TIME, "invalid": WRITE_TIME}
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    formats = ["%H:%M", "%H.%M", "%H:%M:%S", "%H"]
    return forms.TimeField(label=label, widget=widget, input_formats=formats, error_messages=messages)


class SalonForm(forms.Form):
    """Everything a salon says of itself. ``revision`` tells which one the form was opened on."""

    use_required_attribute = False

    title = LineField(label=_("What is it about?"), required=True, length=120, hint=_("Best as a question."))
    summary = ParagraphField(
        label=_("Why come?"), required=True, length=1000, hint=_("For whom, how long, and what one gets.")
    )
    day = _day(_("Day"))
    begins = _hour(_("From"))
    until = _hour(_("To"))
    place = LineField(label=_("Where is it?"), hint=_("Name and address. Leave empty when everybody is on screen."))
    access = LineField(label=_("Access"), length=300, hint=_("For example lift, hearing loop, nearest stop."))
    online_link = WebAddressField(
        label=_("Link for those on screen"), hint=_("Shown only to those who have a seat, and in their calendar.")
    )
    seats = FigureField(label=_("Seats"), least=1, most=MOST_SEATS, hint=_("In the room; on screen there is room."))
    deadline = _day(_("Sign-up closes on"), _("At the end of that day."))
    questions = ParagraphField(label=_("What do we ask?"), length=2000, hint=_("One question a line."))
    programme = ParagraphField(label=_("Programme"), length=4000, rows=5)
    speakers = ParagraphField(label=_("Organisations that speak"), length=1000, hint=_("One a line."))
    material = ParagraphField(
        label=_("Material"), length=4000, hint=_("One link a line: words, and then the address with https://.")
    )
    theme_1 = choice(_("Theme"), (), required=False, empty=_("None"), hint=_("Finds experiences to read before."))
    theme_2 = choice(_("A second theme"), (), required=False, empty=_("None"))
    theme_3 = choice(_("A third theme"), (), required=False, empty=_("None"))
    language = forms.ChoiceField(
        label=_("Language of the salon"), choices=[("da", _("Danish")), ("en", _("English"))], initial="da"
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["seats"].required = True
        self.fields["seats"].error_messages["required"] = _("Write how many seats there are.")
        for name in THEME_FIELDS:
            self.fields[name].choices = [*self.fields[name].choices, *theme_choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turn day and hours into moments in Denmark; an hour that does not exist that day is none."""
        given: dict[str, Any] = super().clean() or {}
        for name in ("begins", "until"):
            if given.get("day") and given.get(name):
                given[f"{name}_at"] = moment_of(given["day"], given[name])
                if given[f"{name}_at"] is None:
                    self.add_error(name, str(NO_SUCH_HOUR))
        return given

    def facts(self) -> SalonFacts:
        """What was written, of a valid form."""
        given = self.cleaned_data
        plain = ("title", "summary", "questions", "programme", "speakers", "place", "access", "online_link")
        return SalonFacts(
            **{name: given[name] for name in (*plain, "material", "language", "seats")},
            starts_at=given["begins_at"],
            ends_at=given["until_at"],
            deadline=self._deadline(given["deadline"]),
            themes=tuple(dict.fromkeys(given[name] for name in THEME_FIELDS if given[name])),
        )

    def _deadline(self, day: date) -> datetime:
        """The end of the day, or the beginning of the salon on the day itself. The clock never changes at that hour."""
        begins: datetime = self.cleaned_data["begins_at"]
        return begins if day == self.cleaned_data["day"] else moment_of(day, END_OF_DAY) or begins


def initial_of(row: Salon) -> dict[str, Any]:
    """What the form shows of a stored salon."""
    facts = facts_of(row)
    starts, ends = timezone.localtime(facts.starts_at), timezone.localtime(facts.ends_at)
    hours = {"day": starts.date(), "begins": starts.time(), "until": ends.time(), "revision": row.revision}
    themes = dict(zip(THEME_FIELDS, facts.themes, strict=False))
    return vars(facts) | themes | hours | {"deadline": timezone.localtime(facts.deadline).date()}


class AfterwardsForm(forms.Form):
    """What was said, and what was shown."""

    use_required_attribute = False

    digest = ParagraphField(
        label=_("What was said"),
        required=True,
        length=6000,
        rows=8,
        hint=_("Without names. Ask those who are mentioned first."),
    )
    material = ParagraphField(
        label=_("Material"), length=4000, hint=_("One link a line: words, and then the address with https://.")
    )
