"""What is removed by a button that is pressed twice, or in two tabs: gone, said to be, and logged once.

Nobody else can tell what is gone from what never was, and a page of what is gone is not there.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.decisions.actions import remove_decision_file
from maskinrum.evaluation.actions import take_off
from maskinrum.knowledge.actions import attach_file, remove_file
from maskinrum.meetings.actions import attach_to_salon, remove_salon_file
from maskinrum.network.actions import follow, unfollow
from maskinrum.network.actions.subscriptions import Followed
from maskinrum.network.enums import Rhythm
from maskinrum.organisations.actions import add_department
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.planning.actions import comment_on_task, remove_comment, remove_plan
from maskinrum.planning.actions.changing import another_meeting, another_task
from maskinrum.planning.enums import PlanMeetingKind
from maskinrum.planning.models import PlanMeeting, PlanTask
from maskinrum.planning.queries import plan_task
from tests.decisions import making as deciding
from tests.evaluation.rounding import invited, partnership_of, planned_round
from tests.knowledge.telling import draft
from tests.knowledge.test_attachments import PDF
from tests.meetings.salon_making import opened
from tests.planning.making import accepted, planned

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person | None], Client]


class World(NamedTuple):
    """Whose things they are."""

    organisation: Organisation
    manager: Person
    now: datetime

    @property
    def viewer(self) -> Any:
        """As whom they are made and removed."""
        return viewer_of(self.manager)

    @property
    def by(self) -> dict[str, Any]:
        """Who did it, and when."""
        return {"viewer": self.viewer, "now": self.now}


class Removal(NamedTuple):
    """What is removed where, what the log calls it, and the action when the page has let somebody through."""

    page: str
    args: list[Any]
    verb: str
    action: Callable[[], object] = lambda: None


def department(world: World) -> Removal:
    row = add_department(world.organisation, number="12", name="Egeparken", homes=None, **world.by)
    return Removal("organisation:remove_department", [row.pk], "remove_department")


def salon_file(world: World) -> Removal:
    row = attach_to_salon(opened(world.viewer), name="a.pdf", content=PDF, **world.by)
    again = lambda: remove_salon_file(row, **world.by)  # noqa: E731 - as below
    return Removal("salons:remove_file", [row.salon.key, row.pk], "remove_salon_file", again)


def attachment(world: World) -> Removal:
    row = attach_file(draft(world.viewer), name="a.pdf", content=PDF, **world.by)
    again = lambda: remove_file(row, **world.by)  # noqa: E731 - as below
    return Removal("knowledge:remove_file", [row.experience.key, row.pk], "remove_file", again)


def invitation(world: World) -> Removal:
    row = planned_round(partnership_of(world.organisation), {(0, "management"): 2})
    one = invited(row)[0]
    again = lambda: take_off(one, **world.by)  # noqa: E731 - as below
    return Removal("evaluation:take_off", [row.key, one.pk], "take_off_evaluation", again)


def followed(world: World) -> Removal:
    row = follow(Followed(theme="F6"), rhythm=Rhythm.DAILY, **world.by)
    return Removal("network:unfollow", [row.pk], "unfollow", lambda: unfollow(row, **world.by))


def plan(world: World) -> Removal:
    row = planned(world.organisation, world.viewer, world.now)
    return Removal("planning:remove", [row.pk], "remove_plan", lambda: remove_plan(row, **world.by))


def meeting(world: World) -> Removal:
    row = planned(world.organisation, world.viewer, world.now)
    change = another_meeting(PlanMeetingKind.BOARD, title="Møde", day=date(2031, 2, 3), task="", now=world.now)
    accepted(row, change, world.viewer, world.now)
    return Removal("planning:remove_meeting", [row.pk, PlanMeeting.objects.get().pk], "")


def task(world: World) -> Removal:
    row = planned(world.organisation, world.viewer, world.now)
    change = another_task("Besøg nogen", phase="F0", days=(5, 10, 20), predecessors=[], now=world.now)
    accepted(row, change, world.viewer, world.now)
    return Removal("planning:remove_task", [row.pk, PlanTask.objects.get(is_own=True).key], "")


def comment(world: World) -> Removal:
    row = planned(world.organisation, world.viewer, world.now)
    written = comment_on_task(plan_task(row, "T02"), text="Ja", **world.by)
    again = lambda: remove_comment(written, **world.by)  # noqa: E731 - as below
    return Removal("planning:remove_comment", [row.pk, "T02", written.pk], "remove_task_comment", again)


def decision_file(world: World) -> Removal:
    row = deciding.opened(world.organisation, world.viewer, world.now)
    return Removal("decisions:remove", [row.pk], "remove_decision_file", lambda: remove_decision_file(row, **world.by))


MADE = [department, salon_file, attachment, invitation, followed, plan, meeting, task, comment, decision_file]


@pytest.fixture
def world(organisation: Organisation, manager: Person, now: datetime) -> World:
    return World(organisation, manager, now)


@pytest.mark.whole_list
@pytest.mark.parametrize("make", MADE, ids=lambda one: one.__name__)
def test_what_is_removed_twice_is_said_to_be_gone_twice_and_logged_once(
    make: Callable[[World], Removal], world: World, secretary: Person, outsider: Person, client_of: ClientOf
) -> None:
    world = world._replace(manager=secretary) if make is salon_file else world
    one = make(world)
    page, events = reverse(one.page, args=one.args), AuditEvent.objects.filter(verb=one.verb)
    browser, stranger = client_of(world.manager), client_of(outsider)
    assert stranger.post(page).status_code == 404
    pressed = [browser.post(page, {"accept": "", "revision": "2"}) for _press in range(2)]
    led = [(press.status_code, press.get("Location")) for press in pressed]
    assert (led[0][0], led[1]) == (302, led[0])
    one.action()
    assert events.count() == (1 if one.verb else 0)
    assert browser.get(page).status_code in {404, 405}
    assert stranger.post(page).status_code == 404


@pytest.mark.parametrize("make", [department, followed, plan, decision_file], ids=lambda one: one.__name__)
def test_nobody_is_led_on_from_what_never_was_or_was_anothers(
    make: Callable[[World], Removal], world: World, outsider: Person, client_of: ClientOf
) -> None:
    one = make(world)
    never, gone = reverse(one.page, args=[uuid4()]), reverse(one.page, args=one.args)
    assert client_of(world.manager).post(gone).status_code == 302
    answers = [client_of(world.manager).post(never), client_of(outsider).post(gone), client_of(outsider).post(never)]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_who_may_not_delete_a_plan_is_not_told_that_it_is_deleted(
    world: World, member: Person, client_of: ClientOf
) -> None:
    one = plan(world)
    page = reverse(one.page, args=one.args)
    assert [client_of(who).post(page).status_code for who in (member, world.manager, member)] == [404, 302, 404]
