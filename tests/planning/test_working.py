"""Tasks as people work on them: who, with what, what is said, and who is reminded."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.models import Tool
from maskinrum.organisations.models import AuditEvent, Membership, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.planning.actions import (
    comment_on_task,
    erase_from_plans,
    remind_of_tasks,
    remove_comment,
)
from maskinrum.planning.actions.changing import another_task
from maskinrum.planning.models import PlanTask, StartPlan, TaskComment
from maskinrum.planning.queries import plan_task
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.knowledge.telling import published_one
from tests.knowledge.tooling import shipped_tool
from tests.planning.making import accepted, done, given, planned, posted

ClientOf = Callable[[Person | None], Client]


def test_a_task_is_given_to_a_colleague_and_to_nobody_else(
    plan: StartPlan, member: Person, outsider: Person, viewer: Viewer, client_of: ClientOf, now: datetime
) -> None:
    browser, page = client_of(member), reverse("planning:task_work", args=[plan.pk, "T02"])
    browser.post(page, {"owner": str(member.pk), "role": "finance", "tool": "", "note": "Tag 2024 med"})
    task = plan_task(plan, "T02")
    assert (task.owner, task.role, task.note) == (member.pk, "finance", "Tag 2024 med")
    assert browser.post(page, {"owner": str(outsider.pk)}).status_code == 200
    with pytest.raises(DomainError, match="handler for jeres organisation"):
        given(task, outsider, viewer, now)
    assert [one.key for one in browser.get(reverse("planning:mine")).context["tasks"]] == ["T02"]


def test_of_two_who_write_a_note_the_later_one_is_told_and_keeps_the_words(
    plan: StartPlan, member: Person, client_of: ClientOf
) -> None:
    browser, page = client_of(member), reverse("planning:task_work", args=[plan.pk, "T02"])
    seen = browser.get(page).context["seen"]
    browser.post(page, {"note": "Tag 2024 med", "seen": seen})
    slip = browser.post(page, {"note": "Tag 2025 med", "deliverable_url": "her", "seen": seen})
    assert slip.context["seen"] == seen, "nobody has told of the colleague yet"
    answer = browser.post(page, {"note": "Tag 2025 med", "seen": seen})
    assert [note in answer.content.decode() for note in ("»Tag 2024 med«", "Tag 2025 med")] == [True, True]
    assert plan_task(plan, "T02").note == "Tag 2024 med"
    browser.post(page, {"note": "Tag 2025 med", "seen": answer.context["seen"]})
    assert plan_task(plan, "T02").note == "Tag 2025 med"


def test_the_same_words_sent_twice_are_no_colleagues(plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    browser, page = client_of(member), reverse("planning:task_work", args=[plan.pk, "T02"])
    sent = {"owner": str(member.pk), "note": "Tag 2024 med", "seen": browser.get(page).context["seen"]}
    assert [browser.post(page, sent).status_code for _press in range(2)] == [302, 302]
    assert AuditEvent.objects.filter(verb="keep_task").count() == 1


def test_comments_are_written_and_taken_back_by_their_writer_only(
    plan: StartPlan, member: Person, manager: Person, viewer: Viewer, client_of: ClientOf, now: datetime
) -> None:
    page = reverse("planning:comment", args=[plan.pk, "T02"])
    client_of(member).post(page, {"text": "Vi mangler tallene fra 2024."})
    assert client_of(member).post(page, {"text": " "}).status_code == 200
    row = TaskComment.objects.get()
    away = reverse("planning:remove_comment", args=[plan.pk, "T02", row.pk])
    assert client_of(manager).post(away).status_code == 404
    with pytest.raises(DomainError, match="Kun den"):
        remove_comment(row, viewer=viewer, now=now)
    client_of(member).post(away)
    assert TaskComment.objects.count() == 0


def test_a_comment_that_is_sent_twice_in_a_row_stands_once(plan: StartPlan, viewer: Viewer, now: datetime) -> None:
    for minute, text in enumerate(("Ja", "Ja", "Nej", "Ja")):
        later = now + timedelta(minutes=minute)
        comment_on_task(plan_task(plan, "T02"), text=text, viewer=viewer, now=later)
    assert sorted(TaskComment.objects.values_list("text", flat=True)) == ["Ja", "Ja", "Nej"]


def test_each_day_a_task_is_due_reminds_its_owner_once_before_it_and_once_after(
    organisation: Organisation, member: Person, viewer: Viewer, now: datetime
) -> None:
    plan = planned(organisation, viewer, now, start=now.date())
    task = given(plan_task(plan, "T01"), member, viewer, now)
    assert task.ends_on is not None
    early, near = now - timedelta(days=1), now + timedelta(days=3)
    assert [remind_of_tasks(day) for day in (early, near, near)] == [0, 1, 0]
    mail = OutboxMail.objects.latest("created_at")
    assert ("Sæt ord på problemet" in mail.text, mail.kind) == (True, "plan_task_due")
    PlanTask.objects.filter(pk=task.pk).update(ends_on=task.ends_on + timedelta(days=2))
    assert remind_of_tasks(near) == 1
    assert "skulle være færdig" not in OutboxMail.objects.latest("created_at").subject
    late = now + timedelta(days=60)
    assert [remind_of_tasks(late), remind_of_tasks(late + timedelta(days=1))] == [1, 0]
    assert "skulle være færdig" in OutboxMail.objects.latest("created_at").subject
    PlanTask.objects.filter(pk=task.pk).update(ends_on=late.date() - timedelta(days=1))
    assert [remind_of_tasks(late), remind_of_tasks(late)] == [1, 0]


def test_nobody_is_reminded_who_no_longer_acts_for_the_organisation(
    organisation: Organisation, member: Person, viewer: Viewer, now: datetime
) -> None:
    plan = planned(organisation, viewer, now, start=now.date())
    given(plan_task(plan, "T01"), member, viewer, now)
    Membership.objects.filter(person=member).delete()
    assert remind_of_tasks(now + timedelta(days=3)) == 0


def test_what_is_done_is_not_reminded_of(
    organisation: Organisation, member: Person, viewer: Viewer, now: datetime
) -> None:
    plan = planned(organisation, viewer, now, start=now.date() - timedelta(days=20))
    given(plan_task(plan, "T01"), member, viewer, now)
    done(plan, "T01", now.date(), viewer, now)
    assert remind_of_tasks(now + timedelta(days=3)) == 0


def test_a_copy_lasts_as_long_as_it_really_took(organisation: Organisation, viewer: Viewer, now: datetime) -> None:
    begun = now - timedelta(days=100)
    plan = planned(organisation, viewer, begun, start=begun.date())
    done(plan, "T01", begun.date() + timedelta(days=14), viewer, now)
    copy = planned(organisation, viewer, now, start=now.date(), copied_from=plan)
    task = plan_task(copy, "T01")
    assert (task.low, task.mode, task.high) == (10, 14, 24)
    assert (task.state, task.done_on, plan_task(copy, "T02").mode) == ("not_begun", None, None)


def test_a_copy_is_made_from_the_page_of_a_plan(
    organisation: Organisation, member: Person, viewer: Viewer, client_of: ClientOf, now: datetime
) -> None:
    begun = now - timedelta(days=100)
    source = planned(organisation, viewer, begun, start=begun.date())
    done(source, "T01", begun.date() + timedelta(days=14), viewer, now)
    browser, page = client_of(member), f"{reverse('planning:new')}?som={source.pk}"
    form = browser.get(page).context["form"]
    assert (form["title"].value(), form["maximum_mdkk"].value()) == ("", "1.000")
    answer = browser.post(page, posted(title="Den næste"))
    copy = StartPlan.objects.get(title="Den næste")
    assert (answer.status_code, copy.copied_from) == (302, source)
    assert (plan_task(copy, "T01").mode, plan_task(copy, "T01").state) == (14, "not_begun")


def test_nobody_copies_a_plan_of_others(plan: StartPlan, outsider: Person, client_of: ClientOf) -> None:
    client_of(outsider).post(f"{reverse('planning:new')}?som={plan.pk}", posted(title="Vores"))
    assert StartPlan.objects.get(title="Vores").copied_from is None


def test_an_experience_that_fits_stands_beside_the_task(plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    published_one(member, title="Spørg markedet tidligt", themes=("B1",), phase="F1")
    published_one(member, title="Noget helt andet", themes=("H4",), phase="F7")
    answer = client_of(member).get(reverse("planning:task", args=[plan.pk, "T09"]))
    assert [one.row.title for one in answer.context["beside"]] == ["Spørg markedet tidligt"]
    told = answer.content.decode()
    assert ("Spørg markedet tidligt" in told, "Ingen har fortalt" in told) == (True, False)


def test_a_task_leads_to_somebody_who_has_tried_it(plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    browser = client_of(member)
    page = browser.get(reverse("planning:task", args=[plan.pk, "T09"])).content.decode()
    address = page.split('href="')
    link = next(part.split('"')[0] for part in address if part.startswith(reverse("network:sparring_ask")))
    form = browser.get(link.replace("&amp;", "&")).context["form"]
    assert (form["theme_1"].value(), "markedsdialog" in form["text"].value()) == ("B1", True)


def test_tools_open_beside_a_task_the_chosen_one_first(
    plan: StartPlan, member: Person, viewer: Viewer, now: datetime, client_of: ClientOf
) -> None:
    fitting = shipped_tool(title="Dialogarket", phases=("F1",), themes=("B1",))
    chosen = Tool.objects.create(key="valgt", title="Det valgte", created_at=now, changed_at=now, visibility="network")
    for number, more in enumerate(
        ({"phase_codes": "F6", "theme_codes": "B1"}, {"phase_codes": "F1", "theme_codes": "H4"})
    ):
        Tool.objects.create(key=f"andet-{number}", title="Andet", created_at=now, changed_at=now, **more)
    given(plan_task(plan, "T09"), None, viewer, now, tool=chosen)
    answer = client_of(member).get(reverse("planning:task", args=[plan.pk, "T09"]))
    assert [(one.line.row, one.is_attached) for one in answer.context["tools"]] == [(chosen, True), (fitting, False)]
    (file,) = fitting.versions.get().files.all()[:1]
    assert reverse("tools:file", args=[fitting.key, file.pk]) in answer.content.decode()


@pytest.mark.parametrize("is_own", [True, False])
def test_the_result_of_a_task_opens_from_its_page(
    is_own: bool, plan: StartPlan, member: Person, viewer: Viewer, now: datetime, client_of: ClientOf
) -> None:
    if is_own:
        accepted(plan, another_task("Besøg", phase="F0", days=(5, 10, 20), predecessors=[], now=now), viewer, now)
    task = PlanTask.objects.filter(plan=plan, is_own=is_own).order_by("key")[0]
    given(task, member, viewer, now, deliverable_url="https://dok.example/notat")
    page = client_of(member).get(reverse("planning:task", args=[plan.pk, task.key])).content.decode()
    assert 'href="https://dok.example/notat"' in page


def test_erasing_a_person_leaves_the_plan(plan: StartPlan, member: Person, viewer: Viewer, now: datetime) -> None:
    given(plan_task(plan, "T01"), member, viewer, now)
    comment_on_task(plan_task(plan, "T01"), text="Ja.", viewer=viewer, now=now)
    erase_from_plans(member, viewer=OPERATOR, now=now)
    assert (plan_task(plan, "T01").owner, TaskComment.objects.count()) == (None, 1)
