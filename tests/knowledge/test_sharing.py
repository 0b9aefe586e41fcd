"""Tools, recommendations and booklets are opened by name to organisations and people, until a day or until stopped."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.actions import begin_booklet, discard_booklet, write_recommendation
from maskinrum.knowledge.actions.booklets import BookletFacts
from maskinrum.knowledge.facts.recommendations import RecommendationFacts
from maskinrum.knowledge.models import Recommendation, Tool
from maskinrum.organisations.actions import grant_access
from maskinrum.organisations.models import Grant, Organisation, Person
from maskinrum.organisations.queries import opened_to_others, viewer_of
from maskinrum.search.indexing import Question, ask
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.knowledge.telling import draft, published_one
from tests.knowledge.tooling import brought, shipped_tool

ClientOf = Callable[[Person | None], Client]
PAGES = {"knowledge": "experience", "tools": "tool", "recommendations": "recommendation", "booklets": "booklet"}


@pytest.fixture(params=PAGES)
def closed(request: pytest.FixtureRequest, member: Person, secretary: Person) -> tuple[str, Any]:
    """One of each kind that stays in the first organisation, and the name of its addresses."""
    space: str = request.param
    viewer = viewer_of(member)
    if space == "knowledge":
        return space, published_one(member, title="Muldvarpen", visibility="organisation")
    if space == "tools":
        return space, brought(shipped_tool(), viewer, title="Muldvarpen", visibility="organisation")
    if space == "booklets":
        facts = BookletFacts(title="Muldvarpen", visibility="organisation")
        return space, begin_booklet(facts, viewer=viewer, now=NOW)
    advice = RecommendationFacts(statement="Muldvarpen", phase="F5", themes=("F6",), visibility="organisation")
    return space, write_recommendation(None, facts=advice, viewer=viewer_of(secretary), now=NOW)


@pytest.fixture
def keeper(closed: tuple[str, Any], manager: Person, secretary: Person) -> Person:
    """Who manages it: a manager of its organisation; of recommendations, the secretariat."""
    return secretary if closed[0] == "recommendations" else manager


def page_of(closed: tuple[str, Any]) -> str:
    space, row = closed
    return reverse(f"{space}:{PAGES[space]}", args=[row.key])


def sharing_of(closed: tuple[str, Any]) -> str:
    return reverse(f"{closed[0]}:sharing", args=[closed[1].key])


def test_whoever_keeps_it_lets_an_organisation_in_and_shuts_it_out(
    closed: tuple[str, Any], keeper: Person, outsider: Person, other_organisation: Organisation, client_of: ClientOf
) -> None:
    browser, reader = client_of(keeper), client_of(outsider)
    assert sharing_of(closed) in browser.get(page_of(closed)).content.decode()
    assert reader.get(page_of(closed)).status_code == 404
    told = {"kind": "organisation", "organisation": str(other_organisation.pk)}
    assert "kan læse det nu." in browser.post(sharing_of(closed), told, follow=True).content.decode()
    assert reader.get(page_of(closed)).status_code == 200
    assert reader.get(sharing_of(closed)).status_code == 404
    assert [one.address for one in opened_to_others(viewer_of(keeper), now=NOW)] == [sharing_of(closed)]
    stop = reverse(f"{closed[0]}:stop_sharing", args=[closed[1].key, Grant.objects.get().pk])
    assert reader.post(stop).status_code == 404
    for _press in range(2):
        assert "er ikke længere lukket ind ved navn" in browser.post(stop, follow=True).content.decode()
    assert reader.get(page_of(closed)).status_code == 404


def test_a_person_is_let_in_by_address_until_a_day(
    closed: tuple[str, Any], keeper: Person, newcomer: Person, client_of: ClientOf
) -> None:
    day = NOW.date() + timedelta(days=3650)
    told = {"kind": "person", "email": newcomer.email, "until": day.isoformat()}
    client_of(keeper).post(sharing_of(closed), told)
    assert client_of(newcomer).get(page_of(closed)).status_code == 200
    Grant.objects.update(expires_at=NOW - timedelta(days=1))
    assert client_of(newcomer).get(page_of(closed)).status_code == 404


def test_what_was_written_stays_when_it_cannot_be_done(
    closed: tuple[str, Any], keeper: Person, client_of: ClientOf
) -> None:
    page = client_of(keeper).post(sharing_of(closed), {"kind": "person", "email": "hos@nord"}).content.decode()
    assert 'value="hos@nord"' in page
    assert 'aria-invalid="true"' in page
    assert Grant.objects.count() == 0


def test_a_member_and_an_outsider_share_nothing(
    closed: tuple[str, Any], keeper: Person, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    for person in (member, outsider):
        assert client_of(person).get(sharing_of(closed)).status_code == 404
        assert client_of(person).post(sharing_of(closed), {"email": "x@y.example"}).status_code == 404
    assert Grant.objects.count() == 0


def test_what_is_opened_by_name_is_found_by_those_who_were_let_in(
    closed: tuple[str, Any],
    keeper: Person,
    outsider: Person,
    other_organisation: Organisation,
    follow: Callable[[], int],
) -> None:
    follow()
    assert ask(viewer_of(outsider), Question("muldvarpen"), language="da", now=NOW).found == []
    grant_access(closed[1], organisation=other_organisation, viewer=viewer_of(keeper), now=NOW)
    found = ask(viewer_of(outsider), Question("muldvarpen"), language="da", now=NOW).found
    assert [one.hit.title for one in found] == ["Muldvarpen"]


def test_a_manager_of_the_secretariats_organisation_lets_nobody_in_to_recommendations(
    manager: Person, secretary: Person, client_of: ClientOf
) -> None:
    facts = RecommendationFacts(statement="Begynd.", phase="F5", themes=("F6",), visibility="organisation")
    row = write_recommendation(None, facts=facts, viewer=viewer_of(secretary), now=NOW)
    Recommendation.objects.update(organisation=viewer_of(manager).organisation)
    assert client_of(manager).get(reverse("recommendations:recommendation", args=[row.key])).status_code == 200
    assert client_of(manager).get(reverse("recommendations:sharing", args=[row.key])).status_code == 404


def test_a_draft_that_is_opened_by_name_is_read_once_it_is_published(
    member: Person, manager: Person, outsider: Person, other_organisation: Organisation, client_of: ClientOf
) -> None:
    row = draft(member, title="Muldvarpen", visibility="organisation")
    told = {"kind": "organisation", "organisation": str(other_organisation.pk)}
    page = client_of(manager).post(reverse("knowledge:sharing", args=[row.key]), told, follow=True).content.decode()
    assert "kan læse den, når den er offentliggjort." in page
    assert client_of(outsider).get(reverse("knowledge:experience", args=[row.key])).status_code == 404


def test_what_everybody_reads_has_no_way_to_share_it(member: Person, manager: Person, client_of: ClientOf) -> None:
    row = brought(shipped_tool(), viewer_of(member))
    Tool.objects.filter(pk=row.pk).update(visibility="open")
    page = client_of(manager).get(reverse("tools:tool", args=[row.key])).content.decode()
    assert reverse("tools:sharing", args=[row.key]) not in page


def test_a_booklet_that_is_thrown_away_is_shared_no_longer(
    member: Person, manager: Person, other_organisation: Organisation
) -> None:
    row = begin_booklet(BookletFacts(title="Begynd"), viewer=viewer_of(member), now=NOW)
    grant_access(row, organisation=other_organisation, viewer=viewer_of(manager), now=NOW)
    with pytest.raises(DomainError, match="leder"):
        discard_booklet(row, viewer=viewer_of(member), now=NOW)
    discard_booklet(row, viewer=viewer_of(manager), now=NOW)
    assert [grant.revoked_at for grant in Grant.objects.all()] == [NOW]
