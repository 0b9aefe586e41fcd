"""The index lets a viewer find what the access rule lets the viewer see, and gives away nothing else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product

import pytest
from django.test import Client

from maskinrum.organisations.actions import (
    add_member,
    create_organisation,
    grant_access,
    register_person,
    revoke_access,
)
from maskinrum.organisations.enums import OrganisationKind, Role, Visibility
from maskinrum.organisations.models import Grant, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR, Viewer
from maskinrum.organisations.queries import may_see, tokens_of, viewer_of
from maskinrum.partnerships.enums import Discipline, SourceLabel
from maskinrum.partnerships.facts import PartyFacts, Words
from maskinrum.partnerships.indexing.register import readers_of_entry
from maskinrum.partnerships.models import Partnership, Party
from maskinrum.search.indexing import Answer, Question, ask, kinds, words_beginning
from maskinrum.search.indexing import tokens_of as tokens_in_search
from tests.decisions.making import opened
from tests.partnerships.entries import added, entry_facts

Follow = Callable[[], int]
SECRET = "Hemmelighedskassen"
PARTY = f"{SECRET} Tegnestue"
HOUR = timedelta(hours=1)


def answer(viewer: Viewer, text: str = SECRET, *, now: datetime, **facets: tuple[str, ...]) -> Answer:
    """What a viewer is answered, in Danish."""
    return ask(viewer, Question(text, facets=facets), language="da", now=now)


def entry(organisation: Organisation, visibility: Visibility, party: str = PARTY) -> Partnership:
    """An entry of the organisation with a party, every word of it a secret."""
    parties = (
        PartyFacts(organisation.name, Discipline.CLIENT, SourceLabel.FACT),
        PartyFacts(party, Discipline.ARCHITECT, SourceLabel.FACT),
    )
    facts = entry_facts(name=f"{SECRET} {visibility}", scope=Words(SECRET), parties=parties)
    return added(facts, slug=f"aftale-{visibility}", visibility=visibility)


@pytest.fixture
def viewers(manager: Person, outsider: Person, newcomer: Person, now: datetime) -> dict[str, Viewer]:
    """Everybody who may look."""
    architect = create_organisation(PARTY, kind=OrganisationKind.ARCHITECT, viewer=OPERATOR, now=now)
    person = register_person("per@oest.example", is_verified=True, now=now)
    add_member(person, organisation=architect, role=Role.MEMBER, viewer=OPERATOR, now=now)
    people = {"manager": manager, "outsider": outsider, "newcomer": newcomer, "party": person}
    return {"visitor": VISITOR} | {name: viewer_of(one) for name, one in people.items()}


def test_tokens_say_the_same_as_the_access_rule(
    organisation: Organisation, other_organisation: Organisation, viewers: dict[str, Viewer], now: datetime
) -> None:
    rows = [entry(organisation, visibility) for visibility in Visibility]
    boss = viewers["manager"]
    grant_access(rows[-1], organisation=other_organisation, viewer=boss, now=now - HOUR)
    grant_access(rows[-1], email="ny@person.example", viewer=boss, now=now - HOUR, expires_at=now + HOUR)
    for moment in (now, now + 2 * HOUR):
        rule = {
            (who, row.visibility): may_see(viewer, row, now=moment)
            for (who, viewer), row in product(viewers.items(), rows)
        }
        tokens = {
            (who, row.visibility): bool(readers_of_entry(row) & tokens_of(viewer, now=moment))
            for (who, viewer), row in product(viewers.items(), rows)
        }
        assert tokens == rule
    assert len(set(rule.values())) == 2


def test_a_viewer_finds_what_the_database_shows_and_counts_nothing_else(
    organisation: Organisation, manager: Person, viewers: dict[str, Viewer], follow: Follow, now: datetime
) -> None:
    for visibility in Visibility:
        entry(
            organisation,
            visibility,
            party=PARTY if visibility == Visibility.PARTNERSHIP else f"{SECRET} {visibility}",
        )
    opened(organisation, viewer_of(manager), now, title=SECRET)
    follow()
    for viewer in viewers.values():
        given = answer(viewer, now=now)
        shown = [
            (kind.name, id_)
            for kind in kinds().values()
            for id_ in kind.shown(viewer, list(kind.ids()), now)
            if kind.name not in {"term", "project"}
            and not (kind.name == "organisation" and _is_client(id_, organisation))
        ]
        assert given.is_whole
        assert given.total == len(given.found) == len(shown)
        assert sum(given.facets.get("kind", {}).values()) == given.total


def _is_client(id_: str, organisation: Organisation) -> bool:
    return id_ == str(organisation.pk)


def test_the_layer_of_search_asks_the_access_rule(viewers: dict[str, Viewer], now: datetime) -> None:
    for viewer in viewers.values():
        assert tokens_in_search(viewer, now=now) == tokens_of(viewer, now=now)


@pytest.fixture
def file(organisation: Organisation, manager: Person, follow: Follow, now: datetime) -> object:
    """A decision file that is found by its own organisation."""
    made = opened(organisation, viewer_of(manager), now, title=SECRET)
    follow()
    return made


def test_a_grant_and_its_end_count_without_any_change_to_the_index(
    file: object, manager: Person, outsider: Person, other_organisation: Organisation, now: datetime
) -> None:
    boss, other = viewer_of(manager), viewer_of(outsider)
    assert answer(other, now=now).total == 0
    grant = grant_access(file, organisation=other_organisation, viewer=boss, now=now, expires_at=now + HOUR)  # type: ignore[arg-type]
    assert [answer(other, now=moment).total for moment in (now, now + HOUR)] == [1, 0]
    revoke_access(grant, viewer=boss, now=now)
    assert (answer(other, now=now).total, answer(boss, now=now).total) == (0, 1)


def test_a_party_that_leaves_finds_nothing_from_that_moment(
    organisation: Organisation, viewers: dict[str, Viewer], follow: Follow, now: datetime
) -> None:
    entry(organisation, Visibility.PARTNERSHIP)
    follow()
    assert answer(viewers["party"], now=now, kind=("partnership",)).total == 1
    Party.objects.filter(organisation=viewers["party"].organisation).delete()
    assert answer(viewers["party"], now=now, kind=("partnership",)).total == 0


def test_what_the_index_has_not_heard_of_is_neither_shown_nor_counted(
    organisation: Organisation, follow: Follow, now: datetime
) -> None:
    row = entry(organisation, Visibility.OPEN)
    follow()
    assert answer(VISITOR, now=now, kind=("partnership",)).total == 1
    Partnership.objects.filter(pk=row.pk).update(visibility=Visibility.ORGANISATION)
    given = answer(VISITOR, now=now, kind=("partnership",))
    assert (list(given.found), given.total, given.facets, given.is_whole) == ([], 0, {}, False)


@pytest.mark.parametrize("typed", ["hemmelighedskasen", "hemmelighedskasxen"])
def test_a_word_of_what_was_hidden_is_not_proposed_before_the_index_has_heard_of_it(
    typed: str, organisation: Organisation, follow: Follow, client: Client
) -> None:
    rows = [entry(organisation, Visibility.OPEN), added(entry_facts(name="Hemmelighed", scope=Words("Kasse.")))]
    follow()
    assert "Mente du" in client.get("/soeg/", {"q": typed}).content.decode()
    Partnership.objects.filter(pk=rows[0].pk).update(visibility=Visibility.ORGANISATION, name="Noget andet")
    page = client.get("/soeg/", {"q": typed}).content.decode().lower()
    assert SECRET.lower() not in page


def test_words_of_what_is_hidden_are_suggested_to_nobody_else(
    organisation: Organisation, viewers: dict[str, Viewer], follow: Follow, now: datetime
) -> None:
    entry(organisation, Visibility.ORGANISATION)
    follow()
    wrong = SECRET.replace("kass", "kas")
    for who in ("visitor", "outsider", "newcomer"):
        assert words_beginning(viewers[who], SECRET[:6], now=now) == []
        assert SECRET.lower() not in answer(viewers[who], wrong, now=now).did_you_mean.lower()
    assert words_beginning(viewers["manager"], SECRET[:6], now=now) != []


def test_a_grant_to_one_person_holds_whichever_organisation_that_person_acts_for(
    file: object, manager: Person, outsider: Person, now: datetime
) -> None:
    grant_access(file, email=outsider.email, viewer=viewer_of(manager), now=now)  # type: ignore[arg-type]
    assert Grant.objects.get().person == outsider
    assert answer(viewer_of(outsider), now=now).total == 1
    assert answer(Viewer(person=outsider.pk), now=now).total == 1
