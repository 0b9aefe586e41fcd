"""What somebody follows, and how often it is told."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.network.enums import Rhythm, SubscriptionKind
from maskinrum.network.models.questions import Question
from maskinrum.organisations.models import Person
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.privacy import PersonalData


class Subscription(models.Model):
    """A person follows a theme, a partnership, a question or the words of a search.

    ``told_until`` is the moment up to which everything has been told, or was not worth a mail.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="subscriptions")
    kind = models.CharField(max_length=12, choices=SubscriptionKind)
    theme = models.CharField(max_length=5, blank=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, null=True, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, null=True, related_name="+")
    words = models.CharField(_("words"), max_length=200, blank=True)
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm, default=Rhythm.WEEKLY)
    told_until = models.DateTimeField()
    created_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("person", "words"),
        purpose=_("Tell somebody of what is new about what they follow."),
        retention=_("Until the person takes it off or is erased."),
        erased_by="maskinrum.network.actions.erase_subscriptions",
    )
    free_text: ClassVar[tuple[str, ...]] = ("words",)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["rhythm", "told_until"], name="subscription_due")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} ({self.rhythm})"
