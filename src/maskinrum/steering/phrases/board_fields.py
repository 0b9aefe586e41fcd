"""What the fields of a project on a board are called, on the form, in files and in the log."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

LABELS: Mapping[str, Any] = {
    "name": _("Project"),
    "inside": _("Under the agreement"),
    "reason": _("Why"),
    "contractor": _("Contractor"),
    "approval": _("Latest approval"),
    "title": _("What is called off"),
    "ready_on": _("Ready for call-off"),
    "asked_on": _("Call-off asked for"),
    "signed_on": _("Call-off signed"),
    "value": _("Sum of the call-off"),
    "scheme_b_budget": _("Budget of scheme B"),
    "scheme_b_start": _("Start in scheme B"),
    "scheme_b_handover": _("Handover in scheme B"),
    "started_on": _("Works began"),
    "end": _("What became of it"),
    "handed_over_on": _("Handed over"),
    "outturn": _("Final cost"),
    "client_procurement_cost": _("Client's own cost of procurement"),
    "changes_client": _("Change orders: the client's wishes"),
    "changes_unforeseen": _("Change orders: the unforeseen"),
    "changes_design": _("Change orders: faults in the design"),
    "defects": _("Defects at handover"),
    "accidents": _("Accidents with absence"),
    "working_hours": _("Working hours on site"),
    "reused": _("Solutions used again"),
    "decided": _("Solutions decided"),
    "co2_per_m2": _("CO2, kg per square metre"),
    "rehoused_homes": _("Homes rehoused"),
    "nuisance": _("Nuisance, mean 1–5"),
    "satisfaction": _("Satisfaction, mean 1–5"),
    "resident_answers": _("Residents who answered"),
    "number": _("Number in the project"),
    "key": _("Key (leave it as it is)"),
}
HINTS: Mapping[str, Any] = {
    "reason": _("All parties read it. Needed when the project is outside the agreement."),
    "contractor": _("Sees the sums of this project."),
    "value": _("Without VAT, in the prices of the budget."),
    "client_procurement_cost": _("Hours and advisers until the call-off is signed. The contractor never sees it."),
    "changes_client": _("Sums, without VAT."),
    "resident_answers": _("A mean is kept from five answers on, and a new one when five more have answered."),
    "reused": _("Of those that were decided for this project."),
}
# The fields that stand in a file, in its order; those that are sums; and those that are days.
COLUMNS = (
    *("name", "inside", "reason", "contractor", "approval", "ready_on", "asked_on", "signed_on", "value"),
    *("scheme_b_budget", "scheme_b_start", "scheme_b_handover", "started_on", "end", "handed_over_on", "outturn"),
    *("client_procurement_cost", "changes_client", "changes_unforeseen", "changes_design", "defects", "accidents"),
    *("working_hours", "reused", "decided", "co2_per_m2", "rehoused_homes", "nuisance", "satisfaction"),
    *("resident_answers", "key"),
)
SUMS = (
    *("scheme_b_budget", "outturn", "client_procurement_cost", "changes_client", "changes_unforeseen"),
    "changes_design",
)
DAYS = ("scheme_b_start", "scheme_b_handover", "started_on", "handed_over_on")
