"""Reading the XML of a workbook's parts, element by element, with nothing built in memory but what a reader keeps."""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from maskinrum.shared.tables.archive import Parts, damaged, too_big_inside
from maskinrum.shared.tables.table import MAX_READ

MAX_ELEMENTS = 1_000_000
MAX_DEPTH = 64


class EnoughError(Exception):
    """Everything that can be used has been read."""


class Budget:
    """How many elements may still be read from the workbook."""

    def __init__(self) -> None:
        self.left = MAX_ELEMENTS

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise too_big_inside()


class Reader:
    """Reads one part. ``depth`` counts open elements; ``opened`` and ``closed`` are given local names."""

    def __init__(self) -> None:
        self.depth = 0
        self._text: list[str] | None = None
        self._length = 0

    def opened(self, name: str, attributes: Mapping[str, str]) -> None: ...

    def closed(self, name: str) -> None: ...

    def keep_text(self) -> None:
        """Begin to collect text; what passes the longest cell is counted by one character and dropped."""
        self._text, self._length = [], 0

    def taken_text(self) -> str:
        """Return the text collected and stop collecting."""
        text, self._text = "".join(self._text or ())[: MAX_READ + 1], None
        return text

    def text(self, data: str) -> None:
        if self._text is not None and self._length <= MAX_READ:
            self._text.append(data)
            self._length += len(data)


def scan(parts: Parts, name: str, reader: Reader, budget: Budget) -> None:
    """Feed one part to a reader. Raise TableRefusedError when it is not plain well-formed XML within the bounds."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = _opening(reader, budget)
    parser.EndElementHandler = _closing(reader)
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for chunk in parts.chunks(name):
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keywords
        parser.Parse(b"", True)  # noqa: FBT003
    except EnoughError:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged() from error


def _opening(reader: Reader, budget: Budget) -> Callable[[str, dict[str, str]], None]:
    def opening(name: str, attributes: dict[str, str]) -> None:
        budget.spend()
        reader.depth += 1
        if reader.depth > MAX_DEPTH:
            raise damaged()
        reader.opened(local_name(name), attributes)

    return opening


def _closing(reader: Reader) -> Callable[[str], None]:
    def closing(name: str) -> None:
        reader.depth -= 1
        reader.closed(local_name(name))

    return closing


def _refuse_doctype(*_declaration: object) -> None:
    raise damaged()


def local_name(name: str) -> str:
    """Return a name without its prefix: writers choose prefixes freely."""
    return name.rpartition(":")[2]
