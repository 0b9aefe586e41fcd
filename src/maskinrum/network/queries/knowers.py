"""Reads of who may know the answer to a question."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta

from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.models import Experience
from maskinrum.network.facts.routing import Asked, Knower
from maskinrum.network.models import Question, Routing, Stand
from maskinrum.network.queries.stands import current_cards
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Person

LATELY = timedelta(days=7)
MOST_READ = 10_000
Told = tuple[str, str, str]


def asked_of(row: Question) -> Asked:
    """What a stored question is about."""
    return Asked(tuple(row.theme_codes.split()), row.phase, row.agreement, row.size)


def knowers(row: Question, *, now: datetime) -> list[Knower]:
    """Everybody who told an experience that others read, or can be asked about a theme; not whoever asks.

    What is invented is asked of invented organisations, and what is real of real ones.
    """
    is_invented = _is_invented(row)
    told: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for person, organisation, themes, phase, agreement, agreement_for in _told(row, is_invented=is_invented):
        is_open = agreement_for == Visibility.OPEN
        told[(str(person), str(organisation))].append((themes, phase, agreement if is_open else ""))
    alike = current_cards().filter(organisation__is_fictitious=is_invented)
    for card in alike.exclude(theme_codes="").exclude(person__in=[row.asked_by]):
        told[(str(card.person_id), str(card.organisation_id))].append((card.theme_codes, "", ""))
    lately = _asked_lately(now)
    sizes = {str(key): size for key, size in Stand.objects.exclude(size="").values_list("organisation", "size")}
    return [
        Knower(
            person,
            organisation,
            themes=frozenset(code for themes, _phase, _agreement in rows for code in themes.split()),
            phases=frozenset(phase for _themes, phase, _agreement in rows if phase),
            agreements=frozenset(agreement for _themes, _phase, agreement in rows if agreement),
            size=sizes.get(organisation, ""),
            asked_lately=lately[person],
        )
        for (person, organisation), rows in told.items()
    ]


def _is_invented(row: Question) -> bool:
    """Whether a made-up organisation asks, or somebody who is there for demonstration."""
    if row.organisation is not None:
        return row.organisation.is_fictitious
    return Person.objects.filter(pk__in=[row.asked_by], is_demo=True).exists()


def _told(row: Question, *, is_invented: bool) -> list[tuple[object, object, str, str, str, str]]:
    """Who told what for whom. What is kept inside an organisation says nothing about whom others may ask."""
    rows = Experience.objects.filter(state=ExperienceState.PUBLISHED, written_by__isnull=False)
    rows = rows.exclude(visibility=Visibility.ORGANISATION).filter(organisation__is_fictitious=is_invented)
    if row.asked_by is not None:
        rows = rows.exclude(written_by=row.asked_by)
    columns = ("written_by", "organisation", "theme_codes", "phase", "partnership__type", "partnership__visibility")
    return list(rows.order_by("-changed_at", "id").values_list(*columns)[:MOST_READ])


def _asked_lately(now: datetime) -> Counter[str]:
    rows = Routing.objects.filter(asked_at__gt=now - LATELY).values_list("person", flat=True)
    return Counter(str(person) for person in rows)
