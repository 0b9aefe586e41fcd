"""Writes: meetings and what is said at them, salons and who signs up, and the addresses of calendars."""

from maskinrum.meetings.actions.agenda import add_item, change_item, move_agenda_item, remove_agenda_item
from maskinrum.meetings.actions.attendance import check_in, give_feedback, tick_off
from maskinrum.meetings.actions.calendar_links import erase_calendar_link, make_calendar_link, revoke_calendar_link
from maskinrum.meetings.actions.corrections import change_action, change_decision, remove_action, remove_decision
from maskinrum.meetings.actions.erasing import (
    erase_from_meetings,
    forget_participants,
    move_meetings,
    move_participants,
    remind_of_actions,
)
from maskinrum.meetings.actions.erasing_salons import erase_from_salons, move_salons, remove_overdue_sign_ups
from maskinrum.meetings.actions.meetings import call_meeting, cancel_meeting, change_meeting
from maskinrum.meetings.actions.notes import NoteText, settle_note, write_note
from maskinrum.meetings.actions.outcomes import ActionFacts, add_action, capture_experience, decide, tick_action
from maskinrum.meetings.actions.participants import (
    answer_invitation,
    change_meeting_role,
    invite_to_meeting,
    note_attendance,
    remove_participant,
)
from maskinrum.meetings.actions.rounds import close_round, give_dots, open_round
from maskinrum.meetings.actions.running import end_meeting, remind_to_end, start_meeting, take_up
from maskinrum.meetings.actions.salon_days import remind, settle_offers
from maskinrum.meetings.actions.salon_files import attach_to_salon, clean_salon_files, remove_salon_file
from maskinrum.meetings.actions.salons import (
    call_off_salon,
    change_salon,
    close_salon,
    open_salon,
    plan_salon,
    tell_afterwards,
)
from maskinrum.meetings.actions.signing_up import accept_offer, change_sign_up, sign_off, sign_up
from maskinrum.meetings.actions.undelivered import correct_address, sign_off_undelivered

__all__ = [
    "ActionFacts",
    "NoteText",
    "accept_offer",
    "add_action",
    "add_item",
    "answer_invitation",
    "attach_to_salon",
    "call_meeting",
    "call_off_salon",
    "cancel_meeting",
    "capture_experience",
    "change_action",
    "change_decision",
    "change_item",
    "change_meeting",
    "change_meeting_role",
    "change_salon",
    "change_sign_up",
    "check_in",
    "clean_salon_files",
    "close_round",
    "close_salon",
    "correct_address",
    "decide",
    "end_meeting",
    "erase_calendar_link",
    "erase_from_meetings",
    "erase_from_salons",
    "forget_participants",
    "give_dots",
    "give_feedback",
    "invite_to_meeting",
    "make_calendar_link",
    "move_agenda_item",
    "move_meetings",
    "move_participants",
    "move_salons",
    "note_attendance",
    "open_round",
    "open_salon",
    "plan_salon",
    "remind",
    "remind_of_actions",
    "remind_to_end",
    "remove_action",
    "remove_agenda_item",
    "remove_decision",
    "remove_overdue_sign_ups",
    "remove_participant",
    "remove_salon_file",
    "revoke_calendar_link",
    "settle_note",
    "settle_offers",
    "sign_off",
    "sign_off_undelivered",
    "sign_up",
    "start_meeting",
    "take_up",
    "tell_afterwards",
    "tick_action",
    "tick_off",
    "write_note",
]
