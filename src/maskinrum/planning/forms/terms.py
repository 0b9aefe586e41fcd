"""What a plan rests on as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maskinrum.partnerships.forms.entry_fields import FigureField, LineField, ParagraphField, choice, figure_text
from maskinrum.planning.enums import Direction, Procedure, StandstillChannel, WorkKind
from maskinrum.planning.facts.plan import callers_total
from maskinrum.planning.facts.terms import Origin, PlanTerms
from maskinrum.planning.forms.typed import CallersField, callers_text, optional_day, value_field
from maskinrum.planning.models import StartPlan
from maskinrum.planning.phrases import SHORTENINGS
from maskinrum.planning.queries.facts import callers_of

PROCEDURE_HINTS = {
    Procedure.NEGOTIATED.value: _(
        "Three teams or more are chosen, bid, negotiate and bid finally. What most partnerships used."
    ),
    Procedure.RESTRICTED.value: _("Five teams or more are chosen and bid once. The documents must be fully clear."),
    Procedure.DIALOGUE.value: _("The solution is found together with the teams before anybody bids. Takes longest."),
    Procedure.INNOVATION_PARTNERSHIP.value: _(
        "For what nobody can deliver yet. We have no times of its own for it, so those of the dialogue are used."
    ),
    Procedure.OPEN.value: _("Everybody may bid at once, and nobody negotiates. Seldom suited to a partnership."),
}
DIRECTION_HINTS = {
    Direction.FORWARD.value: _("You see when you can sign."),
    Direction.BACKWARD.value: _("You see when you must begin at the latest."),
}
NEED_START = _("Choose the day on which you begin.")
NEED_SIGNATURE = _("Choose the day on which you want to sign.")


class TermsForm(forms.Form):
    """The terms of a plan."""

    use_required_attribute = False

    title = LineField(label=_("Title"), required=True, hint=_("For example “Partnership 2028”."))
    procedure = forms.ChoiceField(
        label=_("Procedure"),
        choices=Procedure,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose one of the procedures.")),
    )
    direction = forms.ChoiceField(
        label=_("Count"),
        choices=Direction,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose one of the two.")),
    )
    start = optional_day(_("We begin on"), _("The day the first task begins."))
    wished_signature = optional_day(
        _("We want to sign on"), _("Also with a first day: then the plan is held against it.")
    )
    expected_mdkk = value_field(_("Expected value"), _("All call-offs over term and option, without VAT."))
    maximum_mdkk = value_field(
        _("Maximum value"), _("Must be stated, and is the ceiling: then the agreement is used up.")
    )
    kind = choice(_("What is bought?"), WorkKind.choices, required=False, empty=WorkKind.WORKS.label)
    term_months = FigureField(label=_("Term"), most=240, unit=_("months"))
    option_months = FigureField(label=_("Option"), most=240, unit=_("months"))
    justification = ParagraphField(
        label=_("Why more than four years?"),
        hint=_("Needed when term and option exceed 48 months: what about this task makes four years too short?"),
        rows=4,
    )
    teams = FigureField(label=_("Teams to invite"), most=50, hint=_("At least three, five in a restricted procedure."))
    callers = CallersField(
        label=_("Who may call off?"),
        hint=_("One on each line, with the value in DKK m after a semicolon: Afdeling Solbakken; 120"),
        length=20_000,
        rows=5,
    )
    criteria = ParagraphField(label=_("Award criteria"), hint=_("One on each line, with its weight."), rows=3)
    shortenings = forms.MultipleChoiceField(
        label=_("Conditions that shorten a period"),
        help_text=_("Tick only what you know you can use. Without them the full periods of the law are kept."),
        choices=list(SHORTENINGS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    prior_notice = optional_day(_("Prior notice sent on"), _("Only where a prior notice shortens a period."))
    channel = forms.ChoiceField(
        label=_("How are the teams told of the award?"),
        choices=StandstillChannel,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["kind"].choices = list(WorkKind.choices)  # type: ignore[attr-defined]
        self.fields["procedure"].choice_hints = PROCEDURE_HINTS  # type: ignore[attr-defined]
        self.fields["direction"].choice_hints = DIRECTION_HINTS  # type: ignore[attr-defined]

    @property
    def together(self) -> str:
        """What those who may call off expect together, as it stands typed; nothing where it cannot be read."""
        try:
            total = callers_total(CallersField(label="").clean(str(self["callers"].value() or "")))
        except forms.ValidationError:
            return ""
        return figure_text(total) if total else ""

    def clean(self) -> dict[str, Any]:
        """A plan needs the day that its direction counts from."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("direction") == Direction.FORWARD and not given.get("start") and "start" not in self.errors:
            self.add_error("start", str(NEED_START))
        wished = given.get("wished_signature")
        if given.get("direction") == Direction.BACKWARD and not wished and "wished_signature" not in self.errors:
            self.add_error("wished_signature", str(NEED_SIGNATURE))
        return given

    def terms(self) -> PlanTerms:
        """What was typed, of a valid form."""
        given = dict(self.cleaned_data)
        given["kind"] = given["kind"] or WorkKind.WORKS.value
        given["channel"] = given["channel"] or StandstillChannel.ELECTRONIC.value
        given["shortenings"] = dict.fromkeys(given["shortenings"])
        return PlanTerms(**given)


class TitleForm(forms.Form):
    """What a plan is called."""

    use_required_attribute = False

    title = LineField(label=_("Title"), required=True)


class FeedForm(forms.Form):
    """For which role an address is made."""

    use_required_attribute = False

    role = choice(_("Role"), (), required=False, empty=_("All tasks and dates"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, roles: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["role"].choices = [("", _("All tasks and dates")), *roles]  # type: ignore[attr-defined]


def initial_terms(plan: StartPlan) -> dict[str, Any]:
    """A stored plan as its form shows it."""
    plain = (
        *("title", "procedure", "direction", "start", "wished_signature", "kind", "justification", "criteria"),
        "channel",
        "prior_notice",
    )
    figures = ("expected_mdkk", "maximum_mdkk", "term_months", "option_months", "teams")
    given: dict[str, Any] = {name: getattr(plan, name) for name in plain}
    given |= {name: figure_text(getattr(plan, name)) for name in figures}
    if plan.direction == Direction.BACKWARD:
        given["start"] = None
    return given | {"callers": callers_text(callers_of(plan.callers)), "shortenings": list(plan.shortenings)}


def initial_terms_of_origin(origin: Origin | None, today: date) -> dict[str, Any]:
    """What a new plan begins with: what is known already, and nothing that is not."""
    given: dict[str, Any] = {
        "procedure": Procedure.NEGOTIATED.value,
        "direction": Direction.FORWARD.value,
        "start": today,
        "kind": WorkKind.WORKS.value,
        "channel": StandstillChannel.ELECTRONIC.value,
    }
    if origin is None:
        return given
    known = asdict(origin)
    figures = ("expected_mdkk", "maximum_mdkk", "term_months", "option_months", "teams")
    given |= {name: figure_text(known[name]) for name in figures if known[name] is not None}
    given |= {"title": origin.title, "callers": callers_text(origin.callers)}
    return given | ({"wished_signature": origin.wished_signature} if origin.wished_signature else {})
