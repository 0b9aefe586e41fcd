"""Days of a round, whom to invite, and what is asked."""

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from maskinrum.evaluation.actions.questions import MOST_OWN, AskedFacts
from maskinrum.evaluation.enums import EvaluationPart, RoundRole
from maskinrum.evaluation.facts.planning import Invited
from maskinrum.evaluation.models import EvaluationModel, ModelItem
from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.forms.entry_fields import LineField
from maskinrum.shared.errors import DomainError
from maskinrum.shared.tables import Table, Wanted, read_pasted, read_table

HEADINGS = {
    "email": ("e-mail", "email", "mail", "e-mailadresse"),
    "party": ("part", "party", "organisation", "firma", "company"),
    "role": ("rolle", "role"),
    "language": ("sprog", "language"),
}
MOST_ROWS = 1_000
BETWEEN = re.compile(r"[\s,;]+")


def day_field(label: Any) -> forms.DateField:
    """A day, chosen or typed."""
    wrong = _("Write a day, for example 2027-02-10.")
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": wrong, "invalid": wrong},
    )


class DaysForm(forms.Form):
    """When a round opens and closes."""

    use_required_attribute = False

    opens_on = day_field(_("Opens on"))
    closes_on = day_field(_("Closes at the end of"))

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any] | None = None, is_open: bool = False) -> None:
        super().__init__(data, initial=dict(initial or {}))
        if is_open:
            del self.fields["opens_on"]

    def days(self, opens_on: date | None = None) -> dict[str, date]:
        """The two days; ``opens_on`` is given where it is not asked for."""
        return {"opens_on": opens_on, **self.cleaned_data}


class PlanForm(DaysForm):
    """What is measured, and when."""

    part = forms.ChoiceField(
        label=_("What do you want to measure?"), choices=EvaluationPart.choices, widget=forms.RadioSelect
    )
    field_order = ("part", "opens_on", "closes_on")

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        hints = {
            "pulse": _("Eight statements, two minutes on a phone, by personal link. Every two or three months."),
            "maturity": _("Ten themes; each party answers together and under its name. Once a year."),
        }
        self.fields["part"].choice_hints = hints  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    """Addresses with party and role: typed, pasted, from a file, from last time, or one's own people."""

    use_required_attribute = False

    known = forms.BooleanField(label=_("Invite those from last time"), required=False)
    own = forms.BooleanField(label=_("Invite everybody who acts for your organisation here"), required=False)
    party = forms.ChoiceField(label=_("Party"), help_text=_("Of those below, where the list does not say otherwise."))
    role = forms.ChoiceField(label=_("Role"), choices=RoundRole.choices, initial=RoundRole.PROJECT.value)
    pasted = forms.CharField(
        label=_("E-mail addresses"),
        max_length=100_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        help_text=_("One a line, or copied from Excel with the headings E-mail, Party and Role."),
    )
    file = forms.FileField(label=_("Or an Excel or CSV file with these headings"), required=False)

    def __init__(
        self, data: Any = None, files: Any = None, *, parties: Sequence[Organisation], known: int, own: int
    ) -> None:
        super().__init__(data, files)
        self.parties = parties
        self.fields["party"].choices = [(str(one.pk), one.name) for one in parties]  # type: ignore[attr-defined]
        for name, count in (("known", known), ("own", own)):
            if not count:
                del self.fields[name]
            else:
                self.fields[name].label = f"{self.fields[name].label} ({count})"

    def clean(self) -> dict[str, Any]:
        """Read the addresses, or say which line cannot be read."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["people"] = []
        for name in ("pasted", "file"):
            if cleaned.get(name):
                try:
                    cleaned["people"] += self._people(name, cleaned)
                except (ValidationError, DomainError) as error:
                    self.add_error(name, error.message if isinstance(error, DomainError) else error)
        if not self.errors and not (cleaned["people"] or cleaned.get("known") or cleaned.get("own")):
            self.add_error("pasted", _("Write at least one e-mail address."))
        return cleaned

    def _people(self, name: str, cleaned: Mapping[str, Any]) -> list[Invited]:
        wanted = Wanted(recognised, ("E-mail", "Part", "Rolle"), at_least=1)
        if name == "file":
            found = read_table(cleaned["file"], filename=cleaned["file"].name, wanted=wanted, max_rows=MOST_ROWS)
            return self._of_table(found, cleaned)
        first = cleaned["pasted"].split("\n", 1)[0]
        if any(recognised(cell) for cell in re.split(r"[\t;,]", first)):
            return self._of_table(read_pasted(cleaned["pasted"], wanted=wanted, max_rows=MOST_ROWS), cleaned)
        addresses = [one for one in BETWEEN.split(cleaned["pasted"]) if one]
        return [self._invited(one, "", "", "", cleaned) for one in addresses]

    def _of_table(self, table: Table, cleaned: Mapping[str, Any]) -> list[Invited]:
        places = {recognised(column.name): place for place, column in enumerate(table.columns)}
        found = []
        for row in table.rows:
            typed = [row.cells[places[name]].text if name in places else "" for name in HEADINGS]
            if typed[0]:
                email, party, role, language = typed
                found.append(self._invited(email, party, role, language, cleaned))
        return found

    def _invited(self, email: str, party: str, role: str, language: str, cleaned: Mapping[str, Any]) -> Invited:
        address = email.strip().strip("<>").lower()
        try:
            validate_email(address)
        except ValidationError:
            words = _("“%(typed)s” is no e-mail address. Nobody was invited.")
            raise ValidationError(words % {"typed": email[:80]}) from None
        is_english = language.strip().casefold() in {"en", "english", "engelsk"}
        return Invited(address, self._party(party, cleaned), self._role(role, cleaned), "en" if is_english else "da")

    def _party(self, typed: str, cleaned: Mapping[str, Any]) -> uuid.UUID:
        if not typed.strip():
            return uuid.UUID(cleaned["party"])
        names = {one.name.casefold(): one.pk for one in self.parties}
        if typed.strip().casefold() not in names:
            words = _("“%(typed)s” is no party. The parties are: %(names)s. Nobody was invited.")
            raise ValidationError(words % {"typed": typed[:80], "names": ", ".join(one.name for one in self.parties)})
        return names[typed.strip().casefold()]

    def _role(self, typed: str, cleaned: Mapping[str, Any]) -> str:
        if not typed.strip():
            return str(cleaned["role"])
        names = {str(one.label).casefold(): one.value for one in RoundRole} | {
            one.value: one.value for one in RoundRole
        }
        if typed.strip().casefold() not in names:
            words = _("“%(typed)s” is no role. The roles are: %(names)s. Nobody was invited.")
            names_of = ", ".join(str(one.label) for one in RoundRole)
            raise ValidationError(words % {"typed": typed[:80], "names": names_of})
        return names[typed.strip().casefold()]


def recognised(heading: str) -> str | None:
    """The field that a heading means."""
    word = heading.strip().casefold()
    return next((name for name, words in HEADINGS.items() if word in words), None)


class AskedForm(forms.Form):
    """Which statements stay, in which words, and which are added."""

    use_required_attribute = False

    asks_importance = forms.BooleanField(
        label=_("Ask how much each statement matters"),
        required=False,
        help_text=_("Doubles the presses. Good once a year."),
    )
    asks_text = forms.BooleanField(
        label=_("Ask for the one thing to act on"),
        required=False,
        help_text=_("Each chooses whether all, or only those who run the round, may read it."),
    )
    note = LineField(label=_("Why do you change it?"), length=300, hint=_("Stands in the history."))

    def __init__(
        self,
        data: Any = None,
        *,
        model: EvaluationModel | None,
        items: Sequence[ModelItem],
        earlier: Sequence[ModelItem] = (),
    ) -> None:
        initial: dict[str, Any] = {"asks_importance": False, "asks_text": True}
        if model:
            initial = {"asks_importance": model.asks_importance, "asks_text": model.asks_text}
        super().__init__(data, initial=initial)
        self.items, self.earlier = items, earlier
        _ask(self, items, _("Statement"), is_asked=True)
        _ask(self, earlier, _("Statement"), is_asked=False)
        for place in range(MOST_OWN):
            self.fields[f"new_da_{place}"] = LineField(label=_("Own statement"), length=300)
            self.fields[f"new_en_{place}"] = LineField(label=_("In English"), length=300)

    def lines(self) -> list[tuple[ModelItem, Any, Any, Any]]:
        """Each statement with its three fields."""
        return _lines(self, self.items)

    def earlier_lines(self) -> list[tuple[ModelItem, Any, Any, Any]]:
        """The same of those that are not asked now."""
        return _lines(self, self.earlier)

    def new_lines(self) -> list[tuple[Any, Any]]:
        """The empty lines for own statements."""
        return [(self[f"new_da_{place}"], self[f"new_en_{place}"]) for place in range(MOST_OWN)]

    def facts(self) -> AskedFacts:
        """What is to be asked."""
        cleaned = self.cleaned_data
        new = [(cleaned[f"new_da_{place}"], cleaned[f"new_en_{place}"]) for place in range(MOST_OWN)]
        return AskedFacts(
            kept=_kept(self, [*self.items, *self.earlier]),
            added=[words for words in new if words[0] or words[1]],
            asks_importance=cleaned["asks_importance"],
            asks_text=cleaned["asks_text"],
            note=cleaned["note"],
            seen=str(self.data.get("seen", "")),
        )


class ThemesForm(forms.Form):
    """Which themes of the maturity stay, in which words, and what each of their levels says."""

    use_required_attribute = False

    note = LineField(label=_("Why do you change it?"), length=300, hint=_("Stands in the history."))

    def __init__(self, data: Any = None, *, items: Sequence[ModelItem], earlier: Sequence[ModelItem] = ()) -> None:
        super().__init__(data)
        self.items, self.earlier = items, earlier
        _ask(self, items, _("Theme"), is_asked=True)
        _ask(self, earlier, _("Theme"), is_asked=False)
        for item in (*items, *earlier):
            for level, words in sorted(item.wording.levels.items()):
                for language, label in (("da", _("Level %(level)s")), ("en", _("Level %(level)s in English"))):
                    field = LineField(label=label % {"level": level}, length=300)
                    field.initial = words.get(language, "")
                    self.fields[_level(item, level, language)] = field

    def lines(self) -> list[tuple[ModelItem, Any, Any, Any, list[Any]]]:
        """Each theme with its three fields and those of its levels."""
        return [(*line, self._levels(line[0])) for line in _lines(self, self.items)]

    def earlier_lines(self) -> list[tuple[ModelItem, Any, Any, Any, list[Any]]]:
        """The same of those that are not asked now."""
        return [(*line, self._levels(line[0])) for line in _lines(self, self.earlier)]

    def _levels(self, item: ModelItem) -> list[Any]:
        return [self[_level(item, level, code)] for level in sorted(item.wording.levels) for code in ("da", "en")]

    def facts(self) -> AskedFacts:
        """What is to be asked."""
        every = [*self.items, *self.earlier]
        levels = {
            item.wording.question_id: {
                level: {code: self.cleaned_data[_level(item, level, code)] for code in ("da", "en")}
                for level in item.wording.levels
            }
            for item in every
        }
        kept = _kept(self, every)
        return AskedFacts(
            kept=kept,
            part=EvaluationPart.MATURITY,
            levels={question: words for question, words in levels.items() if question in kept},
            note=self.cleaned_data["note"],
            seen=str(self.data.get("seen", "")),
        )


def _level(item: ModelItem, level: str, language: str) -> str:
    return f"l{level}{language}_{item.wording.question_id.hex}"


def _ask(form: forms.Form, items: Sequence[ModelItem], label: Any, *, is_asked: bool) -> None:
    """Let a form ask whether each of these is asked, and in which words."""
    for item in items:
        code = item.wording.question_id.hex
        form.fields[f"keep_{code}"] = forms.BooleanField(label=_("Ask this"), required=False, initial=is_asked)
        form.fields[f"da_{code}"] = LineField(label=label, length=300)
        form.fields[f"en_{code}"] = LineField(label=_("In English"), length=300)
        form.fields[f"da_{code}"].initial = item.wording.text_da
        form.fields[f"en_{code}"].initial = item.wording.text_en


def _lines(form: forms.Form, items: Sequence[ModelItem]) -> list[tuple[ModelItem, Any, Any, Any]]:
    codes = [item.wording.question_id.hex for item in items]
    return [
        (item, form[f"keep_{code}"], form[f"da_{code}"], form[f"en_{code}"])
        for item, code in zip(items, codes, strict=True)
    ]


def _kept(form: forms.Form, items: Sequence[ModelItem]) -> dict[uuid.UUID, tuple[str, str]]:
    """The words of those that are ticked, by question."""
    codes = {item.wording.question_id: item.wording.question_id.hex for item in items}
    given = form.cleaned_data
    return {pk: (given[f"da_{code}"], given[f"en_{code}"]) for pk, code in codes.items() if given[f"keep_{code}"]}
