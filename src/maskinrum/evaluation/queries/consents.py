"""Who has said yes to sharing a partnership's figures, and whether all have."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from maskinrum.evaluation.facts.comparison import TERMS
from maskinrum.evaluation.models import ComparisonConsent, SharedFigure
from maskinrum.evaluation.queries.rounds import party_organisations
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership

LEAST_PARTIES = 2


@dataclass(frozen=True)
class PartyConsent:
    """A party of a partnership and its yes, or None."""

    party: Organisation
    consent: ComparisonConsent | None


@dataclass(frozen=True)
class Consents:
    """Every party of a partnership, and whether it has said yes to the words that are in force."""

    rows: tuple[PartyConsent, ...]
    client: uuid.UUID | None = None

    @property
    def has_tender_cost(self) -> bool:
        """Whether the client shares its own cost of procurement too."""
        own = [row.consent for row in self.rows if row.party.pk == self.client]
        return any(one.with_tender_cost for one in own if one)

    @property
    def are_whole(self) -> bool:
        """Whether all have said yes; one organisation alone is no partnership."""
        return len(self.rows) >= LEAST_PARTIES and all(row.consent for row in self.rows)

    @property
    def missing(self) -> tuple[Organisation, ...]:
        """Those who have not said yes."""
        return tuple(row.party for row in self.rows if row.consent is None)

    def of(self, viewer: Viewer) -> ComparisonConsent | None:
        """The yes of the organisation that the viewer acts for."""
        return next((row.consent for row in self.rows if row.party.pk == viewer.organisation), None)


def consents_of(partnership: Partnership) -> Consents:
    """Every party and its yes, the client first."""
    given = ComparisonConsent.objects.filter(partnership=partnership, withdrawn_at=None, terms=TERMS)
    by_party = {row.organisation_id: row for row in given}
    rows = tuple(PartyConsent(one, by_party.get(one.pk)) for one in party_organisations(partnership))
    return Consents(rows, partnership.organisation_id)


def is_invented(partnership: Partnership, parties: Iterable[Organisation]) -> bool:
    """Whether anything about a partnership is invented; then nothing of it may stand among real figures."""
    client = partnership.organisation
    invented = [client.is_fictitious if client else False, *(one.is_fictitious for one in parties)]
    return partnership.is_fictitious or any(invented)


def partnerships_with_consents() -> list[Partnership]:
    """Those of which a party has said yes, or of which something is shared: what the daily check looks through."""
    given = ComparisonConsent.objects.filter(withdrawn_at=None).values("partnership")
    shared = SharedFigure.objects.filter(retired_at=None).values("partnership")
    rows = Partnership.objects.filter(Q(pk__in=given) | Q(pk__in=shared))
    return list(rows.select_related("organisation").order_by("pk"))
