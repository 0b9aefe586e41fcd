"""Which partnerships a portfolio is like."""

import pytest

from maskinrum.engine import Portfolio, Profile, twins
from maskinrum.engine.twins import WEIGHTS, closeness
from tests.engine.cases import CONTRACTED, project

OWN = Profile(
    "own",
    "strategic_partnership",
    "housing",
    "housing_organisation",
    frozenset({"renovation"}),
    1000.0,
    48.0,
    20.0,
    900.0,
)


def test_the_same_in_everything_is_no_distance_away() -> None:
    (found,) = twins(OWN, [OWN])
    assert (found.distance, found.known, found.apart, found.unknown) == (0, 1, (), ())
    assert [like.feature for like in found.alike] == list(WEIGHTS)


def test_the_nearest_stands_first_and_ties_keep_their_order() -> None:
    near = Profile("near", "strategic_partnership", "housing", volume=1000.0)
    far = Profile("far", "adviser_framework", "state", volume=100.0)
    again = Profile("again", "strategic_partnership", "housing", volume=1000.0)
    assert [twin.slug for twin in twins(OWN, [far, near, again])] == ["near", "again", "far"]


def test_reasons_for_and_against_are_told_weightiest_first() -> None:
    other = Profile("x", "strategic_partnership", "municipal", "municipality", volume=800.0, months=12.0)
    (found,) = twins(OWN, [other])
    assert [(like.feature, like.closeness) for like in found.alike] == [("agreement", 1.0), ("volume", 0.8)]
    assert [like.feature for like in found.apart] == ["sector", "client", "months"]
    assert (found.alike[1].own, found.alike[1].other) == (1000.0, 800.0)
    assert found.unknown == ("works", "projects", "homes")
    # 2·0 + 2·0.2 + 2·1 + 1·1 + 1·0.75 known, 2 + 1 + 1 at one half unknown, of 12
    assert found.distance == pytest.approx((0.4 + 2 + 1 + 0.75 + 2) / 12)
    assert found.known == pytest.approx(8 / 12)


def test_what_is_not_known_counts_one_half() -> None:
    (found,) = twins(OWN, [Profile("x")])
    assert (found.distance, found.known) == (0.5, 0)


def test_kinds_of_works_are_close_by_what_they_share() -> None:
    assert closeness(frozenset({"renovation", "new_build"}), frozenset({"renovation"})) == 0.5
    assert closeness(frozenset(), frozenset()) == 0


def test_a_portfolio_is_told_by_what_may_go_inside() -> None:
    projects = [project(100, 7, homes=50), project(60, 12, kind="new_build", homes=30)]
    projects += [project(500, 12, eligible=False), project(70, 1, approval=CONTRACTED)]
    found = Profile.of(Portfolio(projects), "own", sector="housing", months=48.0)
    assert (found.volume, found.projects, found.homes, found.months) == (160.0, 2.0, 80.0, 48.0)
    assert (found.works, found.sector, found.agreement) == (frozenset({"renovation", "new_build"}), "housing", None)
    nothing = Profile.of(Portfolio([]), "own")
    assert (nothing.volume, nothing.works, nothing.projects, nothing.homes) == (None, None, None, None)


def test_the_nearest_few_are_those_of_the_whole_order_and_the_little_known_are_left_out() -> None:
    others = [Profile(str(n), "strategic_partnership", "housing", volume=100.0 + n * 37 % 11 * 100) for n in range(11)]
    others.insert(3, Profile("silent"))
    whole = [twin for twin in twins(OWN, others) if twin.known >= 0.5]
    assert list(twins(OWN, others, most=4, least_known=0.5)) == whole[:4]
    assert len(whole) == 11
