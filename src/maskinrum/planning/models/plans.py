"""Start plans: what an organisation has said of one, and the schedule that was calculated of it."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.planning.enums import Direction, Procedure, StandstillChannel, WorkKind
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class StartPlan(models.Model):
    """A *startplan*: the way of one organisation from the idea to a signed agreement and on to its final evaluation.

    ``start`` is the day it counts from, or with ``BACKWARD`` the day found for ``wished_signature``. Money is million
    DKK without VAT. ``callers`` may call off: ``{"name", "value"}``, the value as text or null. ``first_call_offs``:
    ``{"project", "call_off", "approvals"}``, days as ISO text, with ``"given"`` where some are. ``holidays``:
    ``{"added", "removed"}``, days as ISO text, with ``"doubtful"``, those that count, where not all do. ``shortenings``
    maps a condition to days or null. ``criteria`` has one award criterion on each line.

    ``schedule`` is what was last calculated (see ``analysis.schedule_to_json``), of the plan as it stood on
    ``scheduled_on``; pages read it and never calculate. ``origin`` is the key of the decision file it was made from,
    ``copied_from`` the plan it was copied from. ``shares_durations``: a manager lets its real durations count among
    those of others. ``created_by`` is opaque.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="start_plans")
    title = models.CharField(_("title"), max_length=200)
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.ORGANISATION, editable=False)
    origin = models.UUIDField(null=True)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="copies")
    procedure = models.CharField(_("procedure"), max_length=30, choices=Procedure, default=Procedure.NEGOTIATED)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.FORWARD)
    start = models.DateField(_("first day"), null=True)
    wished_signature = models.DateField(_("wished signature"), null=True)
    kind = models.CharField(_("kind"), max_length=20, choices=WorkKind, default=WorkKind.WORKS)
    expected_mdkk = models.DecimalField(_("expected value"), max_digits=9, decimal_places=3, null=True)
    maximum_mdkk = models.DecimalField(_("maximum value"), max_digits=9, decimal_places=3, null=True)
    term_months = models.PositiveIntegerField(_("term"), null=True)
    option_months = models.PositiveIntegerField(_("option"), null=True)
    justification = models.TextField(_("justification"), blank=True)
    teams = models.PositiveIntegerField(_("teams"), null=True)
    criteria = models.TextField(_("award criteria"), blank=True)
    channel = models.CharField(max_length=12, choices=StandstillChannel, default=StandstillChannel.ELECTRONIC)
    shortenings = models.JSONField(default=dict)
    prior_notice = models.DateField(_("prior notice"), null=True)
    callers = models.JSONField(default=list)
    first_call_offs = models.JSONField(default=list)
    holidays = models.JSONField(default=dict)
    schedule = models.JSONField(null=True)
    scheduled_on = models.DateField(null=True)
    signature = models.DateField(null=True)
    signed_on = models.DateField(null=True)
    shares_durations = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("title", "justification", "criteria", "callers", "first_call_offs")
    told_in_log: ClassVar[tuple[str, ...]] = ("role", "is_lent")

    class Meta:
        ordering = ["-changed_at", "id"]
        indexes = [
            models.Index(fields=["organisation", "-changed_at"], name="start_plan_order"),
            models.Index(fields=["shares_durations", "signed_on"], name="start_plan_shared"),
        ]

    def __str__(self) -> str:
        return self.title
