"""The closed lists of salons."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SalonState(TextChoices):
    """How far an open salon has come."""

    DRAFT = "draft", _("Being planned")
    OPEN = "open", _("Open for sign-up")
    CLOSED = "closed", _("Closed for sign-up")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Called off")


class SignUpState(TextChoices):
    """What somebody who signed up has: a seat, the offer of one, a place on the list, or nothing any more."""

    CONFIRMED = "confirmed", _("Has a seat")
    OFFERED = "offered", _("Has been offered a seat")
    WAITING = "waiting", _("On the waiting list")
    LAPSED = "lapsed", _("Did not answer the offer in time")
    WITHDRAWN = "withdrawn", _("Has signed off")


class Presence(TextChoices):
    """How somebody takes part."""

    IN_ROOM = "in_room", _("In the room")
    ON_SCREEN = "on_screen", _("On screen")


class Usefulness(TextChoices):
    """Whether a salon gave somebody something to use."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("In part")
    NO = "no", _("No")
