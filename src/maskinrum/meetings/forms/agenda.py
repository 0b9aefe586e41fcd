"""Put an item on an agenda."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import Phase
from maskinrum.knowledge.forms.telling import theme_choices
from maskinrum.meetings.facts.meetings import ItemFacts
from maskinrum.meetings.forms.meetings import THEME_FIELDS, offer_choices
from maskinrum.partnerships.forms.entry_fields import FigureField, LineField, ParagraphField, WebAddressField, choice

USUAL_MINUTES = 15


class ItemForm(forms.Form):
    """What is taken up, what is to come out of it, who leads it and how long it may take."""

    use_required_attribute = False

    title = LineField(label=_("What is taken up?"), required=True)
    text = ParagraphField(label=_("What is to come out of it?"), rows=2)
    lead = choice(_("Who leads it?"), (), required=False, empty=_("Whoever leads the meeting"))
    minutes = FigureField(label=_("How long may it take?"), least=1, most=480, unit=_("minutes"))
    theme_1 = choice(_("Theme"), (), required=False, empty=_("None"))
    theme_2 = choice(_("A second theme"), (), required=False, empty=_("None"))
    theme_3 = choice(_("A third theme"), (), required=False, empty=_("None"))
    phase = choice(_("Phase"), Phase.choices, required=False, empty=_("None in particular"))
    experience = LineField(
        label=_("Begin from an experience"),
        length=500,
        hint=_("Copy its address here. Who may not read it does not see it."),
    )
    material = LineField(label=_("Material to read before"))
    material_url = WebAddressField(label=_("Where the material can be read"))
    about = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    about_url = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        leads: Sequence[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"minutes": str(USUAL_MINUTES), **(initial or {})})
        offer_choices(self, "lead", leads)
        for name in THEME_FIELDS:
            offer_choices(self, name, theme_choices())

    def clean_about_url(self) -> str:
        """Keep only an address of our own: it comes from a hidden field."""
        address: str = self.cleaned_data["about_url"]
        return address if address.startswith("/") and not address.startswith("//") else ""

    def facts(self) -> ItemFacts:
        """What was typed, of a valid form."""
        given = self.cleaned_data
        names = ("title", "text", "lead", "phase", "material", "material_url", "about", "about_url")
        themes = dict.fromkeys(given[name] for name in THEME_FIELDS if given[name])
        return ItemFacts(
            **{name: given[name] for name in names},
            minutes=given["minutes"] or USUAL_MINUTES,
            themes=tuple(themes),
            experience=key_in(given["experience"]),
        )


def key_in(address: str) -> str:
    """The key in the address of an experience, or the key itself."""
    return address.split("?", 1)[0].split("#", 1)[0].rstrip("/").rsplit("/", 1)[-1]


def initial_item(facts: ItemFacts) -> dict[str, Any]:
    """An item as its form shows it."""
    names = ("title", "text", "lead", "phase", "material", "material_url", "about", "about_url", "experience")
    given: dict[str, Any] = {name: getattr(facts, name) for name in names}
    return given | dict(zip(THEME_FIELDS, facts.themes, strict=False)) | {"minutes": str(facts.minutes)}


class TakeUpForm(forms.Form):
    """On which agenda something is put."""

    use_required_attribute = False

    meeting = forms.ChoiceField(
        label=_("On which agenda?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a meeting.")),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, offered: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["meeting"].choices = list(offered)  # type: ignore[attr-defined]
