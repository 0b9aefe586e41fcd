"""Two that tell the same are suggested to the secretariat, which makes one of them."""

from collections.abc import Callable

import html5lib
import pytest
from django.http import HttpResponse
from django.test import Client

from maskinrum.knowledge.actions import (
    add_comment,
    erase_from_experiences,
    merge_experiences,
    record_use,
    start_draft,
    suggest_again,
    tell_apart,
)
from maskinrum.knowledge.enums import ExperienceState, UseOutcome
from maskinrum.knowledge.facts.duplicates import (
    KNOWN_TO_MOST,
    Told,
    likely_duplicates,
    likeness,
    pairs_to_compare,
    words_of,
)
from maskinrum.knowledge.models import DistinctPair, Experience
from maskinrum.knowledge.queries.duplicates import pair_of
from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.knowledge.telling import draft, published_one, told_facts

ClientOf = Callable[[Person | None], Client]
PAGE = "/erfaringer/dubletter/"
MOCK_UP = "Vi byggede en prøvebolig færdig før resten og fandt elleve fejl i badeværelset"
ROOF = "Taget blev skiftet uden stillads fordi rådgiveren regnede på vindlasten"


def test_words_meet_in_other_inflections_and_short_ones_do_not_count() -> None:
    assert words_of("Prøveboligen og prøveboliger i to tage") == {"prøveb", "tage"}


@pytest.mark.parametrize(("first", "second", "share"), [("", "", 0.0), ("tage fald", "tage vind", 1 / 3)])
def test_alike_is_the_share_of_all_words_that_both_have(first: str, second: str, share: float) -> None:
    assert likeness(words_of(first), words_of(second)) == share


def test_the_most_alike_stand_first_and_others_not_at_all() -> None:
    told = [
        Told("a", MOCK_UP),
        Told("b", f"{MOCK_UP} og køkkenet bagefter"),
        Told("c", MOCK_UP),
        Told("d", ROOF),
    ]
    assert [(one.first, one.second) for one in likely_duplicates(told)] == [("a", "c"), ("a", "b"), ("b", "c")]


def test_those_with_other_readers_are_no_pair() -> None:
    assert likely_duplicates([Told("a", MOCK_UP, "open"), Told("b", MOCK_UP, "network")]) == []


def test_of_ten_thousand_only_those_that_share_rare_words_are_compared() -> None:
    told = [Told(f"k{number:05d}", f"{MOCK_UP} {number % 5000:05d}a {number % 5000:05d}b") for number in range(10_000)]
    partners = [(f"k{number:05d}", f"k{number + 5000:05d}") for number in range(5000)]
    assert sorted(pairs_to_compare({one.key: words_of(one.text) for one in told})) == partners
    assert [(one.first, one.second) for one in likely_duplicates(told)] == partners[:30]


def test_each_experience_leads_to_few_others_however_many_are_alike() -> None:
    rare = {f"k{number}": frozenset(f"ord{number % 7 + step}" for step in range(20)) for number in range(140)}
    assert KNOWN_TO_MOST < 140
    assert pairs_to_compare(rare) == []
    groups = {f"k{number:03d}": frozenset(f"{number // KNOWN_TO_MOST}-{n}" for n in range(12)) for number in range(140)}
    assert len(pairs_to_compare(groups)) == 140 * (KNOWN_TO_MOST - 1) // 2


def test_those_told_apart_are_no_pair_and_make_room_for_others() -> None:
    told = [Told(key, MOCK_UP) for key in ("a", "b", "c")]
    found = [(one.first, one.second) for one in likely_duplicates(told, apart={("a", "c")})]
    assert found == [("a", "b"), ("b", "c")]


def test_the_secretariat_sees_the_pair_and_makes_one_of_two(
    client_of: ClientOf, member: Person, outsider: Person, secretary: Person
) -> None:
    goes, stays = published_one(member, title="Prøvebolig"), published_one(member, title="Prøvebolig to")
    record_use(goes, outcome=UseOutcome.WORKED, viewer=viewer_of(outsider), now=NOW)
    add_comment(goes, text="Det gjaldt kun badet.", viewer=viewer_of(outsider), now=NOW)
    browser = client_of(secretary)
    first, second = sorted([goes.key, stays.key])
    assert f"{PAGE}{first}/{second}/" in browser.get(PAGE).content.decode()
    page = f"{PAGE}{goes.key}/{stays.key}/"
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(browser.get(page).content.decode())
    assert parser.errors == []
    assert "Vælg, hvilken der bliver" in browser.post(page, {}).content.decode()
    assert "De to er nu én." in browser.post(page, {"stays": stays.key}, follow=True).content.decode()
    goes, stays = Experience.objects.get(pk=goes.pk), Experience.objects.get(pk=stays.pk)
    assert (goes.state, goes.superseded_by) == (ExperienceState.SUPERSEDED, stays)
    assert (stays.uses.count(), stays.comments.count()) == (1, 1)
    assert browser.get(page).status_code == 404


def test_what_stays_in_an_organisation_is_no_pair_and_others_see_none(
    client_of: ClientOf, member: Person, manager: Person, secretary: Person
) -> None:
    rows = [published_one(member, visibility="organisation") for _number in range(2)]
    browser = client_of(secretary)
    assert rows[0].key not in browser.get(PAGE).content.decode()
    assert browser.get(f"{PAGE}{rows[0].key}/{rows[1].key}/").status_code == 404
    assert client_of(manager).get(PAGE).status_code == 404


def test_the_list_asks_as_much_of_one_pair_as_of_three(
    client_of: ClientOf,
    member: Person,
    secretary: Person,
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], HttpResponse]], None],
) -> None:
    browser = client_of(secretary)
    assert_constant_queries(
        lambda number: [published_one(member, title=f"Par {number}") for _twice in range(2)],
        lambda: browser.get(PAGE),  # type: ignore[arg-type, return-value]
    )


def test_what_is_told_apart_is_listed_and_suggested_again_once_taken_back(
    client_of: ClientOf, member: Person, secretary: Person
) -> None:
    one, other = published_one(member, title="Prøvebolig"), published_one(member, title="Prøvebolig to")
    first, second = sorted([one.key, other.key])
    page, browser = f"{PAGE}{first}/{second}/", client_of(secretary)
    assert "De er ikke dubletter" in browser.get(page).content.decode()
    told = browser.post(f"{page}ikke-ens/", follow=True).content.decode()
    assert "De to bliver ikke foreslået igen." in told
    assert "af ordene står i begge" not in told
    assert "Ikke dubletter" in told
    assert "at de ikke er dubletter" in browser.get(page).content.decode()
    back = browser.post(f"{page}foreslaa-igen/", follow=True).content.decode()
    assert "af ordene står i begge" in back
    assert "Ikke dubletter" not in back


def test_the_pair_is_one_whichever_stands_first_and_the_log_names_both_once(member: Person, secretary: Person) -> None:
    one, other = sorted([published_one(member), published_one(member)], key=lambda row: row.pk)
    viewer = viewer_of(secretary)
    assert tell_apart(one, other=other, viewer=viewer, now=NOW) == tell_apart(other, other=one, viewer=viewer, now=NOW)
    assert (pair_of(one, other), DistinctPair.objects.get().said_by) == (pair_of(other, one), secretary.pk)
    suggest_again(other, other=one, viewer=viewer, now=NOW)
    suggest_again(other, other=one, viewer=viewer, now=NOW)
    events = AuditEvent.objects.filter(verb__in=["tell_apart", "suggest_again"]).order_by("id")
    pairs = [(event.verb, event.object_id, event.changes) for event in events]
    assert pairs == [
        ("tell_apart", one.pk, {"other": [None, str(other.pk)]}),
        ("suggest_again", one.pk, {"other": [str(other.pk), None]}),
    ]


def test_what_was_said_goes_with_the_one_that_is_merged_away(member: Person, secretary: Person) -> None:
    goes, stays, third = (published_one(member) for _number in range(3))
    viewer = viewer_of(secretary)
    for one, other in ((goes, third), (stays, third), (goes, stays)):
        tell_apart(one, other=other, viewer=viewer, now=NOW)
    merge_experiences(goes, into=stays, viewer=viewer, now=NOW)
    assert DistinctPair.objects.get() == pair_of(stays, third)


def test_what_was_said_stays_without_the_person_who_is_erased(member: Person, secretary: Person) -> None:
    one, other = published_one(member), published_one(member)
    tell_apart(one, other=other, viewer=viewer_of(secretary), now=NOW)
    erase_from_experiences(secretary, viewer=OPERATOR, now=NOW)
    assert DistinctPair.objects.get().said_by is None


def test_only_two_published_ones_that_one_keeps_are_told_apart(
    member: Person, outsider: Person, secretary: Person
) -> None:
    one, other, begun = published_one(member), published_one(member), draft(member)
    with pytest.raises(DomainError, match="Bed sekretariatet"):
        tell_apart(one, other=other, viewer=viewer_of(outsider), now=NOW)
    with pytest.raises(DomainError, match="Bed sekretariatet"):
        suggest_again(one, other=other, viewer=viewer_of(outsider), now=NOW)
    for wrong in (one, begun):
        with pytest.raises(DomainError, match="Kun to, der er offentliggjort"):
            tell_apart(one, other=wrong, viewer=viewer_of(secretary), now=NOW)
    assert DistinctPair.objects.count() == 0


def test_a_pair_that_the_secretariat_may_no_longer_read_is_not_listed(
    client_of: ClientOf, member: Person, secretary: Person
) -> None:
    one, other = published_one(member), published_one(member, title="Lukket siden")
    tell_apart(one, other=other, viewer=viewer_of(secretary), now=NOW)
    Experience.objects.filter(pk=other.pk).update(visibility="organisation")
    assert "Lukket siden" not in client_of(secretary).get(PAGE).content.decode()


def test_merging_moves_use_and_what_speaks_against(member: Person, secretary: Person, outsider: Person) -> None:
    one, two = published_one(member, title="Den ene"), published_one(member, title="Den anden")
    record_use(one, outcome=UseOutcome.WORKED, viewer=viewer_of(outsider), now=NOW)
    against = start_draft(told_facts(), viewer=viewer_of(outsider), now=NOW, counter_to=one)
    merge_experiences(one, into=two, viewer=viewer_of(secretary), now=NOW)
    for row in (one, two, against):
        row.refresh_from_db()
    assert (one.superseded_by, two.uses.count(), against.counter_to, two.rank) == (two, 1, two, 2.5)


def test_two_that_others_read_are_not_merged(member: Person, secretary: Person) -> None:
    one, two = published_one(member, visibility="open"), published_one(member)
    with pytest.raises(DomainError, match="ikke læst af de samme"):
        merge_experiences(one, into=two, viewer=viewer_of(secretary), now=NOW)
