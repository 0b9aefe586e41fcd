"""What a person may say of a board itself."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.partnerships.forms.entry_fields import choice
from maskinrum.steering.enums import OptionDecision
from maskinrum.steering.forms.placement import WRONG_DAY, exact, sum_field
from maskinrum.steering.models import Board


def _maximum() -> forms.Field:
    return sum_field(
        gettext_lazy("The most that may be called off"),
        gettext_lazy("As the tender notice states it, without VAT. Empty while you do not know it."),
    )


class OpenBoardForm(forms.Form):
    """Which partnership is run here."""

    use_required_attribute = False

    partnership = choice(gettext_lazy("Partnership"), ())
    maximum = _maximum()

    def __init__(self, data: Mapping[str, Any] | None = None, *, offered: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, initial={"partnership": offered[0][0] if len(offered) == 1 else ""})
        field: Any = self.fields["partnership"]
        field.choices = [*field.choices, *offered]


class BoardForm(forms.Form):
    """Maximum and option."""

    use_required_attribute = False

    maximum = _maximum()
    option = choice(
        gettext_lazy("The option"), OptionDecision.choices, required=False, empty=gettext_lazy("Not decided yet")
    )
    option_decided_on = forms.DateField(
        label=gettext_lazy("Decided on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": WRONG_DAY},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, board: Board, is_registered: bool) -> None:
        initial = {
            "maximum": "" if board.maximum is None else exact(board.maximum),
            "option": board.option,
            "option_decided_on": board.option_decided_on,
        }
        super().__init__(data, initial=initial)
        if is_registered:
            del self.fields["maximum"]

    def clean(self) -> dict[str, Any]:
        """A decision has a day, and a day a decision."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("option") and not given.get("option_decided_on") and "option_decided_on" not in self.errors:
            self.add_error("option_decided_on", _("Write the day on which it was decided."))
        if given.get("option_decided_on") and not given.get("option"):
            self.add_error("option", _("Say what was decided."))
        return given


class AddProjectsForm(forms.Form):
    """Which projects of the own list are put on the board."""

    use_required_attribute = False

    projects = forms.MultipleChoiceField(
        label=gettext_lazy("Projects"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one project."),
            "invalid_choice": gettext_lazy("Choose projects of your list."),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, offered: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["projects"]
        field.choices = offered

    def chosen(self) -> set[uuid.UUID]:
        """The projects that were chosen, of a valid form."""
        return {uuid.UUID(one) for one in self.cleaned_data["projects"]}
