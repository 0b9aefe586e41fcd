from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EvaluationPart(TextChoices):
    """What a question belongs to."""

    PULSE = "pulse", _("Pulse")
    MATURITY = "maturity", _("Maturity")


class RoundState(TextChoices):
    """How far a round of the evaluation is."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class AnswerWay(TextChoices):
    """How answers came in. The two ways are never added together."""

    PERSONAL = "personal", _("Personal links")
    WALL = "wall", _("QR code on the wall")


class RoundRole(TextChoices):
    """What somebody does in the partnership, as results are divided by it."""

    MANAGEMENT = "management", _("Management")
    PROJECT = "project", _("Project management")
    DESIGN = "design", _("Design")
    SITE = "site", _("Building site")
    OPERATIONS = "operations", _("Operations")
    RESIDENTS = "residents", _("Residents")
    OTHER = "other", _("Something else")


class TextFor(TextChoices):
    """Who may read what somebody writes in a round: the writer's own choice."""

    NOBODY = "nobody", _("I write nothing")
    ALL = "all", _("All who may read the results")
    FACILITATOR = "facilitator", _("Only who runs the round")


class Aspect(TextChoices):
    """What is said of a statement: whether one agrees, and how much it matters."""

    AGREEMENT = "agreement", pgettext_lazy("answers", "Agreement")
    IMPORTANCE = "importance", _("Importance")


class ResultView(TextChoices):
    """By what a result is divided."""

    ALL = "all", _("All")
    PARTY = "party", _("By party")
    ROLE = "role", _("By role")


class FindingState(TextChoices):
    """What became of a finding."""

    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Taken up")
    DISMISSED = "dismissed", _("Put aside")
    CLOSED = "closed", pgettext_lazy("finding", "Done")


class ReportSection(TextChoices):
    """What of the yearly report a party lets its board read; the rest of the report tells nothing of anybody."""

    WHOLE = "whole", _("The whole report")
    RATES = "rates", _("How many answered")
    SERIES = "series", _("The pulse over time")
    MATURITY = "maturity", _("Maturity")
    FINDINGS = "findings", _("Findings, and what came of them")
    FIGURES = "figures", _("Figures of the portfolio")
