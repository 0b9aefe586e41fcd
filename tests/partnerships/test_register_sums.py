"""Whatever the register holds, nothing is counted twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from maskinrum.organisations.permissions import VISITOR
from maskinrum.partnerships.models import JointEstimate, Partnership
from maskinrum.partnerships.queries.filtering import RegisterFilter
from maskinrum.partnerships.queries.listing import choices
from maskinrum.partnerships.queries.totals import totals
from tests.conftest import NOW

KINDS = ("estimate", "ceiling", "award")
AMOUNTS = (10_000, 20_000, 30_000)


@dataclass(frozen=True)
class Made:
    """One entry: its own number, the estimate it shares, its type, and whether it is invented or besides in another."""

    low: int | None
    width: int
    kind: str
    shares: int | None
    also: int | None
    is_status: bool
    is_fictitious: bool


MADE = st.builds(
    Made,
    low=st.none() | st.integers(1, 1000),
    width=st.integers(0, 50),
    kind=st.sampled_from(["", *KINDS]),
    shares=st.none() | st.integers(0, 2),
    also=st.none() | st.integers(0, 2),
    is_status=st.booleans(),
    is_fictitious=st.booleans(),
)


class Sums(TestCase):
    """The totals against a plain adding up of what was made."""

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(made=st.lists(MADE, max_size=8))
    def test_every_number_is_counted_once(self, made: Sequence[Made]) -> None:
        """Own numbers add up, a shared one stands once, and what is part of a shared one is not added to it."""
        estimates = [
            JointEstimate.objects.create(
                slug=f"e{n}", low=10_000 * (n + 1), high=10_000 * (n + 1), kind=KINDS[n], label="F"
            )
            for n in range(3)
        ]
        for number, one in enumerate(made):
            row = Partnership.objects.create(
                slug=f"p{number}", name=f"P{number}", type="strategic_partnership", client_kind="housing",
                status="active" if one.is_status else "unknown", volume_low=one.low,
                volume_high=None if one.low is None else one.low + one.width, volume_kind=one.kind,
                joint_estimate=None if one.shares is None else estimates[one.shares],
                is_fictitious=one.is_fictitious, added_at=NOW, changed_at=NOW,
            )  # fmt: skip
            if one.also is not None:
                row.also_in.add(estimates[one.also])
        for asked in (RegisterFilter(), RegisterFilter(status=("active",))):
            self.compare(asked, made, estimates)

    def compare(self, asked: RegisterFilter, made: Sequence[Made], estimates: Sequence[JointEstimate]) -> None:
        """Hold one question to what was made."""
        real = [one for one in made if not one.is_fictitious]
        shown = [one for one in real if one.is_status or not asked.status]
        found = totals(VISITOR, asked, now=NOW)
        assert found.count == len(shown)
        assert choices(VISITOR, asked, now=NOW).count == len(shown)
        sums = {one.kind.value: one for one in found.volumes}
        for kind in KINDS:
            own = [
                one for one in shown if one.low is not None and one.shares is None and (one.kind or "estimate") == kind
            ]
            joint = [n for n in range(3) if estimates[n].kind == kind and any(one.shares == n for one in shown)]
            whole = [n for n in joint if all(one in shown for one in real if n in (one.shares, one.also))]
            low = sum(one.low or 0 for one in own if one.also not in whole) + sum(AMOUNTS[n] for n in whole)
            high = sum((one.low or 0) + one.width for one in own if one.also not in joint)
            high += sum(AMOUNTS[n] for n in joint)
            assert (kind in sums) == bool(own or joint)
            if kind in sums:
                assert (sums[kind].low, sums[kind].high) == (Decimal(low), Decimal(high))
                assert sums[kind].low <= sums[kind].high
