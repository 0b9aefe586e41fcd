"""Controls written without templates are what Django's templates write."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.forms.boundfield import BoundWidget
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from maskinrum.shared.rendering import ControlRenderer, SteadySelect

NASTY = "<b>\"'&æ"
CHOICES = [
    ("", "—"),
    (1, gettext_lazy("Theme")),
    ("x", mark_safe("a &amp; b")),
    (NASTY, NASTY),
    (NASTY, [("y", "Y"), ("z", NASTY)]),
    ("last", 3),
]


@pytest.mark.parametrize("value", [None, "", 1, "1", "x", NASTY, "made up"])
@pytest.mark.parametrize("attributes", [{}, {"class": "ds-input", "disabled": False, "title": NASTY}])
def test_a_steady_list_is_what_django_writes_also_the_second_time(value: Any, attributes: dict[str, Any]) -> None:
    steady, plain = SteadySelect(choices=CHOICES), forms.Select(choices=CHOICES)
    expected = plain.render(f"n{NASTY}", value, attributes, DjangoTemplates())
    for _time in range(2):
        assert parse_html(steady.render(f"n{NASTY}", value, attributes)) == parse_html(expected)


def test_a_steady_list_speaks_the_language_of_the_page() -> None:
    steady = SteadySelect(choices=[("x", gettext_lazy("Not known"))])
    drawn = []
    for language in ("da", "en", "da"):
        with override(language):
            drawn.append("Not known" in steady.render("name", "x"))
    assert drawn == [False, True, False]


@pytest.mark.parametrize("value", [None, "", 1, "1", "x", NASTY, ["x", "z"], 0, 3.5, date(2026, 1, 2)])
@pytest.mark.parametrize(
    "attributes",
    [
        {},
        {
            "class": "ds-input",
            "required": True,
            "disabled": False,
            "maxlength": 20,
            "title": NASTY,
            "x": mark_safe("&amp;"),
        },
    ],
)
@pytest.mark.parametrize(
    "widget",
    [
        forms.Select(choices=CHOICES),
        forms.SelectMultiple(choices=CHOICES),
        forms.TextInput(),
        forms.NumberInput(),
        forms.EmailInput(),
        forms.URLInput(),
        forms.HiddenInput(),
        forms.PasswordInput(),
        forms.Textarea(),
        forms.CheckboxInput(),
        forms.RadioSelect(choices=CHOICES),
        forms.CheckboxSelectMultiple(choices=CHOICES),
        forms.DateInput(),
        forms.DateTimeInput(),
        forms.TimeInput(),
    ],
    ids=lambda widget: type(widget).__name__,
)
def test_a_control_is_what_django_writes(widget: forms.Widget, attributes: dict[str, Any], value: Any) -> None:
    given = {"name": f"a{NASTY}", "value": value, "attrs": {"id": "id_a", **attributes}}
    ours = widget.render(**given, renderer=ControlRenderer())
    assert ours == widget.render(**given, renderer=DjangoTemplates())
    assert hasattr(ours, "__html__")


@pytest.mark.parametrize("wrapped", [False, True])
@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
@pytest.mark.parametrize("place", ["id_a", None])
def test_a_single_choice_is_what_django_writes(
    kind: type[forms.RadioSelect], place: str | None, *, wrapped: bool
) -> None:
    def written(renderer: DjangoTemplates) -> list[str]:
        widget = kind(choices=CHOICES)
        parts = widget.subwidgets("a", ["x", "1"], {"title": NASTY} | ({"id": place} if place else {}))
        return [BoundWidget(widget, part, renderer).tag(wrap_label=wrapped) for part in parts]

    ours = written(ControlRenderer())
    assert ours == written(DjangoTemplates())
    assert len(ours) > len(CHOICES)
