"""Which experiences matter in a context, and why each was chosen.

The score is a plain sum. *What it is about* (``WEIGHTS``): from this very partnership 4, each theme in common 3,
another theme of the same group 0.5 (once), the same phase 2, the phase before or after 0.5, the same kind of project
1.5, the same side 1, the same type of agreement 1. *How good it is*: its rank (use and evidence, see ``ranking``) over
8, at most 1, so it decides between those that fit alike and never lifts one that does not fit. An overdue one loses
1.5. Below ``LEAST`` nothing is shown: an empty block is better than one that has nothing to do with the page.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from operator import itemgetter

from maskinrum.knowledge.enums import Phase
from maskinrum.knowledge.facts.themes import theme_named

WEIGHTS = {
    "partnership": 4.0,
    "theme": 3.0,
    "theme_group": 0.5,
    "phase": 2.0,
    "phase_beside": 0.5,
    "works": 1.5,
    "role": 1.0,
    "agreement": 1.0,
}
RANK_FOR_ONE = 8.0
OVERDUE = 1.5
LEAST = 3.0
# What all but its themes must give one that has no theme in common, with a theme of the same group at the most.
LEAST_WITHOUT_THEME = LEAST - WEIGHTS["theme_group"]
SHOWN = 3
DECIMALS = 3
ROUNDING = 10.0**-DECIMALS


@dataclass(frozen=True)
class Context:
    """Where a reader stands: everything may be left out. ``themes`` are codes, the rest stored values or keys.

    Whoever gives ``partnership`` has shown it to the reader.
    """

    themes: tuple[str, ...] = ()
    phase: str = ""
    role: str = ""
    works: str = ""
    agreement: str = ""
    partnership: str = ""

    @property
    def weights(self) -> dict[str, float]:
        """The weights that the index adds for values of its facets."""
        given = {f"theme:{code}": WEIGHTS["theme"] for code in self.themes}
        for name in ("phase", "role", "works", "agreement"):
            if value := getattr(self, name):
                given[f"{name}:{value}"] = WEIGHTS[name]
        return given


@dataclass(frozen=True)
class Candidate:
    """What is known of an experience that may be shown."""

    key: str
    themes: tuple[str, ...]
    phase: str = ""
    role: str = ""
    works: str = ""
    agreement: str = ""
    partnership: str = ""
    rank: float = 0.0
    is_late: bool = False

    @cached_property
    def standing(self) -> float:
        """How good it is, wherever the reader stands; rounded, so that the order of adding up makes no difference."""
        return round(min(1.0, self.rank / RANK_FOR_ONE), DECIMALS) - (OVERDUE if self.is_late else 0.0)


@dataclass(frozen=True)
class Chosen:
    """An experience that matters here, how much, and the facets it shares: ``{"theme": ("B2",), "phase": ("F2",)}``."""

    key: str
    score: float
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def choose(context: Context, candidates: Iterable[Candidate], *, limit: int = SHOWN) -> list[Chosen]:
    """Return those that matter most, best first; ties stand by their key, so that the order is always the same."""
    # Thousands are weighed on a page; what each shares with the context is written out for the few that are chosen.
    return _best(context, _points(context, candidates), limit)


def _best(context: Context, weighed: Iterable[tuple[float, Candidate]], limit: int) -> list[Chosen]:
    fitting = [(-points, one.key, one) for points, one in weighed if points >= LEAST]
    best = (Chosen(key, -less, _shared(context, one)) for less, key, one in sorted(fitting, key=itemgetter(0, 1)))
    return list(islice((one for one in best if one.shared), limit))


def choose_each(
    contexts: Mapping[str, Context], candidates: Sequence[Candidate], *, limit: int = SHOWN
) -> dict[str, list[Chosen]]:
    """``choose`` for several contexts. Those without a theme in common are weighed only where they could be chosen."""
    by_theme: dict[str, dict[str, Candidate]] = defaultdict(dict)
    for one in candidates:
        for code in one.themes:
            by_theme[code][one.key] = one
    # Contexts of one page as a rule differ by their themes alone, so what all else gives is summed once.
    without: dict[Context, dict[str, float]] = {}
    far: dict[Context, dict[str, Candidate]] = {}
    chosen = {}
    for key, context in contexts.items():
        rest = replace(context, themes=())
        if rest not in without:
            weighed = list(_without_themes(rest, candidates))
            without[rest] = {one.key: points for points, one in weighed}
            far[rest] = {one.key: one for points, one in weighed if points >= LEAST_WITHOUT_THEME - ROUNDING}
        near, themes, points = far[rest].copy(), _Themes(context), without[rest]
        for code in context.themes:
            near |= by_theme[code]
        added = ((round(points[name] + themes[one.themes], DECIMALS), one) for name, one in near.items())
        chosen[key] = _best(context, added, limit)
    return chosen


def judge(context: Context, one: Candidate) -> Chosen:
    """Return the score of one, and what it shares with the context."""
    ((points, _one),) = _points(context, [one])
    return Chosen(one.key, points, _shared(context, one))


def _shared(context: Context, one: Candidate) -> dict[str, tuple[str, ...]]:
    shared: dict[str, tuple[str, ...]] = {}
    if themes := tuple(code for code in one.themes if code in context.themes):
        shared["theme"] = themes
    for name in ("partnership", "phase", "works", "role", "agreement"):
        wanted, given = getattr(context, name), getattr(one, name)
        if wanted and wanted == given:
            shared[name] = (given,)
    return shared


class _Themes(dict[tuple[str, ...], float]):
    """What the themes of an experience give in one context."""

    def __init__(self, context: Context) -> None:
        self._wanted, self._groups = frozenset(context.themes), _groups(context.themes)

    def __missing__(self, themes: tuple[str, ...]) -> float:
        if common := self._wanted.intersection(themes):
            self[themes] = WEIGHTS["theme"] * len(common)
        else:
            self[themes] = 0.0 if self._groups.isdisjoint(_groups(themes)) else WEIGHTS["theme_group"]
        return self[themes]


def _points(context: Context, candidates: Iterable[Candidate]) -> Iterator[tuple[float, Candidate]]:
    """The score of each: the sum that stands at the top of this file. A page may ask for fifteen thousand of them."""
    themes = _Themes(context)
    for points, one in _without_themes(context, candidates):
        yield round(points + themes[one.themes], DECIMALS), one


def _without_themes(context: Context, candidates: Iterable[Candidate]) -> Iterator[tuple[float, Candidate]]:
    """What all but the themes gives, not rounded: rounded twice, a sum would not be what it is when rounded once."""
    phase = {value: _beside(context.phase, value) for value in Phase.values if context.phase}
    partnership, works, role, agreement = (
        {value: WEIGHTS[name]} if (value := getattr(context, name)) else {}
        for name in ("partnership", "works", "role", "agreement")
    )
    for one in candidates:
        points = one.standing + phase.get(one.phase, 0.0)
        points += works.get(one.works, 0.0) + role.get(one.role, 0.0)
        points += agreement.get(one.agreement, 0.0) + partnership.get(one.partnership, 0.0)
        yield points, one


def _groups(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(theme.group for code in codes if (theme := theme_named(code)))


def _beside(one: str, other: str) -> float:
    if one == other:
        return WEIGHTS["phase"]
    return WEIGHTS["phase_beside"] if abs(int(one[1:]) - int(other[1:])) == 1 else 0.0
