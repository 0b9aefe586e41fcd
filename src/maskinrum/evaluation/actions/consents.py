"""Say yes for a party to sharing the partnership's figures, and withdraw it."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.evaluation.actions.comparison import share_figures
from maskinrum.evaluation.facts.comparison import TERMS
from maskinrum.evaluation.models import ComparisonConsent
from maskinrum.evaluation.permissions import can_consent
from maskinrum.evaluation.queries.rounds import party_organisations
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError


@transaction.atomic
def consent_to_comparison(
    partnership: Partnership, *, viewer: Viewer, now: datetime, with_tender_cost: bool = False
) -> ComparisonConsent:
    """Say yes for the viewer's organisation to the words in force; when it is the last, the figures are shared at once.

    The client may share its own cost of procurement too, and change its mind about that by saying yes again. Doing the
    same again changes nothing. Raises DomainError for who may not say it.
    """
    current, party = _locked(partnership, viewer)
    told = with_tender_cost and party == current.organisation_id
    given = ComparisonConsent.objects.filter(partnership=current, organisation=party, withdrawn_at=None)
    row = given.first()
    if row is not None and row.terms == TERMS:
        if row.with_tender_cost != told:
            row.with_tender_cost = told
            row.save(update_fields=["with_tender_cost"])
            changes = {"with_tender_cost": [not told, told]}
            record("change_comparison", row, viewer=viewer, now=now, changes=changes)
            share_figures(current, now=now)
        return row
    if row is not None:  # a yes to words that are no longer in force
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
    row = ComparisonConsent.objects.create(
        partnership=current,
        organisation_id=party,
        terms=TERMS,
        with_tender_cost=told,
        given_by=viewer.person,
        given_at=now,
    )
    record("consent_to_comparison", row, viewer=viewer, now=now, changes={"terms": [None, TERMS]})
    share_figures(current, now=now)
    return row


@transaction.atomic
def withdraw_consent(partnership: Partnership, *, viewer: Viewer, now: datetime) -> None:
    """Take the yes of the viewer's organisation back; nothing of the partnership is shared from now on.

    Raises DomainError for who may not.
    """
    current, party = _locked(partnership, viewer)
    rows = ComparisonConsent.objects.filter(partnership=current, organisation=party, withdrawn_at=None)
    for row in rows:
        row.withdrawn_by, row.withdrawn_at = viewer.person, now
        row.save(update_fields=["withdrawn_by", "withdrawn_at"])
        record("withdraw_comparison", row, viewer=viewer, now=now, changes={"terms": [row.terms, None]})
    share_figures(current, now=now)


def _locked(partnership: Partnership, viewer: Viewer) -> tuple[Partnership, uuid.UUID]:
    parties = [one.pk for one in party_organisations(partnership)]
    if viewer.organisation is None or not can_consent(viewer, parties):
        raise DomainError(_("Only a manager of a party can say yes for it, and withdraw it. Nothing was changed."))
    # Two parties that answer at the same time are taken in turn, or neither would see the other's yes.
    return Partnership.objects.select_for_update().get(pk=partnership.pk), viewer.organisation
