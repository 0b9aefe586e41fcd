"""Stops of search: what a viewer may not see is neither found nor counted, whatever is asked."""

from dataclasses import replace
from typing import Any

from maskinrum.partnerships.models import Project
from maskinrum.search.actions import build_index, keep_synonym
from tests.conftest import NOW
from tests.decisions.making import TAGET, opened
from tests.house.register_stops import hidden
from tests.house.walk import NETWORK, OPEN, Answer, Stop, World, alike

COMMON = "Fællesord"


def everything(world: World) -> dict[str, Any]:
    """Something of every kind that not everybody may see, each with a word that all of them have, in the index."""
    hidden(world)
    if not Project.objects.filter(name__startswith=COMMON).exists():
        facts = replace(TAGET, name=f"{COMMON} {world.secret('Soegtprojekt')}")
        note = f"{COMMON} {world.secret('Soegtnote')}"
        title = f"{COMMON} {world.secret('Soegttitel')}"
        opened(world.organisation, world.viewer("manager"), NOW, facts, title=title, note=note)
    keep_synonym("hugsten", "kvadersten", now=NOW)
    build_index()
    return {}


def asked(world: World) -> dict[str, Any]:
    """Words that stand in all of it."""
    return {"q": f"{COMMON} strategisk partnerskab entreprenør ingeniør"}


SEARCH = [
    Stop("search:index", OPEN, everything, data=asked),
    Stop("search:unanswered", alike(Answer.NOT_ALLOWED)),
    Stop("secretariat:searches", NETWORK),
]
