"""The frame of a chart: the finding, what is drawn, two drawings, the foot and the numbers."""

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from maskinrum.shared.charts.chart import ChartTable
from maskinrum.shared.templatetags.maskinrum.library import register


@register.simple_block_tag
def chart(
    content: SafeString,
    title: str,
    wide: str,
    narrow: str,
    *,
    drawn: str = "",
    foot: str = "",
    level: int = 2,
    is_open: bool = False,
) -> str:
    """Frame a chart: ``title`` is the finding in a sentence, ``drawn`` says what is drawn, the unit, how to read it.

    ``wide`` and ``narrow`` are the two finished drawings (safe SVG with the classes chart-wide and chart-narrow); the
    content is the data table, shown under *The figures*; ``foot`` gives number of futures, seed, error and source.
    """
    frame = {"title": title, "wide": wide, "narrow": narrow, "drawn": drawn, "foot": foot, "level": level}
    return render_to_string("maskinrum/components/chart.html", frame | {"content": content, "is_open": is_open})


@register.simple_tag
def chart_rows(figures: ChartTable) -> SafeString:
    """Write the rows of the figures of a chart: a template would take ten times as long over some hundred cells."""
    kinds = ["" if place < figures.text_columns else ' class="number"' for place in range(len(figures.head))]
    rows = []
    for first, *rest in figures.rows:
        cells = (f"<td{kind}>{conditional_escape(cell)}</td>" for kind, cell in zip(kinds[1:], rest, strict=False))
        rows.append(f'<tr><th scope="row">{conditional_escape(first)}</th>{"".join(cells)}</tr>')
    return SafeString("".join(rows))
