from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProjectKind(TextChoices):
    """The kinds the decision model knows."""

    RENOVATION = "renovation", _("Renovation")
    MASTER_PLAN = "master_plan", _("Master plan for renewal")
    NEW_BUILD = "new_build", _("New build")


class ApprovalState(TextChoices):
    """The usual path of a renovation supported by Landsbyggefonden; states may be skipped. Order as in facets.yaml."""

    IDEA = "idea", _("Idea")
    PREQUALIFIED_LBF = "prequalified_lbf", _("Prequalified with the National Building Fund")
    DEPARTMENT_VOTE = "department_vote", _("Adopted at the department meeting")
    ORGANISATION_BOARD = "organisation_board", _("Adopted by the organisation board")
    MUNICIPALITY = "municipality", _("Approved by the municipality")
    SCHEME_A = "scheme_a", _("Scheme A (commitment by the National Building Fund)")
    TENDER_OR_CALL_OFF = "tender_or_call_off", _("Tender or call-off")
    SCHEME_B = "scheme_b", _("Scheme B (approved to start)")
    CONSTRUCTION = "construction", _("Construction")
    HANDOVER = "handover", _("Handover")
    SCHEME_C = "scheme_c", _("Scheme C (final accounts)")
    ONE_YEAR = "one_year", _("One-year inspection")
    FIVE_YEAR = "five_year", _("Five-year inspection")


class Field(StrEnum):
    """The columns a portfolio may have; the values are the headings of the data that ships."""

    NAME = "name"
    KIND = "kind"
    GROUP = "group"
    HOMES = "homes"
    BUDGET = "budget"
    START = "planned_start"
    START_DATE = "planned_start_date"
    DURATION = "duration"
    APPROVAL = "approval"
    PROBLEM = "problem_project"
    ELIGIBLE = "eligible"
    REALISATION = "realisation"
    DELAY_LEAST = "delay_a"
    DELAY_TYPICAL = "delay_m"
    DELAY_MOST = "delay_b"
