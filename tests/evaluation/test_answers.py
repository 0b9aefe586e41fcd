"""An answer is counted once, and leaves nothing that leads to it."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db.models import Sum

from maskinrum.evaluation.actions import (
    ClosedError,
    close_round,
    give_answer,
    give_wall_answer,
    import_rounds,
    invite_people,
    leave_rounds,
    open_round,
    put_up_wall,
    take_off,
)
from maskinrum.evaluation.actions.importing import EarlierRound
from maskinrum.evaluation.actions.tallying import asked_by
from maskinrum.evaluation.enums import AnswerWay, ResultView, RoundState, TextFor
from maskinrum.evaluation.facts.answers import Asked, Counts
from maskinrum.evaluation.facts.planning import Invited
from maskinrum.evaluation.models import (
    Cell,
    EvaluationModel,
    Invitation,
    Respondent,
    ResponseRate,
    Result,
    Round,
    Tally,
    VoluntaryTexts,
)
from maskinrum.organisations.models import AuditEvent, Organisation
from maskinrum.organisations.permissions import OPERATOR, VISITOR
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.evaluation.rounding import FEW, invited, opened_round, planned_round, sheet_of

COLUMNS = ("level_1", "level_2", "level_3", "level_4", "level_5", "unknown")


def counted(row: Round) -> set[int]:
    """How many answers stand in the rows of each statement."""
    return {
        sum(
            sum(getattr(tally, column) for column in COLUMNS)
            for tally in Tally.objects.filter(cell__round=row, wording=one)
        )
        for one in Tally.objects.filter(cell__round=row).values_list("wording", flat=True)
    }


def test_an_answer_is_counted_in_every_row_of_its_group(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership)
    assert give_answer(invited(row)[0], sheet_of(row.model, 4), now=now) is True
    assert Tally.objects.filter(cell=invited(row)[0].cell).aggregate(all=Sum("level_4"))["all"] == 8
    assert counted(row) == {1}
    assert Round.objects.get().answered == 1


def test_a_link_counts_once(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership)
    given = [give_answer(invited(row)[0], sheet_of(row.model), now=now) for _turn in range(2)]
    assert (given, counted(row), Round.objects.get().answered) == ([True, False], {1}, 1)


def test_not_knowing_is_counted_apart(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership)
    give_answer(invited(row)[0], sheet_of(row.model, 0), now=now)
    assert Tally.objects.aggregate(all=Sum("unknown"))["all"] == 8


def test_a_sheet_that_lacks_a_statement_is_not_counted(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership)
    sheet = sheet_of(row.model)
    short = type(sheet)(dict(list(sheet.levels.items())[1:]))
    with pytest.raises(DomainError):
        give_answer(invited(row)[0], short, now=now)
    assert (counted(row), invited(row)[0].has_answered) == ({0}, False)


def test_nobody_answers_after_the_last_day(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership)
    with pytest.raises(ClosedError):
        give_answer(invited(row)[0], sheet_of(row.model), now=now + timedelta(days=15))
    assert counted(row) == {0}


def test_an_answer_leaves_no_line_in_the_log_and_locks_what_is_asked(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership)
    before = AuditEvent.objects.count()
    give_answer(invited(row)[0], sheet_of(row.model), now=now)
    assert AuditEvent.objects.count() == before
    assert EvaluationModel.objects.get().is_locked


def test_texts_stand_in_alphabetical_order_for_whom_the_writer_chose(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership)
    people = invited(row)
    words = (
        ("Tavlen", TextFor.ALL),
        ("Afløb", TextFor.ALL),
        ("Kun dig", TextFor.FACILITATOR),
        ("Intet", TextFor.NOBODY),
    )
    for one, (text, chosen) in zip(people, words, strict=False):
        give_answer(one, sheet_of(row.model, text=text, text_for=chosen), now=now)
    texts = VoluntaryTexts.objects.get()
    assert (texts.for_all, texts.for_facilitator) == (["Afløb", "Tavlen"], ["Kun dig"])


def test_the_wall_is_counted_apart(partnership: Partnership, now: datetime) -> None:
    row = planned_round(partnership, FEW)
    put_up_wall(row, viewer=OPERATOR, now=now)
    row = open_round(row, viewer=OPERATOR, now=now)
    give_wall_answer(row, sheet_of(row.model), now=now)
    stored = Round.objects.get()
    assert (stored.answered, stored.wall_answered) == (0, 1)
    assert Tally.objects.filter(cell__way=AnswerWay.WALL).aggregate(all=Sum("level_3"))["all"] == 8
    assert Tally.objects.filter(cell__way=AnswerWay.PERSONAL).aggregate(all=Sum("level_3"))["all"] == 0


def test_every_group_in_the_database_has_five_or_more_invited(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership, {(0, "management"): 2, (0, "project"): 3, (1, "site"): 6, (1, "design"): 1})
    sizes = [Invitation.objects.filter(cell=cell).count() for cell in Cell.objects.filter(round=row)]
    assert sorted(sizes) == [5, 7]


def test_a_round_of_fewer_than_five_cannot_open(partnership: Partnership, now: datetime) -> None:
    row = planned_round(partnership, {(0, "project"): 4})
    with pytest.raises(DomainError, match="mindst fem"):
        open_round(row, viewer=OPERATOR, now=now)
    assert Round.objects.get().state == RoundState.PLANNED


def test_whoever_is_invited_later_joins_a_group(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership)
    late = Invited("sen@part.example", partnership.parties.all()[1].organisation_id, "design")
    invite_people(row, [late], viewer=OPERATOR, now=now)
    own = Invitation.objects.get(email="sen@part.example")
    assert own.cell is not None
    assert Invitation.objects.filter(cell=own.cell).count() == 7
    assert (own.cell.party_id, own.cell.role) == (late.party, "")
    assert Round.objects.get().invited == 17


def test_whoever_is_taken_off_leaves_the_place(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership)
    one = invited(row)[0]
    take_off(one, viewer=OPERATOR, now=now)
    kept = Invitation.objects.get(pk=one.pk)
    assert (one.email in kept.email, kept.token_digest, kept.cell_id) == (False, "", one.cell_id)
    assert give_answer(kept, sheet_of(row.model), now=now) is False


def test_whoever_leaves_is_not_asked_again_and_may_still_answer(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership)
    one = invited(row)[0]
    leave_rounds(one, viewer=VISITOR, now=now)
    assert not Respondent.objects.filter(email=one.email).exists()
    assert give_answer(one, sheet_of(row.model), now=now) is True


def all_answer(row: Round, now: datetime, levels: tuple[int, ...] = (1, 2, 3, 4, 5)) -> None:
    """Everybody answers, so that no group is alike."""
    for place, one in enumerate(invited(row)):
        give_answer(one, sheet_of(row.model, levels[place % len(levels)]), now=now)


def test_closing_keeps_results_and_rates_and_nothing_else(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership)
    all_answer(row, now)
    close_round(row, viewer=OPERATOR, now=now)
    left = [model._default_manager.count() for model in (Tally, Invitation, Cell, OutboxMail)]
    assert left == [0, 0, 0, 0]
    whole = Result.objects.filter(view=ResultView.ALL, way=AnswerWay.PERSONAL)
    assert {(tuple(one.levels or ()), one.unknown) for one in whole} == {((4, 3, 3, 3, 3), 0)}
    by_party = ResponseRate.objects.filter(view=ResultView.PARTY).values_list("invited", "answered")
    assert sorted(by_party) == [(6, 6), (10, 10)]


def test_a_group_that_answered_alike_is_not_shown(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership)
    for one in invited(row):
        give_answer(one, sheet_of(row.model, 2 if one.role == "site" else 1 + len(one.email) % 5), now=now)
    close_round(row, viewer=OPERATOR, now=now)
    site = Result.objects.filter(view=ResultView.ROLE, role="site")
    assert (site.count(), site.filter(levels__isnull=True).count()) == (8, 8)


def test_few_answers_are_not_shown_and_their_texts_are_gone(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership)
    for level, one in enumerate(invited(row)[:4], start=1):
        give_answer(one, sheet_of(row.model, level, text="Kan kendes", text_for=TextFor.ALL), now=now)
    close_round(row, viewer=OPERATOR, now=now)
    assert set(Result.objects.values_list("levels", "unknown")) == {(None, None)}
    assert not VoluntaryTexts.objects.exists()


def test_a_closed_round_is_not_closed_again(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership)
    close_round(row, viewer=OPERATOR, now=now)
    with pytest.raises(DomainError):
        close_round(row, viewer=OPERATOR, now=now)


def test_totals_of_earlier_rounds_are_ruled_on_too(
    partnership: Partnership, organisation: Organisation, now: datetime
) -> None:
    row = planned_round(partnership)
    asked = asked_by(row.model)
    row.delete()
    other = partnership.parties.all()[1].organisation_id
    many: Counts = (3, 3, 2, 2, 2, 0)
    few: Counts = (1, 1, 0, 0, 1, 0)
    groups: dict[UUID | None, dict[Asked, Counts]] = {
        organisation.pk: dict.fromkeys(asked, many),
        other: dict.fromkeys(asked, few),
    }
    day = now.date() - timedelta(days=90)
    earlier = EarlierRound(day, day + timedelta(days=10), 20, 15, groups)
    import_rounds(partnership, [earlier], viewer=OPERATOR, now=now)
    found = Result.objects.filter(wording=asked[0][0])
    shown = {(one.view, one.party_id): one.levels for one in found}
    assert shown == {("all", None): [4, 4, 2, 2, 3], ("party", organisation.pk): None, ("party", other): None}


@pytest.mark.parametrize("change", [{"answered": 9}, {"invited": 3}, {"closed": 1}])
def test_figures_that_cannot_be_are_refused(partnership: Partnership, now: datetime, change: dict[str, int]) -> None:
    row = planned_round(partnership)
    counts = dict.fromkeys(asked_by(row.model), (2, 2, 2, 2, 2, 0))
    row.delete()
    day = now.date() - timedelta(days=20)
    closed = day + timedelta(days=30 if "closed" in change else 5)
    earlier = EarlierRound(day, closed, change.get("invited", 20), change.get("answered", 10), {None: counts})
    with pytest.raises(DomainError):
        import_rounds(partnership, [earlier], viewer=OPERATOR, now=now)
    assert not Round.objects.exists()
