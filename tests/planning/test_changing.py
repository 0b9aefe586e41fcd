"""A change is shown before it is accepted; what is done stays; who, why and what moved is kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.planning.actions import accept_change
from maskinrum.planning.actions.changes import propose_change
from maskinrum.planning.actions.changing import (
    another_meeting,
    another_task,
    one_meeting_less,
    one_task_less,
    other_call_offs,
    other_dates,
    other_holidays,
    other_terms,
)
from maskinrum.planning.analysis.calendar import holiday_list, working_days
from maskinrum.planning.analysis.proposing import kept_schedule
from maskinrum.planning.enums import PlanMeetingKind
from maskinrum.planning.facts.plan import FirstCallOff, HolidayChoice
from maskinrum.planning.facts.terms import TaskDates
from maskinrum.planning.models import PlanChange, PlanMeeting, PlanTask, StartPlan
from maskinrum.planning.queries import plan_task
from maskinrum.planning.queries.facts import holidays_of
from maskinrum.planning.views import proposing
from maskinrum.shared.errors import DomainError
from tests.planning.making import BEGINS, TERMS, accepted, done, planned, posted

ClientOf = Callable[[Person | None], Client]
LATER = BEGINS + timedelta(days=28)


def hidden(answer: Any) -> dict[str, str]:
    """What the page of a difference carries along, as its form sends it."""
    return dict(answer.context["typed"]) | {"revision": str(answer.context["plan"].revision)}


def test_a_plan_that_is_deleted_while_a_change_is_calculated_leaves_what_was_typed(
    plan: StartPlan, member: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def calculated_slowly(*given: Any, **words: Any) -> Any:
        found = propose_change(*given, **words)
        StartPlan.objects.all().delete()  # a manager, meanwhile
        return found

    monkeypatch.setattr(proposing, "propose_change", calculated_slowly)
    answer = client_of(member).post(reverse("planning:terms", args=[plan.pk]), posted(criteria="Et nyt kriterium"))
    assert answer.status_code == 200
    assert [text in answer.content.decode() for text in ("har fjernet det", "Et nyt kriterium")] == [True, True]


def test_a_change_is_shown_then_accepted_with_a_reason(plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    browser, page = client_of(member), reverse("planning:terms", args=[plan.pk])
    shown = browser.post(page, posted(start=LATER.isoformat(), expected_mdkk="800"))
    assert "Den planlagte underskrift flytter" in shown.content.decode()
    assert (PlanChange.objects.count(), StartPlan.objects.get().start) == (0, BEGINS)
    without = browser.post(page, hidden(shown) | {"accept": "1"})
    assert (without.status_code, PlanChange.objects.count()) == (200, 0)
    browser.post(page, hidden(without) | {"accept": "1", "reason": "Bestyrelsen mødes senere"})
    row, plan = PlanChange.objects.get(), StartPlan.objects.get()
    assert (row.reason, row.changed_by, plan.start) == ("Bestyrelsen mødes senere", member.pk, LATER)
    assert row.signature_after == plan.signature != row.signature_before
    assert AuditEvent.objects.filter(verb="change_plan", actor=member.pk).count() == 1
    told = browser.get(reverse("planning:changes", args=[plan.pk])).content.decode()
    assert ("Bestyrelsen mødes senere" in told, member.name in told) == (True, True)


def test_every_date_a_change_moved_stands_in_the_log(
    plan: StartPlan, member: Person, viewer: Viewer, now: datetime, client_of: ClientOf
) -> None:
    before = {task.key: task.ends_on for task in plan.tasks.all()}
    accepted(plan, other_terms(replace(TERMS, start=LATER)), viewer, now)
    after = {task.key: task.ends_on for task in plan.tasks.all()}
    row = PlanChange.objects.get()
    told = {one["task"]: (one["before"], one["after"]) for one in row.moved}
    moved = {key for key, day in before.items() if day != after[key]}
    assert (row.moved_count, moved - set(told)) == (len(told), set())
    assert told["T01"] == (str(before["T01"]), str(after["T01"]))
    page = client_of(member).get(reverse("planning:changes", args=[plan.pk])).content.decode()
    assert "Sæt ord på problemet og motivet: fra 13. januar 2031 til 10. februar 2031" in page


def test_a_task_is_left_out_with_a_reason_only(plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    browser, page = client_of(member), reverse("planning:task_dates", args=[plan.pk, "T02"])
    shown = browser.post(page, {"state": "not_relevant", "predecessors": ["T01"]})
    without = browser.post(page, hidden(shown) | {"accept": "1"})
    assert (without.status_code, plan_task(plan, "T02").state) == (200, "not_begun")
    browser.post(page, hidden(without) | {"accept": "1", "reason": "Tallene findes"})
    assert (plan_task(plan, "T02").state, PlanChange.objects.get().reason) == ("not_relevant", "Tallene findes")


def test_without_a_reason_nothing_is_left_out(plan: StartPlan, viewer: Viewer, now: datetime) -> None:
    with pytest.raises(DomainError, match="hvorfor"):
        accepted(plan, other_dates("T02", TaskDates(state="not_relevant"), now=now), viewer, now)
    assert plan_task(plan, "T02").state == "not_begun"


@pytest.mark.parametrize(("key", "is_offered"), [("T01", True), ("T19", False), ("T20", False), ("T29", False)])
def test_what_the_law_or_the_signature_rests_on_cannot_be_left_out(
    key: str, is_offered: bool, plan: StartPlan, member: Person, client_of: ClientOf
) -> None:
    page = client_of(member).get(reverse("planning:task_dates", args=[plan.pk, key])).content.decode()
    assert ('value="not_relevant"' in page, "Den kan ikke udelades" in page) == (is_offered, not is_offered)


def test_late_answers_move_the_deadline_when_somebody_accepts_it(
    plan: StartPlan, member: Person, viewer: Viewer, now: datetime, client_of: ClientOf
) -> None:
    browser, page = client_of(member), reverse("planning:prolong", args=[plan.pk, "T20"])
    assert browser.get(page).status_code == 302
    accepted(plan, other_dates("T21", TaskDates(state="not_begun", low=30, mode=32, high=40), now=now), viewer, now)
    told = plan_task(plan, "T20").ends_on
    assert page in browser.get(reverse("planning:plan", args=[plan.pk])).content.decode()
    shown = browser.post(page)
    assert (shown.status_code, plan_task(plan, "T20").ends_on) == (200, told)
    browser.post(page, hidden(shown) | {"accept": "1", "reason": "Svar tager tid"})
    answered, moved = plan_task(plan, "T21").ends_on, plan_task(plan, "T20").ends_on
    assert answered
    assert moved
    assert timedelta(days=7) <= moved - answered <= timedelta(days=10)


def test_what_was_typed_can_be_changed_again(plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    browser, page = client_of(member), reverse("planning:terms", args=[plan.pk])
    shown = browser.post(page, posted(start=LATER.isoformat(), title="Et nyt navn"))
    again = browser.post(page, hidden(shown) | {"back": "1"})
    assert 'value="Et nyt navn"' in again.content.decode()
    assert again.context["form"]["start"].value() == LATER.isoformat()


def test_a_colleague_who_was_quicker_is_not_overwritten(plan: StartPlan, viewer: Viewer, now: datetime) -> None:
    accepted(plan, other_terms(replace(TERMS, teams=5)), viewer, now)
    change = other_terms(replace(TERMS, teams=4))
    with pytest.raises(DomainError, match="kollega"):
        accept_change(plan, change, reason="", expected_revision=plan.revision - 1, viewer=viewer, now=now)
    plan.refresh_from_db()
    assert plan.teams == 5


def test_only_the_own_organisation_changes_a_plan(plan: StartPlan, now: datetime) -> None:
    stranger = Viewer(organisation=None)
    with pytest.raises(DomainError, match="planens organisation"):
        accept_change(plan, other_terms(TERMS), reason="", expected_revision=1, viewer=stranger, now=now)


def test_another_procedure_half_way_keeps_what_is_done(
    organisation: Organisation, viewer: Viewer, now: datetime
) -> None:
    begun = now - timedelta(days=400)
    plan = planned(organisation, viewer, begun, start=begun.date())
    ended = {"T01": 7, "T02": 30, "T03": 25, "T24": 300}
    for key, days in ended.items():
        day = begun.date() + timedelta(days=days)
        accepted(plan, other_dates(key, TaskDates(state="done", done_on=day), now=now), viewer, now)
    accepted(plan, other_terms(replace(TERMS, start=begun.date(), procedure="restricted")), viewer, now)
    rows = {task.key: task for task in plan.tasks.all()}
    assert {key: rows[key].ends_on for key in ended} == {
        key: begun.date() + timedelta(days=days) for key, days in ended.items()
    }
    assert (rows["T25"].ends_on, rows["T25"].state) == (None, "not_begun")
    open_ends = [task.ends_on for task in rows.values() if task.is_open and task.ends_on]
    assert min(open_ends) >= now.date()


def test_tasks_that_wait_for_each_other_are_refused_at_their_field(
    plan: StartPlan, viewer: Viewer, now: datetime
) -> None:
    change = other_dates("T01", TaskDates(state="not_begun", predecessors=("T02",)), now=now)
    with pytest.raises(DomainError) as error:
        propose_change(plan, change, today=now.date())
    assert error.value.field == "predecessors"


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        (TaskDates(state="done"), "done_on"),
        (TaskDates(state="not_begun", done_on=date(2026, 11, 1)), "state"),
        (TaskDates(state="done", started_on=date(2026, 11, 20), done_on=date(2026, 11, 1)), "done_on"),
        (TaskDates(state="done", done_on=date(2099, 1, 1)), "done_on"),
        (TaskDates(state="not_begun", due_on=date(1900, 1, 1)), "due_on"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(
    dates: TaskDates, field: str, plan: StartPlan, now: datetime
) -> None:
    with pytest.raises(DomainError) as error:
        propose_change(plan, other_dates("T01", dates, now=now), today=now.date())
    assert error.value.field == field


def test_what_moves_nothing_is_accepted_at_once(plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    page = reverse("planning:terms", args=[plan.pk])
    answer = client_of(member).post(page, posted(title="Et andet navn"))
    assert (answer.status_code, StartPlan.objects.get().title) == (302, "Et andet navn")


def test_a_wish_that_passes_unsigned_locks_nothing(organisation: Organisation, viewer: Viewer, now: datetime) -> None:
    wished = now.date() + timedelta(days=400)
    given: dict[str, Any] = {"direction": "backward", "start": None, "wished_signature": wished}
    plan = planned(organisation, viewer, now, **given)
    later = now + timedelta(days=410)
    done(plan, "T02", later.date(), viewer, later)
    accepted(plan, other_terms(replace(TERMS, **given, teams=5)), viewer, later)
    assert (plan_task(plan, "T02").state, plan.teams) == ("done", 5)
    with pytest.raises(DomainError, match="er passeret") as error:
        accepted(plan, other_terms(replace(TERMS, **given | {"wished_signature": now.date()})), viewer, later)
    assert error.value.field == "wished_signature"
    with pytest.raises(DomainError, match="er passeret"):
        planned(organisation, viewer, later, **given)


def test_a_meeting_decides_when_its_task_ends(plan: StartPlan, viewer: Viewer, now: datetime) -> None:
    task = plan_task(plan, "T11")
    assert task.ends_on is not None
    day, before = task.ends_on + timedelta(days=21), plan.signature
    meeting = another_meeting(PlanMeetingKind.BOARD, title="Bestyrelsen", day=day, task="T11", now=now)
    accepted(plan, meeting, viewer, now)
    assert (plan_task(plan, "T11").ends_on, plan.signature != before) == (day, True)
    accepted(plan, one_meeting_less(PlanMeeting.objects.get().pk), viewer, now)
    assert (plan_task(plan, "T11").ends_on, plan.signature) == (task.ends_on, before)


def test_a_task_is_decided_at_the_first_meeting_it_can_meet(plan: StartPlan, viewer: Viewer, now: datetime) -> None:
    free = plan_task(plan, "T11").ends_on
    assert free is not None
    days = [now.date() + timedelta(days=7), free + timedelta(days=21), free + timedelta(days=90)]
    for day in days:
        meeting = another_meeting(PlanMeetingKind.BOARD, title="Bestyrelsen", day=day, task="T11", now=now)
        accepted(plan, meeting, viewer, now)
    assert plan_task(plan, "T11").ends_on == days[1]
    accepted(plan, other_terms(replace(TERMS, start=BEGINS + timedelta(days=30))), viewer, now)
    assert plan_task(plan, "T11").ends_on == days[2]


def test_own_tasks_come_and_go_and_what_waits_is_tied_again(plan: StartPlan, viewer: Viewer, now: datetime) -> None:
    own = another_task("Besøg et andet partnerskab", phase="F0", days=(5, 10, 20), predecessors=["T01"], now=now)
    accepted(plan, own, viewer, now)
    task = PlanTask.objects.get(is_own=True)
    assert (task.title, task.ends_on is not None) == ("Besøg et andet partnerskab", True)
    assert PlanChange.objects.get().task == task.key
    waits = TaskDates(state="not_begun", predecessors=("T02", task.key))
    accepted(plan, other_dates("T03", waits, now=now), viewer, now)
    accepted(plan, one_task_less(task.key), viewer, now)
    assert plan_task(plan, "T03").predecessors == ["T02", "T01"]
    with pytest.raises(DomainError, match="ikke relevant"):
        propose_change(plan, one_task_less("T01"), today=now.date())


def test_the_log_calls_a_removed_task_by_its_name_though_another_has_its_key(
    plan: StartPlan, viewer: Viewer, member: Person, client_of: ClientOf, now: datetime
) -> None:
    def add(title: str, when: datetime) -> None:
        accepted(plan, another_task(title, phase="F0", days=(5, 10, 20), predecessors=["T01"], now=when), viewer, when)

    hours = [now + timedelta(hours=number) for number in range(4)]
    add("Besøg et andet partnerskab", hours[0])
    key = PlanTask.objects.get(is_own=True).key
    accepted(plan, one_task_less(key), viewer, hours[1])
    add("Tal med revisor", hours[2])
    assert PlanTask.objects.get(is_own=True).key == key
    browser, page = client_of(member), reverse("planning:changes", args=[plan.pk])
    told = [line.task for line in browser.get(page).context["lines"]]
    assert told == ["Tal med revisor", "Besøg et andet partnerskab", "Besøg et andet partnerskab"]
    PlanTask.objects.filter(is_own=True).delete()  # as before names were kept
    PlanChange.objects.update(removed={})
    assert [line.task for line in browser.get(page).context["lines"]] == ["en opgave, der er fjernet"] * 3


def test_the_list_of_holidays_is_shown_and_counts(plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    browser, page = client_of(member), reverse("planning:holidays", args=[plan.pk])
    shown = browser.get(page).content.decode()
    assert ("Grundlovsdag" in shown, "Juleaftensdag" in shown) == (True, True)
    form = browser.get(page).context["form"]
    kept = [value for value, _words in form.fields["closed"].choices if value != "2031-06-02"]
    counted = [value for value, _words in form.fields["doubtful"].choices if value != "grundlovsdag"]
    assert len(counted) == 3
    typed = {"closed": kept, "doubtful": counted, "added": "2031-05-23"}
    answer = browser.post(page, typed)
    if answer.status_code == 200:
        browser.post(page, {**typed, "accept": "1", "reason": "x", "revision": "1"})
    stored = StartPlan.objects.get().holidays
    assert stored == {"added": ["2031-05-23"], "removed": ["2031-06-02"], "doubtful": counted}
    again = browser.get(page).context["form"]
    assert (again["doubtful"].value(), again["closed"].value()) == (counted, kept)
    wrong = browser.post(page, {"closed": kept, "added": "5. juni"})
    assert "er ikke en dag" in wrong.content.decode()


def test_the_list_of_holidays_goes_past_the_last_legal_date(
    plan: StartPlan, member: Person, client_of: ClientOf
) -> None:
    shown = client_of(member).get(reverse("planning:holidays", args=[plan.pk])).context["form"]
    found = kept_schedule(plan)
    assert found is not None
    last = max(watch.period.end for watch in found.watches)
    listed = holiday_list(HolidayChoice(), found.signature + timedelta(days=121), last)
    late = {one.day for one in listed if one.kind == "public"}
    assert late
    assert late <= set(shown.offered)


@pytest.mark.parametrize("holidays", [{"removed": ["2031-06-05"]}, {"doubtful": ["juleaften"]}])
def test_a_debated_day_that_does_not_count_counts_in_no_year(
    holidays: dict[str, Any], plan: StartPlan, member: Person, client_of: ClientOf
) -> None:
    working = working_days(holidays_of(holidays))
    assert [working.closed(date(year, 6, 5)) for year in (2030, 2031, 2034, 2035)] == [None] * 4
    assert working.closed(date(2031, 12, 24)) is not None
    StartPlan.objects.filter(pk=plan.pk).update(holidays=holidays)
    form = client_of(member).get(reverse("planning:holidays", args=[plan.pk])).context["form"]
    assert ("grundlovsdag" in form["doubtful"].value(), "juleaften" in form["doubtful"].value()) == (False, True)


def test_first_call_offs_are_kept_and_warned_of(plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    browser, page = client_of(member), reverse("planning:call_offs", args=[plan.pk])
    typed = {"project-0": "Taget", "call_off-0": "2032-01-05", "scheme_a-0": "2033-01-05"}
    shown = browser.post(page, typed)
    assert "Taget" in shown.content.decode()
    browser.post(page, hidden(shown) | {"accept": "1", "reason": "Første sag"})
    stored = StartPlan.objects.get().first_call_offs
    assert stored == [{"project": "Taget", "call_off": "2032-01-05", "approvals": {"scheme_a": "2033-01-05"}}]
    assert "Skriv, hvilken sag det er" in browser.post(page, {"call_off-0": "2032-01-05"}).content.decode()


def test_changes_of_every_kind_can_be_tried_on_one_plan(plan: StartPlan, now: datetime) -> None:
    tried = [other_holidays(HolidayChoice()), other_call_offs([FirstCallOff("Taget")])]
    assert [propose_change(plan, one, today=now.date()).difference is not None for one in tried] == [True, True]
