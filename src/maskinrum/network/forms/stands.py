"""Where the own organisation stands, what one shows of oneself, and what the list may be asked for."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.forms.telling import theme_choices
from maskinrum.network.enums import OrganisationSize, Stage
from maskinrum.network.facts.stands import CardFacts, StandFacts
from maskinrum.network.forms.questions import ALL, READERS, THEME_FIELDS, counted_themes
from maskinrum.network.models import SHOWABLE, ContactCard, Stand
from maskinrum.network.queries import StandFilter
from maskinrum.partnerships.forms.entry_fields import FigureField, LineField, ParagraphField, choice


class ThemedForm(forms.Form):
    """A form with up to three themes."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        for name in THEME_FIELDS:
            field = self.fields[name]
            field.choices = [*field.choices, *theme_choices()]  # type: ignore[attr-defined]

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes chosen, each once."""
        return tuple(dict.fromkeys(self.cleaned_data[name] for name in THEME_FIELDS if self.cleaned_data[name]))


class StandForm(ThemedForm):
    """How far the organisation is, what it has tried, and what it looks for."""

    stage = choice(_("Where do you stand?"), Stage.choices)
    tried = ParagraphField(
        label=_("What have you tried?"),
        length=2000,
        hint=_("For example: two framework agreements, and no partnership."),
    )
    seeks = ParagraphField(
        label=_("What do you look for?"), length=2000, hint=_("For example: somebody who has tendered with an option.")
    )
    theme_1 = choice(_("A theme you look for"), (), required=False, empty=_("None"))
    theme_2 = choice(_("A second theme"), (), required=False, empty=_("None"))
    theme_3 = choice(_("A third theme"), (), required=False, empty=_("None"))
    size = choice(_("Your size"), OrganisationSize.choices, required=False, empty=_("Not told"))
    visibility = forms.ChoiceField(
        label=_("Who may read where you stand?"),
        choices=[(value.value, value.label) for value in SHOWABLE],
        initial=SHOWABLE[0],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose who may read it.")),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    writer = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["visibility"].choice_hints = {value.value: READERS[value] for value in SHOWABLE}  # type: ignore[attr-defined]

    def facts(self) -> StandFacts:
        """What was typed."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("stage", "size", "tried", "seeks", "visibility")}
        return StandFacts(**plain, themes=self.themes)


class CardForm(ThemedForm):
    """What somebody shows; everything is left out until it is chosen."""

    shows_name = forms.BooleanField(label=_("Show my name"), required=False)
    role = LineField(label=_("What I do"), length=120, hint=_("For example: project manager for renovation."))
    theme_1 = choice(_("A theme I can be asked about"), (), required=False, empty=_("None"))
    theme_2 = choice(_("A second theme"), (), required=False, empty=_("None"))
    theme_3 = choice(_("A third theme"), (), required=False, empty=_("None"))
    capacity = FigureField(
        label=_("Conversations at a time"), most=5, hint=_("How many colleagues from other organisations may call you.")
    )

    def facts(self) -> CardFacts:
        """What was typed."""
        given = self.cleaned_data
        return CardFacts(given["shows_name"], given["role"], self.themes, given["capacity"] or 0)


def initial_of_stand(row: Stand | None) -> dict[str, Any]:
    """What is stored, as the form shows it."""
    if row is None:
        return {"revision": 0}
    names = ("stage", "size", "tried", "seeks", "visibility", "revision")
    return {name: getattr(row, name) for name in names} | _themes_of(row.theme_codes)


def initial_of_card(row: ContactCard | None) -> dict[str, Any]:
    """What is stored, as the form shows it."""
    if row is None:
        return {}
    shown = {"shows_name": row.shows_name, "role": row.role, "capacity": str(row.capacity or "")}
    return shown | _themes_of(row.theme_codes)


def _themes_of(codes: str) -> dict[str, str]:
    return dict(zip(THEME_FIELDS, codes.split(), strict=False))


class StandFilterForm(forms.Form):
    """One word, and one choice of each kind; each choice says how many there are."""

    use_required_attribute = False

    q = LineField(label=_("Words"), length=200)
    stage = forms.ChoiceField(label=_("Where they stand"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    size = forms.ChoiceField(label=_("Size"), required=False)

    def __init__(self, data: Mapping[str, Any], *, counts: Mapping[str, Counter[str]]) -> None:
        super().__init__(data)
        kinds: dict[str, Iterable[tuple[str, Any]]] = {"stage": Stage.choices, "size": OrganisationSize.choices}
        for name, choices in kinds.items():
            chosen = {str(data.get(name, ""))} | {value for value in counts[name] if value}
            offered = [(value, f"{words} ({counts[name][value]})") for value, words in choices if value in chosen]
            self.fields[name].choices = [("", ALL), *offered]  # type: ignore[attr-defined]
        themes = counted_themes(counts["theme"], str(data.get("theme", "")))
        self.fields["theme"].choices = [("", ALL), *themes]  # type: ignore[attr-defined]


def read_stand_filter(form: StandFilterForm) -> StandFilter:
    """What is asked for; what cannot be answered is left out, so that an old address still shows a list."""
    form.is_valid()
    return StandFilter(**{name: form.cleaned_data.get(name, "") for name in form.fields})
