"""What is said of one task."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import Phase
from maskinrum.partnerships.forms.entry_fields import LineField, ParagraphField, WebAddressField, choice, figure_text
from maskinrum.planning.enums import TaskState
from maskinrum.planning.facts.schedule import TaskPlan
from maskinrum.planning.facts.terms import TaskDates
from maskinrum.planning.forms.typed import chosen_keys, days_field, optional_day
from maskinrum.planning.models import PlanTask

DURATION = ("low", "mode", "high")
ALL_THREE = _("Write all three numbers, or none.")
CARRIES = _("It cannot be left out: the legal periods or the signature rest on it.")
RISING = _("The three numbers must rise: at least, most probably, at most.")


def clean_duration(given: Mapping[str, Any], *, needed: bool = False) -> None:
    """Raise ValidationError unless all three numbers rise, or none is given where none is needed."""
    numbers = [given.get(name) for name in DURATION]
    known = [number for number in numbers if number is not None]
    if len(known) < len(DURATION) and (known or needed):
        raise ValidationError(str(ALL_THREE))
    if known != sorted(known):
        raise ValidationError(str(RISING))


class TaskDatesForm(forms.Form):
    """How far a task is, how long it lasts and when."""

    use_required_attribute = False

    state = forms.ChoiceField(
        label=_("How far is it?"),
        choices=TaskState,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose one.")),
    )
    started_on = optional_day(_("Begun on"), _("Empty: the day it was planned to begin."))
    done_on = optional_day(_("Done on"))
    due_on = optional_day(_("Due on"), _("Empty: as calculated."))
    not_before = optional_day(_("Not before"), _("Empty: as soon as what it waits for is done."))
    low = days_field(_("At least"))
    mode = days_field(_("Most probably"))
    high = days_field(_("At most"))
    predecessors = forms.MultipleChoiceField(
        label=_("It waits for"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose tasks of this plan.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        task: PlanTask,
        told: TaskPlan | None,
        others: Sequence[Any],
        may_leave_out: bool = True,
    ) -> None:
        self.task, self.others = task, list(others)
        self.waits_for = tuple(told.predecessors) if told else tuple(task.predecessors or ())
        super().__init__(data, initial=_initial_dates(task, self.waits_for))
        self.fields["predecessors"].choices = self.others  # type: ignore[attr-defined]
        if not may_leave_out and task.state != TaskState.NOT_RELEVANT:
            offered = [one for one in TaskState.choices if one[0] != TaskState.NOT_RELEVANT]
            self.fields["state"].choices = offered  # type: ignore[attr-defined]
            self.fields["state"].help_text = CARRIES

    def clean(self) -> dict[str, Any]:
        """The three numbers rise."""
        given: dict[str, Any] = super().clean() or {}
        if not any(name in self.errors for name in DURATION):
            try:
                clean_duration(given, needed=self.task.is_own)
            except ValidationError as error:
                self.add_error("mode", error)
        return given

    def dates(self) -> TaskDates:
        """What was typed, of a valid form; what a task waits for only where it differs."""
        given = dict(self.cleaned_data)
        chosen = chosen_keys(self.others, given.pop("predecessors"))
        differs = set(chosen) != set(self.waits_for)
        return TaskDates(**given, predecessors=chosen if differs else None)


def _initial_dates(task: PlanTask, waits_for: Sequence[str]) -> dict[str, Any]:
    days = ("started_on", "done_on", "due_on", "not_before")
    given: dict[str, Any] = {name: getattr(task, name) for name in days} | {"state": task.state}
    return given | {name: figure_text(getattr(task, name)) for name in DURATION} | {"predecessors": list(waits_for)}


class TaskWorkForm(forms.Form):
    """Who does it, with what, and where the result is."""

    use_required_attribute = False

    owner = choice(_("Who does it?"), (), required=False, empty=_("Nobody yet"), hint=_("Gets a reminder by e-mail."))
    role = choice(_("Role"), (), required=False, empty=_("As in the template"))
    tool = choice(_("Tool"), (), required=False, empty=_("None"))
    deliverable_url = WebAddressField(
        label=_("Where is the result?"), hint=_("The address of the document at your own.")
    )
    note = ParagraphField(label=_("Note"), rows=3)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        task: PlanTask,
        people: Mapping[str, str],
        roles: Sequence[tuple[str, str]],
        tools: Sequence[tuple[str, str]],
    ) -> None:
        plain = {name: getattr(task, name) for name in ("role", "deliverable_url", "note")}
        links = {"owner": str(task.owner or ""), "tool": str(task.tool_id or "")}
        super().__init__(data, initial=plain | links)
        for name, offered in (("owner", list(people.items())), ("role", roles), ("tool", tools)):
            field: Any = self.fields[name]
            field.choices = [*field.choices, *offered]


class CommentForm(forms.Form):
    """What somebody writes below a task."""

    use_required_attribute = False

    text = ParagraphField(label=_("Comment"), required=True, length=2000, rows=2, hint=_("Your colleagues read it."))


class OwnTaskForm(forms.Form):
    """A task that the template does not have."""

    use_required_attribute = False

    title = LineField(label=_("What is to be done?"), required=True)
    phase = choice(_("Phase"), Phase.choices)
    low = days_field(_("At least"))
    mode = days_field(_("Most probably"))
    high = days_field(_("At most"))
    after = choice(_("It comes after"), (), required=False, empty=_("Nothing: it can begin at once"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, others: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["after"]
        field.choices = [*field.choices, *others]

    def clean(self) -> dict[str, Any]:
        """The three numbers are there and rise."""
        given: dict[str, Any] = super().clean() or {}
        if not any(name in self.errors for name in DURATION):
            try:
                clean_duration(given, needed=True)
            except ValidationError as error:
                self.add_error("mode", error)
        return given


class ReasonForm(forms.Form):
    """Why a date is moved."""

    use_required_attribute = False

    reason = LineField(label=_("Why?"), length=1000, hint=_("Stands in the log with your name."))

    def __init__(self, data: Mapping[str, Any] | None = None, *, needed: bool = False) -> None:
        super().__init__(data)
        self.fields["reason"].required = needed
