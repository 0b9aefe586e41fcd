"""A running partnership of four for tests: client, two contractors and a facilitator, and what it decides."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from maskinrum.organisations.actions import add_member, create_organisation, register_person
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.enums import Discipline, SourceLabel
from maskinrum.partnerships.facts import PartyFacts
from maskinrum.partnerships.models import Partnership
from maskinrum.steering.actions import climb, log_decision, open_disagreement
from maskinrum.steering.facts.decisions import DecisionFacts
from maskinrum.steering.facts.disagreements import Climb, Opening
from maskinrum.steering.models import Disagreement, PartnershipDecision
from tests.conftest import NOW
from tests.partnerships.entries import added, entry_facts

TODAY = date(2026, 11, 24)
PEOPLE = {
    "client": ("Boligselskabet Bygherre", Discipline.CLIENT),
    "first": ("Bygmester Første", Discipline.CONTRACTOR),
    "second": ("Bygmester Anden", Discipline.CONTRACTOR),
    "facilitator": ("Facilitator Midt", Discipline.FACILITATOR),
}


@dataclass(frozen=True)
class Running:
    """A partnership, and somebody who decides for each of its parties."""

    partnership: Partnership
    people: dict[str, Person]
    organisations: dict[str, Organisation]

    def viewer(self, who: str) -> Viewer:
        """The viewer of one of them."""
        return viewer_of(self.people[who])

    def key(self, who: str) -> str:
        """The key of one of the parties, as a form sends it."""
        return str(self.organisations[who].pk)

    def act(self, action: Callable[..., Any], *given: Any, who: str = "client", **more: Any) -> Any:
        """Do something as one of them."""
        return action(*given, viewer=self.viewer(who), now=NOW, **more)


def running(*, signed: str = "2023-02-24", slug: str = "nordaftalen", **given: Any) -> Running:
    """A partnership that runs."""
    parties = tuple(PartyFacts(name, does, SourceLabel.FACT) for name, does in PEOPLE.values())
    organisations, people = {}, {}
    for who, (name, _does) in PEOPLE.items():
        kind = OrganisationKind.CONTRACTOR if who in {"first", "second"} else OrganisationKind.HOUSING_ORGANISATION
        found = Organisation.objects.filter(name=name).first()
        organisations[who] = found or create_organisation(name, kind=kind, viewer=OPERATOR, now=NOW)
        email = f"{who}@{slug}.example"
        people[who] = register_person(email, name=f"{who.title()} Lind", password="en lang adgangskode", now=NOW)
        add_member(people[who], organisation=organisations[who], role=Role.MANAGER, viewer=OPERATOR, now=NOW)
    facts = entry_facts(client=PEOPLE["client"][0], signed=signed, unknown=(), **given)
    facts = replace(facts, parties=parties, client_name=PEOPLE["client"][0])
    row = added(facts, slug=slug)
    Partnership.objects.filter(pk=row.pk).update(organisation=organisations["client"])
    return Running(Partnership.objects.get(pk=row.pk), people, organisations)


def decided(world: Running, *, who: str = "client", **given: Any) -> PartnershipDecision:
    """A decision in the log."""
    usual: dict[str, Any] = {"text": "Vi bruger ét badekabinet.", "decided_on": TODAY, "body": "steering_group"}
    row: PartnershipDecision = world.act(log_decision, world.partnership, DecisionFacts(**usual | given), who=who)
    return row


def disagreed(world: Running, *, who: str = "client", **given: Any) -> Disagreement:
    """A disagreement between the client and the first contractor."""
    usual: dict[str, Any] = {
        "subject": "Hvem betaler for stilladset?",
        "opened_on": date(2026, 11, 2),
        "parties": (world.key("client"), world.key("first")),
        "size": 480_000,
    }
    row: Disagreement = world.act(open_disagreement, world.partnership, Opening(**usual | given), who=who)
    return row


def climbed(
    world: Running, row: Disagreement, step: str, day: date, *, who: str = "client", **given: Any
) -> Disagreement:
    """The same at a higher step."""
    expected = Disagreement.objects.get(pk=row.pk).revision
    found: Disagreement = world.act(climb, row, Climb(step, day, **given), who=who, expected_revision=expected)
    return found
