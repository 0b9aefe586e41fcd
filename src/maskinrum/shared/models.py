"""Mails on their way out, and when periodic work was last done."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.shared.enums import MailState
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class OutboxMail(models.Model):
    """One mail to one address, written in the same transaction as what it tells of.

    ``next_attempt_at`` says when it may be tried; while a worker has it, that is when the worker counts as dead.
    ``html`` is the same text for programs that show it, ``headers`` are those of lists, and ``about`` holds the keys of
    what it tells of, for a kind that looks once more before it is sent. ``message_id`` is the same at every attempt, so
    that a receiver knows a second copy. ``blanked_at`` says when text and attachments were removed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.CharField(_("to"), max_length=254)
    person = models.UUIDField(null=True)
    kind = models.CharField(_("kind"), max_length=40)
    is_necessary = models.BooleanField(default=True)
    language = models.CharField(_("language"), max_length=2)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(blank=True, default="")
    headers = models.JSONField(default=dict, blank=True)
    about = models.JSONField(default=list, blank=True)
    attachments = models.JSONField(default=list, blank=True)
    message_id = models.CharField(max_length=320)
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("written"))
    next_attempt_at = models.DateTimeField(_("next attempt"))
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=100, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    blanked_at = models.DateTimeField(null=True)
    last_error = models.CharField(_("last answer"), max_length=300, blank=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("to", "person", "subject", "text", "html", "headers", "attachments", "last_error"),
        purpose=_("Send an e-mail at least once, and let the secretariat see what could not be sent."),
        retention=_("Text and attachments until the server has the e-mail, at most 14 days; the row 30 days more."),
        erased_by="maskinrum.shared.actions.erase_mail",
    )
    free_text: ClassVar[tuple[str, ...]] = ("subject", "text", "html", "last_error")

    class Meta:
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="mail_due"),
            models.Index(fields=["-created_at", "id"], name="mail_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.kind} ({self.state})"


class PeriodicJob(models.Model):
    """When a piece of periodic work was done, and who is at it: one row for each name.

    A process that wants to do it first sets ``claimed_until``; when it dies, another takes over after that.
    """

    name = models.CharField(primary_key=True, max_length=60)
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    def __str__(self) -> str:
        return self.name
