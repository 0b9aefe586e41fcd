"""Decisions and disagreements as documents, for the parties that may see them and nobody else.

Who holds what is asked of the database at each search, so that a party that leaves finds nothing from then on.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import let_hold
from maskinrum.partnerships.enums import Discipline
from maskinrum.partnerships.models import Partnership, Party
from maskinrum.search.indexing import Document, Kind, Shown, key_of, let_hang, offer
from maskinrum.steering.models import Disagreement, PartnershipDecision
from maskinrum.steering.phrases.ladder import short_name
from maskinrum.steering.queries.decisions import decisions
from maskinrum.steering.queries.disagreements import seen_disagreements

DECISION, DISAGREEMENT = "decision", "disagreement"
INVENTED = 0.5


def offer_running() -> None:
    """Let decisions and disagreements be found."""
    let_hold(tokens_at_ladder)
    offer(
        Kind(DECISION, gettext_lazy("Decision"), decision_ids, decision_documents, decisions_shown, PartnershipDecision)
    )
    offer(
        Kind(
            DISAGREEMENT,
            gettext_lazy("Disagreement"),
            disagreement_ids,
            disagreement_documents,
            disagreements_shown,
            Disagreement,
        )
    )
    let_hang(Partnership, of_partnership)


def of_partnership(row: Partnership) -> Iterable[PartnershipDecision | Disagreement]:
    """What says the name of a partnership, or is for its client."""
    yield from row.decisions.all()
    yield from row.disagreements.all()


def tokens_at_ladder(viewer: Viewer) -> Iterator[str]:
    """What an organisation holds as one that may be a party to a disagreement, as client, or as facilitator."""
    rows = Party.objects.filter(organisation__in=[viewer.organisation])
    for partnership, discipline in rows.values_list("partnership", "discipline").distinct():
        yield _token(partnership, viewer.organisation)
        if discipline in {Discipline.FACILITATOR, Discipline.CLIENT}:
            yield _token(partnership, discipline)


def _token(partnership: uuid.UUID, who: object) -> str:
    return f"ladder:{partnership}:{who}"


def decision_ids() -> Iterator[str]:
    """Every decision."""
    return (str(pk) for pk in PartnershipDecision.objects.order_by().values_list("pk", flat=True).iterator())


def disagreement_ids() -> Iterator[str]:
    """Every disagreement."""
    return (str(pk) for pk in Disagreement.objects.order_by().values_list("pk", flat=True).iterator())


def decision_documents(chosen: Collection[str]) -> Iterator[Document]:
    """What was decided, why, and what was put aside."""
    for row in PartnershipDecision.objects.filter(pk__in=chosen).select_related("partnership"):
        texts = (row.reason, row.alternatives, row.covers, row.body_name, row.partnership.name)
        partnership = row.partnership
        yield Document(
            key=key_of(DECISION, row.pk),
            kind=DECISION,
            title=row.text,
            text="\n".join(text for text in texts if text),
            readers=frozenset({f"partnership:{partnership.pk}", *_client(partnership)}),
            facets={"language": ("da", "en")},
            weight=INVENTED if partnership.is_fictitious else 1.0,
        )


def _client(partnership: Partnership) -> Iterator[str]:
    if partnership.organisation_id:
        yield f"organisation:{partnership.organisation_id}"
    yield _token(partnership.pk, Discipline.CLIENT.value)


def disagreement_documents(chosen: Collection[str]) -> Iterator[Document]:
    """What it is about and how it ended; never how much."""
    rows = Disagreement.objects.filter(pk__in=chosen).select_related("partnership")
    for row in rows.prefetch_related("parties", "steps"):
        texts = [row.text, row.outcome, *(step.agreed for step in row.steps.all())]
        parties = {_token(row.partnership_id, one.organisation_id) for one in row.parties.all()}
        yield Document(
            key=key_of(DISAGREEMENT, row.pk),
            kind=DISAGREEMENT,
            title=row.subject,
            text="\n".join(text for text in texts if text),
            readers=frozenset(
                {*parties, *_client(row.partnership), _token(row.partnership_id, Discipline.FACILITATOR.value)}
            ),
            facets={"language": ("da", "en")},
            weight=INVENTED if row.partnership.is_fictitious else 1.0,
        )


def decisions_shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """The decisions among these that the viewer may see at this moment."""
    rows = decisions(viewer).filter(pk__in=chosen).select_related("partnership")
    return {str(row.pk): Shown(_address("decision", row), _decided(row), "da") for row in rows}


def _address(page: str, row: PartnershipDecision | Disagreement) -> str:
    return reverse(f"steering:{page}", args=[row.partnership.slug, row.pk])


def _decided(row: PartnershipDecision) -> tuple[str, ...]:
    day = date_format(row.decided_on, "DATE_FORMAT")
    return (row.partnership.name, day, str(row.get_body_display()))


def disagreements_shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """The disagreements among these that the viewer may see at this moment."""
    rows = seen_disagreements(viewer).filter(pk__in=chosen).select_related("partnership")
    return {str(row.pk): Shown(_address("disagreement", row), _standing(row), "da") for row in rows}


def _standing(row: Disagreement) -> tuple[str, ...]:
    return (row.partnership.name, _("Settled") if row.settled_on else short_name(row.step))
