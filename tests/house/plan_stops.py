"""Stops of start plans: shared ones are read by guests, and changed by their owners only."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from maskinrum.organisations.actions import grant_access
from maskinrum.organisations.models import Grant
from maskinrum.planning.actions import comment_on_task, keep_task, make_feed
from maskinrum.planning.facts.plan import CallerFacts, FirstCallOff
from maskinrum.planning.models import PlanChange, PlanFeed, PlanMeeting, PlanTask, StartPlan, TaskComment
from maskinrum.planning.queries import plan_task
from tests.conftest import NOW
from tests.house.walk import OPEN, OWN, SHARED, SIGNED_IN, Answer, Stop, World, alike
from tests.planning.making import BEGINS, planned, posted

LOGIN, MISSING, MOVED, OK = Answer.LOGIN, Answer.MISSING, Answer.MOVED, Answer.OK
NOT_SO = replace(alike(Answer.NOT_ALLOWED), visitor=LOGIN)
MEMBERS_ONLY = replace(SIGNED_IN, newcomer=MISSING)
OWN_WRITE = replace(OWN, member=MOVED, manager=MOVED)
MANAGERS = replace(OWN, member=MISSING)
MANAGERS_WRITE = replace(MANAGERS, manager=MOVED)
# A change of a few words is accepted at once; whoever makes a plan is led to it.
MADE = replace(MEMBERS_ONLY, outsider=MOVED, guest=MOVED, member=MOVED, manager=MOVED, secretariat=MOVED, party=MOVED)


def shared_plan(world: World) -> dict[str, Any]:
    """A plan that the guest's organisation may read; what only its owners read of it is a secret to the guest too."""
    if not StartPlan.objects.exists():
        _make(world)
    return {"plan_id": StartPlan.objects.order_by("created_at").first().pk}  # type: ignore[union-attr]


def _make(world: World) -> None:
    viewer = world.viewer("manager")
    callers = (CallerFacts(world.secret("Afdelingen", is_shared=True)),)
    plan = planned(
        world.organisation,
        viewer,
        NOW,
        title=world.secret("Planen", is_shared=True),
        justification=world.secret("Begrundelsen"),
        criteria=world.secret("Kriteriet"),
        callers=callers,
        first_call_offs=(FirstCallOff(world.secret("Sagen", is_shared=True)),),
    )
    grant_access(plan, organisation=world.guest_organisation, expires_at=None, viewer=viewer, now=NOW)
    # By hand: each change would calculate the plan once more.
    PlanMeeting.objects.create(
        plan=plan, kind="residents", title=world.secret("Moedet", is_shared=True), day=BEGINS, changed_at=NOW
    )
    own = {
        "key": "E01",
        "is_own": True,
        "phase": "F0",
        "low": 1,
        "mode": 2,
        "high": 3,
        "changed_at": NOW,
        "state": "not_relevant",
    }
    PlanTask.objects.create(plan=plan, title=world.secret("Egenopgave", is_shared=True), **own)
    PlanChange.objects.create(plan=plan, part="terms", reason=world.secret("Grunden"), changed_at=NOW)
    task = plan_task(plan, "T01")
    kept: dict[str, Any] = {
        "role": "",
        "tool": None,
        "deliverable_url": f"https://eget.example/{world.secret('Stedet')}",
    }
    owner = str(world.viewer("member").person)
    keep_task(task, owner=owner, note=world.secret("Noten"), viewer=viewer, now=NOW, **kept)
    comment_on_task(task, text=world.secret("Kommentaren"), viewer=world.viewer("member"), now=NOW)
    make_feed(plan, role="lawyer", viewer=viewer, now=NOW)


def task_of(world: World) -> dict[str, Any]:
    """The task that somebody works on."""
    return shared_plan(world) | {"key": "T01"}


def own_task_of(world: World) -> dict[str, Any]:
    """The task that the organisation added."""
    arguments = shared_plan(world)
    return arguments | {"key": PlanTask.objects.get(plan=arguments["plan_id"], is_own=True).key}


def meeting_of(world: World) -> dict[str, Any]:
    """The meeting of the plan."""
    arguments = shared_plan(world)
    row = PlanMeeting.objects.filter(plan=arguments["plan_id"]).first()
    if row is None:
        row = PlanMeeting.objects.create(
            plan_id=arguments["plan_id"], kind="board", title="Nyt", day=BEGINS, changed_at=NOW
        )
    return arguments | {"meeting_id": row.pk}


def comment_of(world: World) -> dict[str, Any]:
    """The comment of the member's."""
    arguments = task_of(world)
    row = TaskComment.objects.filter(task__plan=arguments["plan_id"]).first()
    return arguments | {"comment_id": row.pk if row else arguments["plan_id"]}


def grant_of(world: World) -> dict[str, Any]:
    """The grant of the plan."""
    arguments = shared_plan(world)
    return arguments | {"grant_id": Grant.objects.get(object_id=arguments["plan_id"]).pk}


def other_organisation(world: World) -> dict[str, str]:
    """Let the outsider's organisation in."""
    return {"organisation": str(world.viewer("outsider").organisation)}


def plan_stops() -> Iterator[Stop]:
    """Every address of start plans."""
    yield Stop("planning:index", OPEN, lambda world: shared_plan(world) and {})
    yield Stop("planning:index", alike(Answer.NOT_ALLOWED), method="post")
    yield Stop("planning:example", OPEN)
    yield Stop("planning:example", alike(Answer.NOT_ALLOWED), method="post")
    yield Stop("planning:mine", SIGNED_IN, lambda world: shared_plan(world) and {})
    yield Stop("planning:new", MEMBERS_ONLY)
    yield Stop("planning:new", MADE, lambda world: shared_plan(world) and {}, "post", lambda _world: posted())
    for name in ("plan", "timeline", "month", "meetings", "certainty"):
        yield Stop(f"planning:{name}", SHARED, shared_plan)
        yield Stop(f"planning:{name}", NOT_SO, shared_plan, "post")
    yield Stop("planning:task", SHARED, task_of)
    for name in ("changes", "terms", "again", "holidays", "new_meeting", "call_offs", "new_task"):
        yield Stop(f"planning:{name}", OWN, shared_plan)
    yield Stop("planning:prolong", OWN_WRITE, task_of)  # there are no answers to be late: on to the task
    for name in ("task_dates", "task_work"):
        yield Stop(f"planning:{name}", OWN, task_of)
    yield Stop("planning:remove_task", OWN, own_task_of)
    yield Stop("planning:meeting", OWN, meeting_of)
    yield Stop("planning:remove_meeting", OWN, meeting_of)
    yield from plan_writes()
    yield from file_stops()


def feed_of(world: World) -> dict[str, Any]:
    """The address for the lawyer."""
    arguments = shared_plan(world)
    row = PlanFeed.objects.filter(plan=arguments["plan_id"]).first()
    return arguments | {"feed_id": row.pk if row else arguments["plan_id"]}


def as_file(what: str, kind: str) -> Any:
    """The plan as a file."""
    return lambda world: shared_plan(world) | {"what": what, "kind": kind}


def file_stops() -> Iterator[Stop]:
    """Files and calendars; what the notice states is for the owners."""
    yield Stop("planning:files", SHARED, shared_plan)
    for what, kind in (("plan", "xlsx"), ("plan", "ics"), ("tjekliste", "docx"), ("frister", "xlsx")):
        yield Stop("planning:file", SHARED, as_file(what, kind))
    yield Stop("planning:file", OWN, as_file("bekendtgoerelse", "xlsx"))
    yield Stop("planning:file", NOT_SO, as_file("plan", "xlsx"), "post")
    yield Stop("planning:add_feed", NOT_SO, shared_plan)
    yield Stop("planning:add_feed", OWN_WRITE, shared_plan, "post", lambda _world: {"role": "lawyer"})
    yield Stop("planning:drop_feed", NOT_SO, feed_of)
    yield Stop("planning:drop_feed", OWN_WRITE, feed_of, "post")
    yield Stop("planning:feed", alike(MISSING), lambda _world: {"token": "forkert"})


def plan_writes() -> Iterator[Stop]:
    """What changes a plan."""
    yield Stop("planning:terms", OWN, shared_plan, "post", lambda _world: posted(start="2031-03-03"))
    yield Stop("planning:again", OWN_WRITE, shared_plan, "post")
    yield Stop("planning:call_offs", OWN, shared_plan, "post", lambda _world: {"call_off-0": "2031-01-01"})
    yield Stop("planning:task_dates", OWN_WRITE, task_of, "post", lambda _world: {"state": "not_begun"})
    yield Stop("planning:task_work", OWN_WRITE, task_of, "post")
    yield Stop("planning:comment", OWN_WRITE, task_of, "post", lambda _world: {"text": "Ja."})
    yield Stop("planning:comment", NOT_SO, task_of)
    yield Stop("planning:remove_comment", NOT_SO, comment_of)
    yield Stop("planning:remove_comment", replace(OWN, member=MOVED, manager=MISSING), comment_of, "post")
    yield Stop("planning:remove_meeting", OWN_WRITE, meeting_of, "post")
    yield Stop("planning:lend", NOT_SO, shared_plan)
    yield Stop("planning:lend", MANAGERS_WRITE, shared_plan, "post", lambda _world: {"lend": "1"})
    yield Stop("planning:sharing", MANAGERS, shared_plan)
    yield Stop("planning:sharing", MANAGERS_WRITE, shared_plan, "post", other_organisation)
    yield Stop("planning:stop_sharing", NOT_SO, grant_of)
    yield Stop("planning:stop_sharing", MANAGERS_WRITE, grant_of, "post")
    yield Stop("planning:remove", MANAGERS, shared_plan)
    yield Stop("planning:remove", MANAGERS_WRITE, shared_plan, "post")
