"""Changing an entry: only by those who know, always with a source, nothing typed is lost, nothing else is changed."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maskinrum.organisations.actions import create_organisation
from maskinrum.organisations.enums import OrganisationKind, Visibility
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import load_register, send_correction
from maskinrum.partnerships.enums import Discipline, SourceLabel
from maskinrum.partnerships.facts import CallOffFacts, PartyFacts, Words
from maskinrum.partnerships.models import Partnership, PartnershipChange
from maskinrum.partnerships.queries import partnership_facts
from maskinrum.shared.errors import DomainError
from tests.bringing import bring
from tests.partnerships.entries import CHANGE, SOURCE, added, changed, entry_facts, posted
from tests.partnerships.saving import NEW, Sign, add, save, stored

EDIT = "/register/nordaftalen/ret/"


@pytest.fixture
def row(organisation: Organisation) -> Partnership:
    """An entry whose client is *Boligselskabet Nord*."""
    return added()


@pytest.fixture
def browser(manager: Person, client_of: Sign) -> Client:
    """Signed in as a manager of the client."""
    return client_of(manager)


def test_what_is_typed_is_stored_with_its_source(browser: Client, row: Partnership) -> None:
    answer = save(browser, row, term_months="60", volume_low="1.200,5", volume_high="1.300", signed="2021-02-17")
    assert answer.headers["Location"] == "/register/nordaftalen/"
    facts = stored(row)
    assert (facts.term_months, facts.volume_low, facts.volume_high) == (60, Decimal("1200.5"), Decimal(1300))
    assert facts.unknown == ("applicants",), "what is filled in is no longer unknown"
    assert facts.sources == (SOURCE, CHANGE)
    change = PartnershipChange.objects.get(partnership=row, revision=2)
    assert (change.source_url, change.source_label) == (CHANGE.url, CHANGE.label)


def test_a_form_that_is_sent_as_it_came_changes_nothing(browser: Client, row: Partnership) -> None:
    assert save(browser, row).status_code == 302
    assert stored(row) == entry_facts()
    assert PartnershipChange.objects.count() == 1


def test_every_entry_that_ships_goes_through_the_form_unchanged(
    secretary: Person, client_of: Sign, now: datetime
) -> None:
    bring(load_register)
    before = {row.slug: (row, partnership_facts(row)) for row in Partnership.objects.all()}
    browser = client_of(secretary)
    statuses = {slug: save(browser, row).status_code for slug, (row, _facts) in before.items()}
    assert set(statuses.values()) == {302}
    assert {slug: stored(row).changes_from(facts) for slug, (row, facts) in before.items()} == {
        slug: {} for slug in before
    }


def test_the_form_shows_what_is_stored_in_the_numbers_of_its_language(browser: Client, row: Partnership) -> None:
    changed(row, volume_high=Decimal("1200.5"))
    assert 'value="1.200,5"' in browser.get(EDIT).content.decode()
    with translation.override("en"):
        address = reverse("register:edit", args=[row.slug])
    assert 'value="1,200.5"' in browser.get(address).content.decode()


@pytest.mark.parametrize("person", ["member", "outsider", "newcomer"])
def test_others_find_no_form(person: str, row: Partnership, request: pytest.FixtureRequest, client_of: Sign) -> None:
    browser = client_of(request.getfixturevalue(person))
    assert browser.get(EDIT).status_code == 404
    assert save(browser, row, term_months="60").status_code == 404
    assert stored(row) == entry_facts()


def test_the_manager_of_another_organisation_finds_no_form(row: Partnership, outsider: Person, client_of: Sign) -> None:
    outsider.memberships.update(role="manager")
    assert client_of(outsider).get(EDIT).status_code == 404


def test_a_line_of_the_form_is_written_without_a_template(browser: Client, row: Partnership) -> None:
    few = [one.name for one in browser.get(EDIT).templates]
    changed(row, sources=tuple(replace(SOURCE, url=f"{SOURCE.url}/{n}") for n in range(20)))
    many = browser.get(EDIT)
    assert many.content.decode().count('name="sources-19-url"') == 1
    assert [one.name for one in many.templates] == few


def test_a_visitor_signs_in_first(row: Partnership, client: Client) -> None:
    assert client.get(EDIT).headers["Location"].startswith("/konto/login/")


def test_a_manager_cannot_give_an_entry_away(
    browser: Client, row: Partnership, other_organisation: Organisation
) -> None:
    answer = save(browser, row, **{"parties-0-name": other_organisation.name})
    assert "Kun sekretariatet kan ændre, hvem der er bygherre." in answer.content.decode()
    assert Partnership.objects.get(pk=row.pk).organisation_id == row.organisation_id


WRONG = [
    ({"name": ""}, "Udfyld feltet."),
    ({"name": "x" * 10_000}, "Højst 200 tegn; her er 10000."),
    ({"scope_da": "x" * 10_000}, "Højst 4000 tegn; her er 10000."),
    ({"signed": "2019-13"}, "Den dato findes ikke."),
    ({"signed": "2019-02-30"}, "Den dato findes ikke."),
    ({"start": "0001"}, "Den dato findes ikke."),
    ({"start": "foråret 2019"}, "Den dato findes ikke."),
    ({"term_months": "-3"}, "Skriv et tal fra 1 til 600."),
    ({"term_months": "12,5"}, "Skriv et helt tal, fx 48."),
    ({"term_months": "fire år"}, "Skriv et helt tal, fx 48."),
    ({"client_homes": "99999999"}, "Skriv et tal fra 0 til 1.000.000."),
    ({"volume_low": "900", "volume_high": "600"}, "Det højeste tal er mindre end det laveste."),
    ({"volume_low": ""}, "Skriv også det laveste tal"),
    ({"volume_low": "12,345"}, "Skriv et tal, fx 1.234,5."),
    ({"volume_kind": ""}, "Vælg, om det er et skøn, et loft eller en tildeling."),
    ({"type": "nonsense"}, "Vælg en fra listen."),
    ({"succeeded_by": "findes-ikke"}, "Registret har ikke et andet partnerskab med den adresse."),
    ({"succeeded_by": "nordaftalen"}, "Registret har ikke et andet partnerskab med den adresse."),
    ({"source_url": ""}, "Skriv, hvor det kan læses."),
    ({"source_label": ""}, "Vælg en fra listen."),
    ({"source_url": "javascript:alert(1)"}, "Skriv hele sidens adresse, begyndende med https://."),
    ({"source_url": "ftp://kilde.example/a"}, "Skriv hele sidens adresse, begyndende med https://."),
    ({"source_url": "https://" + "x" * 600 + ".example"}, "Højst 500 tegn"),
    ({"sources-0-url": "data:text/html,x"}, "Skriv hele sidens adresse, begyndende med https://."),
    ({"parties-1-name": "", "parties-1-note_da": "kun en note"}, "Udfyld feltet."),
    ({"parties-1-name": "BOLIGSELSKABET NORD", "parties-1-discipline": "client"}, "Det står to gange."),
    ({"parties-1-label": ""}, "Vælg, hvor sikkert faget er."),
    ({"jobs-0-currency": ""}, "Vælg værdiens valuta."),
    ({"jobs-0-begins": "2025", "jobs-0-ends": "2024-06"}, "Sagen slutter, før den begynder."),
    ({"jobs-0-source_url": "javascript:alert(1)"}, "Skriv hele sidens adresse"),
    ({"applicants": "mange"}, "Skriv et helt tal, fx 48."),
]


@pytest.mark.parametrize(
    ("given", "words"), WRONG, ids=[f"{next(iter(given))}-{n}" for n, (given, _) in enumerate(WRONG)]
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(
    given: dict[str, str], words: str, browser: Client, row: Partnership
) -> None:
    answer = save(browser, row, **(given | {"status_words_da": "Skrevet af mig."}))
    page = answer.content.decode()
    assert (answer.status_code, words in page) == (200, True)
    assert 'id="error-summary"' in page
    assert "Skrevet af mig." in page
    assert stored(row) == entry_facts()


def test_an_entry_has_its_own_volume_or_a_joint_estimate(secretary: Person, client_of: Sign, now: datetime) -> None:
    bring(load_register)
    row = Partnership.objects.get(slug="fsb-hjem")
    page = save(client_of(secretary), row, volume_low="400").content.decode()
    assert "Skriv enten egen volumen eller et samlet skøn." in page


def test_a_date_may_be_written_with_the_day_first(browser: Client, row: Partnership) -> None:
    save(browser, row, signed="24.2.2023", start="3.2023")
    assert (stored(row).signed, stored(row).start) == ("2023-02-24", "2023-03")


def test_a_joint_estimate_is_called_by_those_it_is_for(secretary: Person, client_of: Sign) -> None:
    bring(load_register)
    page = client_of(secretary).get("/register/fsb-hjem/ret/").content.decode()
    assert "Byggepartnerskabet &amp;os, fsb HJEM: 8,5" in page
    assert "joint-fsb-kab-2019:" not in page


def test_emoji_and_other_scripts_are_kept_and_what_turns_text_around_is_not(browser: Client, row: Partnership) -> None:
    save(browser, row, name="Aftalen 🏗️ \u202egnp.exe", scope_da="עברית og\r\ndansk")
    facts = stored(row)
    assert facts.scope.da == "עברית og\ndansk"
    assert "\u202e" not in facts.name
    assert facts.name.startswith("Aftalen 🏗")


def test_rows_come_and_go_without_anything_being_judged(browser: Client, row: Partnership) -> None:
    more = save(browser, row, add="parties", signed="2019-13", **{"parties-1-name": "Omdøbt"})
    assert [one["name"].value() for one in more.context["typed"].rows["parties"]] == [
        "Boligselskabet Nord",
        "Omdøbt",
        None,
    ]
    assert 'value="2019-13"' in more.content.decode()
    assert 'id="error-summary"' not in more.content.decode()
    fewer = save(browser, row, remove="parties-0")
    assert [one["name"].value() for one in fewer.context["typed"].rows["parties"]] == ["Bygmester Vest"]
    assert stored(row) == entry_facts()


def test_a_new_row_of_each_kind_is_stored(browser: Client, row: Partnership) -> None:
    save(
        browser,
        row,
        **{
            "parties-TOTAL_FORMS": 4,
            "parties-2-name": "Tegnestuen Fjord",
            "parties-2-discipline": "architect",
            "parties-2-label": "F",
            "parties-2-note_da": "Ny.",
            "call_off-TOTAL_FORMS": 1,
            "call_off-0-organisation": "Boligselskabet Sund",
            "call_off-0-label": "S",
        },
    )
    facts = stored(row)
    assert facts.parties[2] == PartyFacts("Tegnestuen Fjord", Discipline.ARCHITECT, SourceLabel.FACT, Words("Ny."))
    assert len(facts.parties) == 3, "an empty row is no party"
    assert facts.call_off == (CallOffFacts("Boligselskabet Sund", "", SourceLabel.STATEMENT),)


def test_a_made_up_number_of_rows_is_no_error(browser: Client, row: Partnership) -> None:
    for stated in ("x", "-1", "999999999999"):
        assert save(browser, row, **{"jobs-TOTAL_FORMS": stated, "add": "sources"}).status_code == 200


def test_who_was_faster_is_told_with_both_versions_and_nothing_is_lost(browser: Client, row: Partnership) -> None:
    old = posted(row, entry_facts(), term_months="60")
    changed(row, option_months=36)
    send = "application/x-www-form-urlencoded"
    answer = browser.post(EDIT, old.urlencode(), send)
    assert answer.status_code == 409
    found = {one["name"]: (one["stored"][:2], one["typed"][:2], one["is_theirs"]) for one in answer.context["conflict"]}
    assert found == {"Løbetid": ("48", "60", False), "Option": ("36", "24", True), "Kilder": ("", "ht", False)}
    assert stored(row).term_months == 48
    page = answer.content.decode()
    assert 'value="60"' in page
    assert '<button class="ds-button" data-variant="secondary" type="submit" name="revision" value="2">' in page
    old["revision"] = "2"
    assert browser.post(EDIT, old.urlencode(), send).status_code == 302
    assert (stored(row).term_months, stored(row).option_months) == (60, 24)


def test_a_party_that_was_renamed_stays_the_same_organisation(browser: Client, row: Partnership) -> None:
    Organisation.objects.filter(pk__in=[row.organisation_id]).update(name="Boligselskabet Nord og Vest")
    assert save(browser, row, term_months="60").status_code == 302
    assert Partnership.objects.get(pk=row.pk).organisation_id == row.organisation_id


def test_two_names_of_one_organisation_in_one_discipline_are_told(
    browser: Client, row: Partnership, now: datetime
) -> None:
    kind = OrganisationKind.CONTRACTOR
    there = Organisation.objects.get(name="Bygmester Vest")
    gone = create_organisation("Bygmester Øst", kind=kind, viewer=OPERATOR, now=now)
    Organisation.objects.filter(pk=gone.pk).update(merged_into=there)
    new = {"name": "Bygmester Øst", "discipline": "contractor", "label": "F"}
    answer = save(
        browser, row, **{"parties-TOTAL_FORMS": 3}, **{f"parties-2-{name}": text for name, text in new.items()}
    )
    assert "En organisation står to gange i samme fag." in answer.content.decode()


def test_a_successor_one_may_not_see_stays(browser: Client, row: Partnership) -> None:
    hidden = added(entry_facts(client="Andre"), slug="skjult", visibility=Visibility.ORGANISATION)
    changed(row, succeeded_by=hidden.slug)
    assert "skjult" not in browser.get(EDIT).content.decode()
    save(browser, row, term_months="60", succeeded_by="")
    assert stored(row).succeeded_by == "skjult"


def test_the_own_organisation_chooses_who_sees_its_entry(browser: Client, row: Partnership) -> None:
    assert save(browser, row, visibility="organisation").status_code == 302
    assert Partnership.objects.get(pk=row.pk).visibility == Visibility.ORGANISATION
    change = PartnershipChange.objects.get(partnership=row, revision=2)
    assert change.changes["visibility"] == ["open", "organisation"]


def test_the_secretariat_hides_no_entry_from_itself(row: Partnership, secretary: Person, client_of: Sign) -> None:
    assert save(client_of(secretary), row, visibility="organisation").status_code == 200
    assert save(client_of(secretary), row, visibility="network").status_code == 302
    assert Partnership.objects.get(pk=row.pk).visibility == Visibility.NETWORK


@pytest.mark.parametrize("closed", [Visibility.PARTNERSHIP, Visibility.ORGANISATION])
def test_what_a_client_has_closed_the_secretariat_neither_finds_nor_changes(
    closed: Visibility, browser: Client, row: Partnership, secretary: Person, client_of: Sign
) -> None:
    assert "Så holder kun I det" in browser.get(EDIT).content.decode()
    save(browser, row, visibility=closed)
    office = client_of(secretary)
    assert [office.get(where).status_code for where in ("/register/nordaftalen/", EDIT)] == [404, 404]
    assert "Nordaftalen" not in office.get("/register/").content.decode()
    assert save(office, row, term_months="60").status_code == 404
    with pytest.raises(DomainError):
        changed(row, viewer=viewer_of(secretary), term_months=60)
    assert "Bygherren har lukket det" in browser.get("/register/nordaftalen/").content.decode()


def test_the_log_holds_no_source_of_what_is_closed_to_the_secretariat(browser: Client, row: Partnership) -> None:
    save(browser, row, term_months="60")
    save(browser, row, visibility="organisation", term_months="72")
    told = [event.changes for event in AuditEvent.objects.filter(verb="change_partnership").order_by("id")]
    assert ["source" in one for one in told] == [True, False]
    assert PartnershipChange.objects.get(partnership=row, revision=3).source_url == CHANGE.url


def test_what_ships_stays_open(secretary: Person, client_of: Sign, now: datetime) -> None:
    bring(load_register)
    row = Partnership.objects.get(slug="fsb-hjem")
    assert "visibility" not in client_of(secretary).get("/register/fsb-hjem/ret/").content.decode()
    save(client_of(secretary), row, visibility="network", option_months="36")
    assert Partnership.objects.get(pk=row.pk).visibility == Visibility.OPEN


def test_a_correction_stands_beside_the_form_of_its_entry_only(
    browser: Client, row: Partnership, now: datetime
) -> None:
    texts = {"field": "volume", "text": "Det er 700 mio. kr.", "source_url": "https://a.example/x", "email": ""}
    one = send_correction(row, **texts, viewer=OPERATOR, now=now)
    other = added(slug="anden")
    assert "Det er 700 mio. kr." in browser.get(EDIT, {"rettelse": str(one.pk)}).content.decode()
    assert "Det er 700" not in browser.get(f"/register/{other.slug}/ret/", {"rettelse": str(one.pk)}).content.decode()
    assert browser.get(EDIT, {"rettelse": "x"}).status_code == 200


def test_the_secretariat_adds_an_entry_with_an_address_from_its_name(secretary: Person, client_of: Sign) -> None:
    answer = add(client_of(secretary))
    assert answer.headers["Location"] == "/register/ny-oerestadsaftale/"
    row = Partnership.objects.get(slug="ny-oerestadsaftale")
    assert (row.is_fictitious, row.visibility, row.sources.count()) == (False, "open", 2)
    assert AuditEvent.objects.get(verb="add_partnership").actor == secretary.pk


@pytest.mark.parametrize("person", ["member", "manager", "outsider", "newcomer"])
def test_nobody_else_adds_an_entry(person: str, request: pytest.FixtureRequest, client_of: Sign) -> None:
    browser = client_of(request.getfixturevalue(person))
    assert (browser.get(NEW).status_code, add(browser).status_code) == (404, 404)
    assert Partnership.objects.count() == 0


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("Ø Æ", "Det kan ikke stå i en adresse. Prøv oe-ae."),
        ("ny", "En anden side har den adresse."),
        ("rettelser", "En anden side har den adresse."),
        ("sammenlign", "En anden side har den adresse."),
        ("nordaftalen", "En anden side har den adresse."),
        ("🏗️", "Skriv en adresse."),
    ],
)
def test_an_address_that_cannot_be_is_told(slug: str, words: str, secretary: Person, client_of: Sign) -> None:
    added()
    page = add(client_of(secretary), slug=slug).content.decode()
    assert words in page
    assert "Ny Ørestadsaftale" in page
    assert Partnership.objects.count() == 1


def test_rows_come_and_go_on_a_new_entry_too(secretary: Person, client_of: Sign) -> None:
    browser = client_of(secretary)
    assert len(browser.get(NEW).context["typed"].rows["parties"].forms) == 2
    assert len(add(browser, add="jobs").context["typed"].rows["jobs"].forms) == 2
    assert add(browser, name="").status_code == 200


@pytest.mark.telling
def test_a_party_is_the_organisation_of_that_name_in_any_case(browser: Client, row: Partnership, now: datetime) -> None:
    there = create_organisation("Østerbo", kind=OrganisationKind.ENGINEER, viewer=OPERATOR, now=now)
    count = Organisation.objects.count()
    save(browser, row, **{"parties-1-name": "ØSTERBO"})
    assert (row.parties.get(name="ØSTERBO").organisation, Organisation.objects.count()) == (there, count)


def test_the_action_itself_refuses_a_stranger(row: Partnership, outsider: Person) -> None:
    with pytest.raises(DomainError):
        changed(row, viewer=viewer_of(outsider), term_months=1)
    assert stored(row) == replace(entry_facts())
