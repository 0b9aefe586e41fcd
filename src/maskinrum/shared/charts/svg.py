"""A small builder of SVG that cannot produce unsafe markup.

Every text and attribute value is escaped, letters that XML forbids are replaced, and ``style`` and event attributes
are refused, since the pages' content security policy allows neither. Colour comes from the classes of the chart
style sheet; sizes, weights and dashes are attributes, so that a drawing keeps its measures without the style sheet.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from django.utils.safestring import SafeString

from maskinrum.shared.charts.chart import NARROW
from maskinrum.shared.charts.lettering import SIZE

Value = str | float | int | None
Box = tuple[float, float, float, float]

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IDENT = re.compile(r"[a-z][a-z0-9-]*")
_BOLD = frozenset({"strong", "blue", "orange", "green", "on-green"})
_CLASSES = {
    "label": "c-text",
    "note": "c-text c-text-quiet",
    "strong": "c-text c-text-strong",
    "blue": "c-text c-text-strong c-text-blue",
    "orange": "c-text c-text-strong c-text-orange",
    "green": "c-text c-text-strong c-text-green",
    "on-green": "c-text c-text-strong c-text-on-green",
}


def escaped(text: str) -> str:
    """Return ``text`` safe in content and in quoted attributes; letters that XML forbids become U+FFFD."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text).translate(_ESCAPES)


def element(name: str, content: str | Iterable[SafeString] = "", /, **attributes: Value) -> SafeString:
    """Return one element. Attributes that are ``None`` are left out; ``stroke_width`` is written ``stroke-width``.

    ``content`` that is a plain string is escaped; elements are passed as safe strings. Raises ``ValueError`` for
    ``style`` and event attributes.
    """
    written = "".join([_attribute(key, value) for key, value in attributes.items() if value is not None])
    if isinstance(content, SafeString):
        inner: str = content
    else:
        inner = escaped(content) if isinstance(content, str) else "".join(content)
    return SafeString(f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>")


def _attribute(key: str, value: str | float) -> str:
    return f' {_name(key)}="{_quoted(value) if isinstance(value, str) else measure(value)}"'


@cache
def _name(key: str) -> str:
    if key == "style" or key.startswith("on"):
        raise ValueError(f"A drawing must not carry the attribute {key}.")
    return "class" if key == "kind" else key.replace("_", "-") if key != "viewBox" else key


@lru_cache(maxsize=1024)
def _quoted(value: str) -> str:
    return escaped(value)


def measure(value: float) -> str:
    """Return a length in px, or a share, with at most two decimals."""
    return str(value) if isinstance(value, int) else f"{value:.2f}".removesuffix("0").removesuffix(".0")


def rect(x: float, y: float, width: float, height: float, kind: str | None, **more: Value) -> SafeString:
    """Return a rectangle; widths below zero are drawn as zero."""
    return element("rect", kind=kind, x=x, y=y, width=max(0.0, width), height=max(0.0, height), **more)


def line(x1: float, y1: float, x2: float, y2: float, kind: str, **more: Value) -> SafeString:
    """Return a straight line."""
    return element("line", kind=kind, x1=x1, y1=y1, x2=x2, y2=y2, **more)


def verticals(x: float, spans: Iterable[tuple[float, float]], kind: str, **more: Value) -> SafeString:
    """Return one upright line at ``x`` that is drawn in ``spans`` (from one y to another) and left out between."""
    left = measure(x)
    steps = "".join([f"M{left} {measure(top)}V{measure(bottom)}" for top, bottom in spans])
    return element("path", kind=kind, d=steps, **more)


def circle(x: float, y: float, radius: float, kind: str, **more: Value) -> SafeString:
    """Return a circle."""
    return element("circle", kind=kind, cx=x, cy=y, r=radius, **more)


def path(points: Iterable[tuple[float, float]], kind: str, *, closed: bool = False, **more: Value) -> SafeString:
    """Return a line through ``points``, closed to an area where asked."""
    steps = " L".join([f"{measure(x)} {measure(y)}" for x, y in points])
    return element("path", kind=kind, d=f"M{steps}{' Z' if closed else ''}", **more)


def text(
    x: float,
    y: float,
    words: str,
    role: str = "label",
    *,
    anchor: str = "start",
    size: float = SIZE,
    full: str = "",
    **more: Value,
) -> SafeString:
    """Return a text on the baseline ``y``. ``full`` is the uncut text, shown when the pointer rests on a cut one.

    ``role`` is label, note (quiet), strong, blue, orange or green (the last four in the heavier weight).
    """
    words = widened(words)
    tip = element("title", full) if full and full != words else ""
    return element(
        "text",
        SafeString(tip + escaped(words)),
        kind=_CLASSES[role],
        x=x,
        y=y,
        font_size=size,
        font_weight=600 if role in _BOLD else None,
        text_anchor=None if anchor == "start" else anchor,
        **more,
    )


def widened(words: str) -> str:
    """Return ``words`` with the narrow spaces of figures made whole: at the size of a label they would close up."""
    return words.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")


def hatch(ident: str, kind: str, *, ground: str | None = "c-paper") -> SafeString:
    """Return the definition of a hatching over ``ground`` (or over nothing), to be used as ``fill="url(#ident)"``."""
    # In the middle of the tile, since its edges would cut off half of the stroke.
    stroke = line(3, 0, 3, 6, kind, stroke_width=1.3)
    lines = [stroke] if ground is None else [rect(0, 0, 6, 6, ground), stroke]
    return element(
        "pattern", lines, id=ident, width=6, height=6, patternUnits="userSpaceOnUse", patternTransform="rotate(45)"
    )


def drawing(
    ident: str,
    width: float,
    height: float,
    parts: Iterable[SafeString],
    *,
    title: str,
    description: str,
    definitions: Iterable[SafeString] = (),
    kind: str = "",
) -> SafeString:
    """Return the whole drawing with its name and description; ``ident`` must be unique on the page.

    ``kind`` is the class of a drawing that is not one of a pair, wide and narrow.
    """
    if not _IDENT.fullmatch(ident):
        raise ValueError(f"»{ident}« cannot be the name of a drawing.")
    names = [element("title", title, id=f"{ident}-title"), element("desc", description, id=f"{ident}-desc")]
    return element(
        "svg",
        [*names, *definitions, *parts],
        kind=kind or ("chart-narrow" if width == NARROW else "chart-wide"),
        id=ident,
        role="img",
        aria_labelledby=f"{ident}-title {ident}-desc",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {measure(width)} {measure(height)}",
        width=width,
        height=height,
    )
