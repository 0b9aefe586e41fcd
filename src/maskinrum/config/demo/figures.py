"""Figures of a partnership that does not exist: what its client types, and that it would share them."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from maskinrum.config.demo.names import HOUSING
from maskinrum.evaluation.actions.consents import consent_to_comparison
from maskinrum.evaluation.actions.figures import type_figures
from maskinrum.evaluation.facts.figures import Quarter, TypedFigure
from maskinrum.evaluation.models import ManualFigure
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership

QUARTERS = 9
BIDS = ("3", "3.5", "4", "3", "4.5", "4", "5", "4", "4.5")
SMALL = ("0.41", "0.38", "0.44", "0.4", "0.47", "0.45", "0.43", "0.49", "0.46")
LEFT = {3: ("0.25", 12), 7: ("0.17", 12)}


def invent_figures(viewers: dict[str, Viewer], now: datetime) -> None:
    """Type two years of figures, and let the client say yes; again changes nothing."""
    if ManualFigure.objects.exists():
        return
    partnership = Partnership.objects.get(slug="eksempel-faelles")
    for place, quarter in enumerate(_quarters(timezone.localdate(now))):
        rows = [
            TypedFigure("subcontract_bidders", quarter, Decimal(BIDS[place]), 14, "Udbudsplatformen"),
            TypedFigure("sme_share", quarter, Decimal(SMALL[place]), 22, "Entreprenørernes indkøb"),
        ]
        if place in LEFT:
            share, of = LEFT[place]
            rows.append(TypedFigure("staff_turnover", quarter, Decimal(share), of, "Organisationsplanen"))
            rows.append(TypedFigure("running_cost", quarter, Decimal("2.1"), None, "Bogholderiet", "Uden egne timer"))
        type_figures(partnership, quarter, rows, is_client=True, viewer=viewers[HOUSING], now=now)
    consent_to_comparison(partnership, viewer=viewers[HOUSING], now=now)


def _quarters(today: date) -> list[Quarter]:
    """The last nine whole quarters, the first first."""
    found, one = [], Quarter.of(today)
    for _each in range(QUARTERS):
        one = Quarter(one.year, one.number - 1) if one.number > 1 else Quarter(one.year - 1, 4)
        found.append(one)
    return found[::-1]
