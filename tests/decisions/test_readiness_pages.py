"""The pages of readiness: what one reads, what one types, and what stays with the own organisation."""

import html
import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from maskinrum.decisions.actions import Answered, Scored, answer_readiness, score_readiness
from maskinrum.decisions.analysis.readiness import answered_gates, criteria, standard_weights
from maskinrum.decisions.models import DecisionFile, ReadinessScore
from maskinrum.decisions.queries import said_of
from maskinrum.knowledge.models import Experience
from maskinrum.organisations.actions import add_member, grant_access, register_person
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import viewer_of
from tests.decisions.making import every_third_month, opened

Browser = Callable[[Person | None], Client]
Constant = Callable[[Callable[[int], object], Callable[[], HttpResponse]], None]


@pytest.fixture
def guest(file: DecisionFile, outsider: Person, viewer: Viewer, client_of: Browser, now: datetime) -> Client:
    """Somebody whose organisation has been let in to read the file."""
    grant_access(file, organisation=outsider.memberships.get().organisation, viewer=viewer, now=now)
    return client_of(outsider)


def address(file: DecisionFile, name: str = "") -> str:
    return reverse(f"decisions:readiness{name}", args=[file.pk])


def read(answer: Any) -> str:
    """The words of a page on one line, figures with plain spaces."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", answer.content.decode())).split())


def score_all(file: DecisionFile, viewer: Viewer, now: datetime, points: int) -> None:
    given = {one.slug: Scored(points) for one in criteria()}
    score_readiness(file, scores=given, viewer=viewer, now=now)


def all_yes(file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    given = {gate.slug: Answered("yes") for gate in answered_gates()}
    revision = said_of(file).revision
    answer_readiness(file, answers=given, figures={}, expected_revision=revision, viewer=viewer, now=now)


def test_the_first_gate_is_shown_as_worked_out_with_what_it_rests_on(file: DecisionFile, browser: Client) -> None:
    first = browser.get(address(file)).context["page"].gates[0]
    assert (first.answer, first.projects.names) == (_("No"), ("Taget", "Facaden", "Kælderen"))
    assert first.worked_out == _(
        "Worked out from the projects of this file. %(name)s: %(value)s. At least %(limit)s are needed."
    ) % {"name": "Antal egnede projekter, der er forbi egen beslutning", "value": "3", "limit": "5"}


def test_the_conclusion_names_gates_before_points(
    file: DecisionFile, browser: Client, viewer: Viewer, now: datetime
) -> None:
    score_all(file, viewer, now, 4)
    all_yes(file, viewer, now)
    page = browser.get(address(file)).context["page"]
    assert page.conclusion == "Én port mangler et ja. Ingen point kan opveje det."
    assert page.score == _("%(score)s of 100") % {"score": "100,0"}


@pytest.mark.parametrize("step", range(4))
def test_there_is_one_next_step_and_it_moves_on(
    step: int, file: DecisionFile, browser: Client, viewer: Viewer, member: Person, now: datetime
) -> None:
    acts: list[Callable[[], None]] = [
        lambda: all_yes(file, viewer, now),
        lambda: score_all(file, viewer, now, 2),
        lambda: score_all(file, viewer_of(member), now, 2),
    ]
    for act in acts[:step]:
        act()
    expected = [
        address(file, "_answers"), address(file, "_points"), f"{address(file)}#criteria", f"{address(file)}#gates",
    ]  # fmt: skip
    assert browser.get(address(file)).context["page"].step.address == expected[step]


def test_the_files_own_page_tells_gates_points_and_the_next_step(
    file: DecisionFile, browser: Client, viewer: Viewer, now: datetime
) -> None:
    all_yes(file, viewer, now)
    answer = browser.get(reverse("decisions:file", args=[file.pk]))
    shown = answer.context["ready"]
    assert [gate.answer for gate in shown.gates] == [_("No"), *[_("Yes")] * 4]
    assert (shown.conclusion in read(answer), address(file, "_points") in answer.content.decode()) == (True, True)


def test_answers_are_saved_with_notes_and_figures(file: DecisionFile, browser: Client) -> None:
    form = {
        "revision": "0", "legal-route": "no", "legal-route-note": "Loftet mangler.", "price-only": "yes",
        "expected_teams": "2", "group_supplier_share": "62,5",
    }  # fmt: skip
    answer = browser.post(address(file, "_answers"), form, follow=True)
    said = said_of(file)
    assert (said.answers, said.notes) == (
        {"legal-route": "no", "price-only": "yes"}, {"legal-route": "Loftet mangler."},
    )  # fmt: skip
    assert said.figures == {"expected_teams": 2, "group_supplier_share": 0.625}
    raised = {shown.sign.rule.slug for shown in answer.context["page"].signs}
    assert {"price-only", "few-teams", "concentration"} <= raised


def test_what_was_answered_stands_in_the_fields_again(
    file: DecisionFile, browser: Client, viewer: Viewer, now: datetime
) -> None:
    figures = {"expected_teams": 3.0, "group_supplier_share": 0.625}
    given = {"legal-route": Answered("yes", "Ja")}
    answer_readiness(file, answers=given, figures=figures, expected_revision=0, viewer=viewer, now=now)
    form = browser.get(address(file, "_answers")).context["form"]
    assert [form[name].value() for name in ("legal-route", "legal-route-note", "group_supplier_share")] == [
        "yes", "Ja", 62.5,
    ]  # fmt: skip


def test_a_colleagues_answers_are_not_overwritten_and_mine_stand_here_still(
    file: DecisionFile, browser: Client, viewer: Viewer, now: datetime
) -> None:
    all_yes(file, viewer, now)
    answer = browser.post(address(file, "_answers"), {"revision": "0", "legal-route": "no"})
    assert (said_of(file).answers["legal-route"], len(answer.context["form"].non_field_errors())) == ("yes", 1)
    assert (answer.context["form"]["legal-route"].value(), answer.context["revision"]) == ("no", 1)


def test_a_slip_of_ones_own_does_not_hide_a_colleagues_answers(
    file: DecisionFile, browser: Client, viewer: Viewer, now: datetime
) -> None:
    all_yes(file, viewer, now)
    answer = browser.post(address(file, "_answers"), {"revision": "0", "expected_teams": "mange"})
    assert (list(answer.context["form"].errors), answer.context["revision"]) == (["expected_teams"], 0)


@pytest.mark.parametrize("revision", ["", "x", "²", "-1"])
def test_a_page_that_does_not_know_the_revision_saves_nothing(
    revision: str, file: DecisionFile, browser: Client
) -> None:
    browser.post(address(file, "_answers"), {"revision": revision, "legal-route": "no"})
    assert said_of(file).answers == {}


def test_points_are_saved_for_oneself_and_what_they_rest_on(
    file: DecisionFile, browser: Client, manager: Person
) -> None:
    browser.post(address(file, "_points"), {"data": "3", "data-evidence": "Fem regnskaber", "volume": "0"})
    rows = ReadinessScore.objects.values_list("criterion", "person", "score", "evidence")
    assert set(rows) == {("data", manager.pk, 3, "Fem regnskaber"), ("volume", manager.pk, 0, "")}


def test_words_without_points_are_told_and_stand_here_still(file: DecisionFile, browser: Client) -> None:
    answer = browser.post(address(file, "_points"), {"data-evidence": "Fem regnskaber", "volume": "4"})
    form = answer.context["form"]
    assert (list(form.errors), form["data-evidence"].value(), form["volume"].value()) == (
        ["data"], "Fem regnskaber", "4",
    )  # fmt: skip
    assert ReadinessScore.objects.count() == 0


@pytest.mark.parametrize("typed", ["5", "-1", "to", "1.5"])
def test_points_outside_the_scale_are_refused(typed: str, file: DecisionFile, browser: Client) -> None:
    assert list(browser.post(address(file, "_points"), {"data": typed}).context["form"].errors) == ["data"]


def test_the_page_of_points_suggests_from_data_and_says_that_one_decides(file: DecisionFile, browser: Client) -> None:
    page = read(browser.get(address(file, "_points")))
    assert "Tallene foreslår 4 af 4. Andel af værdien med skema A eller senere: 100 %. Du bestemmer." in page.replace(
        "\u202f", " "
    )


def test_points_of_colleagues_are_not_shown_where_one_gives_ones_own(
    file: DecisionFile, browser: Client, member: Person, now: datetime
) -> None:
    score_readiness(file, scores={"data": Scored(1, "Ingen tal findes")}, viewer=viewer_of(member), now=now)
    assert "Ingen tal findes" not in read(browser.get(address(file, "_points")))
    assert "Ingen tal findes" in read(browser.get(address(file)))


@pytest.mark.parametrize(("volume", "total"), [("9", "99"), ("30", "120")])
def test_a_wrong_sum_is_told_where_it_is_typed_and_nothing_is_lost(
    volume: str, total: str, file: DecisionFile, browser: Client
) -> None:
    form = {slug: str(weight) for slug, weight in standard_weights().items()} | {"volume": volume, "revision": "0"}
    answer = browser.post(address(file, "_weights"), form)
    assert (_("The sum is %(total)s of 100.") % {"total": total}) in read(answer)
    assert (answer.context["form"]["volume"].value(), said_of(file).weights) == (volume, {})


def test_weights_that_make_a_hundred_are_saved(file: DecisionFile, browser: Client) -> None:
    form = {slug: str(weight) for slug, weight in standard_weights().items()} | {"revision": "0"}
    browser.post(address(file, "_weights"), form | {"volume": "12", "continuity": "10"})
    assert said_of(file).weights == {"volume": 12, "continuity": 10}


@pytest.mark.parametrize("typed", ["", "ti", "-4", "101", "9" * 5000])
def test_a_weight_that_is_no_number_is_told_at_its_field(typed: str, file: DecisionFile, browser: Client) -> None:
    form = {slug: str(weight) for slug, weight in standard_weights().items()} | {"volume": typed, "revision": "0"}
    assert list(browser.post(address(file, "_weights"), form).context["form"].errors) == ["volume"]


def test_the_own_organisation_sees_who_disagrees(
    file: DecisionFile, browser: Client, viewer: Viewer, manager: Person, member: Person, now: datetime
) -> None:
    score_all(file, viewer, now, 1)
    score_readiness(file, scores={"data": Scored(4), "volume": Scored(2)}, viewer=viewer_of(member), now=now)
    page = browser.get(address(file)).context["page"]
    assert [shown.one.slug for shown in page.disputed] == ["data"]
    assert [(one.name, one.score) for one in page.disputed[0].by_person] == [(str(manager), 1), (str(member), 4)]


def test_a_guest_reads_the_median_but_neither_names_nor_spread_nor_reasons(
    file: DecisionFile, guest: Client, viewer: Viewer, manager: Person, member: Person, now: datetime
) -> None:
    score_readiness(file, scores={"data": Scored(1, "Kun regneark"), "volume": Scored(3)}, viewer=viewer, now=now)
    score_readiness(file, scores={"data": Scored(4)}, viewer=viewer_of(member), now=now)
    answer = guest.get(address(file))
    shown = {one.one.slug: one for one in answer.context["page"].criteria}
    words = read(answer)
    assert (shown["data"].common.median, shown["volume"].common, answer.context["page"].disputed) == (2.5, None, ())
    assert [hidden in words for hidden in ("Kun regneark", str(manager), str(member), "fra 1 til 4")] == [False] * 4
    assert answer.context["page"].step is None


def test_a_guest_reads_nothing_that_one_person_alone_has_scored(
    file: DecisionFile, guest: Client, browser: Client, viewer: Viewer, now: datetime
) -> None:
    score_all(file, viewer, now, 0)
    own, other = browser.get(address(file)).context["page"], guest.get(address(file)).context["page"]
    signs = [[shown.sign.rule.slug for shown in page.signs if shown.sign.rule.criterion] for page in (own, other)]
    assert (signs, other.standing.people, other.standing.common) == ([["no-baseline"], []], 1, {})


def test_any_note_is_shown_as_text(file: DecisionFile, browser: Client, viewer: Viewer, now: datetime) -> None:
    given = {"legal-route": Answered("yes", "<script>alert(1)</script>")}
    answer_readiness(file, answers=given, figures={}, expected_revision=0, viewer=viewer, now=now)
    score_readiness(file, scores={"data": Scored(1, "<b>fed</b>")}, viewer=viewer, now=now)
    page = browser.get(address(file)).content.decode()
    assert ("<script>alert" in page, "&lt;b&gt;fed" in page) == (False, True)


def experiences(organisation: Organisation, now: datetime, count: int) -> None:
    for number in range(count):
        Experience.objects.create(
            key=f"erfaring-{number}-{Experience.objects.count()}", title=f"Erfaring {number}", theme_codes="H1 A2",
            organisation=organisation, state="published", visibility="open", created_at=now, changed_at=now,
        )  # fmt: skip


@pytest.mark.parametrize("name", ["", "_points", "_answers"])
def test_experiences_beside_every_gate_and_criterion_are_read_at_once(
    name: str, file: DecisionFile, organisation: Organisation, browser: Client, now: datetime,
    assert_constant_queries: Constant,
) -> None:  # fmt: skip
    def more(count: int) -> None:
        experiences(organisation, now, count)

    assert_constant_queries(more, lambda: browser.get(address(file, name)))  # type: ignore[arg-type,return-value]


def test_the_page_asks_as_much_for_three_people_as_for_one(
    file: DecisionFile, organisation: Organisation, browser: Client, now: datetime, assert_constant_queries: Constant
) -> None:
    def people(count: int) -> None:
        for number in range(count):
            email = f"person{number}.{ReadinessScore.objects.count()}@nord.example"
            person = register_person(email, name=f"Person {number}", password="en lang adgangskode", now=now)
            add_member(person, organisation=organisation, role=Role.MEMBER, viewer=OPERATOR, now=now)
            score_all(file, viewer_of(person), now, number)

    assert_constant_queries(people, lambda: browser.get(address(file)))  # type: ignore[arg-type,return-value]


def test_beside_a_criterion_stand_experiences_about_its_themes(
    file: DecisionFile, organisation: Organisation, browser: Client, now: datetime
) -> None:
    experiences(organisation, now, 1)
    shown = {one.one.slug: len(one.beside) for one in browser.get(address(file)).context["page"].criteria}
    assert (shown["data"], shown["continuity"], shown["process"]) == (1, 1, 0)


def test_the_verdict_of_page_section_and_document_takes_what_readiness_says(
    organisation: Organisation, outsider: Person, viewer: Viewer, browser: Client, client_of: Browser, now: datetime
) -> None:
    steady = opened(organisation, viewer, now, *every_third_month(12))
    grant_access(steady, organisation=outsider.memberships.get().organisation, viewer=viewer, now=now)
    page = reverse("decisions:file", args=[steady.pk])
    before = browser.get(page).context["page"].verdict.answer
    all_yes(steady, viewer, now)
    own, guests = (client.get(page) for client in (browser, client_of(outsider)))
    assert (before, [answer.context["page"].verdict.answer for answer in (own, guests)]) == ("not_yet", ["yes", "yes"])
    assert [reason.url for reason in own.context["page"].verdict.reasons if reason.key == "gates_yes"] == ["#readiness"]
    assert 'id="readiness"' in own.content.decode()
    section = browser.get(reverse("decisions:findings", args=[steady.pk]))
    document = json.loads(browser.get(reverse("decisions:export", args=[steady.pk, "json"])).content)
    assert (section.context["findings"].verdict.answer, document["verdict"]["answer"]) == ("yes", "yes")
