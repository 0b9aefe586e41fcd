"""Rounds, who is invited to them, and the groups that answers are counted in."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.evaluation.enums import AnswerWay, EvaluationPart, RoundState
from maskinrum.evaluation.models.questions import EvaluationModel
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData

ERASER = "maskinrum.evaluation.actions.erase_from_evaluation"


class Round(models.Model):
    """A *måling*: one pulse, or one yearly maturity, of one partnership. The parties see it.

    ``number`` counts the rounds of one part of one partnership. ``wall_digest`` is that of the secret of the QR code on
    the wall, empty without one. ``invited`` and ``answered`` are of personal links, ``wall_answered`` of the wall.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=20, unique=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="rounds")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rounds")
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.PARTNERSHIP, editable=False)
    model = models.ForeignKey(EvaluationModel, on_delete=models.PROTECT, related_name="rounds")
    part = models.CharField(max_length=10, choices=EvaluationPart)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.PLANNED)
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(_("closes"))
    closed_at = models.DateTimeField(null=True)
    wall_digest = models.CharField(max_length=64, blank=True)
    invited = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    wall_answered = models.PositiveIntegerField(default=0)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("created_by",),
        purpose=_("Let whoever planned a round be asked about it."),
        retention=_("Until the person is erased; the round stays, without the person."),
        erased_by=ERASER,
    )

    class Meta:
        ordering = ["-number", "id"]
        indexes = [
            models.Index(fields=["partnership", "part", "-number"], name="round_series"),
            models.Index(fields=["state", "closes_on"], name="round_clock"),
            models.Index(fields=["wall_digest"], name="round_wall"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "part", "number"], name="round_number_once"),
            models.CheckConstraint(condition=models.Q(closes_on__gte=models.F("opens_on")), name="round_closes_later"),
        ]

    def __str__(self) -> str:
        return self.key


class Cell(models.Model):
    """The finest group that answers are counted in. Five or more are invited to each, so that even whoever reads the
    database learns nobody's answers; smaller groups are put together when the round opens.

    ``party`` and ``role`` are None and empty where the group holds several. A wall has one cell without either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="cells")
    way = models.CharField(max_length=10, choices=AnswerWay)
    party = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, blank=True)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.pk)


class Invitation(models.Model):
    """Somebody who is asked to answer a round, by a link that can be used once. Nothing leads from it to an answer.

    ``has_answered`` has no time. Address, name and token go when the round is closed and its results are made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitations")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, null=True, related_name="+")
    email = models.CharField(_("e-mail"), max_length=254)
    party = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20)
    language = models.CharField(max_length=2, default="da")
    token_digest = models.CharField(max_length=64, blank=True)
    invited_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    has_answered = models.BooleanField(default=False)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("email", "token_digest"),
        purpose=_("Ask the people of a partnership how it goes, and remind those who have not answered."),
        retention=_("Until the round is closed; the numbers of invited and answered stay."),
        erased_by=ERASER,
    )

    class Meta:
        ordering = ["email", "id"]
        indexes = [models.Index(fields=["token_digest"], name="invitation_token")]
        constraints = [
            models.UniqueConstraint(fields=["round", "email"], name="round_invited_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Respondent(models.Model):
    """Somebody whom a partnership asks now and then, so that the next round can be planned. Apart from all answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="respondents")
    email = models.CharField(_("e-mail"), max_length=254)
    party = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20)
    language = models.CharField(max_length=2, default="da")
    invited_on = models.DateField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("email",),
        purpose=_("Invite the same people to the next round."),
        retention=_("Until 13 months after the last invitation, or until the person asks not to be invited."),
        erased_by=ERASER,
    )

    class Meta:
        ordering = ["email", "id"]
        constraints = [models.UniqueConstraint(fields=["partnership", "email"], name="respondent_once")]

    def __str__(self) -> str:
        return str(self.pk)
