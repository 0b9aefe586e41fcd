"""Development meetings of organisations that do not exist: one that was held, one that runs, one that is planned."""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from django.utils import timezone

from maskinrum.config.demo.names import FACILITATORS, HOUSING, OTHER_HOUSING
from maskinrum.knowledge.models import Experience
from maskinrum.meetings.actions import (
    ActionFacts,
    NoteText,
    add_action,
    add_item,
    answer_invitation,
    call_meeting,
    capture_experience,
    close_round,
    decide,
    end_meeting,
    give_dots,
    invite_to_meeting,
    open_round,
    start_meeting,
    take_up,
    write_note,
)
from maskinrum.meetings.enums import Answer
from maskinrum.meetings.facts.meetings import ItemFacts, MeetingFacts, moment_of
from maskinrum.meetings.models import AgendaItem, Meeting
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.slugs import slug_of

INVITED = ("medlem@eksempel.example", "facilitator@opdigt.example", "leder@udenfor.example")
WITHOUT_ACCOUNT = "driftsleder@opdigt.example"


def invent_meetings(viewers: dict[str, Viewer], now: datetime) -> None:
    """Call three in a row; doing it again changes nothing."""
    if Meeting.objects.filter(organisation__is_fictitious=True).exists():
        return
    held = _held(viewers, now - timedelta(days=28))
    running = _called(viewers[HOUSING], "Hvad gør vi, når driften siger nej?", now, follows=held, ends=time(23, 45))
    _invite(running, viewers, now)
    _running(running, viewers, now)
    ahead = _called(
        viewers[HOUSING], "Hvordan lærer næste projekt af det forrige?", now + timedelta(days=35), follows=running
    )
    _invite(ahead, viewers, now)
    _agenda(ahead, viewers[HOUSING], now)


def _called(
    viewer: Viewer,
    title: str,
    day: datetime,
    *,
    follows: Meeting | None = None,
    ends: time = time(12, 0),
) -> Meeting:
    date = timezone.localdate(day)
    starts_at, ends_at = moment_of(date, time(9, 0)), moment_of(date, ends)
    if starts_at is None or ends_at is None:
        raise ValueError(date)
    partnership = Partnership.objects.filter(is_fictitious=True, organisation=viewer.organisation).first()
    facts = MeetingFacts(
        title=title,
        purpose="Vi vil vide, hvad vi gør anderledes i de næste tre projekter, og hvem der gør det.",
        starts_at=starts_at,
        ends_at=ends_at,
        place="Eksempelhuset, Eksempelvej 1",
        online_url="https://moede.example/eksempel",
        visibility="network",
        partnership=str(partnership.pk) if partnership else "",
        themes=("F6", "D1"),
    )
    return call_meeting(facts, viewer=viewer, now=day, follows=follows)


def _invite(row: Meeting, viewers: dict[str, Viewer], now: datetime) -> None:
    host = viewers[HOUSING]
    invite_to_meeting(row, [*INVITED, WITHOUT_ACCOUNT], viewer=host, now=now)
    for name in (FACILITATORS, OTHER_HOUSING):
        own = row.participants.get(person=viewers[name].person)
        answer_invitation(own, answer=Answer.COMING, person=None, viewer=viewers[name], now=now)


def _agenda(row: Meeting, viewer: Viewer, now: datetime) -> list[AgendaItem]:
    told = Experience.objects.filter(organisation__is_fictitious=True, title__startswith="Prøveboligen fandt").first()
    items = (
        ItemFacts(
            title="Prøveboligen: hvad fandt driften?",
            text="En liste over det, der skal ændres, før resten bygges.",
            themes=("F6",),
            phase="F5",
            minutes=40,
            experience=told.key if told else "",
        ),
        ItemFacts(title="Hvem siger god for materialerne?", themes=("D1",), phase="F4", minutes=30),
        ItemFacts(
            title="Næste skridt",
            text="Tre ting, vi gør, og hvem der gør dem.",
            minutes=20,
            material="Referatet fra sidst",
        ),
    )
    return [add_item(row, one, viewer=viewer, now=now) for one in items]


def _write(row: Meeting, item: AgendaItem, viewer: Viewer, text: str, now: datetime) -> None:
    name = slug_of(text)[:40]
    write_note(row, NoteText(_key(row, name), item.pk, text), viewer=viewer, now=now)


def _key(row: Meeting, name: str) -> UUID:
    return uuid5(row.pk, name)


def _running(row: Meeting, viewers: dict[str, Viewer], now: datetime) -> None:
    host = viewers[HOUSING]
    first, second, _last = _agenda(row, host, now)
    start_meeting(row, viewer=host, now=now - timedelta(minutes=25))
    _write(row, first, host, "Driften var først med, da boligen stod færdig. Det var for sent for afløbene.", now)
    _write(row, first, viewers[OTHER_HOUSING], "Hos os gik driftslederen med hver torsdag. Det kostede tre timer.", now)
    decide(row, first, text="Driften går prøveboligen igennem, før der bestilles til resten.", viewer=host, now=now)
    take_up(row, second.pk, viewer=host, now=now - timedelta(minutes=4))
    asked = open_round(
        row,
        second,
        question="Hvad vil I prøve først?",
        options=["Driften med fra programmet", "Fast materialeliste", "En godkender i hver afdeling"],
        dots=3,
        viewer=host,
        now=now,
    )
    options = list(asked.options.all())
    give_dots(row, asked, {options[0].pk: 2, options[1].pk: 1}, viewer=viewers[FACILITATORS], now=now)


def _held(viewers: dict[str, Viewer], then: datetime) -> Meeting:
    """One that gave decisions, actions, a counted round and a draft."""
    host, guest = viewers[HOUSING], viewers[OTHER_HOUSING]
    row = _called(host, "Hvad lærte vi af den første prøvebolig?", then)
    _invite(row, viewers, then)
    first, second, last = _agenda(row, host, then)
    then = row.starts_at
    start_meeting(row, viewer=host, now=then)
    _write(row, first, host, "Elleve fejl blev fundet, mens de kun kostede én bolig.", then)
    _write(row, first, guest, "Beboerne skal se boligen, før der vælges køkken.", then)
    asked = open_round(
        row,
        first,
        question="Hvad skal vi tage op næste gang?",
        options=["Driften", "Genhusning", "Prisen"],
        dots=3,
        viewer=host,
        now=then,
    )
    options = list(asked.options.all())
    give_dots(row, asked, {options[0].pk: 2, options[1].pk: 1}, viewer=guest, now=then)
    give_dots(row, asked, {options[0].pk: 3}, viewer=viewers[FACILITATORS], now=then)
    close_round(row, asked, viewer=host, now=then)
    decide(row, second, text="Én person i hver afdeling siger god for materialer.", viewer=host, now=then)
    owner, due = row.participants.get(person=guest.person), timezone.localdate(then) + timedelta(days=21)
    text = "Skriv en side om, hvordan driften var med hver torsdag"
    add_action(row, last, ActionFacts(text, owner.pk, due), viewer=host, now=then)
    happened = "Driftslederen gik med hver torsdag og fandt afløbene, før de blev lukket."
    capture_experience(row, first, happened=happened, viewer=guest, now=then)
    return end_meeting(row, viewer=host, now=then + timedelta(hours=3))
