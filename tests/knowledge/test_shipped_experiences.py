"""The experiences that ship come as versioned data, and what the network makes of them stays."""

from dataclasses import replace
from datetime import datetime

import pytest

from maskinrum.knowledge.actions import change_experience, load_experiences
from maskinrum.knowledge.actions.shipped import Loaded
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries import ListFilter, experience_facts, listed
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import load_register
from maskinrum.shared.domain import load
from tests.bringing import bring


@pytest.fixture
def loaded(db: None, now: datetime) -> Loaded:
    """The register and the experiences."""
    return bring(load_experiences, after=(load_register,))


def test_each_comes_once(loaded: Loaded, now: datetime) -> None:
    assert (loaded, load_experiences(now)) == (Loaded(40, 0, 0), Loaded(0, 0, 0))


def test_a_card_says_what_the_data_say(loaded: Loaded) -> None:
    row, card = Experience.objects.get(key="e08"), load("demo_experiences")["experiences"][7]
    assert (row.title, row.happened, row.source_label, row.source_url) == (
        card["title"]["da"], card["happened"], "S", card["source"]["url"],
    )  # fmt: skip
    assert (row.partnership.slug if row.partnership else "", row.theme_codes) == ("fsb-hjem", "F1 F2 C4")
    assert row.advice_is_editorial


def test_everybody_reads_them_claims_below_facts(loaded: Loaded, now: datetime) -> None:
    rows = list(listed(VISITOR, ListFilter(), now=now, today=now.date()))
    assert len(rows) == 40
    assert rows[0].evidence == "measured"
    assert {row.source_label for row in rows if row.rank < 1} == {"S"}


def test_newer_data_renew_what_nobody_changed(loaded: Loaded, now: datetime) -> None:
    Experience.objects.filter(key="e01").update(advice="Et gammelt råd.")
    assert load_experiences(now) == Loaded(0, 1, 0)
    assert [version.revision for version in Experience.objects.get(key="e01").versions.all()] == [2, 1]


def test_what_the_secretariat_changed_is_left(loaded: Loaded, secretary: Person, now: datetime) -> None:
    row = Experience.objects.get(key="e01")
    mine = replace(experience_facts(row), advice="Sekretariatets råd.")
    change_experience(row, facts=mine, expected_revision=1, viewer=viewer_of(secretary), now=now)
    assert load_experiences(now) == Loaded(0, 0, 1)
    assert Experience.objects.get(key="e01").advice == "Sekretariatets råd."
