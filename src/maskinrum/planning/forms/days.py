"""Meetings, first call-offs and the days that count as closed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.partnerships.forms.entry_fields import LineField, ParagraphField, choice
from maskinrum.planning.enums import PlanMeetingKind
from maskinrum.planning.facts.plan import APPROVALS, ClosedDay, FirstCallOff, HolidayChoice
from maskinrum.planning.forms.typed import chosen_keys, needed_day, optional_day
from maskinrum.planning.models import PlanMeeting

FREE_ROWS, MOST_ROWS = 2, 20
MOST_OWN_DAYS = 60
APPROVAL_NAMES = {
    "department_meeting": gettext_lazy("Department meeting"),
    "scheme_a": gettext_lazy("Scheme A"),
    "scheme_b": gettext_lazy("Scheme B"),
}


class MeetingForm(forms.Form):
    """A meeting that the plan waits for."""

    use_required_attribute = False

    kind = choice(gettext_lazy("Whose meeting?"), PlanMeetingKind.choices)
    title = LineField(label=gettext_lazy("Title"), required=True)
    day = needed_day(gettext_lazy("Day"))
    task = choice(
        gettext_lazy("What is decided there?"),
        (),
        required=False,
        empty=gettext_lazy("No task waits for it"),
        hint=gettext_lazy("The task then ends on the day of the meeting."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        tasks: Sequence[tuple[str, str]],
        row: PlanMeeting | None = None,
    ) -> None:
        initial = {}
        if row is not None:
            key = row.task.key if row.task else ""
            initial = {"kind": row.kind, "title": row.title, "day": row.day, "task": key}
        super().__init__(data, initial=initial)
        field: Any = self.fields["task"]
        field.choices = [*field.choices, *tasks]


class CallOffsForm(forms.Form):
    """The first projects: when each is approved, and when it is to be called off."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, rows: Sequence[FirstCallOff] = ()) -> None:
        self.count = min(len(rows) + FREE_ROWS, MOST_ROWS)
        if data is not None:
            self.count = min(max(self.count, sum(name.startswith("project-") for name in data)), MOST_ROWS)
        super().__init__(data, initial=_initial_rows(rows))
        for place in range(self.count):
            self.fields[f"project-{place}"] = LineField(label=_("Project"))
            self.fields[f"call_off-{place}"] = optional_day(_("Call-off"))
            for name, label in APPROVAL_NAMES.items():
                self.fields[f"{name}-{place}"] = optional_day(label)
            self.fields[f"given-{place}"] = forms.MultipleChoiceField(
                label=_("Given already"),
                choices=list(APPROVAL_NAMES.items()),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def lines(self) -> Iterator[list[BoundField]]:
        """The fields of each row."""
        for place in range(self.count):
            yield [self[f"{name}-{place}"] for name in ("project", "call_off", *APPROVALS, "given")]

    def clean(self) -> dict[str, Any]:
        """A day, and what is given, needs a project."""
        given: dict[str, Any] = super().clean() or {}
        for place in range(self.count):
            days = [given.get(f"{name}-{place}") for name in ("call_off", *APPROVALS, "given")]
            if any(days) and not given.get(f"project-{place}"):
                self.add_error(f"project-{place}", _("Write which project it is."))
        return given

    def rows(self) -> tuple[FirstCallOff, ...]:
        """What was typed, of a valid form."""
        given = self.cleaned_data
        return tuple(
            FirstCallOff(
                project=given[f"project-{place}"],
                call_off=given[f"call_off-{place}"],
                approvals={name: given[f"{name}-{place}"] for name in APPROVALS if given[f"{name}-{place}"]},
                given=chosen_keys(list(APPROVAL_NAMES.items()), given[f"given-{place}"]),  # type: ignore[arg-type]
            )
            for place in range(self.count)
            if given[f"project-{place}"]
        )


def _initial_rows(rows: Sequence[FirstCallOff]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for place, row in enumerate(rows[:MOST_ROWS]):
        given |= {f"project-{place}": row.project, f"call_off-{place}": row.call_off}
        given |= {f"{name}-{place}": day for name, day in row.approvals.items()}
        given |= {f"given-{place}": list(row.given)}
    return given


class HolidaysForm(forms.Form):
    """Which days count as closed; those that are ticked do. ``debated``: slug, name and days of each doubtful one."""

    use_required_attribute = False

    doubtful = forms.MultipleChoiceField(
        label=gettext_lazy("Days that are debated"),
        help_text=gettext_lazy("With the tick the day counts as closed, in every year."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose among the days of the list.")},
    )
    closed = forms.MultipleChoiceField(
        label=gettext_lazy("Public holidays"),
        help_text=gettext_lazy("Take the tick off a day that you count as a working day."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose among the days of the list.")},
    )
    added = ParagraphField(
        label=gettext_lazy("Days of your own"),
        hint=gettext_lazy("One on each line: 2027-05-07. For example days on which your office is closed."),
        rows=3,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        listed: Iterable[tuple[ClosedDay, str]],
        debated: Sequence[tuple[str, str, str]],
        chosen: HolidayChoice,
    ) -> None:
        self.offered = {one.day: (one, words) for one, words in listed}
        self.removed_before = frozenset(chosen.removed)
        self.debated = [(slug, words) for slug, words, _hint in debated]
        ticked = [day.isoformat() for day, (one, _words) in self.offered.items() if one.is_closed]
        counted = [slug for slug, _words in self.debated] if chosen.doubtful is None else list(chosen.doubtful)
        added = "\n".join(day.isoformat() for day in sorted(chosen.added))
        super().__init__(data, initial={"doubtful": counted, "closed": ticked, "added": added})
        doubtful: Any = self.fields["doubtful"]
        doubtful.choices = self.debated
        doubtful.choice_hints = {slug: hint for slug, _words, hint in debated if hint}
        field: Any = self.fields["closed"]
        field.choices = [(day.isoformat(), f"{date_format(day, 'l')} {date_format(day)}") for day in self.offered]
        field.choice_hints = {day.isoformat(): words for day, (_one, words) in self.offered.items()}

    def clean_added(self) -> tuple[date, ...]:
        """Read the days; raises ValidationError for a line that is none."""
        lines = [line.strip() for line in str(self.cleaned_data["added"]).splitlines() if line.strip()]
        if len(lines) > MOST_OWN_DAYS:
            raise ValidationError(_("At most %(n)s days of your own.") % {"n": MOST_OWN_DAYS})
        return tuple(sorted({_read_day(line) for line in lines}))

    def choice(self) -> HolidayChoice:
        """What was chosen, of a valid form; days outside the list stay as they were."""
        kept = {date.fromisoformat(text) for text in self.cleaned_data["closed"]}
        removed = {day for day in self.offered if day not in kept}
        removed |= {day for day in self.removed_before if day not in self.offered}
        every = tuple(slug for slug, _words in self.debated)
        counted = chosen_keys(self.debated, self.cleaned_data["doubtful"])
        doubtful = None if counted == every else counted
        return HolidayChoice(doubtful, added=self.cleaned_data["added"], removed=tuple(sorted(removed)))


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValidationError(_("“%(text)s” is no day. Write 2027-05-07.") % {"text": text[:40]}) from error
