"""Findings of the partnership that does not exist: one that waits, one that is worked on, one that is an experience."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from maskinrum.config.demo.names import HOUSING
from maskinrum.config.demo.rounds import PARTNERSHIP
from maskinrum.evaluation.actions.basis import release_report
from maskinrum.evaluation.actions.findings import (
    FindingWords,
    add_finding_action,
    close_finding,
    take_up_finding,
    tell_finding,
    tick_finding_action,
    write_finding,
)
from maskinrum.evaluation.actions.proposing import measure_again
from maskinrum.evaluation.enums import AnswerWay, EvaluationPart, FindingState, ResultView, RoundState
from maskinrum.evaluation.facts.signals import ActionFacts
from maskinrum.evaluation.models import EvaluationQuestion, Finding, Result, Round
from maskinrum.evaluation.reports.words import after_sentence
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership

BEFORE_THE_LAST = timedelta(days=70)
DONE = FindingWords(
    "Alle ved, hvem der gør hvad, men ikke hvem der afløser.",
    "Tre nøglepersoner har skiftet arbejde på et halvt år.",
)
UNDER_WAY = FindingWords(
    "Beslutninger kommer senere, end de plejer.", "Styregruppen mødes sjældnere, siden den anden sag gik i gang."
)


def invent_findings(viewers: dict[str, Viewer], now: datetime) -> None:
    """Make them of what the rounds show; doing it again changes nothing."""
    partnership = Partnership.objects.get(slug=PARTNERSHIP)
    if Finding.objects.filter(partnership=partnership).exclude(state=FindingState.PROPOSED).exists():
        return
    viewer, then = viewers[HOUSING], now - BEFORE_THE_LAST
    rounds = Round.objects.filter(partnership=partnership, part=EvaluationPart.PULSE, state=RoundState.CLOSED)
    last, before = list(rounds.order_by("-number")[:2])
    done = _written(partnership, before, "clear_roles", DONE, viewer, then)
    under_way = _written(partnership, before, "decisions_in_time", UNDER_WAY, viewer, then)
    _agreed(done, "Skriv en afløser ved hver rolle i organisationsplanen", viewer, then, is_done=True)
    _agreed(under_way, "Lav en liste over de næste tre måneders beslutninger, og vis den på hvert møde", viewer, now)
    measure_again(last, viewer=viewer, now=last.closed_at or now)
    outcome = "Afløserne står i planen. Ved ferien i juli vidste alle, hvem de skulle ringe til."
    done = close_finding(done, outcome=outcome, viewer=viewer, now=now)
    tell_finding(done, measured=after_sentence(done), viewer=viewer, now=now)
    release_report(partnership, timezone.localdate(now).year, sections=["whole"], viewer=viewer, now=now)


def _written(
    partnership: Partnership, row: Round, slug: str, words: FindingWords, viewer: Viewer, then: datetime
) -> Finding:
    """Take up what a signal has proposed of a question, or write it, before the last round opened."""
    question = EvaluationQuestion.objects.get(slug=slug, partnership=None)
    found = Finding.objects.filter(partnership=partnership, question=question, state=FindingState.PROPOSED).first()
    if found is None:
        shown = Result.objects.filter(
            round=row, wording__question=question, way=AnswerWay.PERSONAL, view=ResultView.ALL, levels__isnull=False
        ).exists()
        given: dict[str, Any] = {"question": question, "from_round": row if shown else None}
        found = write_finding(partnership, words, **given, viewer=viewer, now=then)
    return take_up_finding(found, words, viewer=viewer, now=then)


def _agreed(row: Finding, text: str, viewer: Viewer, now: datetime, *, is_done: bool = False) -> None:
    facts = ActionFacts(text, owner=str(viewer.person), due_on=timezone.localdate(now) + timedelta(days=21))
    action = add_finding_action(row, facts, viewer=viewer, now=now)
    if is_done:
        tick_finding_action(action, is_done=True, viewer=viewer, now=now)
