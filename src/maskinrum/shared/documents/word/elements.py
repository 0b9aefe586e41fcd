"""The few elements of WordprocessingML that python-docx has no words for."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def element(name: str, /, **attributes: str | int) -> Any:
    """Return ``<w:name w:attribute="…"/>``."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def with_children(parent: Any, *children: Any) -> Any:
    """Return the parent, with children added at its end."""
    for child in children:
        parent.append(child)
    return parent


def checkbox_property() -> Any:
    """Return what makes a content control a box to tick, empty at first."""
    box = OxmlElement("w14:checkbox", nsdecls={"w14": W14})
    for name, attributes in (
        ("checked", {"val": "0"}),
        ("checkedState", {"val": "2612", "font": "MS Gothic"}),
        ("uncheckedState", {"val": "2610", "font": "MS Gothic"}),
    ):
        part = OxmlElement(f"w14:{name}", nsdecls={"w14": W14})
        for key, value in attributes.items():
            part.set(f"{{{W14}}}{key}", value)
        box.append(part)
    return box


def run(text: str, *, style: str = "", fonts: str = "") -> Any:
    """Return a run of text, in a character style or in a font of its own."""
    made, properties = element("r"), element("rPr")
    if style:
        properties.append(element("rStyle", val=style))
    if fonts:
        properties.append(element("rFonts", ascii=fonts, hAnsi=fonts, eastAsia=fonts, cs=fonts, hint="eastAsia"))
    if len(properties):
        made.append(properties)
    words = element("t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.append(words)
    return made


def page_field(instruction: str) -> list[Any]:
    """Return the runs of a field that Word counts itself: PAGE or NUMPAGES."""
    begin = with_children(element("r"), element("fldChar", fldCharType="begin"))
    order = element("instrText")
    order.text = f" {instruction} "
    asked = with_children(element("r"), order)
    separate = with_children(element("r"), element("fldChar", fldCharType="separate"))
    end = with_children(element("r"), element("fldChar", fldCharType="end"))
    return [begin, asked, separate, run("1"), end]
