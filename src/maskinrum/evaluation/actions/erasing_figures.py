"""What becomes of figures and consents when a person is erased."""

from datetime import datetime

from django.db import transaction

from maskinrum.evaluation.models import ComparisonConsent, ManualFigure
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer


@transaction.atomic
def erase_from_figures(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """Figures and consents stay with the partnership, and no longer lead to the person."""
    ManualFigure.objects.filter(written_by=person.pk).update(written_by=None)
    ComparisonConsent.objects.filter(given_by=person.pk).update(given_by=None)
    ComparisonConsent.objects.filter(withdrawn_by=person.pk).update(withdrawn_by=None)
