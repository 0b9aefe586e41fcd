"""Stops of salons and calendars: a draft that only planners see, an open one that keeps who comes to itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from maskinrum.knowledge.actions.attachments import store_file
from maskinrum.knowledge.models import CLEANER
from maskinrum.meetings.actions import make_calendar_link, open_salon, plan_salon, sign_up
from maskinrum.meetings.actions.calendar_links import token_of_calendar
from maskinrum.meetings.actions.salon_letters import token_of
from maskinrum.meetings.facts.salons import SignUpFacts
from maskinrum.meetings.models import CalendarLink, Salon, SalonFeedback, SalonFile, SignUp
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.shared.enums import MailState
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.house.walk import OPEN, Answer, Stop, World, alike
from tests.meetings.salon_making import FACTS
from tests.shared.making_documents import pdf_file

MISSING, OK, MOVED = Answer.MISSING, Answer.OK, Answer.MOVED
PLANNERS = replace(alike(MISSING), visitor=Answer.LOGIN, secretariat=OK)
PLANNERS_WRITE = replace(PLANNERS, secretariat=MOVED)
ONLY_POST = replace(alike(Answer.NOT_ALLOWED), visitor=Answer.LOGIN)
# Those of the walk look at the clock of the machine, which stands later than the one of the tests.
FAR = timedelta(days=3650)
AHEAD: dict[str, Any] = {"starts_at": NOW + FAR, "ends_at": NOW + FAR + timedelta(hours=2), "deadline": NOW + FAR}


def draft(world: World) -> dict[str, Any]:
    """One that nobody but its planners may know of."""
    if not Salon.objects.filter(key="kladdesalon").exists():
        texts = ("title", "summary", "questions", "programme", "speakers", "place", "access")
        secrets: dict[str, Any] = {text: world.secret(f"Kladde{text}", known_to=("secretariat",)) for text in texts}
        salon = plan_salon(replace(FACTS, **AHEAD, **secrets), viewer=world.viewer("secretariat"), now=NOW)
        Salon.objects.filter(pk=salon.pk).update(key="kladdesalon")
    return {"key": "kladdesalon"}


def open_one(world: World) -> dict[str, Any]:
    """One for everybody; who comes, what they need and the link for those on screen are for its planners."""
    if not Salon.objects.filter(key="aabensalon").exists():
        viewer = world.viewer("secretariat")
        link = f"https://moede.example/{_known(world, 'Moedelink')}"
        salon = plan_salon(replace(FACTS, **AHEAD, online_link=link, seats=1), viewer=viewer, now=NOW)
        Salon.objects.filter(pk=salon.pk).update(key="aabensalon")
        salon = open_salon(Salon.objects.get(pk=salon.pk), viewer=viewer, now=NOW)
        for part in ("Foerste", "Anden"):
            name, organisation = (_known(world, f"{part}{what}") for what in ("navn", "firma"))
            needs = _known(world, "Behov") if part == "Foerste" else ""  # of whoever waits nobody is told
            email = f"{_known(world, f'{part}adresse')}@deltager.example".lower()
            facts = SignUpFacts(name, email, organisation, is_on_list=True, needs=needs, agrees=True)
            sign_up(salon, facts, viewer=VISITOR, now=NOW)
    return {"key": "aabensalon"}


def _known(world: World, what: str) -> str:
    return world.secret(what, known_to=("secretariat",))


def past(world: World) -> dict[str, Any]:
    """One that has been."""
    if not Salon.objects.filter(key="holdtsalon").exists():
        viewer, then = world.viewer("secretariat"), NOW - timedelta(days=30)
        days: dict[str, Any] = {"starts_at": then, "ends_at": then + timedelta(hours=2), "deadline": then}
        before = then - timedelta(days=1)
        salon = open_salon(plan_salon(replace(FACTS, **days), viewer=viewer, now=before), viewer=viewer, now=before)
        Salon.objects.filter(pk=salon.pk).update(key="holdtsalon")
        words = {"takes_along": _known(world, "Svarmed"), "other_next_time": _known(world, "Svaranderledes")}
        SalonFeedback.objects.create(salon=salon, useful="yes", **words)
    return {"key": "holdtsalon"}


def a_file(world: World) -> dict[str, Any]:
    """A file beside the one for everybody."""
    return _file_of(open_one(world)["key"], "handout.pdf")


def a_draft_file(world: World) -> dict[str, Any]:
    """A file beside the draft, of which nobody else may know."""
    return _file_of(draft(world)["key"], f"{_known(world, 'Kladdefil')}.pdf")


def the_files(world: World) -> dict[str, Any]:
    """The salon that has the file beside the draft."""
    return {"key": a_draft_file(world)["key"]}


def _file_of(key: str, name: str) -> dict[str, Any]:
    salon, content = Salon.objects.get(key=key), pdf_file()
    stored = {
        "file": store_file(content),
        "size": len(content),
        "kind": "pdf",
        "cleaned_by": CLEANER,
        "uploaded_at": NOW,
    }
    found, _new = SalonFile.objects.get_or_create(salon=salon, name=name, defaults=stored)
    return {"key": key, "file_id": found.pk}


def own_link(world: World) -> dict[str, Any]:
    """The link in a letter: whoever has it may see and change that sign-up, and nothing of the others."""
    if not SignUp.objects.filter(email="link@deltager.example").exists():
        open_one(world)
        salon = Salon.objects.get(key="aabensalon")
        sign_up(salon, SignUpFacts("Linda Link", "link@deltager.example"), viewer=VISITOR, now=NOW)
    return {"token": token_of(SignUp.objects.get(email="link@deltager.example"))}


def a_participant(world: World) -> dict[str, Any]:
    """One of those who come."""
    return open_one(world) | {"sign_up_id": SignUp.objects.get(salon__key="aabensalon", number=1).pk}


def refused_one(world: World) -> dict[str, Any]:
    """One whose letter came back."""
    found = a_participant(world)
    OutboxMail.objects.filter(pk__in=SignUp.objects.filter(pk=found["sign_up_id"]).values("mail")).update(
        state=MailState.GIVEN_UP
    )
    return found


def own_calendar(world: World) -> dict[str, Any]:
    """The address of a calendar: whoever has it gets what its owner may see, so here that is nothing secret."""
    person = world.people["newcomer"]
    assert isinstance(person, Person)
    if not CalendarLink.objects.exists():
        make_calendar_link(person, viewer=world.viewer("newcomer"), now=NOW)
    return {"token": token_of_calendar(CalendarLink.objects.get(person=person))}


def no_such(world: World) -> dict[str, Any]:
    """A token that opens nothing."""
    open_one(world)
    return {"token": "intetsomhelst"}


def all_of_them(world: World) -> dict[str, Any]:
    """Every kind."""
    for make in (draft, open_one, past):
        make(world)
    return {}


def signs_up(world: World) -> dict[str, str]:
    """What the form of a salon takes."""
    return {"name": "Ny Deltager", "email": "ny@deltager.example", "presence": "in_room"}


def changes(world: World) -> dict[str, str]:
    """What the form of the own sign-up takes."""
    return {"name": "Linda Link", "presence": "in_room", "needs": "Ingen løg", "agrees": "on"}


def written(world: World) -> dict[str, str]:
    """What the form of the planner takes."""
    day = {"day": "2099-01-08", "begins": "15:00", "until": "17:00", "deadline": "2099-01-06", "seats": "20"}
    return {"title": "Nyt", "summary": "Kom.", "place": "Huset", "language": "da"} | day


def said(world: World) -> dict[str, str]:
    """What was said."""
    return {"digest": "Det gik godt.", "material": ""}


def salon_stops() -> Iterator[Stop]:
    """The pages of salons and calendars."""
    yield Stop("salons:index", OPEN, all_of_them)
    yield Stop("salons:salon", OPEN, open_one)
    yield Stop("salons:salon", replace(alike(MISSING), secretariat=OK), draft)
    yield Stop("salons:salon", alike(MOVED), open_one, "post", signs_up)
    yield Stop("salons:salon", OPEN, open_one, "post")
    yield Stop("salons:salon", replace(alike(MISSING), secretariat=OK), draft, "post", signs_up)
    yield Stop("salons:signed_up", OPEN, open_one)
    yield Stop("salons:calendar", OPEN, open_one)
    yield Stop("salons:calendar", alike(MISSING), draft)
    yield from _own_stops()
    yield from _planning_stops()
    yield Stop("calendar:index", OPEN, all_of_them)
    yield Stop("calendar:open", OPEN, all_of_them)
    yield Stop("calendar:own", OPEN, own_calendar)
    yield Stop("calendar:own", alike(MISSING), no_such)
    for name in ("calendar:make", "calendar:revoke"):
        yield Stop(name, ONLY_POST)
        yield Stop(name, replace(alike(MOVED), visitor=Answer.LOGIN), method="post")


def _own_stops() -> Iterator[Stop]:
    for name in ("own", "leave", "own_calendar", "feedback"):
        yield Stop(f"salons:{name}", OPEN, own_link)
        yield Stop(f"salons:{name}", alike(Answer.GONE), no_such)
    yield Stop("salons:own", alike(MOVED), own_link, "post", changes)
    yield Stop("salons:feedback", OPEN, own_link, "post")
    yield Stop("salons:accept", alike(Answer.NOT_ALLOWED), own_link)
    yield Stop("salons:accept", alike(MOVED), own_link, "post")
    yield Stop("salons:accept", alike(Answer.GONE), no_such, "post")
    yield Stop("salons:leave", alike(MOVED), own_link, "post")


def _planning_stops() -> Iterator[Stop]:
    yield Stop("salons:new", PLANNERS)
    yield Stop("salons:new", PLANNERS_WRITE, all_of_them, "post", written)
    for name in ("edit", "call_off", "afterwards", "participants"):
        yield Stop(f"salons:{name}", PLANNERS, open_one)
    yield Stop("salons:afterwards", PLANNERS, past)
    yield Stop("salons:arrival", PLANNERS, a_participant)
    yield Stop("salons:undelivered", PLANNERS, refused_one)
    yield Stop("salons:undelivered", PLANNERS, refused_one, "post")
    yield Stop("salons:files", PLANNERS, the_files)
    yield Stop("salons:file", OPEN, a_file)
    yield Stop("salons:file", replace(alike(MISSING), secretariat=OK), a_draft_file)
    yield Stop("salons:files", PLANNERS, the_files, "post")
    yield Stop("salons:remove_file", PLANNERS_WRITE, a_draft_file, "post")
    yield Stop("salons:edit", PLANNERS, draft)
    yield Stop("salons:edit", PLANNERS_WRITE, draft, "post", written)
    for name in ("open", "close"):
        yield Stop(f"salons:{name}", ONLY_POST, draft)
    yield Stop("salons:open", PLANNERS_WRITE, draft, "post")
    yield Stop("salons:close", PLANNERS_WRITE, open_one, "post")
    yield Stop("salons:call_off", PLANNERS_WRITE, open_one, "post")
    yield Stop("salons:afterwards", PLANNERS_WRITE, past, "post", said)
    yield Stop("salons:participants", PLANNERS_WRITE, past, "post")
