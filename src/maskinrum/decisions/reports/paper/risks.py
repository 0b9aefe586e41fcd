"""The risks: what speaks against the answer, what is raised and open, and what may happen to the agreement."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from maskinrum.decisions.reports.paper.stored import Stored
from maskinrum.decisions.reports.readiness_kept import ReadinessSaid, readiness_said
from maskinrum.decisions.reports.sentences import PARTNERSHIP, SEPARATE
from maskinrum.shared.documents import Block, Cell, Column, Grid, Heading, Items, Paragraph, Span, Tone
from maskinrum.shared.figures import interval, number, of_hundred, percent, signed

MOST_NAMED = 3


def risks(stored: Stored) -> Iterator[Block]:
    """What can go wrong, and what is not in place."""
    ready = readiness_said(stored.told)
    yield Heading(_("The risks"))
    if stored.said:
        yield Heading(_("What speaks against the answer"), 2)
        yield Items(tuple(one.text for one in stored.said.verdict.against))
    rows = tuple(_agreement_rows(stored))
    if rows:
        columns = (Column("", 3), Column(_("Middle or chance"), 1.3, numeric=True), Column("5–95 %", 1.7, numeric=True))
        yield Heading(_("What may happen to the agreement"), 2)
        yield Grid("", columns, rows, row_titles=True)
    yield Heading(_("Warning signs"), 2)
    yield from _signs(ready)
    yield Heading(_("Gates"), 2)
    yield from _gates(stored, ready)


def _agreement_rows(stored: Stored) -> Iterator[tuple[Cell, ...]]:
    models = {model.slug: model for model in stored.calculation.result.models}
    model = models.get(PARTNERSHIP)
    if model is None or model.share_inside is None:
        return
    inside, idle = model.share_inside, model.idle_months
    outside = interval(1 - inside.p95, 1 - inside.p05, unit="percent")
    yield _("Volume that falls outside and is tendered separately"), percent(1 - inside.p50), outside
    if idle is not None:
        spread = interval(idle.p05, idle.p95, unit="months")
        yield _("Months in which the team lacks work"), number(idle.p50), spread
    for name, chance in (
        (_("The ceiling is reached"), model.ceiling_reached),
        (_("The agreement stops early"), model.stopped_early),
        (_("The option to extend is used"), model.extended),
    ):
        if chance is not None:
            yield name, of_hundred(chance), (Span(_("chance"), quiet=True),)
    yield from _handover(stored)


def _handover(stored: Stored) -> Iterator[tuple[Cell, ...]]:
    for slug, name in (
        (PARTNERSHIP, _("Months from planned to actual handover, in a partnership")),
        (SEPARATE, _("Months from planned to actual handover, in separate tenders")),
    ):
        late = stored.calculation.result.model(slug).handover_delay
        if late is not None:
            yield name, signed(late.p50, 1), interval(late.p05, late.p95, 1, sign=True)


def _signs(ready: ReadinessSaid) -> Iterator[Block]:
    if not ready.signs:
        yield Paragraph(_("No warning sign is raised."))
        return
    columns = (Column(_("Weight"), 1), Column(_("Sign"), 2.4), Column(_("What raises it"), 4))
    rows = tuple(
        (str(one.sign.severity.label), one.words, f"{one.trigger} {_named(one.sign.projects)}".strip())
        for one in ready.signs
    )
    yield Grid("", columns, rows, row_titles=True)


def _named(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    shown = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    if more > 0:
        return _("(%(names)s and %(n)s more)") % {"names": shown, "n": more}
    return f"({shown})"


def _unanswered(stored: Stored) -> str:
    """That nobody had answered; what the projects tell by themselves stands in the table all the same."""
    if all(answer == "unsure" for answer in stored.told.grounds.gates.values()):
        return _("Nobody had answered the gates when this was stored. Unanswered does not count as a yes.")
    return _(
        "What the projects tell by themselves is worked out. Nobody had answered the other gates when this was stored. "
        "Unanswered does not count as a yes."
    )


def _gates(stored: Stored, ready: ReadinessSaid) -> Iterator[Block]:
    if not stored.told.grounds.is_answered:
        yield Paragraph(_unanswered(stored))
    columns = (Column(_("Gate"), 5), Column(_("Answer"), 1))
    rows = tuple(
        (gate.question, (Span(gate.answer, strong=gate.is_shut),) if gate.is_shut else gate.answer)
        for gate in ready.gates
    )
    yield Grid("", columns, rows)
    yield Paragraph(
        _("Only a yes opens a gate, and no points make up for one that is shut. Points: %(points)s.")
        % {"points": ready.points},
        Tone.QUIET,
    )
