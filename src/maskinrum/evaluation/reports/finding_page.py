"""Findings in words: what was seen, how far it is, and the one next step."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from maskinrum.evaluation.enums import FindingState
from maskinrum.evaluation.facts.offers import INDICATORS, offered
from maskinrum.evaluation.models import Finding, FindingAction, Wording
from maskinrum.evaluation.reports.words import after_sentence, says, signal_sentence


@dataclass(frozen=True)
class FindingShown:
    """One finding. ``title`` is its own words, or what the signal saw before anybody has written some."""

    row: Finding
    title: str
    about: str
    saw: str
    after: str
    next_step: str
    actions: Sequence[FindingAction]


def finding_shown(row: Finding, wordings: Mapping[uuid.UUID, Wording], today: date) -> FindingShown:
    """A finding as lists and its page show it."""
    about = about_of(row, wordings)
    saw, actions = signal_sentence(row, about), list(row.actions.all())
    return FindingShown(
        row=row,
        title=row.title or saw or about,
        about=about,
        saw=saw,
        after=after_sentence(row),
        next_step=next_step(row, actions, today),
        actions=actions,
    )


def about_of(row: Finding, wordings: Mapping[uuid.UUID, Wording]) -> str:
    """What the finding is about: the statement, the theme, or the figure."""
    wording = wordings.get(row.question_id) if row.question_id else None
    if wording is not None:
        return says(wording)
    names = [name(row.indicator) for name in offered(INDICATORS)] if row.indicator else []
    return next((one for one in names if one), row.indicator)


def next_step(row: Finding, actions: Collection[FindingAction], today: date) -> str:
    """The one thing to do now."""
    if row.state == FindingState.PROPOSED:
        return _("Take it up, or put it aside with a reason.")
    if row.state == FindingState.DISMISSED:
        return ""
    if row.state == FindingState.CLOSED:
        return "" if row.experience_id else _("Tell others: make it an experience.")
    return _step_of_taken_up(row, actions, today)


def _step_of_taken_up(row: Finding, actions: Collection[FindingAction], today: date) -> str:
    still = [one for one in actions if one.done_on is None]
    if not actions:
        return _("Say what is done, by whom and by when.")
    if any(one.due_on is not None and one.due_on < today for one in still):
        return _("Something is past its day. Do it, or say that it is done.")
    if still:
        return _("Do what was agreed.")
    if row.measured_again is None and row.question_id:
        return _("Wait for the next round: it says whether it helped.")
    return _("Say what came of it.")
