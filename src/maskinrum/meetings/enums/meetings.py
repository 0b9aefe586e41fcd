from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingState(TextChoices):
    """How far a development meeting has come."""

    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    RUNNING = "running", pgettext_lazy("meeting", "Running now")
    HELD = "held", pgettext_lazy("meeting", "Held")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


class MeetingRole(TextChoices):
    """What somebody does at a meeting."""

    LEADS = "leads", pgettext_lazy("meeting", "leads the meeting")
    WRITES = "writes", pgettext_lazy("meeting", "writes the minutes")
    BRINGS = "brings", pgettext_lazy("meeting", "brings a case")
    TAKES_PART = "takes_part", pgettext_lazy("meeting", "takes part")


class Answer(TextChoices):
    """What somebody who is invited has answered."""

    WAITING = "waiting", pgettext_lazy("meeting", "has not answered")
    COMING = "coming", pgettext_lazy("meeting", "is coming")
    NOT_COMING = "not_coming", pgettext_lazy("meeting", "is not coming")


class TextStanding(TextChoices):
    """Where one version of a note stands: it counts, was followed by another, or stands beside one that counts."""

    CURRENT = "current", _("Stands now")
    EARLIER = "earlier", _("Stood before")
    BESIDE = "beside", _("Stands beside")


class GapKind(TextChoices):
    """How much is told about a theme in a phase."""

    NONE = "none", pgettext_lazy("gap", "none")
    FEW = "few", pgettext_lazy("gap", "few")
    OLD = "old", pgettext_lazy("gap", "overdue")
    DISPUTED = "disputed", pgettext_lazy("gap", "divided")
    ENOUGH = "enough", pgettext_lazy("gap", "several")
