"""Making one of two experiences loses nothing that was told of either."""

import pytest

from maskinrum.knowledge.actions import (
    add_to_booklet,
    begin_booklet,
    load_tools,
    merge_experiences,
    record_use,
    supersede_experience,
)
from maskinrum.knowledge.actions.booklets import BookletFacts
from maskinrum.knowledge.enums import ExperienceState, Strength, UseOutcome
from maskinrum.knowledge.models import Attachment, Booklet, Experience, RecommendationEvidence
from maskinrum.knowledge.queries.booklets import held
from maskinrum.knowledge.queries.recommendations import recommendation_facts, weighed
from maskinrum.organisations.actions import grant_access
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.knowledge.telling import fresh, published_one, state_of
from tests.knowledge.test_recommendations import written
from tests.knowledge.tooling import release, shipped_tool, two_files

Two = tuple[Experience, Experience]


@pytest.fixture
def two(member: Person) -> Two:
    """The one that goes, and the one that stays."""
    return published_one(member, title="Den ene"), published_one(member, title="Den anden")


def used(row: Experience, person: Person, place: str = "") -> None:
    record_use(row, outcome=UseOutcome.WORKED, place=place, viewer=viewer_of(person), now=NOW)


def merged(two: Two, person: Person) -> Experience:
    return merge_experiences(two[0], into=two[1], viewer=viewer_of(person), now=NOW)


def booklet_of(person: Person, *rows: Experience) -> Booklet:
    booklet = begin_booklet(BookletFacts("Hæfte"), viewer=viewer_of(person), now=NOW)
    for row in rows:
        add_to_booklet(booklet, row, viewer=viewer_of(person), now=NOW)
    return booklet


def test_uses_of_other_places_move_and_of_the_same_place_do_not(two: Two, secretary: Person, outsider: Person) -> None:
    for row, place in ((two[0], "Blok A"), (two[0], "Blok B"), (two[1], "Blok B")):
        used(row, outsider, place)
    stays = merged(two, secretary)
    assert sorted(use.place for use in stays.uses.all()) == ["Blok A", "Blok B"]


def test_whoever_is_let_in_by_name_to_one_of_two_learns_nothing_of_the_other(
    member: Person, manager: Person, other_organisation: Organisation
) -> None:
    """What moves are comments, uses and files, told of what only the own organisation read."""
    closed = published_one(member, title="Den ene", visibility="organisation")
    opened = published_one(member, title="Den anden", visibility="organisation")
    grant_access(opened, organisation=other_organisation, viewer=viewer_of(manager), now=NOW)
    with pytest.raises(DomainError, match="ikke læst af de samme"):
        merged((closed, opened), manager)
    assert merged((opened, closed), manager) == closed


def test_nobody_stands_as_having_used_what_is_their_own(member: Person, outsider: Person, secretary: Person) -> None:
    goes, stays = published_one(outsider), published_one(member)
    used(goes, member)
    merged((goes, stays), secretary)
    assert (goes.uses.count(), stays.uses.count(), fresh(stays).rank) == (1, 0, 0.5)


def test_what_rests_on_it_rests_on_the_one_that_stays(two: Two, secretary: Person) -> None:
    row = written(secretary, support=(two[0].key,))
    both = written(secretary, support=(two[1].key,), counter=(two[0].key,))
    merged(two, secretary)
    for one in (row, both):
        one.refresh_from_db()
    [first] = weighed(viewer_of(secretary), [row], now=NOW)
    assert ([one.title for one in first.support], first.strength) == (["Den anden"], Strength.FEW)
    newest = row.versions.first()
    assert newest is not None
    assert (row.revision, newest.content["support"], recommendation_facts(row).support) == (
        2,
        [two[1].key],
        (two[1].key,),
    )
    assert (both.revision, RecommendationEvidence.objects.filter(recommendation=both).count()) == (1, 2)
    row.revision = 1  # as somebody had it open before the merger
    with pytest.raises(DomainError, match="gemt den imens"):
        written(secretary, row, support=(two[0].key,))


def test_booklets_lead_to_the_one_that_stays_once(two: Two, member: Person, secretary: Person) -> None:
    one, other = booklet_of(member, two[0]), booklet_of(member, *two)
    merged(two, secretary)
    for booklet in (one, other):
        assert [item.experience for item in booklet.items.all()] == [two[1]]
        assert [part.is_hidden for part in held(viewer_of(member), booklet, now=NOW)] == [False]


def test_tools_were_derived_from_the_one_that_stays_also_after_loading_again(two: Two, secretary: Person) -> None:
    tool = shipped_tool(experiences=[one.key for one in two])
    merged(two, secretary)
    assert [origin.experience for origin in tool.origins.all()] == [two[1]]
    load_tools([release(experiences=[one.key for one in two])], two_files, NOW)
    assert [origin.experience for origin in tool.origins.all()] == [two[1]]


def test_files_move_and_so_does_what_it_speaks_against(two: Two, secretary: Person) -> None:
    against, (goes, stays) = published_one(secretary, title="Modsagt"), two
    Experience.objects.filter(pk=goes.pk).update(counter_to=against)
    Attachment.objects.create(experience=goes, name="referat.pdf", kind="pdf", file="ab", size=2, uploaded_at=NOW)
    merged(two, secretary)
    assert (goes.attachments.count(), stays.attachments.count(), fresh(stays).counter_to) == (0, 1, against)
    assert [one.title for one in against.counters.filter(state=ExperienceState.PUBLISHED)] == ["Den anden"]


def test_two_mergers_in_opposite_directions_leave_one_standing(two: Two, secretary: Person) -> None:
    loaded = fresh(two[0]), fresh(two[1])
    merged(two, secretary)
    with pytest.raises(DomainError):
        merge_experiences(loaded[1], into=loaded[0], viewer=viewer_of(secretary), now=NOW)
    with pytest.raises(DomainError, match="Vælg en anden erfaring"):
        supersede_experience(loaded[1], by=loaded[0], viewer=OPERATOR, now=NOW)
    assert [state_of(row) for row in two] == [ExperienceState.SUPERSEDED, ExperienceState.PUBLISHED]
