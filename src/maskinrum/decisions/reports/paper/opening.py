"""The first page: question, answer, figures, the strongest argument against, and what is proposed to be decided."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.decisions.enums import VerdictAnswer
from maskinrum.decisions.phrases import IN_SENTENCE
from maskinrum.decisions.reports.answer import answer_warnings, key_figures
from maskinrum.decisions.reports.paper.stored import Stored
from maskinrum.decisions.reports.reasons import CHANGES
from maskinrum.decisions.reports.sentences import answer_sentence
from maskinrum.shared.documents import Block, Callout, Heading, KeyFigures, Paragraph, Steps, Tone
from maskinrum.shared.figures import months, volume

# As on the pages: from the one end to the other.
SCALE = (VerdictAnswer.YES, VerdictAnswer.ONLY_IF, VerdictAnswer.NOT_YET, VerdictAnswer.NO)


def opening(stored: Stored) -> Iterator[Block]:
    """What somebody with five minutes reads."""
    organisation = stored.analysis.decision_file.organisation
    if organisation.is_fictitious:
        words = _("%(name)s does not exist. The paper shows what an answer looks like.")
        yield Callout(_("Example."), words % {"name": organisation.name})
    yield Heading(_("The question"))
    yield Paragraph(question(stored), Tone.LEAD)
    yield Heading(_("The answer"))
    yield from _answer(stored)
    if figures := key_figures(stored.calculation):
        yield KeyFigures(tuple((one.value, one.words) for one in figures))
    if stored.said:
        yield Heading(_("The strongest argument against"))
        yield Paragraph(stored.said.verdict.strongest.text)
    yield Callout(_("Proposed decision"), proposal(stored), Tone.ADVICE)


def tried_later() -> str:
    """Where the verdict is another calculation's than the stored one's, that is said."""
    return _(
        "Leaving projects out was tried in the longer calculation, after the version was stored. It is part of this "
        "verdict."
    )


def question(stored: Stored) -> str:
    """What the board is asked."""
    facts = stored.case.facts
    count = ngettext("%(n)s project", "%(n)s projects", len(facts)) % {"n": len(facts)}
    return _(
        "Should %(organisation)s enter a strategic partnership for %(projects)s with a budget of %(volume)s in all, or "
        "tender in another way?"
    ) % {
        "organisation": stored.analysis.decision_file.organisation.name,
        "projects": count,
        "volume": volume(sum(one.budget for one in facts)),
    }


def proposal(stored: Stored) -> str:
    """What the board is advised to decide, by the verdict; the administration may write something else in its place."""
    found = stored.findings
    if found is None:
        return _(
            "That the board takes note that the calculation gives no verdict on a strategic partnership, since there "
            "is nothing to put into one or it is not among what is compared."
        )
    verdict = found.weighed.verdict
    if verdict.answer == "yes":
        return _(
            "That the board asks the administration to prepare the tender of a strategic partnership for the projects "
            "in this paper, and to bring its term, ceiling and conditions before the board ahead of the tender."
        )
    if verdict.answer == "only_if":
        change = next(reason.subjects[0] for reason in verdict.reasons if reason.key == "holds_if_changed")
        return _(
            "That the board goes on with a strategic partnership only if %(change)s, and asks the administration to "
            "find out whether that can be done."
        ) % {"change": CHANGES[change]}
    if verdict.answer == "not_yet":
        return _proposal_to_wait(stored)
    return _(
        "That the board does not enter a strategic partnership for these projects now, goes on with %(name)s, and has "
        "it calculated again when the portfolio or the assumptions change."
    ) % {"name": IN_SENTENCE[verdict.reference]}


def _proposal_to_wait(stored: Stored) -> str:
    assert stored.findings is not None  # noqa: S101 - there is a verdict
    reasons = stored.findings.weighed.verdict.reasons
    waits = [reason.numbers["months"] for reason in reasons if reason.key == "holds_later"]
    if waits:
        return _(
            "That the board does not decide on a strategic partnership now, plans for a start %(wait)s later, and "
            "takes the matter up again on new figures before then."
        ) % {"wait": months(waits[0])}
    return _(
        "That the board waits with its decision on a strategic partnership, and asks the administration to bring into "
        "place what is still open and to report back."
    )


def _answer(stored: Stored) -> Iterator[Block]:
    if stored.said is None:
        yield Paragraph(answer_sentence(stored.calculation), Tone.VERDICT)
    else:
        words = stored.said.verdict
        steps = tuple(str(step.label) for step in SCALE)
        yield Steps(_("Verdict"), steps, SCALE.index(VerdictAnswer(words.answer)))
        yield Paragraph(words.sentence, Tone.VERDICT)
        yield Paragraph(answer_sentence(stored.calculation))
        for note in words.notes:
            yield Paragraph(note, Tone.QUIET)
        if stored.explored and stored.explored.weighed:
            yield Paragraph(tried_later(), Tone.QUIET)
    for warning in answer_warnings(stored.calculation):
        yield Paragraph(warning, Tone.QUIET)
