"""The columns that only lists read follow an entry, and the rules they are worked out by."""

import uuid
from collections.abc import Mapping

from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.facts import PartnershipFacts, listing_of, register_days
from maskinrum.partnerships.facts.listing import LISTING_RULES, list_stamp
from maskinrum.partnerships.facts.parties import written_parties
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries import partnership_facts

AT_A_TIME = 200


def set_listing(row: Partnership, facts: PartnershipFacts, organisations: Mapping[str, Organisation]) -> None:
    """Work out the days and columns of a row from its facts and the organisations behind its parties' names."""
    _set(row, facts, {name: organisation.pk for name, organisation in organisations.items()})


def _set(row: Partnership, facts: PartnershipFacts, organisations: Mapping[str, uuid.UUID]) -> None:
    days, listing = register_days(facts), listing_of(facts)
    row.starts_on, row.ends_on, row.option_ends_on = days.starts, days.ends, days.option_ends
    row.works_from, row.works_until, row.last_on = days.works_from, days.works_until, days.last
    row.name_key, row.client_key = listing.name_key, listing.client_key
    row.search_words, row.scope_kinds = listing.search_words, listing.scope_kinds
    row.source_count, row.jobs_inside = listing.source_count, listing.jobs_inside
    row.party_keys = written_parties(
        (organisations[party.name], party.discipline, party.label) for party in facts.parties
    )
    row.list_stamp = list_stamp(*(getattr(row, name) for name in STAMPED))
    row.listing_rules = LISTING_RULES


STAMPED = (
    *("party_keys", "client_key", "client_homes", "volume_kind", "volume_low", "volume_high", "joint_estimate_id"),
    *("starts_on", "works_from", "last_on"),
)
"""What is counted and added up over entries, beside what they are grouped and filtered by."""

COLUMNS = (
    *("starts_on", "ends_on", "option_ends_on", "works_from", "works_until", "last_on", "name_key", "client_key"),
    *("search_words", "scope_kinds", "source_count", "jobs_inside", "party_keys", "list_stamp", "listing_rules"),
)


def renew_listings() -> int:
    """Work out anew what was worked out by older rules, and return how many entries that were."""
    count = 0
    old = Partnership.objects.exclude(listing_rules=LISTING_RULES).order_by("pk")
    parts = ("parties", "known_jobs", "sources", "also_in", "call_off_rights")
    while rows := list(old.select_related("joint_estimate", "succeeded_by").prefetch_related(*parts)[:AT_A_TIME]):
        for row in rows:
            _set(row, partnership_facts(row), {party.name: party.organisation_id for party in row.parties.all()})
        Partnership.objects.bulk_update(rows, COLUMNS)
        count += len(rows)
    return count
