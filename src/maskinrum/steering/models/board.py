"""The portfolio board of a running partnership: which projects stand on it, their call-offs, and what was warned of.

What a project is, costs and becomes stands on ``partnerships.Project`` and is not repeated here.
"""

import uuid
from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.enums import Inside
from maskinrum.partnerships.models import Partnership, Project
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData
from maskinrum.steering.enums import OptionDecision, WarningKind


def _money(label: Any, *, least: str = "0") -> "models.DecimalField[Any, Any]":
    """Million DKK ex VAT, or not known."""
    return models.DecimalField(
        label, max_digits=9, decimal_places=3, null=True, blank=True, validators=[MinValueValidator(Decimal(least))]
    )


def _count(label: Any) -> "models.PositiveIntegerField[Any, Any]":
    return models.PositiveIntegerField(label, null=True, blank=True)


def _answer(label: Any) -> "models.DecimalField[Any, Any]":
    """A mean of answers 1-5, or not known."""
    within = [MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(5))]
    return models.DecimalField(label, max_digits=3, decimal_places=2, null=True, blank=True, validators=within)


class Board(models.Model):
    """A partnership that is run: its client has opened a board for it.

    ``maximum`` (million DKK ex VAT) is the most that may be called off, where the register does not state a ceiling.
    ``revision`` counts the changes to what stands here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.OneToOneField(Partnership, on_delete=models.CASCADE, related_name="board")
    maximum = _money(_("stated maximum"), least="0.001")
    option = models.CharField(_("option"), max_length=10, choices=OptionDecision, blank=True)
    option_decided_on = models.DateField(_("option decided"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    told_in_log: ClassVar[tuple[str, ...]] = ("projects",)
    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["opened_at", "id"]

    def __str__(self) -> str:
        return str(self.partnership_id)


class Placement(models.Model):
    """A project's place in a partnership, and what only the partnership knows of it.

    ``contractor`` is the party that carries the project out. Sums are million DKK ex VAT in the prices of the approved
    budget; the change orders are sums by cause. ``scheme_b_*`` is what was approved to start. ``nuisance`` and
    ``satisfaction`` are the residents' mean answers 1-5 by ``resident_answers`` of them. ``revision`` counts changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="placements")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="placements")
    inside = models.CharField(_("under the agreement"), max_length=10, choices=Inside, default=Inside.YES)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    contractor = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contractor")
    )
    scheme_b_budget = _money(_("budget of scheme B"), least="0.001")
    scheme_b_start = models.DateField(_("start in scheme B"), null=True, blank=True)
    scheme_b_handover = models.DateField(_("handover in scheme B"), null=True, blank=True)
    started_on = models.DateField(_("works began"), null=True, blank=True)
    client_procurement_cost = _money(_("the client's own cost of procurement"))
    changes_client = _money(_("change orders: the client's wishes"))
    changes_unforeseen = _money(_("change orders: what nobody could foresee"))
    changes_design = _money(_("change orders: faults in the design"))
    defects = _count(_("defects at handover"))
    accidents = _count(_("accidents with absence"))
    working_hours = _count(_("working hours"))
    reused = _count(_("solutions used again"))
    decided = _count(_("solutions decided"))
    co2_per_m2 = models.DecimalField(
        _("CO2 per square metre"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    rehoused_homes = _count(_("homes rehoused"))
    nuisance = _answer(_("nuisance"))
    satisfaction = _answer(_("satisfaction"))
    resident_answers = _count(_("residents who answered"))
    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField()

    told_in_log: ClassVar[tuple[str, ...]] = ("project",)
    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("reason",)
    confidential: ClassVar[tuple[str, ...]] = (
        *("scheme_b_budget", "client_procurement_cost", "changes_client", "changes_unforeseen", "changes_design"),
        # Not prices, but a mean beside the one before it can tell what a single resident answered.
        *("working_hours", "nuisance", "satisfaction", "resident_answers"),
    )

    class Meta:
        ordering = ["board", "id"]
        constraints = [
            models.UniqueConstraint(fields=["board", "project"], name="placement_once"),
            models.CheckConstraint(
                condition=models.Q(reused__isnull=True) | models.Q(reused__lte=models.F("decided")),
                name="placement_reused_of_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board_id} {self.project_id}"


class AnswersTold(models.Model):
    """How many residents each mean rested on that ever stood on a board for a project, also those cleared since.

    What was shown cannot be forgotten by whoever read it: a mean of one resident more would tell that answer. The
    means themselves are not kept here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="answers_told")
    counts = models.JSONField(default=list)

    confidential: ClassVar[tuple[str, ...]] = ("counts",)
    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    def __str__(self) -> str:
        return str(self.project_id)


class CallOff(models.Model):
    """One call-off of a project: when it could be called off, when it was asked for and signed, and its sum.

    ``value`` is million DKK ex VAT. A project may have several.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="call_offs")
    title = models.CharField(_("what is called off"), max_length=120, blank=True)
    ready_on = models.DateField(_("ready"), null=True, blank=True)
    asked_on = models.DateField(_("asked for"), null=True, blank=True)
    signed_on = models.DateField(_("signed"), null=True, blank=True)
    value = _money(_("sum"), least="0.001")
    position = models.PositiveSmallIntegerField(default=0)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("title",)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["placement", "position"], name="call_off_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.position}"


class BoardWarning(models.Model):
    """A warning that was sent to the client. ``period`` names the time it holds for, so that it is sent once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="warnings")
    kind = models.CharField(max_length=10, choices=WarningKind)
    period = models.CharField(max_length=40)
    sent_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["-sent_at", "id"]
        constraints = [models.UniqueConstraint(fields=["board", "kind", "period"], name="board_warning_once")]

    def __str__(self) -> str:
        return f"{self.board_id} {self.kind} {self.period}"
