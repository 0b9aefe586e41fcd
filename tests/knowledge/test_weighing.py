"""Which experiences are offered for and against a recommendation, where there are thousands."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.models import Recommendation
from maskinrum.knowledge.queries.choices import to_weigh
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from tests.conftest import NOW
from tests.knowledge.telling import published_one

ClientOf = Callable[[Person | None], Client]
NEW = "recommendations:new"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only two are offered beside those chosen."""
    monkeypatch.setattr("maskinrum.knowledge.queries.choices.MOST_TO_WEIGH", 2)


def test_chosen_ones_stand_first_and_then_what_has_the_words(few: None, member: Person) -> None:
    roof = [published_one(member, title=f"Tag {number}", happened="Stilladset faldt.") for number in range(3)]
    bath = published_one(member, title="Bad", themes=("D2",))
    viewer, asked = viewer_of(member), {"now": NOW, "today": date(2026, 11, 27)}
    offered, found = to_weigh(viewer, [bath.key], words="stilladset faldt", themes=["D2"], **asked)  # type: ignore[arg-type]
    assert ([key for key, _title in offered], found) == ([bath.key, roof[0].key, roof[1].key], 2)
    offered, found = to_weigh(viewer, [], words="", themes=["D2"], **asked)  # type: ignore[arg-type]
    assert ([key for key, _title in offered], found) == ([bath.key], 1)


def test_looking_saves_nothing_and_keeps_what_was_typed_and_ticked(
    few: None, member: Person, secretary: Person, client_of: ClientOf
) -> None:
    rows = [published_one(member, title=f"Tag {number}") for number in range(3)]
    bath = published_one(member, title="Bad", happened="Fugerne slap.", themes=("D2",))
    browser = client_of(secretary)
    typed = {"statement": "Byg først", "phase": "F5", "find": "fugerne", "look": "1", "counter": [rows[2].key]}
    shown = browser.post(reverse(NEW), typed).content.decode()
    assert Recommendation.objects.filter(statement="Byg først").count() == 0
    assert [words in shown for words in ("Byg først", "Bad", "Én mere står", "skal rettes")] == [
        True,
        True,
        True,
        False,
    ]
    assert (shown.count(f'value="{rows[2].key}"'), shown.count(f'value="{rows[0].key}"')) == (2, 0)
    none = browser.post(reverse(NEW), typed | {"find": "findesikke"}).content.decode()
    assert "Ingen flere erfaringer har de ord." in none
    said = {"theme_1": "F6", "review_months": "12", "visibility": "open", "support": [bath.key]}
    browser.post(reverse(NEW), {name: typed[name] for name in ("statement", "phase", "counter")} | said)
    row = Recommendation.objects.get(statement="Byg først")
    assert {link.experience_id: link.side for link in row.evidence.all()} == {
        bath.pk: "support",
        rows[2].pk: "counter",
    }
