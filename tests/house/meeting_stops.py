"""Stops of development meetings: one of the own organisation that runs, one that is shared, one for members."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from maskinrum.meetings.actions import (
    ActionFacts,
    NoteText,
    add_action,
    add_item,
    call_meeting,
    capture_experience,
    decide,
    invite_to_meeting,
    open_round,
    start_meeting,
    write_note,
)
from maskinrum.meetings.facts.meetings import ItemFacts
from maskinrum.meetings.models import Meeting, MeetingAction, Participant
from maskinrum.organisations.actions import grant_access
from maskinrum.organisations.models import Grant
from maskinrum.shared.tokens import digest_of
from tests.conftest import NOW
from tests.house.walk import OPEN, OWN, SIGNED_IN, Answer, Gets, Stop, World, alike
from tests.knowledge.telling import published_one
from tests.meetings.holding import DUE, meeting_facts

MISSING, MOVED, OK = Answer.MISSING, Answer.MOVED, Answer.OK
OWN_PAGE = Gets(MISSING, MISSING, MISSING, MISSING, OK, OK)
SHARED_PAGE = Gets(MISSING, MISSING, MISSING, OK, OK, OK)
MEMBERS = Gets(MISSING, MISSING, OK, OK, OK, OK)
MANAGER = Gets(Answer.LOGIN, MISSING, MISSING, MISSING, MISSING, OK)
OWN_WRITE = replace(OWN, member=MOVED, manager=MOVED)
ACTING = replace(SIGNED_IN, newcomer=MISSING)
NEVER = replace(alike(MISSING), visitor=Answer.LOGIN)
NOTE = uuid5(NAMESPACE_URL, "note")
KEYS = {"runs": "iganghosos", "ahead": "foranoshos", "shared": "deltmedgaest", "network": "forallemode"}


def _made(world: World, which: str, secret: Any, **given: Any) -> Meeting:
    found = Meeting.objects.filter(key=KEYS[which]).first()
    if found is not None:
        return found
    viewer = world.viewer("member")
    texts = {name: secret(f"Moede{name}") for name in ("title", "purpose", "place")}
    facts = meeting_facts(**texts, online_url=f"https://m.example/{world.secret('Moedelink')}", **given)
    row = call_meeting(facts, viewer=viewer, now=NOW)
    Meeting.objects.filter(pk=row.pk).update(key=KEYS[which])
    row.refresh_from_db()
    told = published_one(viewer, visibility="organisation", title=world.secret("Moedetserfaring"))
    add_item(row, ItemFacts(secret("Punkt"), secret("Punkttekst"), experience=told.key), viewer=viewer, now=NOW)
    invite_to_meeting(row, [f"{world.secret('Inviteret').lower()}@sted.example"], viewer=viewer, now=NOW)
    return row


def ahead(world: World) -> dict[str, Any]:
    """One that is planned, within the organisation."""
    return {"key": _made(world, "ahead", world.secret, visibility="organisation").key}


def runs(world: World) -> dict[str, Any]:
    """One that runs, within the organisation, with one of everything."""
    is_new = not Meeting.objects.filter(key=KEYS["runs"]).exists()
    row = _made(world, "runs", world.secret, visibility="organisation")
    if is_new:
        viewer, item = world.viewer("member"), row.items.get()
        start_meeting(row, viewer=viewer, now=NOW)
        own: dict[str, Any] = {"viewer": viewer, "now": NOW}
        write_note(row, NoteText(NOTE, item.pk, world.secret("Note")), **own)
        write_note(row, NoteText(NOTE, item.pk, world.secret("Notebagefter"), 1), **own)
        write_note(row, NoteText(NOTE, item.pk, world.secret("Noteved"), 1), **own)
        options = [world.secret("Valg"), world.secret("Andetvalg")]
        open_round(row, item, question=world.secret("Runde"), options=options, dots=2, **own)
        decide(row, item, text=world.secret("Beslutning"), **own)
        owner = row.participants.filter(person=viewer.person).get()
        add_action(row, item, ActionFacts(world.secret("Opgave"), owner.pk, DUE), **own)
        capture_experience(row, item, happened="Det regnede.", **own)
    return {"key": row.key}


def part(name: str) -> Any:
    """The arguments of something of the one that runs."""

    def arguments(world: World) -> dict[str, Any]:
        found = runs(world)
        row = Meeting.objects.get(key=KEYS["runs"])
        rows: dict[str, Any] = {
            "item_id": row.items,
            "note_id": row.notes,
            "round_id": row.rounds,
            "action_id": row.actions,
            "decision_id": row.decisions,
            "participant_id": row.participants.filter(person=None),
        }
        return found | {name: rows[name].get().pk}

    return arguments


def planned_item(world: World) -> dict[str, Any]:
    """The item of the one that is planned."""
    found = ahead(world)
    return found | {"item_id": Meeting.objects.get(key=KEYS["ahead"]).items.get().pk}


def shared(world: World) -> dict[str, Any]:
    """One that the guest's organisation may see, but not take part in."""
    is_new = not Meeting.objects.filter(key=KEYS["shared"]).exists()
    row = _made(world, "shared", lambda what: world.secret(f"Delt{what}", is_shared=True), visibility="organisation")
    if is_new:
        grant_access(row, organisation=world.guest_organisation, viewer=world.viewer("manager"), now=NOW)
    return {"key": row.key}


def shared_grant(world: World) -> dict[str, Any]:
    """The grant that opens it."""
    arguments = shared(world)
    row = Meeting.objects.get(key=KEYS["shared"])
    return arguments | {"grant_id": Grant.objects.filter(object_id=row.pk).latest("granted_at", "id").pk}


def for_members(world: World) -> dict[str, Any]:
    """One for the network, on whose agenda stands what others may not read."""
    members = ("outsider", "guest", "secretariat", "party")

    def known(what: str) -> str:
        return world.secret(f"Faelles{what}", is_shared=True, known_to=members)

    return {"key": _made(world, "network", known, visibility="network").key}


def everything(world: World) -> dict[str, Any]:
    """All of them."""
    for make in (ahead, runs, shared, for_members):
        make(world)
    return {}


def by_link(world: World) -> dict[str, Any]:
    """The link of a letter, to a meeting that holds no secret: whoever has it was written to."""
    if not Participant.objects.filter(token_digest=digest_of("brevet")).exists():
        row = call_meeting(meeting_facts(visibility="organisation"), viewer=world.viewer("member"), now=NOW)
        (participant,) = invite_to_meeting(row, ["brev@sted.example"], viewer=world.viewer("member"), now=NOW)
        Participant.objects.filter(pk=participant.pk).update(token_digest=digest_of("brevet"))
    return {"token": "brevet"}


def by_link_promised(world: World) -> dict[str, Any]:
    """What whoever has that link promised."""
    found = by_link(world)
    participant = Participant.objects.get(token_digest=digest_of("brevet"))
    given = {"meeting": participant.meeting, "owner": participant, "text": "Ring", "due_on": DUE}
    action, _new = MeetingAction.objects.get_or_create(**given, defaults={"seq": 1, "written_at": NOW})
    return found | {"action_id": action.pk}


def as_file(kind: str) -> Any:
    """The arguments of the minutes as a file."""
    return lambda world: runs(world) | {"kind": kind}


def typed(**data: str) -> Any:
    """What a form sends."""
    return lambda world: data


WHOLE = {"title": "Nyt", "day": "2027-02-10", "starts": "09:00", "ends": "10:00", "visibility": "network"}


def meeting_stops() -> Iterator[Stop]:
    """The pages of development meetings."""
    yield Stop("meetings:index", OPEN, everything)
    yield Stop("meetings:gaps", OPEN, everything)
    yield Stop("meetings:take_up", NEVER, everything)
    yield Stop("meetings:new", ACTING, everything)
    moved = dict.fromkeys(("outsider", "guest", "member", "manager"), MOVED)
    yield Stop("meetings:new", replace(ACTING, **moved), everything, "post", typed(**WHOLE))
    yield Stop("meetings:actions", SIGNED_IN, everything)
    yield Stop("meetings:actions", NEVER, everything, "post")
    yield Stop("meetings:answer_by_link", OPEN, by_link)
    yield Stop("meetings:answer_by_link", alike(MOVED), by_link, "post", typed(answer="coming"))
    yield Stop("meetings:calendar_by_link", OPEN, by_link)
    yield Stop("meetings:tick_by_link", alike(MOVED), by_link_promised, "post", typed(done="1"))
    yield Stop("meetings:calendar", OWN_PAGE, runs)
    yield Stop("meetings:calendar", SHARED_PAGE, shared)
    yield Stop("meetings:meeting", OWN_PAGE, runs)
    yield Stop("meetings:meeting", SHARED_PAGE, shared)
    yield Stop("meetings:meeting", MEMBERS, for_members)
    yield Stop("meetings:answer", replace(NEVER, member=MOVED), ahead, "post", typed(answer="coming"))
    yield from keeping_stops()
    yield from live_stops()
    yield Stop("meetings:sharing", MANAGER, shared)
    yield Stop("meetings:sharing", MANAGER, shared, "post")
    yield Stop("meetings:stop_sharing", replace(alike(Answer.NOT_ALLOWED), visitor=Answer.LOGIN), shared_grant)
    yield Stop("meetings:stop_sharing", replace(MANAGER, manager=MOVED), shared_grant, "post")


def keeping_stops() -> Iterator[Stop]:
    """What its organisation plans."""
    for name in ("edit", "agenda", "new_item", "participants"):
        yield Stop(f"meetings:{name}", OWN, ahead)
    yield Stop("meetings:edit", OWN, for_members)
    yield Stop("meetings:item", OWN, planned_item)
    yield Stop("meetings:edit", OWN_WRITE, ahead, "post", typed(**WHOLE))
    yield Stop("meetings:new_item", OWN_WRITE, ahead, "post", typed(title="Nyt"))
    yield Stop("meetings:item", OWN_WRITE, planned_item, "post", typed(title="Nyt"))
    yield Stop("meetings:move_item", OWN_WRITE, planned_item, "post", typed(way="down"))
    yield Stop("meetings:remove_item", OWN_WRITE, planned_item, "post")
    yield Stop("meetings:participants", OWN_WRITE, ahead, "post", typed(emails="a@b.example", role="takes_part"))
    yield Stop("meetings:participant", OWN_WRITE, part("participant_id"), "post", typed(role="writes"))
    yield Stop("meetings:attendance", OWN, runs)
    yield Stop("meetings:attendance", OWN_WRITE, runs, "post")
    yield Stop("meetings:cancel", OWN_WRITE, ahead, "post")


def live_stops() -> Iterator[Stop]:
    """What those who take part see and write."""
    item = part("item_id")
    yield Stop("meetings:live", OWN, runs)
    yield Stop("meetings:live", OWN, shared)
    yield Stop("meetings:newer", replace(OWN_PAGE, visitor=Answer.UNKNOWN), runs)
    yield Stop("meetings:newer", replace(OWN_PAGE, visitor=Answer.UNKNOWN), for_members)
    yield Stop("meetings:minutes", OWN_PAGE, runs)
    yield Stop("meetings:file", OWN_PAGE, as_file("docx"))
    yield Stop("meetings:file", alike(MISSING), as_file("exe"))
    yield Stop("meetings:steer", OWN_WRITE, runs, "post", typed(start="1"))
    for name in ("note", "decision", "action", "round", "capture"):
        yield Stop(f"meetings:{name}", OWN, item)
    new = typed(text="Ja.", note=str(uuid5(NAMESPACE_URL, "new")), based_on="0")
    yield Stop("meetings:note", OWN_WRITE, item, "post", new)
    yield Stop("meetings:decision", OWN_WRITE, item, "post", typed(text="Ja."))
    yield Stop("meetings:action", OWN, item, "post")
    yield Stop("meetings:round", OWN_WRITE, item, "post", typed(question="?", options="a\nb", dots="2"))
    yield Stop("meetings:capture", OWN_WRITE, item, "post", typed(happened="Det regnede."))
    yield Stop("meetings:settle", OWN, part("note_id"))
    yield Stop("meetings:settle", OWN_WRITE, part("note_id"), "post", typed(text="Begge", seen="3"))
    yield Stop("meetings:vote", OWN_WRITE, part("round_id"), "post")
    yield Stop("meetings:close_round", OWN_WRITE, part("round_id"), "post")
    for name, key in (("change_action", "action_id"), ("change_decision", "decision_id")):
        yield Stop(f"meetings:{name}", OWN, part(key))
        yield Stop(f"meetings:{name}", OWN, part(key), "post", typed(save="1"))
    yield Stop("meetings:tick", OWN_WRITE, part("action_id"), "post", typed(done="1"))
