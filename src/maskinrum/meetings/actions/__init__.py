"""Writes: salons, who signs up for them, and the addresses of calendars."""

from maskinrum.meetings.actions.attendance import check_in, give_feedback, tick_off
from maskinrum.meetings.actions.calendar_links import erase_calendar_link, make_calendar_link, revoke_calendar_link
from maskinrum.meetings.actions.erasing_salons import erase_from_salons, move_salons, remove_overdue_sign_ups
from maskinrum.meetings.actions.salon_days import remind, settle_offers
from maskinrum.meetings.actions.salons import (
    call_off_salon,
    change_salon,
    close_salon,
    open_salon,
    plan_salon,
    tell_afterwards,
)
from maskinrum.meetings.actions.signing_up import accept_offer, change_sign_up, sign_off, sign_up

__all__ = [
    "accept_offer",
    "call_off_salon",
    "change_salon",
    "change_sign_up",
    "check_in",
    "close_salon",
    "erase_calendar_link",
    "erase_from_salons",
    "give_feedback",
    "make_calendar_link",
    "move_salons",
    "open_salon",
    "plan_salon",
    "remind",
    "remove_overdue_sign_ups",
    "revoke_calendar_link",
    "settle_offers",
    "sign_off",
    "sign_up",
    "tell_afterwards",
    "tick_off",
]
