"""What closed rounds tell: series of questions, the results of one round, and maturity by party."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from maskinrum.evaluation.enums import AnswerWay, Aspect, EvaluationPart, ResultView, RoundState
from maskinrum.evaluation.facts.grouping import has_enough
from maskinrum.evaluation.facts.reading import Before, CountedGroup, RoundReading, reading_from_json
from maskinrum.evaluation.facts.series import Begin, Measured
from maskinrum.evaluation.models import (
    MaturityAnswer,
    ModelItem,
    NewBasis,
    Reading,
    Result,
    Round,
    VoluntaryTexts,
    Wording,
)
from maskinrum.evaluation.queries.rounds import closed_rounds, rounds, runs_rounds
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership


@dataclass(frozen=True)
class QuestionSeries:
    """One question of the pulse as it was answered round by round; ``wording`` is the latest that was asked."""

    wording: Wording
    rounds: Sequence[Measured]
    begins: Sequence[Begin]

    @property
    def question(self) -> uuid.UUID:
        """The key of the question, the same whatever its words."""
        return self.wording.question_id

    @property
    def themes(self) -> tuple[str, ...]:
        """The codes of the themes it is about."""
        return themes_in(self.wording.question.theme_codes)


def themes_in(codes: str) -> tuple[str, ...]:
    """The codes of themes that stand in one field."""
    return tuple(code for code in codes.replace(",", " ").split() if code)


def pulse_series(
    viewer: Viewer, partnership: Partnership, way: AnswerWay, *, now: datetime, question: uuid.UUID | None = None
) -> list[QuestionSeries]:
    """The series of every question that closed rounds asked, in the order of the last round; or of one question."""
    rounds = list(closed_rounds(viewer, partnership, EvaluationPart.PULSE, now=now))
    return series_of(rounds, partnership, way, question=question)


def series_of(
    rounds: Sequence[Round], partnership: Partnership, way: AnswerWay, *, question: uuid.UUID | None = None
) -> list[QuestionSeries]:
    """The same of rounds that the caller may see, the earliest first."""
    if way == AnswerWay.WALL:
        rounds = [row for row in rounds if row.wall_answered]
    rows = Result.objects.filter(round__in=rounds, way=way, view=ResultView.ALL, aspect=Aspect.AGREEMENT).values_list(
        "round", "wording", "levels"
    )
    found = [*(rows.filter(wording__question=question) if question else rows).order_by()]
    asked = {wording for _round, wording, _levels in found}
    wordings = {one.pk: one for one in Wording.objects.filter(pk__in=asked).select_related("question")}
    bases = _bases(partnership, wordings)
    by_question: dict[uuid.UUID, dict[uuid.UUID, tuple[Wording, tuple[int, ...] | None]]] = {}
    for round_id, wording_id, levels in found:
        wording = wordings[wording_id]
        told = (wording, tuple(levels) if levels is not None else None)
        by_question.setdefault(wording.question_id, {})[round_id] = told
    series = [_series(rounds, told, bases, way) for told in by_question.values()]
    places = _places(rounds[-1]) if rounds else {}
    return sorted(series, key=lambda one: (places.get(one.wording.pk, len(places)), one.wording.question.slug))


def _places(row: Round) -> dict[uuid.UUID, int]:
    """Where each wording stands in what a round asked; what it did not ask comes last."""
    items = ModelItem.objects.filter(model=row.model_id).order_by("position", "id")
    return {wording: place for place, wording in enumerate(items.values_list("wording", flat=True))}


def _bases(partnership: Partnership, wordings: Iterable[uuid.UUID]) -> dict[tuple[uuid.UUID, uuid.UUID], str]:
    rows = NewBasis.objects.filter(partnership=partnership, wording__in=list(wordings))
    return {(wording, row): reason for wording, row, reason in rows.values_list("wording", "from_round", "reason")}


def _series(
    rounds: Sequence[Round],
    told: dict[uuid.UUID, tuple[Wording, tuple[int, ...] | None]],
    bases: dict[tuple[uuid.UUID, uuid.UUID], str],
    way: AnswerWay,
) -> QuestionSeries:
    """The rounds from the first that asked it; a round that left it out is a gap."""
    asked = [place for place, row in enumerate(rounds) if row.pk in told]
    kept = rounds[asked[0] : asked[-1] + 1]
    points, begins = list[Measured](), list[Begin]()
    latest = told[kept[0].pk][0]
    for place, row in enumerate(kept):
        wording, levels = told.get(row.pk, (latest, None))
        reason = bases.get((wording.pk, row.pk), "")
        if place and (wording.pk != latest.pk or reason):
            begins.append(Begin(place, "" if wording.pk != latest.pk else reason))
        latest = wording
        points.append(_measured(row, wording, levels, way))
    return QuestionSeries(latest, points, begins)


def _measured(row: Round, wording: Wording, levels: tuple[int, ...] | None, way: AnswerWay) -> Measured:
    is_wall = way == AnswerWay.WALL
    invited, answered = (0, row.wall_answered) if is_wall else (row.invited, row.answered)
    return Measured(row.key, row.number, row.closes_on, invited, answered, wording.series, levels)


def has_wall(viewer: Viewer, partnership: Partnership, *, now: datetime) -> bool:
    """Whether answers have come in from a wall."""
    return closed_rounds(viewer, partnership, EvaluationPart.PULSE, now=now).filter(wall_answered__gt=0).exists()


def round_before(row: Round) -> Round | None:
    """The closed round of the same part before it."""
    rows = Round.objects.filter(
        partnership=row.partnership_id, part=row.part, state=RoundState.CLOSED, number__lt=row.number
    )
    return rows.order_by("-number").first()


def stored_reading(row: Round) -> RoundReading | None:
    """What was calculated when the round was closed."""
    found = Reading.objects.filter(round=row).first()
    return reading_from_json(found.data) if found else None


@dataclass(frozen=True)
class OwnWords:
    """What people wrote in a closed round, in alphabetical order; ``for_runner`` is empty for who does not run it.

    ``has_enough``: five or more answered; of fewer nothing is kept.
    """

    has_enough: bool
    runs: bool
    for_all: tuple[str, ...] = ()
    for_runner: tuple[str, ...] = ()


def own_words(viewer: Viewer, row: Round, *, now: datetime) -> OwnWords | None:
    """What the viewer may read of it; None of a round that is not closed, that did not ask, or that is forgotten."""
    closed = rounds(viewer, now=now).filter(pk=row.pk, state=RoundState.CLOSED, model__asks_text=True)
    if not closed.exists():
        return None
    runs = runs_rounds(viewer, row.partnership)
    if not has_enough(row.answered, row.wall_answered):
        return OwnWords(has_enough=False, runs=runs)
    found = VoluntaryTexts.objects.filter(round=row).first()
    if found is None:
        return None
    # Sorted when read too, so that an order in which the rows were once written can never be told.
    for_all, for_runner = (sorted(texts, key=str.casefold) for texts in (found.for_all, found.for_facilitator))
    return OwnWords(has_enough=True, runs=runs, for_all=tuple(for_all), for_runner=tuple(for_runner) if runs else ())


def counted_groups(row: Round) -> list[CountedGroup]:
    """Everything that may be shown of a round, and what is withheld as None."""
    fields = ("wording", "way", "view", "party", "role", "aspect", "levels", "unknown")
    rows = Result.objects.filter(round=row).order_by().values_list(*fields)
    return [
        CountedGroup(
            wording=str(wording),
            way=way,
            view=view,
            party=str(party or ""),
            role=role,
            is_importance=aspect == Aspect.IMPORTANCE,
            levels=tuple(levels) if levels is not None else None,
            unknown=unknown,
        )
        for wording, way, view, party, role, aspect, levels, unknown in rows
    ]


def counted_before(row: Round) -> Before | None:
    """What all answered in the round before, by the same words."""
    earlier = round_before(row)
    if earlier is None:
        return None
    rows = Result.objects.filter(
        Q(levels__isnull=False), round=earlier, view=ResultView.ALL, aspect=Aspect.AGREEMENT
    ).values_list("wording", "way", "levels")
    return Before(earlier.key, {(str(wording), way): tuple(levels or ()) for wording, way, levels in rows})


def wordings_of(row: Round) -> list[Wording]:
    """The wordings a round asked, in their order."""
    rows = Wording.objects.filter(items__model=row.model_id, question__part=row.part)
    return list(rows.select_related("question").order_by("items__position", "items__id"))


@dataclass(frozen=True)
class MaturityRound:
    """A closed yearly maturity: the level each party gave each theme, by wording and party."""

    row: Round
    levels: dict[tuple[uuid.UUID, uuid.UUID], int | None]
    notes: dict[tuple[uuid.UUID, uuid.UUID], str]

    def of(self, wording: uuid.UUID, parties: Iterable[uuid.UUID]) -> tuple[int | None, ...]:
        """The levels of the parties on one theme."""
        return tuple(self.levels.get((wording, party)) for party in parties)

    def all_of(self, wording: uuid.UUID) -> tuple[int | None, ...]:
        """The levels of all who answered on one theme."""
        return tuple(level for (about, _party), level in self.levels.items() if about == wording)


def maturity_rounds(viewer: Viewer, partnership: Partnership, *, now: datetime, most: int = 2) -> list[MaturityRound]:
    """The latest closed rounds of the maturity, the latest first."""
    rows = closed_rounds(viewer, partnership, EvaluationPart.MATURITY, now=now).select_related("model")
    return answers_of(list(rows.order_by("-number", "id")[:most]))


def answers_of(rounds: Sequence[Round]) -> list[MaturityRound]:
    """What the parties answered in rounds that the caller may see."""
    found: dict[uuid.UUID, MaturityRound] = {row.pk: MaturityRound(row, {}, {}) for row in rounds}
    answers = MaturityAnswer.objects.filter(round__in=rounds).order_by()
    for one, wording, party, level, note in answers.values_list("round", "wording", "party", "level", "note"):
        found[one].levels[wording, party] = level
        found[one].notes[wording, party] = note
    return list(found.values())
