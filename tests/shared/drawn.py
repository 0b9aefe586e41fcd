"""Reading a drawing back: its texts as boxes, and whether they stand clear of each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

from maskinrum.shared.charts.lettering import text_width

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Words:
    """A text of a drawing and the box it takes."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


def parse(drawing: str) -> ET.Element:
    """Return the root of a drawing; raises ``ParseError`` when it is not well-formed."""
    return ET.fromstring(drawing)  # noqa: S314 - our own drawing


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    """Return the elements that wear the class ``name``, in the order they are drawn."""
    return [element for element in root.iter() if name in (element.get("class") or "").split()]


def numbers(element: ET.Element, *names: str) -> tuple[float, ...]:
    """Return attributes as numbers."""
    return tuple(float(element.get(name, "nan")) for name in names)


def words(root: ET.Element) -> list[Words]:
    """Return every text of the drawing with its estimated box."""
    return [_words(element) for element in root.iter(f"{SVG}text")]


def _words(element: ET.Element) -> Words:
    text = (element.text or "") + "".join(child.tail or "" for child in element)
    x, y, size = numbers(element, "x", "y", "font-size")
    width = text_width(text, size, bold=element.get("font-weight") == "600")
    left = x - {"start": 0, "middle": width / 2, "end": width}[element.get("text-anchor", "start")]
    return Words(text, left, y - 0.74 * size, left + width, y + 0.2 * size, size)


def overlapping(root: ET.Element) -> list[tuple[str, str]]:
    """Return the pairs of texts whose boxes meet."""
    return [(one.text, other.text) for one, other in combinations(words(root), 2) if _meet(one, other)]


def _meet(one: Words, other: Words) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def outside(root: ET.Element) -> list[str]:
    """Return the texts that leave the field of the drawing."""
    _x, _y, width, height = (float(side) for side in root.get("viewBox", "").split())
    return [
        each.text
        for each in words(root)
        if each.left < -0.5 or each.right > width + 0.5 or each.top < -0.5 or each.bottom > height + 0.5
    ]


def idents(drawings: Iterator[str]) -> list[str]:
    """Return all ids of ``drawings``."""
    return [ident for drawing in drawings for element in parse(drawing).iter() if (ident := element.get("id"))]
