"""The history tells each change field for field in words: whose it was, and what it rests on."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import load_register
from maskinrum.partnerships.enums import Discipline, PartnershipStatus, SourceLabel
from maskinrum.partnerships.facts import CallOffFacts, PartyFacts, SourceFacts, Words
from maskinrum.partnerships.models import PartnershipChange
from maskinrum.partnerships.reports.history import FieldChange, changes_in_words, slugs_in
from tests.bringing import bring
from tests.partnerships.entries import added, changed, entry_facts, job

HISTORY = "/register/nordaftalen/historik/"
ARCHITECT = PartyFacts("Tegnestuen Fjord", Discipline.ARCHITECT, SourceLabel.BACKGROUND, Words("Ny i 2023."))


def told(**given: Any) -> list[tuple[str, str, str]]:
    """What the history says of a change, figures with ordinary spaces."""
    row = changed(added(), **given)
    changes = PartnershipChange.objects.get(partnership=row, revision=2).changes
    said = changes_in_words(changes, {})
    narrow = str.maketrans({"\N{NARROW NO-BREAK SPACE}": " ", "\N{NO-BREAK SPACE}": " "})
    return [(one.name, one.before.translate(narrow), one.after.translate(narrow)) for one in said]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"name": "Nyt navn"}, ("Navn", "Nordaftalen", "Nyt navn")),
        ({"term_months": 60}, ("Løbetid", "48 måneder", "60 måneder")),
        ({"option_months": None}, ("Option", "24 måneder", "")),
        ({"signed": "2021-02"}, ("Underskrevet", "", "februar 2021")),
        ({"volume_high": Decimal("612.5")}, ("Volumen, højeste", "600 mio. kr.", "613 mio. kr.")),
        ({"client_homes": 1}, ("Bygherrens boliger", "4.200 boliger", "1 bolig")),
        ({"status": PartnershipStatus.TERM_OVER}, ("Status", "I gang", "Udløbet")),
        ({"scope": Words("Kun tage.", "Roofs and facades.")}, ("Omfang (på dansk)", "Tage og facader.", "Kun tage.")),
        ({"procurement": {"procedure": "open", "notice": "2020-06-01", "award": "2021-02-01"}},
         ("Udbudsform", "Udbud med forhandling", "Offentligt udbud")),
        ({"unknown": ("signed",)}, ("Ikke kendt", "hvor mange der søgte", "")),
        ({"sources": ()}, ("Kilder", "https://kilde.example/aftalen [Fakta]", "")),
        ({"call_off": (CallOffFacts("Boligselskabet Sund", "", SourceLabel.FACT),)},
         ("Hvem der kan trække på aftalen", "", "Boligselskabet Sund [Fakta]")),
        ({"jobs": (job(homes=90, value=None, ends=""),)},
         ("Kendte sager",
          "Tagvej 1, Under aftalen, 120 boliger, 96,5 DKK, 2022–juni 2024 [Fakta]",
          "Tagvej 1, Under aftalen, 90 boliger, fra 2022 [Fakta]")),
        ({"parties": (*entry_facts().parties, ARCHITECT)},
         ("Parter", "", "Tegnestuen Fjord, Arkitekt (Ny i 2023.) [Ikke bekræftet]")),
    ],
)  # fmt: skip
def test_a_change_is_told_in_words(given: dict[str, Any], expected: tuple[str, str, str], db: None) -> None:
    found = told(**given)
    assert [(before, after) for _name, before, after in found] == [expected[1:]]


def test_a_list_that_only_changed_order_is_told_whole(db: None) -> None:
    client, contractor = entry_facts().parties
    assert told(parties=(contractor, client)) == [
        (
            "Parter",
            "Boligselskabet Nord, Bygherre [Fakta]; Bygmester Vest, Entreprenør [Ikke bekræftet]",
            "Bygmester Vest, Entreprenør [Ikke bekræftet]; Boligselskabet Nord, Bygherre [Fakta]",
        )
    ]


def test_each_fact_of_the_procurement_is_told_by_itself(db: None) -> None:
    known = {"procedure": "negotiated", "notice": "2020-06-01", "award": "2021-02-01"}
    assert told(procurement=known | {"applicants": 8, "planning_and_tender_months": 12, "note_da": "Tre hold."}) == [
        ("Ansøgere", "", "8"),
        ("Planlægning og udbud", "", "12 måneder"),
        ("Om udbuddet", "", "Tre hold."),
    ]


def test_another_entry_is_named_only_to_who_may_see_it() -> None:
    changes = {"succeeded_by": ["", "syd"]}
    assert slugs_in(changes) == {"syd"}
    name = "Afløst af"
    assert changes_in_words(changes, {"syd": "Sydaftalen"}) == [FieldChange("succeeded_by", name, "", "Sydaftalen")]
    assert changes_in_words(changes, {}) == [FieldChange("succeeded_by", name, "", "et andet partnerskab")]


def test_what_came_with_the_data_is_told_as_the_published_register(db: None, client: Client) -> None:
    bring(load_register)
    page = client.get("/register/fsb-hjem/historik/").content.decode()
    assert page.count("Det udgivne register") == 1
    assert "Partnerskabet kom ind i registret." in page
    changed(added(), term_months=60)
    assert client.get(HISTORY).content.decode().count("Den, der driver Maskinrum") == 2


def test_the_persons_name_is_for_the_own_organisation_and_the_secretariat(
    manager: Person,
    member: Person,
    outsider: Person,
    secretary: Person,
    client_of: Callable[[Person | None], Client],
) -> None:
    changed(added(), viewer=viewer_of(manager), term_months=60)
    pages = {who: client_of(who).get(HISTORY).content.decode() for who in (member, secretary, outsider, None)}
    assert {who: "Boligselskabet Nord" in page for who, page in pages.items()} == dict.fromkeys(pages, True)
    assert [manager.name in pages[who] for who in (member, secretary, outsider, None)] == [True, True, False, False]


def test_a_long_history_has_pages(db: None, client: Client) -> None:
    row = added()
    for months in range(25, 50):
        changed(row, option_months=months)
    first, second = (client.get(HISTORY, {"side": side}).content.decode() for side in (1, 2))
    assert (first.count('class="table changed"'), second.count('class="table changed"')) == (20, 5)
    assert "Side 1 af 2" in first
    assert client.get(HISTORY, {"side": "x"}).status_code == 200


def test_a_source_is_shown_and_a_stored_script_is_only_text(db: None, client: Client) -> None:
    bad = replace(
        entry_facts(), name="<script>alert(1)</script>", sources=(SourceFacts("https://a.example", SourceLabel.FACT),)
    )
    row = added(bad)
    assert "<script>alert" not in client.get(reverse("register:entry", args=[row.slug])).content.decode()
    assert "<script>alert" not in client.get(HISTORY).content.decode()
