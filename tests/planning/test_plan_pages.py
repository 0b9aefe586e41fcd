"""Plans as their organisation makes and sees them, as others do not, and as those let in read them."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.actions import grant_access
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.planning.actions import comment_on_task, make_feed, remove_plan
from maskinrum.planning.analysis.proposing import kept_schedule
from maskinrum.planning.models import PlanTask, StartPlan
from maskinrum.planning.queries import plan_task, tasks_of
from maskinrum.planning.reports.plan_page import task_lines
from maskinrum.shared.errors import DomainError
from tests.planning.making import BEGINS, given, planned, posted

ClientOf = Callable[[Person | None], Client]


def words(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_only_what_the_law_gives_a_length_is_marked_so(plan: StartPlan) -> None:
    found = kept_schedule(plan)
    assert found is not None
    lines = {line.key: line for line in task_lines(found, tasks_of(plan), owners={}, today=BEGINS)}
    marked = {key for key, line in lines.items() if line.rests_on_law}
    assert ("T20" in marked, marked) == (True, {task.id for task in found.tasks if task.legal})
    rolled = [task.id for task in found.tasks if any(one.code == "rolled" for one in task.reasons) and not task.legal]
    assert rolled
    assert not marked & {"T09", *rolled}


def test_a_plan_is_made_from_four_answers(member: Person, client_of: ClientOf) -> None:
    browser = client_of(member)
    answer = browser.post(reverse("planning:new"), posted(), follow=True)
    plan = StartPlan.objects.get()
    assert answer.redirect_chain[0][0] == reverse("planning:plan", args=[plan.pk])
    assert (plan.procedure, plan.teams, plan.term_months, plan.tasks.count()) == ("negotiated", 3, 48, 45)
    assert "I underskriver sandsynligvis den" in words(answer)
    assert AuditEvent.objects.get(verb="open_plan").object_id == plan.pk


def test_the_sum_of_those_who_may_call_off_stands_on_the_terms(
    plan: StartPlan, member: Person, client_of: ClientOf
) -> None:
    browser, page = client_of(member), reverse("planning:terms", args=[plan.pk])
    assert "Tilsammen" not in words(browser.get(page))
    typed = posted(callers="Solbakken; 120,5\nÅparken; 200\nTårnet", title="")
    assert "Tilsammen: 320,5 mio. kr." in words(browser.post(page, typed))
    assert "Tilsammen" not in words(browser.post(page, posted(callers="Solbakken; mange")))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"start": ""}, "Vælg den dag, I begynder"),
        ({"start": "9999-12-31"}, "2100"),
        ({"start": "1900-01-01"}, "1. januar 1900"),
        ({"procedure": "lodtraekning"}, "Vælg en af udbudsformerne"),
        ({"direction": "backward"}, "Vælg den dag, I vil underskrive"),
        ({"callers": "Solbakken; mange"}, "Linje 1"),
        ({"term_months": "fire"}, "Skriv et helt tal"),
    ],
)
def test_what_cannot_be_planned_is_said_at_its_field_and_kept(
    typed: dict[str, str], said: str, member: Person, client_of: ClientOf
) -> None:
    answer = client_of(member).post(reverse("planning:new"), posted(**typed, criteria="Pris 40 %"))
    assert answer.status_code == 200
    assert said in words(answer)
    assert "Pris 40 %" in answer.content.decode()
    assert StartPlan.objects.count() == 0


def test_the_page_says_why_a_day_is_what_it_is(plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    answer = client_of(member).get(reverse("planning:plan", args=[plan.pk]))
    text = words(answer)
    assert answer.content.decode().count('class="small plan-why"') == 45
    assert ("Standstill" in text, "F0" in text, "F8" in text) == (True, True, True)


def test_a_plan_is_read_by_those_let_in_without_names_notes_and_comments(
    plan: StartPlan,
    viewer: Viewer,
    manager: Person,
    outsider: Person,
    other_organisation: Organisation,
    client_of: ClientOf,
    now: datetime,
) -> None:
    task = plan_task(plan, "T01")
    given(task, manager, viewer, now, note="En note")
    comment_on_task(task, text="En kommentar", viewer=viewer, now=now)
    browser = client_of(outsider)
    pages = [reverse("planning:plan", args=[plan.pk]), reverse("planning:task", args=[plan.pk, "T01"])]
    assert [browser.get(page).status_code for page in pages] == [404, 404]
    grant_access(plan, organisation=other_organisation, expires_at=None, viewer=viewer, now=now)
    answers = [browser.get(page) for page in pages]
    assert [answer.status_code for answer in answers] == [200, 200]
    shown = "".join(answer.content.decode() for answer in answers)
    assert [secret in shown for secret in (manager.name, "En note", "En kommentar")] == [False] * 3
    assert browser.get(reverse("planning:changes", args=[plan.pk])).status_code == 404
    own = client_of(manager).get(pages[1]).content.decode()
    assert [secret in own for secret in (manager.name, "En note", "En kommentar")] == [True] * 3


def test_a_month_shows_what_ends_in_it(plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    browser, page = client_of(member), reverse("planning:month", args=[plan.pk])
    assert "januar 2031" in words(browser.get(page)).lower()
    for typed in ("2031-13", "0001-01", "9999-99", "hvad", "２０３１-01"):
        assert browser.get(page, {"maaned": typed}).status_code == 200


def test_the_timeline_is_drawn_and_told(plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    html = client_of(member).get(reverse("planning:timeline", args=[plan.pk])).content.decode()
    assert (html.count("chart-wide"), html.count("<tr>")) == (1, 46)


def test_only_a_manager_deletes_a_plan(plan: StartPlan, member: Person, viewer: Viewer, now: datetime) -> None:
    low = Viewer(member.pk, plan.organisation_id, "member")
    with pytest.raises(DomainError, match="leder"):
        remove_plan(plan, viewer=low, now=now)
    remove_plan(plan, viewer=viewer, now=now)
    assert (StartPlan.objects.count(), PlanTask.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "page", ["index", "mine", "plan", "task", "timeline", "month", "meetings", "files", "certainty", "changes"]
)
def test_a_page_asks_the_same_number_of_questions_however_much_there_is(
    page: str,
    plan: StartPlan,
    organisation: Organisation,
    manager: Person,
    viewer: Viewer,
    client_of: ClientOf,
    assert_constant_queries: Any,
    now: datetime,
) -> None:
    browser = client_of(manager)

    def more(count: int) -> None:
        for number in range(count):
            planned(organisation, viewer, now + timedelta(minutes=number), title=f"Plan {number}")
            task = plan_task(plan, f"T{number + 1:02}")
            given(task, manager, viewer, now)
            comment_on_task(plan_task(plan, "T01"), text="Ja.", viewer=viewer, now=now)
            plan.meetings.create(kind="board", title="Møde", day=BEGINS, changed_at=now)
            make_feed(plan, role="lawyer", viewer=viewer, now=now)
            moved = [{"task": "T01", "before": "2031-01-13", "after": "2031-01-14"}]
            plan.changes.create(part="terms", moved=moved, moved_count=1, changed_by=manager.pk, changed_at=now)

    arguments = {"index": [], "mine": [], "task": [plan.pk, "T01"]}.get(page, [plan.pk])
    assert_constant_queries(more, lambda: browser.get(reverse(f"planning:{page}", args=arguments)))
