"""Who took part when a round was closed: merged since, gone since, or a party still."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from maskinrum.evaluation.enums import RoundState
from maskinrum.evaluation.models import MaturityAnswer, ResponseRate, Result, Round
from maskinrum.evaluation.queries.reading import MaturityRound
from maskinrum.evaluation.queries.rounds import party_organisations
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.queries import organisations_as_stored
from maskinrum.partnerships.models import Partnership


def names_of_groups(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What the groups of closed rounds are called by the keys they are stored with, whoever is a party today.

    A merged one has the name that carries on; of two that carry on as one, the older name stands behind.
    """
    found = organisations_as_stored(keys)
    alike = Counter(now.pk for _own, now in found.values())
    return {
        key: now.name
        if own.pk == now.pk or alike[now.pk] == 1
        else _("%(name)s (formerly %(old)s)") % {"name": now.name, "old": own.name}
        for key, (own, now) in found.items()
    }


def with_those_who_answered(parties: Sequence[Organisation], round_read: MaturityRound) -> list[Organisation]:
    """The parties of today, and after them by name those who answered a closed maturity and are none today."""
    today = {one.pk for one in parties}
    gone = {party for _wording, party in round_read.levels} - today
    rows = sorted((own for own, _now in organisations_as_stored(gone).values()), key=lambda one: (one.name, one.pk))
    return [*parties, *rows]


def parties_of_year(partnership: Partnership, year: int) -> list[Organisation]:
    """The parties of today, and after them by name those that rounds closed in the year are about and are none today.

    Nobody keeps when a party came, so who came later is among them: the report is about its partnership too.
    """
    parties = party_organisations(partnership)
    closed = Round.objects.filter(partnership=partnership, state=RoundState.CLOSED).values_list("pk", "closes_on")
    # The year is chosen here: asked for it, the database would walk the rounds of all partnerships in that year.
    rounds = [pk for pk, closes_on in closed.order_by() if closes_on.year == year]
    return [*parties, *_gone(rounds, {one.pk for one in parties})]


def _gone(rounds: Sequence[uuid.UUID], today: set[uuid.UUID]) -> list[Organisation]:
    stored: set[uuid.UUID] = set()
    for model in (MaturityAnswer, ResponseRate, Result):
        rows = model._default_manager.filter(round__in=rounds, party__isnull=False)  # noqa: SLF001 - documented
        stored |= {*rows.order_by().values_list("party", flat=True).distinct()}
    gone = {now.pk: now for _own, now in organisations_as_stored(stored - today).values() if now.pk not in today}
    return sorted(gone.values(), key=lambda one: (one.name, one.pk))
