"""People, the organisations they act for, who may see what beside the rule, and the log of what was done."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class Organisation(models.Model):
    """A legal person in the network. ``is_fictitious`` marks what exists only to show how Maskinrum works."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind)
    cvr = models.CharField(_("CVR number"), max_length=8, blank=True)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cvr"], condition=~models.Q(cvr=""), name="organisation_cvr_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class PersonAccounts(BaseUserManager["Person"]):
    """How Django and allauth find a person: by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who can sign in. Everywhere else a person is known by the opaque ``id`` only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, default="da")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = PersonAccounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("email", "name", "password", "last_login"),
        purpose="Sign in, and tell colleagues in the own organisation who did what.",
        retention="Until the person asks for erasure.",
        erased_by="maskinrum.organisations.actions.erase_person",
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(email=Lower("email")), name="person_email_lower_case")]

    def __str__(self) -> str:
        return self.name or self.email


class Membership(models.Model):
    """A person may act for an organisation in a role."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.MEMBER)
    since = models.DateTimeField(auto_now_add=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("person",),
        purpose="Decide what a person may see and do.",
        retention="Until the membership ends or the person is erased.",
        erased_by="maskinrum.organisations.actions.erase_person",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "organisation"], name="membership_unique")]

    def __str__(self) -> str:
        return f"{self.person_id} – {self.organisation_id} ({self.role})"


class Grant(models.Model):
    """An organisation is let in to one object by name. Revoked and expired grants stay as a record and open nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="grants")
    granted_by = models.UUIDField(null=True)
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["-granted_at", "id"]
        indexes = [models.Index(fields=["object_type", "organisation", "object_id"], name="grant_lookup")]
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_id", "organisation"],
                condition=models.Q(revoked_at__isnull=True),
                name="grant_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id} -> {self.organisation_id}"


class AuditEvent(models.Model):
    """One thing that was done. Rows are only ever added: the database refuses to change or remove them.

    ``actor`` is the opaque id of a person, never a name; ``changes`` maps a field to its value before and after, and
    for personal fields only to the word "changed", so that erasing a person needs no rewriting here.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    organisation = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_object"),
            models.Index(fields=["organisation", "-id"], name="audit_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_type} {self.object_id}"
