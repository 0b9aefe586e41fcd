"""Share what all parties have said yes to, and take it back when one of them withdraws."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from maskinrum.evaluation.facts.comparison import Shareable, SharedRow, evidence_key
from maskinrum.evaluation.facts.figures import indicators
from maskinrum.evaluation.models import SharedFigure
from maskinrum.evaluation.phrases.comparison import measure_in, population_of, retire_reason, row_note, share_reason
from maskinrum.evaluation.queries.consents import consents_of, is_invented, partnerships_with_consents
from maskinrum.evaluation.queries.figures import whole_portfolio
from maskinrum.knowledge.actions import keep_network_row
from maskinrum.knowledge.facts.evidence import CONTEXT, SourceCard
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.partnerships.enums import PartnershipType
from maskinrum.partnerships.models import Partnership

STRENGTH = "C"  # a single case, told by those whose it is
MODELS = frozenset(PartnershipType.values) - {PartnershipType.STRATEGIC_FRAMEWORK.value}


def share_what_is_due(now: datetime) -> None:
    """Look through the partnerships once a day: a year has become old enough, or a party has come or gone."""
    for row in partnerships_with_consents():
        share_figures(row, now=now)


@transaction.atomic
def share_figures(partnership: Partnership, *, now: datetime) -> None:
    """Let what is shared be what all parties have said yes to, nothing without all of them.

    An invented partnership's figures are kept to itself: they never become a row of the evidence register.
    """
    from maskinrum.evaluation.analysis.comparison import shared_rows  # noqa: PLC0415 - the tick does without the engine

    consents = consents_of(partnership)
    rows = []
    if consents.are_whole:
        rows = shared_rows(whole_portfolio(partnership, now=now), with_clients=consents.has_tender_cost)
    invented = is_invented(partnership, [one.party for one in consents.rows])
    before = {row.indicator: row for row in SharedFigure.objects.filter(partnership=partnership)}
    for told in rows:
        _share(partnership, told, before.pop(told.shareable.indicator, None), invented=invented, now=now)
    for row in before.values():
        if row.retired_at is None:
            _retire(row, now)


def _share(
    partnership: Partnership, told: SharedRow, row: SharedFigure | None, *, invented: bool, now: datetime
) -> None:
    slug = told.shareable.indicator
    key = "" if invented or not indicators()[slug].parameter else evidence_key(partnership.pk, slug)
    content = {
        "estimate": told.estimate,
        "standard_error": told.standard_error,
        "unit": told.shareable.unit,
        "projects": told.n,
        "first_year": told.first_year,
        "last_year": told.last_year,
        "evidence_key": key,
        "retired_at": None,
    }
    if row is not None and row.evidence_key and not key:
        keep_network_row(row.evidence_key, None, reason=retire_reason(), now=now)
    if row is None or any(getattr(row, name) != value for name, value in content.items()):
        row = row or SharedFigure(partnership=partnership, indicator=slug)
        for name, value in (content | {"shared_at": now}).items():
            setattr(row, name, value)
        row.save()
        record("share_figure", row, viewer=OPERATOR, now=now, changes={"indicator": [None, slug]})
    if key:
        keep_network_row(key, _card(partnership, told, key), reason=share_reason(), now=now)


def _retire(row: SharedFigure, now: datetime) -> None:
    row.retired_at = now
    row.save(update_fields=["retired_at"])
    record("retire_shared_figure", row, viewer=OPERATOR, now=now, changes={"indicator": [row.indicator, None]})
    if row.evidence_key:
        keep_network_row(row.evidence_key, None, reason=retire_reason(), now=now)


def _card(partnership: Partnership, told: SharedRow, key: str) -> SourceCard:
    """The row of the evidence register: no name, no price, and where to read what it is."""
    one: Shareable = told.shareable
    model = partnership.type if partnership.type in MODELS else ""
    return SourceCard(
        id=key,
        parameter=indicators()[one.indicator].parameter or CONTEXT,
        measure_da=measure_in("da", one.indicator),
        measure_en=measure_in("en", one.indicator),
        estimate=told.estimate,
        standard_error=told.standard_error,
        unit=one.unit,
        population=population_of(one.indicator, n=told.n, first=told.first_year, last=told.last_year),
        country="DK",
        year=told.last_year,
        n=told.n,
        strength=STRENGTH,
        source_url=_address(),
        note=row_note(),
        applies_to=model,
        is_poolable=bool(one.is_poolable and model and told.standard_error),
    )


def _address() -> str:
    with override("da"):
        return str(settings.ENVIRONMENT.base_url).rstrip("/") + reverse("evaluation:network_figures")
