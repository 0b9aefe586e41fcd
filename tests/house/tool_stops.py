"""Stops of tools, recommendations and themes, with what only one organisation or only members may see."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from maskinrum.knowledge.actions import record_tool_use, write_recommendation
from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.facts.recommendations import RecommendationFacts
from maskinrum.knowledge.models import Experience, Recommendation, Tool, ToolFile
from maskinrum.organisations.actions import grant_access
from maskinrum.organisations.models import Grant
from tests.conftest import NOW
from tests.house.experience_stops import everything as hidden_experiences
from tests.house.walk import OPEN, OWN, SIGNED_IN, Answer, Gets, Stop, World, alike
from tests.knowledge.tooling import brought, shipped_tool

MISSING, OK, LOGIN, MOVED = Answer.MISSING, Answer.OK, Answer.LOGIN, Answer.MOVED
MANAGER = Gets(LOGIN, MISSING, MISSING, MISSING, MISSING, OK)
SHARED_PAGE = Gets(MISSING, MISSING, MISSING, OK, OK, OK)
OWN_PAGE = Gets(MISSING, MISSING, MISSING, MISSING, OK, OK)
MEMBERS = Gets(MISSING, MISSING, OK, OK, OK, OK)
ACTING = replace(SIGNED_IN, newcomer=MISSING)
SECRETARIAT = Gets(LOGIN, MISSING, MISSING, MISSING, MISSING, MISSING, secretariat=OK)


def own_tool(world: World) -> dict[str, Any]:
    """A variant that stays in the organisation, used by nobody else, every text of it a secret."""
    if not Tool.objects.filter(key="indenfor").exists():
        words = {"title": world.secret("Vaerktoejtitel"), "note": world.secret("Vaerktoejnote")}
        row = brought(shipped_tool(), world.viewer("member"), visibility="organisation", **words)
        secrets = {name: world.secret(f"Vaerktoej{name}") for name in ("purpose", "users", "steps")}
        Tool.objects.filter(pk=row.pk).update(key="indenfor", **secrets)
        ToolFile.objects.filter(version__tool=row).update(name=world.secret("Vaerktoejfil"), file="ingen-fil")
    return {"key": "indenfor"}


def an_open_tool(world: World) -> dict[str, Any]:
    """The one that ships, used by the guest."""
    own_tool(world)
    row = Tool.objects.get(key="moedeark")
    told = {"outcome": UseOutcome.WORKED, "text": "Det hjalp.", "place": "Fire moeder"}
    record_tool_use(row, **told, viewer=world.viewer("guest"), now=NOW)  # type: ignore[arg-type]
    return {"key": "moedeark"}


def own_file(world: World) -> dict[str, Any]:
    """The file of the variant."""
    arguments = own_tool(world)
    return arguments | {"file_id": ToolFile.objects.get(version__tool__key="indenfor").pk}


def for_members(world: World) -> dict[str, Any]:
    """A recommendation for the network that rests on experiences which not everybody may read."""
    hidden_experiences(world)
    members = ("outsider", "guest", "secretariat", "party")
    if not Recommendation.objects.filter(key="forfaa").exists():

        def secret(what: str) -> str:
            return world.secret(f"Anbefaling{what}", is_shared=True, known_to=members)

        facts = RecommendationFacts(
            statement=secret("udsagn"),
            reasons=secret("grund"),
            caveat=secret("forbehold"),
            phase="F5",
            themes=("F6",),
            visibility="network",
            support=tuple(Experience.objects.order_by("key").values_list("key", flat=True)),
        )
        row = write_recommendation(None, facts=facts, viewer=world.viewer("secretariat"), now=NOW)
        Recommendation.objects.filter(pk=row.pk).update(key="forfaa")
    return {"key": "forfaa"}


def a_theme(world: World) -> dict[str, Any]:
    """A theme of everything that is hidden."""
    own_tool(world)
    for_members(world)
    Tool.objects.update(theme_codes="F6")
    return {"code": "f6"}


def shared_tool(world: World) -> dict[str, Any]:
    """A variant that stays in the organisation but for the guest."""
    if not Tool.objects.filter(key="aabnet").exists():
        words = {name: world.secret(f"Aabnet{name}", is_shared=True) for name in ("title", "note")}
        row = brought(shipped_tool(), world.viewer("member"), visibility="organisation", **words)
        Tool.objects.filter(pk=row.pk).update(key="aabnet")
        row.refresh_from_db()
        grant_access(row, organisation=world.guest_organisation, viewer=world.viewer("manager"), now=NOW)
    return {"key": "aabnet"}


def tool_grant(world: World) -> dict[str, Any]:
    """The grant that opens it."""
    return shared_tool(world) | {"grant_id": grant_to(Tool.objects.get(key="aabnet"))}


def shared_recommendation(world: World) -> dict[str, Any]:
    """One that stays with the secretariat but for the guest."""
    if not Recommendation.objects.filter(key="aabnetraad").exists():
        facts = RecommendationFacts(statement="Begynd i tide.", phase="F5", themes=("F6",), visibility="organisation")
        row = write_recommendation(None, facts=facts, viewer=world.viewer("secretariat"), now=NOW)
        Recommendation.objects.filter(pk=row.pk).update(key="aabnetraad")
        row.refresh_from_db()
        grant_access(row, organisation=world.guest_organisation, viewer=world.viewer("secretariat"), now=NOW)
    return {"key": "aabnetraad"}


def recommendation_grant(world: World) -> dict[str, Any]:
    """The grant that opens it."""
    return shared_recommendation(world) | {"grant_id": grant_to(Recommendation.objects.get(key="aabnetraad"))}


def grant_to(row: Any) -> Any:
    """The key of the newest grant to something."""
    return Grant.objects.filter(object_id=row.pk).latest("granted_at", "id").pk


def hidden(world: World) -> dict[str, Any]:
    """All that not everybody may see."""
    a_theme(world)
    return {}


def worked(world: World) -> dict[str, str]:
    """It worked."""
    return {"outcome": "worked"}


def tool_stops() -> Iterator[Stop]:
    """The pages of tools, recommendations and themes."""
    for name in ("tools:index", "recommendations:index", "themes:index"):
        yield Stop(name, OPEN, hidden)
        yield Stop(name, alike(Answer.NOT_ALLOWED), method="post")
    yield Stop("tools:tool", OWN_PAGE, own_tool)
    yield Stop("tools:tool", OPEN, an_open_tool)
    # The row has no file on the disk: fetching is held by tests/knowledge/test_tool_pages.py.
    yield Stop("tools:file", alike(MISSING), own_file)
    yield Stop("tools:used", ACTING, an_open_tool)
    yield Stop("tools:used", alike_but_visitor(MISSING), own_tool)
    yield Stop("tools:bring", ACTING, an_open_tool)
    yield Stop("tools:bring", OWN, own_tool)
    yield Stop("tools:used", replace(alike(MOVED), visitor=LOGIN, newcomer=MISSING), an_open_tool, "post", worked)
    yield Stop("tools:bring", OWN, own_tool, "post")
    yield Stop("recommendations:recommendation", MEMBERS, for_members)
    yield Stop("recommendations:versions", MEMBERS, for_members)
    yield Stop("recommendations:edit", SECRETARIAT, for_members)
    yield Stop("recommendations:edit", SECRETARIAT, for_members, "post")
    yield Stop("recommendations:new", SECRETARIAT, hidden)
    yield Stop("recommendations:new", SECRETARIAT, hidden, "post")
    yield Stop("themes:theme", OPEN, a_theme)
    yield from sharing_stops()


def sharing_stops() -> Iterator[Stop]:
    """Tools and recommendations that are opened to the guest by name."""
    not_so = replace(alike(Answer.NOT_ALLOWED), visitor=LOGIN)
    yield Stop("tools:tool", SHARED_PAGE, shared_tool)
    yield Stop("tools:sharing", MANAGER, shared_tool)
    yield Stop("tools:sharing", MANAGER, shared_tool, "post")
    yield Stop("tools:stop_sharing", not_so, tool_grant)
    yield Stop("tools:stop_sharing", replace(MANAGER, manager=MOVED), tool_grant, "post")
    by_name = replace(SHARED_PAGE, member=MISSING, manager=MISSING, secretariat=OK)
    yield Stop("recommendations:recommendation", by_name, shared_recommendation)
    yield Stop("recommendations:sharing", SECRETARIAT, shared_recommendation)
    yield Stop("recommendations:sharing", SECRETARIAT, shared_recommendation, "post")
    yield Stop("recommendations:stop_sharing", not_so, recommendation_grant)
    stopped = replace(SECRETARIAT, secretariat=MOVED)
    yield Stop("recommendations:stop_sharing", stopped, recommendation_grant, "post")


def alike_but_visitor(answer: Answer) -> Gets:
    """Everybody gets the same, and visitors are asked to log in."""
    return replace(alike(answer), visitor=LOGIN)
