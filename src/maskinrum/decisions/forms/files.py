"""What a person may type about a decision file and its assumptions."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import localize_input
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.decisions.analysis.assumptions import SHIFTS, Assumptions, AssumptionsError, ParameterKey, Range, moved
from maskinrum.decisions.analysis.parameters import ParameterRow, parameter_row, read_assumptions
from maskinrum.decisions.analysis.pooling import Renewal, ends_of
from maskinrum.decisions.enums import Alternative, Criterion, Realisation
from maskinrum.decisions.phrases import DETAIL
from maskinrum.partnerships.enums import ApprovalState
from maskinrum.partnerships.models import Project
from maskinrum.partnerships.reports.wording import month_words
from maskinrum.shared.fields import CleanLineField, CleanLinesField
from maskinrum.shared.figures import money, number

SAME = 1e-6  # between two typed numbers
FIRST_YEAR, LAST_YEAR = 2000, 2100
MONTHS = gettext_lazy("months")
PARTNERSHIP = Alternative.STRATEGIC_PARTNERSHIP.value


class TypicalField(forms.DecimalField):
    """The typical value of one parameter of the strategic partnership; its range moves along and keeps its width.

    The field is called as the parameter is. Its slider goes from one end of ``within`` to the other by ``step``.
    """

    def __init__(self, label: Any, unit: Any, *, within: tuple[float, float], step: float = 1, hint: Any = "") -> None:
        least, most = within
        super().__init__(label=label, help_text=hint, min_value=least, max_value=most, localize=True)
        self.unit = unit
        self.slider = (least, most, step)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}


class WhatIfForm(forms.Form):
    """The panel beside the answer: the few numbers people most often disagree about."""

    price_level = TypicalField(
        gettext_lazy("Price level in the partnership"),
        "%",
        within=(-30, 30),
        step=0.5,
        hint=gettext_lazy("Against full competition. Minus is cheaper."),
    )
    setup_time = TypicalField(
        gettext_lazy("Time until the agreement can be used"),
        MONTHS,
        within=(0, 60),
        hint=gettext_lazy("fsb and KAB took about a year."),
    )
    running_cost = TypicalField(
        gettext_lazy("Facilitation and joint leadership"), gettext_lazy("DKK m a year"), within=(0, 50), step=0.5
    )
    term = TypicalField(
        gettext_lazy("Base term"),
        MONTHS,
        within=(6, 120),
        hint=gettext_lazy("More than four years in all needs a documented reason."),
    )
    extension = TypicalField(gettext_lazy("Option"), MONTHS, within=(0, 60))
    ceiling = forms.DecimalField(
        label=gettext_lazy("Maximum value of the agreement"),
        help_text=gettext_lazy("Empty: estimated from the projects that may go in."),
        min_value=1,
        max_value=99_999,
        required=False,
        localize=True,
    )
    shift = forms.TypedChoiceField(
        label=gettext_lazy("“Not yet” means starting"),
        choices=[(n, n) for n in SHIFTS],
        coerce=float,
    )
    criterion = forms.ChoiceField(label=gettext_lazy("Compare by"), choices=Criterion)
    realisation = forms.ChoiceField(label=gettext_lazy("Chance that a project is carried out"), choices=Realisation)
    alternatives = forms.MultipleChoiceField(
        label=gettext_lazy("Alternatives compared"),
        choices=Alternative,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one alternative beside separate tender.")},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        base: Assumptions,
        renewed: Mapping[ParameterKey, Renewal] | None = None,
    ) -> None:
        self.base = base
        self.ranges = {name: _in_force((PARTNERSHIP, name), base, renewed or {}) for name in _typical_names()}
        initial = _initial(base, self.ranges)
        super().__init__(None if data is None else _completed(data, initial), initial=initial)
        self.fields["ceiling"].unit = _("DKK m")  # type: ignore[attr-defined]
        self.fields["alternatives"].choice_hints = DETAIL  # type: ignore[attr-defined]
        self.fields["shift"].choices = [(n, _("%(n)s months later") % {"n": n}) for n in _shifts(base)]  # type: ignore[attr-defined]

    @property
    def typical_fields(self) -> list[forms.BoundField]:
        return [self[name] for name, field in self.fields.items() if isinstance(field, TypicalField)]

    def clean_alternatives(self) -> list[str]:
        chosen = self.cleaned_data["alternatives"]
        if Alternative.SEPARATE not in chosen:
            chosen = [Alternative.SEPARATE.value, *chosen]
        if len(chosen) < 2:
            raise ValidationError(_("Choose at least one alternative beside separate tender."))
        return [value for value in Alternative.values if value in chosen]

    def assumptions(self) -> Assumptions:
        """The base with what the panel says differently. Call after ``is_valid()``."""
        cleaned = self.cleaned_data
        out = Assumptions(
            alternatives=tuple(cleaned["alternatives"]),
            criterion=cleaned["criterion"],
            realisation=cleaned["realisation"],
            ceiling=float(cleaned["ceiling"]) if cleaned["ceiling"] is not None else None,
            shift=cleaned["shift"],
            overrides=self.base.overrides,
        )
        for name, now in self.ranges.items():
            if abs(float(cleaned[name]) - self.initial[name]) >= SAME:
                out = _with_typical(out, (PARTNERSHIP, name), now, float(cleaned[name]))
        return out


def _shifts(base: Assumptions) -> list[int]:
    return sorted({*SHIFTS, int(base.shift)})


def _typical_names() -> list[str]:
    return [name for name, field in WhatIfForm.base_fields.items() if isinstance(field, TypicalField)]


def _in_force(key: ParameterKey, base: Assumptions, renewed: Mapping[ParameterKey, Renewal]) -> Range:
    """The range that is calculated with: a person's own, else what newer evidence says, else the shipped one."""
    row = parameter_row(key, base)
    newer = renewed.get(key) if row.changed is None else None
    if newer is not None:
        return Range(*ends_of(newer.prior))
    assert row.in_force is not None  # noqa: S101 - the panel only holds parameters with a range
    return row.in_force


def _initial(base: Assumptions, ranges: Mapping[str, Range]) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "ceiling": base.ceiling,
        "shift": int(base.shift),
        "criterion": base.criterion,
        "realisation": base.realisation,
        "alternatives": list(base.alternatives),
    }
    for name, now in ranges.items():
        row = parameter_row((PARTNERSHIP, name), base)
        middle = now.typical * row.factor
        # What was pooled has no round middle; nobody types it in thousandths of a month.
        initial[name] = _plain(middle if row.in_force == now else round(middle, 1))
    return initial


def _completed(data: QueryDict, initial: Mapping[str, Any]) -> QueryDict:
    """An address may name one thing only; what it leaves out is as it was."""
    whole = data.copy()
    for name, value in initial.items():
        if name not in whole:
            values = value if isinstance(value, list) else [value]
            whole.setlist(name, ["" if one is None else localize_input(one) for one in values])
    return whole


def _with_typical(assumptions: Assumptions, key: ParameterKey, now: Range, typed: float) -> Assumptions:
    """The range in force moved to what was typed; back where the standard stands, nothing is changed any more."""
    row = parameter_row(key, assumptions)
    found = moved(now, typed / row.factor)
    is_standard = found is None or (
        row.changed is not None and row.standard is not None and found.is_close_to(row.standard)
    )
    return assumptions.overriding(key, None if is_standard else found)


class CarriedAssumptionsField(forms.CharField):
    """Assumptions carried from page to page in a hidden field, for visitors who have nothing stored."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Assumptions:  # type: ignore[override]
        if not value:
            return Assumptions()
        try:
            return read_assumptions(json.loads(value))
        except (ValueError, RecursionError) as error:
            raise ValidationError(
                _("The assumptions could not be read, so the standard values are used. The projects are kept.")
            ) from error

    def validate(self, value: Any) -> None:
        """Everything was checked when it was read."""

    def run_validators(self, value: Any) -> None:
        """As ``validate``."""


class RangesForm(forms.Form):
    """The full list of one delivery model's numbers: least, typical and most of each, empty for the standard."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, rows: list[ParameterRow]) -> None:
        self.rows = [row for row in rows if row.can_be_changed]
        labels = {"least": _("Least"), "typical": _("Typical"), "most": _("Most")}
        shown = {f"{row.slug}-{part}": _shown(row, part) for row in self.rows for part in labels}
        super().__init__(data, initial=shown)
        # A model has some thirty numbers: they share three fields, for one of each of their own takes long to make.
        shared = {
            part: forms.DecimalField(
                label=label,
                required=False,
                localize=True,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "ds-input"}),
            )
            for part, label in labels.items()
        }
        self.fields |= {f"{row.slug}-{part}": field for row in self.rows for part, field in shared.items()}

    def clean(self) -> dict[str, Any]:
        self.ranges: dict[ParameterKey, Range | None] = {}
        for row in self.rows:
            try:
                self.ranges[row.model, row.slug] = self._range(row)
            except ValidationError as error:
                self.add_error(f"{row.slug}-typical", error)
        return self.cleaned_data

    def _range(self, row: ParameterRow) -> Range | None:
        least, typical, most = (self.cleaned_data.get(f"{row.slug}-{part}") for part in ("least", "typical", "most"))
        if typical is None:
            if least is not None or most is not None:
                raise ValidationError(_("Write the typical value too, or leave all three empty for the standard."))
            return None
        low, middle, high = (
            float(typical if value is None else value) / row.factor for value in (least, typical, most)
        )
        try:
            typed = Range(low, middle, high)
        except AssumptionsError as error:
            raise ValidationError(
                _("The least must not be above the typical, nor the typical above the most.")
            ) from error
        if not row.admits(typed):
            limits = [number(limit * row.factor, 2) for limit in row.limits]
            raise ValidationError(
                _("Write numbers between %(low)s and %(high)s.") % {"low": limits[0], "high": limits[1]}
            )
        return typed

    def applied_to(self, assumptions: Assumptions) -> Assumptions:
        """The assumptions with these ranges. Call after ``is_valid()``."""
        for key, value in self.ranges.items():
            assumptions = assumptions.overriding(key, value)
        return assumptions


def _shown(row: ParameterRow, part: str) -> float | None:
    return _plain(getattr(row.changed, part) * row.factor) if row.changed else None


def _plain(value: float) -> float:
    """A number as a person writes it: 20, not 20.0 or 19.999999999."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


class CaseDateForm(forms.Form):
    """The day that prices and months count from."""

    case_date = forms.DateField(
        label=gettext_lazy("Case date"),
        help_text=gettext_lazy("Prices and months count from this day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_case_date(self) -> date:
        value: date = self.cleaned_data["case_date"]
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValidationError(
                _("Write a year between %(first)s and %(last)s.") % {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
            )
        return value


class DecisionFileForm(CaseDateForm):
    """What a file is called, the day its months count from, and a note."""

    title = CleanLineField(
        label=gettext_lazy("Title"), max_length=200, help_text=gettext_lazy("For example “Partnership 2028”.")
    )
    note = CleanLinesField(
        label=gettext_lazy("Note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ProjectsForm(forms.Form):
    """Which of the organisation's projects a file rests on."""

    projects = forms.MultipleChoiceField(
        label=gettext_lazy("Projects"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one project.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        projects: Sequence[Project],
        inside: Collection[str] | None = None,
    ) -> None:
        ids = [str(project.pk) for project in projects]
        super().__init__(data, initial={"projects": [pk for pk in ids if inside is None or pk in inside]})
        self.by_id = dict(zip(ids, projects, strict=True))
        self.fields["projects"].choices = [(pk, project.name) for pk, project in self.by_id.items()]  # type: ignore[attr-defined]
        # Names may be alike, and are not what one chooses by.
        self.fields["projects"].choice_hints = {pk: _told(project) for pk, project in self.by_id.items()}  # type: ignore[attr-defined]

    def chosen(self) -> list[Project]:
        """The chosen projects in the order of the list. Call after ``is_valid()``."""
        return [project for pk, project in self.by_id.items() if pk in self.cleaned_data["projects"]]


def _told(project: Project) -> str:
    approval = ApprovalState(project.approval).label
    return f"{money(project.budget)} · {month_words(project.planned_start)} · {approval}"


def read_revision(typed: str) -> int:
    """The revision of the file that a page was drawn from; 0, which never was, for what no page of ours wrote."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else 0
