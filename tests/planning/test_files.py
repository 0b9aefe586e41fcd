"""A plan as files and calendars, and what of it reaches whom."""

import io
from collections.abc import Callable
from datetime import date, datetime

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document as Word
from icalendar import Calendar
from openpyxl import load_workbook

from maskinrum.organisations.actions import grant_access
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.planning.actions import make_feed, revoke_feed, token_of_feed
from maskinrum.planning.models import StartPlan
from maskinrum.planning.queries import plan_task
from maskinrum.planning.queries.events import own_task_events
from maskinrum.planning.reports.dates import full_date
from maskinrum.planning.views.fetching import FILES
from maskinrum.shared.errors import DomainError
from tests.planning.making import given

ClientOf = Callable[[Person | None], Client]


def address(plan: StartPlan, what: str, kind: str) -> str:
    """Where a file is fetched."""
    return reverse("planning:file", args=[plan.pk, what, kind])


def test_the_plan_and_its_legal_dates_are_workbooks(plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    browser = client_of(member)
    books = [
        load_workbook(io.BytesIO(browser.get(address(plan, what, "xlsx")).content)) for what in ("plan", "frister")
    ]
    tasks, dates = books[0].worksheets[0], books[1].worksheets[0]
    assert (tasks.max_row, tasks["E2"].is_date) == (46, True)
    assert any("§ 59" in str(cell.value) or "§" in str(cell.value) for cell in dates["F"])


def test_the_notice_is_filled_from_the_plan_and_asks_for_the_rest(
    plan: StartPlan, member: Person, client_of: ClientOf
) -> None:
    Organisation.objects.filter(pk=plan.organisation_id).update(cvr="12345674")
    content = client_of(member).get(address(plan, "bekendtgoerelse", "docx")).content
    cells = [cell.text for table in Word(io.BytesIO(content)).tables for row in table.rows for cell in row.cells]
    assert any("1.000 mio. kr." in text.replace("\u202f", " ").replace("\xa0", " ") for text in cells)
    book = load_workbook(io.BytesIO(client_of(member).get(address(plan, "bekendtgoerelse", "xlsx")).content))
    assert book.worksheets[0].max_row > 10
    filled = {row[0]: row[1] for row in book.worksheets[0].iter_rows(values_only=True)}
    assert filled["Hvad der købes"] == "Bygge- og anlægsarbejder"
    assert filled["Ordregiver"] == f"{plan.organisation.name}, CVR 12345674"
    assert not filled["Ordregiver: kontaktpunkt"]
    assert any(text == filled["Ordregiver"] for text in cells)


def test_a_notice_without_a_cvr_number_says_so(plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    content = client_of(member).get(address(plan, "bekendtgoerelse", "xlsx")).content
    rows = {row[0]: row[1] for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)}
    assert str(rows["Ordregiver"]).endswith(", CVR-nummer: kendes ikke her")


READERS: dict[str, Callable[[bytes], str]] = {
    "pdf": lambda content: "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)),
    "docx": lambda content: "\n".join(
        [one.text for one in Word(io.BytesIO(content)).paragraphs]
        + [cell.text for table in Word(io.BytesIO(content)).tables for row in table.rows for cell in row.cells]
    ),
    "xlsx": lambda content: "\n".join(
        str(value)
        for sheet in load_workbook(io.BytesIO(content)).worksheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
    ),
    "ics": lambda content: "\n".join(str(one["summary"]) for one in Calendar.from_ical(content).walk("VEVENT")),
}
HOLDS = {
    "plan": "Send udbudsbekendtgørelsen",
    "tjekliste": "Send udbudsbekendtgørelsen",
    "frister": "klagenævnsloven",
    "bekendtgoerelse": "Ordregiver",
}


@pytest.mark.parametrize(("what", "kind"), [(what, kind) for what, kinds in FILES.items() for kind in kinds])
def test_every_file_opens_in_another_program(
    what: str, kind: str, plan: StartPlan, member: Person, client_of: ClientOf
) -> None:
    answer = client_of(member).get(address(plan, what, kind))
    assert (answer.status_code, f".{kind}" in answer["Content-Disposition"]) == (200, True)
    told = " ".join(READERS[kind](answer.content).split())
    assert HOLDS[what] in told
    if what == "frister":
        assert told.count("LBK nr. 10 af 6. januar 2023") >= 1
        assert "Standstill: Standstill" not in told
        assert "tidligst" in told
        event = plan_task(plan, "T19").ends_on
        assert event is not None
        assert kind == "xlsx" or f"Fra {full_date(event)}: 30 dage" in told


def test_a_claimed_prior_notice_stands_in_the_complaints_file(
    plan: StartPlan, member: Person, client_of: ClientOf
) -> None:
    StartPlan.objects.filter(pk=plan.pk).update(shortenings={"prior_notice": None}, prior_notice=date(2031, 2, 3))
    for kind in FILES["frister"]:
        told = READERS[kind](client_of(member).get(address(plan, "frister", kind)).content)
        assert "Den blev sendt 3. februar 2031" in " ".join(told.split())


def test_a_checklist_holds_the_tasks_of_a_role(plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    browser = client_of(member)
    texts = [
        "\n".join(
            one.text
            for one in Word(io.BytesIO(browser.get(address(plan, "tjekliste", "docx"), asked).content)).paragraphs
        )
        for asked in ({"rolle": "finance"}, {})
    ]
    assert ["prismodel" in text for text in texts] == [True, True]
    assert ["Standstill" in text for text in texts] == [False, True]


@pytest.mark.parametrize(("what", "kind"), [("plan", "exe"), ("tjekliste", "xlsx"), ("hemmeligt", "pdf")])
def test_there_are_no_other_files(what: str, kind: str, plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    assert client_of(member).get(address(plan, what, kind)).status_code == 404


def test_the_notice_is_not_for_those_let_in(
    plan: StartPlan,
    viewer: Viewer,
    outsider: Person,
    other_organisation: Organisation,
    client_of: ClientOf,
    now: datetime,
) -> None:
    grant_access(plan, organisation=other_organisation, expires_at=None, viewer=viewer, now=now)
    browser = client_of(outsider)
    asked = [("plan", "xlsx"), ("frister", "xlsx"), ("bekendtgoerelse", "xlsx")]
    assert [browser.get(address(plan, *one)).status_code for one in asked] == [200, 200, 404]


def test_an_address_shows_the_days_of_a_role_until_it_is_revoked(
    plan: StartPlan, member: Person, viewer: Viewer, client_of: ClientOf, now: datetime
) -> None:
    given(plan_task(plan, "T18"), member, viewer, now)
    feed = make_feed(plan, role="lawyer", viewer=viewer, now=now)
    page, anybody = reverse("planning:feed", args=[token_of_feed(feed)]), client_of(None)
    content = anybody.get(page).content
    names = [str(one["summary"]) for one in Calendar.from_ical(content).walk("VEVENT")]
    assert any("Standstill" in name for name in names)
    assert not any("prismodel" in name for name in names)
    assert member.name not in content.decode()
    with pytest.raises(DomainError):
        revoke_feed(feed, viewer=VISITOR, now=now)
    client_of(member).post(reverse("planning:drop_feed", args=[plan.pk, feed.pk]))
    assert anybody.get(page).status_code == 404


def test_an_address_goes_on_working_when_an_older_release_stored_the_schedule(
    plan: StartPlan, viewer: Viewer, client_of: ClientOf, now: datetime
) -> None:
    page = reverse("planning:feed", args=[token_of_feed(make_feed(plan, role="", viewer=viewer, now=now))])
    before = client_of(None).get(page).content
    StartPlan.objects.filter(pk=plan.pk).update(schedule={"schema": 1, "schedule": {"$": "Schedule"}})
    answer = client_of(None).get(page)
    days = [
        [(str(one["uid"]), one["dtstart"].to_ical()) for one in Calendar.from_ical(text).walk("VEVENT")]
        for text in (before, answer.content)
    ]
    assert (answer.status_code, days[1]) == (200, days[0])


def test_an_address_is_made_for_a_role_there_is(plan: StartPlan, member: Person, client_of: ClientOf) -> None:
    browser, page = client_of(member), reverse("planning:add_feed", args=[plan.pk])
    browser.post(page, {"role": "lawyer"})
    browser.post(page, {"role": "trold"})
    assert [feed.role for feed in plan.feeds.all()] == ["lawyer"]
    assert b"/kom-i-gang/kalender/" in browser.get(reverse("planning:files", args=[plan.pk])).content


def test_own_tasks_stand_in_the_own_calendar(plan: StartPlan, member: Person, viewer: Viewer, now: datetime) -> None:
    given(plan_task(plan, "T15"), member, viewer, now)
    events = list(own_task_events(viewer_of(member), now))
    assert [event.starts_at.date() for event in events] == [plan_task(plan, "T15").ends_on]
    assert list(own_task_events(VISITOR, now)) == []
