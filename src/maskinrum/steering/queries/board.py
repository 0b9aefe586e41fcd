"""Reads of boards, the viewer first: what stands on them, without the sums that are not the viewer's (0093)."""

import hashlib
import json
import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Case, DecimalField, Exists, F, FloatField, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.http import Http404

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import organisations_kept
from maskinrum.partnerships.enums import ApprovalState, Discipline, Inside, ProjectEnd, ProjectKind, VolumeKind
from maskinrum.partnerships.models import CallOffRight, Partnership, Party, Project
from maskinrum.partnerships.queries import outcome_of
from maskinrum.steering.facts.board import BoardProject, CallOffFacts
from maskinrum.steering.facts.meters import BoardTerms
from maskinrum.steering.facts.mixing import is_mixed
from maskinrum.steering.facts.placement import PLAIN, PlacementFacts
from maskinrum.steering.models import AnswersTold, Board, CallOff, Placement
from maskinrum.steering.permissions import can_keep_board, can_keep_projects
from maskinrum.steering.queries.reaching import is_client

# What says what something costs: the client's, the project's own organisation's and its contractor's to see.
PRICES = {
    "budget": "project__budget",
    "outturn": "project__outturn",
    "scheme_b_budget": "scheme_b_budget",
    "changes_client": "changes_client",
    "changes_unforeseen": "changes_unforeseen",
    "changes_design": "changes_design",
}
_PLAIN = (
    *("placement", "id", "name", "kind", "group", "homes", "approval", "inside", "contractor", "planned_start"),
    *("duration", "scheme_b_start", "scheme_b_handover", "started_on", "end", "handed_over_on", "defects", "accidents"),
    *("reused", "decided", "co2_per_m2", "rehoused_homes", "nuisance", "satisfaction", "resident_answers"),
    *("organisation", "owner", "homes_of", "contractor_name", "reason", "revision"),
)
_PATHS = {
    "placement": "pk",
    "organisation": "project__organisation__name",
    "owner": "project__organisation_id",
    "homes_of": "project__department__organisation_id",
    "contractor": "contractor_id",
    "contractor_name": "contractor__name",
    "id": "project_id",
} | {
    name: f"project__{name}"
    for name in (*("name", "kind", "group", "homes", "approval", "planned_start", "duration", "end", "handed_over_on"),)
}
_MONEY: DecimalField[Any, Any] = DecimalField(max_digits=9, decimal_places=3)


@dataclass(frozen=True)
class Seat:
    """A board, and as whom the viewer sits at it: as the client, as one who may call off, or as another party."""

    board: Board
    viewer: Viewer
    is_client: bool
    is_caller: bool
    is_party: bool = False

    @property
    def partnership(self) -> Partnership:
        """The agreement that is run."""
        return self.board.partnership

    @property
    def may_keep(self) -> bool:
        """Whether the viewer keeps the board itself."""
        return can_keep_board(self.viewer, is_client=self.is_client)

    @property
    def runs(self) -> bool:
        """Whether the viewer also sees what only the parties read: decisions, disagreements, start-ups, the welcome."""
        return self.is_client or self.is_party

    @property
    def may_add(self) -> bool:
        """Whether the viewer may put projects of the own list on the board."""
        return can_keep_projects(self.viewer, is_client=self.is_client, is_caller=self.is_caller)


def _as_client(viewer: Viewer, partnership: str) -> Q:
    """The condition that the viewer acts for the client; ``partnership`` leads to the agreement."""
    own = [viewer.organisation]
    parties = Party.objects.filter(partnership=OuterRef(f"{partnership}pk"), discipline=Discipline.CLIENT)
    return Q(**{f"{partnership}organisation__in": own}) | Q(Exists(parties.filter(organisation__in=own)))


def clients_of(partnership: Partnership) -> frozenset[uuid.UUID]:
    """The organisations that sit at its board as client, who see every sum."""
    parties = Party.objects.filter(partnership=partnership, discipline=Discipline.CLIENT)
    found = {*parties.values_list("organisation", flat=True), partnership.organisation_id}
    return frozenset(one for one in found if one is not None)


def boards(viewer: Viewer) -> QuerySet[Board]:
    """The boards that the viewer sits at, by the name of the agreement, marked with as whom; none for others."""
    if not viewer.is_member:
        return Board.objects.none()
    own = [viewer.organisation]
    party = Party.objects.filter(partnership=OuterRef("partnership"), organisation__in=own)
    kept = organisations_kept(viewer).values("pk")
    caller = CallOffRight.objects.filter(partnership=OuterRef("partnership"), organisation__in=kept)
    rows = Board.objects.annotate(
        is_party=Exists(party),
        is_client=Case(When(_as_client(viewer, "partnership__"), then=Value(1)), default=Value(0)),
        is_caller=Case(When(Exists(caller), then=Value(1)), default=Value(0)),
    )
    # What a client has closed to itself is closed to the other parties as well.
    shut = Q(partnership__visibility=Visibility.ORGANISATION)
    seen = Q(is_client=1) | (~shut & (Q(is_party=True) | Q(is_caller=1)))
    return rows.filter(seen).select_related("partnership").order_by("partnership__name", "id")


def seats(viewer: Viewer) -> list[Seat]:
    """All boards the viewer sits at."""
    return [_seat(viewer, row) for row in boards(viewer)]


def seat_at(viewer: Viewer, slug: str) -> Seat:
    """The viewer's seat at the board of an agreement, or Http404 alike for no board and for one of others."""
    row = boards(viewer).filter(partnership__slug=slug).first()
    if row is None:
        raise Http404
    return _seat(viewer, row)


def _seat(viewer: Viewer, row: Any) -> Seat:
    return Seat(row, viewer, bool(row.is_client), bool(row.is_caller), row.is_party)


def without_board(viewer: Viewer) -> QuerySet[Partnership]:
    """The agreements of which the viewer may open a board: those of the own organisation that have none."""
    if not can_keep_board(viewer, is_client=True):
        return Partnership.objects.none()
    return Partnership.objects.filter(_as_client(viewer, ""), board__isnull=True).order_by("name", "id")


def board_or_opening(viewer: Viewer, row: Partnership) -> tuple[bool, bool]:
    """Whether the viewer sits at the board of an agreement that the viewer sees, and whether it may open one.

    Nearly no agreement of the register has a board, and who may call off is asked only where there is one.
    """
    if not Board.objects.filter(partnership=row).exists():
        return False, can_keep_board(viewer, is_client=is_client(viewer, row))
    return boards(viewer).filter(partnership=row).exists(), False


def board_projects(viewer: Viewer, partnership: Partnership, *, now: datetime) -> tuple[BoardProject, ...]:
    """The projects on the board of an agreement by planned start, as the viewer may see them; none for outsiders."""
    row = boards(viewer).filter(partnership=partnership).first()
    return () if row is None else projects_at(_seat(viewer, row))


def projects_at(seat: Seat, *, only: uuid.UUID | None = None) -> tuple[BoardProject, ...]:
    """The same for a board that has been reached; with ``only``, of one placement."""
    rows = Placement.objects.filter(board=seat.board)
    rows = rows.filter(pk=only) if only else rows
    found = list(_with_sums(seat, rows).order_by("project__planned_start", "project__name", "pk"))
    call_offs = _call_offs(seat, [row["placement_"] for row in found] if only else None)
    return tuple(_project(row, tuple(call_offs[row["placement_"]])) for row in found)


def _own(seat: Seat, lead: str = "") -> Q:
    """The condition that a project stands on a list of the viewer's organisation, or builds its homes."""
    own = [seat.viewer.organisation]
    return Q(**{f"{lead}project__organisation__in": own}) | Q(**{f"{lead}project__department__organisation__in": own})


def _priced(seat: Seat, lead: str = "") -> Q:
    """The condition that the sums of a project are the viewer's to see. Everything else is never selected."""
    if seat.is_client:
        return Q(**{f"{lead}pk__isnull": False})
    return _own(seat, lead) | Q(**{f"{lead}contractor__in": [seat.viewer.organisation]})


def _with_sums(seat: Seat, rows: QuerySet[Placement]) -> QuerySet[Placement, Any]:
    plain = {name: F(_PATHS.get(name, name)) for name in _PLAIN}
    owned = Q(pk__isnull=False) if seat.is_client else _own(seat)
    sums: dict[str, Any] = {
        name: Case(When(_priced(seat), then=F(path)), default=None, output_field=_MONEY)
        for name, path in PRICES.items()
    }
    # Hours on site tell nearly as much as a sum does.
    hours = Case(When(_priced(seat), then=F("working_hours")), default=None, output_field=IntegerField())
    cost = Case(When(owned, then=F("client_procurement_cost")), default=None, output_field=_MONEY)
    told = {
        "is_priced": _flag(_priced(seat)),
        "sees_cost": _flag(owned),
        "may_edit": _flag(owned) if seat.may_add else Value(0),
    }
    named = {f"{name}_": value for name, value in (plain | sums | told).items()}
    return rows.values(**named, working_hours_=hours, client_procurement_cost_=cost)


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0))


def _call_offs(seat: Seat, only: list[uuid.UUID] | None) -> dict[uuid.UUID, list[CallOffFacts]]:
    rows = CallOff.objects.filter(placement__board=seat.board)
    rows = rows if only is None else rows.filter(placement__in=only)
    seen = Case(When(_priced(seat, "placement__"), then=F("value")), default=None, output_field=_MONEY)
    cells = rows.order_by("placement", "position").values_list(
        "placement_id", "title", "ready_on", "asked_on", "signed_on", seen
    )
    found: dict[uuid.UUID, list[CallOffFacts]] = defaultdict(list)
    for placement, *told in cells:
        found[placement].append(CallOffFacts(*told))
    return found


def _project(row: dict[str, Any], call_offs: tuple[CallOffFacts, ...]) -> BoardProject:
    told = {name[:-1]: value for name, value in row.items()}
    told |= {name: bool(told[name]) for name in ("is_priced", "sees_cost", "may_edit")}
    told |= {"kind": ProjectKind(told["kind"]), "approval": ApprovalState(told["approval"])}
    told |= {"inside": Inside(told["inside"]), "end": ProjectEnd(told["end"]) if told["end"] else None}
    told["contractor_name"] = told["contractor_name"] or ""
    return BoardProject(**told, call_offs=call_offs, **_called_off(call_offs))


def _called_off(call_offs: tuple[CallOffFacts, ...]) -> dict[str, Any]:
    signed = [one for one in call_offs if one.signed_on]
    ready = [one.ready_on for one in call_offs if one.ready_on]
    values = [one.value for one in signed if one.value is not None]
    return {
        "ready_on": min(ready, default=None),
        "called_off_on": min((one.signed_on for one in signed if one.signed_on), default=None),
        "call_off_value": sum(values, Decimal(0)) if signed and len(values) == len(signed) else None,
    }


def contractors_of(partnership: Partnership) -> list[Organisation]:
    """The parties that can carry projects out, and those that have carried one, by name."""
    doing = Party.objects.filter(
        partnership=partnership, discipline__in=[Discipline.CONTRACTOR, Discipline.INSTALLATION_CONTRACTOR]
    )
    did = Placement.objects.filter(board__partnership=partnership, contractor__isnull=False)
    chosen = Q(pk__in=doing.values("organisation")) | Q(pk__in=did.values("contractor"))
    return list(Organisation.objects.filter(chosen).order_by("name", "id"))


def placement_at(seat: Seat, placement: uuid.UUID) -> Placement:
    """A place on the board that the viewer may change, or Http404."""
    rows = Placement.objects.filter(board=seat.board, pk=placement)
    rows = rows if seat.is_client else rows.filter(_own(seat))
    found = (
        rows.select_related("project__answers_told", "project__organisation", "board").first() if seat.may_add else None
    )
    if found is None:
        raise Http404
    return found


def is_off_board(seat: Seat, placement: uuid.UUID) -> bool:
    """Whether a place is not on the board, for whoever may take projects off it; Http404 for others."""
    if not seat.may_add:
        raise Http404
    return not Placement.objects.filter(board=seat.board, pk=placement).exists()


def placements_to_change(seat: Seat) -> list[Placement]:
    """All places on the board that the viewer may change, with their call-offs."""
    rows = Placement.objects.filter(board=seat.board)
    rows = rows if seat.is_client else rows.filter(_own(seat))
    found = rows.select_related("project__answers_told").prefetch_related("call_offs").order_by("pk")
    return list(found) if seat.may_add else []


def projects_to_add(seat: Seat) -> QuerySet[Project]:
    """The projects of the viewer's own list that are not on the board, in order."""
    if not seat.may_add:
        return Project.objects.none()
    own = Project.objects.filter(organisation__in=[seat.viewer.organisation], removed_at__isnull=True)
    return own.exclude(placements__board=seat.board)


def terms_of(board: Board) -> BoardTerms:
    """The terms of the agreement; the register's ceiling goes before what the board says."""
    row = board.partnership
    is_registered = row.volume_kind == VolumeKind.CEILING and row.volume_high is not None
    return BoardTerms(
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        option_ends_on=row.option_ends_on,
        option=board.option,
        maximum=row.volume_high if is_registered else board.maximum,
        is_registered=is_registered,
    )


def placement_version(row: Placement) -> str:
    """A mark that changes whenever the place or what its project became does, so that nobody overwrites another."""
    project = row.project
    told = json.dumps([row.revision, project.approval, outcome_of(project).to_json()])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def placement_facts(row: Placement) -> PlacementFacts:
    """What is said of a project as it is stored. Only for who may change it."""
    cells = [[one.title, one.ready_on, one.asked_on, one.signed_on, one.value] for one in row.call_offs.all()]
    named = {name: getattr(row, name) for name in PLAIN if name not in {"inside", "contractor"}}
    return PlacementFacts(
        inside=Inside(row.inside),
        approval=ApprovalState(row.project.approval),
        contractor=row.contractor_id,
        outcome=outcome_of(row.project),
        call_offs=tuple(CallOffFacts(*one) for one in cells),
        answers_told=_answers_told(row),
        **named,
    )


def _answers_told(row: Placement) -> frozenset[int]:
    """The numbers of residents whose means stood here, with those that stand here now."""
    kept: AnswersTold | None = getattr(row.project, "answers_told", None)
    has_means = row.nuisance is not None or row.satisfaction is not None
    now = {row.resident_answers} if has_means and row.resident_answers is not None else set()
    return frozenset({*(kept.counts if kept else []), *now})


def index_of_others(seat: Seat) -> int | None:
    """The middle of final cost in per cent of the budget of scheme B, of the finished projects whose sums are hidden.

    As a whole number, from five of them on, two at least of each of two others: of one other's the middle is one of
    its own. Ratios are all that is read: every sum of a project could be multiplied by anything without a word of what
    the viewer sees becoming another.
    """
    hidden = Placement.objects.filter(board=seat.board, inside=Inside.YES).exclude(_priced(seat))
    known = hidden.filter(project__outturn__isnull=False, scheme_b_budget__isnull=False)
    ratio = Cast(F("project__outturn"), FloatField()) / Cast(F("scheme_b_budget"), FloatField())
    found = list(known.order_by().values_list("contractor", ratio))
    return round(100 * median(index for _by, index in found)) if is_mixed(by for by, _index in found) else None


def boards_to_warn() -> list[Board]:
    """Every board whose partnership has a client that people act for."""
    rows = Board.objects.filter(partnership__organisation__isnull=False)
    return list(rows.select_related("partnership").order_by("opened_at", "id"))


def merged_placements(organisation: Organisation) -> QuerySet[Placement]:
    """The projects that an organisation carries out."""
    return Placement.objects.filter(contractor=organisation)
