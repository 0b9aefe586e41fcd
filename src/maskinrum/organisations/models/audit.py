"""The log of what was done."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


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
            models.Index(fields=["actor", "-id"], name="audit_actor"),
            models.Index(fields=["verb", "-id"], name="audit_verb"),
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_type} {self.object_id}"
