"""Stops of questions: one inside the organisation, one without a name, and what stands below them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from maskinrum.network.actions import accept_answer, ask_question, contribute, edit_question
from maskinrum.network.enums import ContributionKind
from maskinrum.network.facts.questions import QuestionFacts
from maskinrum.network.models import Contribution, Question
from tests.conftest import NOW
from tests.house.walk import OPEN, OWN, SIGNED_IN, Answer, Gets, Stop, World, alike

MISSING, OK, LOGIN, MOVED, WRONG = Answer.MISSING, Answer.OK, Answer.LOGIN, Answer.MOVED, Answer.BROKEN_RULE
NOT_SO = replace(alike(Answer.NOT_ALLOWED), visitor=LOGIN)
INSIDE = Gets(MISSING, MISSING, MISSING, MISSING, OK, OK)
NETWORK = Gets(MISSING, MISSING, OK, OK, OK, OK)
# The manager asked, so that others may answer.
ANSWERS = Gets(LOGIN, MISSING, OK, OK, OK, MISSING)
CLARIFIES = Gets(LOGIN, MISSING, OK, OK, OK, OK)


def once(
    key: str, facts: QuestionFacts, world: World, *, is_anonymous: bool = False, asker: str = "manager"
) -> dict[str, Any]:
    """Ask with this key, unless another stop has."""
    if not Question.objects.filter(key=key).exists():
        row = ask_question(facts, is_anonymous=is_anonymous, viewer=world.viewer(asker), now=NOW)
        Question.objects.filter(pk=row.pk).update(key=key)
    return {"key": key}


def inside(world: World) -> dict[str, Any]:
    """One that only the own organisation reads, every text of it a secret."""
    facts = QuestionFacts(
        title=world.secret("Spoergsmaalet"), text=world.secret("Baggrunden"), visibility="organisation"
    )
    before = replace(facts, title=world.secret("Foertitel"), text=world.secret("Foerord"))
    arguments = once("indenfor", before, world)
    if not Contribution.objects.filter(question__key="indenfor").exists():
        row = Question.objects.get(key="indenfor")
        edit_question(row, facts, expected_revision=1, viewer=world.viewer("manager"), now=NOW)
        answer = world.secret("Svaret")
        contribute(row, kind=ContributionKind.ANSWER, text=answer, viewer=world.viewer("member"), now=NOW)
    return arguments


def unnamed(world: World) -> dict[str, Any]:
    """One without a name that every member reads: who asks is a secret."""
    inside(world)
    facts = QuestionFacts(title="Hvem har set en A-skade?")
    return once("uden-navn", facts, world, is_anonymous=True, asker="member")


def network(world: World) -> dict[str, Any]:
    """One that every member reads and may answer."""
    inside(world)
    return once("netvaerket", QuestionFacts(title="Hvem har en kontoplan?"), world)


def answered(world: World) -> dict[str, Any]:
    """An answer of the guest's to it."""
    arguments = network(world)
    row = Question.objects.get(key="netvaerket")
    if not row.contributions.exists():
        contribute(row, kind=ContributionKind.ANSWER, text="Vi har.", viewer=world.viewer("guest"), now=NOW)
    return arguments | {"written_id": row.contributions.get().pk}


def helped(world: World) -> dict[str, Any]:
    """The same, accepted."""
    arguments = answered(world)
    accept_answer(Contribution.objects.get(pk=arguments["written_id"]), viewer=world.viewer("manager"), now=NOW)
    return arguments


def read_helped(world: World) -> dict[str, Any]:
    """The question with the answer that helped."""
    return {"key": helped(world)["key"]}


def everything(world: World) -> dict[str, Any]:
    """All that not everybody may see, for pages without arguments."""
    unnamed(world)
    return {}


def words(world: World) -> dict[str, str]:
    """An answer."""
    return {"text": "Det har vi."}


def other_words(world: World) -> dict[str, str]:
    """Other words for a question that is there."""
    return {"title": "Hvem ved det nu?", "revision": "2"}


def question_words(world: World) -> dict[str, str]:
    """A question."""
    return {"title": "Hvem ved det?", "name": "unnamed", "visibility": "network"}


def question_stops() -> Iterator[Stop]:
    """Questions: read by whom they are for, kept by whoever asks."""
    yield Stop("network:questions", OPEN, everything)
    yield Stop("network:mine", SIGNED_IN, everything)
    yield Stop("network:ask", SIGNED_IN)
    yield Stop("network:ask", replace(alike(MOVED), visitor=LOGIN, newcomer=OK), everything, "post", question_words)
    yield Stop("network:similar", alike(Answer.NOT_ALLOWED))
    yield Stop("network:similar", OPEN, everything, "post", question_words)
    yield Stop("network:question", INSIDE, inside)
    yield Stop("network:question", NETWORK, unnamed)
    yield Stop("network:question", NETWORK, read_helped)
    yield Stop("network:answer", replace(OWN, manager=MISSING), inside)
    yield Stop("network:answer", ANSWERS, network)
    yield Stop(
        "network:answer",
        replace(ANSWERS, outsider=MOVED, guest=MOVED, member=MOVED, manager=OK),
        network,
        "post",
        words,
    )
    yield Stop("network:clarify", OWN, inside)
    yield Stop("network:clarify", replace(alike(MOVED), visitor=LOGIN, newcomer=MISSING), network, "post", words)
    asker = replace(alike(WRONG), visitor=LOGIN, newcomer=MISSING, manager=MOVED, secretariat=MOVED)
    for name in ("accept", "remove", "make_experience"):
        yield Stop(f"network:{name}", NOT_SO, answered)
    yield Stop("network:accept", asker, answered, "post")
    author = replace(alike(WRONG), visitor=LOGIN, newcomer=MISSING, guest=MOVED, secretariat=MOVED)
    yield Stop("network:remove", author, answered, "post")
    yield Stop("network:make_experience", replace(author, secretariat=WRONG), helped, "post")
    mine = replace(alike(MISSING), visitor=LOGIN, manager=OK)
    yield Stop("network:edit", mine, inside)
    yield Stop("network:edit", replace(mine, manager=MOVED), inside, "post", other_words)
    for name in ("close", "withdraw", "asker"):
        yield Stop(f"network:{name}", NOT_SO, network)
    yield Stop("network:close", asker, network, "post")
    unnamed_keeps = replace(asker, member=MOVED, manager=WRONG)
    yield Stop("network:withdraw", unnamed_keeps, unnamed, "post")
    yield Stop("network:asker", replace(alike(MISSING), visitor=LOGIN, secretariat=OK), unnamed, "post")
