from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MailState(TextChoices):
    """How far a mail has come on its way out."""

    WAITING = "waiting", pgettext_lazy("mail", "Waiting")
    SENDING = "sending", _("On its way")
    SENT = "sent", _("Sent")
    GIVEN_UP = "given_up", _("Given up")
    KEPT = "kept", _("Kept here")
