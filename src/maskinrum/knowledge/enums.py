from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Phase(TextChoices):
    """The phases of a strategic partnership, as in phases.yaml."""

    IDEA = "F0", _("Idea and motive")
    CLARIFICATION = "F1", _("Clarification and decision")
    PREPARATION = "F2", _("Tender preparation")
    TENDER = "F3", _("Tender and contract")
    SET_UP = "F4", _("Set-up and start")
    OPERATION = "F5", _("Operation and maturing")
    MID_TERM = "F6", _("Mid-term and option")
    CLOSING = "F7", _("Winding up and transition")
    EVALUATION = "F8", _("Final evaluation and passing on")


class ExperienceRole(TextChoices):
    """From which side something was experienced, as in facets.yaml."""

    CLIENT = "client", pgettext_lazy("role", "client")
    CONTRACTOR = "contractor", pgettext_lazy("role", "contractor")
    ARCHITECT = "architect", pgettext_lazy("role", "architect")
    ENGINEER = "engineer", pgettext_lazy("role", "engineer")
    LANDSCAPE = "landscape", pgettext_lazy("role", "landscape architect")
    FACILITATOR = "facilitator", pgettext_lazy("role", "facilitator")
    OPERATIONS = "operations", pgettext_lazy("role", "operations")
    RESIDENT = "resident", pgettext_lazy("role", "resident")
    AUTHORITY = "authority", pgettext_lazy("role", "authority")


class WorksKind(TextChoices):
    """What kind of project an experience is about, as in facets.yaml."""

    RENOVATION = "renovation", pgettext_lazy("works", "renovation")
    MASTER_PLAN = "master_plan", pgettext_lazy("works", "master plan for renewal")
    NEW_BUILD = "new_build", pgettext_lazy("works", "new build")
    DEMOLITION = "demolition", pgettext_lazy("works", "demolition")
    OPERATIONS = "operations", pgettext_lazy("works", "operations and maintenance")


class Effect(TextChoices):
    """How it went, as in facets.yaml."""

    POSITIVE = "positive", pgettext_lazy("effect", "Positive")
    MIXED = "mixed", pgettext_lazy("effect", "Mixed")
    NEGATIVE = "negative", pgettext_lazy("effect", "Negative")
    UNCLEAR = "unclear", pgettext_lazy("effect", "Unclear")


class EvidenceKind(TextChoices):
    """What an experience rests on, as in facets.yaml."""

    EXPERIENCED = "experienced", _("Experienced")
    DOCUMENTED = "documented", _("Documented")
    MEASURED = "measured", _("Measured")


class ExperienceState(TextChoices):
    """How far an experience has come. That one is due for review is told by its date."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("Being read")
    APPROVAL = "approval", _("Waits for those named")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Replaced by another")
    RETIRED = "retired", _("Retired")


class UseOutcome(TextChoices):
    """How it went for somebody who used an experience."""

    WORKED = "worked", _("It worked")
    PARTLY = "partly", _("It worked in part")
    FAILED = "failed", _("It did not work")
    TOO_EARLY = "too_early", _("Too early to say")


class AttachmentKind(TextChoices):
    """What an attached file is, told by its content."""

    JPEG = "jpeg", _("Photo (JPEG)")
    PNG = "png", _("Image (PNG)")
    PDF = "pdf", _("PDF")
    WORD = "docx", _("Word")


class ToolKind(TextChoices):
    """What the file of a tool is, told by its content."""

    WORD = "docx", _("Word")
    EXCEL = "xlsx", _("Excel")
    PDF = "pdf", _("PDF")


class EvidenceSide(TextChoices):
    """Whether an experience speaks for a recommendation or against it."""

    SUPPORT = "support", _("What supports it")
    COUNTER = "counter", _("What speaks against it")


class Strength(TextChoices):
    """How well a recommendation stands on the experiences that the reader may see."""

    WELL = "well", _("Rests on several")
    SOME = "some", _("Rests on some")
    FEW = "few", _("Rests on few")
    DISPUTED = "disputed", _("Disputed")
    NONE = "none", _("Rests on nothing you may read")


class BookletReaders(TextChoices):
    """Who may read a booklet: nobody reads it before it stands there, so it is not for everybody."""

    NETWORK = "network", _("Everybody who acts for an organisation of the network")
    ORGANISATION = "organisation", _("Only your own organisation")
