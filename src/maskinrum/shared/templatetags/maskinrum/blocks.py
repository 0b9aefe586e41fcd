"""Blocks of a page: breadcrumbs, notices, panels, key figures, tables, scales."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from maskinrum.shared.beside import beside
from maskinrum.shared.templatetags.maskinrum.library import register

VERDICTS = {"yes": _("Yes"), "only_if": _("Only if"), "not_yet": _("Not yet"), "no": _("No")}


@register.inclusion_tag("maskinrum/components/breadcrumbs.html")
def breadcrumbs(*steps: str) -> dict[str, Any]:
    """Show where the page stands: pairs of text and address, and last the text of the page itself.

    ``{% breadcrumbs "Decide" decide_url "Result" %}``
    """
    *pairs, here = steps if len(steps) % 2 else (*steps, "")
    return {"links": list(zip(pairs[::2], pairs[1::2], strict=True)), "here": here}


@register.simple_block_tag
def notice(content: SafeString, kind: str = "") -> str:
    """Frame a notice with the yellow bar; ``kind`` is empty, ``done`` (green bar) or ``error`` (red bar)."""
    return render_to_string("maskinrum/components/notice.html", {"content": content, "kind": kind})


@register.simple_block_tag
def example_notice(content: SafeString) -> str:
    """Say at the top of a page that what it shows is made up; the content says what. It prints."""
    return render_to_string("maskinrum/components/example_notice.html", {"content": content})


@register.simple_block_tag
def empty_state(content: SafeString, title: str) -> str:
    """Invite: what will stand here and why it is empty (``title``), and the one act that fills it (content)."""
    return render_to_string("maskinrum/components/empty_state.html", {"content": content, "title": title})


@register.simple_block_tag
def data_table(content: SafeString, name: str) -> str:
    """Frame a ``<table class="table">`` in an area the keyboard can scroll; ``name`` says what the table is."""
    return render_to_string("maskinrum/components/data_table.html", {"content": content, "name": name})


@register.inclusion_tag("maskinrum/components/key_figure.html")
def key_figure(value: str, words: str) -> dict[str, str]:
    """Show one figure and what it means; stands inside ``<dl class="key-figures">``."""
    return {"value": value, "words": words}


@register.inclusion_tag("maskinrum/components/verdict_scale.html")
def verdict_scale(reached: str, *, is_settled: bool = True) -> dict[str, Any]:
    """Show the four verdicts in their fixed order; ``reached`` is ``yes``, ``only_if``, ``not_yet`` or ``no``.

    One that may still move is dashed, as everything that is not decided, and says that it is preliminary.
    """
    return {"verdicts": VERDICTS.items(), "reached": str(reached), "is_settled": is_settled}


@register.inclusion_tag("maskinrum/components/scale.html")
def scale(name: str, value: float, maximum: float, start: str = "", end: str = "", ticks: int = 5) -> dict[str, Any]:
    """Draw a measuring scale from 0 to ``maximum`` (> 0) with the needle at ``value``; past the end it is drawn late.

    ``name`` is the sentence a screen reader hears; ``start`` and ``end`` stand under the two ends; ``ticks`` ≥ 2.
    """
    reach = 280
    places = [reach * tick / (ticks - 1) for tick in range(ticks)]
    at = reach * min(max(value / maximum, 0), 1.04)
    return {
        "name": name,
        "path": ticks_path(places),
        "needle": f"M{at + 4:.1f} 4h12l-6 12z",
        "is_late": value > maximum,
        "start": start,
        "end": end,
    }


def ticks_path(places: Sequence[float]) -> str:
    """Return the path of a scale line with a tick at every place, the two end ticks longer."""
    outer = {places[0], places[-1]}
    ticks = "".join(f"M{place + 10:.1f} 17v{14 if place in outer else 8}" for place in places)
    return f"M{places[0] + 10:.1f} 17H{places[-1] + 10:.1f}{ticks}"


@register.simple_tag(takes_context=True, name="beside")
def beside_tag(context: Context, name: str, given: Mapping[str, Any] | None = None) -> SafeString:
    """Show what an app above offers under a name for where the reader stands; nothing where nobody offers it."""
    return beside(name, context["request"], given or {})
