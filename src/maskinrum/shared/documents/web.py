"""A document as a web page: a part of one of ours, or a file that stands alone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from maskinrum.shared.documents.document import (
    CONTENTS_DEPTH,
    Blank,
    BlankKind,
    Block,
    Callout,
    Cell,
    Document,
    Figure,
    Form,
    Grid,
    Heading,
    Items,
    ItemsKind,
    KeyFigures,
    Paragraph,
    Source,
    Span,
    Steps,
    Text,
    Tone,
    printable,
    spans,
    web_address,
)
from maskinrum.shared.documents.drawing import on_paper
from maskinrum.shared.documents.words import long_date, words_of

_BOX = "☐"
_STYLE = """
body { color: #10211d; font: 17px/1.55 system-ui, sans-serif; margin: 0 auto; max-width: 46rem; padding: 2rem 1rem; }
h1, h2, .document-lead, .document-advice p { font-family: Georgia, serif; font-weight: 500; line-height: 1.2; }
h1 { font-size: 2.4rem; } h2 { margin-top: 3rem; } h3, h4 { margin-top: 2rem; }
a { color: #0b5a4e; overflow-wrap: anywhere; }
table { border-collapse: collapse; font-size: 15px; margin: 1rem 0 2rem; width: 100%; }
caption { font-weight: 600; padding: 0.5rem 0; text-align: left; }
th, td { border-bottom: 1px solid #cbd6d1; padding: 0.5rem 0.7rem 0.5rem 0; text-align: left; vertical-align: top; }
thead th { border-bottom: 1px solid #10211d; vertical-align: bottom; }
.number { font-variant-numeric: tabular-nums; text-align: right; }
.scroll-area { overflow-x: auto; }
.blank { background: #f0f4f2; color: #48605a; display: inline-block; min-width: 8rem; padding: 0.15rem 0.4rem; }
.notice { background: #f0f4f2; border-left: 6px solid #ffcc1a; margin: 1.5rem 0; padding: 0.8rem 1rem; }
.document-advice { background: #dfeee8; margin: 1.5rem 0; padding: 0.8rem 1rem; }
.document-advice p { font-size: 1.3rem; margin: 0.3rem 0 0; } .document-quiet, .document-date { color: #48605a; }
.document-ticks { list-style: none; padding-left: 0; } figure { margin: 1.5rem 0; } svg { height: auto; width: 100%; }
@media print { body { font-size: 11pt; max-width: none; padding: 0; } table, figure { break-inside: avoid; } }
"""


def write_html(document: Document) -> bytes:
    """Return the document as a web page of its own, with its style inside and nothing fetched from elsewhere."""
    page = format_html(
        '<!doctype html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" '
        'content="width=device-width, initial-scale=1">\n<title>{}</title>\n<style>{}</style>\n</head>\n'
        '<body>\n<main>\n<h1>{}</h1>\n{}<p class="document-date">{}</p>\n{}\n</main>\n</body>\n</html>\n',
        document.language,
        _line(document.title),
        mark_safe(_STYLE),  # noqa: S308 - a constant of ours
        _line(document.title),
        format_html('<p class="document-quiet">{}</p>\n', _line(document.subtitle)) if document.subtitle else "",
        long_date(document.dated, document.language),
        html_fragment(replace(document, blocks=tuple(map(_on_paper, document.blocks)))),
    )
    return page.encode()


def _on_paper(block: Block) -> Block:
    return replace(block, svg=on_paper(block.svg)) if isinstance(block, Figure) else block


def html_fragment(document: Document, *, top: int = 2) -> SafeString:
    """Return everything below the document's title as a part of a page of ours, headings from level ``top`` on.

    Drawings take their colours from the page's style sheet.
    """
    words = words_of(document.language)
    parts = _blocks(document.opening, top, words)
    parts += [_contents(document, words, top)] if document.contents else []
    parts += _blocks(document.body, top, words)
    if document.sources:
        heading = format_html('<h{} id="document-sources">{}</h{}>', top, words["sources"], top)
        parts += [heading, format_html("<ol>{}</ol>", _join(_source(one) for one in document.sources))]
    return _join(parts)


def _join(parts: Iterable[SafeString | str]) -> SafeString:
    return format_html_join("\n", "{}", ((part,) for part in parts))


def _line(text: str) -> str:
    return printable(text).strip()


def _contents(document: Document, words: dict[str, str], top: int) -> SafeString:
    listed = [(place, one) for place, one in enumerate(document.headings) if one.level <= CONTENTS_DEPTH]
    links = [*_links(listed, 1)]
    if document.sources:
        links.append(format_html('<li><a href="#document-sources">{}</a></li>', words["sources"]))
    title = words["contents"]
    return format_html('<nav aria-label="{}"><h{}>{}</h{}><ol>{}</ol></nav>', title, top, title, top, _join(links))


def _links(listed: list[tuple[int, Heading]], level: int) -> Iterator[SafeString]:
    """Links to the headings of a level, each with a list of those below it."""
    starts = [at for at, (_place, heading) in enumerate(listed) if heading.level == level]
    for start, end in pairwise([*starts, len(listed)]):
        place, heading = listed[start]
        inside = _join(_links(listed[start + 1 : end], level + 1))
        below = format_html("<ol>{}</ol>", inside) if inside else ""
        yield format_html('<li><a href="#document-{}">{}</a>{}</li>', place, heading.shown, below)


def _blocks(blocks: Iterable[Block], top: int, words: dict[str, str]) -> list[SafeString]:
    made, place = [], 0
    for block in blocks:
        if isinstance(block, Heading):
            level = top + block.level - 1
            made.append(format_html('<h{} id="document-{}">{}</h{}>', level, place, block.shown, level))
            place += 1
        else:
            made.append(_block(block, words))
    return made


def _block(block: Block, words: dict[str, str]) -> SafeString:
    if isinstance(block, Grid):
        return _grid(block, words)
    if isinstance(block, Form):
        return _form(block, words)
    return _PLAIN[type(block)](block)


def _paragraph(block: Paragraph) -> SafeString:
    kind = "" if block.tone is Tone.BODY else format_html(' class="document-{}"', block.tone.value)
    return format_html("<p{}>{}</p>", kind, _text(block.text))


def _callout(block: Callout) -> SafeString:
    frame = "document-advice" if block.tone is Tone.ADVICE else "notice"
    label = format_html("<strong>{}</strong>", _line(block.label)) if block.label else ""
    return format_html('<div class="{}">{}<p>{}</p></div>', frame, label, _text(block.text))


def _text(text: Text) -> SafeString:
    return format_html_join("", "{}", ((_span(span),) for span in spans(text)))


def _span(span: Span) -> SafeString | str:
    made: SafeString | str = span.text
    if span.language:
        made = format_html('<span lang="{}">{}</span>', span.language, made)
    if span.quiet:
        made = format_html("<em>{}</em>", made)
    if span.strong:
        made = format_html("<strong>{}</strong>", made)
    if url := web_address(span.url):
        made = format_html('<a href="{}">{}</a>', url, made)
    return made


def _items(block: Items) -> SafeString:
    if block.kind is ItemsKind.TICKS:
        items = _join(format_html("<li>{} {}</li>", _BOX, _text(item)) for item in block.items)
        return format_html('<ul class="document-ticks">{}</ul>', items)
    tag = "ol" if block.kind is ItemsKind.STEPS else "ul"
    return format_html("<{}>{}</{}>", tag, _join(format_html("<li>{}</li>", _text(item)) for item in block.items), tag)


def _grid(grid: Grid, words: dict[str, str]) -> SafeString:
    heads = _join(
        format_html('<th scope="col"{}>{}</th>', _number(column.numeric), _line(column.title))
        for column in grid.columns
    )
    rows = _join(
        format_html("<tr>{}</tr>", _join(_grid_cell(grid, place, cell, words) for place, cell in enumerate(row)))
        for row in grid.rows
    )
    head = format_html("<thead><tr>{}</tr></thead>", heads)
    return _table(grid.caption, format_html("{}<tbody>{}</tbody>", head, rows))


def _grid_cell(grid: Grid, place: int, cell: Cell, words: dict[str, str]) -> SafeString:
    if grid.row_titles and place == 0:
        return format_html('<th scope="row">{}</th>', _cell(cell, words))
    return format_html("<td{}>{}</td>", _number(grid.columns[place].numeric), _cell(cell, words))


def _number(numeric: bool) -> SafeString | str:
    return format_html(' class="{}"', "number") if numeric else ""


def _form(form: Form, words: dict[str, str]) -> SafeString:
    rows = _join(
        format_html('<tr><th scope="row">{}</th><td>{}</td></tr>', _line(blank.label), _cell(blank, words))
        for blank in form.blanks
    )
    return _table(form.caption, format_html("<tbody>{}</tbody>", rows))


def _table(caption: str, content: SafeString) -> SafeString:
    shown = format_html("<caption>{}</caption>", _line(caption)) if caption else ""
    name = format_html(' role="region" aria-label="{}" tabindex="0"', _line(caption)) if caption else ""
    return format_html('<div class="scroll-area"{}><table class="table">{}{}</table></div>', name, shown, content)


def _cell(cell: Cell, words: dict[str, str]) -> SafeString:
    if not isinstance(cell, Blank):
        return _text(cell)
    if cell.kind is BlankKind.TICK:
        return format_html('<span role="img" aria-label="{}">{}</span> {}', words["tick"], _BOX, _line(cell.hint))
    shown = _line(cell.hint) or " / ".join(map(_line, cell.choices))
    return format_html('<span class="blank">{}</span>', shown)


def _source(source: Source) -> SafeString:
    standing = format_html(" ({})", _line(source.standing)) if source.standing else ""
    url = web_address(source.url)
    link = format_html('<br><a href="{}">{}</a>', url, _line(source.url)) if url else ""
    return format_html("<li>{}{}{}</li>", _line(source.text), standing, link)


def _figure(figure: Figure) -> SafeString:
    drawing = mark_safe(figure.svg)  # noqa: S308 - drawn by our charts, which cannot make unsafe markup
    caption = format_html("<figcaption>{}</figcaption>", _line(figure.caption)) if figure.caption else ""
    return format_html(
        '<figure><div role="img" aria-label="{}">{}</div>{}</figure>', _line(figure.alt), drawing, caption
    )


def _key_figures(block: KeyFigures) -> SafeString:
    pairs = ((_line(value), _line(words)) for value, words in block.figures)
    return format_html("<dl>{}</dl>", format_html_join("\n", "<dt><strong>{}</strong></dt><dd>{}</dd>", pairs))


def _steps(block: Steps) -> SafeString:
    steps = (
        format_html("<strong>{}</strong>", _line(step)) if place == block.reached else _line(step)
        for place, step in enumerate(block.steps)
    )
    return format_html("<p>{}: {}</p>", _line(block.label), format_html_join(" · ", "{}", ((step,) for step in steps)))


_PLAIN: dict[type, Callable[[Any], SafeString]] = {
    Paragraph: _paragraph,
    Callout: _callout,
    Items: _items,
    Figure: _figure,
    KeyFigures: _key_figures,
    Steps: _steps,
}
