"""What the parts of the paper have in common: charts as figures, and the numbered list of sources."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from maskinrum.knowledge.facts.evidence import SourceCard
from maskinrum.knowledge.reports.evidence_page import shown_card
from maskinrum.shared.charts import Chart
from maskinrum.shared.documents import Block, Figure, Heading, Source, Span
from maskinrum.shared.figures import unknown
from maskinrum.shared.templatetags.maskinrum.badges import STRENGTHS
from maskinrum.shared.templatetags.maskinrum.wording import localised


@dataclass
class Citations:
    """The numbered list of sources; the same row of evidence has the same number everywhere."""

    cards: Mapping[str, SourceCard]
    _numbers: dict[str, int] = field(default_factory=dict)

    def cite(self, ids: Iterable[str]) -> str:
        """The numbers of some rows, such as “[3] [7]”; rows that were not in force are left out."""
        known = [one for one in ids if one in self.cards]
        return " ".join(f"[{self._numbers.setdefault(one, len(self._numbers) + 1)}]" for one in known)

    @property
    def sources(self) -> tuple[Source, ...]:
        """What was cited, in the order of the numbers."""
        return tuple(_source(self.cards[one]) for one in self._numbers)


def charted(chart: Chart, *, tells_rows: bool = True) -> Iterator[Block]:
    """A chart under its finding. Its figures are told in the alternative text, unless a table beside it has them."""
    yield Heading(chart.title, 2)
    caption = " ".join(part for part in (chart.reading, chart.note) if part)
    said = [f"{chart.title}.", caption, *(_rows_told(chart) if tells_rows else [])]
    yield Figure(str(chart.wide), " ".join(said), caption)


def strength_words(strength: str) -> str:
    """How strong a source is: “A− · statistics”."""
    if not strength:
        return ""
    return f"{strength.replace('-', '−')} · {STRENGTHS[strength[0]][1]}"


def not_known() -> tuple[Span, ...]:
    """The words for what is not known, as they are written in a cell."""
    return (Span(unknown(), quiet=True),)


def _rows_told(chart: Chart) -> Iterator[str]:
    heads = chart.table.head[1:]
    for name, *values in chart.table.rows:
        told = ", ".join(f"{head} {value}" for head, value in zip(heads, values, strict=True) if value)
        yield f"{name}: {told}."


def _source(card: SourceCard) -> Source:
    shown = shown_card(card)
    n = _("n = %(n)s") % {"n": shown.n} if shown.n else ""
    figure = shown.figure or shown.interval
    facts = [part for part in (figure, n, shown.country, shown.year) if part]
    standing = [strength_words(card.strength), _("self-reported") if card.is_self_reported else ""]
    measure = localised(card.measure)
    text = f"{measure}: {', '.join(facts)}" if facts else measure
    return Source(text, card.source_url, "; ".join(part for part in standing if part))
