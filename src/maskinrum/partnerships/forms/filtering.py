"""What a reader of the register may ask for, and what is made of it when it makes no sense."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import ClientKind, PartnershipStatus, PartnershipType, ScopeKind
from maskinrum.partnerships.queries.filtering import DEFAULT_SORT, RegisterFilter
from maskinrum.partnerships.queries.parties import party_choice
from maskinrum.shared.tables import shorten

LONGEST_WORDS = 100
FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_FIGURES = 9  # of a page's number
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,100}")
KINDS: Mapping[str, type[TextChoices]] = {
    "client_kind": ClientKind,
    "type": PartnershipType,
    "scope": ScopeKind,
    "status": PartnershipStatus,
}
SORT_NAMES = {
    "start": gettext_lazy("start, earliest first"),
    "-start": gettext_lazy("start, latest first"),
    "end": gettext_lazy("end, earliest first"),
    "-end": gettext_lazy("end, latest first"),
    "name": gettext_lazy("name, A to Z"),
    "-name": gettext_lazy("name, Z to A"),
    "client": gettext_lazy("client, A to Z"),
    "-client": gettext_lazy("client, Z to A"),
    "volume": gettext_lazy("volume, largest first"),
    "-volume": gettext_lazy("volume, smallest first"),
    "sources": gettext_lazy("sources, most first"),
    "-sources": gettext_lazy("sources, fewest first"),
}


class RegisterForm(forms.Form):
    """Words, years, party and order; the other filters are boxes to tick."""

    q = forms.CharField(
        label=gettext_lazy("Name, client or party"), max_length=LONGEST_WORDS, required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    since = forms.IntegerField(
        label=gettext_lazy("From year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    until = forms.IntegerField(
        label=gettext_lazy("To year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    party = forms.CharField(label=gettext_lazy("Party"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Order within each group"), choices=SORT_NAMES.items(), required=False)

    def clean(self) -> dict[str, Any] | None:
        """Years the wrong way round hold nothing."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since is not None and until is not None and since > until:
            self.add_error("until", _("The period ends before it begins. Swap the two years."))
        return cleaned


@dataclass(frozen=True)
class Asked:
    """What is asked for, the form as it was sent, and sentences about what could not be used."""

    filter: RegisterFilter
    form: RegisterForm
    ignored: Sequence[str]


def read_filter(data: QueryDict, viewer: Viewer, *, now: datetime) -> Asked:
    """Return what is asked for. What makes no sense is left out, and said to be."""
    data = without_taken_off(data)
    form = RegisterForm(data, auto_id="register-%s")
    form.is_valid()
    ignored: list[str] = []
    several = {name: _values(data, name, kind, ignored) for name, kind in KINDS.items()}
    slug = str(data.get("party") or "")
    party = party_choice(viewer, slug, now=now) if _SLUG.fullmatch(slug) else None
    if slug and party is None:
        ignored.append(_("No party in the register has that name, so it was not used."))
    cleaned = form.cleaned_data
    years_hold = "until" not in form.errors
    asked = RegisterFilter(
        word=str(cleaned.get("q") or ""),
        year_from=cleaned.get("since") if years_hold else None,
        year_to=cleaned.get("until"),
        party=party,
        examples=data.get("examples") == "1",
        sort=str(cleaned.get("sort") or DEFAULT_SORT),
        **several,
    )
    return Asked(asked, form, ignored)


_FIELDS = {"q": ("q",), "period": ("since", "until"), "party": ("party",)}


def without_taken_off(data: QueryDict) -> QueryDict:
    """What was sent without what the pressed button takes off: a field, the period, or one value of several."""
    left = data.copy()
    for pressed in left.pop("off", []):
        name, _colon, value = pressed.partition(":")
        if name in KINDS:
            left.setlist(name, [one for one in left.getlist(name) if one != value])
        for field in _FIELDS.get(pressed, ()):
            left.pop(field, None)
    return left


def _values(data: QueryDict, name: str, kind: type[TextChoices], ignored: list[str]) -> tuple[str, ...]:
    given = dict.fromkeys(data.getlist(name))
    wrong = [value for value in given if value and value not in kind.values]
    if wrong:
        words = _("The register has no filter “%(value)s”, so it was not used.")
        ignored.append(words % {"value": shorten(wrong[0], 40)})
    return tuple(value for value in kind.values if value in given)


def page_number(data: QueryDict) -> int:
    """The page that is asked for; the first where none is or it makes no sense."""
    text = data.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) <= MOST_FIGURES else 1
