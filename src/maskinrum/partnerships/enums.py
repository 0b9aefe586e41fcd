from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProjectKind(TextChoices):
    """The kinds the decision model knows."""

    RENOVATION = "renovation", _("Renovation")
    MASTER_PLAN = "master_plan", _("Master plan for renewal")
    NEW_BUILD = "new_build", _("New build")


class SameName(TextChoices):
    """What to do with a project that stands on the list under the same name with other facts."""

    USE = "use", _("Use what stands on the list")
    CHANGE = "change", _("Change the list to what stands here")
    ADD = "add", _("Add as a new project")


class ProjectEnd(TextChoices):
    """How a project ended."""

    HANDED_OVER = "handed_over", _("Handed over")
    GIVEN_UP = "given_up", _("Given up")


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


class PartnershipType(TextChoices):
    """What kind of agreement it is, so that frameworks and single projects are not taken for partnerships."""

    STRATEGIC_PARTNERSHIP = "strategic_partnership", _("Strategic partnership")
    STRATEGIC_FRAMEWORK = "strategic_framework", _("Strategic framework with one contractor")
    PARALLEL_FRAMEWORKS = "parallel_frameworks", _("Parallel frameworks")
    ADVISER_FRAMEWORK = "adviser_framework", _("Adviser framework")
    EARLY_INVOLVEMENT = "early_involvement", _("Single project with early involvement")


class ClientKind(TextChoices):
    """The sector of the client; the order is that of the register's list."""

    HOUSING = "housing", _("Housing organisations")
    MUNICIPAL = "municipal", _("Municipalities")
    REGIONAL = "regional", _("Regions")
    STATE = "state", _("The state")
    UTILITY = "utility", _("Utilities")


class Discipline(TextChoices):
    """What a party does in a partnership."""

    CLIENT = "client", _("Client")
    CONTRACTOR = "contractor", _("Contractor")
    ARCHITECT = "architect", _("Architect")
    ENGINEER = "engineer", _("Engineer")
    LANDSCAPE_ARCHITECT = "landscape_architect", _("Landscape architect")
    FACILITATOR = "facilitator", _("Facilitator")
    ADVISER = "adviser", _("Adviser")
    INSTALLATION_CONTRACTOR = "installation_contractor", _("Installation contractor")


class VolumeKind(TextChoices):
    """What an announced volume is. None of them is turnover."""

    ESTIMATE = "estimate", _("Estimate")
    CEILING = "ceiling", _("Ceiling")
    AWARD = "award", _("Award")


class PartnershipStatus(TextChoices):
    """How far an agreement is, as the sources tell."""

    ACTIVE = "active", _("Active")
    WORKS_RUNNING = "works_running", _("Works under way")
    IN_TERM = "in_term", _("Within its term")
    SUCCEEDED = "succeeded", _("Succeeded")
    TERM_OVER = "term_over", _("Term over")
    UNKNOWN = "unknown", _("Not known")


class ScopeKind(TextChoices):
    """What works an agreement is about, as read from the words of its scope and its known jobs."""

    RENOVATION = "renovation", _("Renovation and rebuilding")
    NEW_BUILD = "new_build", _("New build")
    MAINTENANCE = "maintenance", _("Operations and maintenance")
    ENERGY = "energy", _("Energy")
    ADVICE = "advice", _("Advice")
    WATER = "water", _("Water and wastewater")
    NOT_STATED = "not_stated", _("Scope not known")


class SourceLabel(TextChoices):
    """How well something is known."""

    FACT = "F", _("Fact")
    STATEMENT = "S", _("Statement by a party")
    BACKGROUND = "B", _("Not confirmed")
    INFERENCE = "I", _("Our inference")


class Inside(TextChoices):
    """Whether a known job is carried out under the partnership of its client."""

    YES = "yes", _("Under the agreement")
    NO = "no", _("Outside the agreement")
    UNKNOWN = "unknown", _("Not stated")


class CorrectionState(TextChoices):
    """What became of a correction."""

    WAITING = "waiting", pgettext_lazy("correction", "Waiting")
    MENDED = "mended", _("Mended")
    KEPT = "kept", _("Left as it was")
