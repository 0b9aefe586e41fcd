"""Stops of the register's list, its parties and its files, with entries in it that not everybody may see."""

from collections.abc import Iterator
from typing import Any

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.enums import Discipline, SourceLabel
from maskinrum.partnerships.facts import PartnershipFacts, PartyFacts, Words
from maskinrum.partnerships.models import Partnership
from tests.house.walk import OPEN, Answer, Gets, Stop, World, alike
from tests.partnerships.entries import added, entry_facts

MISSING, OK = Answer.MISSING, Answer.OK
PARTIES = Gets(MISSING, MISSING, MISSING, OK, OK, OK)


def hidden(world: World) -> dict[str, Any]:
    """An entry for its parties and one for its client, every text of them a secret; the guest is one of the parties."""
    put(entry_facts(name="Den aabne aftale"), "den-aabne", Visibility.OPEN)
    for visibility in (Visibility.PARTNERSHIP, Visibility.ORGANISATION):
        is_shared = visibility == Visibility.PARTNERSHIP

        def secret(what: str, *, to: str = visibility.value, shared: bool = is_shared) -> str:
            return world.secret(f"{what}{to}", is_shared=shared)

        parties = (
            PartyFacts(world.organisation.name, Discipline.CLIENT, SourceLabel.FACT),
            PartyFacts(world.guest_organisation.name, Discipline.ENGINEER, SourceLabel.FACT),
            PartyFacts(secret("Listepart"), Discipline.CONTRACTOR, SourceLabel.FACT),
        )
        facts = entry_facts(
            name=secret("Listenavn"),
            client_name=secret("Listebygherre"),
            scope=Words(secret("Listeomfang")),
            parties=parties,
        )
        put(facts, f"liste-{visibility}", visibility)
    return {}


def put(facts: PartnershipFacts, slug: str, visibility: Visibility) -> None:
    """Put an entry into the register unless another stop has."""
    if not Partnership.objects.filter(slug=slug).exists():
        added(facts, slug=slug, visibility=visibility)


def hidden_as(kind: str) -> Any:
    """The same, asked for as a file."""
    return lambda world: hidden(world) | {"kind": kind}


def hidden_party(world: World) -> dict[str, Any]:
    """A contractor that is a party to nothing but an entry for its parties."""
    hidden(world)
    # An address is known to whoever asks for it, so it holds no secret.
    Organisation.objects.filter(name__startswith="HemmeligListepartpartnership").update(slug="part-af-en-skjult")
    return {"slug": "part-af-en-skjult"}


def register_stops() -> Iterator[Stop]:
    """The list, the parties and the files."""
    yield Stop("register:index", OPEN, hidden)
    yield Stop("register:index", alike(Answer.NOT_ALLOWED), hidden, "post")
    for kind in ("csv", "xlsx"):
        yield Stop("register:export", OPEN, hidden_as(kind))
        yield Stop("register:organisations_export", OPEN, hidden_as(kind))
    yield Stop("register:export", OPEN, hidden_as("svg"))
    yield Stop("register:export", alike(MISSING), hidden_as("pdf"))
    yield Stop("register:organisations_export", alike(MISSING), hidden_as("pdf"))
    yield Stop("register:organisations", OPEN, hidden)
    yield Stop("register:organisation", PARTIES, hidden_party)
