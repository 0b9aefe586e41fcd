"""The cells of the table of projects, without a template for each: five hundred projects have seven thousand."""

from collections.abc import Sequence

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from maskinrum.partnerships.forms.screen import ScreenCell
from maskinrum.shared.templatetags.maskinrum.fields import options

register = template.Library()


@register.simple_tag
def portfolio_cells(cells: Sequence[ScreenCell]) -> SafeString:
    """Write the cells of one row, each with its control and what it is called on a narrow screen."""
    return SafeString("".join(map(_cell, cells)))


def _cell(cell: ScreenCell) -> str:
    kind, name, words = (conditional_escape(str(one)) for one in (cell.field.value, cell.name, cell.label))
    wrong = f' aria-invalid="true" aria-describedby="{name}-error"' if cell.errors else ""
    if cell.choices:
        blank = f' data-blank="{conditional_escape(cell.blank)}"' if cell.blank else ""
        control = (
            f'<select class="ds-input cell-{kind}" id="{name}" name="{name}" data-column{blank} aria-label="{words}"'
            f"{wrong}>{options(cell.choices, cell.value)}</select>"
        )
    else:
        mode = ' inputmode="decimal"' if cell.mode == "decimal" else ""
        control = (
            f'<input class="ds-input cell-{kind}" type="text" id="{name}" name="{name}"'
            f' value="{conditional_escape(cell.value)}" data-column{mode} autocomplete="off" dir="auto"'
            f' aria-label="{words}"{wrong}>'
        )
    return f'<td class="of-{kind}"><span class="cell-label" aria-hidden="true">{words}</span>{control}</td>'
