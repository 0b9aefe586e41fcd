"""Stops of the entries of the register: their pages, history, comparison, files, corrections and forms."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.partnerships.actions import send_correction
from maskinrum.partnerships.facts import Words
from maskinrum.partnerships.models import JointEstimate, Partnership
from tests.conftest import NOW
from tests.house.walk import NETWORK, OPEN, Answer, Gets, Stop, World, alike
from tests.partnerships.entries import SOURCE, added, changed, entry_facts

MISSING, OK, LOGIN = Answer.MISSING, Answer.OK, Answer.LOGIN
PARTIES = Gets(MISSING, MISSING, MISSING, OK, OK, OK)
CLIENT = Gets(MISSING, MISSING, MISSING, MISSING, OK, OK)
MANAGERS = Gets(LOGIN, MISSING, MISSING, MISSING, MISSING, OK)


def _secret_entry(world: World, visibility: Visibility) -> Partnership:
    """An entry whose every text is a secret, with a change in its history that is one too."""
    is_shared = visibility == Visibility.PARTNERSHIP

    def secret(what: str) -> str:
        return world.secret(f"{what}{visibility}".replace("_", ""), is_shared=is_shared)

    facts = entry_facts(
        client=world.organisation.name,
        contractor=world.guest_organisation.name,
        name=secret("Navn"),
        client_name=secret("Bygherre"),
        scope=Words(secret("Omfang")),
        status_words=Words(secret("Status")),
    )
    slug = f"aftalen-{visibility}"
    if there := Partnership.objects.filter(slug=slug).first():
        return there
    row = added(facts, slug=slug, visibility=visibility)
    changed(row, volume_note=Words(secret("Volumen")))
    return Partnership.objects.get(pk=row.pk)


def parties_entry(world: World) -> dict[str, Any]:
    """An entry that only its parties may see: the guest is one of them."""
    return {"slug": _secret_entry(world, Visibility.PARTNERSHIP).slug}


def client_entry(world: World) -> dict[str, Any]:
    """An entry that only its client may see."""
    return {"slug": _secret_entry(world, Visibility.ORGANISATION).slug}


def as_file(kind: str, entry: Any = parties_entry) -> Any:
    """The arguments of an entry as a file of one kind."""
    return lambda world: entry(world) | {"kind": kind}


def shared_by(entry: Any) -> Any:
    """The arguments of an entry and of a number that it shares with others."""

    def place(world: World) -> dict[str, Any]:
        there: dict[str, Any] = entry(world)
        announced = {"low": 8, "high": 9, "kind": "estimate", "label": "F", "note_da": world.secret("Samlet")}
        row, _is_new = JointEstimate.objects.get_or_create(slug=f"samlet-{there['slug']}", defaults=announced)
        Partnership.objects.get(slug=there["slug"]).also_in.add(row)
        return there | {"estimate": row.slug}

    return place


def correction(world: World) -> dict[str, Any]:
    """Something wrong that a party has written about."""
    row = _secret_entry(world, Visibility.PARTNERSHIP)
    texts = {"field": "name", "text": world.secret("Rettelse"), "source_url": SOURCE.url, "email": ""}
    return {"key": send_correction(row, **texts, viewer=OPERATOR, now=NOW).pk}


def correction_listed(world: World) -> dict[str, Any]:
    """The list has one that waits."""
    correction(world)
    return {}


def both(world: World) -> dict[str, Any]:
    """Both entries asked for side by side."""
    return {"slug": ["aftalen-partnership", "aftalen-organisation"]}


def both_there(world: World) -> dict[str, Any]:
    """Both entries exist."""
    parties_entry(world)
    client_entry(world)
    return {}


def both_as(kind: str) -> Any:
    """Both entries exist, asked for as a file."""
    return lambda world: both_there(world) | {"kind": kind}


def entry_stops() -> Iterator[Stop]:
    """Every address of entries, with an entry for the parties and one for the client alone."""
    for name in ("entry", "history", "wrong", "thanks"):
        yield Stop(f"register:{name}", PARTIES, parties_entry)
        yield Stop(f"register:{name}", CLIENT, client_entry)
    for kind in ("csv", "xlsx"):
        yield Stop("register:entry_export", PARTIES, as_file(kind))
        yield Stop("register:entry_export", CLIENT, as_file(kind, client_entry))
        yield Stop("register:compare_export", PARTIES, both_as(kind), "get", both)
    yield Stop("register:entry_export", alike(MISSING), as_file("pdf"))
    yield Stop("register:compare_export", alike(MISSING), both_as("pdf"), "get", both)
    yield Stop("register:compare", OPEN, both_there, "get", both)
    yield Stop("register:wrong", PARTIES, parties_entry, "post")
    for entry in (parties_entry, client_entry):
        yield Stop("register:edit", MANAGERS, entry)
        yield Stop("register:edit", MANAGERS, entry, "post")
        yield Stop("register:joint_estimate", MANAGERS, entry)
        yield Stop("register:joint_estimate", MANAGERS, entry, "post")
        yield Stop("register:change_joint_estimate", MANAGERS, shared_by(entry))
        yield Stop("register:change_joint_estimate", MANAGERS, shared_by(entry), "post")
    yield Stop("register:new", NETWORK)
    yield Stop("register:new", NETWORK, method="post")
    yield Stop("register:corrections", replace(MANAGERS, secretariat=OK), correction_listed)
    yield Stop("register:correction", MANAGERS, correction)
    yield Stop("register:correction", MANAGERS, correction, "post")
