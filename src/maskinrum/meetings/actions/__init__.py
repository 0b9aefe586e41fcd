"""Writes: meetings from the call to what was agreed, and what is written while they run."""

from maskinrum.meetings.actions.agenda import add_item, change_item, move_agenda_item, remove_agenda_item
from maskinrum.meetings.actions.erasing import (
    erase_from_meetings,
    forget_participants,
    move_meetings,
    move_participants,
    remind_of_actions,
)
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
from maskinrum.meetings.actions.running import end_meeting, start_meeting, take_up

__all__ = [
    "ActionFacts",
    "NoteText",
    "add_action",
    "add_item",
    "answer_invitation",
    "call_meeting",
    "cancel_meeting",
    "capture_experience",
    "change_item",
    "change_meeting",
    "change_meeting_role",
    "close_round",
    "decide",
    "end_meeting",
    "erase_from_meetings",
    "forget_participants",
    "give_dots",
    "invite_to_meeting",
    "move_agenda_item",
    "move_meetings",
    "move_participants",
    "note_attendance",
    "open_round",
    "remind_of_actions",
    "remove_agenda_item",
    "remove_participant",
    "settle_note",
    "start_meeting",
    "take_up",
    "tick_action",
    "write_note",
]
