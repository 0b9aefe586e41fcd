"""The organisation's construction projects: one record each, used by every later module."""

import uuid
from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.models import Department, Organisation
from maskinrum.partnerships.enums import ApprovalState, ProjectEnd, ProjectKind
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class Project(models.Model):
    """One construction project of one organisation.

    ``budget`` is million DKK ex VAT in fixed prices; ``planned_start`` is the start of works; ``duration`` is months of
    works; ``realisation`` (share 0–1) and ``delay_*`` (months; least, typical, most) override what the approval state
    says, or are null. ``department`` is the department whose homes they are; it may belong to an organisation that the
    list's own organisation administers. ``end``, ``handed_over_on`` and ``outturn`` (as
    ``budget``) say what became of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="projects")
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, blank=True, related_name="projects"
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=ProjectKind, default=ProjectKind.RENOVATION)
    group = models.CharField(_("similarity group"), max_length=80, blank=True)
    homes = models.PositiveIntegerField(_("homes"), null=True, blank=True)
    budget = models.DecimalField(
        _("budget"), max_digits=9, decimal_places=3, validators=[MinValueValidator(Decimal("0.001"))]
    )
    planned_start = models.DateField(_("planned start"))
    duration = models.DecimalField(
        _("duration"),
        max_digits=5,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(240)],
    )
    approval = models.CharField(_("approval"), max_length=30, choices=ApprovalState, default=ApprovalState.IDEA)
    problem_project = models.BooleanField(_("problem project"), default=False)
    eligible = models.BooleanField(_("may go into an agreement"), default=True)
    realisation = models.DecimalField(
        max_digits=5, decimal_places=4, null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    delay_least = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    delay_typical = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    delay_most = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    end = models.CharField(_("what became of it"), max_length=20, choices=ProjectEnd, blank=True, default="")
    handed_over_on = models.DateField(_("handed over"), null=True, blank=True)
    outturn = models.DecimalField(
        _("final cost"),
        max_digits=9,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.001"))],
    )
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("name", "group")
    confidential: ClassVar[tuple[str, ...]] = ("budget", "outturn")
    told_in_log: ClassVar[tuple[str, ...]] = ("department",)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["organisation", "position"], name="project_order")]
        constraints = [
            models.CheckConstraint(condition=models.Q(budget__gt=0), name="project_budget_positive"),
            models.CheckConstraint(condition=models.Q(duration__gt=0), name="project_duration_positive"),
        ]

    def __str__(self) -> str:
        return self.name
