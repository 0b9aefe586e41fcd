"""The partnerships most like a portfolio, in words: what is alike, what differs, and what nobody knows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.decisions.analysis.twins import Likeness, TwinFound
from maskinrum.evaluation.models import SharedFigure
from maskinrum.evaluation.reports.comparison_page import told_figures
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.reports.block import Beside
from maskinrum.organisations.enums import OrganisationKind
from maskinrum.partnerships.enums import ClientKind, PartnershipType, ScopeKind, VolumeKind
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.figures import money, number, term, volumes

NAMES: Final = {
    "agreement": gettext_lazy("Type of the agreement"),
    "sector": gettext_lazy("Sector"),
    "works": gettext_lazy("Kinds of works"),
    "volume": gettext_lazy("Volume"),
    "client": gettext_lazy("Kind of client"),
    "months": gettext_lazy("Term"),
    "projects": gettext_lazy("Number of projects"),
    "homes": gettext_lazy("Homes in the projects"),
}
CLOSED: Final[Mapping[str, Any]] = {
    "agreement": PartnershipType,
    "sector": ClientKind,
    "client": OrganisationKind,
    "works": ScopeKind,
}


@dataclass(frozen=True)
class Compared:
    """One feature in words: what the partnership has, and the portfolio where that is not the same."""

    name: str
    theirs: str
    own: str


@dataclass(frozen=True)
class TwinRow:
    """One partnership: where its entry stands, what speaks for and against the likeness, and what is told from it."""

    name: str
    url: str
    client: str
    is_fictitious: bool
    alike: list[Compared]
    apart: list[Compared]
    unknown: list[str]
    beside: list[Beside]
    measured: list[tuple[str, str]]


@dataclass(frozen=True)
class TwinsPage:
    """The nearest first; ``sentence`` says which it is and why."""

    sentence: str
    rows: list[TwinRow]


def twins_page(
    found: Sequence[TwinFound],
    entries: Mapping[str, Partnership],
    experiences: Mapping[UUID, Sequence[Experience]],
    lent: Mapping[UUID, Sequence[SharedFigure]] | None = None,
) -> TwinsPage:
    """Put the twins into words; ``entries`` of the register by slug, ``lent`` what they share of their figures."""
    shown = [(one, entries[one.known.slug]) for one in found if one.known.slug in entries]
    rows = [_row(one, entry, experiences.get(entry.pk, ()), (lent or {}).get(entry.pk, ())) for one, entry in shown]
    return TwinsPage(_sentence(rows), rows)


def _sentence(rows: Sequence[TwinRow]) -> str:
    if not rows:
        return _("The register knows of no partnership that can be held against this portfolio.")
    first = rows[0]
    names = ", ".join(one.name.lower() for one in first.alike)
    if not names:
        return _("No partnership of the register is like this portfolio; “%(name)s” comes nearest.") % {
            "name": first.name
        }
    return _("“%(name)s” is most like this portfolio. Alike: %(features)s.") % {"name": first.name, "features": names}


def _row(one: TwinFound, row: Partnership, experiences: Sequence[Experience], lent: Sequence[SharedFigure]) -> TwinRow:
    return TwinRow(
        name=row.name,
        url=reverse("register:entry", args=[row.slug]),
        client=row.client_name,
        is_fictitious=row.is_fictitious,
        alike=[_compared(like, row) for like in one.alike],
        apart=[_compared(like, row) for like in one.apart],
        unknown=[_unknown(feature, one, row) for feature in one.unknown],
        beside=[Beside(told, _("From this partnership")) for told in experiences],
        measured=told_figures(lent),
    )


def _compared(like: Likeness, row: Partnership) -> Compared:
    theirs, own = _theirs(like, row), _words(like.feature, like.own)
    return Compared(str(NAMES[like.feature]), theirs, "" if like.own == like.other else own)


def _theirs(like: Likeness, row: Partnership) -> str:
    if like.feature == "volume":
        announced = volumes(row.volume_low, row.volume_high)
        kind = str(VolumeKind(row.volume_kind).label).lower() if row.volume_kind else ""
        return f"{announced} ({kind})" if kind else announced
    words = _words(like.feature, like.other)
    if like.feature in {"projects", "homes"}:
        return _("at least %(number)s publicly known") % {"number": words}
    return words


def _words(feature: str, value: Any) -> str:
    if feature in CLOSED:
        given: Collection[str] = value if isinstance(value, frozenset) else [value]
        return ", ".join(str(label) for code, label in CLOSED[feature].choices if code in given)
    if feature == "volume":
        return money(value)
    return term(value) if feature == "months" else number(value)


def _unknown(feature: str, one: TwinFound, row: Partnership) -> str:
    """The name of a feature, and of which of the two it is not known; or how little of it is."""
    name = str(NAMES[feature])
    few = {"projects": one.known.projects, "homes": one.known.homes}.get(feature)
    if getattr(one.own, feature) is None:
        return _("%(feature)s (of this portfolio)") % {"feature": name}
    if few:
        return _("%(feature)s (%(few)s publicly known)") % {"feature": name, "few": number(few)}
    if feature == "volume" and row.joint_estimate_id:
        return _("%(feature)s (only announced for several together)") % {"feature": name}
    return name
