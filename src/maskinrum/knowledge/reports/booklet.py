"""A booklet: chosen recommendations, experiences, tools and own text, in the order chosen, as one document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from maskinrum.shared.documents import (
    Block,
    Callout,
    Document,
    Heading,
    Items,
    Paragraph,
    Source,
    Span,
    Text,
    Tone,
)
from maskinrum.shared.documents.words import long_date
from maskinrum.shared.domain import load


@dataclass(frozen=True)
class Reference:
    """Where something was read, and in words what kind of statement it is."""

    text: str
    url: str = ""
    standing: str = ""


@dataclass(frozen=True)
class Chapter:
    """A heading of one's own, with text below it; what follows belongs to it until the next."""

    title: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExperiencePart:
    """An experience. ``language`` is that of its texts; ``used_by`` tells in words who used it to what effect."""

    title: str
    context: str
    happened: str
    effect: str
    advice: str
    references: tuple[Reference, ...] = ()
    used_by: tuple[str, ...] = ()
    language: str = "da"
    is_editorial: bool = False


@dataclass(frozen=True)
class Evidence:
    """An experience that speaks for or against a recommendation."""

    title: str
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class RecommendationPart:
    """A recommendation. ``strength`` and ``owner`` are words; ``review`` is a date, or how often in words."""

    statement: str
    reasons: tuple[str, ...] = ()
    support: tuple[Evidence, ...] = ()
    counter: tuple[Evidence, ...] = ()
    caveat: str = ""
    strength: str = ""
    owner: str = ""
    review: date | str | None = None


@dataclass(frozen=True)
class ToolPart:
    """A tool, and where to fetch it."""

    title: str
    purpose: str
    users: str
    version: str
    url: str = ""
    steps: tuple[str, ...] = ()


Part = Chapter | ExperiencePart | RecommendationPart | ToolPart


@dataclass
class _Sources:
    """The numbered list of sources; the same address has the same number everywhere."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    listed: list[Source] = field(default_factory=list)

    def cite(self, references: Sequence[Reference]) -> str:
        """Return the numbers of some sources, such as “ [3] [7]”."""
        return "".join(f" [{number}]" for number in dict.fromkeys(map(self._number, references)))

    def _number(self, reference: Reference) -> int:
        key = (reference.url or reference.text, reference.standing)
        if key not in self.numbers:
            self.listed.append(Source(reference.text, reference.url, reference.standing))
            self.numbers[key] = len(self.listed)
        return self.numbers[key]


def booklet(
    title: str,
    parts: Sequence[Part],
    *,
    language: str,
    dated: date,
    subtitle: str = "",
    introduction: str = "",
    notice: str = "",
) -> Document:
    """Return the booklet as a document; ``dated`` is the day its content was taken out, and decides what is overdue.

    ``notice`` is what its reader must know before the rest.
    """
    writer = _Writer(language, dated)
    opening: list[Block] = [Paragraph(introduction, Tone.LEAD)] if introduction else []
    opening += [Callout("", notice)] if notice else []
    body = [block for part in parts for block in writer.part(part)]
    notes = [Paragraph(note[language], Tone.QUIET) for note in load("booklet")["notes"]]
    return Document(
        title=title,
        language=language,
        dated=dated,
        blocks=(*opening, *body, Heading(writer.word("about")), *notes),
        subtitle=subtitle,
        foot=f"{title} · {long_date(dated, language)}",
        subject=introduction or subtitle,
        sources=tuple(writer.sources.listed),
        contents=True,
    )


class _Writer:
    """Writes the parts of one booklet; knows whether they stand in a chapter, and counts the sources."""

    def __init__(self, language: str, dated: date) -> None:
        self.sources = _Sources()
        self._language, self._dated, self._level = language, dated, 1

    def word(self, key: str) -> str:
        """Return one of the fixed words."""
        text: str = load("booklet")["words"][key][self._language]
        return text

    def part(self, part: Part) -> Iterator[Block]:
        """Yield the blocks of one part."""
        if isinstance(part, Chapter):
            self._level = 2
            yield Heading(part.title)
            yield from map(Paragraph, part.paragraphs)
        elif isinstance(part, ExperiencePart):
            yield from self._experience(part)
        elif isinstance(part, RecommendationPart):
            yield from self._recommendation(part)
        else:
            yield from self._tool(part)

    def _experience(self, part: ExperiencePart) -> Iterator[Block]:
        yield Heading(part.title, self._level)
        told = (
            (self.word("context"), part.context),
            (self.word("happened"), part.happened),
            (self.word("effect"), part.effect),
        )
        for label, text in told:
            if text:
                yield Paragraph((Span(f"{label}: ", strong=True), self._said(text, part.language)))
        if part.advice:
            label = self.word("editorial_advice" if part.is_editorial else "advice")
            yield Callout(label, (self._said(part.advice, part.language),), Tone.ADVICE)
        if part.used_by:
            yield Paragraph((Span(f"{self.word('used_by')}: ", strong=True), Span("; ".join(part.used_by))))
        if part.references:
            yield Paragraph(f"{self.word('source')}:{self.sources.cite(part.references)}", Tone.QUIET)

    def _said(self, text: str, language: str) -> Span:
        return Span(text, language="" if language == self._language else language)

    def _recommendation(self, part: RecommendationPart) -> Iterator[Block]:
        yield Heading(part.statement, self._level)
        if facts := " · ".join(self._facts(part)):
            yield Paragraph(facts, Tone.QUIET)
        yield from map(Paragraph, part.reasons)
        if part.support:
            yield Paragraph((Span(f"{self.word('support')}:", strong=True),))
            yield Items(tuple(map(self._evidence, part.support)))
        yield Paragraph((Span(f"{self.word('counter')}:", strong=True), *self._without(part)))
        if part.counter:
            yield Items(tuple(map(self._evidence, part.counter)))
        if part.caveat:
            yield Callout(self.word("caveat"), part.caveat)

    def _without(self, part: RecommendationPart) -> tuple[Span, ...]:
        return () if part.counter else (Span(f" {self.word('no_counter')}"),)

    def _evidence(self, one: Evidence) -> Text:
        return f"{one.title}{self.sources.cite(one.references)}"

    def _facts(self, part: RecommendationPart) -> Iterator[str]:
        if part.strength:
            yield f"{self.word('how_strong')}: {part.strength}"
        if part.owner:
            yield f"{self.word('owner')}: {part.owner}"
        if isinstance(part.review, date):
            label = self.word("overdue" if part.review < self._dated else "review")
            yield f"{label} {long_date(part.review, self._language)}"
        elif part.review:
            yield f"{self.word('review')} {part.review}"

    def _tool(self, part: ToolPart) -> Iterator[Block]:
        yield Heading(f"{self.word('tool')}: {part.title}", self._level)
        yield Paragraph(part.purpose)
        facts = f"{self.word('users')}: {part.users} · {self.word('version')} {part.version}"
        yield Paragraph((Span(facts), *((Span(f" {part.url}", url=part.url),) if part.url else ())), Tone.QUIET)
        if part.steps:
            yield Items(part.steps)
