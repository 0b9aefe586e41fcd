"""Figures, learning and sharing as the parties read them."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.evaluation.actions import close_round, load_questions
from maskinrum.evaluation.actions.figure_signals import figure_now, figure_proposals
from maskinrum.evaluation.actions.figures import type_figures
from maskinrum.evaluation.actions.findings import FindingWords, take_up_finding
from maskinrum.evaluation.actions.proposing import measure_again
from maskinrum.evaluation.facts.figures import Quarter, TypedFigure, quarters_between
from maskinrum.evaluation.models import ComparisonConsent, Finding, ManualFigure, ReportRelease
from maskinrum.evaluation.queries.figures import whole_portfolio
from maskinrum.evaluation.queries.findings import waiting_findings
from maskinrum.evaluation.reports.figures_report import figure_rows
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError
from maskinrum.steering.actions import open_checklist
from maskinrum.steering.models import Board, Disagreement, DisagreementParty, Placement
from tests.conftest import NOW
from tests.evaluation.rounding import opened_round
from tests.evaluation.running import board_of, builder, partnership_of

PAGES = ("figures", "learning", "comparison")


class Running:
    """A partnership with two contractors, one of whom looks."""

    def __init__(self, client: Organisation) -> None:
        self.one, self.own = builder("Byg et")
        self.two, self.other = builder("Byg to")
        self.row = partnership_of(client, self.one, self.two)
        board_of(self.row, [self.one, self.two], 6)


@pytest.fixture
def running(organisation: Organisation) -> Running:
    """It runs."""
    return Running(organisation)


def page(browser: Client, name: str, **arguments: Any) -> Any:
    """A page as it is answered."""
    return browser.get(reverse(f"evaluation:{name}", kwargs={"slug": "drift"} | arguments))


def builder_browser(running: Running, client_of: Callable[[Person], Client]) -> Client:
    """The browser of the first contractor."""
    return client_of(Person.objects.get(pk=str(running.own.person)))


def test_the_client_reads_all_figures_and_a_third_no_price(
    running: Running, manager: Person, client_of: Callable[[Person], Client]
) -> None:
    own, third = client_of(manager), builder_browser(running, client_of)
    assert [page(own, name).status_code for name in PAGES] == [200, 200, 200]
    costs = [page(one, "figure", indicator="cost_deviation").content.decode() for one in (own, third)]
    assert ["vises ikke for jer" in text for text in costs] == [False, True]
    # Of six projects the first contractor's cost 100, 102 and 104; the second's 3 per cent more than planned.
    assert ["3,0" in text for text in costs] == [True, False]
    learning = page(third, "learning").content.decode()
    assert "Pris pr. bolig: vises ikke for jer" in learning


def test_an_outsider_and_nobody_get_the_same_as_for_what_is_not_there(
    running: Running, outsider: Person, client_of: Callable[[Person], Client]
) -> None:
    browser = client_of(outsider)
    assert [page(browser, name).status_code for name in PAGES] == [404] * 3
    assert page(browser, "figures", slug="findes-ikke").status_code == 404
    assert Client().get(reverse("evaluation:figures", args=["drift"])).status_code == 302


def test_an_indicator_that_is_none_is_not_there(
    running: Running, manager: Person, client_of: Callable[[Person], Client]
) -> None:
    assert page(client_of(manager), "figure", indicator="lykke").status_code == 404


def test_the_workbook_holds_no_price_of_another(
    running: Running, client_of: Callable[[Person], Client], manager: Person
) -> None:
    files = [page(one, "figures_file").content for one in (client_of(manager), builder_browser(running, client_of))]
    assert [file[:2] for file in files] == [b"PK", b"PK"]
    assert len(files[0]) != len(files[1])


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_as_often_for_one_project_as_for_more(
    running: Running, manager: Person, client_of: Callable[[Person], Client], name: str, assert_constant_queries: Any
) -> None:
    browser = client_of(manager)
    address = reverse(f"evaluation:{name}", args=["drift"])

    def more(count: int) -> None:
        Board.objects.all().delete()
        board_of(running.row, [running.one, running.two], count)

    assert_constant_queries(more, lambda: browser.get(address))


TYPED = {"sme_share-value": "41,5", "sme_share-of": "20", "sme_share-source": "Indkøb"}


def test_a_figure_is_typed_changed_and_removed(
    running: Running, manager: Person, client_of: Callable[[Person], Client]
) -> None:
    browser = client_of(manager)
    address = reverse("evaluation:type_figures", args=["drift"]) + "?kvartal=2026-2"
    assert browser.post(address, TYPED).status_code == 302
    row = ManualFigure.objects.get()
    assert (row.value, row.of, row.quarter, row.source) == (Decimal("0.415"), 20, date(2026, 4, 1), "Indkøb")
    assert 'value="41,5"' in browser.get(address).content.decode()
    browser.post(address, TYPED | {"sme_share-value": "40"})
    assert ManualFigure.objects.get().value == Decimal("0.4")
    browser.post(address, {})
    assert ManualFigure.objects.count() == 0


def test_of_two_who_type_the_same_quarter_the_later_one_is_told_and_nothing_is_lost(
    running: Running, manager: Person, client_of: Callable[[Person], Client]
) -> None:
    browser, address = client_of(manager), reverse("evaluation:type_figures", args=["drift"]) + "?kvartal=2026-2"
    opened = browser.get(address).context["seen"]
    browser.post(address, TYPED | {"seen": opened})
    later = {"running_cost-value": "3,5", "running_cost-source": "Bogholderiet", "seen": opened}
    slip = browser.post(address, later | {"running_cost-value": "x"})
    assert (slip.status_code, slip.context["seen"]) == (422, opened), "nobody has told of the colleague yet"
    answer: Any = browser.post(address, later)
    text = answer.content.decode()
    assert [words in text for words in ("En kollega har ændret", "3,5", "Bogholderiet")] == [True] * 3
    assert list(ManualFigure.objects.values_list("indicator", flat=True)) == ["sme_share"]
    assert browser.post(address, later | {"seen": answer.context["seen"]}).status_code == 302
    assert list(ManualFigure.objects.values_list("indicator", flat=True)) == ["running_cost"]


def test_a_figure_without_an_origin_is_refused_and_kept_in_the_form(
    running: Running, manager: Person, client_of: Callable[[Person], Client]
) -> None:
    address = reverse("evaluation:type_figures", args=["drift"]) + "?kvartal=2026-2"
    answer = client_of(manager).post(address, {"sme_share-value": "41,5", "running_cost-note": "Bogholderiet"})
    text = answer.content.decode()
    assert (answer.status_code, "41,5" in text, "Bogholderiet" in text, ManualFigure.objects.count()) == (
        422, True, True, 0,
    )  # fmt: skip


def test_only_the_client_types_and_not_ahead_of_time(running: Running, manager: Person) -> None:
    told: dict[str, Any] = {"is_client": True, "viewer": viewer_of(manager), "now": NOW}
    for change in ({"viewer": running.own, "is_client": False}, {"quarter": Quarter(2027, 1)}):
        asked: dict[str, Any] = {"quarter": Quarter(2026, 1)} | told | change
        with pytest.raises(DomainError):
            type_figures(running.row, asked.pop("quarter"), [], **asked)
    figure = TypedFigure("accidents", Quarter(2026, 1), Decimal(1))
    with pytest.raises(DomainError):
        type_figures(running.row, Quarter(2026, 1), [figure], **told)


def test_a_party_says_yes_and_withdraws_on_the_page(running: Running, client_of: Callable[[Person], Client]) -> None:
    browser = builder_browser(running, client_of)
    for name, count in (("consent", 1), ("withdraw", 0)):
        browser.post(reverse(f"evaluation:{name}", args=["drift"]))
        assert ComparisonConsent.objects.filter(withdrawn_at=None, organisation=running.one).count() == count


def test_everybody_may_read_what_figures_from_the_network_are(db: None) -> None:
    assert Client().get(reverse("evaluation:network_figures")).status_code == 200


def test_a_signal_proposes_a_finding_once_and_never_about_prices(running: Running) -> None:
    bids = [3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 19]
    quarter = Quarter(2023, 3)
    for number in bids:
        for slug in ("subcontract_bidders", "running_cost"):
            ManualFigure.objects.create(
                partnership=running.row, indicator=slug, quarter=quarter.first, value=number, written_at=NOW
            )
        quarter = quarter.next
    found = [one for one in figure_proposals(running.row, NOW) if one.saw["rule"] == "beyond"]
    assert [(one.indicator, one.value, one.saw["quarter"]) for one in found] == [
        ("subcontract_bidders", 19.0, "2026-3")
    ]
    told = [figure_now(running.row, slug, NOW) for slug in ("subcontract_bidders", "running_cost", "lykke")]
    assert told == [19.0, None, None]


def disagree(row: Partnership, days: list[date], party: Organisation, size: int | None = 2_000_000) -> None:
    """Disagreements between the client and a party, opened on these days."""
    client = row.organisation
    assert client is not None
    for day in days:
        told = {"opened_on": day, "step": "management", "written_at": NOW, "changed_at": NOW, "size": size}
        made = Disagreement.objects.create(partnership=row, organisation=party, subject="Hvem?", **told)
        for one in (party, client):
            DisagreementParty.objects.create(disagreement=made, organisation=one)


def test_the_client_reads_disagreements_by_step_and_size_and_a_party_reads_in_words_that_it_may_not(
    running: Running, manager: Person, client_of: Callable[[Person], Client]
) -> None:
    disagree(running.row, [date(2026, 2, 3)] * 3, running.one)
    disagree(running.row, [date(2026, 2, 3)] * 4, running.two)
    own, third = (
        page(one, "figure", indicator="disputes_by_step").content.decode()
        for one in (client_of(manager), builder_browser(running, client_of))
    )
    assert ["1 mio. kr. eller mere" in text for text in (own, third)] == [True, False]
    assert ["vises ikke for jer" in text for text in (own, third)] == [False, True]
    assert ["Hvor mange uenigheder der er, er for bygherren" in text for text in (own, third)] == [False, True]
    rows = [figure_rows(one, running.row, 2026, NOW) for one in (viewer_of(manager), running.own)]
    assert [any("Uenigheder" in row.name for row in one) for one in rows] == [False, False]


def test_many_disagreements_propose_a_finding_that_the_client_alone_reads_and_that_is_measured_again(
    running: Running, manager: Person, client_of: Callable[[Person], Client]
) -> None:
    quarters = quarters_between(date(2023, 7, 1), date(2026, 8, 1))
    days = [one.first for one in quarters[:-1]] + [quarters[-1].first] * 9
    disagree(running.row, days, running.two)
    (found,) = [one for one in figure_proposals(running.row, NOW) if one.indicator == "disputes_by_step"]
    assert (found.value, found.for_client) == (9.0, True)
    load_questions(NOW)
    row = close_round(opened_round(running.row), viewer=OPERATOR, now=NOW)
    made = Finding.objects.get(indicator="disputes_by_step")
    assert made.visibility == Visibility.ORGANISATION
    browsers = [client_of(manager), builder_browser(running, client_of)]
    address = reverse("evaluation:finding", args=[made.key])
    assert [one.get(address).status_code for one in browsers] == [200, 404]
    assert "Kun jeres organisation læser fundet" in browsers[0].get(address).content.decode()
    waiting = [waiting_findings(one, running.row, now=NOW) for one in (viewer_of(manager), running.own)]
    assert waiting[0] - waiting[1] == 1
    take_up_finding(made, FindingWords("Mange uenigheder"), viewer=viewer_of(manager), now=NOW)
    measure_again(row, viewer=OPERATOR, now=NOW)
    assert Finding.objects.get(pk=made.pk).value_after == 0.0
    other = Finding.objects.exclude(pk=made.pk).first()
    assert other is not None
    take_up_finding(other, FindingWords("Få bydende"), viewer=viewer_of(manager), now=NOW)
    client = running.row.organisation
    assert client is not None
    for party in (client, running.one, running.two):
        whole = {"section": "whole", "year": 2026, "released_at": NOW}
        ReportRelease.objects.create(partnership=running.row, party=party, **whole)
    address = reverse("evaluation:yearly_file", args=["drift", 2026, "docx"])
    files = [zipfile.ZipFile(io.BytesIO(one.get(address).content)) for one in browsers]
    told = [file.read("word/document.xml").decode() for file in files]
    assert [("Få bydende" in text, "Mange uenigheder" in text) for text in told] == [(True, False)] * 2


def test_a_start_up_checklist_is_counted_where_the_board_says_nothing_of_reuse(
    running: Running, manager: Person
) -> None:
    counted, written = Placement.objects.filter(board__partnership=running.row).order_by("project__name")[:2]
    Placement.objects.filter(pk=counted.pk).update(decided=None, reused=None)
    viewer = viewer_of(manager)
    for place in (counted, written):
        row = open_checklist(running.row, project=str(place.project_id), meeting_on=None, viewer=viewer, now=NOW)
        row.items.filter(key__in=["bathrooms", "envelope"]).update(answer="reuse")
        row.items.filter(key="trades").update(answer="develop")
    found = {one.id: (one.reused, one.decided) for one in whole_portfolio(running.row, now=NOW).projects}
    assert (found[counted.project_id], found[written.project_id]) == ((2, 3), (written.reused, written.decided))
