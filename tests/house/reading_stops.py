"""Stops of reading: the parties read, those who run the evaluation act, and each party releases its own report."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from maskinrum.evaluation.models import EvaluationQuestion, Finding, FindingAction, NewBasis, Round
from tests.evaluation.closed_rounds import FAIR, GOOD, add_result, closed_round, maturity_round, wording_called
from tests.house.evaluation_stops import NOT_SO, PARTIES, RUNNERS, RUNNERS_WRITE, partnership_of
from tests.house.walk import OWN, Answer, Stop, World

MOVED, OK = Answer.MOVED, Answer.OK
ANYBODY_WRITE = replace(OWN, member=MOVED, manager=MOVED, party=MOVED)
YEAR = 2024
DAY = date(YEAR, 5, 6)


def read(world: World) -> dict[str, Any]:
    """The partnership with two closed pulses, a closed maturity and a finding."""
    row = partnership_of(world)
    if not Round.objects.filter(partnership=row, state="closed").exists():
        for number, levels in ((91, GOOD), (92, FAIR)):
            made = closed_round(row, number, {"clear_roles": levels}, opens_on=DAY, closes_on=DAY)
            add_result(made, "clear_roles", None, view="role", role="site")
        maturity_round(row, 91, {"learning": {world.organisation: 4}}, opens_on=DAY, closes_on=DAY)
        finding(world)
    return {"slug": row.slug}


def finding(world: World, state: str = "accepted") -> dict[str, Any]:
    """A finding in one state, whose words are for the parties."""
    partnership, now = partnership_of(world), timezone.now()
    key = f"stop-{state}"
    if not Finding.objects.filter(key=key).exists():
        title, text = (world.secret(what, known_to=("party",)) for what in (f"Fund{state}", f"Bag{state}"))
        row = Finding.objects.create(
            key=key,
            partnership=partnership,
            organisation=world.organisation,
            state=state,
            title=title,
            text=text,
            created_at=now,
            changed_at=now,
        )
        who = world.viewer("member").person
        done = world.secret(f"Gjort{state}", known_to=("party",))
        FindingAction.objects.create(finding=row, text=done, owner=who, owner_name="Mette", due_on=now.date())
    return {"key": key}


def in_state(state: str) -> Any:
    """The arguments of a finding in a state."""
    return lambda world: finding(world, state)


def question(world: World) -> dict[str, Any]:
    """A question of the pulse."""
    return read(world) | {"question_id": EvaluationQuestion.objects.get(slug="clear_roles", partnership=None).pk}


def basis(world: World) -> dict[str, Any]:
    """Where its chart begins anew."""
    arguments, partnership = question(world), partnership_of(world)
    row = NewBasis.objects.filter(partnership=partnership).first() or NewBasis.objects.create(
        partnership=partnership,
        wording=wording_called("clear_roles"),
        from_round=Round.objects.get(partnership=partnership, part="pulse", number=92),
        reason=world.secret("Grund", known_to=("party",)),
        created_at=timezone.now(),
    )
    return arguments | {"basis_id": row.pk}


def begun_anew(world: World) -> dict[str, Any]:
    """The question whose chart begins anew, with the reason beside it."""
    return {name: value for name, value in basis(world).items() if name != "basis_id"}


def results(world: World) -> dict[str, Any]:
    """A closed pulse."""
    read(world)
    return {"key": Round.objects.get(partnership=partnership_of(world), part="pulse", number=92).key}


def action(world: World) -> dict[str, Any]:
    """What the member does."""
    arguments = finding(world)
    row = FindingAction.objects.filter(finding__key=arguments["key"]).first()
    return arguments | {"action_id": row.pk if row else None}


def of_year(**more: Any) -> Any:
    """The report of the year."""
    return lambda world: read(world) | {"year": YEAR} | more


def words(_world: World) -> dict[str, str]:
    """What somebody writes."""
    return {"title": "Noget", "text": "", "because": "Kendt", "outcome": "Intet", "owner_name": "Nogen"}


def reading_stops() -> Iterator[Stop]:
    """Every address of reading, findings and the yearly report."""
    for name in ("development", "maturity", "findings", "yearly"):
        yield Stop(f"evaluation:{name}", PARTIES, read)
        yield Stop(f"evaluation:{name}", NOT_SO, read, "post")
    yield Stop("evaluation:question", PARTIES, question)
    yield Stop("evaluation:question", PARTIES, begun_anew)
    yield Stop("evaluation:question", NOT_SO, question, "post")
    yield Stop("evaluation:results", PARTIES, results)
    yield Stop("evaluation:results", NOT_SO, results, "post")
    yield Stop("evaluation:new_basis", RUNNERS, question)
    yield Stop("evaluation:new_basis", RUNNERS, question, "post")
    yield Stop("evaluation:drop_basis", NOT_SO, basis)
    yield Stop("evaluation:drop_basis", RUNNERS_WRITE, basis, "post")
    yield from finding_stops()
    yield Stop("evaluation:release_report", NOT_SO, of_year())
    yield Stop("evaluation:release_report", RUNNERS_WRITE, of_year(), "post")
    for kind in ("docx", "xlsx"):
        yield Stop("evaluation:yearly_file", PARTIES, of_year(kind=kind))
    yield Stop("evaluation:yearly_file", NOT_SO, of_year(kind="xlsx"), "post")


def finding_stops() -> Iterator[Stop]:
    """Findings in every state, and each step."""
    for state in ("proposed", "accepted", "closed"):
        yield Stop("evaluation:finding", PARTIES, in_state(state))
    yield Stop("evaluation:finding", NOT_SO, finding, "post")
    yield Stop("evaluation:new_finding", PARTIES, read)
    yield Stop("evaluation:new_finding", ANYBODY_WRITE, read, "post", words)
    steps = {"take_up": "proposed", "put": "proposed", "change": "accepted", "close": "accepted", "tell": "closed"}
    for name, state in steps.items():
        full = "put_finding_aside" if name == "put" else f"{name}_finding"
        yield Stop(f"evaluation:{full}", NOT_SO, in_state(state))
        yield Stop(f"evaluation:{full}", RUNNERS_WRITE, in_state(state), "post", words)
    yield Stop("evaluation:add_finding_action", NOT_SO, finding)
    yield Stop("evaluation:add_finding_action", RUNNERS, finding, "post", words)
    yield Stop("evaluation:tick_finding_action", NOT_SO, action)
    yield Stop("evaluation:tick_finding_action", ANYBODY_WRITE, action, "post", lambda _world: {"done": "1"})
