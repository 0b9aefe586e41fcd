"""What the list of experiences may be asked for in its address."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import Effect, EvidenceKind, ExperienceRole, Phase, WorksKind
from maskinrum.knowledge.facts import theme_groups
from maskinrum.knowledge.queries import ListFilter
from maskinrum.partnerships.forms.entry_fields import LineField

ALL = _("All")


class FilterForm(forms.Form):
    """One word, and one choice of each kind; each choice says how many there are. What is chosen is always offered."""

    use_required_attribute = False

    q = LineField(label=_("Words"), length=200)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    role = forms.ChoiceField(label=_("Told from the side of"), required=False)
    works = forms.ChoiceField(label=_("Kind of project"), required=False)
    effect = forms.ChoiceField(label=_("How it went"), required=False)
    evidence = forms.ChoiceField(label=_("What it rests on"), required=False)

    def __init__(self, data: Mapping[str, Any], *, counts: Mapping[str, Counter[str]]) -> None:
        super().__init__(data)
        kinds: dict[str, Iterable[tuple[str, Any]]] = {
            "phase": Phase.choices,
            "role": ExperienceRole.choices,
            "works": WorksKind.choices,
            "effect": Effect.choices,
            "evidence": EvidenceKind.choices,
        }
        for name, choices in kinds.items():
            chosen = {str(data.get(name, ""))} | {value for value in counts[name] if value}
            self._offer(
                name, [(value, f"{words} ({counts[name][value]})") for value, words in choices if value in chosen]
            )
        self._offer("theme", _themes(counts["theme"], str(data.get("theme", ""))))

    def _offer(self, name: str, offered: list[Any]) -> None:
        self.fields[name].choices = [("", ALL), *offered]  # type: ignore[attr-defined]


def _themes(counts: Counter[str], chosen: str) -> list[tuple[str, list[tuple[str, str]]]]:
    code = (get_language() or "da")[:2]
    groups = [
        (
            group.name[code],
            [
                (one.code, f"{one.name[code]} ({counts[one.code]})")
                for one in group.themes
                if counts[one.code] or one.code == chosen
            ],
        )
        for group in theme_groups()
    ]
    return [(name, themes) for name, themes in groups if themes]


def read_list_filter(data: Mapping[str, str], form: FilterForm) -> ListFilter:
    """What is asked for; what cannot be answered is left out, so that an old address still shows a list."""
    form.is_valid()
    given = {name: form.cleaned_data.get(name, "") for name in form.fields}
    return ListFilter(**given, partnership=str(data.get("partnerskab", ""))[:100])
