"""Form controls as Django writes them, without a template for each choice and each attribute.

A filter offers forty-eight themes and a table of projects has hundreds of lists to choose from: two templates for every
choice made up half the time of such a page. What comes out is held to what Django's own templates give.
"""

import html
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

Widget = Mapping[str, Any]
MOST_LETTERS = 64  # of what is remembered escaped


class ControlRenderer(DjangoTemplates):
    """Django's renderer for everything but the controls that stand on a page by the dozen."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Return the markup of a widget, as ``DjangoTemplates`` does."""
        write = _WRITTEN.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)


class SteadySelect(forms.Select):
    """A list to choose from that offers the same for as long as the process runs: written once for each choice.

    Give another widget to a field whose choices are set later.
    """

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__(attrs, choices)
        self.first = self  # every form has a copy, which offers the same

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return what ``select`` returns."""
        own = {"attrs": self.build_attrs(self.attrs, attrs)}
        chosen = "" if value is None else str(value)
        is_made_up = not any(str(offered) == chosen for offered, _words in self.choices)
        groups = (_written if is_made_up else _remembered)(self.first, chosen, get_language())
        return mark_safe(f'<select name="{_escaped(name)}"{_attributes(own)}>{groups}\n</select>')  # noqa: S308 - every part is escaped


def _written(widget: forms.Select, chosen: str, _language: str | None) -> str:
    return "".join(_group(name, options) for name, options, _place in widget.optgroups("", [chosen]))


_remembered = lru_cache(maxsize=4096)(_written)


def select(widget: Widget) -> SafeString:
    """Return a list to choose from."""
    groups = "".join(_group(name, options) for name, options, _place in widget["optgroups"])
    return mark_safe(f'<select name="{_escaped(widget["name"])}"{_attributes(widget)}>{groups}\n</select>')  # noqa: S308 - every part is escaped


def line(widget: Widget) -> SafeString:
    """Return a control of one line."""
    value = "" if widget["value"] is None else f' value="{_escaped(str(widget["value"]))}"'
    kind, name = _escaped(widget["type"]), _escaped(widget["name"])
    return mark_safe(f'<input type="{kind}" name="{name}"{value}{_attributes(widget)}>')  # noqa: S308 - every part is escaped


def option(widget: Widget) -> str:
    """Return one radio button or box of several; Django's own template writes it where a label stands around it."""
    if widget["wrap_label"]:
        return str(DjangoTemplates().render("django/forms/widgets/input_option.html", {"widget": widget}))
    return line(widget)


def textarea(widget: Widget) -> SafeString:
    """Return a control of several lines."""
    value = _escaped(widget["value"]) if widget["value"] else ""
    return mark_safe(f'<textarea name="{_escaped(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>')  # noqa: S308 - every part is escaped


def _escaped(value: Any) -> str:
    """What ``conditional_escape`` gives, without its way around words that are put into a language later."""
    text = str(value) if isinstance(value, Promise) else value
    if hasattr(text, "__html__"):
        return str(text.__html__())
    words = str(text)
    return _few_escaped(words) if len(words) <= MOST_LETTERS else html.escape(words)


# A page of controls says the same few words over and over: names of attributes, classes, what lists offer.
_few_escaped = lru_cache(maxsize=4096)(html.escape)


def _group(name: Any, options: Iterable[Widget]) -> str:
    choices = "".join(
        f'\n  <option value="{_escaped(str(one["value"]))}"{_attributes(one)}>{_escaped(one["label"])}</option>\n'
        for one in options
    )
    return f'\n  <optgroup label="{_escaped(name)}">{choices}\n  </optgroup>' if name else choices


def _attributes(widget: Widget) -> str:
    return "".join(
        [
            f" {_escaped(name)}" if value is True else f' {_escaped(name)}="{_escaped(str(value))}"'
            for name, value in widget["attrs"].items()
            if value is not False
        ]
    )


_WRITTEN: dict[str, Callable[[Widget], str]] = {
    "django/forms/widgets/select.html": select,
    "django/forms/widgets/textarea.html": textarea,
    **dict.fromkeys((f"django/forms/widgets/{kind}_option.html" for kind in ("radio", "checkbox")), option),
    **dict.fromkeys(
        (
            f"django/forms/widgets/{kind}.html"
            for kind in ("text", "number", "email", "url", "search", "hidden", "date", "time", "datetime", "checkbox")
        ),
        line,
    ),
}
