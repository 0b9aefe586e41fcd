"""Fields to fill in: content controls with a name, a hint that goes away, dates to pick, choices and boxes to tick."""

import itertools
from collections.abc import Iterator
from typing import Any

from maskinrum.shared.documents.document import Blank, BlankKind, printable
from maskinrum.shared.documents.word.elements import checkbox_property, element, run, with_children
from maskinrum.shared.documents.word.styles import LOCALES, PLACEHOLDER

_LONGEST_NAME = 64


class Controls:
    """Makes the content controls of one document, with numbers of their own."""

    def __init__(self, language: str) -> None:
        self._numbers: Iterator[int] = itertools.count(1)
        self._locale = LOCALES[language]

    def blank(self, blank: Blank) -> Any:
        """Return the content control of a blank."""
        if blank.kind is BlankKind.TICK:
            return self.tick(blank.label)
        number = next(self._numbers)
        properties = with_children(
            element("sdtPr"),
            element("alias", val=printable(blank.label).strip()[:_LONGEST_NAME]),
            element("tag", val=f"field-{number}"),
            element("id", val=number),
            element("showingPlcHdr"),
            self._kind(blank),
        )
        hint = printable(blank.hint).strip() or " / ".join(map(printable, blank.choices)) or "…"
        content = with_children(element("sdtContent"), run(hint, style=PLACEHOLDER))
        return with_children(element("sdt"), properties, content)

    def tick(self, label: str) -> Any:
        """Return a box to tick, named after what it says yes to."""
        number = next(self._numbers)
        properties = with_children(
            element("sdtPr"),
            element("alias", val=printable(label).strip()[:_LONGEST_NAME]),
            element("tag", val=f"field-{number}"),
            element("id", val=number),
            checkbox_property(),
        )
        content = with_children(element("sdtContent"), run("☐", fonts="MS Gothic"))
        return with_children(element("sdt"), properties, content)

    def _kind(self, blank: Blank) -> Any:
        if blank.kind is BlankKind.DATE:
            return with_children(
                element("date"),
                element("dateFormat", val="d. MMMM yyyy" if self._locale == "da-DK" else "d MMMM yyyy"),
                element("lid", val=self._locale),
                element("storeMappedDataAs", val="dateTime"),
                element("calendar", val="gregorian"),
            )
        if blank.kind is BlankKind.CHOICE:
            choices = [printable(choice).strip() for choice in blank.choices]
            items = [element("listItem", displayText=choice, value=choice) for choice in choices]
            return with_children(element("dropDownList"), *items)
        return element("text", multiLine=int(blank.kind is BlankKind.LINES))
