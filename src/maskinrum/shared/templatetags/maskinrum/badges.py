"""Small marks that say what kind of knowledge something is, and who may read it."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.shared.templatetags.maskinrum.icons import icon
from maskinrum.shared.templatetags.maskinrum.library import register

SOURCES = {
    "F": ("badge-fact", gettext_lazy("Fact")),
    "S": ("badge-claim", gettext_lazy("Said by a party")),
    "B": ("badge-background", gettext_lazy("Not verified")),
    "I": ("badge-inference", gettext_lazy("Our inference")),
    "example": ("badge-example", gettext_lazy("Example")),
    "coming": ("badge-coming", gettext_lazy("On its way")),
}
STRENGTHS = {
    "A": (4, gettext_lazy("statistics")),
    "B": (3, gettext_lazy("good study")),
    "C": (2, gettext_lazy("single case")),
    "D": (1, gettext_lazy("judgement")),
}
VISIBILITIES = {
    "open": ("eye", gettext_lazy("Open")),
    "network": ("network", gettext_lazy("Network")),
    "partnership": ("lock", gettext_lazy("Own partnership")),
    "organisation": ("lock", gettext_lazy("Own organisation")),
}
BAR = '<path class="strength-bar {}" d="M{}.5.5h6v12h-6z"/>'


@register.simple_tag
def badge_source(label: str) -> SafeString:
    """Say what a statement rests on: F, S, B, I, ``example`` or ``coming``. Raises KeyError for another label."""
    style, words = SOURCES[label]
    return format_html('<span class="badge {}">{}</span>', style, words)


@register.simple_tag
def badge_strength(strength: str) -> SafeString:
    """Draw the strength of evidence, A to D with an optional + or -, as four bars and a word.

    The minus or plus is kept in the letter. D has one dashed bar: judgement is drawn as not decided.
    """
    letter, sign = strength[0], strength[1:]
    filled, words = STRENGTHS[letter]
    styles = ["strength-dashed"] if letter == "D" else ["strength-solid"] * filled
    bars = "".join(BAR.format(style, 8 * place + place) for place, style in enumerate((styles + [""] * 4)[:4]))
    return format_html(
        '<span class="strength"><svg viewBox="0 0 35 13" aria-hidden="true" focusable="false">{}</svg>{}{} · {}</span>',
        mark_safe(bars),  # noqa: S308 - drawn above from constants
        letter,
        sign.replace("-", "−"),
        words,
    )


@register.simple_tag
def badge_visibility(visibility: Any) -> SafeString:
    """Say who may read: ``open``, ``network``, ``partnership`` or ``organisation``; icon and word together."""
    name, words = VISIBILITIES["partnership" if visibility == "own_partnership" else str(visibility)]
    return format_html('<span class="visibility">{}{}</span>', icon(name), words)


@register.simple_tag
def unknown(words: str = "") -> SafeString:
    """Write that something is not known, in words and in italics; never leave a cell empty."""
    return format_html('<span class="unknown">{}</span>', words or _("not known"))
