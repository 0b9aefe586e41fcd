"""What the portfolio board knows of a project, apart from any database row."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maskinrum.partnerships.enums import ApprovalState, Inside, ProjectEnd, ProjectKind


@dataclass(frozen=True)
class BoardProject:
    """One project of the board of a partnership, as far as the viewer may see it.

    Money is million DKK ex VAT in the prices of the approved budget, or None where it is unknown or not the viewer's;
    shares are 0-1. ``scheme_b_budget``, ``scheme_b_start`` and ``scheme_b_handover`` are what was approved to start;
    ``started_on`` and ``handed_over_on`` what came. ``ready_on`` is when it could have been called off, ``called_off_on``
    when the call-off was signed, ``call_off_value`` its sum. Change orders are sums by cause; ``defects`` were noted at
    handover; ``accidents`` with absence in ``working_hours``; ``reused`` of ``decided`` items of the catalogue.
    ``nuisance`` and ``satisfaction`` are the residents' mean answers 1-5, ``resident_answers`` how many answered.
    """

    id: uuid.UUID
    name: str
    kind: ProjectKind
    group: str
    homes: int | None
    approval: ApprovalState
    inside: Inside
    contractor: uuid.UUID | None
    planned_start: date
    duration: Decimal
    budget: Decimal | None = None
    scheme_b_budget: Decimal | None = None
    scheme_b_start: date | None = None
    scheme_b_handover: date | None = None
    ready_on: date | None = None
    called_off_on: date | None = None
    call_off_value: Decimal | None = None
    started_on: date | None = None
    end: ProjectEnd | None = None
    handed_over_on: date | None = None
    outturn: Decimal | None = None
    client_procurement_cost: Decimal | None = None
    changes_client: Decimal | None = None
    changes_unforeseen: Decimal | None = None
    changes_design: Decimal | None = None
    defects: int | None = None
    accidents: int | None = None
    working_hours: int | None = None
    reused: int | None = None
    decided: int | None = None
    co2_per_m2: Decimal | None = None
    rehoused_homes: int | None = None
    nuisance: Decimal | None = None
    satisfaction: Decimal | None = None
    resident_answers: int | None = None
