"""Stops of conversations: only the two who talk and the secretariat read them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from maskinrum.network.actions import ask_for_conversation, propose_conversations, show_of_oneself
from maskinrum.network.actions.sparring import answer_proposal, end_conversation, offer_day
from maskinrum.network.facts.conversations import Slot
from maskinrum.network.facts.stands import CardFacts
from maskinrum.network.models import SparringRequest
from tests.conftest import NOW
from tests.house.walk import SIGNED_IN, Answer, Gets, Stop, World, alike

MISSING, OK, LOGIN, MOVED = Answer.MISSING, Answer.OK, Answer.LOGIN, Answer.MOVED
NOT_SO = replace(alike(Answer.NOT_ALLOWED), visitor=LOGIN)
# The manager asks, so that every secret is shown to a manager somewhere; the guest is asked.
TWO = Gets(LOGIN, MISSING, MISSING, OK, MISSING, OK, secretariat=OK)
WRITES = replace(TWO, guest=MOVED, manager=MOVED, secretariat=Answer.BROKEN_RULE)


def asked(world: World) -> dict[str, Any]:
    """A wish of the manager's that the guest is asked for."""
    if not SparringRequest.objects.filter(key="samtalen").exists():
        viewer, guest = world.viewer("manager"), world.viewer("guest")
        text = world.secret("Samtalen", is_shared=True, known_to=("secretariat",))
        show_of_oneself(CardFacts(themes=("F6",), capacity=1), viewer=guest, now=NOW)
        row = ask_for_conversation(("F6",), text=text, viewer=viewer, now=NOW)
        SparringRequest.objects.filter(pk=row.pk).update(key="samtalen")
        propose_conversations(NOW)
    return {"key": "samtalen"}


def everything(world: World) -> dict[str, Any]:
    """The same, for pages without arguments."""
    asked(world)
    return {}


def agreed(world: World) -> dict[str, Any]:
    """The same, with a yes."""
    arguments = asked(world)
    row = SparringRequest.objects.get(key="samtalen")
    if row.state == "proposed":
        answer_proposal(row, accepts=True, viewer=world.viewer("guest"), now=NOW)
    return arguments


def done(world: World) -> dict[str, Any]:
    """The same, with what came of it, written by the manager."""
    arguments = agreed(world)
    row = SparringRequest.objects.get(key="samtalen")
    if row.state == "agreed":
        came = world.secret("Udbyttet", is_shared=True, known_to=("secretariat",))
        end_conversation(row, came_of_it=came, viewer=world.viewer("manager"), now=NOW)
    return arguments


def yes(world: World) -> dict[str, str]:
    """Yes."""
    return {"accept": "1"}


def a_day(world: World) -> dict[str, str]:
    """A day and an hour that are ahead, whenever the walk is made."""
    return {"day": str(timezone.localdate() + timedelta(days=30)), "hour": "10:00"}


def offered(world: World) -> dict[str, Any]:
    """A conversation with a yes, for which the guest proposes that time."""
    arguments, typed = agreed(world), a_day(world)
    row = SparringRequest.objects.get(key="samtalen")
    if row.state == "agreed" and row.agreed is None:
        slot = Slot(date.fromisoformat(typed["day"]), time.fromisoformat(typed["hour"]))
        offer_day(row, slot, viewer=world.viewer("guest"), now=timezone.now())
    return arguments


def a_wish(world: World) -> dict[str, str]:
    """A wish for a conversation."""
    return {"theme_1": "F6", "text": "Hvordan begynder vi?"}


def sparring_stops() -> Iterator[Stop]:
    """Conversations."""
    yield Stop("network:sparring", SIGNED_IN, everything)
    yield Stop("network:sparring_ask", replace(SIGNED_IN, newcomer=MISSING), everything)
    yield Stop(
        "network:sparring_ask", replace(alike(MOVED), visitor=LOGIN, newcomer=MISSING), everything, "post", a_wish
    )
    yield Stop("network:sparring_propose", NOT_SO)
    yield Stop(
        "network:sparring_propose", replace(alike(MISSING), visitor=LOGIN, secretariat=MOVED), everything, "post"
    )
    for made in (asked, agreed, offered, done):
        yield Stop("network:sparring_request", TWO, made)
    for name in ("answer", "day", "fits", "withdraw", "tell"):
        yield Stop(f"network:sparring_{name}", NOT_SO, asked)
    yield Stop("network:sparring_step_back", replace(TWO, guest=MOVED, manager=MOVED, secretariat=MOVED), asked)
    yield Stop("network:sparring_step_back", replace(WRITES, guest=OK, manager=OK, secretariat=OK), asked, "post")
    yield Stop("network:sparring_step_back", replace(WRITES, manager=OK, secretariat=OK), agreed, "post")
    yield Stop("network:sparring_done", replace(TWO, guest=MOVED, manager=MOVED, secretariat=MOVED), asked)
    wrong = Answer.BROKEN_RULE
    yield Stop("network:sparring_answer", replace(WRITES, manager=wrong), asked, "post", yes)
    yield Stop("network:sparring_day", replace(WRITES, secretariat=OK), agreed, "post", a_day)
    yield Stop("network:sparring_fits", replace(WRITES, guest=OK, secretariat=OK), offered, "post", a_day)
    yield Stop("network:sparring_done", replace(WRITES, secretariat=OK), agreed, "post")
    yield Stop("network:sparring_tell", replace(WRITES, guest=wrong), done, "post")
    yield Stop("network:sparring_withdraw", replace(WRITES, guest=wrong, secretariat=MOVED), asked, "post")
