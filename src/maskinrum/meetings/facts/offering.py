"""What other parts of the site suggest for an agenda: each offers its topics when the site starts.

An app below knows nothing of meetings, so what it has to suggest is offered by whoever knows both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from maskinrum.organisations.permissions import Viewer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Topic:
    """Something to take up: what it is, why, and where it can be read. ``key`` names it among those of its kind."""

    key: str
    title: str
    reason: str = ""
    address: str = ""
    themes: tuple[str, ...] = ()
    phase: str = ""


Find = Callable[[Viewer, Sequence[str], datetime], Sequence[Topic]]


@dataclass(frozen=True)
class Offer:
    """A kind of topics: its name in addresses, what it is called, and how the topics about themes are found."""

    name: str
    label: "StrOrPromise"
    find: Find


_OFFERS: dict[str, Offer] = {}


def offer_topics(name: str, label: "StrOrPromise", find: Find) -> None:
    """Offer topics under a name: ``find`` gets the viewer, the codes of themes (none: all) and the moment.

    It returns only what the viewer may see, the most important first. Offering the same name again replaces it.
    """
    _OFFERS[name] = Offer(name, label, find)


def offers() -> list[Offer]:
    """Every kind of topics, in the order they were offered."""
    return list(_OFFERS.values())
