"""Readiness of a file: what is said together, what each scores, and who reads which."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from maskinrum.decisions.actions import (
    Answered,
    Scored,
    answer_readiness,
    erase_from_decisions,
    score_readiness,
    weigh_readiness,
)
from maskinrum.decisions.analysis.readiness import grounds_from, standard_weights, standing_of
from maskinrum.decisions.models import DecisionFile, Readiness, ReadinessAnswer, ReadinessScore
from maskinrum.decisions.queries import own_points, points_by_person, points_of, said_of
from maskinrum.engine import Estimate, Grounds, Standing
from maskinrum.organisations.actions import end_membership, erase_person, merge_organisations
from maskinrum.organisations.models import AuditEvent, Membership, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(member: Person) -> Viewer:
    """Somebody else of the organisation that owns the file."""
    return viewer_of(member)


def answered(file: DecisionFile, viewer: Viewer, now: datetime, **given: Any) -> Readiness:
    revision = given.pop("revision", said_of(file).revision)
    values = {"answers": {}, "figures": {}} | given
    return answer_readiness(file, **values, expected_revision=revision, viewer=viewer, now=now)


def scored(file: DecisionFile, viewer: Viewer, now: datetime, **scores: int | None) -> None:
    given = {criterion.replace("_", "-"): Scored(score) for criterion, score in scores.items()}
    score_readiness(file, scores=given, viewer=viewer, now=now)


def last_event() -> AuditEvent:
    return AuditEvent.objects.filter(verb__endswith="_readiness").latest("id")


def test_grounds_hold_every_gate_and_the_stops(file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    before = grounds_from(standing_of(file))
    answered(file, viewer, now, answers={"operations-on-board": Answered("yes"), "legal-route": Answered("no")})
    after = grounds_from(standing_of(file))
    assert before.gates == {
        "pipeline-decided": "no", "sponsor-and-lead": "unsure", "legal-route": "unsure",
        "resident-mandate": "unsure", "operations-on-board": "unsure",
    }  # fmt: skip
    assert (after.gates["operations-on-board"], after.gates["legal-route"]) == ("yes", "no")
    # Facaden is 120 of 179 million; the pipeline is certain enough.
    assert (before.stops, after.stops) == (("one-big-project",), ("one-big-project",))
    assert (before.is_answered, after.is_answered) == (False, True)


def test_grounds_stand_as_a_verdict_takes_them(file: DecisionFile) -> None:
    found = grounds_from(standing_of(file))
    estimate = Estimate(0.0, 0.0)
    standing = Standing("strategic_partnership", "separate", "separate", estimate, estimate, estimate)
    grounds = Grounds(standing, found.gates, found.stops)
    assert (len(grounds.shut_gates), grounds.stops) == (5, found.stops)


def test_readiness_stays_with_the_file_when_organisations_merge(
    file: DecisionFile, viewer: Viewer, other_organisation: Organisation, outsider: Person, now: datetime
) -> None:
    answered(file, viewer, now, answers={"legal-route": Answered("yes")})
    scored(file, viewer, now, data=3)
    merge_organisations(file.organisation, into=other_organisation, viewer=OPERATOR, now=now)
    moved = DecisionFile.objects.get(pk=file.pk)
    mine = points_by_person(viewer_of(outsider), moved)
    assert ([one.score for one in mine], said_of(moved).answers) == ([3], {"legal-route": "yes"})


def test_an_answer_is_kept_with_its_note_and_the_log_tells_neither(
    file: DecisionFile, viewer: Viewer, now: datetime
) -> None:
    answered(file, viewer, now, answers={"legal-route": Answered("yes", "Advokaten har set det.")})
    said = said_of(file)
    assert (said.answers, said.notes) == ({"legal-route": "yes"}, {"legal-route": "Advokaten har set det."})
    assert last_event().changes == {"legal-route": "changed", "note": "changed"}


def test_a_note_without_an_answer_is_unsure_and_an_empty_one_takes_the_answer_back(
    file: DecisionFile, viewer: Viewer, now: datetime
) -> None:
    answered(file, viewer, now, answers={"legal-route": Answered("", "Spørg advokaten.")})
    assert said_of(file).answers == {"legal-route": "unsure"}
    answered(file, viewer, now, answers={"legal-route": Answered("")})
    assert (ReadinessAnswer.objects.count(), last_event().changes) == (0, {"legal-route": "changed"})


def test_figures_that_no_portfolio_tells_are_kept(file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    answered(file, viewer, now, figures={"expected_teams": 2})
    assert standing_of(file).metrics["expected_teams"].value == 2
    assert last_event().changes == {"figures": "changed"}


def test_saying_the_same_again_is_no_change(file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    for _time in range(2):
        answered(file, viewer, now, answers={"legal-route": Answered("yes")})
        scored(file, viewer, now, data=2)
        weigh_readiness(
            file, weights=standard_weights(), expected_revision=said_of(file).revision, viewer=viewer, now=now
        )
    assert (said_of(file).revision, AuditEvent.objects.filter(verb__endswith="_readiness").count()) == (1, 2)


def test_the_second_of_two_colleagues_is_told_of_the_first(
    file: DecisionFile, viewer: Viewer, colleague: Viewer, now: datetime
) -> None:
    answered(file, viewer, now, answers={"legal-route": Answered("yes")}, revision=0)
    with pytest.raises(DomainError):
        answered(file, colleague, now, answers={"legal-route": Answered("no")}, revision=0)
    assert said_of(file).answers == {"legal-route": "yes"}


def test_only_weights_that_differ_are_kept_and_the_result_is_read_with_them(
    file: DecisionFile, viewer: Viewer, now: datetime
) -> None:
    weights = standard_weights() | {"volume": 12, "continuity": 10}
    weigh_readiness(file, weights=weights, expected_revision=0, viewer=viewer, now=now)
    assert (said_of(file).weights, standing_of(file).weights) == ({"volume": 12, "continuity": 10}, weights)


@pytest.mark.parametrize(("volume", "by"), [(9, "1"), (13, "3")])
def test_weights_that_do_not_make_a_hundred_are_refused_with_what_is_missing(
    volume: int, by: str, file: DecisionFile, viewer: Viewer, now: datetime
) -> None:
    weights = standard_weights() | {"volume": volume}
    with pytest.raises(DomainError, match=f"100: .*{by} "):
        weigh_readiness(file, weights=weights, expected_revision=0, viewer=viewer, now=now)
    assert said_of(file).weights == {}


@pytest.mark.parametrize("given", [{"volume": 100}, standard_weights() | {"volume": -2, "continuity": 24}])
def test_weights_of_some_or_below_zero_are_refused(
    given: dict[str, int], file: DecisionFile, viewer: Viewer, now: datetime
) -> None:
    with pytest.raises(DomainError):
        weigh_readiness(file, weights=given, expected_revision=0, viewer=viewer, now=now)


def test_each_scores_alone_and_the_median_is_what_they_say_together(
    file: DecisionFile, viewer: Viewer, colleague: Viewer, now: datetime
) -> None:
    scored(file, viewer, now, data=1, volume=2)
    scored(file, colleague, now, data=4)
    found = standing_of(file)
    assert (found.common["data"].median, found.common["data"].spread, found.people) == (2.5, 3, 2)
    assert {slug: row.score for slug, row in own_points(colleague, file).items()} == {"data": 4}
    assert (last_event().verb, last_event().changes) == ("score_readiness", {"scores": "changed"})


def test_points_are_changed_and_taken_back(file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    scored(file, viewer, now, data=1, volume=2)
    scored(file, viewer, now, data=3, volume=None)
    assert dict(points_of(file).given) == {"data": 3}


def test_points_for_what_is_no_criterion_are_refused(file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    with pytest.raises(DomainError):
        scored(file, viewer, now, data=1, luck=4)
    assert ReadinessScore.objects.count() == 0


def test_a_whole_score_has_a_level_and_says_how_much_it_hangs_on_the_weights(
    file: DecisionFile, viewer: Viewer, now: datetime
) -> None:
    scored(file, viewer, now, **{slug.replace("-", "_"): 3 for slug in standard_weights()})
    found = standing_of(file)
    assert (found.score.low, found.score.level, found.robustness and found.robustness.changed) == (75, "ready", 0)
    assert found.robustness
    assert found.robustness.seed == file.seed


def test_a_high_score_never_closes_a_gate(file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    scored(file, viewer, now, **{slug.replace("-", "_"): 4 for slug in standard_weights()})
    assert (standing_of(file).score.low, len(standing_of(file).shut_gates)) == (100, 5)


def test_names_stand_beside_points_in_the_own_organisation_only(
    file: DecisionFile, viewer: Viewer, manager: Person, outsider: Person, now: datetime
) -> None:
    score_readiness(file, scores={"data": Scored(2, "Regnearket fra 2024")}, viewer=viewer, now=now)
    own, *others = (points_by_person(one, file) for one in (viewer, viewer_of(outsider), VISITOR, OPERATOR))
    assert [(one.name, one.score, one.evidence) for one in own] == [(str(manager), 2, "Regnearket fra 2024")]
    assert others == [[], [], []]


def test_somebody_who_has_left_is_not_named(
    file: DecisionFile, viewer: Viewer, member: Person, colleague: Viewer, now: datetime
) -> None:
    scored(file, colleague, now, data=2)
    end_membership(Membership.objects.get(person=member), viewer=viewer, now=now)
    assert [(one.name, one.score) for one in points_by_person(viewer, file)] == [("", 2)]


def test_points_of_somebody_erased_stay_without_the_person(
    file: DecisionFile, viewer: Viewer, member: Person, colleague: Viewer, now: datetime
) -> None:
    scored(file, colleague, now, data=2, volume=1)
    scored(file, viewer, now, data=4)
    erase_person(member, viewer=OPERATOR, now=now)
    assert (sorted(points_of(file).given), points_of(file).people) == (
        [("data", 2), ("data", 4), ("volume", 1)], 2,
    )  # fmt: skip
    assert list(ReadinessScore.objects.filter(criterion="volume").values_list("person", flat=True)) == [None]


def test_erasing_one_leaves_the_others(
    file: DecisionFile, viewer: Viewer, member: Person, manager: Person, now: datetime
) -> None:
    scored(file, viewer, now, data=2)
    erase_from_decisions(member, viewer=OPERATOR, now=now)
    assert ReadinessScore.objects.get().person == manager.pk


@pytest.mark.parametrize("act", ["answer", "score", "weigh"])
def test_only_the_owner_answers(act: str, file: DecisionFile, outsider: Person, now: datetime) -> None:
    acts: dict[str, Callable[[Viewer], object]] = {
        "answer": lambda by: answered(file, by, now, answers={"legal-route": Answered("yes")}),
        "score": lambda by: scored(file, by, now, data=4),
        "weigh": lambda by: weigh_readiness(file, weights=standard_weights(), expected_revision=0, viewer=by, now=now),
    }
    for by in (viewer_of(outsider), VISITOR):
        with pytest.raises(DomainError):
            acts[act](by)
    assert (ReadinessAnswer.objects.count(), ReadinessScore.objects.count(), Readiness.objects.count()) == (0, 0, 0)
