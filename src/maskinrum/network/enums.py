from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionState(TextChoices):
    """Where a question stands."""

    OPEN = "open", pgettext_lazy("question", "Waits for an answer")
    ANSWERED = "answered", pgettext_lazy("question", "Answered")
    CLOSED = "closed", pgettext_lazy("question", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("question", "Taken back")


class ContributionKind(TextChoices):
    """What somebody writes below a question."""

    ANSWER = "answer", _("Answer")
    CLARIFICATION = "clarification", _("Clarification")


class OrganisationSize(TextChoices):
    """How many homes a housing organisation has."""

    SMALL = "small", _("Fewer than 2,000 homes")
    MEDIUM = "medium", _("2,000 to 10,000 homes")
    LARGE = "large", _("More than 10,000 homes")


class Stage(TextChoices):
    """Where an organisation stands with a strategic partnership."""

    CONSIDERING = "considering", pgettext_lazy("stage", "Considering a partnership")
    PREPARING = "preparing", pgettext_lazy("stage", "Preparing a partnership")
    TENDERING = "tendering", pgettext_lazy("stage", "Tendering a partnership")
    STARTING = "starting", pgettext_lazy("stage", "Starting a partnership")
    OPERATING = "operating", pgettext_lazy("stage", "Running a partnership")
    WINDING_UP = "winding_up", pgettext_lazy("stage", "Winding up a partnership")


class SparringState(TextChoices):
    """Where a wish for a conversation stands."""

    WAITING = "waiting", pgettext_lazy("sparring", "Looks for somebody")
    PROPOSED = "proposed", pgettext_lazy("sparring", "Somebody is asked")
    AGREED = "agreed", pgettext_lazy("sparring", "Agreed")
    DONE = "done", pgettext_lazy("sparring", "Done")
    WITHDRAWN = "withdrawn", pgettext_lazy("sparring", "Taken back")


class ProposalState(TextChoices):
    """What somebody said to being asked for a conversation."""

    ASKED = "asked", pgettext_lazy("proposal", "Asked")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "Said yes")
    DECLINED = "declined", pgettext_lazy("proposal", "Said no")
    STEPPED_BACK = "stepped", pgettext_lazy("proposal", "Said yes, and cannot after all")
    LAPSED = "lapsed", pgettext_lazy("proposal", "Did not answer")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Asked until the wish was taken back")


class SubscriptionKind(TextChoices):
    """What somebody follows."""

    THEME = "theme", _("Theme")
    PARTNERSHIP = "partnership", _("Partnership")
    QUESTION = "question", _("Question")
    SEARCH = "search", _("Words of a search")


class Rhythm(TextChoices):
    """How often somebody wants to hear of it."""

    INSTANT = "instant", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    MONTHLY = "monthly", _("Once a month")
    OFF = "off", _("Not by e-mail")
