"""Letters about experiences: to whoever is named, and to whoever told."""

from datetime import datetime

from maskinrum.knowledge.models import Experience, NamedPartner
from maskinrum.organisations.actions import write_to
from maskinrum.organisations.actions.letters import address_of_page
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import deciders_of

EXPERIENCE_NAMED = "experience_named"
EXPERIENCE_ANSWERED = "experience_answered"


def ask_partner(named: NamedPartner, *, now: datetime) -> None:
    """Write to those who decide for an organisation that an experience names."""
    for person in deciders_of(named.organisation_id):
        link = address_of_page("knowledge:approval", person.language, key=named.experience.key)
        write_to(person, EXPERIENCE_NAMED, now=now, organisation=named.organisation, link=link)


def tell_writer(row: Experience, outcome: str, *, now: datetime) -> None:
    """Write to whoever told an experience what came of it: ``published``, ``sent_back`` or ``declined``."""
    person = Person.objects.filter(pk__in=[row.written_by]).first()
    if person is not None:
        link = address_of_page("knowledge:experience", person.language, key=row.key)
        write_to(person, EXPERIENCE_ANSWERED, now=now, experience=row, outcome=outcome, link=link)
