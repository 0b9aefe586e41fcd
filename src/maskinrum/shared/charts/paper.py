"""Drawings for paper: the same SVG with its colours inside, for readers that have no style sheet."""

from django.utils.safestring import SafeString

_INK, _QUIET, _GREEN, _ORANGE, _BLUE = "#10211d", "#48605a", "#0b5a4e", "#a94b06", "#1a62ad"
_EDGE, _HAIR, _GREY, _TINT = "#6c8079", "#cbd6d1", "#84958f", "#dfeee8"

_FILLS = {
    "c-text": _INK,
    "c-text-quiet": _QUIET,
    "c-text-blue": _BLUE,
    "c-text-orange": _ORANGE,
    "c-text-green": _GREEN,
    "c-text-on-green": "#ffffff",
    "c-arrow-blue": _BLUE,
    "c-arrow-orange": _ORANGE,
    "c-solid": _GREEN,
    "c-chance": _GREEN,
    "c-band": _GREEN,
    "c-blue": _BLUE,
    "c-grey": _GREY,
    "c-ink": _INK,
    "c-needle": "#ffcc1a",
    "c-here": "#ffcc1a",
    "c-threshold": _TINT,
    "c-focus": _TINT,
    "c-ground": "#f0f4f2",
    "c-paper": "#ffffff",
}
_STROKES = {
    "c-dash": (_GREEN, 1.5),
    "c-orange": (_ORANGE, 1.7),
    "c-same": (_GREY, 1.7),
    "c-hatch": (_GREEN, 1.6),
    "c-hatch-orange": (_ORANGE, 1.6),
    "c-axis": (_INK, 1.5),
    "c-thin": (_INK, 1.3),
    "c-tick": (_EDGE, 1.0),
    "c-grid": (_HAIR, 1.0),
    "c-line": (_GREEN, 2.5),
    "c-line-ink": (_INK, 1.7),
    "c-line-grey": (_GREY, 1.7),
    "c-needle-line": ("#ffcc1a", 2.5),
}
# Filled with a hatching of their own, so that only their edge is coloured here.
_EDGES = {"c-gap": _ORANGE, "c-edge-orange": _ORANGE}
_REST = (
    ".c-band{opacity:0.18}.c-dash{stroke-dasharray:4 3}.c-line-dash{stroke-dasharray:5 4}"
    f".c-needle,.c-here{{stroke:{_INK};stroke-width:1.5}}text{{font-family:'IBM Plex Sans',sans-serif}}"
)


def standalone(drawing: SafeString) -> str:
    """Return ``drawing`` as a file of its own, in print colours.

    Only for files: the style element inside would not pass the content security policy of a page.
    """
    head, body = drawing.split(">", maxsplit=1)
    return f"{head}><style>{_rules()}</style>{body}"


def _rules() -> str:
    fills = "".join(f".{name}{{fill:{colour}}}" for name, colour in _FILLS.items())
    strokes = "".join(
        f".{name}{{fill:none;stroke:{colour};stroke-width:{width:g}}}" for name, (colour, width) in _STROKES.items()
    )
    edges = "".join(f".{name}{{stroke:{colour};stroke-width:1.2}}" for name, colour in _EDGES.items())
    return fills + strokes + edges + _REST
