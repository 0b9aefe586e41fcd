"""The verdict in words: the answer, its reasons, and what speaks most strongly against it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.parameters import Shipped
from maskinrum.decisions.analysis.verdicts import Findings, Reason, Weighed
from maskinrum.decisions.enums import VerdictAnswer
from maskinrum.decisions.reports.reasons import CHANGES, Said, behind_of, said
from maskinrum.shared.figures import months


@dataclass(frozen=True)
class VerdictWords:
    """The verdict as a page shows it. ``against`` has the strongest argument first; ``notes`` say what is missing."""

    answer: str
    word: str
    clause: str
    reasons: list[Said]
    against: list[Said]
    notes: list[str]
    is_whole: bool

    @property
    def joint(self) -> str:
        """What stands between the word and its clause: *only if* goes on, the others stop."""
        return " " if self.answer == "only_if" else " – "

    @property
    def sentence(self) -> str:
        return f"{self.word}{self.joint}{self.clause}"

    @property
    def strongest(self) -> Said:
        return self.against[0]

    @property
    def others(self) -> list[Said]:
        return self.against[1:]


def verdict_of(findings: Findings, answer: str | None = None, shipped: Shipped | None = None) -> VerdictWords:
    """The verdict of findings in words; ``answer`` and ``shipped`` as in ``verdict_words``."""
    words = verdict_words(
        findings.weighed,
        answer,
        shipped,
        is_searched=findings.leaving_out_is_tried,
        further=findings.further_futures,
    )
    assert words is not None  # noqa: S101 - there is a verdict to be put into words
    return words


def verdict_words(
    weighed: Weighed | None,
    answer: str | None = None,
    shipped: Shipped | None = None,
    *,
    is_searched: bool = True,
    further: int | None = None,
) -> VerdictWords | None:
    """Put a verdict into words in the active language.

    ``answer``: address of the page with the charts where that is another one, empty where there is none.
    ``shipped``: what a stored version was told of its numbers (``Naming``).
    ``is_searched``: whether leaving projects out has been tried (``Findings.leaving_out_is_tried``); where it has not,
    no *no* is final. ``further``: on how many futures later starts and changed portfolios were calculated, where it is
    another number than that of the verdict.
    """
    if weighed is None:
        return None
    found, behind = weighed.verdict, behind_of(weighed, shipped)
    return VerdictWords(
        answer=found.answer,
        word=_word(weighed, is_searched=is_searched),
        clause=_clause(weighed, is_searched=is_searched),
        reasons=[said(reason, behind, answer, further) for reason in found.reasons if _is_told(reason, weighed)],
        against=[said(reason, behind, answer) for reason in found.against],
        notes=_notes(weighed, is_searched=is_searched),
        is_whole=weighed.is_whole,
    )


def _is_told(reason: Reason, weighed: Weighed) -> bool:
    """Where nobody has answered, one note says so: no line for each gate, and no warning sign is said to be absent."""
    return weighed.readiness.is_answered or reason.key not in {"gate_open", "no_stop_warning"}


def _word(weighed: Weighed, *, is_searched: bool) -> str:
    if weighed.verdict.answer == "no" and not (weighed.is_whole and is_searched):
        return _("Not as it stands")
    return str(VerdictAnswer(weighed.verdict.answer).label)


def _clause(weighed: Weighed, *, is_searched: bool) -> str:
    found = weighed.verdict
    if found.answer == "yes":
        return _("the numbers hold, every gate is answered with a yes, and no warning sign stops you.")
    if found.answer == "not_yet":
        return _waiting_clause(weighed)
    if found.answer == "only_if":
        changes = [str(CHANGES[reason.subjects[0]]) for reason in found.reasons if reason.key == "holds_if_changed"]
        return _("%(change)s: then the numbers hold.") % {"change": changes[0]}
    if not weighed.is_whole:
        return _("the numbers do not hold for a strategic partnership with this portfolio today.")
    if not is_searched:
        return _("the numbers hold neither now nor later, nor with the changes of the portfolio that were tried.")
    return _("the numbers hold neither now nor later, and not with a changed portfolio either.")


def _waiting_clause(weighed: Weighed) -> str:
    waits = [reason.numbers["months"] for reason in weighed.verdict.reasons if reason.key == "holds_later"]
    if waits:
        return _("the numbers hold if you start %(wait)s later.") % {"wait": months(waits[0])}
    if not weighed.readiness.is_answered:
        return _("the numbers hold, but whether you are ready has not been answered.")
    return _("the numbers hold, but something must fall into place first.")


def _notes(weighed: Weighed, *, is_searched: bool) -> list[str]:
    out = []
    if not weighed.readiness.is_answered:
        out.append(_unanswered(weighed))
    if not weighed.is_whole:
        out.append(_("Later starts and changed portfolios are not in this yet."))
    if not is_searched and weighed.verdict.answer in {"no", "only_if"}:
        out.append(
            _(
                "With this many projects, leaving some of them out has not been tried here. The longer calculation of "
                "a stored analysis tries it."
            )
        )
    return out


def _unanswered(weighed: Weighed) -> str:
    """How many gates nobody has answered: what the projects tell by themselves is worked out, and is none of them."""
    answers = list(weighed.readiness.gates.values())
    words = {"n": answers.count("unsure"), "all": len(answers)}
    if words["n"] == words["all"]:
        return (
            _(
                "Preliminary: nobody has answered the %(all)s gates of readiness. Without them the numbers alone never "
                "give a yes."
            )
            % words
        )
    return (
        _(
            "Preliminary: nobody has answered %(n)s of the %(all)s gates of readiness. Without them the numbers alone "
            "never give a yes."
        )
        % words
    )
