"""Form fields in the order label, hint, error, control, and the summary of what is wrong."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm, BaseFormSet, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.forms.boundfield import BoundField
from django.utils.formats import get_format
from django.utils.html import format_html_join, strip_tags
from django.utils.safestring import SafeString

from maskinrum.shared.templatetags.maskinrum.library import register


@register.inclusion_tag("maskinrum/components/field.html")
def field(
    bound: BoundField, unit: str = "", mark: str = "", *, hide_label: bool = False, rows: bool = False
) -> dict[str, Any]:
    """Show one form field.

    ``unit`` stands after the control (*months*). ``mark`` is a line below it, such as *Standard: 12 months*.
    ``hide_label`` keeps the label for screen readers only (fields in a table). ``rows`` shows radio choices as
    full-width rows; a form field may carry ``choice_hints = {value: text}`` for the second line of each row. A number
    field may carry ``slider = (least, most, step)``: below it stands a second way to set the same value. A field of a
    file may carry ``too_large``, what is said when a larger one is chosen than the ``data-largest`` of its control.
    """
    hint = bound.help_text
    described = [
        f"{bound.auto_id}_{part}" for part, there in (("hint", hint), ("error", bound.errors), ("unit", unit)) if there
    ]
    attributes: dict[str, str | bool] = {"class": "ds-input"}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "bound": bound,
        "kind": kind_of(bound),
        "id": bound.auto_id,
        "hint": hint,
        "unit": unit,
        "mark": mark,
        "hide_label": hide_label,
        "rows": rows,
        "described": " ".join(described),
        "control": bound.as_widget(attrs=attributes),
        "choices": list(choices_of(bound)) if kind_of(bound) == "choices" else [],
        "slider": slider_of(bound),
        "too_large": getattr(bound.field, "too_large", ""),
    }


def slider_of(bound: BoundField) -> dict[str, str] | None:
    """What the slider of a number field says in HTML, where it has one; at what is typed when that is a number."""
    slider: tuple[float, float, float] | None = getattr(bound.field, "slider", None)
    if slider is None:
        return None
    try:
        at = bound.field.to_python(bound.value())
    except ValidationError:
        at = None
    least, most, step = (f"{one:g}" for one in slider)
    value = "" if at is None else f"{min(max(float(at), slider[0]), slider[1]):g}"
    return {"least": least, "most": most, "step": step, "value": value, "decimal": get_format("DECIMAL_SEPARATOR")}


@register.simple_tag
def options(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """Show what a list offers, given as value and words; a table of hundreds of rows offers the same in each."""
    return _options(tuple(choices), chosen)


@lru_cache(maxsize=512)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, SafeString(" selected") if value == chosen else "", words) for value, words in choices),
    )


def kind_of(bound: BoundField) -> str:
    """Return ``hidden``, ``choices`` (radio or several boxes), ``box`` (one box) or ``line`` (everything else)."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    return "box" if isinstance(widget, CheckboxInput) else "line"


def choices_of(bound: BoundField) -> Iterator[dict[str, Any]]:
    """Yield id, label, hint and control of every choice of a radio or multiple-box field."""
    hints: dict[str, str] = getattr(bound.field, "choice_hints", {})
    for choice in bound.subwidgets:
        data = choice.data
        data["attrs"] = data["attrs"] | {"class": "ds-input"}
        data["attrs"].pop("aria-describedby", None)
        yield {
            "id": choice.id_for_label,
            "label": choice.choice_label,
            "hint": hints.get(str(data["value"]), ""),
            "control": choice.tag(wrap_label=False),
        }


@register.inclusion_tag("maskinrum/components/error_summary.html")
def error_summary(*parts: "BaseForm | BaseFormSet[Any]") -> dict[str, Any]:
    """List what is wrong in forms and formsets, each with a link to its field; nothing when all is right.

    Words that stand at more than one field do not say which is meant, and get its label in front.
    """
    errors = [error for part in parts if part is not None for error in errors_of(part)]
    times = Counter(text for _target, text, _label in errors)
    unclear = {text for text, count in times.items() if count > 1}
    return {"errors": [(target, _labelled(label, text) if text in unclear else text) for target, text, label in errors]}


def _labelled(label: str, text: str) -> str:
    """The words with the label of the field in front of them, where it has one."""
    mark = "" if label.endswith(("?", ":", ".")) else ":"
    return f"{label}{mark} {text}" if label else text


def errors_of(part: "BaseForm | BaseFormSet[Any]") -> Iterator[tuple[str, str, str]]:
    """Yield ``(target, text, label)`` for every error in the order of the fields, and then those of the whole form.

    The target is the id of the control, and it and the label are empty for the whole form.
    """
    if not part.is_bound:
        return
    if isinstance(part, BaseFormSet):
        yield from (("", str(text), "") for text in part.non_form_errors())
        for form in part.forms:
            yield from errors_of(form)
        return
    order = {name: place for place, name in enumerate(part.fields)}
    for name, texts in sorted(part.errors.items(), key=lambda error: order.get(error[0], len(order))):
        target, label = (first_control(part[name]), str(part[name].label)) if name in part.fields else ("", "")
        yield from ((target, strip_tags(str(text)), label) for text in texts)


def first_control(bound: BoundField) -> str:
    """Return the id that a link to this field must point at: the first of several choices."""
    if kind_of(bound) == "choices":
        return str(bound.subwidgets[0].id_for_label) if len(bound.subwidgets) else ""
    return str(bound.auto_id)


@register.filter
def is_wrong(part: "BaseForm | BaseFormSet[Any] | None") -> bool:
    """Tell whether a form or formset came back with errors, for the word *Error* in the page title."""
    return bool(part is not None and part.is_bound and not part.is_valid())
