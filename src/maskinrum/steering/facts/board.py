"""What the portfolio board knows of a project, apart from any database row."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maskinrum.partnerships.enums import ApprovalState, Inside, ProjectEnd, ProjectKind


@dataclass(frozen=True)
class CallOffFacts:
    """One call-off: when it could be called off, was asked for and signed. ``value`` is None where it is not known.

    It is None as well where it is not the viewer's.
    """

    title: str = ""
    ready_on: date | None = None
    asked_on: date | None = None
    signed_on: date | None = None
    value: Decimal | None = None


@dataclass(frozen=True)
class BoardProject:
    """One project of the board of a partnership, as far as the viewer may see it.

    ``id`` is the project's, ``contractor`` the organisation that carries it out, ``owner`` the one on whose list it
    stands, ``homes_of`` the one whose homes they are where that is known.
    Money is million DKK ex VAT in the prices of the approved budget, or None where it is unknown or not the viewer's;
    shares are 0-1. ``scheme_b_budget``, ``scheme_b_start`` and ``scheme_b_handover`` are what was approved to start;
    ``started_on`` and ``handed_over_on`` what came. ``ready_on`` is when it could have been called off first,
    ``called_off_on`` when its first call-off was signed, ``call_off_value`` the sum of those that are signed, None
    where one of them has no sum. Change orders are sums by cause; ``defects`` were noted at
    handover; ``accidents`` with absence in ``working_hours``; ``reused`` of ``decided`` items of the catalogue.
    ``nuisance`` and ``satisfaction`` are the residents' mean answers 1-5, ``resident_answers`` how many answered.
    ``is_priced`` says whether the viewer may see the sums, ``sees_cost`` whether also what procurement cost the client,
    ``may_edit`` whether the viewer may change them.
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
    placement: uuid.UUID | None = None
    organisation: str = ""
    owner: uuid.UUID | None = None
    homes_of: uuid.UUID | None = None
    contractor_name: str = ""
    reason: str = ""
    call_offs: tuple[CallOffFacts, ...] = ()
    revision: int = 1
    is_priced: bool = False
    sees_cost: bool = False
    may_edit: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes of it on site."""
        return self.end is not None or self.handed_over_on is not None
