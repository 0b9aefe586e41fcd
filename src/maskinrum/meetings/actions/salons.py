"""Plan salons: write, open, close, move, call off, and tell what was said."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.writing import new_key
from maskinrum.knowledge.facts import MOST_THEMES, theme_named
from maskinrum.meetings.actions.salon_letters import CALLED_OFF, MOVED, THANKS, write_to_participant
from maskinrum.meetings.actions.seats import held, rehouse, settle, shorten_offers
from maskinrum.meetings.enums import SalonState, SignUpState
from maskinrum.meetings.facts.links import lines_without_link
from maskinrum.meetings.facts.salons import MOVING, REMIND_WITHIN, SalonFacts
from maskinrum.meetings.models import Salon, SignUp
from maskinrum.meetings.permissions import can_keep_salon, can_plan_salons
from maskinrum.meetings.queries.salons import TAKING_PLACE
from maskinrum.meetings.queries.sign_ups import ON_THE_WAY
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

MOST_SEATS = 2_000


@transaction.atomic
def plan_salon(facts: SalonFacts, *, viewer: Viewer, now: datetime) -> Salon:
    """Write a salon that only its planners see until it is opened. Raises DomainError for who may not plan."""
    if viewer.organisation is None or not can_plan_salons(viewer):
        raise DomainError(_("Facilitators and the secretariat plan salons. Ask one of them."))
    row = Salon(key=new_key(), organisation_id=viewer.organisation, written_by=viewer.person, created_at=now)
    _store(row, facts, now)
    record("plan_salon", row, viewer=viewer, now=now)
    return row


def facts_of(row: Salon) -> SalonFacts:
    """The content of a salon as it is written."""
    names = [name for name in SalonFacts.__dataclass_fields__ if name != "themes"]
    return SalonFacts(**{name: getattr(row, name) for name in names}, themes=tuple(row.theme_codes.split()))


def _store(row: Salon, facts: SalonFacts, now: datetime) -> None:
    _check(facts)
    given = asdict(facts)
    row.theme_codes = " ".join(given.pop("themes"))
    for name, value in given.items():
        setattr(row, name, value)
    row.changed_at = now
    row.save()
    note_change(row)


def _check(facts: SalonFacts) -> None:
    """Raise DomainError for what cannot be a salon."""
    if facts.ends_at <= facts.starts_at:
        raise DomainError(_("The salon must end after it begins."), field="until")
    if facts.deadline > facts.starts_at:
        raise DomainError(_("Sign-up must close before the salon begins."), field="deadline")
    if not 1 <= facts.seats <= MOST_SEATS:
        raise DomainError(_("Write how many seats there are, at most %(most)s.") % {"most": MOST_SEATS}, field="seats")
    if not (facts.place or facts.online_link):
        raise DomainError(_("Write where it is: a place, a link for those on screen, or both."), field="place")
    if len(facts.themes) > MOST_THEMES or any(theme_named(code) is None for code in facts.themes):
        raise DomainError(_("Choose three themes at most."), field="theme_1")
    if lines := lines_without_link(facts.material):
        words = _("Line %(line)s has no address. End each line with one that begins with https://.")
        raise DomainError(words % {"line": lines[0]}, field="material")


def _kept(row: Salon, viewer: Viewer) -> Salon:
    current = held(row)
    if not can_keep_salon(viewer, current):
        raise DomainError(_("Only those who planned the salon can change it."))
    return current


@transaction.atomic
def change_salon(row: Salon, facts: SalonFacts, *, viewer: Viewer, now: datetime, revision: int | None = None) -> Salon:
    """Change what a salon says. When time or place changes, everybody signed up gets a letter, unless it is over.

    Those with a seat get a new calendar file with it, and an offer stands no longer than one made now. Fewer seats take
    none from anybody; more seats are offered to those who wait. Where the link goes, those on screen take a seat in the
    room; where a room comes, nobody waits for the screen. Raises DomainError without the right, when somebody saved
    meanwhile (``revision`` is the one that was shown), for what cannot be a salon, and where somebody who has said yes
    would be left without a seat.
    """
    current = _kept(row, viewer)
    if revision is not None and revision != current.revision:
        raise DomainError(_("Somebody saved the salon meanwhile. What you wrote stands here; look and save again."))
    before = facts_of(current)
    changes = {name: [value, asdict(facts)[name]] for name, value in asdict(before).items()}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        return current
    is_moved = current.state in TAKING_PLACE and not changes.keys().isdisjoint({*MOVING, "title"})
    current.revision += 1
    current.sequence += is_moved
    _store(current, facts, now)
    record("change_salon", current, viewer=viewer, now=now, changes=_for_log(changes))
    if "starts_at" in changes:
        # A new day is reminded of anew; of one that is near already the letter about the move says the same.
        is_near = current.starts_at <= now + REMIND_WITHIN
        current.sign_ups.update(reminded_at=now if is_near else None)
        shorten_offers(current, now=now)
    told = set[int]()
    if current.state in TAKING_PLACE and current.starts_at > now and _is_held_otherwise(before, facts):
        told = rehouse(current, viewer=viewer, now=now)
    if is_moved and current.ends_at > now and not changes.keys().isdisjoint(MOVING):
        _write_to_all(MOVED, current, now, but=told)
    settle(current, viewer=viewer, now=now)
    return current


def _is_held_otherwise(before: SalonFacts, after: SalonFacts) -> bool:
    """Whether a room or a link has come or gone."""
    return (bool(before.place), bool(before.online_link)) != (bool(after.place), bool(after.online_link))


def _for_log(changes: dict[str, list[Any]]) -> dict[str, Any]:
    return {("theme_codes" if name == "themes" else name): pair for name, pair in changes.items()}


def _write_to_all(letter: str, salon: Salon, now: datetime, *, but: Collection[int] = ()) -> None:
    for person in salon.sign_ups.filter(state__in=ON_THE_WAY).exclude(number__in=but).order_by("number"):
        write_to_participant(letter, person, salon, now=now)


def _move(row: Salon, *, verb: str, to: SalonState, viewer: Viewer, now: datetime, begins: tuple[str, ...]) -> Salon:
    current = _kept(row, viewer)
    if current.state not in begins:
        raise DomainError(_("The salon has moved on meanwhile, so nothing was changed. Look at it once more."))
    was, current.state, current.changed_at = current.state, to.value, now
    current.revision += 1
    current.save()
    note_change(current)
    record(verb, current, viewer=viewer, now=now, changes={"state": [was, to.value]})
    return current


@transaction.atomic
def open_salon(row: Salon, *, viewer: Viewer, now: datetime) -> Salon:
    """Let everybody see the salon and sign up. Raises DomainError without the right and for one whose time is past."""
    if row.starts_at <= now:
        raise DomainError(_("The salon's day is past. Move it first."))
    return _move(row, verb="open_salon", to=SalonState.OPEN, viewer=viewer, now=now, begins=("draft", "closed"))


@transaction.atomic
def close_salon(row: Salon, *, viewer: Viewer, now: datetime) -> Salon:
    """Let nobody sign up any more; who waits still moves up. Raises DomainError without the right."""
    return _move(row, verb="close_salon", to=SalonState.CLOSED, viewer=viewer, now=now, begins=("open",))


@transaction.atomic
def call_off_salon(row: Salon, *, viewer: Viewer, now: datetime) -> Salon:
    """Call the salon off, and tell everybody who signed up; calendars strike it out. Raises DomainError as above."""
    current = _kept(row, viewer)
    if current.state in TAKING_PLACE:
        current.sequence += 1
        current.save(update_fields=["sequence"])
    current = _move(
        current, verb="call_off_salon", to=SalonState.CANCELLED, viewer=viewer, now=now, begins=("open", "closed")
    )
    _write_to_all(CALLED_OFF, current, now)
    return current


@transaction.atomic
def tell_afterwards(row: Salon, *, digest: str, material: str, viewer: Viewer, now: datetime) -> Salon:
    """Say what was said, and thank those who came: the first time with a letter that also asks three questions.

    Raises DomainError without the right, before the salon has begun, and for one that was called off.
    """
    current = _kept(row, viewer)
    if current.starts_at > now:
        raise DomainError(_("The salon has not been yet."))
    _check_material(replace(facts_of(current), material=material))
    if current.state != SalonState.HELD:
        current = _move(
            current, verb="hold_salon", to=SalonState.HELD, viewer=viewer, now=now, begins=("open", "closed")
        )
    is_first, current.thanked_at = current.thanked_at is None, current.thanked_at or now
    current.digest, current.material, current.changed_at = digest, material, now
    current.save()
    note_change(current)
    record("tell_afterwards", current, viewer=viewer, now=now, changes={"digest": ["", ""]})
    if is_first:
        for person in who_came(current):
            write_to_participant(THANKS, person, current, now=now)
    return current


def _check_material(facts: SalonFacts) -> None:
    if lines := lines_without_link(facts.material):
        words = _("Line %(line)s has no address. End each line with one that begins with https://.")
        raise DomainError(words % {"line": lines[0]}, field="material")


def who_came(salon: Salon) -> list[SignUp]:
    """Those who were ticked off; where nobody was, those with a seat."""
    rows = salon.sign_ups.filter(state=SignUpState.CONFIRMED).order_by("number")
    came = list(rows.filter(attended_at__isnull=False))
    return came or list(rows)
