"""Change what a partnership asks: a locked version is never changed, a new one is made."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from maskinrum.evaluation.actions.tallying import lay_tallies
from maskinrum.evaluation.enums import EvaluationPart, RoundState
from maskinrum.evaluation.models import Cell, EvaluationModel, EvaluationQuestion, ModelItem, Tally, Wording
from maskinrum.evaluation.queries.questions import (
    current_model,
    earlier_items,
    mark_of,
    model_items,
    shipped_questions,
    shipped_wordings,
)
from maskinrum.evaluation.queries.rounds import runs_rounds
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError, OvertakenError

OWN = "own-"
MOST_OWN = 4
"""Own statements in the pulse: with the eight that ship it must still take two minutes."""


Levels = Mapping[str, Mapping[str, str]]
"""The words of each level, "1" to "5", in each language."""


@dataclass(frozen=True)
class AskedFacts:
    """What a partnership wants to ask in one part.

    ``kept`` maps each question that stays, or is taken up again, to its words in Danish and English; ``added`` are new
    own statements. ``levels`` are the words of the levels of themes of the maturity, by question, as wordings have
    them; what else is asked of the pulse stays as it was when the maturity is changed. ``seen`` is the mark of what was
    asked when the page was opened, see ``mark_of``.
    """

    kept: Mapping[uuid.UUID, tuple[str, str]]
    part: EvaluationPart = EvaluationPart.PULSE
    levels: Mapping[uuid.UUID, Levels] = field(default_factory=dict)
    added: Sequence[tuple[str, str]] = ()
    asks_importance: bool = False
    asks_text: bool = True
    note: str = ""
    seen: str = ""


@transaction.atomic
def begin_model(partnership: Partnership, *, viewer: Viewer, now: datetime) -> EvaluationModel:
    """Return what the partnership asks; at the first time that is what ships, as version 1."""
    found = current_model(partnership)
    if found is None:
        # Of two who begin at once the later one finds what the first has made.
        Partnership.objects.select_for_update().get(pk=partnership.pk)
        found = current_model(partnership)
    if found is not None:
        return found
    model = EvaluationModel.objects.create(partnership=partnership, created_by=viewer.person, created_at=now)
    order = {one.slug: place for place, one in enumerate(shipped_questions())}
    ModelItem.objects.bulk_create(
        ModelItem(model=model, wording=wording, position=order[slug])
        for slug, wording in shipped_wordings().items()
        if slug in order
    )
    record("change_evaluation_model", model, viewer=viewer, now=now, changes={"version": [None, 1]})
    return model


@transaction.atomic
def change_model(partnership: Partnership, facts: AskedFacts, *, viewer: Viewer, now: datetime) -> EvaluationModel:
    """Ask this in one part from now on. Raises DomainError without the right, and for what cannot be asked.

    A version that a round has had an answer to is locked: the change is a new version, and open rounds go on with the
    old one. Other words of a statement begin a new series of the same question.
    """
    if not runs_rounds(viewer, partnership):
        raise DomainError(
            _("Only the client's managers and the facilitator decide what is asked. Nothing was changed.")
        )
    begin_model(partnership, viewer=viewer, now=now)
    # Answers hold their group before the version they are of, so the groups come first here too.
    cells = list(_open_cells(partnership))
    held = EvaluationModel.objects.select_for_update().filter(partnership=partnership).order_by("-version").first()
    if held is None:
        raise DomainError(_("What is asked was changed by somebody else meanwhile. Open the page anew."))
    _refuse_what_cannot_be(facts)
    wordings = _wordings(partnership, held, facts)
    _refuse_unseen(held, facts, wordings)
    model = _version_to_write(held, facts, viewer, now)
    _put(model, wordings, facts.part)
    is_pulse = facts.part == EvaluationPart.PULSE
    waiting = [cell for cell in cells if is_pulse and cell.round.model_id == model.pk]
    Tally.objects.filter(cell__in=waiting).delete()
    lay_tallies(waiting, model)
    changes = {"version": [held.version, model.version], "questions": [None, len(wordings)], "note": ["", facts.note]}
    record("change_evaluation_model", model, viewer=viewer, now=now, changes=changes)
    return model


def _open_cells(partnership: Partnership) -> QuerySet[Cell]:
    rows = Cell.objects.filter(round__partnership=partnership, round__state=RoundState.OPEN)
    return rows.select_related("round").select_for_update(of=("self",)).order_by("pk")


def _refuse_what_cannot_be(facts: AskedFacts) -> None:
    if not facts.kept and not facts.added:
        raise DomainError(_("Keep at least one statement. Nothing was changed."))
    if any(not danish.strip() for danish, _english in [*facts.kept.values(), *facts.added]):
        raise DomainError(_("Write each statement in Danish. What you wrote is still here."))
    if any(not words["da"].strip() for levels in facts.levels.values() for words in levels.values()):
        raise DomainError(_("Write each level in Danish. What you wrote is still here."))


def _refuse_unseen(held: EvaluationModel, facts: AskedFacts, wordings: Sequence[Wording]) -> None:
    """Take nothing away that came after the page was opened; the same once more is no fault."""
    now = model_items(held, facts.part)
    if facts.seen in {"", mark_of(now)} or [one.pk for one in wordings] == [item.wording_id for item in now]:
        return
    raise OvertakenError(
        _(
            "Somebody has changed what is asked since you opened the page. Yours still stands here; what is new stands "
            "without a tick. Tick what is to stay, and save again."
        )
    )


def _wordings(partnership: Partnership, model: EvaluationModel, facts: AskedFacts) -> list[Wording]:
    """The words of every statement: those of before, those that were asked before that, then the new ones."""
    items = model_items(model, facts.part)
    items += earlier_items(partnership, facts.part, [item.wording.question_id for item in items])
    found = []
    for item in items:
        pk = item.wording.question_id
        if pk in facts.kept:
            found.append(_said(partnership, item.wording, facts.kept[pk], facts.levels.get(pk, item.wording.levels)))
    for words in facts.added:
        added = _added(partnership, words)
        if added.question_id in {one.question_id for one in found}:
            asked = _("“%(statement)s” is asked already. Write another statement, or clear the line.")
            raise DomainError(asked % {"statement": added.text_da[:80]})
        found.append(added)
    if sum(one.question.slug.startswith(OWN) for one in found) > MOST_OWN:
        most = _("There can be %(n)s statements of your own, so that it takes no more than two minutes.")
        raise DomainError(most % {"n": MOST_OWN})
    return found


def _said(partnership: Partnership, wording: Wording, words: tuple[str, str], levels: Levels) -> Wording:
    """The wording with these words: this one, an earlier one that said the same, or the beginning of a new series."""
    danish, english = words[0].strip(), words[1].strip()
    if (wording.text_da, wording.text_en, wording.levels) == (danish, english, levels):
        return wording
    known = Wording.objects.filter(question=wording.question)
    own = known.filter(Q(partnership=None) | Q(partnership=partnership)).select_related("question")
    same = own.filter(text_da=danish, text_en=english).order_by("series")
    said = next((one for one in same if one.levels == levels), None)
    if said is not None:
        return said
    return Wording.objects.create(
        question=wording.question,
        partnership=partnership,
        series=max(known.values_list("series", flat=True)) + 1,
        text_da=danish,
        text_en=english,
        levels=dict(levels),
    )


def _added(partnership: Partnership, words: tuple[str, str]) -> Wording:
    """A new own question, or the one that was asked in these very words before: it is the same, with a gap."""
    danish, english = words[0].strip(), words[1].strip()
    mine = Q(partnership=None) | Q(partnership=partnership)
    known = Wording.objects.filter(mine, question__part=EvaluationPart.PULSE, text_da=danish).select_related("question")
    known = known.filter(Q(question__partnership=None) | Q(question__partnership=partnership))
    same = known.filter(text_en=english) if english else known
    said = same.order_by("question__slug", "-series").first()
    if said is not None:
        return said
    question = EvaluationQuestion.objects.create(
        partnership=partnership, part=EvaluationPart.PULSE, slug=f"{OWN}{uuid.uuid4().hex[:12]}"
    )
    return Wording.objects.create(question=question, text_da=danish, text_en=english)


def _version_to_write(held: EvaluationModel, facts: AskedFacts, viewer: Viewer, now: datetime) -> EvaluationModel:
    """The version itself while nobody has answered it, else the next one with the other part as it was."""
    asks = facts if facts.part == EvaluationPart.PULSE else held
    settings = {"asks_importance": asks.asks_importance, "asks_text": asks.asks_text, "note": facts.note.strip()}
    if not held.is_locked:
        EvaluationModel.objects.filter(pk=held.pk).update(**settings)
        return EvaluationModel.objects.get(pk=held.pk)
    made = EvaluationModel.objects.create(
        partnership=held.partnership, version=held.version + 1, created_by=viewer.person, created_at=now, **settings
    )
    other = next(part for part in EvaluationPart if part != facts.part)
    for item in model_items(held, other):
        ModelItem.objects.create(model=made, wording=item.wording, position=item.position)
    return made


def _put(model: EvaluationModel, wordings: Sequence[Wording], part: EvaluationPart) -> None:
    ModelItem.objects.filter(model=model, wording__question__part=part).delete()
    rows = [ModelItem(model=model, wording=one, position=place) for place, one in enumerate(wordings)]
    ModelItem.objects.bulk_create(rows)
