"""Entries of the register for tests, made by the actions."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.test import Client

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.partnerships.actions import add_partnership, change_partnership
from maskinrum.partnerships.enums import (
    ClientKind,
    Discipline,
    Inside,
    PartnershipStatus,
    PartnershipType,
    SourceLabel,
    VolumeKind,
)
from maskinrum.partnerships.facts import JobFacts, PartnershipFacts, PartyFacts, SourceFacts, Words
from maskinrum.partnerships.forms.entry import shown_facts
from maskinrum.partnerships.forms.entry_rows import ROWS, rows_of
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries import partnership_facts
from maskinrum.partnerships.queries.parties import party_counts, texts_of
from maskinrum.partnerships.queries.totals import _remembered_cells, _remembered_clients
from tests.conftest import NOW

SOURCE = SourceFacts("https://kilde.example/aftalen", SourceLabel.FACT)
CHANGE = SourceFacts("https://kilde.example/aendringen", SourceLabel.STATEMENT)


def job(number: int = 1, **given: Any) -> JobFacts:
    """A known job."""
    usual = JobFacts(
        slug="",
        client="Boligselskabet Nord",
        name=f"Tagvej {number}",
        inside=Inside.YES,
        kind="renovation",
        homes=120,
        value=Decimal("96.5"),
        currency="DKK",
        begins="2022",
        ends="2024-06",
        label=SourceLabel.FACT,
        source_url=f"https://kilde.example/sag-{number}",
    )
    return replace(usual, **given)


def entry_facts(
    *, client: str = "Boligselskabet Nord", contractor: str = "Bygmester Vest", **given: Any
) -> PartnershipFacts:
    """An entry with a client, a contractor and a known job."""
    usual = PartnershipFacts(
        name="Nordaftalen",
        type=PartnershipType.STRATEGIC_PARTNERSHIP,
        client_kind=ClientKind.HOUSING,
        client_name=client,
        status=PartnershipStatus.ACTIVE,
        client_homes=4200,
        start="2021-03",
        start_words=Words("marts 2021", "March 2021"),
        term_months=48,
        option_months=24,
        scope=Words("Tage og facader.", "Roofs and facades."),
        volume_low=Decimal(400),
        volume_high=Decimal(600),
        volume_kind=VolumeKind.ESTIMATE,
        procurement={"procedure": "negotiated", "notice": "2020-06-01", "award": "2021-02-01"},
        status_words=Words("I gang.", "Under way."),
        unknown=("signed", "applicants"),
        parties=(
            PartyFacts(client, Discipline.CLIENT, SourceLabel.FACT),
            PartyFacts(contractor, Discipline.CONTRACTOR, SourceLabel.BACKGROUND),
        ),
        jobs=(job(),),
        sources=(SOURCE,),
    )
    return replace(usual, **given)


def added(
    facts: PartnershipFacts | None = None,
    *,
    slug: str = "nordaftalen",
    visibility: Visibility = Visibility.OPEN,
    is_fictitious: bool = False,
) -> Partnership:
    """An entry in the register."""
    return add_partnership(
        facts or entry_facts(),
        slug=slug,
        source=SOURCE,
        viewer=OPERATOR,
        now=NOW,
        visibility=visibility,
        is_fictitious=is_fictitious,
    )


def changed(row: Partnership, *, viewer: Viewer = OPERATOR, **given: Any) -> Partnership:
    """The entry with other facts."""
    fresh = Partnership.objects.get(pk=row.pk)
    facts = replace(partnership_facts(fresh), **given)
    return change_partnership(
        fresh, facts=facts, source=CHANGE, expected_revision=fresh.revision, viewer=viewer, now=NOW
    )


def forget() -> None:
    """Let this process remember nothing of what entries come to."""
    for remembered in (texts_of, party_counts, _remembered_cells, _remembered_clients):
        remembered.cache_clear()


def asked_anew(client: Client, address: str) -> Any:
    """The answer of a process that remembers nothing of what entries come to."""
    forget()
    return client.get(address)


def posted(row: Partnership | None, facts: PartnershipFacts, **given: Any) -> QueryDict:
    """What the form sends for an entry; ``given`` are fields typed otherwise, rows as *parties-0-name*."""
    data = QueryDict(mutable=True)
    values: dict[str, Any] = shown_facts(facts) | {"source_url": CHANGE.url, "source_label": CHANGE.label}
    if row is not None:
        values |= {"revision": row.revision, "visibility": row.visibility}
    for prefix in ROWS:
        rows = rows_of(prefix, facts)
        values |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
        values |= {f"{prefix}-{n}-{name}": value for n, one in enumerate(rows) for name, value in one.items()}
    for name, value in (values | given).items():
        texts = value if isinstance(value, list | tuple) else [value]
        data.setlist(name, ["" if text is None else str(text) for text in texts])
    return data


def shown_to(row: Partnership, visibility: Visibility) -> None:
    """Let others see an entry than before."""
    row.refresh_from_db()
    change_partnership(
        row,
        facts=partnership_facts(row),
        source=CHANGE,
        expected_revision=row.revision,
        visibility=visibility,
        viewer=OPERATOR,
        now=NOW,
    )
