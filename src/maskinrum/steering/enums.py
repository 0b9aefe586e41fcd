from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
