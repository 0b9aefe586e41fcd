"""What of the register and of projects can be found."""

from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.models import Department, Organisation
from maskinrum.organisations.queries import let_hold
from maskinrum.partnerships.enums import ClientKind, PartnershipType
from maskinrum.partnerships.indexing import organisations, projects, register
from maskinrum.partnerships.models import Partnership, Project
from maskinrum.search.indexing import Kind, let_hang, offer, offer_choices


def offer_everything() -> None:
    """Offer agreements, their parties and projects, and say what parties of an agreement hold."""
    let_hold(register.tokens_of_parties)
    offer(
        Kind(
            "partnership",
            _("Partnership"),
            register.ids,
            register.documents,
            register.shown,
            model=Partnership,
            hanging=register.parties_of,
        )
    )
    offer(
        Kind(
            "organisation",
            _("Party"),
            organisations.ids,
            organisations.documents,
            organisations.shown,
            model=Organisation,
            hanging=organisations.companies_of,
        )
    )
    offer(Kind("project", _("Project"), projects.ids, projects.documents, projects.shown, model=Project))
    let_hang(Department, projects.of_department)
    offer_choices("client_kind", _("Client"), ClientKind, typed=["bygherre", "client"])
    offer_choices("agreement", _("Kind of agreement"), PartnershipType, typed=["aftale"])
