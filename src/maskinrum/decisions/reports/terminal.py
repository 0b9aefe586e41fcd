"""The answer for the terminal: the sentence, one line an alternative, the break-even and what must be said."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.calculation import BreakEven, Calculation
from maskinrum.decisions.analysis.verdicts import Weighed
from maskinrum.decisions.phrases import SHORT
from maskinrum.decisions.reports.answer import answer_warnings
from maskinrum.decisions.reports.assumptions import rests_on
from maskinrum.decisions.reports.break_even import break_even_words
from maskinrum.decisions.reports.sentences import answer_sentence
from maskinrum.decisions.reports.verdict import verdict_words
from maskinrum.shared.figures import hundredths, number, signed

WIDTH = 22


def answer_text(
    calculation: Calculation, found: BreakEven, weighed: Weighed | None, *, own: str = "", notes: Sequence[str] = ()
) -> str:
    """The whole answer as plain lines in the active language; money in DKK m.

    ``weighed``: the verdict, None where there is nothing to decide; ``own``: what a file of assumptions changed.
    """
    parts = [
        *_verdict(weighed),
        answer_sentence(calculation),
        _table(calculation),
        break_even_words(found),
        " ".join(filter(None, [rests_on(calculation.case.assumptions).words, own])),
    ]
    parts += answer_warnings(calculation)
    parts += [_("Note: %(note)s") % {"note": note} for note in notes]
    parts.append(_run_line(calculation))
    return "\n\n".join(parts)


def _verdict(weighed: Weighed | None) -> list[str]:
    """The verdict, its reasons, and the strongest argument against it."""
    words = verdict_words(weighed)
    if words is None:
        return []
    reasons = [f"  - {reason.text}" for reason in words.reasons]
    against = _("The strongest argument against: %(words)s") % {"words": words.strongest.text}
    return ["\n".join([words.sentence, *reasons, *words.notes, against])]


def _table(calculation: Calculation) -> str:
    head = [
        _("DKK m against separate tenders"),
        "5 %",
        "25 %",
        _("middle"),
        "75 %",
        "95 %",
        _("cheaper/100"),
        _("best/100"),
    ]
    lines = [_line(head)]
    for model in sorted(calculation.result.models, key=lambda one: one.regret.mean):
        spread = model.difference
        quantiles = (spread.p05, spread.p25, spread.p50, spread.p75, spread.p95) if spread else (0.0,) * 5
        better = "–" if model.p_better is None else hundredths(model.p_better)
        lines.append(
            _line([str(SHORT[model.slug]), *(signed(value) for value in quantiles), better, hundredths(model.p_best)])
        )
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    first, *others = cells
    return f"{first:<{WIDTH + 8}}" + "".join(f"{cell:>12}" for cell in others)


def _run_line(calculation: Calculation) -> str:
    result = calculation.result
    return _("%(n)s futures, seed %(seed)s, %(projects)s projects, case date %(day)s.") % {
        "n": number(result.futures),
        "seed": result.seed,
        "projects": len(calculation.case.facts),
        "day": calculation.case.case_date.isoformat(),
    }
