"""What stood there before: who wrote it, who reads it, and how it is closed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.actions import (
    answer_for_partner,
    close_version,
    pass_review,
    send_to_review,
    take_back,
    write_recommendation,
)
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries import told_versions, versions_told
from maskinrum.knowledge.queries.recommendations import recommendation_facts
from maskinrum.organisations.actions import grant_access
from maskinrum.organisations.enums import Decision
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.knowledge.telling import changed, draft, fresh, published_one, sent, state_of
from tests.knowledge.test_recommendations import written

ClientOf = Callable[[Person | None], Client]
LATER = NOW + timedelta(days=3)


def opened(row: Experience, person: Person, **given: str) -> Experience:
    """The same, reworded for everybody and let through."""
    changed(row, person, visibility="open", happened="Der kom en ny ledelse.", **given)
    return pass_review(fresh(row), named=[], viewer=OPERATOR, now=LATER)


def revisions(viewer: Viewer, row: Experience) -> list[int]:
    return [version.revision for version in told_versions(viewer, fresh(row))]


@pytest.mark.parametrize("visibility", ["organisation", "partnership", "network"])
def test_words_for_fewer_are_not_shown_to_more(
    visibility: str,
    member: Person,
    manager: Person,
    outsider: Person,
    newcomer: Person,
    secretary: Person,
    partnership: Partnership,
    client_of: ClientOf,
) -> None:
    row = published_one(
        member, visibility=visibility, partnership=str(partnership.pk), happened="Direktør Hansen blev fyret."
    )
    opened(row, manager)
    assert [revisions(viewer, row) for viewer in (VISITOR, viewer_of(newcomer))] == [[2], [2]]
    assert revisions(viewer_of(member), row) == [2, 1]
    inside = visibility == "organisation"
    seen = [2] if inside else [2, 1]
    assert [revisions(viewer_of(one), row) for one in (outsider, secretary)] == [seen, seen]
    page = client_of(None).get(reverse("knowledge:versions", args=[row.key])).content.decode()
    assert ("Hansen" in page, page.count("<h2>")) == (False, 1)


def test_what_stands_there_now_is_read_by_whoever_was_let_in(
    member: Person, manager: Person, outsider: Person, other_organisation: Organisation
) -> None:
    row = published_one(member, visibility="organisation")
    changed(row, manager, advice="Et andet råd.")
    grant_access(fresh(row), organisation=other_organisation, viewer=viewer_of(manager), now=NOW)
    assert revisions(viewer_of(outsider), row) == [2]


def test_a_recommendation_shows_no_words_that_were_for_fewer(member: Person, secretary: Person) -> None:
    row = written(secretary, visibility="network", reasons="Hemmeligt.")
    facts = replace(recommendation_facts(row), visibility="open", reasons="Kendt.")
    row = write_recommendation(row, facts=facts, expected_revision=1, viewer=viewer_of(secretary), now=NOW)
    told = {viewer: [one.revision for one in versions_told(viewer, row)] for viewer in (VISITOR, viewer_of(member))}
    assert list(told.values()) == [[2], [2, 1]]


def test_a_version_is_by_whoever_wrote_it_and_not_by_whoever_said_yes(
    member: Person, manager: Person, other_manager: Person, other_organisation: Organisation
) -> None:
    row = draft(member)
    send_to_review(row, viewer=viewer_of(manager), now=NOW)
    pass_review(row, named=[other_organisation], viewer=OPERATOR, now=NOW)
    answer_for_partner(row.named.get(), decision=Decision.APPROVED, viewer=viewer_of(other_manager), now=LATER)
    version = row.versions.get()
    assert (version.written_by, version.organisation_id) == (member.pk, row.organisation_id)
    assert (version.at, version.is_shown, version.shown_at) == (NOW, True, LATER)


def test_sent_again_a_version_stays_with_whoever_wrote_it(member: Person, manager: Person) -> None:
    row = sent(member)
    changed(row, member, advice="Et andet råd.")
    take_back(fresh(row), viewer=viewer_of(manager), now=NOW)
    send_to_review(fresh(row), viewer=viewer_of(manager), now=LATER)
    assert set(row.versions.values_list("written_by", "at")) == {(member.pk, NOW)}


def test_an_earlier_version_is_closed_with_why(
    member: Person, manager: Person, secretary: Person, outsider: Person, client_of: ClientOf
) -> None:
    row = published_one(member, visibility="open", happened="Direktør Hansen blev fyret.")
    opened(row, manager)
    browser, place = client_of(secretary), reverse("knowledge:versions", args=[row.key])
    address = reverse("knowledge:close_version", args=[row.key, 1])
    assert address in browser.get(place).content.decode()
    assert address not in client_of(outsider).get(place).content.decode()
    assert "Fejl:" in browser.post(address, {"reason": ""}).content.decode()
    assert browser.post(address, {"reason": "Et navn stod der."}).status_code == 302
    pages = [client_of(one).get(place).content.decode() for one in (None, outsider, secretary)]
    assert ["Hansen" in page for page in pages] == [False, False, True]
    assert ["Et navn stod der." in page for page in pages] == [False, False, True]
    assert AuditEvent.objects.get(verb="close_version").changes == {"revision": [1, None]}
    assert browser.post(address, {"reason": "Igen."}).status_code == 404


def test_what_stands_there_now_is_not_closed_nor_anything_by_others(
    member: Person, manager: Person, outsider: Person, client_of: ClientOf
) -> None:
    row = published_one(member, visibility="open")
    opened(row, manager)
    first, second = row.versions.order_by("revision")
    for person in (member, outsider):
        with pytest.raises(DomainError, match="Kun lederne"):
            close_version(first, reason="Nej.", viewer=viewer_of(person), now=NOW)
        address = reverse("knowledge:close_version", args=[row.key, 1])
        assert client_of(person).get(address).status_code == 404
    with pytest.raises(DomainError, match="Kun en tidligere version"):
        close_version(second, reason="Nej.", viewer=viewer_of(manager), now=NOW)
    with pytest.raises(DomainError, match="hvorfor den lukkes"):
        close_version(first, reason=" ", viewer=viewer_of(manager), now=NOW)
    assert state_of(row) == "published"
