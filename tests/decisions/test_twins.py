"""Which partnerships of the register a portfolio is like, what is said of each, and who is shown which."""

import html
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from maskinrum.decisions.analysis.twins import nearest, profile_of_case
from maskinrum.decisions.models import DecisionFile
from maskinrum.decisions.queries import experiences_from, known_partnerships, register_rows
from maskinrum.decisions.reports.twins import TwinRow, twins_page
from maskinrum.evaluation.actions.consents import consent_to_comparison, withdraw_consent
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.enums import Inside, PartnershipType, ProjectKind
from maskinrum.partnerships.facts import PartnershipFacts, Words
from maskinrum.partnerships.models import Partnership, Party
from tests.conftest import NOW
from tests.decisions.making import TAGET, THREE, case
from tests.evaluation.running import board_of, builder, person_of
from tests.knowledge.telling import published_one
from tests.partnerships.entries import added, entry_facts, job

Browser = Callable[[Person | None], Client]
Constant = Callable[[Callable[[int], object], Callable[[], HttpResponse]], None]
HOUSING = "housing_organisation"
LIKE = entry_facts(
    client="Boligselskabet Vest",
    name="Den lignende",
    volume_low=Decimal(150),
    volume_high=Decimal(210),
    scope=Words("Renovering.", "Renovation."),
)


@pytest.fixture
def like(db: None) -> Partnership:
    """A strategic partnership of about the size of the three projects."""
    return added(LIKE, slug="lignende")


def shown(viewer: Viewer, file: DecisionFile, kind: str = HOUSING, **given: Any) -> list[TwinRow]:
    found = nearest(case(**given), kind, known_partnerships(viewer, file, now=NOW))
    entries = register_rows(viewer, [one.known.slug for one in found], now=NOW)
    return twins_page(found, entries, {}).rows


def told(rows: list[Any]) -> dict[str, tuple[str, str]]:
    def plain(text: str) -> str:
        return text.replace("\xa0", " ").replace("\u202f", " ")

    return {one.name: (plain(one.theirs), plain(one.own)) for one in rows}


@pytest.mark.django_db
def test_what_is_alike_and_what_differs_is_said_with_both_values(
    like: Partnership, file: DecisionFile, viewer: Viewer
) -> None:
    (row,) = shown(viewer, file)
    assert told(row.alike) == {
        "Aftaletype": ("Strategisk partnerskab", ""),
        "Sektor": ("Boligorganisationer", ""),
        "Arbejdernes art": ("Renovering og ombygning", ""),
        "Volumen": ("150–210 mio. kr. (skøn)", "179 mio. kr."),
        "Bygherrens art": ("Boligorganisation", ""),
        "Løbetid": ("4 år", ""),
    }
    assert (row.name, row.url, row.apart) == ("Den lignende", reverse("register:entry", args=["lignende"]), [])


@pytest.mark.django_db
def test_what_is_not_known_is_said_and_of_whom(like: Partnership, file: DecisionFile, viewer: Viewer) -> None:
    # One job of 120 homes is known, and one own project has no homes.
    (row,) = shown(viewer, file)
    assert row.unknown == [
        "Antal projekter (1 kendt offentligt)",
        "Boliger i projekterne (i denne portefølje)",
    ]


@pytest.mark.django_db
def test_known_jobs_count_only_where_they_are_as_many_as_the_own_projects(file: DecisionFile, viewer: Viewer) -> None:
    jobs = tuple(job(number) for number in range(6))
    outside = job(9, inside=Inside.NO)
    added(replace(LIKE, jobs=(*jobs, outside)))
    (row,) = shown(viewer, file)
    assert told(row.alike)["Antal projekter"] == ("mindst 6 kendt offentligt", "3")


@pytest.mark.django_db
def test_the_most_alike_stands_first_and_of_whom_too_little_is_known_is_left_out(
    like: Partnership, file: DecisionFile, viewer: Viewer
) -> None:
    added(replace(LIKE, name="Rådgiverne", type=PartnershipType.ADVISER_FRAMEWORK), slug="raadgiverne")
    silent = PartnershipFacts(LIKE.name, LIKE.type, LIKE.client_kind, "", LIKE.status)
    added(silent, slug="tavs")
    assert [row.name for row in shown(viewer, file)] == ["Den lignende", "Rådgiverne"]


@pytest.mark.django_db
def test_no_more_than_five_are_shown(file: DecisionFile, viewer: Viewer) -> None:
    for number in range(6):
        added(LIKE, slug=f"lignende-{number}")
    assert len(shown(viewer, file)) == 5


@pytest.mark.django_db
def test_partnerships_one_may_not_see_and_ones_own_are_no_twins(
    like: Partnership, file: DecisionFile, viewer: Viewer, other_organisation: Organisation
) -> None:
    added(LIKE, slug="lukket", visibility=Visibility.PARTNERSHIP)
    own = added(LIKE, slug="egen")
    Partnership.objects.filter(pk=own.pk).update(organisation=file.organisation)
    assert [row.url for row in shown(viewer, file)] == [reverse("register:entry", args=["lignende"])]
    assert [one.slug for one in known_partnerships(VISITOR, file, now=NOW)] == ["lignende"]


@pytest.mark.django_db
def test_invented_partnerships_stand_beside_invented_files_only_and_are_marked(
    file: DecisionFile, viewer: Viewer, organisation: Organisation
) -> None:
    added(LIKE, slug="opdigtet", is_fictitious=True)
    assert shown(viewer, file) == []
    organisation.is_fictitious = True
    file.organisation = organisation
    assert [row.is_fictitious for row in shown(viewer, file)] == [True]


@pytest.mark.django_db
def test_nothing_to_hold_against_is_said(file: DecisionFile, viewer: Viewer) -> None:
    page = twins_page([], {}, {})
    assert (page.rows, page.sentence) == (
        [],
        "Registret kender intet partnerskab, der kan holdes op mod denne portefølje.",
    )


def test_the_works_of_a_portfolio_are_told_in_the_words_of_the_register() -> None:
    plan, new = replace(TAGET, kind=ProjectKind.MASTER_PLAN), replace(TAGET, kind=ProjectKind.NEW_BUILD)
    assert profile_of_case(case(TAGET, plan, new), HOUSING).works == frozenset({"renovation", "new_build"})


@pytest.mark.parametrize(
    ("kind", "sector"), [("housing_administrator", "housing"), ("municipality", "municipal"), ("architect", None)]
)
def test_the_sector_follows_from_what_the_organisation_is(kind: str, sector: str | None) -> None:
    assert profile_of_case(case(), kind).sector == sector


def test_homes_are_known_only_when_they_are_known_of_all_projects() -> None:
    assert (profile_of_case(case(), HOUSING).homes, profile_of_case(case(*THREE[:2]), HOUSING).homes) == (None, 168)


@pytest.mark.django_db
def test_the_best_experiences_from_a_partnership_stand_beside_it(
    like: Partnership, manager: Person, viewer: Viewer, file: DecisionFile, client_of: Browser
) -> None:
    for number in range(3):
        published_one(manager, title=f"Erfaring {number}", partnership=str(like.pk))
    beside = experiences_from(viewer, [like.pk], now=NOW, today=NOW.date())
    page = html.unescape(client_of(manager).get(reverse("decisions:twins", args=[file.pk])).content.decode())
    assert len(beside[like.pk]) == 2
    assert [one.title in page for one in beside[like.pk]] == [True, True]


@pytest.mark.django_db
def test_figures_that_a_partnership_lends_stand_with_its_name_until_one_withdraws(
    like: Partnership, other_organisation: Organisation, manager: Person, file: DecisionFile, client_of: Browser
) -> None:
    made = [builder(f"Byg {number}") for number in range(3)]
    client = person_of(other_organisation, "leder@anden-bygherre.example")
    Partnership.objects.filter(pk=like.pk).update(organisation=other_organisation)
    like = Partnership.objects.get(pk=like.pk)
    like.parties.all().delete()
    for one in (other_organisation, *(row for row, _viewer in made)):
        given = {"discipline": "client" if one == other_organisation else "contractor", "label": "F"}
        Party.objects.create(partnership=like, organisation=one, name=one.name, **given)
    board_of(like, [row for row, _viewer in made], 9)
    browser, address = client_of(manager), reverse("decisions:twins", args=[file.pk])

    def lent() -> list[tuple[str, list[str]]]:
        rows = browser.get(address).context["twins"].rows
        return [(one.name, [name for name, _figure in one.measured]) for one in rows]

    viewers = [viewer_of(client), *(viewer for _row, viewer in made)]
    for viewer in viewers[:-1]:
        consent_to_comparison(like, viewer=viewer, now=NOW)
    assert lent() == [("Den lignende", [])]
    consent_to_comparison(like, viewer=viewers[-1], now=NOW)
    ((name, measured),) = lent()
    assert (name, len(measured)) == ("Den lignende", 6)
    page = html.unescape(browser.get(address).content.decode())
    assert [one in page for one in measured] == [True] * 6
    withdraw_consent(like, viewer=viewers[2], now=NOW)
    assert lent() == [("Den lignende", [])]
    assert measured[0] not in html.unescape(browser.get(address).content.decode())


@pytest.mark.django_db
def test_the_part_loads_by_itself_on_the_page_of_the_file_and_stands_alone_without_scripts(
    like: Partnership, file: DecisionFile, manager: Person, client_of: Browser
) -> None:
    browser, address = client_of(manager), reverse("decisions:twins", args=[file.pk])
    part = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    page = browser.get(f"{address}?term=24")
    answer = browser.get(reverse("decisions:file", args=[file.pk])).content.decode()
    assert ("<html" in part, "Den lignende" in part) == (False, True)
    assert ("<h1" in page.content.decode(), told(page.context["twins"].rows[0].alike)["Løbetid"]) == (
        True,
        ("4 år", "2 år"),
    )
    assert answer.count(address) == 3


@pytest.mark.django_db
def test_many_partnerships_take_no_more_questions(
    file: DecisionFile, manager: Person, client_of: Browser, assert_constant_queries: Constant
) -> None:
    browser = client_of(manager)

    def make(count: int) -> None:
        for _number in range(count):
            row = added(LIKE, slug=f"mange-{Partnership.objects.count()}")
            published_one(manager, title=f"Om {row.slug}", partnership=str(row.pk))

    assert_constant_queries(make, lambda: browser.get(reverse("decisions:twins", args=[file.pk])))  # type: ignore[arg-type,return-value]
