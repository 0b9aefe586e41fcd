"""Learning across projects in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

MEASURES: Final[Mapping[str, object]] = {
    "cost_per_home": _("Cost per home"),
    "cost_index": _("Cost against the approved budget"),
    "months": _("Months of works"),
    "procurement": _("Days of procurement"),
}
UNITS: Final[Mapping[str, object]] = {
    "cost_per_home": _("DKK m per home, in the prices of the budget"),
    "cost_index": _("Final cost over the approved budget: 1 is as approved"),
    "months": _("Months from the beginning of works to handover"),
    "procurement": _("Days from ready to signed call-off"),
}
FOUND: Final[Mapping[str, object]] = {
    "seen": _("%(measure)s: down, to %(ratio)s with each doubling of experience"),
    "not_seen": _("%(measure)s: no learning to see in %(n)s projects"),
    "worsening": _("%(measure)s: up, to %(ratio)s with each doubling of experience"),
    "too_few": _("%(measure)s: too few projects to see any learning (%(n)s of 3)"),
    "withheld": _("%(measure)s: not shown to you"),
    "none": _("%(measure)s: no project has a value yet"),
}
