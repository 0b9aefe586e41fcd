from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Procedure(TextChoices):
    """How the agreement is put out to tender, as in legal.yaml."""

    NEGOTIATED = "negotiated", _("Competitive procedure with negotiation")
    RESTRICTED = "restricted", _("Restricted procedure")
    DIALOGUE = "dialogue", _("Competitive dialogue")
    INNOVATION_PARTNERSHIP = "innovation_partnership", _("Innovation partnership")
    OPEN = "open", _("Open procedure")


class Direction(TextChoices):
    """From which end a plan is counted."""

    FORWARD = "forward", _("From a day on which we begin")
    BACKWARD = "backward", _("Back from a day on which we want to sign")


class WorkKind(TextChoices):
    """What is bought, which decides the threshold."""

    WORKS = "works", pgettext_lazy("what is bought", "Works")
    SERVICES_SUPPLIES = "services_supplies", _("Services or supplies")


class StandstillChannel(TextChoices):
    """How the teams are told of the award, which decides how long the contract must wait."""

    ELECTRONIC = "electronic", _("Electronically")
    LETTER = "letter", _("By letter")


class TaskState(TextChoices):
    """How far a task is."""

    NOT_BEGUN = "not_begun", _("Not begun")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    NOT_RELEVANT = "not_relevant", _("Not relevant here")


class PlanMeetingKind(TextChoices):
    """Whose meeting it is."""

    BOARD = "board", _("Board meeting")
    DEPARTMENT = "department", _("Department meeting")
    RESIDENTS = "residents", _("Other meeting with residents")


class PlanPart(TextChoices):
    """What of a plan was changed."""

    TERMS = "terms", _("What the plan rests on")
    TASK = "task", _("A task")
    HOLIDAYS = "holidays", _("The list of holidays")
    MEETING = "meeting", _("A meeting")
    CALL_OFFS = "call_offs", _("The first call-offs")
    AGAIN = "again", _("Calculated again")
