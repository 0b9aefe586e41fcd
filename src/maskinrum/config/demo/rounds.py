"""Rounds of a partnership that does not exist: two years of pulses, an open one, and a maturity of three parties."""

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from maskinrum.config.demo.names import FACILITATORS, HOUSING
from maskinrum.evaluation.actions import (
    AskedFacts,
    EarlierRound,
    answer_maturity,
    begin_model,
    change_model,
    close_round,
    give_answer,
    import_rounds,
    invite_people,
    load_questions,
    open_round,
    plan_round,
    put_up_wall,
)
from maskinrum.evaluation.actions.tallying import asked_by
from maskinrum.evaluation.enums import EvaluationPart, TextFor
from maskinrum.evaluation.facts.answers import Asked, Counts, Sheet
from maskinrum.evaluation.facts.planning import Invited, months_after
from maskinrum.evaluation.models import EvaluationModel, Invitation, ModelItem, Round
from maskinrum.evaluation.queries import model_items
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership

PARTNERSHIP = "eksempel-faelles"
CONTRACTOR, ARCHITECT, ENGINEER = "Entreprenørfirmaet Påhit", "Tegnestuen Tænkt", "Ingeniørerne Antaget"
PEOPLE = {
    (HOUSING, "management"): 5,
    (HOUSING, "project"): 6,
    (HOUSING, "operations"): 5,
    (CONTRACTOR, "project"): 5,
    (CONTRACTOR, "site"): 9,
    (ARCHITECT, "design"): 6,
    (ENGINEER, "design"): 5,
    (FACILITATORS, "project"): 1,
}
SIZES = {HOUSING: 14, CONTRACTOR: 12, ARCHITECT: 6, ENGINEER: 5}
MEANS = {
    "shared_goals": 3.9,
    "speak_early": 3.4,
    "decisions_in_time": 3.5,
    "open_economy": 3.6,
    "clear_roles": 3.8,
    "reuse": 3.0,
    "operations_residents_heard": 3.2,
    "worth_it": 4.0,
}
SEED, WORDS_CHANGE_AT, DROP_AT, EARLIER = 2026, 6, 9, 12
TEXTS = (
    ("Tag beslutningen om tagene, før stilladset er oppe.", TextFor.ALL),
    ("Driften skal have tegningerne en uge før mødet.", TextFor.ALL),
    ("Vi venter på svar for længe. Det koster os ugen.", TextFor.ALL),
    ("Økonomimødet bliver aflyst, når tallene er dårlige.", TextFor.FACILITATOR),
)
MATURITY = {
    HOUSING: (4, 3, 3, 4, 3, 2, 3, 3, 3, 2),
    CONTRACTOR: (3, 2, 3, 2, 3, 2, 4, 2, 2, 3),
    FACILITATORS: (3, 3, 2, 3, 3, 2, 3, 2, 3, 2),
}


def invent_rounds(viewers: dict[str, Viewer], now: datetime) -> None:
    """Make them all; doing it again changes nothing."""
    partnership = Partnership.objects.get(slug=PARTNERSHIP)
    if Round.objects.filter(partnership=partnership).exists():
        return
    load_questions(now)
    viewer, rng = viewers[HOUSING], Random(SEED)  # noqa: S311 - an invented world, the same each time
    parties = {one.name: one for one in Organisation.objects.filter(parties__partnership=partnership)}
    _bring_earlier(partnership, parties, viewer, rng, now)
    _held(partnership, parties, viewer, rng, now - timedelta(days=62))
    _maturity(partnership, parties, viewers, now - timedelta(days=120))
    _running(partnership, parties, viewer, rng, now)


def _bring_earlier(
    partnership: Partnership, parties: dict[str, Organisation], viewer: Viewer, rng: Random, now: datetime
) -> None:
    """Twelve rounds, every second month; in the middle one statement gets other words."""
    today = timezone.localdate(now)
    days = [months_after(today, -2 * (EARLIER + 1 - place)) for place in range(EARLIER)]
    model = begin_model(partnership, viewer=viewer, now=now)
    first = [_earlier(model, parties, day, place, rng) for place, day in enumerate(days[:WORDS_CHANGE_AT])]
    import_rounds(partnership, first, viewer=viewer, now=now)
    model = change_model(partnership, _other_words(model), viewer=viewer, now=now)
    rest = [_earlier(model, parties, day, place, rng) for place, day in enumerate(days)][WORDS_CHANGE_AT:]
    import_rounds(partnership, rest, viewer=viewer, now=now)


def _other_words(model: EvaluationModel) -> AskedFacts:
    kept = {item.wording.question_id: (item.wording.text_da, item.wording.text_en) for item in _items(model)}
    reuse = next(item.wording.question_id for item in _items(model) if item.wording.question.slug == "reuse")
    kept[reuse] = (
        "Vi begynder med det, vi lærte på det forrige projekt.",
        "We begin with what we learned on the project before.",
    )
    return AskedFacts(kept=kept, note="»Genbruger løsninger« blev forstået som genbrugte mursten.")


def _items(model: EvaluationModel) -> list[ModelItem]:
    return model_items(model, EvaluationPart.PULSE)


def _mean(slug: str, place: int) -> float:
    drop = 1.2 if slug == "decisions_in_time" and place >= DROP_AT else 0.0
    return MEANS.get(slug, 3.5) - drop


def _earlier(
    model: EvaluationModel, parties: dict[str, Organisation], day: date, place: int, rng: Random
) -> EarlierRound:
    slugs = {item.wording_id: item.wording.question.slug for item in _items(model)}
    groups: dict[UUID | None, dict[Asked, Counts]] = {
        parties[name].pk: {asked: _counts(size, _mean(slugs[asked[0]], place), rng) for asked in asked_by(model)}
        for name, size in SIZES.items()
    }
    answered = sum(SIZES.values())
    return EarlierRound(day, day + timedelta(days=14), answered + 5, answered, groups)


def _level(mean: float, rng: Random) -> int:
    return 0 if rng.random() < 0.04 else min(5, max(1, round(rng.gauss(mean, 0.9))))


def _counts(size: int, mean: float, rng: Random) -> Counts:
    levels = [_level(mean, rng) for _one in range(size)]
    one, two, three, four, five, unknown = (levels.count(level) for level in (1, 2, 3, 4, 5, 0))
    return one, two, three, four, five, unknown


def _opened(partnership: Partnership, parties: dict[str, Organisation], viewer: Viewer, then: datetime) -> Round:
    today = timezone.localdate(then)
    row = plan_round(
        partnership,
        part=EvaluationPart.PULSE,
        opens_on=today,
        closes_on=today + timedelta(days=14),
        viewer=viewer,
        now=then,
    )
    people = [
        Invited(f"svarer-{role}-{place}-{number}@opdigt.example", parties[name].pk, role)
        for place, ((name, role), count) in enumerate(PEOPLE.items())
        for number in range(count)
    ]
    invite_people(row, people, viewer=viewer, now=then)
    put_up_wall(row, viewer=viewer, now=then)
    return open_round(row, viewer=viewer, now=then)


def _answer(row: Round, share: float, rng: Random, then: datetime, *, place: int) -> None:
    slugs = {item.wording_id: item.wording.question.slug for item in _items(row.model)}
    texts = list(TEXTS)
    for one in Invitation.objects.filter(round=row).order_by("email"):
        if rng.random() > share:
            continue
        levels: dict[Asked, int] = {asked: _level(_mean(slugs[asked[0]], place), rng) for asked in asked_by(row.model)}
        text, chosen = texts.pop() if texts else ("", TextFor.NOBODY)
        give_answer(one, Sheet(levels, text=text, text_for=chosen), now=then)


def _held(
    partnership: Partnership, parties: dict[str, Organisation], viewer: Viewer, rng: Random, then: datetime
) -> None:
    """The thirteenth, answered one by one and closed."""
    row = _opened(partnership, parties, viewer, then)
    _answer(row, 0.85, rng, then, place=EARLIER)
    close_round(row, viewer=viewer, now=then + timedelta(days=14))


def _running(
    partnership: Partnership, parties: dict[str, Organisation], viewer: Viewer, rng: Random, now: datetime
) -> None:
    """One that opened three days ago; some have answered."""
    row = _opened(partnership, parties, viewer, now - timedelta(days=3))
    _answer(row, 0.4, rng, now, place=EARLIER + 1)


def _maturity(
    partnership: Partnership, parties: dict[str, Organisation], viewers: dict[str, Viewer], then: datetime
) -> None:
    today, viewer = timezone.localdate(then), viewers[HOUSING]
    row = plan_round(
        partnership,
        part=EvaluationPart.MATURITY,
        opens_on=today,
        closes_on=today + timedelta(days=30),
        viewer=viewer,
        now=then,
    )
    row = open_round(row, viewer=viewer, now=then)
    themes = [item.wording_id for item in model_items(row.model, EvaluationPart.MATURITY)]
    for name, levels in MATURITY.items():
        own = viewers.get(name) or Viewer(organisation=parties[name].pk)
        notes = ["Vi mødes hver måned, men ikke alle ledelser kommer.", *[""] * (len(themes) - 1)]
        answers = {theme: (level, note) for theme, level, note in zip(themes, levels, notes, strict=True)}
        answer_maturity(row, answers, viewer=own, now=then)
    close_round(row, viewer=viewer, now=then + timedelta(days=30))
