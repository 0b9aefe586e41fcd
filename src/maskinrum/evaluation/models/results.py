"""What may be shown of a closed round. It is decided once, when the round is closed."""

import uuid
from typing import ClassVar

from django.db import models

from maskinrum.evaluation.enums import AnswerWay, Aspect, ResultView
from maskinrum.evaluation.models.questions import Wording
from maskinrum.evaluation.models.rounds import Round
from maskinrum.organisations.models import Organisation
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class Result(models.Model):
    """The answers of one group to one wording. ``levels`` has five counts, or is null where it may not be shown.

    Nothing but this is left of a round, so what is withheld cannot be found anywhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="results")
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="results")
    aspect = models.CharField(max_length=10, choices=Aspect, default=Aspect.AGREEMENT)
    way = models.CharField(max_length=10, choices=AnswerWay)
    view = models.CharField(max_length=10, choices=ResultView, default=ResultView.ALL)
    party = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    levels = models.JSONField(null=True)
    unknown = models.PositiveIntegerField(null=True)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["round", "view"], name="result_round_view")]

    def __str__(self) -> str:
        return str(self.pk)


class ResponseRate(models.Model):
    """How many of a group were invited and answered; groups under five are put together before they come here.

    What was put together has neither party nor role; ``view`` says of which division it is the rest.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="response_rates")
    view = models.CharField(max_length=10, choices=ResultView, default=ResultView.PARTY)
    party = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    invited = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.pk)
