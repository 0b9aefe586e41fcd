"""Shared figures in words, as the evidence register keeps them."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

MEASURES: Final = {
    "procurement_days": gettext_lazy("Months from a project is ready until its call-off is signed, mean of projects"),
    "client_tender_cost": gettext_lazy(
        "The client's own cost until a call-off of DKK 50 million is signed, as a share of it, mean of projects"
    ),
    "cost_deviation": gettext_lazy("Final accounts against the budget of scheme B, mean of projects"),
    "time_deviation": gettext_lazy("Handover against the schedule of scheme B, share of planned duration, mean"),
    "staff_turnover": gettext_lazy("Key persons who left within a year, share of those at its start"),
    "defects_per_home": gettext_lazy("Defects noted at handover per home, mean of projects"),
    "change_orders": gettext_lazy("Change orders as a share of the contract, mean of projects"),
    "reused_solutions": gettext_lazy("Share of solutions decided at start-up that were used again, mean of projects"),
}


def measure_in(language: str, indicator: str) -> str:
    """What was measured, in one language."""
    with override(language):
        return str(MEASURES[indicator])


def population_of(indicator: str, *, n: int, first: int, last: int) -> str:
    """What was studied, without a name, in English as all rows say it."""
    with override("en"):
        if indicator == "staff_turnover":
            words = _("One partnership of the network: %(n)s key persons, %(first)s–%(last)s")
        else:
            words = _("One partnership of the network: %(n)s projects, %(first)s–%(last)s")
        return words % {"n": n, "first": first, "last": last}


def share_reason() -> str:
    """Why a row came or was changed, as its history tells."""
    with override("da"):
        return _("All parties of the partnership have said yes to sharing it.")


def retire_reason() -> str:
    """Why a row no longer counts, as its history tells."""
    with override("da"):
        return _("A party of the partnership no longer shares it, or too little of it may be shared.")


def row_note() -> str:
    """The caveat that every row of the network carries."""
    with override("en"):
        return _(
            "Worked out from the partnership's own records: days, counts and accounts, not an opinion. "
            "One partnership's figures are a single case. Nobody is named."
        )
