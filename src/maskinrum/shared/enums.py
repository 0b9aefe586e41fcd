from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MailState(TextChoices):
    """How far a mail has come on its way out."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("On its way")
    SENT = "sent", _("Sent")
    GIVEN_UP = "given_up", _("Given up")
    KEPT = "kept", _("Kept here")
