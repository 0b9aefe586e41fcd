from maskinrum.meetings.models.agenda import AgendaItem
from maskinrum.meetings.models.meetings import Meeting, Participant
from maskinrum.meetings.models.notes import CapturedExperience, MeetingAction, MeetingDecision, Note, NoteVersion
from maskinrum.meetings.models.rounds import DotVote, Round, RoundOption

__all__ = [
    "AgendaItem",
    "CapturedExperience",
    "DotVote",
    "Meeting",
    "MeetingAction",
    "MeetingDecision",
    "Note",
    "NoteVersion",
    "Participant",
    "Round",
    "RoundOption",
]
