"""The register as a list: what is shown, in which order, what it comes to, and what is not told to whom."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.partnerships.actions.listing import renew_listings
from maskinrum.partnerships.enums import (
    ClientKind,
    Discipline,
    PartnershipStatus,
    PartnershipType,
    ScopeKind,
)
from maskinrum.partnerships.facts import PartnershipFacts, PartyFacts, Words
from maskinrum.partnerships.facts.listing import scope_kinds, sort_key
from maskinrum.partnerships.forms.filtering import SORT_NAMES
from maskinrum.partnerships.models import JointEstimate, Partnership
from maskinrum.partnerships.queries.filtering import SORTS, RegisterFilter
from maskinrum.partnerships.queries.listing import PAGE, answering, choices
from maskinrum.partnerships.queries.totals import totals
from tests.conftest import NOW
from tests.partnerships.entries import added, asked_anew, entry_facts

ALL = RegisterFilter()
NOBODY = frozenset[str]()


def entry(number: int, **given: object) -> Partnership:
    """An open entry of its own name."""
    facts = replace(entry_facts(), **{"name": f"Aftale {number}", **given})  # type: ignore[arg-type]
    return added(facts, slug=f"aftale-{number}")


def shown(asked: RegisterFilter) -> list[str]:
    """The slugs a visitor gets."""
    return list(answering(VISITOR, asked, now=NOW).values_list("slug", flat=True))


def text_of(response: Any) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\u202f", " ").split())


def test_kinds_of_client_are_sorted_as_they_are_listed() -> None:
    assert sorted(ClientKind.values) == ClientKind.values


def test_every_sort_has_its_name_both_ways() -> None:
    assert set(SORT_NAMES) == {*SORTS, *(f"-{name}" for name in SORTS)}


@pytest.mark.parametrize(
    ("sort", "slugs"),
    [
        ("name", ["aftale-1", "aftale-2", "aftale-3"]),
        ("-name", ["aftale-3", "aftale-2", "aftale-1"]),
        ("client", ["aftale-3", "aftale-2", "aftale-1"]),
        ("start", ["aftale-2", "aftale-1", "aftale-3"]),
        ("-start", ["aftale-1", "aftale-2", "aftale-3"]),
        ("end", ["aftale-2", "aftale-1", "aftale-3"]),
        ("-end", ["aftale-1", "aftale-2", "aftale-3"]),
        ("volume", ["aftale-2", "aftale-1", "aftale-3"]),
        ("-volume", ["aftale-1", "aftale-2", "aftale-3"]),
        ("sources", ["aftale-1", "aftale-2", "aftale-3"]),
    ],
)
def test_the_unknown_stands_last_whichever_way_it_is_sorted(db: None, sort: str, slugs: list[str]) -> None:
    entry(1, name="Zebra", client_name="Østbo", start="2022")
    entry(2, name="Ærø", client_name="Vestbo", start="2020", volume_low=Decimal(900), volume_high=Decimal(900))
    entry(3, name="Åbo", client_name="Nordbo", start="", term_months=None, volume_low=None, volume_high=None)
    assert shown(RegisterFilter(sort=sort)) == slugs


def test_letters_are_sorted_as_in_danish() -> None:
    names = ["Zebra", "Åbo", "Ærø", "Øst", "fsb", "Aarhus", "TRUST II", "TRUST (I)"]
    assert sorted(names, key=sort_key) == ["Aarhus", "fsb", "TRUST (I)", "TRUST II", "Zebra", "Ærø", "Øst", "Åbo"]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Renovering og nybyggeri.", (ScopeKind.RENOVATION, ScopeKind.NEW_BUILD)),
        ("Modernisering af skoler.", (ScopeKind.RENOVATION,)),
        ("Bygherrerådgivning.", (ScopeKind.ADVICE,)),
        ("Totalentreprise.", (ScopeKind.NOT_STATED,)),
        ("", (ScopeKind.NOT_STATED,)),
    ],
)
def test_kinds_of_works_are_read_from_words(words: str, kinds: tuple[ScopeKind, ...]) -> None:
    assert scope_kinds(entry_facts(scope=Words(words), jobs=())) == kinds


def test_one_clients_homes_count_once(db: None) -> None:
    entry(1), entry(2, client_homes=4300), entry(3, client_name="En anden", client_homes=100)
    found = totals(VISITOR, ALL, now=NOW)
    assert (found.homes, found.clients) == (4400, 2)


def test_a_bracket_of_some_names_the_others(db: None, client: Client) -> None:
    estimate = JointEstimate.objects.create(slug="tre", low=100, high=300, kind="ceiling", label="F")
    for number, kind in [(1, ClientKind.STATE), (2, ClientKind.STATE), (3, ClientKind.UTILITY)]:
        entry(number, joint_estimate=estimate.slug, volume_low=None, volume_high=None, client_kind=kind)
    page = client.get("/register/").content.decode()
    assert "samlet loft med Aftale 3" in page
    assert "samlet loft med Aftale 1, Aftale 2" in page


def test_the_unknown_is_said_in_words(db: None, client: Client) -> None:
    entry(1, start="", start_words=Words(), term_months=None, option_months=None, volume_low=None, volume_high=None,
          status=PartnershipStatus.UNKNOWN, jobs=())  # fmt: skip
    page = client.get("/register/").content.decode()
    row = page[page.index('class="col-name"><a') : page.index("</table>")]
    assert row.count('<span class="unknown">ikke kendt</span>') == 2
    assert ">start ikke kendt</text>" in row


def test_invented_entries_are_shown_when_asked_for_and_counted_nowhere(db: None, client: Client) -> None:
    entry(1)
    added(entry_facts(name="Opdigtet aftale"), slug="opdigtet", is_fictitious=True)
    page = client.get("/register/")
    assert "Opdigtet aftale" not in page.content.decode()
    assert "1 opdigtet eksempel er ikke vist." in text_of(page)
    page = client.get("/register/?examples=1")
    assert "Opdigtet aftale" in page.content.decode()
    assert "1 aftale, alle med et offentligt tal: skøn på 400–600 mio. kr." in text_of(page)
    assert choices(VISITOR, RegisterFilter(examples=True), now=NOW).count == 1


@pytest.mark.parametrize(
    ("visibility", "who", "count"),
    [
        (Visibility.NETWORK, "visitor", 1),
        (Visibility.NETWORK, "newcomer", 1),
        (Visibility.NETWORK, "outsider", 2),
        (Visibility.PARTNERSHIP, "outsider", 1),
        (Visibility.PARTNERSHIP, "member", 2),
        (Visibility.ORGANISATION, "outsider", 1),
        (Visibility.ORGANISATION, "member", 2),
    ],
)
def test_what_is_hidden_is_neither_shown_nor_counted(
    visibility: Visibility,
    who: str,
    count: int,
    member: Person,
    outsider: Person,
    newcomer: Person,
    client_of: Callable[[Person | None], Client],
) -> None:
    entry(1, client_name="En anden", parties=(PartyFacts("En anden", Discipline.CLIENT),))
    facts = entry_facts(name="Skjultaftalen", contractor="Skjultbyg", type=PartnershipType.ADVISER_FRAMEWORK)
    added(facts, slug="skjult", visibility=visibility)
    browser = client_of({"visitor": None, "newcomer": newcomer, "outsider": outsider, "member": member}[who])
    pages = ["/register/", "/register/organisationer/", "/register/?type=adviser_framework", "/register/?q=skjult"]
    texts = [text_of(browser.get(address)) for address in pages]
    is_seen = count == 2
    assert ("Skjultaftalen" in texts[0], "Skjultbyg" in texts[1]) == (is_seen, is_seen)
    assert f"{count} aftale" in texts[0]
    assert ("Rådgiverrammeaftale 1" in texts[0]) == is_seen
    assert ("Skjultbyg" in texts[0]) == is_seen, "among the parties to choose between"
    assert ["Ingen aftale passer" in text for text in texts[2:]] == [not is_seen] * 2
    assert browser.get("/register/organisationer/skjultbyg/").status_code == (200 if is_seen else 404)
    assert ("Skjultaftalen" in browser.get("/register/hent.csv").content.decode()) == is_seen
    assert ("Ingen part i registret" in text_of(browser.get("/register/?party=skjultbyg"))) != is_seen


def test_an_empty_register_says_so(db: None, client: Client) -> None:
    assert "Registret er tomt" in text_of(client.get("/register/"))


def test_a_long_list_is_divided_into_pages(db: None, client: Client) -> None:
    for number in range(PAGE + 1):
        entry(number, start=str(1990 + number))
    first, second = (client.get(f"/register/?page={page}").content.decode() for page in (1, 2))
    assert ('id="page-later"' in first, 'id="page-earlier"' in first) == (True, False)
    assert re.findall(r"/register/(aftale-\d+)/", second) == [f"aftale-{PAGE}"]
    assert re.search(rf'rowgroup">Boligorganisationer <span class="quiet">{PAGE + 1}', second)


def test_the_axis_holds_all_years_on_every_page(db: None, client: Client) -> None:
    entry(1, start="1998", start_words=Words(), term_months=12, option_months=None)
    assert 'aria-label="Aksen går fra 1998 til 2026. I dag er markeret."' in client.get("/register/").content.decode()


def test_a_list_asks_as_often_for_three_as_for_one(
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], HttpResponse]], None], client: Client
) -> None:
    made: list[int] = []

    def make(count: int) -> None:
        for _ in range(count):
            made.append(len(made))
            estimate, _new = JointEstimate.objects.get_or_create(
                slug=f"samlet-{len(made) % 2}", defaults={"low": 1, "high": 2, "kind": "estimate", "label": "F"}
            )
            entry(len(made), joint_estimate=estimate.slug, volume_low=None, volume_high=None)

    assert_constant_queries(make, lambda: asked_anew(client, "/register/"))


def test_what_lists_read_follows_the_entry(db: None) -> None:
    row = entry(1)
    assert (row.name_key, row.client_key, row.source_count) == ("aftale1", "boligselskabetnord", 1)
    assert row.search_words == "aftale 1 boligselskabet nord bygmester vest"
    assert row.last_on is not None


def test_what_was_worked_out_by_older_rules_is_worked_out_anew(db: None, now: datetime) -> None:
    before = entry(1)
    Partnership.objects.update(listing_rules=0, name_key="", party_keys="", list_stamp=0, last_on=None)
    assert (renew_listings(), renew_listings()) == (1, 0)
    after = Partnership.objects.get()
    for column in ("name_key", "party_keys", "scope_kinds", "last_on", "search_words", "jobs_inside"):
        assert getattr(after, column) == getattr(before, column)
    assert after.list_stamp > 0


def test_facts_alone_decide_what_lists_read(db: None) -> None:
    facts: PartnershipFacts = entry_facts(scope=Words("Energi."), jobs=())
    assert added(facts, slug="energi").scope_kinds == ",energy,"


def test_what_is_pressed_is_taken_off_and_all_else_that_was_sent_stays(db: None, client: Client) -> None:
    entry(1)
    sent = "q=nord&client_kind=housing&type=strategic_partnership&since=2020&until=2024&party=bygmester-vest"
    left = {
        "q": sent.replace("q=nord&", ""),
        "type:strategic_partnership": sent.replace("type=strategic_partnership&", ""),
        "period": sent.replace("since=2020&until=2024&", ""),
        "party": sent.replace("&party=bygmester-vest", ""),
        "type:nothing": sent,
        "sort:name": sent,
    }
    for off, rest in left.items():
        answer = client.get(f"/register/?{sent}&sort=start&off={off}")
        assert (answer.status_code, answer["Location"]) == (302, f"/register/?{rest}")
        by_script = client.get(f"/register/?{sent}&off={off}", headers={"HX-Request": "true"})
        assert by_script["HX-Push-Url"] == answer["Location"]


def test_a_filter_is_a_box_of_the_form_so_that_nothing_typed_is_lost_by_it(db: None, client: Client) -> None:
    entry(1)
    page = client.get("/register/?q=nord&client_kind=housing").content.decode()
    form = page[page.index('id="register-form"') : page.index("</form>", page.index('id="register-form"'))]
    assert re.search(
        r'<input [^>]*type="checkbox" id="client_kind-housing" name="client_kind" value="housing" checked>', form
    )
    assert re.findall(r"<a [^>]*>", form) == ['<a class="small" href="/register/">']
    assert re.findall(r'<button type="submit" [^>]*>', form)[0] == (
        '<button type="submit" class="ds-button" data-variant="secondary">'
    ), "pressing Enter in a field presses the first button"
