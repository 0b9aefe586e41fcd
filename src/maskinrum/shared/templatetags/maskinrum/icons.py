"""The icons and the logo: one set, 20 px grid, 1.7 px line, square ends, no fill."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from maskinrum.shared.templatetags.maskinrum.library import register


def _ring(x: float, y: float, radius: float) -> str:
    arc = f"a{radius} {radius} 0 1 1"
    return f"M{x + radius} {y}{arc}-{2 * radius} 0{arc} {2 * radius} 0z"


DRAWINGS = {
    "arrow": "M3 10h13M11 5l5 5-5 5",
    "calendar": "M3 5h14v12H3zM3 9h14M7 2.5V6M13 2.5V6",
    "check": "M3.5 10.5 8 15l8.5-10",
    "close": "M4.5 4.5l11 11M15.5 4.5l-11 11",
    "download": "M10 3v10M5.5 9 10 13.5 14.5 9M3.5 17h13",
    "edit": "M4 16l.8-3.8L13.5 3.5l3 3-8.7 8.7zM11.5 5.5l3 3",
    "external": "M8 4H4v12h12v-4M11 3.5h5.5V9M16.5 3.5l-8 8",
    "eye": "M1.8 10C4 6.4 6.8 4.6 10 4.6s6 1.8 8.2 5.4c-2.2 3.6-5 5.4-8.2 5.4S4 13.6 1.8 10z" + _ring(10, 10, 2.4),
    "lock": "M4.5 9h11v8h-11zM7 9V6a3 3 0 0 1 6 0v3",
    "menu": "M2.5 5h15M2.5 10h15M2.5 15h15",
    "network": _ring(10, 4.8, 2)
    + _ring(4.5, 15, 2)
    + _ring(15.5, 15, 2)
    + "M9.1 6.6l-3.7 6.7M10.9 6.6l3.7 6.7M6.5 15h7",
    "pin": "M10 17.5C6.6 13.6 5 10.7 5 8.2a5 5 0 0 1 10 0c0 2.5-1.6 5.4-5 9.3z" + _ring(10, 8.2, 1.7),
    "print": "M6 7V3h8v4M6 14H3V7h14v7h-3M6 11.5h8V17H6z",
    "search": _ring(8.5, 8.5, 5) + "M12.2 12.2 17 17",
    "warning": "M10 3 18 17H2zM10 8v4.2M10 13.8v1.4",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one icon, hidden from screen readers: it stands beside a word. Raises KeyError for an unknown name."""
    return format_html(
        '<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        DRAWINGS[name],
    )


@register.simple_tag
def logo() -> SafeString:
    """Draw the mark: five ticks of a scale and the needle."""
    return mark_safe(
        '<svg class="logo-scale" viewBox="0 0 28 28" aria-hidden="true" focusable="false">'
        '<path class="logo-ticks" fill="none" stroke-width="2" d="M2 7v20M8 15v12M14 15v12M20 15v12M26 7v20"/>'
        '<path class="logo-needle" d="M10.6 1h6.8L14 11.5z"/></svg>'
    )
