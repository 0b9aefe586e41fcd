"""Form fields in the order label, hint, error, control, and the summary of what is wrong."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.forms import BaseForm, BaseFormSet, CheckboxInput, CheckboxSelectMultiple, Field, RadioSelect
from django.forms.boundfield import BoundField
from django.utils.formats import get_format
from django.utils.html import conditional_escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared.templatetags.maskinrum.icons import icon
from maskinrum.shared.templatetags.maskinrum.library import register


@register.simple_tag
def field(
    bound: BoundField, unit: str = "", mark: str = "", *, hide_label: bool = False, rows: bool = False
) -> SafeString:
    """Show one form field.

    ``unit`` stands after the control (*months*). ``mark`` is a line below it, such as *Standard: 12 months*.
    ``hide_label`` keeps the label for screen readers only (fields in a table). ``rows`` shows radio choices as
    full-width rows; a form field may carry ``choice_hints = {value: text}`` for the second line of each row. A number
    field may carry ``slider = (least, most, step)``: below it stands a second way to set the same value. A field of a
    file may carry ``too_large``, what is said when a larger one is chosen than the ``data-largest`` of its control.
    """
    return _field(bound, unit, mark, hide_label=hide_label, rows=rows)


@register.simple_tag
def fields(several: Iterable[BoundField]) -> SafeString:
    """Show form fields after each other, each with the ``unit`` that it carries."""
    return SafeString("".join(_field(bound, getattr(bound.field, "unit", "")) for bound in several))


def _field(
    bound: BoundField, unit: Any = "", mark: str = "", *, hide_label: bool = False, rows: bool = False
) -> SafeString:
    kind = kind_of(bound)
    if kind == "hidden":
        return SafeString(bound)
    hint, there, id_ = bound.help_text, bound.errors, bound.auto_id
    parts = (("hint", hint), ("error", there), ("unit", unit))
    described = " ".join(f"{id_}_{part}" for part, is_there in parts if is_there)
    label, notes = _label(bound, is_alone=hide_label), _notes(id_, "" if kind == "box" else hint, there)
    if kind == "line":
        # Most fields are lines, and an entry of the register has two hundred: a template for each took half the page.
        control = _control(bound, described) + _unit(id_, unit)
        more = _slider(bound, id_, unit) + _around('<p class="field-mark">{}</p>', mark)
        hidden = " visually-hidden" if hide_label else ""
        return format_html(
            '<div class="field">\n<label class="field-label{}" for="{}">{}</label>\n{}{}'
            '<div class="field-line">{}</div>\n{}</div>\n',
            hidden, bound.id_for_label, label, notes, _refusal(bound), control, more,
        )  # fmt: skip
    if kind == "box":
        told = _around('<span class="choice-hint" id="{}">{}</span>', hint and (f"{id_}_hint", hint))
        return format_html(
            '<div class="field">{}<div class="choice">{}<label for="{}">{}{}</label></div></div>\n',
            notes, _control(bound, described), bound.id_for_label, bound.label, told,
        )  # fmt: skip
    return format_html(
        '<fieldset class="field"{}>\n<legend class="field-label{}">{}</legend>\n{}\n<div class="choices{}">{}</div>\n{}'
        "</fieldset>\n",
        _around(' aria-describedby="{}"', described), " visually-hidden" if hide_label else "", label, notes,
        " choices-rows" if rows else "", SafeString("".join(_choices(bound))),
        _around('<p class="field-mark">{}</p>', mark),
    )  # fmt: skip


def _choices(bound: BoundField) -> Iterator[SafeString]:
    for one in choices_of(bound):
        yield format_html(
            '<div class="choice">{}<label for="{}"><bdi>{}</bdi>{}</label></div>',
            one["control"], one["id"], one["label"], _around('<span class="choice-hint">{}</span>', one["hint"]),
        )  # fmt: skip


def _around(words: str, value: Any) -> SafeString:
    """The words around a value, or nothing where there is none."""
    return format_html(words, *(value if isinstance(value, tuple) else (value,))) if value else SafeString("")


def _label(bound: BoundField, *, is_alone: bool) -> SafeString:
    if bound.field.required or is_alone:
        return conditional_escape(bound.label)
    return _may_be_empty(conditional_escape(bound.label), _("(optional)"))


@lru_cache(maxsize=1024)
def _may_be_empty(label: str, words: str) -> SafeString:
    return format_html('{} <span class="field-optional">{}</span>', SafeString(label), words)


def _notes(id_: str, hint: Any, errors: Iterable[Any]) -> SafeString:
    """The hint, and what is wrong."""
    told = format_html('<div class="field-hint" id="{}_hint">{}</div>\n', id_, hint) if hint else SafeString("")
    if not errors:
        return told
    return told + format_html(
        '<div class="field-error" id="{}_error">{}<span><span class="visually-hidden">{} </span>{}</span></div>\n',
        id_, icon("warning"), _("Error:"), format_html_join("", "{} ", ((one,) for one in errors)),
    )  # fmt: skip


def _refusal(bound: BoundField) -> SafeString:
    """What a script shows when a larger file is chosen than may be sent."""
    words = getattr(bound.field, "too_large", "")
    if not words:
        return SafeString("")
    return format_html(
        '<p class="field-error" role="alert" data-file-refused hidden>{}<span>{}</span></p>\n', icon("warning"), words
    )


def _control(bound: BoundField, described: str) -> SafeString:
    attributes: dict[str, str | bool] = {"class": "ds-input"}
    if described:
        attributes["aria-describedby"] = described
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return bound.as_widget(attrs=attributes)


def _unit(id_: str, unit: Any) -> SafeString:
    return format_html('<span class="field-unit" id="{}_unit">{}</span>', id_, unit) if unit else SafeString("")


def _slider(bound: BoundField, id_: str, unit: Any) -> SafeString:
    slider = slider_of(bound)
    if slider is None:
        return SafeString("")
    return format_html(
        '<input type="range" class="field-slider" id="{}_slider" data-mirrors="{}" data-decimal="{decimal}" '
        'min="{least}" max="{most}" step="{step}"{} aria-label="{}"{} autocomplete="off">\n',
        id_, id_, _around(' value="{}"', slider["value"]), bound.label,
        _around(' aria-describedby="{}"', unit and f"{id_}_unit"), **slider,
    )  # fmt: skip


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

    Words that stand at more than one field, or that any field of its kind may say, do not tell which is meant, and get
    its label in front.
    """
    errors = [error for part in parts if part is not None for error in errors_of(part)]
    times = Counter(error.text for error in errors)
    return {
        "errors": [
            (one.target, _labelled(one.label, one.text) if one.is_common or times[one.text] > 1 else one.text)
            for one in errors
        ]
    }


def _labelled(label: str, text: str) -> str:
    """The words with the label of the field in front of them, where it has one."""
    mark = "" if label.endswith(("?", ":", ".")) else ":"
    return f"{label}{mark} {text}" if label else text


class FormError(NamedTuple):
    """What is wrong: target is the id of the control, which is empty for the whole form, as is the label."""

    text: str
    target: str = ""
    label: str = ""
    is_common: bool = False


def errors_of(part: "BaseForm | BaseFormSet[Any]") -> Iterator[FormError]:
    """Yield every error in the order of the fields, and then those of the whole form."""
    if not part.is_bound:
        return
    if isinstance(part, BaseFormSet):
        yield from (FormError(str(text)) for text in part.non_form_errors())
        for form in part.forms:
            yield from errors_of(form)
        return
    order = {name: place for place, name in enumerate(part.fields)}
    for name, texts in sorted(part.errors.items(), key=lambda error: order.get(error[0], len(order))):
        words = [strip_tags(str(text)) for text in texts]
        if name not in part.fields:
            yield from (FormError(text) for text in words)
            continue
        target, label, common = first_control(part[name]), str(part[name].label), _common_words(part.fields[name])
        yield from (FormError(text, target, label, text in common) for text in words)


def _common_words(field: Field) -> set[str]:
    """What every field of this kind says when it is wrong, which does not tell one from another."""
    kinds = type(field).__mro__
    return {str(text) for kind in kinds for text in getattr(kind, "default_error_messages", {}).values()}


def first_control(bound: BoundField) -> str:
    """Return the id that a link to this field must point at: the first of several choices."""
    if kind_of(bound) == "choices":
        return str(bound.subwidgets[0].id_for_label) if len(bound.subwidgets) else ""
    return str(bound.auto_id)


@register.filter
def is_wrong(part: "BaseForm | BaseFormSet[Any] | None") -> bool:
    """Tell whether a form or formset came back with errors, for the word *Error* in the page title."""
    return bool(part is not None and part.is_bound and not part.is_valid())
