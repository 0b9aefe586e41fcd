from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    """What an organisation does in a partnership."""

    HOUSING_ORGANISATION = "housing_organisation", _("Housing organisation")
    HOUSING_ADMINISTRATOR = "housing_administrator", _("Housing administrator")
    CONTRACTOR = "contractor", _("Contractor")
    ARCHITECT = "architect", _("Architect")
    ENGINEER = "engineer", _("Engineer")
    LANDSCAPE_ARCHITECT = "landscape_architect", _("Landscape architect")
    FACILITATOR = "facilitator", _("Facilitator")
    FUND = "fund", _("Fund")
    ASSOCIATION = "association", _("Association")
    MUNICIPALITY = "municipality", _("Municipality")
    REGION = "region", _("Region")
    STATE = "state", _("State")
    UTILITY = "utility", _("Utility")
    ADVISER = "adviser", _("Adviser")
    INSTALLATION_CONTRACTOR = "installation_contractor", _("Installation contractor")
    OTHER = "other", _("Other")


class Role(TextChoices):
    """What a person does in the organisation or for the network."""

    MEMBER = "member", _("Member")
    MANAGER = "manager", _("Manager")
    FACILITATOR = "facilitator", _("Facilitator")
    SECRETARIAT = "secretariat", _("Secretariat")


class Visibility(TextChoices):
    """Who sees a row without a grant: everyone, any member, the parties of its partnership, or the own organisation."""

    OPEN = "open", _("Open")
    NETWORK = "network", _("Network")
    PARTNERSHIP = "partnership", _("Own partnership")
    ORGANISATION = "organisation", _("Own organisation")


class Decision(TextChoices):
    """What became of something that somebody asked for."""

    WAITING = "waiting", _("Waits for an answer")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")


class OptionalMail(TextChoices):
    """The kinds of mail a person can do without. Those that an account cannot do without are of no kind here."""

    NEW_BROWSER = "new_browser", _("when somebody signs in to my account from a browser that is new to it")
    REQUEST = "request", _("when somebody asks to act for an organisation that I decide for")


class InvitationState(TextChoices):
    """What has become of an invitation."""

    OPEN = "open", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Run out")
