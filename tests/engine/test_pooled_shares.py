"""Partial pooling of shares: what it comes to when groups are the same or apart, by another grid, and by symmetry."""

import numpy as np
import pytest
from scipy import stats
from scipy.special import betaln

from maskinrum.engine import StatisticsError, pooled_shares


def test_groups_that_are_the_same_beforehand_share_all_they_have() -> None:
    found = pooled_shares([2, 9], [5, 20], likeness=1e-5)
    together = stats.beta(1 + 11, 1 + 14)
    for own in (found.centre, *(group.share for group in found.groups)):
        ends = (own.estimate, own.low, own.high)
        assert ends == pytest.approx((together.mean(), *together.ppf([0.025, 0.975])), abs=6e-3)
    assert all(group.kept < 0.001 for group in found.groups)


def test_large_groups_far_apart_keep_their_own() -> None:
    found = pooled_shares([100, 900], [1000, 1000], likeness=0.3)
    assert [group.share.estimate for group in found.groups] == pytest.approx([0.1, 0.9], abs=0.002)
    own = stats.beta(101, 901)
    share = found.groups[0].share
    assert (share.low, share.high) == pytest.approx(tuple(own.ppf([0.025, 0.975])), abs=0.002)
    assert found.groups[0].kept > 0.99


def test_small_groups_move_towards_the_centre_and_smaller_ones_further() -> None:
    found = pooled_shares([5, 20, 30], [5, 20, 60], likeness=0.1)
    five, twenty, many = found.groups
    assert found.centre.estimate < five.share.estimate < twenty.share.estimate < 1
    assert five.kept < twenty.kept < many.kept
    assert five.share.high - five.share.low > twenty.share.high - twenty.share.low
    assert found.likeness > 0.1


def test_posterior_means_are_those_of_a_plain_fine_grid() -> None:
    x, n, likeness = np.array([1.0, 4.0, 0.0]), np.array([6.0, 7.0, 5.0]), 0.2
    found = pooled_shares([1, 4, 0], [6, 7, 5], likeness)
    mu, rho = (grid.ravel() for grid in np.meshgrid((np.arange(400) + 0.5) / 400, (np.arange(400) + 0.5) / 400))
    size = (1 / rho - 1)[:, np.newaxis]
    a, b = mu[:, np.newaxis] * size, (1 - mu[:, np.newaxis]) * size
    weights = np.exp((betaln(a + x, b + n - x) - betaln(a, b)).sum(axis=1)) * stats.beta(1, 1 / likeness - 1).pdf(rho)
    means = weights / weights.sum() @ ((a + x) / (a + b + n))
    assert [group.share.estimate for group in found.groups] == pytest.approx(means, abs=2e-4)
    assert found.likeness == pytest.approx(float(weights / weights.sum() @ rho), abs=2e-4)


def test_ends_leave_out_as_much_as_they_say() -> None:
    """Drawn from the posterior of a pair by rejection of 400,000 draws from the prior itself."""
    rng = np.random.Generator(np.random.Philox(6))
    mu, rho = rng.random(400_000), rng.beta(1, 4, 400_000)
    theta = rng.beta(mu * (1 / rho - 1), (1 - mu) * (1 / rho - 1), (2, 400_000))
    kept = theta[0][(rng.binomial(5, theta[0]) == 5) & (rng.binomial(6, theta[1]) == 2)]
    share = pooled_shares([5, 2], [5, 6], 0.2, level=0.8).groups[0].share
    assert (share.low, share.high) == pytest.approx(tuple(np.quantile(kept, [0.1, 0.9])), abs=0.02)


def test_counting_the_others_turns_everything() -> None:
    plain, turned = pooled_shares([1, 7, 9], [6, 8, 30], 0.15), pooled_shares([5, 1, 21], [6, 8, 30], 0.15)
    for one, other in zip(plain.groups, turned.groups, strict=True):
        assert other.share.estimate == pytest.approx(1 - one.share.estimate, abs=1e-9)
        assert (other.share.low, other.share.high) == pytest.approx((1 - one.share.high, 1 - one.share.low), abs=1e-7)
    assert turned.centre.low == pytest.approx(1 - plain.centre.high, abs=1e-3)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (([1], [2], 0.1), "rows"),
        (([1, 2], [2], 0.1), "rows"),
        (([3, 2], [2, 2], 0.1), "count"),
        (([0, 2], [0, 2], 0.1), "count"),
        (([1, 2], [2, 2], 1.0), "likeness"),
    ],
)
def test_what_are_no_shares_is_refused(arguments: tuple[list[int], list[int], float], code: str) -> None:
    with pytest.raises(StatisticsError) as refused:
        pooled_shares(*arguments)
    assert refused.value.code == code
    with pytest.raises(StatisticsError):
        pooled_shares([1, 2], [2, 2], 0.1, level=1.0)
