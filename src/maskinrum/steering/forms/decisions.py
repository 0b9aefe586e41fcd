"""What is typed of a decision, and what is asked of the log."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maskinrum.partnerships.forms.entry_fields import LineField, ParagraphField, WebAddressField, choice
from maskinrum.steering.enums import DecisionBody
from maskinrum.steering.facts.decisions import BasisFacts, DecisionFacts, LogFilter
from maskinrum.steering.forms.days import day_field

MOST_DOCUMENTS = 20
LONGEST_LABEL = 200
STATES = (
    ("force", gettext_lazy("In force")),
    ("due", gettext_lazy("To be looked at again now")),
    ("replaced", gettext_lazy("Replaced")),
)
ORDERS = (
    ("newest", gettext_lazy("Newest first")),
    ("oldest", gettext_lazy("Oldest first")),
    ("body", gettext_lazy("By who decided")),
    ("look_again", gettext_lazy("By when it is looked at again")),
)


class DocumentsField(ParagraphField):
    """Addresses, one on each line, what it is before a semicolon. That of an experience here stands for it."""

    def clean(self, value: Any) -> tuple[BasisFacts, ...]:
        """Return them; raises ValidationError with the number of the line that cannot be read."""
        lines = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        if len(lines) > MOST_DOCUMENTS:
            raise ValidationError(_("At most %(n)s lines.") % {"n": MOST_DOCUMENTS})
        return tuple(self._basis(number, line) for number, line in enumerate(lines, start=1))

    @staticmethod
    def _basis(number: int, line: str) -> BasisFacts:
        label, _mark, url = (part.strip() for part in line.rpartition(";"))
        try:
            WebAddressField(label="", required=True).clean(url)
            MaxLengthValidator(LONGEST_LABEL)(label)
        except ValidationError as error:
            words = _("Line %(number)s: write the whole address, with what it is before a semicolon where you like.")
            raise ValidationError(words % {"number": number}) from error
        key = experience_at(url)
        return BasisFacts(experience=key) if key else BasisFacts(label=label, url=url)


def experience_at(url: str) -> str:
    """The key of the experience whose page has this address, or nothing."""
    parts, own = urlsplit(url), urlsplit(str(settings.ENVIRONMENT.base_url))
    if parts.netloc != own.netloc:
        return ""
    try:
        found = resolve(parts.path)
    except Resolver404:
        return ""
    return str(found.kwargs["key"]) if found.view_name == "knowledge:experience" else ""


def documents_text(basis: Sequence[tuple[str, str]]) -> str:
    """What the field reads: pairs of words and address."""
    return "\n".join(f"{label}; {url}" if label else url for label, url in basis)


class DecisionForm(forms.Form):
    """One decision."""

    use_required_attribute = False

    text = LineField(label=gettext_lazy("What was decided?"), required=True, length=500)
    decided_on = day_field(gettext_lazy("When?"))
    body = choice(gettext_lazy("Who decided?"), DecisionBody.choices)
    body_name = LineField(
        label=gettext_lazy("Which body or role?"),
        length=120,
        hint=gettext_lazy("Such as “project group Egeparken”. No names of people."),
    )
    reason = ParagraphField(label=gettext_lazy("Why?"), rows=4)
    alternatives = ParagraphField(
        label=gettext_lazy("What was put aside?"), rows=3, hint=gettext_lazy("And why it was not that.")
    )
    covers = LineField(
        label=gettext_lazy("What does it cover?"),
        length=300,
        hint=gettext_lazy("Such as “all projects called off from 2027”."),
    )
    bound = forms.MultipleChoiceField(
        label=gettext_lazy("Who is bound?"),
        help_text=gettext_lazy("No tick: all parties."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose among the parties of the partnership.")},
    )
    project = choice(
        gettext_lazy("Which project does it rest on?"), (), required=False, empty=gettext_lazy("None in particular")
    )
    documents = DocumentsField(
        label=gettext_lazy("What does it rest on?"),
        hint=gettext_lazy(
            "One address on each line: of an experience here, or of a document at your own with what it is before a "
            "semicolon, such as “Minutes 12 May; https://…”."
        ),
    )
    look_again_on = day_field(gettext_lazy("When is it looked at again?"), required=False)
    replaces = choice(
        gettext_lazy("Which decision does it take the place of?"),
        (),
        required=False,
        empty=gettext_lazy("None"),
        hint=gettext_lazy("The older one stays in the log and is marked as replaced."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**9)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        parties: Sequence[tuple[str, str]],
        projects: Sequence[tuple[str, str]],
        replaceable: Sequence[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        bound: Any = self.fields["bound"]
        bound.choices = list(parties)
        for name, offered in (("project", projects), ("replaces", replaceable)):
            field: Any = self.fields[name]
            field.choices = [*field.choices, *offered]

    def facts(self) -> DecisionFacts:
        """What was typed, of a valid form."""
        given = dict(self.cleaned_data)
        given.pop("revision")
        basis, project = given.pop("documents"), given.pop("project")
        about = (BasisFacts(project=project),) if project else ()
        return DecisionFacts(**given | {"bound": tuple(sorted(given["bound"])), "basis": (*about, *basis)})


class LogForm(forms.Form):
    """What is asked of the log. What cannot be read is left out."""

    use_required_attribute = False

    ord = LineField(label=gettext_lazy("Words"), length=200)
    hvem = choice(gettext_lazy("Who decided"), DecisionBody.choices, required=False, empty=gettext_lazy("Anybody"))
    tilstand = choice(pgettext_lazy("decision", "State"), STATES, required=False, empty=gettext_lazy("All"))
    aar = choice(gettext_lazy("Year"), (), required=False, empty=gettext_lazy("Every year"))
    orden = choice(gettext_lazy("Order"), ORDERS, required=False, empty=gettext_lazy("Newest first"))

    def __init__(self, data: Mapping[str, Any], *, years: Sequence[int]) -> None:
        super().__init__(data)
        field: Any = self.fields["aar"]
        field.choices = [*field.choices, *((str(year), str(year)) for year in years)]
        order: Any = self.fields["orden"]
        order.choices = [("", gettext_lazy("Newest first")), *ORDERS[1:]]

    def asked(self) -> LogFilter:
        """The filter, from what can be read of it."""
        self.is_valid()
        given = self.cleaned_data
        return LogFilter(
            words=given.get("ord", ""),
            body=given.get("hvem", ""),
            state=given.get("tilstand", ""),
            year=int(given["aar"]) if given.get("aar") else None,
            order=given.get("orden") or "newest",
        )
