"""No form lets a sign through that nobody sees, and none lets one line become several."""

import ast
import math
import re
from collections.abc import Iterator
from copy import copy
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from maskinrum.organisations.forms import AddPasskeyForm
from maskinrum.shared.fields import CleanLineField, CleanLinesField
from tests.house.sources import name_of, python_files, tree_of

UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
TYPED = "Nord\r\nBcc: a@b.example\x01\x0b\u2028\u202egrob\u2069\u200b Syd"

# Looked for, compared, read into cells that are cleaned one by one, or shown once on the page of styles: kept nowhere.
KEPT_NOWHERE = {
    "CloseAccountForm.email",
    "CorrectionForm.website",
    "EarlierForm.pasted",
    "InviteForm.pasted",
    "LogForm.who",
    "OutboxForm.to",
    "PartiesForm.q",
    "RegisterForm.party",
    "RegisterForm.q",
    "StyleGuideForm.name",
    "StyleGuideForm.story",
}


def every_form(form: type[forms.Form] = forms.Form) -> Iterator[type[forms.Form]]:
    """Yield every form of ours; allauth's keep an address, a password and the name of a passkey."""
    for one in form.__subclasses__():
        if one.__module__.startswith("maskinrum.") and "allauth" not in {base.__module__[:7] for base in one.__mro__}:
            yield one
        yield from every_form(one)


def typed_fields() -> dict[str, forms.CharField]:
    """The fields that text is typed in, by form and name."""
    assert get_resolver().url_patterns  # every view is imported, and with it every form
    return {
        f"{form.__name__}.{name}": field
        for form in every_form()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.HiddenInput | forms.PasswordInput)
    }


def given(field: forms.CharField) -> str:
    """What a field makes of the text; nothing where it refuses it."""
    try:
        return str(field.clean(TYPED))
    except ValidationError:
        return ""


def test_no_form_keeps_what_nobody_sees() -> None:
    fields = {name: field for name, field in typed_fields().items() if name not in KEPT_NOWHERE}
    assert len(fields) > 30
    assert {name for name, field in fields.items() if UNSEEN.search(given(field))} == set()


def test_no_line_becomes_several() -> None:
    lines = {
        name: field
        for name, field in typed_fields().items()
        if name not in KEPT_NOWHERE and not isinstance(field.widget, forms.Textarea)
    }
    assert {name for name, field in lines.items() if "\n" in given(field)} == set()


def test_fields_made_while_a_form_is_made_are_clean_too() -> None:
    """Those are on no form before it is there, so this looks at how they are written."""
    plain = {
        name_of(file)
        for file in python_files()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)
        if isinstance(node.value, ast.Call) and ast.unparse(node.value.func) in {"forms.CharField", "CharField"}
    }
    assert plain == set()


def test_the_name_of_a_new_passkey_is_one_line() -> None:
    form = AddPasskeyForm.__new__(AddPasskeyForm)
    form.cleaned_data = {"name": TYPED}
    assert form.clean_name() == "Nord Bcc: a@b.example grob Syd"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "line", "lines"),
    [
        ("Nord\r\nSyd", "Nord Syd", "Nord\nSyd"),
        ("\u202eNord\u202c", "Nord", "Nord"),
        ("a\x00\x01b", "a b", "a b"),
        ("én to\tre", "én to re", "én to re"),
        ("\x0b \u2060", "", ""),
        ("👩‍👧", "👩‍👧", "👩‍👧"),
    ],
)
def test_a_clean_field_keeps_what_is_seen(typed: str, line: str, lines: str) -> None:
    assert CleanLineField(required=False).to_python(typed) == line
    assert CleanLinesField(required=False).to_python(typed) == lines


@pytest.mark.parametrize("field", [CleanLineField(), CleanLinesField()], ids=["line", "lines"])
def test_what_nobody_sees_is_nothing(field: forms.CharField) -> None:
    with pytest.raises(ValidationError):
        field.clean("\u202e\u200b\x01")


STRANGE = (
    "1e999999999",
    "1e-999999999",
    "NaN",
    "sNaN",
    "-Infinity",
    "9" * 5000,
    "0." + "1" * 5000,
    "²",
    "٣",
    "0001-01-01",
    "9999-12-31",
    "[" * 50_000,
    '{"a":' * 20_000,
    '{"parameters": {"x": 1e999}}',
    "\ud800",
    "\x00",
)


def finite(value: object) -> bool:
    """Whether a number is one that can be reckoned with."""
    return not isinstance(value, float | Decimal) or math.isfinite(value)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", STRANGE, ids=[repr(one[:12]) for one in STRANGE])
def test_whatever_is_sent_in_a_field_is_read_or_refused(typed: str) -> None:
    assert get_resolver().url_patterns  # as above
    odd: dict[str, object] = {}
    for form in every_form():
        for name, field in form.base_fields.items():
            try:
                found = copy(field).clean(typed)
            except ValidationError:
                continue
            except Exception as error:
                odd[f"{form.__name__}.{name}"] = error
            else:
                odd |= {} if finite(found) else {f"{form.__name__}.{name}": found}
    assert odd == {}
