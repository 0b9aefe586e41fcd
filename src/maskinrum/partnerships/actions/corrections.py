"""What people say is wrong in the register."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Correction


@transaction.atomic
def erase_corrections(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """Forget the address that a person gave for an answer; what was said about the register stays."""
    theirs = Q(sent_by=person.pk) | Q(email__iexact=person.email)
    Correction.objects.filter(theirs).exclude(email="").update(email="")


def forget_addresses(rows: QuerySet[Correction]) -> int:
    """Forget the addresses of those whose answer was given long ago, and say how many there were."""
    return rows.update(email="")
