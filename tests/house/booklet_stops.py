"""Stops of booklets, with one of the own organisation and one for members that holds what they may not read."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from maskinrum.knowledge.actions import add_to_booklet, begin_booklet, write_in_booklet
from maskinrum.knowledge.actions.booklets import BookletFacts
from maskinrum.knowledge.models import Booklet, BookletItem
from maskinrum.organisations.actions import grant_access
from maskinrum.organisations.models import Grant
from tests.conftest import NOW
from tests.house.walk import OPEN, OWN, SIGNED_IN, Answer, Gets, Stop, World, alike
from tests.knowledge.telling import published_one

MISSING, OK = Answer.MISSING, Answer.OK
MANAGER = Gets(Answer.LOGIN, MISSING, MISSING, MISSING, MISSING, OK)
SHARED_PAGE = Gets(MISSING, MISSING, MISSING, OK, OK, OK)
OWN_PAGE = Gets(MISSING, MISSING, MISSING, MISSING, OK, OK)
MEMBERS = Gets(MISSING, MISSING, OK, OK, OK, OK)
ACTING = replace(SIGNED_IN, newcomer=MISSING)
OWN_WRITE = replace(OWN, member=Answer.MOVED, manager=Answer.MOVED)


def own_booklet(world: World) -> dict[str, Any]:
    """One that stays in the organisation, every text of it a secret."""
    return _booklet(world, "indenforhaefte", "organisation", world.secret)


def shared_booklet(world: World) -> dict[str, Any]:
    """One that stays in the organisation but for the guest; what it leads to stays where it is."""
    is_new = not Booklet.objects.filter(key="aabnethaefte").exists()
    arguments = _booklet(
        world, "aabnethaefte", "organisation", lambda what: world.secret(f"Aabnet{what}", is_shared=True)
    )
    if is_new:
        row = Booklet.objects.get(key="aabnethaefte")
        grant_access(row, organisation=world.guest_organisation, viewer=world.viewer("manager"), now=NOW)
    return arguments


def booklet_grant(world: World) -> dict[str, Any]:
    """The grant that opens it."""
    arguments = shared_booklet(world)
    row = Booklet.objects.get(key="aabnethaefte")
    return arguments | {"grant_id": Grant.objects.filter(object_id=row.pk).latest("granted_at", "id").pk}


def for_members(world: World) -> dict[str, Any]:
    """One for the network that leads to an experience of the own organisation."""
    members = ("outsider", "guest", "secretariat", "party")

    def known(what: str) -> str:
        return world.secret(f"Faelles{what}", is_shared=True, known_to=members)

    return _booklet(world, "forallehaefte", "network", known)


def _booklet(world: World, key: str, visibility: str, secret: Any) -> dict[str, Any]:
    if not Booklet.objects.filter(key=key).exists():
        member = world.viewer("member")
        facts = BookletFacts(secret("Haeftetitel"), secret("Haefteord"), visibility=visibility)
        row = begin_booklet(facts, viewer=member, now=NOW)
        own = {"heading": secret("Haefteoverskrift"), "text": secret("Haeftetekst")}
        write_in_booklet(row, None, **own, viewer=member, now=NOW)
        hidden: dict[str, Any] = {name: world.secret(f"Ihaeftet{name}") for name in ("title", "happened", "advice")}
        told = published_one(member, visibility="organisation", **hidden)
        add_to_booklet(row, told, viewer=member, now=NOW)
        Booklet.objects.filter(pk=row.pk).update(key=key)
    return {"key": key}


def both(world: World) -> dict[str, Any]:
    """Both of them."""
    own_booklet(world)
    for_members(world)
    return {}


def as_file(kind: str) -> Any:
    """The arguments of the booklet for members as a file."""
    return lambda world: for_members(world) | {"kind": kind}


def a_text(world: World) -> dict[str, Any]:
    """The own text of the own booklet."""
    arguments = own_booklet(world)
    return arguments | {"item_id": BookletItem.objects.get(booklet__key="indenforhaefte", experience=None).pk}


def written(world: World) -> dict[str, str]:
    """A text of one's own."""
    return {"heading": "Begynd her", "text": "Ja."}


def said(world: World) -> dict[str, str]:
    """What a booklet says of itself."""
    return {"title": "Nyt", "introduction": "", "language": "da", "visibility": "network"}


def down(world: World) -> dict[str, str]:
    """One place down."""
    return {"way": "down"}


def booklet_stops() -> Iterator[Stop]:
    """The pages of booklets."""
    yield Stop("booklets:index", OPEN, both)
    yield Stop("booklets:booklet", OWN_PAGE, own_booklet)
    yield Stop("booklets:booklet", MEMBERS, for_members)
    yield Stop("booklets:file", MEMBERS, as_file("html"))
    yield Stop("booklets:file", MEMBERS, as_file("docx"))
    yield Stop("booklets:file", alike(MISSING), as_file("exe"))
    yield Stop("booklets:new", ACTING, both)
    yield Stop("booklets:new", replace(ACTING, **_moved("outsider", "guest", "member", "manager")), both, "post", said)
    for name in ("edit", "parts", "choose", "text"):
        yield Stop(f"booklets:{name}", OWN, own_booklet)
    yield Stop("booklets:edit", OWN, for_members)
    yield Stop("booklets:change_text", OWN, a_text)
    yield Stop("booklets:edit", OWN_WRITE, own_booklet, "post", said)
    yield Stop("booklets:text", OWN_WRITE, own_booklet, "post", written)
    yield Stop("booklets:choose", replace(OWN, member=MISSING, manager=MISSING), own_booklet, "post")
    yield Stop("booklets:move", OWN_WRITE, a_text, "post", down)
    yield Stop("booklets:remove", OWN_WRITE, a_text, "post")
    yield Stop("booklets:booklet", SHARED_PAGE, shared_booklet)
    yield Stop("booklets:sharing", MANAGER, shared_booklet)
    yield Stop("booklets:sharing", MANAGER, shared_booklet, "post")
    yield Stop("booklets:stop_sharing", replace(alike(Answer.NOT_ALLOWED), visitor=Answer.LOGIN), booklet_grant)
    yield Stop("booklets:stop_sharing", replace(MANAGER, manager=Answer.MOVED), booklet_grant, "post")
    yield Stop("booklets:discard", OWN_WRITE, own_booklet, "post")


def _moved(*kinds: str) -> dict[str, Answer]:
    return dict.fromkeys(kinds, Answer.MOVED)
