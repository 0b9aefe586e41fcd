"""What bites later unless something is done now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from maskinrum.steering.analysis.continuity import tail_of, team_gaps
from maskinrum.steering.analysis.option import option_clock
from maskinrum.steering.analysis.warning_words import ceiling_words, gap_words, option_words, tail_words
from maskinrum.steering.enums import WarningKind
from maskinrum.steering.facts.board import BoardProject
from maskinrum.steering.facts.meters import BoardTerms, CeilingMeter, ClockState

NEAR_SHARE, LIKELY = 0.9, 0.5
SOON = timedelta(days=365)


@dataclass(frozen=True)
class Warned:
    """One warning in words. ``period`` is what it holds for: within it, it is told once."""

    kind: WarningKind
    words: str
    period: str


def is_near(meter: CeilingMeter) -> bool:
    """Whether the ceiling needs somebody: nine tenths are called off, or it is as likely as not that it is exceeded."""
    share, chance = meter.share, meter.forecast.chance
    return share is not None and chance is not None and (share >= NEAR_SHARE or chance >= LIKELY)


def warnings_of(
    projects: Sequence[BoardProject], terms: BoardTerms, meter: CeilingMeter | None, *, today: date
) -> Iterator[Warned]:
    """The warnings of a board today, the option first. Without a meter nothing is said of the ceiling."""
    quarter = f"{today.year}-{(today.month + 2) // 3}"
    clock = option_clock(terms, today)
    if clock and clock.state in {ClockState.NOW, ClockState.LATE}:
        yield Warned(WarningKind.OPTION, option_words(clock), f"{clock.expires_on}-{clock.state}")
    if meter and is_near(meter):
        yield Warned(WarningKind.CEILING, ceiling_words(meter), quarter)
    told = set()
    for gap in team_gaps(projects, terms, today):
        if gap.starts <= today + SOON and gap.contractor not in told:
            told.add(gap.contractor)
            since = quarter if gap.starts <= today else f"{gap.starts:%Y-%m}"
            yield Warned(WarningKind.GAP, gap_words(gap, today), f"{gap.contractor.hex[:12]}-{since}")
    tail = tail_of(projects, terms, today)
    if tail and tail.expires_on <= today + SOON:
        yield Warned(WarningKind.TAIL, tail_words(tail), f"{tail.expires_on}")
