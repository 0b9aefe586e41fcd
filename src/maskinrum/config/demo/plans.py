"""Start plans of organisations that do not exist: one half-way, one that is signed, one that is shared."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from maskinrum.config.demo.names import HOUSING, INVENTED_FILE, OTHER_HOUSING
from maskinrum.decisions.models import DecisionFile
from maskinrum.knowledge.models import Tool
from maskinrum.organisations.actions import grant_access
from maskinrum.organisations.models import Membership, Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.planning.actions import accept_change, comment_on_task, keep_task, lend_durations, make_feed, open_plan
from maskinrum.planning.actions.changes import Change, Working
from maskinrum.planning.actions.changing import another_meeting, another_task, other_dates, other_terms
from maskinrum.planning.enums import PlanMeetingKind, PlanPart, TaskState
from maskinrum.planning.facts.plan import CallerFacts, FirstCallOff
from maskinrum.planning.facts.terms import PlanTerms, TaskDates
from maskinrum.planning.models import PlanTask, StartPlan
from maskinrum.planning.queries import plan_task

BEGUN, LOOKED = timedelta(days=170), timedelta(days=9)
UNDER_WAY, LATE = "T14", "T15"
SIGNED_AFTER = timedelta(days=500)


@dataclass(frozen=True)
class _Done:
    """Tasks that ended by a day, each as planned or some days late."""

    until: date
    late: tuple[int, ...] = (0, 4, 0, 9, 2)

    def change(self, plan: StartPlan, now: datetime) -> Change:
        """All of them as one change."""
        rows = [task for task in plan.tasks.order_by("ends_on", "key") if task.ends_on is not None]
        told = [other_dates(task.key, dates, now=now) for task in rows if (dates := self._dates(task)) is not None]

        def apply(working: Working) -> None:
            for one in told:
                one.apply(working)

        return Change(PlanPart.TASK, apply)

    def _dates(self, task: PlanTask) -> TaskDates | None:
        if task.key in {UNDER_WAY, LATE} or task.ends_on is None or task.ends_on > self.until:
            return None
        late = timedelta(days=self.late[int(task.key[1:]) % len(self.late)])
        return TaskDates(state=TaskState.DONE.value, done_on=min(task.ends_on + late, self.until))


def invent_plans(viewers: dict[str, Viewer], now: datetime) -> None:
    """Make three plans; doing it again changes nothing."""
    if StartPlan.objects.filter(organisation__is_fictitious=True).exists():
        return
    _signed(viewers[HOUSING], now)
    _half_way(viewers[HOUSING], now)
    _shared(viewers[OTHER_HOUSING], viewers[HOUSING], now)


def _half_way(viewer: Viewer, now: datetime) -> None:
    begun, looked = now - BEGUN, now - LOOKED
    file = DecisionFile.objects.filter(title=INVENTED_FILE).first()
    terms = _terms("Partnerskab 2028", begun)
    plan = open_plan(
        _organisation(HOUSING),
        terms,
        viewer=viewer,
        now=begun,
        origin=file.pk if file else None,
        first_call_offs=(FirstCallOff("Rækkehusene, tag"), FirstCallOff("Højhuset, badeværelser")),
    )
    _accept(plan, _Done(timezone.localdate(looked)).change(plan, looked), "Status til styregruppen", viewer, looked)
    under_way = TaskDates(state=TaskState.UNDER_WAY.value, started_on=timezone.localdate(looked) - timedelta(days=20))
    _accept(plan, other_dates(UNDER_WAY, under_way, now=looked), "", viewer, looked)
    _accept(plan, other_terms(_longer(terms)), "Bestyrelsen vil have mulighed for to år mere", viewer, looked)
    own = another_task(
        "Byd driften på en dag i en genhusningsbolig",
        phase="F2", days=(3, 5, 10), predecessors=["T13"], now=looked,
    )  # fmt: skip
    _accept(plan, own, "", viewer, looked)
    _meetings(plan, viewer, looked)
    _people(plan, viewer, looked)
    make_feed(plan, role="lawyer", viewer=viewer, now=looked)


def _terms(title: str, begun: datetime) -> PlanTerms:
    return PlanTerms(
        title=title,
        procedure="negotiated",
        direction="forward",
        start=timezone.localdate(begun),
        expected_mdkk=Decimal(950),
        maximum_mdkk=Decimal(1100),
        term_months=48,
        teams=3,
        callers=(CallerFacts("Afdeling Solbakken", Decimal(410)), CallerFacts("Afdeling Kastaniehaven", Decimal(520))),
        criteria="Samarbejde og organisation, 40 %\nPris og åbne bøger, 35 %\nBæredygtighed, 25 %",
    )


def _longer(terms: PlanTerms) -> PlanTerms:
    names = {name: getattr(terms, name) for name in terms.__dataclass_fields__}
    return PlanTerms(**names | {"option_months": 24})


def _meetings(plan: StartPlan, viewer: Viewer, now: datetime) -> None:
    plan.refresh_from_db()
    award, mandate = plan_task(plan, "T27"), plan_task(plan, "T36")
    planned = (
        (PlanMeetingKind.BOARD, "Organisationsbestyrelsen: tildeling", award),
        (PlanMeetingKind.DEPARTMENT, "Afdelingsmøde, Solbakken", mandate),
    )
    for kind, title, task in planned:
        day = _next_tuesday(task.ends_on or plan.created_at.date())
        key = task.key if kind == PlanMeetingKind.BOARD else ""
        meeting = another_meeting(kind, title=title, day=day, task=key, now=now)
        _accept(plan, meeting, "Mødet ligger fast", viewer, now)


def _next_tuesday(day: date) -> date:
    return day + timedelta(days=(1 - day.weekday()) % 7 or 7)


def _people(plan: StartPlan, viewer: Viewer, now: datetime) -> None:
    plan.refresh_from_db()
    people = list(Membership.objects.filter(organisation=plan.organisation).order_by("person__email"))
    sheet = Tool.objects.filter(key="call-off-form").first()
    for number, key in enumerate((UNDER_WAY, LATE, "T16", "T17", "T18", "T19")):
        owner = str(people[number % len(people)].person_id)
        kept: dict[str, Any] = {"role": "", "tool": sheet if key == UNDER_WAY else None, "deliverable_url": ""}
        keep_task(plan_task(plan, key), owner=owner, note="", viewer=viewer, now=now, **kept)
    text = (
        "Juristen har set på aftalesedlen. Hun vil have en grænse for, hvor mange sager der kan være i gang på én gang."
    )
    comment_on_task(plan_task(plan, UNDER_WAY), text=text, viewer=viewer, now=now)


def _signed(viewer: Viewer, now: datetime) -> None:
    begun = now - SIGNED_AFTER
    plan = open_plan(_organisation(HOUSING), _terms("Rammeaftale om tage", begun), viewer=viewer, now=begun)
    looked = now - timedelta(days=60)
    _accept(plan, _Done(timezone.localdate(looked)).change(plan, looked), "Aftalen er underskrevet", viewer, looked)
    rest = Change(PlanPart.TASK, lambda working: _finish(working, timezone.localdate(begun)))
    _accept(plan, rest, "De sidste opgaver er færdige", viewer, looked)
    plan.refresh_from_db()
    lend_durations(plan, is_lent=True, viewer=viewer, now=looked)


def _finish(working: Working, begun: date) -> None:
    for key, days in ((UNDER_WAY, 260), (LATE, 252)):
        task = working.task(key)
        task.state, task.done_on = TaskState.DONE.value, begun + timedelta(days=days)


def _shared(owner: Viewer, reader: Viewer, now: datetime) -> None:
    begun = now - timedelta(days=30)
    terms = _terms("Samarbejde om badeværelser", begun)
    plan = open_plan(_organisation(OTHER_HOUSING), terms, viewer=owner, now=begun)
    organisation = Organisation.objects.get(pk__in=[reader.organisation])
    grant_access(plan, organisation=organisation, expires_at=None, viewer=owner, now=begun)


def _organisation(name: str) -> Organisation:
    return Organisation.objects.get(name=name, is_fictitious=True)


def _accept(plan: StartPlan, change: Change, reason: str, viewer: Viewer, now: datetime) -> None:
    plan.refresh_from_db()
    accept_change(plan, change, reason=reason, expected_revision=plan.revision, viewer=viewer, now=now)
