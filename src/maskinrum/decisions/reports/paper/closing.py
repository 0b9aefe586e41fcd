"""The last pages: what to do next, five words, how it is calculated, and where every figure can be traced."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.readiness import MOST_POINTS
from maskinrum.decisions.enums import Severity
from maskinrum.decisions.reports.numbers import Naming, number_name
from maskinrum.decisions.reports.paper.stored import Stored
from maskinrum.decisions.reports.readiness_kept import ReadinessSaid, readiness_said
from maskinrum.decisions.reports.traces import Made, longer_words, made_words
from maskinrum.shared.documents import Block, Callout, Heading, Items, ItemsKind, Paragraph, Span, Text, Tone
from maskinrum.shared.figures import money, number, percent

MOST_LACKING = 3


def closing(stored: Stored, address: str) -> Iterator[Block]:
    """Steps, words, method and trace. ``address`` leads to the stored analysis."""
    yield Heading(_("What to do next"))
    yield Items(tuple(_steps(stored)), ItemsKind.TICKS)
    yield Heading(_("Five words"))
    yield Items(tuple((Span(word, strong=True), Span(f" – {meaning}")) for word, meaning in _words()))
    yield Callout(_("How it is calculated"), _method(stored), Tone.QUIET)
    yield Heading(_("Where the figures can be traced"), 2)
    yield Paragraph(_trace(stored, address), Tone.QUIET)


def _steps(stored: Stored) -> Iterator[Text]:
    said = readiness_said(stored.told)
    for gate in said.gates:
        if gate.is_shut:
            yield Span(_("Get a yes to:"), strong=True), Span(f" {gate.question} {gate.why}".rstrip())
    for one in said.signs:
        if one.sign.severity == Severity.STOP and not one.sign.rule.gate:
            yield Span(_("Put right:"), strong=True), Span(f" {one.words}")
    yield from _lacking(stored, said)
    yield from _worth_finding_out(stored)
    if stored.told.people < 2 or not stored.told.score.is_whole:
        yield _(
            "Let at least two people give points for every criterion of readiness, and talk about where they differ."
        )
    yield _(
        "Measure the baseline: price, time and defects of the projects that you have already finished. Without it no "
        "effect can be shown later."
    )
    yield _("Calculate again when a department meeting, scheme A or scheme B moves a project.")


def _lacking(stored: Stored, ready: ReadinessSaid) -> Iterator[Text]:
    """The criteria that cost most of the hundred, and how much hangs on the weights. More would take a page."""
    lost = [one for one in ready.criteria if one.median is not None and one.weight * (MOST_POINTS - one.median) > 0]
    costly = sorted(lost, key=lambda one: one.weight * ((one.median or 0) - MOST_POINTS))[:MOST_LACKING]
    if not costly:
        return
    words = _("%(name)s (%(points)s, weight %(weight)s)")
    told = "; ".join(words % {"name": one.name, "points": one.points, "weight": number(one.weight)} for one in costly)
    drawn = stored.told.robustness
    if drawn is not None:
        share = _("With other weights the level of readiness is another in %(share)s of %(draws)s draws.")
        told += ". " + share % {"share": percent(drawn.share, 1), "draws": number(drawn.draws)}
    yield Span(_("Raise the points:"), strong=True), Span(f" {told}")


def _worth_finding_out(stored: Stored) -> Iterator[Text]:
    if stored.findings is None:
        return
    for one in stored.findings.information.each[:1]:
        if one.value.mean > 2 * one.value.se and one.value.mean > 0:
            words = _("%(name)s. To know it is worth up to %(value)s to this decision.")
            name = number_name(one.model, one.parameter, Naming(stored.case.shipped))
            told = words % {"name": name, "value": money(one.value.mean)}
            yield Span(_("Find out:"), strong=True), Span(f" {told}")


def _words() -> Iterator[tuple[str, str]]:
    yield _("Strategic partnership"), _("one agreement with one team on several projects after each other.")
    yield _("Separate tender"), _("each project is put out to tender by itself, as a rule as a turnkey contract.")
    yield _("Future"), _("one possible course of all the projects: what comes, when, and what it costs.")
    yield _("Ceiling"), _("the greatest value that may be called off; when it is reached, the agreement is exhausted.")
    yield _("Judgement"), _("a number that no source has measured; somebody has estimated it, and says so.")


def _method(stored: Stored) -> str:
    return _(
        "For each of %(n)s futures every uncertain number is drawn once, and which projects come and when. Then every "
        "alternative is costed on that same future, so that only the way of tendering makes the difference. The "
        "verdict follows a fixed rule: the numbers hold when a strategic partnership is cheapest on average, and "
        "cheaper than the cheapest without one in 6 of 10 futures or more. A yes also takes a yes to every gate, and "
        "no warning sign that stops. Amounts are ex VAT in fixed prices of the case date."
    ) % {"n": number(stored.analysis.futures)}


def _trace(stored: Stored, address: str) -> Text:
    analysis = stored.analysis
    words = _(
        "The paper shows version %(number)s, stored on %(day)s, as it was stored; nothing was calculated when it was "
        "written. Case date %(case_date)s, %(futures)s futures, seed %(seed)s, engine %(engine)s.%(longer)s Check sum "
        "of the inputs (SHA-256): %(inputs)s. Check sum of the evidence: %(evidence)s. The whole model as a workbook "
        "and the draws of every future lie at the stored analysis:"
    ) % {
        "number": analysis.number,
        "day": date_format(localtime(analysis.created_at), "DATE_FORMAT"),
        "case_date": date_format(analysis.case_date, "DATE_FORMAT"),
        "futures": number(analysis.futures),
        "seed": analysis.seed,
        "engine": made_words(Made(analysis.engine_version, analysis.machine)),
        "longer": f" {longer_words(stored.explored_with)}" if stored.explored else "",
        "inputs": analysis.input_hash,
        "evidence": analysis.evidence_hash,
    }
    return Span(f"{words} "), Span(address, url=address)
