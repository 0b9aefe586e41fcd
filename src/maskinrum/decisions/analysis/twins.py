"""Which partnerships of the register are most like a portfolio: rows to the engine's profiles and back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from maskinrum.decisions.analysis.calculation import Case, portfolio_of
from maskinrum.decisions.analysis.parameters import parameter_row
from maskinrum.decisions.enums import Alternative
from maskinrum.decisions.queries import KnownPartnership
from maskinrum.engine import Likeness, Profile, twins
from maskinrum.organisations.enums import OrganisationKind
from maskinrum.partnerships.enums import ClientKind, ProjectKind, ScopeKind
from maskinrum.partnerships.facts import unpacked

__all__ = ["FEATURES", "Likeness", "Profile", "TwinFound", "nearest", "profile_of_case"]

MOST: Final = 5
LEAST_KNOWN: Final = 0.5  # of less than half of the weight nobody can say what it is like
FEATURES: Final = ("agreement", "sector", "works", "volume", "client", "months", "projects", "homes")
PARTNERSHIP: Final = Alternative.STRATEGIC_PARTNERSHIP.value

# A master plan is carried out by renovating; the register does not tell the two apart.
_WORKS: Final = {
    ProjectKind.RENOVATION: ScopeKind.RENOVATION,
    ProjectKind.MASTER_PLAN: ScopeKind.RENOVATION,
    ProjectKind.NEW_BUILD: ScopeKind.NEW_BUILD,
}
_SECTORS: Final[Mapping[str, ClientKind]] = {
    OrganisationKind.HOUSING_ORGANISATION: ClientKind.HOUSING,
    OrganisationKind.HOUSING_ADMINISTRATOR: ClientKind.HOUSING,
    OrganisationKind.MUNICIPALITY: ClientKind.MUNICIPAL,
    OrganisationKind.REGION: ClientKind.REGIONAL,
    OrganisationKind.STATE: ClientKind.STATE,
    OrganisationKind.UTILITY: ClientKind.UTILITY,
}


@dataclass(frozen=True)
class TwinFound:
    """A partnership that is like the portfolio: in which features, in which not, and which nobody knows of both.

    ``own`` and ``others`` are all that is known of the portfolio and of the partnership.
    """

    known: KnownPartnership
    own: Profile
    other: Profile
    alike: tuple[Likeness, ...]
    apart: tuple[Likeness, ...]
    unknown: tuple[str, ...]


def nearest(case: Case, kind: str, among: Iterable[KnownPartnership]) -> list[TwinFound]:
    """The few that are most like the portfolio of a client of this kind, the nearest first.

    Left out are those of which too little is known to say.
    """
    own = profile_of_case(case, kind)
    rows = {one.slug: one for one in among}
    profiles = {slug: _profile(one, own) for slug, one in rows.items()}
    found = twins(own, profiles.values(), most=MOST, least_known=LEAST_KNOWN)
    return [
        TwinFound(rows[twin.slug], own, profiles[twin.slug], twin.alike, twin.apart, twin.unknown) for twin in found
    ]


def profile_of_case(case: Case, kind: str) -> Profile:
    """What is known of the portfolio, and of the strategic partnership it is held against."""
    term = parameter_row((PARTNERSHIP, "term"), case.assumptions).in_force
    profile = Profile.of(
        portfolio_of(case),
        "",
        agreement=PARTNERSHIP,
        sector=_SECTORS.get(kind),
        client=kind or None,
        months=term.typical if term else None,
    )
    works = frozenset(str(_WORKS[ProjectKind(one)]) for one in profile.works or ())
    # A sum in which some homes are missing is not the number of homes.
    homes = profile.homes if all(facts.homes for facts in case.facts if facts.eligible) else None
    return profile._replace(works=works or None, homes=homes or None)


def _profile(known: KnownPartnership, own: Profile) -> Profile:
    return Profile(
        known.slug,
        known.type,
        known.client_kind,
        known.client or None,
        _works(known.works),
        known.volume or None,
        known.months or None,
        _at_least(known.projects, own.projects),
        _at_least(known.homes, own.homes),
    )


@lru_cache(maxsize=256)
def _works(packed: str) -> frozenset[str] | None:
    return frozenset(unpacked(packed)) - {ScopeKind.NOT_STATED.value} or None


def _at_least(known: int | None, own: float | None) -> float | None:
    """What is publicly known of is a lower bound: below the portfolio's own number it says nothing."""
    return float(known) if known and own and known >= own else None
