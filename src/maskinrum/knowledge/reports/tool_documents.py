"""A tool of the data as a document: how to use it, the form itself, and what it rests on."""

from collections.abc import Callable
from typing import Any

from maskinrum.knowledge.reports.tool_basis import about_rows, authority, bases, disclaimer, law_rows, word
from maskinrum.shared.documents import (
    Blank,
    BlankKind,
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Form,
    Grid,
    Heading,
    Items,
    ItemsKind,
    Paragraph,
    Source,
    Tone,
)
from maskinrum.shared.domain import load

_ALONE = "_"
_DAYS_A_WEEK = 7


def tool_document(data: dict[str, Any], language: str) -> Document:
    """Return a tool, as its data says, as a document in a language."""
    opening: list[Block] = [
        Paragraph(data["purpose"][language], Tone.LEAD),
        Heading(word("how", language)),
        Items(tuple(step[language] for step in data["steps"]), ItemsKind.STEPS),
    ]
    body = [_block(block, language) for block in data["body"]]
    return Document(
        title=data["title"][language],
        language=language,
        dated=data["date"],
        blocks=(*opening, *body, *_about(data, language)),
        foot=f"{data['title'][language]} · {word('version', language)} {data['version']} · Maskinrum",
        subject=data["purpose"][language],
        sources=tuple(Source(*basis) for basis in bases(data, language)),
    )


def _about(data: dict[str, Any], language: str) -> list[Block]:
    columns = (Column(word("row", language)), Column(word("content", language), 4))
    rows = tuple(about_rows(data, language))
    blocks: list[Block] = [
        Heading(word("about", language)),
        Paragraph(word("proposal", language)),
        Grid(word("about_rows", language), columns, rows, row_titles=True),
    ]
    if data["law"]:
        heads = (Column(word("rule", language), 4), Column(word("paragraph", language), 1.6))
        table = Grid(
            word("law_caption", language),
            (*heads, Column(word("verified", language), 1.2)),
            tuple(law_rows(data["law"], language)),
        )
        blocks += [Callout(word("notice", language), disclaimer(language)), table]
    return blocks


def _block(block: dict[str, Any], language: str) -> Block:
    (kind, content), *_rest = block.items()
    return _BLOCKS[kind](content, language)


def _form(content: dict[str, Any], language: str) -> Form:
    blanks = tuple(_blank(blank, blank["label"][language], language) for blank in content["blanks"])
    return Form(content.get("caption", {}).get(language, ""), blanks)


def _blank(data: dict[str, Any], label: str, language: str) -> Blank:
    kind = data.get("kind", "text")
    choices = tuple(choice[language] for choice in data.get("choices", ()))
    if kind == "approval":
        kind, choices = "choice", tuple(state[language] for state in load("facets")["approval_state"]["values"])
    hints = {"date": "pick_date", "choice": "choose"}
    hint = data.get("hint", {}).get(language) or word(hints.get(kind, "fill"), language)
    return Blank(label, hint, BlankKind(kind), choices)


def _grid(content: dict[str, Any], language: str) -> Grid:
    columns = content["columns"]
    rows = [*content.get("rows", ()), *([] for _row in range(content.get("open_rows", 0)))]
    made = []
    for number, row in enumerate(rows, start=1):
        given = [*row, *[_ALONE] * (len(columns) - len(row))]
        first = given[0].get(language, "") if isinstance(given[0], dict) else given[0]
        name = str(number) if first in {"", _ALONE} else first
        made.append(tuple(_cell(cell, column, name, language) for cell, column in zip(given, columns, strict=True)))
    heads = tuple(Column(column[language], column.get("share", 1), column.get("numeric", False)) for column in columns)
    return Grid(content["caption"][language], heads, tuple(made), content.get("row_titles", False))


def _cell(cell: Any, column: dict[str, Any], row: str, language: str) -> Cell:
    label = f"{column[language]}: {row}"
    if cell == _ALONE:
        return _blank(column, label, language)
    if isinstance(cell, dict):
        return _blank(cell["blank"], label, language) if "blank" in cell else cell[language]
    return str(cell)


def _ladder(caption: str, language: str) -> Grid:
    titles = [word(key, language) for key in ("step", "what", "timer", "paragraph", "verified")]
    columns = tuple(Column(title, share) for title, share in zip(titles, (0.6, 3, 1.4, 1.4, 1.4), strict=True))
    steps = load("legal")["conflict_ladder"]
    rows = tuple(
        (str(step["step"]), step[language], _timer(step, language), *authority(step, language)) for step in steps
    )
    return Grid(caption, columns, rows, row_titles=True)


def _timer(step: dict[str, Any], language: str) -> str:
    if step["days"] is None:
        return word("own_timer" if step["label"] == "I" else "no_timer", language)
    if step["unit"] == "working_days":
        return word("working_days", language) % {"days": step["days"]}
    return word("weeks", language) % {"weeks": step["days"] // _DAYS_A_WEEK}


_BLOCKS: dict[str, Callable[[Any, str], Block]] = {
    "h1": lambda content, language: Heading(content[language], 1),
    "h2": lambda content, language: Heading(content[language], 2),
    "p": lambda content, language: Paragraph(content[language]),
    "quiet": lambda content, language: Paragraph(content[language], Tone.QUIET),
    "points": lambda content, language: Items(tuple(item[language] for item in content)),
    "ticks": lambda content, language: Items(tuple(item[language] for item in content), ItemsKind.TICKS),
    "notice": lambda content, language: Callout(word("notice", language), content[language]),
    "disclaimer": lambda _content, language: Callout(word("notice", language), disclaimer(language)),
    "ladder": lambda content, language: _ladder(content[language], language),
    "form": _form,
    "grid": _grid,
}
