"""What has another program started when an office file is opened: fields and links for exchanging data with one."""

import re
from collections.abc import Iterator

from lxml import etree

LINK = re.compile(rb"<([^\s<>/]+:)?ddeLink\b")
DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
STARTING = re.compile(r"\s*DDE(AUTO)?\b|.*\bDDEAUTO\b|.*\bQUOTE\s+\d", re.IGNORECASE | re.DOTALL)
"""What a field says that starts a program, or that is spelt by numbers so that nobody sees what it says."""


def as_utf8(content: bytes) -> bytes:
    """The same markup in the encoding in which it is searched for words; mostly it is that already."""
    declared = DECLARED.search(content[:200])
    if b"\x00" not in content and (declared is None or declared[1].lower() in (b"utf-8", b"us-ascii")):
        return content
    return bytes(etree.tostring(tree_of(content), xml_declaration=True, encoding="UTF-8", standalone=True))


def tree_of(content: bytes) -> etree._Element:
    """Markup as a tree, with nothing fetched for it."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def starts_programs(content: bytes) -> bool:
    """Whether a part in UTF-8 has another program started."""
    if LINK.search(content):
        return True
    # A sheet of many cells is not made a tree for nothing.
    return b"instr" in content and any(STARTING.match(words) for words in _said(tree_of(content)))


def _said(root: etree._Element) -> Iterator[str]:
    """What each field says, however many pieces it is in."""
    fields: list[list[str]] = [[]]
    for one in root.iter(etree.Element):
        tag = etree.QName(one).localname
        yield from (str(value) for key, value in one.attrib.items() if etree.QName(key).localname == "instr")
        if tag == "instrText":
            fields[-1].append("".join(map(str, one.itertext())))
        elif tag == "fldChar":
            kind = next((str(v) for key, v in one.attrib.items() if etree.QName(key).localname == "fldCharType"), "")
            if kind == "begin":
                fields.append([])
            elif kind == "end" and len(fields) > 1:
                yield "".join(fields.pop())
    yield from ("".join(pieces) for pieces in fields)
