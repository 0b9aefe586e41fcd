"""What to follow, and how often it is told."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.forms.telling import theme_choices
from maskinrum.network.enums import Rhythm
from maskinrum.partnerships.forms.entry_fields import LineField, choice


class FollowForm(forms.Form):
    """One theme, one partnership or the words of a search."""

    use_required_attribute = False

    theme = choice(_("A theme"), (), required=False, empty=_("None"))
    partnership = choice(_("Or a partnership"), (), required=False, empty=_("None"))
    words = LineField(label=_("Or the words of a search"), length=200, hint=_("For example: sample home."))
    rhythm = forms.ChoiceField(
        label=_("How often do you want to hear of it?"), choices=Rhythm.choices, initial=Rhythm.WEEKLY
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        partnerships: Sequence[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        for name, offered in (("theme", theme_choices()), ("partnership", partnerships)):
            field = self.fields[name]
            field.choices = [*field.choices, *offered]  # type: ignore[attr-defined]


class RhythmForm(forms.Form):
    """How often one thing is told."""

    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=Rhythm.choices,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose how often. It is as it was until then.")
        ),
    )
