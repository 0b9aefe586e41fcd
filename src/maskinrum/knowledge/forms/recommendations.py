"""Write a recommendation."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import ExperienceRole, Phase
from maskinrum.knowledge.facts.recommendations import RecommendationFacts
from maskinrum.knowledge.forms.telling import THEME_FIELDS, theme_choices
from maskinrum.organisations.enums import Visibility
from maskinrum.partnerships.forms.entry_fields import LineField, ParagraphField, choice

MONTHS = (6, 12, 24, 36)


def experiences_field(label: Any) -> forms.MultipleChoiceField:
    """Boxes for experiences; which there are is offered by the form."""
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple)


class RecommendationForm(forms.Form):
    """The statement, why, and what speaks for and against it."""

    use_required_attribute = False

    statement = LineField(
        label=_("Recommendation"), length=300, required=True, hint=_("One sentence that begins with a verb.")
    )
    statement_en = LineField(label=_("Recommendation in English"), length=300)
    reasons = ParagraphField(label=_("Reasons"), hint=_("Why does the network advise it?"))
    reasons_en = ParagraphField(label=_("Reasons in English"))
    caveat = ParagraphField(label=_("Caveat"), rows=2, hint=_("When does it not hold?"))
    caveat_en = ParagraphField(label=_("Caveat in English"), rows=2)
    phase = choice(_("Phase"), Phase.choices, required=True)
    theme_1 = choice(_("Theme"), (), required=True)
    theme_2 = choice(_("A second theme"), (), required=False, empty=_("None"))
    theme_3 = choice(_("A third theme"), (), required=False, empty=_("None"))
    owner_role = choice(_("Owner"), ExperienceRole.choices, required=False, empty=_("None"))
    review_months = forms.TypedChoiceField(
        label=_("Months until it is reviewed"), choices=[(number, number) for number in MONTHS], coerce=int, initial=12
    )
    visibility = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[(value.value, value.label) for value in (Visibility.OPEN, Visibility.NETWORK)],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose who may read it.")),
    )
    support = experiences_field(_("What supports it"))
    counter = experiences_field(_("What speaks against it"))
    find = LineField(
        label=_("Find more experiences"), hint=_("Words of them. Those that are found stand among those to tick.")
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        experiences: Sequence[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {"visibility": Visibility.OPEN.value}))
        for name in ("support", "counter"):
            self.fields[name].choices = list(experiences)  # type: ignore[attr-defined]
        themes = theme_choices()
        for name in THEME_FIELDS:
            self.fields[name].choices = [*self.fields[name].choices, *themes]  # type: ignore[attr-defined]

    def facts(self, *, kept: RecommendationFacts) -> RecommendationFacts:
        """What was written. Experiences that the writer could not choose stay as in ``kept``."""
        given = self.cleaned_data
        offered = {key for key, _title in self.fields["support"].choices}  # type: ignore[attr-defined]

        def side(name: str) -> tuple[str, ...]:
            unseen = [key for key in getattr(kept, name) if key not in offered]
            before = [key for key in getattr(kept, name) if key in given[name]]
            return (*before, *(key for key in given[name] if key not in before), *unseen)

        return RecommendationFacts(
            statement=given["statement"],
            statement_en=given["statement_en"],
            reasons=given["reasons"],
            reasons_en=given["reasons_en"],
            caveat=given["caveat"],
            caveat_en=given["caveat_en"],
            phase=given["phase"],
            themes=tuple(dict.fromkeys(given[name] for name in THEME_FIELDS if given[name])),
            owner_role=given["owner_role"],
            visibility=given["visibility"],
            review_months=given["review_months"],
            support=side("support"),
            counter=side("counter"),
        )


def initial_of(facts: RecommendationFacts, revision: int) -> dict[str, Any]:
    """What the form shows of a stored one."""
    themes = dict(zip(THEME_FIELDS, facts.themes, strict=False))
    return facts.to_json() | themes | {"revision": revision}


def initial_typed(data: QueryDict) -> dict[str, Any]:
    """What the form shows of what was typed and is not to be judged yet."""
    several = {name: data.getlist(name) for name in ("support", "counter")}
    return data.dict() | several
