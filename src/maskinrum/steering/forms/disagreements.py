"""What is typed of a disagreement, its steps, its end, and who negotiates."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.forms.use import ToldAgain
from maskinrum.partnerships.forms.entry_fields import FigureField, LineField, ParagraphField, choice
from maskinrum.steering.facts.disagreements import Climb, Opening
from maskinrum.steering.forms.days import day_field

MOST_DKK = 99_999_999_999


def _revision() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**9)


class OpeningForm(forms.Form):
    """What it is about, between whom, and how much."""

    use_required_attribute = False

    subject = LineField(label=_("What is it about?"), required=True, hint=_("So that both sides know it again."))
    opened_on = day_field(_("Since when?"), _("The day the first of you said so."))
    parties = forms.MultipleChoiceField(
        label=_("Between whom?"),
        help_text=_("At least two. They, the client and the facilitator see it; nobody else."),
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose at least two parties.")),
    )
    project = choice(_("On which project?"), (), required=False, empty=_("The partnership as a whole"))
    text = ParagraphField(label=_("What does each side say?"), rows=5, hint=_("In words the other side can sign."))
    size = FigureField(
        label=_("How much is it about?"),
        most=MOST_DKK,
        unit=_("DKK"),
        hint=_("Whole kroner, ex VAT. Only the client and the parties to it see the figure."),
    )
    revision = _revision()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        parties: Sequence[tuple[str, str]],
        projects: Sequence[tuple[str, str]],
        shows_size: bool = True,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        chosen: Any = self.fields["parties"]
        chosen.choices = list(parties)
        field: Any = self.fields["project"]
        field.choices = [*field.choices, *projects]
        if not shows_size:
            del self.fields["size"]

    def facts(self) -> Opening:
        """What was typed, of a valid form."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("subject", "opened_on", "text", "project")}
        return Opening(parties=tuple(given["parties"]), size=given.get("size"), **plain)


class ClimbForm(forms.Form):
    """Which step it is taken to, when, and what came of the one before."""

    use_required_attribute = False

    agreed = ParagraphField(label=_("What came of the step before?"), rows=3, hint=_("Also that nothing came of it."))
    step = choice(_("Which step now?"), ())
    began_on = day_field(_("From when?"), _("The day of the request. Working days are counted from the day after."))
    taking_part = LineField(label=_("Who takes part?"), length=300, hint=_("Roles, or names where you have to."))
    missed_because = LineField(
        label=_("Why is a step passed by?"),
        length=500,
        hint=_("Only where project leaders or managements have not negotiated. It stays beside the step."),
    )
    revision = _revision()

    def __init__(self, data: Mapping[str, Any] | None = None, *, steps: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        field: Any = self.fields["step"]
        field.choices = [*field.choices, *steps]

    def facts(self) -> Climb:
        """What was typed, of a valid form."""
        names = ("step", "began_on", "taking_part", "agreed", "missed_because")
        return Climb(**{name: self.cleaned_data[name] for name in names})


class DecidedForm(forms.Form):
    """When a quick decision was given."""

    use_required_attribute = False

    decided_on = day_field(
        _("The decision was given on"),
        _("The day it is dated. The eight weeks to take it to arbitration are counted from the day after."),
    )
    revision = _revision()


class SettlingForm(forms.Form):
    """How it ended."""

    use_required_attribute = False

    outcome = ParagraphField(label=_("What did you agree, or what was decided?"), required=True, rows=4)
    settled_on = day_field(_("When?"))
    revision = _revision()


class NamesForm(ToldAgain):
    """Who negotiates for one party."""

    leader = LineField(label=_("Project leader"), length=120)
    management = LineField(label=_("Representative of the management"), length=120)
