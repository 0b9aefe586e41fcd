"""The page of one entry says what is known and how well, and what is not known; and shows nobody a hidden one."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.partnerships.actions import load_register
from maskinrum.partnerships.enums import Discipline, Inside, PartnershipType, SourceLabel
from maskinrum.partnerships.facts import CallOffFacts, PartnershipFacts, PartyFacts, SourceFacts, Words
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.phrases import FACT_NAMES, UNKNOWNS
from maskinrum.partnerships.queries.entries import entry
from maskinrum.partnerships.queries.shipped import shipped_partnerships
from maskinrum.partnerships.reports.entry import days_notice_to_award, listed, parts
from maskinrum.partnerships.reports.entry_axis import entry_axis
from maskinrum.partnerships.reports.entry_page import entry_page
from maskinrum.partnerships.reports.wording import partial_date, period_words, told
from tests.bringing import bring
from tests.conftest import asked_during
from tests.partnerships.entries import CHANGE, added, changed, entry_facts, job

TODAY = date(2026, 11, 24)


def address(row: Partnership, name: str = "entry") -> str:
    return reverse(f"register:{name}", args=[row.slug])


def words(response: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ").split())


def said(row: Partnership, now: datetime) -> dict[str, list[str]]:
    """What the lines of an entry say to a visitor, by key."""
    told_parts = parts(entry(VISITOR, row.slug, now=now))
    return {line.key: [one.text for one in line.said] for part in told_parts for line in part.lines}


def test_the_page_tells_an_entry_in_words(db: None, client: Client) -> None:
    page = words(client.get(address(added())))
    assert "Strategisk partnerskab hos Boligselskabet Nord med Bygmester Vest som entreprenør." in page
    assert "400–600 mio. kr. Volumen, skøn" not in page  # the words stand under the figure, before it in the source
    assert "Volumen, skøn" in page
    assert "hvornår aftalen blev underskrevet" in page
    assert "245 dage" in page


def test_the_page_is_in_english_too_and_marks_what_is_danish_only(db: None, client: Client) -> None:
    added(entry_facts(scope=Words("Kun på dansk.")))
    with translation.override("en"):
        page = client.get(reverse("register:entry", args=["nordaftalen"])).content.decode()
    assert '<span lang="da">Kun på dansk.</span>' in page
    assert "Under way." in page


def test_a_joint_estimate_is_told_as_joint_and_with_whom(db: None, client: Client, now: datetime) -> None:
    bring(load_register)
    page = words(client.get(reverse("register:entry", args=["fsb-hjem"])))
    assert "Samlet skøn med Byggepartnerskabet &amp;os; må ikke deles" in page
    assert "Egen volumen" in page


def test_who_shares_an_estimate_is_told_only_of_entries_one_may_see(db: None, client: Client, now: datetime) -> None:
    bring(load_register)
    Partnership.objects.filter(slug="og-os").update(visibility=Visibility.ORGANISATION)
    page = words(client.get(reverse("register:entry", args=["fsb-hjem"])))
    assert "Samlet skøn med andre; må ikke deles" in page
    assert "Byggepartnerskabet" not in page.replace("skøn med &amp;os", "")


def test_an_estimate_for_three_names_the_two_others(db: None, now: datetime) -> None:
    bring(load_register)
    also = entry(VISITOR, "liva", now=now)
    notes = [one.note for part in parts(also) for line in part.lines if line.key == "also_in" for one in line.said]
    assert notes[0].startswith("Skøn")
    assert listed(["a", "b", "c"]) == "a, b og c"


def test_a_successor_that_one_may_not_see_is_not_named(db: None, client: Client) -> None:
    hidden = added(entry_facts(name="Skjult aftale"), slug="skjult", visibility=Visibility.ORGANISATION)
    row = added(entry_facts(succeeded_by=hidden.slug))
    for name in ("entry", "history"):
        page = client.get(address(row, name)).content.decode()
        assert "Skjult" not in page
        assert "skjult" not in page
    assert b"kjult" not in client.get(reverse("register:entry_export", args=[row.slug, "csv"])).content


def test_a_successor_and_what_it_follows_lead_to_each_other(db: None, now: datetime) -> None:
    later = added(entry_facts(name="Anden aftale"), slug="anden")
    row = added(entry_facts(succeeded_by="anden"))
    assert said(row, now)["succeeded_by"] == ["Anden aftale"]
    assert said(later, now)["predecessors"] == ["Nordaftalen"]


@pytest.mark.parametrize(
    ("person", "status"), [("outsider", 404), ("newcomer", 404), ("member", 200), ("manager", 200), (None, 404)]
)
def test_an_entry_of_the_client_is_for_the_client(
    person: str | None, status: int, organisation: Organisation, request: pytest.FixtureRequest, client: Client
) -> None:
    row = added(visibility=Visibility.ORGANISATION)
    assert row.organisation == organisation
    if person:
        client.force_login(request.getfixturevalue(person))
    assert client.get(address(row)).status_code == status


def test_every_unknown_that_ships_has_a_phrase(db: None) -> None:
    used = {slug for facts in shipped_partnerships().values() for slug in facts.unknown}
    assert used - UNKNOWNS.keys() == set()


def test_every_field_of_an_entry_has_a_name() -> None:
    assert set(PartnershipFacts.__dataclass_fields__) - FACT_NAMES.keys() == set()


def test_every_entry_that_ships_can_be_shown_in_both_languages(db: None, client: Client, now: datetime) -> None:
    bring(load_register)
    addresses = [address(row) for row in Partnership.objects.all()]
    statuses = {where: client.get(prefix + where).status_code for where in addresses for prefix in ("", "/en")}
    assert set(statuses.values()) == {200}


@pytest.mark.parametrize(
    ("given", "key", "expected"),
    [
        ({"signed": "2021-02-17"}, "signed", ["17. februar 2021"]),
        ({"start_words": Words()}, "start", ["marts 2021"]),
        ({"option_months": None}, "option_months", []),
        ({"parties": ()}, "party_contractor", []),
        ({"volume_low": None, "volume_high": None}, "volume", []),
        ({"jobs": ()}, "jobs_yes", []),
        ({"jobs": (job(inside=Inside.NO),)}, "jobs_no", ["Tagvej 1"]),
        ({"procurement": {"days_notice_to_award": 206}}, "days", ["206 dage"]),
        ({"procurement": {"applicants": 8}}, "applicants", ["8"]),
        ({"procurement": {"planning_and_tender_months": 12}}, "planning_and_tender_months", ["12 måneder"]),
        ({"procurement": {"note_en": "Only in English."}}, "procurement_note", ["Only in English."]),
        (
            {"call_off": (CallOffFacts("Boligselskabet Sund", "", SourceLabel.FACT),)},
            "call_off",
            ["Boligselskabet Sund"],
        ),
        ({"unknown": ("winner", "nyt-ord")}, "unknown", ["hvem der vandt", "nyt-ord"]),
        ({"parties": (PartyFacts("Ukendt Fag", None),)}, "party_", ["Ukendt Fag"]),
    ],
)
def test_what_is_known_stands_in_words_and_what_is_not_is_left_open(
    given: dict[str, Any], key: str, expected: list[str], db: None, now: datetime
) -> None:
    lines = said(added(entry_facts(**given)), now)
    plain = [text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ") for text in lines[key]]
    assert plain == expected


def test_value_a_home_is_told_only_in_kroner(db: None, now: datetime) -> None:
    jobs = (job(1), job(2, currency="SEK"), job(3, homes=None), job(4, value=None))
    page = entry_page(entry(VISITOR, added(entry_facts(jobs=jobs)).slug, now=now))
    assert [bool(one.per_home) for one in page.jobs] == [True, False, False, False]
    assert page.has_value_per_home


def test_a_field_that_was_changed_has_the_source_of_the_change(db: None, now: datetime) -> None:
    row = changed(added(), term_months=60)
    found = entry(VISITOR, row.slug, now=now)
    assert (found.source_of("term_months").url, found.source_of("option_months").url) == (CHANGE.url, "")
    figure = entry_page(found).figures[1]
    assert (figure.value.replace("\N{NARROW NO-BREAK SPACE}", " "), figure.host, figure.label) == (
        "5 år",
        "kilde.example",
        "S",
    )


def test_an_invented_entry_says_so(db: None, client: Client) -> None:
    assert "Nordaftalen findes ikke." in words(client.get(address(added(is_fictitious=True))))
    assert "findes ikke" not in words(client.get(address(added(slug="virkelig"))))


def test_only_who_may_change_an_entry_is_led_to_the_form(
    manager: Person, member: Person, secretary: Person, client_of: Callable[[Person | None], Client]
) -> None:
    row = added()
    led = {
        who: address(row, "edit") in client_of(who).get(address(row)).content.decode()
        for who in (manager, member, secretary, None)
    }
    assert led == {manager: True, member: False, secretary: True, None: False}


@pytest.mark.parametrize("name", ["entry", "history", "wrong"])
def test_a_page_asks_as_little_for_many_rows(
    name: str, client: Client, assert_constant_queries: Callable[..., None]
) -> None:
    row = added(entry_facts(parties=(), jobs=(), sources=()))
    made: list[int] = []

    def more(count: int) -> None:
        made.extend(range(len(made), len(made) + count))
        changed(
            row,
            parties=tuple(PartyFacts(f"Part {n}", Discipline.ENGINEER, SourceLabel.FACT) for n in made),
            jobs=tuple(job(n) for n in made),
            sources=tuple(SourceFacts(f"https://kilde.example/{n}", SourceLabel.FACT) for n in made),
            call_off=tuple(CallOffFacts(f"Boligselskab {n}", "", SourceLabel.FACT) for n in made),
        )

    assert_constant_queries(more, lambda: client.get(address(row, name)))


def test_a_party_is_told_of_its_meetings_board_and_rounds_without_asking_of_each_whether_it_is_one(
    manager: Person, client_of: Callable[[Person | None], Client]
) -> None:
    row = added(entry_facts(client=manager.memberships.get().organisation.name))
    browser = client_of(manager)
    browser.get(address(row))
    shown, asked = asked_during(lambda: browser.get(address(row)))
    assert reverse("steering:new_board") in shown.content.decode()
    assert sum("steering_" in each for each in asked) == 1
    assert sum("evaluation_" in each for each in asked) == 1
    assert sum("organisations_membership" in each for each in asked if "meetings_" not in each) == 1


def test_the_files_hold_what_the_page_says(db: None, client: Client) -> None:
    row = added()
    answer = client.get(reverse("register:entry_export", args=[row.slug, "csv"]))
    assert 'filename="nordaftalen.csv"' in answer["Content-Disposition"]
    text = answer.content.decode("utf-8-sig")
    assert "Tagvej 1" in text
    assert "Bygmester Vest [Ikke bekræftet]" in text
    assert client.get(reverse("register:entry_export", args=[row.slug, "xlsx"])).content[:2] == b"PK"


def test_days_are_counted_only_between_whole_dates() -> None:
    assert days_notice_to_award({"notice": "2024-11-26", "award": "2025-06-20"}) == 206
    assert days_notice_to_award({"notice": "2024-11", "award": "2025-06-20"}) is None
    assert days_notice_to_award({"award": "2025-06-20"}) is None


def test_dates_are_told_as_far_as_they_are_known() -> None:
    assert [partial_date(known) for known in ("2019", "2021-11", "2024-11-26", "engang")] == [
        "2019",
        "november 2021",
        "26. november 2024",
        "engang",
    ]
    assert [
        period_words(*ends) for ends in (("", ""), ("2019", ""), ("", "2020"), ("2019", "2019"), ("2019", "2020"))
    ] == [
        "",
        "fra 2019",
        "til 2020",
        "2019",
        "2019–2020",
    ]


def test_a_text_stands_in_the_other_language_rather_than_not_at_all() -> None:
    assert [(one.text, one.lang) for one in told(Words("", "English"))] == [("English", "en")]
    assert told(Words()) == ()


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ({}, "Løbetiden udløb i marts 2025"),
        ({"start": "2025-01-01", "start_words": Words()}, "Løbetiden går til januar 2029"),
        ({"term_months": None}, "Hvor længe aftalen løber, er ikke kendt"),
        ({"jobs": (job(ends="2029"),)}, "Kendte arbejder løber til december 2029, efter at aftalen er udløbet"),
    ],
)
def test_the_title_of_the_axis_is_the_finding(given: dict[str, Any], title: str, db: None, now: datetime) -> None:
    axis = entry_axis([entry(VISITOR, added(entry_facts(**given)).slug, now=now)], today=TODAY)
    assert axis is not None
    assert axis.title == title


def test_the_axis_has_each_bar_in_figures(db: None, now: datetime) -> None:
    axis = entry_axis([entry(VISITOR, added().slug, now=now)], today=TODAY)
    assert axis is not None
    assert [(span.name, span.begins, span.ends) for span in axis.spans] == [
        ("Planlægning og udbud", "juni 2020", "marts 2021"),
        ("Aftale", "marts 2021", "marts 2025"),
        ("Option", "marts 2025", "marts 2027"),
        ("Tagvej 1", "januar 2022", "juni 2024"),
    ]


def test_planning_is_counted_back_where_no_day_of_it_is_known(db: None, now: datetime) -> None:
    row = added(entry_facts(procurement={"planning_and_tender_months": 12}))
    axis = entry_axis([entry(VISITOR, row.slug, now=now)], today=TODAY)
    assert axis is not None
    assert (axis.spans[0].begins, axis.spans[0].ends) == ("marts 2020", "marts 2021")


def test_without_any_day_there_is_no_axis(db: None, now: datetime) -> None:
    row = added(
        entry_facts(start="", start_words=Words(), term_months=None, option_months=None, jobs=(), procurement={})
    )
    assert entry_axis([entry(VISITOR, row.slug, now=now)], today=TODAY) is None


def test_a_single_project_draws_its_own_works(db: None, now: datetime) -> None:
    facts = entry_facts(type=PartnershipType.EARLY_INVOLVEMENT, jobs=(job(inside=Inside.NO),), volume_low=Decimal(400))
    axis = entry_axis([entry(VISITOR, added(facts).slug, now=now)], today=TODAY)
    assert axis is not None
    assert axis.spans[-1].name == "Tagvej 1"
