from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Alternative(TextChoices):
    """The delivery models compared, in the order of facets.yaml."""

    SEPARATE = "separate", _("Separate tender of each project")
    PARALLEL_FRAMEWORKS = "parallel_frameworks", _("Parallel frameworks")
    ADVISER_FRAMEWORK = "adviser_framework", _("Adviser framework")
    EARLY_INVOLVEMENT = "early_involvement", _("Early-involvement turnkey, project by project")
    STRATEGIC_PARTNERSHIP = "strategic_partnership", _("Strategic partnership")
    JOINT_PARTNERSHIP = "joint_partnership", _("Joint partnership with other housing organisations")
    NOT_YET = "not_yet", _("Not yet: the same partnership, started later")


class Criterion(TextChoices):
    """What the alternatives are compared by."""

    COST = "cost", _("Cost in fixed prices")
    PRESENT_VALUE = "present_value", _("Present value")


class Realisation(TextChoices):
    """Where the chance that a project is carried out comes from. One of the two, never both."""

    STATES = "states", _("From each project's approval state")
    PORTFOLIO = "portfolio", _("One share for the whole portfolio")


class GateAnswer(TextChoices):
    """What an organisation says to a gate or a question. Only a yes opens a gate."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNSURE = "unsure", _("Unsure")


class Severity(TextChoices):
    """How much a warning sign weighs."""

    STOP = "stop", _("Stop")
    WARN = "warn", _("Warning")
    NOTE = "note", _("Notice")


class ReadinessLevel(TextChoices):
    """What a score says, where all gates are open: the mean of the scale reaches 3, reaches 2, or neither."""

    READY = "ready", _("Ready")
    ON_THE_WAY = "on_the_way", _("On the way")
    NOT_READY = "not_ready", _("Not ready")


class VerdictAnswer(TextChoices):
    """What the rule of the decision model says to a strategic partnership."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_YET = "not_yet", _("Not yet")
    ONLY_IF = "only_if", _("Only if")


class JobState(TextChoices):
    """How far a calculation in the background is."""

    WAITING = "waiting", _("Waiting to be calculated")
    RUNNING = "running", _("Being calculated")
    DONE = "done", _("Calculated")
    FAILED = "failed", _("Could not be calculated")
    REFUSED = "refused", _("Calculated otherwise today")


class JointState(TextChoices):
    """How far two organisations are with calculating their portfolios together."""

    INVITED = "invited", _("Waiting for an answer")
    AGREED = "agreed", _("Calculated together")
    DECLINED = "declined", _("Said no to")
    ENDED = "ended", _("Ended")


WITHOUT_PARTNERSHIP = (
    Alternative.SEPARATE,
    Alternative.PARALLEL_FRAMEWORKS,
    Alternative.ADVISER_FRAMEWORK,
    Alternative.EARLY_INVOLVEMENT,
)
