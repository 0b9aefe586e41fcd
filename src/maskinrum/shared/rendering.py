"""Form controls as Django writes them, without a template for each choice and each attribute.

A filter offers forty-eight themes and a table of projects has hundreds of lists to choose from: two templates for every
choice made up half the time of such a page. What comes out is held to what Django's own templates give.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]


class ControlRenderer(DjangoTemplates):
    """Django's renderer for everything but lists to choose from, their choices, and plain controls."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Return the markup of a widget, as ``DjangoTemplates`` does."""
        write = _WRITTEN.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)


def select(widget: Widget) -> SafeString:
    """Return a list to choose from."""
    groups = "".join(_group(name, options) for name, options, _place in widget["optgroups"])
    return mark_safe(f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget)}>{groups}\n</select>')  # noqa: S308 - every part is escaped


def line(widget: Widget) -> SafeString:
    """Return a control of one line."""
    value = "" if widget["value"] is None else f' value="{conditional_escape(str(widget["value"]))}"'
    kind, name = conditional_escape(widget["type"]), conditional_escape(widget["name"])
    return mark_safe(f'<input type="{kind}" name="{name}"{value}{_attributes(widget)}>')  # noqa: S308 - every part is escaped


def option(widget: Widget) -> SafeString:
    """Return one of several choices, with its words around it where asked."""
    control = line(widget)
    if not widget["wrap_label"]:
        return control
    place = widget["attrs"].get("id")
    beside = f' for="{conditional_escape(place)}"' if place else ""
    return mark_safe(f"<label{beside}>{control}\n {conditional_escape(widget['label'])}</label>")  # noqa: S308 - as above


def area(widget: Widget) -> SafeString:
    """Return a control of several lines."""
    name, value = conditional_escape(widget["name"]), conditional_escape(widget["value"] or "")
    return mark_safe(f'<textarea name="{name}"{_attributes(widget)}>\n{value}</textarea>')  # noqa: S308 - as above


def _group(name: Any, options: Iterable[Widget]) -> str:
    choices = "".join(
        f'\n  <option value="{conditional_escape(str(one["value"]))}"{_attributes(one)}>'
        f"{conditional_escape(one['label'])}</option>\n"
        for one in options
    )
    return f'\n  <optgroup label="{conditional_escape(name)}">{choices}\n  </optgroup>' if name else choices


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(str(value))}"')
        for name, value in widget["attrs"].items()
        if value is not False
    )


_WRITTEN: dict[str, Callable[[Widget], str]] = {
    "django/forms/widgets/select.html": select,
    **dict.fromkeys(
        (
            f"django/forms/widgets/{kind}.html"
            for kind in ("text", "number", "email", "url", "search", "hidden", "date", "time", "datetime", "checkbox")
        ),
        line,
    ),
    "django/forms/widgets/radio_option.html": option,
    "django/forms/widgets/checkbox_option.html": option,
    "django/forms/widgets/textarea.html": area,
}
