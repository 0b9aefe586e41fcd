"""Pictures for documents: a drawing of the pages in the colours of paper, and as pixels for Word."""

import re
from functools import cache
from importlib.resources import files

from maskinrum.shared.documents.typesetting import boxed, typeset

PIXELS_PER_INCH = 192
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]+)\}")
_BETWEEN_TAGS = re.compile(r">([^<>]+)<")
_VIEW_BOX = re.compile(r'<svg\b[^>]*\bviewBox="[\d.\-]+[ ,]+[\d.\-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"')
_SIZED = re.compile(r'<svg\b[^>]*\bwidth="([\d.]+)"[^>]*\bheight="([\d.]+)"')


@cache
def paper_style() -> str:
    """Return the rules of the chart style sheet with the light colours and our fonts written out."""
    style = _style_sheet("charts.css")
    tokens = dict(_TOKEN.findall(_style_sheet("tokens.css")))
    tokens |= {"sans": '"Maskinrum Sans"', "serif": '"Maskinrum Serif"'}
    rules = [
        f"{selector.strip()} {{{body}}}"
        for selector, body in _RULE.findall(style)
        if ".c-" in selector or " text" in selector
    ]
    return _VARIABLE.sub(lambda found: tokens.get(found[1], "inherit"), "\n".join(rules))


def _style_sheet(name: str) -> str:
    sheet = files("maskinrum.shared").joinpath("static/maskinrum/css", name).read_text(encoding="utf-8")
    return _COMMENT.sub("", sheet)


def on_paper(svg: str) -> str:
    """Return a drawing that looks as on a light page wherever it is shown; it has no style sheet but its own."""
    named = (
        svg if "xmlns=" in svg[: svg.find(">")] else svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    )
    end = named.find(">", named.find("<svg")) + 1
    return f"{named[:end]}<style>{paper_style()}</style>{named[end:]}"


def for_typesetter(svg: str) -> str:
    """Return a drawing as on paper, with a box for each character that no font has: its words were given their room."""
    return _BETWEEN_TAGS.sub(lambda found: f">{boxed(found[1])}<", on_paper(svg))


def proportions(svg: str) -> tuple[float, float]:
    """Return width and height of a drawing. Raise ValueError when it gives neither a view box nor both sizes."""
    found = _VIEW_BOX.search(svg) or _SIZED.search(svg)
    if found is None:
        raise ValueError("the drawing does not say how large it is")
    return float(found[1]), float(found[2])


def as_png(svg: str) -> bytes:
    """Return a drawing as a PNG of 16 cm in width, 192 pixels an inch."""
    page = (
        b'#set page(width: 16cm, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    return typeset(page, {"svg": for_typesetter(svg)}, format="png", ppi=PIXELS_PER_INCH)
