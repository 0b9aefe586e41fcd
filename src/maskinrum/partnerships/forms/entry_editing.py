"""The whole form for an entry: the fields that stand once, and rows that come and go by buttons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.http import QueryDict
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.organisations.enums import Visibility
from maskinrum.partnerships.facts import PartnershipFacts, SourceFacts
from maskinrum.partnerships.forms.entry import EntryForm, shown_facts
from maskinrum.partnerships.forms.entry_fields import CHOOSE, LineField
from maskinrum.partnerships.forms.entry_rows import (
    MOST_ROWS,
    ROWS,
    blank_row,
    judged_rows,
    rows_of,
    shown_rows,
    typed_rows,
)
from maskinrum.shared.slugs import slug_of

SEVERAL = ("also_in", "unknown")
LONGEST_SLUG = 90
FIRST_ROWS = {"parties": 2, "sources": 1}


class NewEntryForm(forms.Form):
    """What only a new entry asks: its address, who may see it, and whether it is invented."""

    use_required_attribute = False

    slug = LineField(
        label=gettext_lazy("Address"),
        length=LONGEST_SLUG,
        hint=gettext_lazy(
            "The last part of the page's address: small letters, digits and hyphens. Empty: from the name."
        ),
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        choices=[(one.value, one.label) for one in (Visibility.OPEN, Visibility.NETWORK)],
        widget=forms.RadioSelect,
        initial=Visibility.OPEN,
        error_messages=dict.fromkeys(("required", "invalid_choice"), CHOOSE),
    )
    is_fictitious = forms.BooleanField(
        label=gettext_lazy("It is invented, and only shows how the register works"), required=False
    )

    def clean_slug(self) -> str:
        """Only what can stand in an address, and is not the address of another page."""
        typed = str(self.cleaned_data["slug"])
        slug = slug_of(typed or str(self.data.get("name", "")))[:LONGEST_SLUG].strip("-")
        if not slug or (typed and slug != typed):
            words = (
                _("This cannot stand in an address. Try %(slug)s.") if slug else _("Write an address for the entry.")
            )
            raise forms.ValidationError(words % {"slug": slug} if slug else words)
        if not _is_free(slug):
            raise forms.ValidationError(_("Another page has this address. Write another one."))
        return slug


def _is_free(slug: str) -> bool:
    """Whether the address leads to an entry, and not to another page of the register that stands before it."""
    return resolve(reverse("register:entry", args=[slug])).view_name == "register:entry"


@dataclass
class EntryEdit:
    """The forms of one entry, to show or judged. ``form.current`` is the entry as it is stored, or None when new."""

    form: EntryForm
    rows: dict[str, "BaseFormSet[Any]"]
    new: NewEntryForm | None = None

    @property
    def is_right(self) -> bool:
        """Whether everything that was typed holds."""
        judged: list[Any] = [self.form, *self.rows.values(), *([self.new] if self.new else [])]
        return all(part.is_valid() for part in judged)

    @property
    def source(self) -> SourceFacts:
        """Where the change can be read."""
        return self.form.source

    @property
    def visibility(self) -> Visibility | None:
        """Who may see it, when that was asked."""
        given = self.form.cleaned_data.get("visibility")
        return Visibility(given) if given else None

    @property
    def facts(self) -> PartnershipFacts:
        """The entry as it was typed. The source of a change joins the sources of the entry."""
        rows = {prefix: tuple(one.facts() for one in several.forms) for prefix, several in self.rows.items()}
        typed = self.form.facts(rows)
        if typed == self.form.current or self.source.url in {source.url for source in typed.sources}:
            return typed
        return replace(typed, sources=(*typed.sources, self.source))


def shown_edit(facts: PartnershipFacts | None, *, initial: Mapping[str, Any] | None = None, **given: Any) -> EntryEdit:
    """The form as it is opened: an entry as it is stored, or an empty one for None."""
    values = shown_facts(facts) if facts else {}
    form = EntryForm(current=facts, initial={**values, **(initial or {})}, **given)
    rows = {
        prefix: shown_rows(prefix, rows_of(prefix, facts) if facts else [blank_row(prefix)] * FIRST_ROWS.get(prefix, 0))
        for prefix in ROWS
    }
    return EntryEdit(form, rows, None if facts else NewEntryForm())


def judged_edit(data: QueryDict, facts: PartnershipFacts | None, **given: Any) -> EntryEdit:
    """The form as it was sent to be saved."""
    form = EntryForm(data, current=facts, **given)
    rows = {prefix: judged_rows(prefix, typed_rows(prefix, data)) for prefix in ROWS}
    return EntryEdit(form, rows, None if facts else NewEntryForm(data))


def rearranged_edit(data: QueryDict, facts: PartnershipFacts | None, **given: Any) -> EntryEdit:
    """The form with a row more or less, and all else as it was typed; nothing is judged."""
    typed = {name: data.getlist(name) if name in SEVERAL else data[name] for name in data}
    form = EntryForm(current=facts, initial=typed, **given)
    rows = {}
    for prefix in ROWS:
        there: list[dict[str, Any]] = [*typed_rows(prefix, data)]
        there = [row for place, row in enumerate(there) if data.get("remove") != f"{prefix}-{place}"]
        if data.get("add") == prefix and len(there) < MOST_ROWS:
            there.append(blank_row(prefix, client=data.get("client_name", "")))
        rows[prefix] = shown_rows(prefix, there)
    return EntryEdit(form, rows, None if facts else NewEntryForm(initial=typed))


def is_rearranging(data: QueryDict) -> bool:
    """Whether a button for rows was pressed, not the one that saves."""
    return "add" in data or "remove" in data
