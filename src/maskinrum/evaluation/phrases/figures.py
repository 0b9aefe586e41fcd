"""Portfolio figures in words: units, directions, and why one is not shown."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from maskinrum.shared.figures import money, number, percent

DIRECTIONS: Final[Mapping[str, object]] = {
    "lower": gettext_lazy("Lower is better"),
    "higher": gettext_lazy("Higher is better"),
    "context": gettext_lazy("Neither is better by itself"),
}
PARTS: Final[Mapping[str, object]] = {
    "client": gettext_lazy("The client's wishes"),
    "unforeseen": gettext_lazy("What nobody could foresee"),
    "design": gettext_lazy("Faults in the design"),
    "size_small": gettext_lazy("Under DKK 100,000"),
    "size_middle": gettext_lazy("DKK 100,000 to 1 million"),
    "size_large": gettext_lazy("DKK 1 million or more"),
    "size_unknown": gettext_lazy("Size not known"),
}
FORMULAS: Final[Mapping[str, object]] = {
    "volume_announced": gettext_lazy("The sum of the budgets of projects under the agreement, as they stand today."),
    "volume_active": gettext_lazy("The sum of the call-offs of projects that are called off and not handed over."),
    "volume_finished": gettext_lazy("The sum of the final costs of projects that are handed over."),
    "ceiling_used": gettext_lazy("What is called off, as a share of the stated maximum."),
    "continuity_gap_days": gettext_lazy("Days of the quarter on which no project was between call-off and handover."),
    "procurement_days": gettext_lazy("Days from a project could be called off until the call-off was signed."),
    "client_tender_cost": gettext_lazy("The client's own cost until the call-off was signed, as a share of its sum."),
    "cost_deviation": gettext_lazy("Final cost against the budget of scheme B, in the same prices."),
    "time_deviation": gettext_lazy("Days later than planned in scheme B, as a share of the planned duration."),
    "defects_per_home": gettext_lazy("Defects noted at handover, divided by the homes."),
    "disputes_by_step": gettext_lazy(
        "Disagreements opened in the quarter, by the highest step they reached, and by size."
    ),
    "change_orders": gettext_lazy("Change orders as a share of the call-offs, by cause."),
    "accidents": gettext_lazy("Accidents with absence per million working hours."),
    "staff_turnover": gettext_lazy("Key persons who left in twelve months, of those at the start."),
    "reused_solutions": gettext_lazy("Solutions used again, of those decided at the start of projects."),
    "subcontract_bidders": gettext_lazy("The median number of bids for each trade that was tendered."),
    "sme_share": gettext_lazy("The value of subcontracts with firms of fewer than 50 employees, of all subcontracts."),
    "co2_per_m2": gettext_lazy("Life-cycle assessment by the rules in force, per square metre and year."),
    "running_cost": gettext_lazy("Facilitator, joint leadership and joint development, as the client pays for it."),
}
RULES: Final[Mapping[str, object]] = {
    "beyond": gettext_lazy("outside the limits"),
    "two_of_three": gettext_lazy("two of three near a limit"),
    "eight_on_a_side": gettext_lazy("eight in a row on one side of the centre"),
}
WITHHELD: Final = gettext_lazy("not shown to you")


def quarter_name(year: int, quarter: int) -> str:
    """A quarter in a sentence or a table."""
    return _("Q%(quarter)s %(year)s") % {"quarter": quarter, "year": year}


def figure_text(value: float, unit: str) -> str:
    """A figure with its unit."""
    if unit.startswith("share"):
        return percent(value, 0 if abs(value) >= 0.1 else 1)
    if unit.startswith("mDKK"):
        return money(value)
    if unit.startswith("days"):
        return ngettext("%(n)s day", "%(n)s days", round(value)) % {"n": number(value)}
    return number(value, 0 if unit == "count" else 1)


def unit_words(unit: str) -> str:
    """What stands beside figures that do not carry their unit; empty where they do."""
    words = {
        "defects per home": _("per home"),
        "accidents per million hours": _("per million working hours"),
        "kg CO2e per m2 per year": _("kg CO₂e per m² a year"),
        "bidders": _("bids per trade"),
        "mDKK per year": _("a year"),
        "share per year": _("a year"),
        "days per quarter": _("in the quarter"),
        "count": _("opened in the quarter"),
    }
    return words.get(unit, "")


def name_of(danish: str, english: str) -> str:
    """A name of the model in the active language."""
    return danish if (get_language() or "da").startswith("da") else english
