"""The register of partnerships: agreements, their parties, known works and sources, and every change to them."""

import uuid
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Department, Organisation
from maskinrum.partnerships.enums import (
    ClientKind,
    CorrectionState,
    Discipline,
    Inside,
    PartnershipStatus,
    PartnershipType,
    SourceLabel,
    VolumeKind,
)
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class JointEstimate(models.Model):
    """A volume announced for several partnerships together. It is never split between them. Million DKK ex VAT.

    One that ``is_kept`` somebody has added or changed: it no longer follows the data that ship.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=100, unique=True)
    low = models.DecimalField(max_digits=9, decimal_places=1)
    high = models.DecimalField(max_digits=9, decimal_places=1)
    kind = models.CharField(max_length=10, choices=VolumeKind)
    label = models.CharField(max_length=1, choices=SourceLabel)
    note_da = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    is_kept = models.BooleanField(default=False, editable=False)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=models.Q(low__lte=models.F("high")), name="joint_estimate_order"),
        ]

    def __str__(self) -> str:
        return self.slug


class Partnership(models.Model):
    """One agreement of the register. What is not known is null or empty and named in ``unknown``; nothing is guessed.

    ``signed`` and ``start`` are ISO dates as far as they are known (*2019*, *2021-11*, *2025-01-01*); ``start_da`` and
    ``start_en`` give the source's wording. ``term_months`` and ``option_months`` are whole months. ``volume_low`` and
    ``volume_high`` are million DKK ex VAT; ``joint_estimate`` holds the number where it is only known for several
    together, ``also_in`` those it is part of besides. ``procurement`` holds the keys of ``facts.Procurement``.
    What lists and time axes use is worked out from the above, the parties and the known works whenever these change:
    the days ``starts_on`` … ``last_on``, and the columns ``name_key`` … ``jobs_inside`` (``facts.Listing``), under the
    rules of ``listing_rules``. ``facts.parties`` reads and writes ``party_keys``. ``list_stamp`` stands for
    all that is counted and added up. ``revision`` counts the changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=100, unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="partnerships_as_client"
    )
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.OPEN)
    is_fictitious = models.BooleanField(default=False)
    name = models.CharField(_("name"), max_length=200)
    name_note_da = models.TextField(blank=True)
    name_note_en = models.TextField(blank=True)
    type = models.CharField(_("type"), max_length=30, choices=PartnershipType)
    client_kind = models.CharField(_("kind of client"), max_length=30, choices=ClientKind)
    client_name = models.CharField(_("client"), max_length=200, blank=True)
    client_homes = models.PositiveIntegerField(_("homes of the client"), null=True, blank=True)
    client_note_da = models.TextField(blank=True)
    client_note_en = models.TextField(blank=True)
    signed = models.CharField(_("signed"), max_length=10, blank=True)
    start = models.CharField(_("start"), max_length=10, blank=True)
    start_da = models.CharField(max_length=200, blank=True)
    start_en = models.CharField(max_length=200, blank=True)
    term_months = models.PositiveSmallIntegerField(_("term"), null=True, blank=True)
    option_months = models.PositiveSmallIntegerField(_("option"), null=True, blank=True)
    scope_da = models.TextField(_("scope"), blank=True)
    scope_en = models.TextField(blank=True)
    volume_low = models.DecimalField(_("volume from"), max_digits=9, decimal_places=1, null=True, blank=True)
    volume_high = models.DecimalField(_("volume to"), max_digits=9, decimal_places=1, null=True, blank=True)
    volume_kind = models.CharField(_("what the volume is"), max_length=10, choices=VolumeKind, blank=True)
    volume_note_da = models.TextField(blank=True)
    volume_note_en = models.TextField(blank=True)
    joint_estimate = models.ForeignKey(
        JointEstimate, on_delete=models.PROTECT, null=True, blank=True, related_name="partnerships"
    )
    also_in = models.ManyToManyField(JointEstimate, blank=True, related_name="partnerships_also_in")
    procurement = models.JSONField(default=dict, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=PartnershipStatus)
    status_da = models.TextField(blank=True)
    status_en = models.TextField(blank=True)
    succeeded_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="predecessors"
    )
    organisation_note_da = models.TextField(blank=True)
    organisation_note_en = models.TextField(blank=True)
    organisation_note_label = models.CharField(max_length=1, choices=SourceLabel, blank=True)
    parties_note_da = models.TextField(blank=True)
    parties_note_en = models.TextField(blank=True)
    parties_note_label = models.CharField(max_length=1, choices=SourceLabel, blank=True)
    unknown = models.JSONField(default=list, blank=True)
    starts_on = models.DateField(null=True, blank=True, editable=False)
    ends_on = models.DateField(null=True, blank=True, editable=False)
    option_ends_on = models.DateField(null=True, blank=True, editable=False)
    works_from = models.DateField(null=True, blank=True, editable=False)
    works_until = models.DateField(null=True, blank=True, editable=False)
    last_on = models.DateField(null=True, blank=True, editable=False)
    name_key = models.CharField(max_length=600, blank=True, editable=False)
    client_key = models.CharField(max_length=600, blank=True, editable=False)
    search_words = models.TextField(blank=True, editable=False)
    scope_kinds = models.CharField(max_length=100, blank=True, editable=False)
    party_keys = models.TextField(blank=True, editable=False)
    list_stamp = models.BigIntegerField(default=0, editable=False)
    source_count = models.PositiveSmallIntegerField(default=0, editable=False)
    jobs_inside = models.PositiveSmallIntegerField(default=0, editable=False)
    listing_rules = models.PositiveSmallIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["client_kind", "type"], name="partnership_kinds"),
            models.Index(fields=["starts_on"], name="partnership_start"),
            models.Index(fields=["organisation"], name="partnership_owner"),
            # All that counts, sums and orders read, in the order of the list: so that they never touch the texts of
            # thousands of entries, and only what stands within one kind of client is sorted.
            models.Index(
                fields=[
                    *("visibility", "is_fictitious", "client_kind", "type", "scope_kinds", "status", "volume_kind"),
                    *("joint_estimate", "volume_low", "volume_high", "starts_on", "ends_on", "works_from", "last_on"),
                    *("name_key", "client_key", "client_homes", "source_count", "id"),
                    *("jobs_inside", "list_stamp"),
                ],
                name="partnership_list",
            ),
            # What reads a text of every entry reads the rows as they lie, not as a list orders them.
            models.Index(fields=["visibility", "is_fictitious"], name="partnership_seen"),
            models.Index(
                fields=[
                    *("visibility", "client_key", "client_homes", "is_fictitious", "client_kind", "type"),
                    *("scope_kinds", "status", "starts_on", "last_on", "list_stamp"),
                ],
                name="partnership_clients",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(volume_low__isnull=True) | models.Q(volume_low__lte=models.F("volume_high")),
                name="partnership_volume_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Party(models.Model):
    """An organisation takes part in a partnership in a discipline; ``discipline`` is empty where it is not known.

    ``name`` is the name under which it takes part, ``label`` how well the discipline is known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parties")
    name = models.CharField(_("name"), max_length=200)
    discipline = models.CharField(_("discipline"), max_length=30, choices=Discipline, blank=True)
    label = models.CharField(_("how we know"), max_length=1, choices=SourceLabel, blank=True)
    note_da = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["organisation", "partnership"], name="party_organisation")]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "organisation", "discipline"], name="party_once"),
        ]

    def __str__(self) -> str:
        return self.name


class CallOffRight(models.Model):
    """Who beside the client may call off under the agreement: an organisation, or one of its departments.

    The list of departments is its organisation's own: what others have typed stands in ``department_name`` as they
    typed it, whether there is such a department or not.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="call_off_rights")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="call_off_rights")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    department_name = models.CharField(max_length=100, blank=True)
    label = models.CharField(max_length=1, choices=SourceLabel)
    source_url = models.URLField(max_length=500, blank=True)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation", "department", "department_name"],
                nulls_distinct=False,
                name="call_off_right_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.organisation_id}"


class KnownJob(models.Model):
    """A publicly known job of a client, carried out under a partnership, beside it, or not stated which.

    ``value`` is million of ``currency``, as the source says and not converted. ``begins`` and ``ends`` are ISO dates as
    far as they are known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=40, blank=True)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, null=True, blank=True, related_name="known_jobs"
    )
    client = models.CharField(_("client"), max_length=200)
    name = models.CharField(_("name"), max_length=200)
    inside = models.CharField(_("under the agreement"), max_length=10, choices=Inside)
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    homes = models.PositiveIntegerField(_("homes"), null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=9, decimal_places=1, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    begins = models.CharField(_("begins"), max_length=10, blank=True)
    ends = models.CharField(_("ends"), max_length=10, blank=True)
    note_da = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    label = models.CharField(max_length=1, choices=SourceLabel)
    source_url = models.URLField(max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["partnership", "position"], name="known_job_order")]

    def __str__(self) -> str:
        return self.name


class PartnershipSource(models.Model):
    """Where what is said of a partnership can be read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="sources")
    url = models.URLField(max_length=500)
    label = models.CharField(max_length=1, choices=SourceLabel)
    position = models.PositiveSmallIntegerField(default=0)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["partnership", "url"], name="source_once")]

    def __str__(self) -> str:
        return self.url


class PartnershipChange(models.Model):
    """One change to an entry of the register, with its source. Shown to all who may see the entry.

    ``changes`` maps a field to its value before and after; ``organisation`` is whose manager or secretariat made it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="history")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.UUIDField(null=True)
    source_url = models.URLField(max_length=500, blank=True)
    source_label = models.CharField(max_length=1, choices=SourceLabel)
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["-revision"]
        constraints = [models.UniqueConstraint(fields=["partnership", "revision"], name="change_once")]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.revision}"


class Correction(models.Model):
    """Somebody says that something in the register is wrong. No account is needed; an address only for an answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(_("what is wrong"), max_length=40, blank=True)
    text = models.TextField(_("what is right"), max_length=2000)
    source_url = models.URLField(_("where it can be read"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    sent_by = models.UUIDField(null=True)
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CorrectionState, default=CorrectionState.WAITING)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.UUIDField(null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("email",),
        purpose=_("Mend the register, and tell the one who wrote what came of it."),
        retention=_("Until 30 days after the answer."),
        erased_by="maskinrum.partnerships.actions.erase_corrections",
    )
    free_text: ClassVar[tuple[str, ...]] = ("text", "answer")

    class Meta:
        ordering = ["sent_at", "id"]
        indexes = [models.Index(fields=["state", "sent_at"], name="correction_order")]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.state}"
