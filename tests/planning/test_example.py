"""Everybody may see what a start plan looks like, on one of an organisation that does not exist."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.models import Person
from maskinrum.planning.analysis.example import example_plan
from maskinrum.planning.enums import TaskState
from maskinrum.planning.models import StartPlan
from maskinrum.planning.reports.plan_page import plan_shown

ClientOf = Callable[[Person | None], Client]


@pytest.mark.django_db
def test_a_visitor_sees_a_marked_example_and_the_next_step(client: Client) -> None:
    address = reverse("planning:example")
    assert f'href="{address}"' in client.get(reverse("planning:index")).content.decode()
    page = client.get(address).content.decode()
    assert "Boligforeningen Eksempel findes ikke" in page
    assert "Log ind og lav en plan" in page
    assert StartPlan.objects.count() == 0


@pytest.mark.django_db
def test_no_link_of_the_example_leads_to_a_plan_that_is_not_there(client: Client) -> None:
    page = client.get(reverse("planning:example")).content.decode()
    assert str(example_plan(date.today()).plan.pk) not in page  # noqa: DTZ011 - the day of the site


@pytest.mark.django_db
def test_a_member_is_led_to_a_plan_of_the_own(member: Person, client_of: ClientOf) -> None:
    page = client_of(member).get(reverse("planning:example")).content.decode()
    assert f'href="{reverse("planning:new")}"' in page


@pytest.mark.parametrize("ahead", [0, 33, 180, 365])
def test_the_example_is_half_way_on_any_day(ahead: int) -> None:
    today = date(2026, 11, 27) + timedelta(days=ahead)
    found = example_plan(today)
    shown = plan_shown(found.plan, found.schedule, found.tasks, owners={}, today=today)
    assert (0 < shown.done < shown.count, shown.late) == (True, 0)
    assert [task.key for task in found.tasks if task.state == TaskState.UNDER_WAY] == ["T14"]
    assert [one.words for one in shown.warnings if one.severity == "error"] == []
