"""What the board of a running partnership tells apart."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class DecisionBody(TextChoices):
    """Who decided in a partnership: a body or a role."""

    STEERING_GROUP = "steering_group", _("Steering group")
    PARTNERSHIP_MANAGEMENT = "partnership_management", _("Management of the partnership")
    PROJECT_GROUP = "project_group", _("Project group")
    CLIENT = "client", pgettext_lazy("body", "The client")
    CLIENT_BOARD = "client_board", _("Board of the client")
    DEPARTMENT_MEETING = "department_meeting", _("Department meeting")
    DEVELOPMENT_MEETING = "development_meeting", _("Development meeting")
    OTHER_BODY = "other_body", pgettext_lazy("body", "Another")


class StartAnswer(TextChoices):
    """What a project answers when it is asked: develop or reuse?"""

    OPEN = "open", _("Not decided")
    REUSE = "reuse", _("Reuse")
    DEVELOP = "develop", _("Develop")
    NOT_RELEVANT = "not_relevant", pgettext_lazy("start-up", "Not relevant here")
