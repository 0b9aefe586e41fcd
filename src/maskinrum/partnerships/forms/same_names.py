"""What to do with projects that stand on the list under the same name with other facts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import Field, SameName
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.partnerships.facts.names import SameNamed
from maskinrum.partnerships.forms.posted import typed_values
from maskinrum.partnerships.forms.screen import CHOICES, OWN, SHOWN
from maskinrum.partnerships.phrases import label

_ANSWER = re.compile(r"same-([0-9]{1,4})")


@dataclass(frozen=True)
class Difference:
    """One fact that differs: what it is, how it stands on the list, and how it stands in the table."""

    name: str
    listed: str
    typed: str


class SameNamesForm(forms.Form):
    """One choice for each project in question, the one that changes nothing chosen beforehand."""

    def __init__(self, questions: Sequence[SameNamed], data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        self.questions = questions
        for one in questions:
            self.fields[f"same-{one.place}"] = forms.ChoiceField(
                label=_("What shall count for “%(name)s”?") % {"name": one.typed.name},
                choices=SameName.choices,
                widget=forms.RadioSelect,
                initial=SameName.USE.value,
            )

    def asked(self) -> Iterator[tuple[SameNamed, Sequence[Difference], BoundField]]:
        """Each question, what differs, and the choice."""
        for one in self.questions:
            yield one, differences(one.listed, one.typed), self[f"same-{one.place}"]


def posted_answers(data: Mapping[str, str]) -> dict[int, SameName]:
    """The answers of a posted page by the place of the project; what is no answer is left out."""
    return {
        int(found[1]): SameName(data[name])
        for name in data
        if (found := _ANSWER.fullmatch(name)) and data[name] in SameName.values
    }


def differences(listed: ProjectFacts, typed: ProjectFacts) -> list[Difference]:
    """What differs between two projects, in words and in the order of the table."""
    old, new = _told(listed), _told(typed)
    words = {field: {value: str(name) for value, name in choices} for field, choices in CHOICES.items()}
    return [
        Difference(label(one), *(words.get(one, {}).get(values[one], values[one]) or "–" for values in (old, new)))
        for one in (*SHOWN, *OWN)
        if old[one] != new[one]
    ]


def _told(facts: ProjectFacts) -> dict[str, str]:
    """The facts as they are typed, but the day as a sentence writes it: here nobody types."""
    return {**typed_values(facts), Field.START: date_format(facts.planned_start)}
