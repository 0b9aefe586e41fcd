"""What the board of a running partnership tells apart."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OptionDecision(TextChoices):
    """What the client has decided about the option to prolong; nothing while it is undecided."""

    TAKEN = "taken", _("Prolonged")
    DECLINED = "declined", _("Not prolonged")


class WarningKind(TextChoices):
    """What the client is warned of before it bites."""

    CEILING = "ceiling", _("The ceiling is near")
    OPTION = "option", _("The option is to be decided")
    GAP = "gap", _("A team runs out of work")
    TAIL = "tail", _("Work runs on after the agreement")
