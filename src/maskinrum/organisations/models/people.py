"""People, and the organisations they act for."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.enums import Role
from maskinrum.organisations.models.organisations import Organisation
from maskinrum.shared.privacy import PersonalData


class PersonAccounts(BaseUserManager["Person"]):
    """How Django and allauth find a person: by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who can sign in. Everywhere else a person is known by the opaque ``id`` only.

    ``acting_for`` is the organisation chosen last, of those the person belongs to; ``muted_mail`` lists the kinds of
    mail the person does not want.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, default="da")
    acting_for = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    muted_mail = models.JSONField(default=list, blank=True)
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
        purpose=_("Sign in, and tell colleagues in the own organisation who did what."),
        retention=_("Until the person asks for erasure."),
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
        purpose=_("Decide what a person may see and do."),
        retention=_("Until the membership ends or the person is erased."),
        erased_by="maskinrum.organisations.actions.erase_person",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "organisation"], name="membership_unique")]

    def __str__(self) -> str:
        return f"{self.person_id} – {self.organisation_id} ({self.role})"
