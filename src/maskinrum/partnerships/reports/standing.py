"""Where a reader of an entry stands, for what apps above put beside it."""

from maskinrum.partnerships.enums import PartnershipStatus
from maskinrum.partnerships.models import Partnership

PHASES = {
    PartnershipStatus.ACTIVE: "F5",
    PartnershipStatus.IN_TERM: "F5",
    PartnershipStatus.WORKS_RUNNING: "F5",
    PartnershipStatus.TERM_OVER: "F7",
    PartnershipStatus.SUCCEEDED: "F7",
}
"""The phase of phases.yaml that an agreement is in; of one of which nothing is known, none."""


def standing(row: Partnership) -> dict[str, str]:
    """The agreement, its type and its phase."""
    phase = PHASES.get(PartnershipStatus(row.status), "")
    return {"partnership": str(row.pk), "agreement": row.type, "phase": phase}
