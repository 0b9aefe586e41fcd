"""Links at the end of a line: what material of a salon is written as."""

import re
from dataclasses import dataclass

LINE = re.compile(r"^(?P<words>.*?)\s*(?P<address>https?://\S+)$")


@dataclass(frozen=True)
class Link:
    """Words and where they lead."""

    words: str
    address: str


def links_in(text: str) -> list[Link]:
    """The links of a text, one a line; a line without words is called by its address."""
    found = (LINE.match(line.strip()) for line in text.splitlines())
    return [Link(one["words"].strip(" :–-") or one["address"], one["address"]) for one in found if one]


def lines_without_link(text: str) -> list[int]:
    """The numbers, from 1, of the lines that hold something but no address at their end."""
    lines = enumerate(text.splitlines(), start=1)
    return [number for number, line in lines if line.strip() and not LINE.match(line.strip())]
