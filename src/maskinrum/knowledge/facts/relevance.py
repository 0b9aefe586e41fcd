"""Which experiences matter in a context, and why each was chosen.

The score is a plain sum. *What it is about* (``WEIGHTS``): from this very partnership 4, each theme in common 3,
another theme of the same group 0.5 (once), the same phase 2, the phase before or after 0.5, the same kind of project
1.5, the same side 1, the same type of agreement 1. *How good it is*: its rank (use and evidence, see ``ranking``) over
8, at most 1, so it decides between those that fit alike and never lifts one that does not fit. An overdue one loses
1.5. Below ``LEAST`` nothing is shown: an empty block is better than one that has nothing to do with the page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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
SHOWN = 3


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


@dataclass(frozen=True)
class Chosen:
    """An experience that matters here, how much, and the facets it shares: ``{"theme": ("B2",), "phase": ("F2",)}``."""

    key: str
    score: float
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def choose(context: Context, candidates: Iterable[Candidate], *, limit: int = SHOWN) -> list[Chosen]:
    """Return those that matter most, best first; ties stand by their key, so that the order is always the same."""
    scored = [judge(context, one) for one in candidates]
    fitting = [one for one in scored if one.score >= LEAST and one.shared]
    return sorted(fitting, key=lambda one: (-one.score, one.key))[:limit]


def judge(context: Context, one: Candidate) -> Chosen:
    """Return the score of one, and what it shares with the context."""
    shared: dict[str, tuple[str, ...]] = {}
    score = min(1.0, one.rank / RANK_FOR_ONE) - (OVERDUE if one.is_late else 0.0)
    if themes := tuple(code for code in one.themes if code in context.themes):
        shared["theme"] = themes
        score += WEIGHTS["theme"] * len(themes)
    elif _groups(one.themes) & _groups(context.themes):
        score += WEIGHTS["theme_group"]
    for name in ("partnership", "phase", "works", "role", "agreement"):
        wanted, given = getattr(context, name), getattr(one, name)
        if wanted and wanted == given:
            shared[name] = (given,)
            score += WEIGHTS[name]
    if "phase" not in shared and _are_beside(context.phase, one.phase):
        score += WEIGHTS["phase_beside"]
    return Chosen(one.key, round(score, 3), shared)


def _groups(codes: Iterable[str]) -> set[str]:
    return {theme.group for code in codes if (theme := theme_named(code))}


def _are_beside(one: str, other: str) -> bool:
    return bool(one and other) and abs(int(one[1:]) - int(other[1:])) == 1
